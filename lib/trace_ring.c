/* SPDX-License-Identifier: MIT */
/*
 * A recording as a ring in memory: two segments, used in turn. The one that is
 * begun starts with a checkpoint, which is the header and the definitions and
 * states of all pools, so that what is dumped is whole from its first packet on,
 * whichever segment that is in.
 */
#include "crc32c.h"
#include "trace_define.h"
#include "trace_event.h"
#include "trace_shadow.h"

enum
{
    POOLS_SHARE = 8,                   /* the part of the memory for the pools and their bits */
    CHECKPOINT_SHARE = 2,              /* the part of a segment that a checkpoint may take */
    REST_MAX = 256,                    /* bytes of a segment that may be left over, for names not to be cut */
    TABLE_ENTRY = 3,                   /* bytes of a block without details, where some may have them */
    STATE_FIXED = 16,                  /* bytes of a state besides its blocks */
    RECORD_DUMPED = 11,                /* type of the record that ends a dump */
    PACKET_MAX = TRACE_PACKET_MAX - 3, /* so that it has room */
    CHECKPOINT_FIXED = 128             /* bytes of it besides the pools */
};

static unsigned char *Segment(const JUNO_MEMORY_TRACE_T *ptTrace, uint32_t iSegment)
{
    TRACE_RING_T *const ptRing = Trace_Ring(ptTrace);

    return (unsigned char *)ptRing + ptRing->iSegments + ((size_t)iSegment * ptRing->iSize);
}

/* The next packet goes behind those of the current segment. */
static void SetPacket(JUNO_MEMORY_TRACE_T *ptTrace)
{
    const TRACE_RING_T *const ptRing = Trace_Ring(ptTrace);
    const uint32_t iClosed = ptRing->aiClosed[ptRing->iCurrent];
    const uint32_t iLeft = ptRing->iSize - iClosed;

    ptTrace->piPacket = Segment(ptTrace, ptRing->iCurrent) + iClosed;
    ptTrace->iCapacity = (uint16_t)((iLeft < PACKET_MAX) ? iLeft : PACKET_MAX);
}

static void Begin(JUNO_MEMORY_TRACE_T *ptTrace)
{
    TRACE_RING_T *const ptRing = Trace_Ring(ptTrace);
    const size_t zAll = (size_t)((unsigned char *)ptTrace->pvPools - (unsigned char *)ptRing);
    const size_t zBegin = (size_t)(ptTrace->piPacket - (unsigned char *)ptRing);
    const size_t zSegment = (zAll - zBegin - (zAll / POOLS_SHARE)) / 2u;

    *ptRing = (TRACE_RING_T){
        .aiMagic = {0xD6u, 'J', 'R', 'I', 'N', 'G', 13u, 1u},
        .iOrder = 0x01020304u,
        .iSegments = (uint32_t)zBegin,
        .iSize = (uint32_t)((zSegment < UINT32_MAX) ? zSegment : UINT32_MAX),
    };
    ptTrace->ptShadow = &Trace_Shadow;
    SetPacket(ptTrace);
}

/* Empties the segment that was used longest ago, and goes on there. */
static void Turn(JUNO_MEMORY_TRACE_T *ptTrace)
{
    TRACE_RING_T *const ptRing = Trace_Ring(ptTrace);
    const uint32_t iNext = 1u - ptRing->iCurrent;

    TRACE_PUBLISH(&ptRing->iCommitted, 0u); /* no packet is begun */
    TRACE_PUBLISH(&ptRing->aiClosed[iNext], 0u);
    TRACE_PUBLISH(&ptRing->iCurrent, iNext);
    TRACE_FENCE(); /* before anything is written over */
    SetPacket(ptTrace);
    Trace_DefineAll(ptTrace);
}

/* Whether what is left of a segment is not worth another packet. */
static bool IsSpent(const TRACE_RING_T *ptRing, uint32_t iClosed)
{
    const uint32_t iLeft = ptRing->iSize - iClosed;

    return iLeft < TRACE_PACKET_LEAST || (iLeft < REST_MAX && iLeft < ptRing->iSize / 4u);
}

static void Emit(JUNO_MEMORY_TRACE_T *ptTrace, size_t zLength)
{
    TRACE_RING_T *const ptRing = Trace_Ring(ptTrace);
    const uint32_t iClosed = ptRing->aiClosed[ptRing->iCurrent] + (uint32_t)zLength;
    const bool bEnd = ptTrace->piPacket[TRACE_OFFSET_KIND] == TRACE_PACKET_END; /* nothing follows */

    Trace_PacketDone(ptTrace);
    TRACE_PUBLISH(&ptRing->aiClosed[ptRing->iCurrent], iClosed);
    if (bEnd || !IsSpent(ptRing, iClosed))
    {
        SetPacket(ptTrace);
    }
    else
    {
        Turn(ptTrace);
    }
}

/* The most that a pool takes in a checkpoint: definition, and every block out. */
static size_t CheckpointSize(const TRACE_POOL_T *ptPool)
{
    return Trace_Length(ptPool->pcName, TRACE_RECORD_MAX) + TRACE_ROOM_RECORD + STATE_FIXED +
           (ptPool->zLength * ((ptPool->ptTable != NULL) ? TABLE_ENTRY : 1u)) + (ptPool->zLength / 64u);
}

/* Whether a checkpoint with this pool too leaves enough of a segment. */
static bool Fits(const JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool)
{
    const size_t zMax = Trace_Ring(ptTrace)->iSize / CHECKPOINT_SHARE;
    size_t zSize = CHECKPOINT_FIXED + CheckpointSize(ptPool);

    for (size_t i = 0; i < ptTrace->iPools; i++)
    {
        zSize += CheckpointSize(Trace_DefinePool(ptTrace, i));
    }
    return ptPool->zLength <= zMax && zSize <= zMax;
}

/* The pool whose bits are the first at or after an address; NULL: none. */
static TRACE_POOL_T *NextBits(const JUNO_MEMORY_TRACE_T *ptTrace, const unsigned char *piFrom)
{
    TRACE_POOL_T *ptNext = NULL;

    for (size_t i = 0; i < ptTrace->iPools; i++)
    {
        TRACE_POOL_T *const ptPool = Trace_DefinePool(ptTrace, i);
        if (ptPool->piBits != NULL && ptPool->piBits >= piFrom &&
            (ptNext == NULL || ptPool->piBits < ptNext->piBits))
        {
            ptNext = ptPool;
        }
    }
    return ptNext;
}

static size_t BitsSize(const TRACE_POOL_T *ptPool)
{
    return (ptPool->zLength + 7u) / 8u;
}

/* Moves all bits together, over those of pools that have gone; returns their end. */
static unsigned char *PackBits(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    unsigned char *piEnd = Segment(ptTrace, 2u);
    TRACE_POOL_T *ptPool = NextBits(ptTrace, piEnd);

    while (ptPool != NULL)
    {
        for (size_t i = 0; i < BitsSize(ptPool); i++)
        {
            piEnd[i] = ptPool->piBits[i];
        }
        ptPool->piBits = piEnd;
        piEnd += BitsSize(ptPool);
        ptPool = NextBits(ptTrace, piEnd);
    }
    return piEnd;
}

static JUNO_STATUS_T Attach(JUNO_MEMORY_TRACE_T *ptTrace, TRACE_POOL_T *ptPool)
{
    const unsigned char *const piTable =
        (unsigned char *)ptTrace->pvPools - (((size_t)ptTrace->iPools + 1u) * sizeof(TRACE_POOL_T));
    unsigned char *const piBits = PackBits(ptTrace);
    const size_t zBits = (ptPool->ptTable == NULL) ? BitsSize(ptPool) : 0u;

    if (!Fits(ptTrace, ptPool))
    {
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    }
    if (piTable < piBits || (size_t)(piTable - piBits) < zBits)
    {
        return JUNO_STATUS_TABLE_FULL_ERROR;
    }
    ptPool->piBits = (ptPool->ptTable == NULL) ? piBits : NULL;
    Trace_PacketEnd(ptTrace);
    return JUNO_STATUS_SUCCESS;
}

static JUNO_STATUS_T ShareOut(JUNO_MEMORY_TRACE_T *ptTrace, TRACE_POOL_T *ptPool)
{
    if (ptPool != NULL)
    {
        return Attach(ptTrace, ptPool);
    }
    Begin(ptTrace);
    return JUNO_STATUS_SUCCESS;
}

static void Commit(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    TRACE_RING_T *const ptRing = Trace_Ring(ptTrace);

    TRACE_PUBLISH(&ptRing->iCommitted, ptRing->aiClosed[ptRing->iCurrent] + ptTrace->iFill);
}

static const TRACE_KIND_T tRing = {
    .pfcnShareOut = ShareOut,
    .pfcnEmit = Emit,
    .pfcnCommit = Commit,
    .iBufferMin = JUNO_MEMORY_TRACE_RING_MIN,
    .iHead = sizeof(TRACE_RING_T),
    .bRing = true,
};

JUNO_STATUS_T Juno_MemoryTraceRingInit(
    JUNO_MEMORY_TRACE_T *ptTrace, void *pvRing, size_t zRingSize, const JUNO_MEMORY_TRACE_CONFIG_T *ptConfig
)
{
    return Trace_Begin(ptTrace, pvRing, zRingSize, ptConfig, &tRing);
}

/* Where a dump goes. */
typedef struct TRACE_SINK_TAG
{
    const JUNO_MEMORY_TRACE_T *ptTrace;
    JUNO_MEMORY_TRACE_WRITE_T pfcnWrite;
    JUNO_USER_DATA_T *pvUserData;
    uint32_t iSequence; /* of the packet in work as the dump began */
} TRACE_SINK_T;

static bool Write(const TRACE_SINK_T *ptSink, const void *pvData, size_t zSize)
{
    return ptSink->pfcnWrite(pvData, zSize, ptSink->pvUserData) == JUNO_STATUS_SUCCESS;
}

/* A segment's finished packets. */
static bool DumpClosed(const TRACE_SINK_T *ptSink, const unsigned char *piSegment, size_t zClosed)
{
    size_t zAt = 0;
    bool bDone = true;

    while (bDone && zClosed - zAt >= TRACE_PACKET_HEAD)
    {
        const unsigned char *const piPacket = &piSegment[zAt];
        size_t zLength = piPacket[TRACE_OFFSET_LENGTH] + ((size_t)piPacket[TRACE_OFFSET_LENGTH + 1] << 8);

        if (zLength < TRACE_PACKET_HEAD || zLength > zClosed - zAt)
        {
            zLength = zClosed - zAt; /* written over meanwhile: a gap for the reader */
        }
        bDone = Write(ptSink, piPacket, zLength);
        zAt += zLength;
    }
    return bDone;
}

/* Whether packets were finished since the dump began: another thread goes on recording. */
static bool IsOvertaken(const TRACE_SINK_T *ptSink)
{
    TRACE_FENCE();
    return *(const volatile uint32_t *)&ptSink->ptTrace->iSequence != ptSink->iSequence;
}

/*
 * The packet that has been begun, or an empty one, as if it ended here; nothing
 * where it was written over before its CRC was known.
 */
static bool
DumpBegun(const TRACE_SINK_T *ptSink, unsigned char *piHead, const unsigned char *piItems, size_t zItems)
{
    static const unsigned char aiDumped[] = {0, RECORD_DUMPED, 0};
    const size_t zLength = TRACE_PACKET_HEAD + zItems + sizeof(aiDumped) + TRACE_PACKET_CRC;
    unsigned char aiCrc[TRACE_PACKET_CRC];
    uint32_t iCrc = 0;

    piHead[TRACE_OFFSET_LENGTH] = (unsigned char)zLength;
    piHead[TRACE_OFFSET_LENGTH + 1] = (unsigned char)(zLength >> 8);
    iCrc = Crc32c(0, piHead, TRACE_PACKET_HEAD);
    iCrc = Crc32c(iCrc, piItems, zItems);
    (void)Trace_PutWord(aiCrc, Crc32c(iCrc, aiDumped, sizeof(aiDumped)));
    if (IsOvertaken(ptSink))
    {
        return true;
    }
    return Write(ptSink, piHead, TRACE_PACKET_HEAD) && Write(ptSink, piItems, zItems) &&
           Write(ptSink, aiDumped, sizeof(aiDumped)) && Write(ptSink, aiCrc, sizeof(aiCrc));
}

/* The end of the dump: what the recorder is at, while it has not ended. */
static bool
DumpNewest(const JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_RING_T *ptRing, const TRACE_SINK_T *ptSink)
{
    const uint32_t iClosed = ptRing->aiClosed[ptRing->iCurrent];
    const unsigned char *const piPacket = Segment(ptTrace, ptRing->iCurrent) + iClosed;
    unsigned char aiHead[TRACE_PACKET_HEAD];
    size_t zItems = 0;

    if (ptRing->iCommitted >= iClosed + TRACE_PACKET_HEAD)
    {
        zItems = ptRing->iCommitted - iClosed - TRACE_PACKET_HEAD;
        for (size_t i = 0; i < sizeof(aiHead); i++)
        {
            aiHead[i] = piPacket[i];
        }
    }
    else
    {
        (void)Trace_PacketHead(ptTrace, TRACE_PACKET_EVENTS, aiHead);
    }
    return DumpBegun(ptSink, aiHead, piPacket + TRACE_PACKET_HEAD, zItems);
}

JUNO_STATUS_T Juno_MemoryTraceRingDump(
    const JUNO_MEMORY_TRACE_T *ptTrace, JUNO_MEMORY_TRACE_WRITE_T pfcnWrite, JUNO_USER_DATA_T *pvUserData
)
{
    TRACE_SINK_T tSink = {ptTrace, pfcnWrite, pvUserData, 0};
    TRACE_RING_T tRingNow;
    bool bDone = false;

    if (ptTrace == NULL || pfcnWrite == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    if (ptTrace->ptKind != &tRing || ptTrace->iState == 0u)
    {
        return JUNO_STATUS_ERR;
    }
    tSink.iSequence = ptTrace->iSequence;
    TRACE_FENCE();
    tRingNow = *Trace_Ring(ptTrace);
    for (uint32_t i = 0; i < 2u; i++)
    {
        const uint32_t iSegment = (i == 0u) ? 1u - tRingNow.iCurrent : tRingNow.iCurrent;
        bDone = DumpClosed(&tSink, Segment(ptTrace, iSegment), tRingNow.aiClosed[iSegment]);
        if (!bDone)
        {
            return JUNO_STATUS_WRITE_ERROR;
        }
    }
    if (ptTrace->iState == TRACE_STATE_RECORDING)
    {
        bDone = DumpNewest(ptTrace, &tRingNow, &tSink);
    }
    return bDone ? JUNO_STATUS_SUCCESS : JUNO_STATUS_WRITE_ERROR;
}
