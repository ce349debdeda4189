/* SPDX-License-Identifier: MIT */
#include "trace_shadow.h"
#include "memory_call.h"
#include "memory_pool.h"
#include "trace_cache.h"
#include "trace_define.h"
#include "trace_event.h"

enum
{
    INDEX_MAX = 5,    /* bytes of a block's index */
    BATCH = 8,        /* blocks in a record with details */
    ENTRY_MAX = 38,   /* bytes of a block with details */
    DETAIL_SHARE = 4, /* of a ring's segment the part that details may take */
    NEXT_PACKET = TRACE_PACKET_CRC + TRACE_PACKET_HEAD
};

/* A slot's zSize where the block is live and no more is known. */
#define SIZE_UNKNOWN SIZE_MAX

/* The entry of a pool; until pools go it is where its id says. */
static TRACE_POOL_T *Find(const JUNO_MEMORY_TRACE_T *ptTrace, uint32_t iId)
{
    size_t zIndex = iId - 1u;

    if (zIndex >= ptTrace->iPools || Trace_DefinePool(ptTrace, zIndex)->iId != iId)
    {
        zIndex = 0;
        while (Trace_DefinePool(ptTrace, zIndex)->iId != iId)
        {
            zIndex++;
        }
    }
    return Trace_DefinePool(ptTrace, zIndex);
}

/* Notes whether a block is live, and nothing else of it. */
static void SetLive(const TRACE_POOL_T *ptPool, size_t zBlock, bool bLive)
{
    const unsigned int iBit = 1u << (zBlock % 8u);

    if (ptPool->ptTable != NULL)
    {
        ptPool->ptTable[zBlock] = (JUNO_MEMORY_TRACE_SLOT_T){.zSize = bLive ? SIZE_UNKNOWN : 0u};
    }
    else if (ptPool->piBits != NULL)
    {
        unsigned char *const piByte = &ptPool->piBits[zBlock / 8u];
        *piByte = (unsigned char)(bLive ? (*piByte | iBit) : (*piByte & ~iBit));
    }
    else
    {
        /* a stream keeps only pools with a table */
    }
}

static bool IsLive(const TRACE_POOL_T *ptPool, size_t zBlock)
{
    if (ptPool->ptTable != NULL)
    {
        return ptPool->ptTable[zBlock].zSize != 0u;
    }
    return ((ptPool->piBits[zBlock / 8u] >> (zBlock % 8u)) & 1u) != 0u;
}

static void Learn(TRACE_POOL_T *ptPool)
{
    const size_t zCarved = Memory_PoolCarved(ptPool->ptBlk);

    for (size_t i = 0; i < ptPool->zLength; i++)
    {
        SetLive(ptPool, i, i < zCarved && Memory_PoolIsLive(ptPool->ptBlk, i));
    }
}

/* Keeps what a get told. */
static void
Enter(const JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool, const MEMORY_EVENT_T *ptEvent)
{
    const MEMORY_SITE_T *const ptSite = ptEvent->ptSite;

    SetLive(ptPool, ptEvent->zBlock, true);
    if (ptPool->ptTable != NULL)
    {
        ptPool->ptTable[ptEvent->zBlock] = (JUNO_MEMORY_TRACE_SLOT_T){
            .iTime = ptTrace->iTime,
            .pvSite = (ptSite->pcFile != NULL) ? ptSite->pcFile : ptSite->pvCaller,
            .pcFunction = ptSite->pcFunction,
            .zSize = ptEvent->zValue,
            .zCount = 1u,
            .iLine = (ptSite->pcFile != NULL) ? ptSite->iLine : 0u,
        };
    }
}

/* Keeps a size or a count; nothing where the get was not seen. */
static void Change(const TRACE_POOL_T *ptPool, const MEMORY_EVENT_T *ptEvent)
{
    if (ptPool->ptTable != NULL && ptPool->ptTable[ptEvent->zBlock].zSize != SIZE_UNKNOWN)
    {
        JUNO_MEMORY_TRACE_SLOT_T *const ptSlot = &ptPool->ptTable[ptEvent->zBlock];
        *((ptEvent->eKind == MEMORY_KIND_UPDATE) ? &ptSlot->zSize : &ptSlot->zCount) = ptEvent->zValue;
    }
}

static void Follow(JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_EVENT_T *ptEvent)
{
    const TRACE_POOL_T *const ptPool = Find(ptTrace, ptEvent->ptBlk->iObserverPool);

    if (ptEvent->eCause != MEMORY_CAUSE_NONE || ptEvent->eKind > MEMORY_KIND_REF_PUT)
    {
        return;
    }
    if (ptEvent->eKind == MEMORY_KIND_GET)
    {
        Enter(ptTrace, ptPool, ptEvent);
    }
    else if (ptEvent->eKind == MEMORY_KIND_PUT)
    {
        SetLive(ptPool, ptEvent->zBlock, false);
    }
    else
    {
        Change(ptPool, ptEvent);
    }
}

/* Blocks that go into one record. */
typedef struct TRACE_BATCH_TAG
{
    size_t azBlocks[BATCH];
    unsigned int aiSites[BATCH];
    size_t zCount;
    bool bDetails;
} TRACE_BATCH_T;

/* The number of a slot's site in this packet, defined here if it is new. */
static unsigned int SiteNumber(JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_SITE_T *ptSite, size_t zKeep)
{
    TRACE_KEY_T tKey;
    uint32_t *piSite = NULL;

    (void)Trace_CacheSite(&tKey, ptSite);
    piSite = Trace_CacheNumber(ptTrace, &tKey);
    if (*piSite == 0u)
    {
        ptTrace->iClasses++; /* sites and classes are numbered together */
        *piSite = ptTrace->iClasses;
        Trace_RecordSite(ptTrace, *piSite, ptSite, zKeep);
    }
    return *piSite;
}

static MEMORY_SITE_T SiteOf(const JUNO_MEMORY_TRACE_SLOT_T *ptSlot)
{
    const bool bSource = ptSlot->iLine != 0u;

    return (MEMORY_SITE_T){
        .pcFile = bSource ? ptSlot->pvSite : NULL,
        .pcFunction = bSource ? ptSlot->pcFunction : NULL,
        .pvCaller = ptSlot->pvSite,
        .iLine = ptSlot->iLine,
    };
}

/* Room that a batch of so many blocks needs before the last one's site. */
static size_t Room(size_t zCount, const MEMORY_SITE_T *ptSite)
{
    return TRACE_ROOM_RECORD + (zCount * ENTRY_MAX) + Trace_RecordSiteRoom(ptSite);
}

/*
 * Whether a ring has room for the details of a block: they stay within the first
 * part of a segment, so that the rest of the checkpoint and events have room too,
 * and no site is ever cut to what is left.
 */
static bool HasRoom(const JUNO_MEMORY_TRACE_T *ptTrace, size_t zRoom)
{
    const TRACE_RING_T *const ptRing = Trace_Ring(ptTrace);

    return ptRing->iCommitted + NEXT_PACKET + zRoom <= ptRing->iSize / DETAIL_SHARE;
}

/* Whether there is more to say of a block than that it is live, as the last of so many. */
static bool HasDetails(
    const JUNO_MEMORY_TRACE_T *ptTrace, const JUNO_MEMORY_TRACE_SLOT_T *ptSlot, size_t zCount, size_t *pzRoom
)
{
    const MEMORY_SITE_T tSite = SiteOf(ptSlot);
    const size_t zRoom = Room(zCount, &tSite);
    const bool bDetails =
        ptSlot->zSize != SIZE_UNKNOWN && (!ptTrace->ptKind->bRing || HasRoom(ptTrace, zRoom));

    *pzRoom = bDetails ? zRoom : TRACE_ROOM_RECORD + (zCount * INDEX_MAX);
    return bDetails;
}

/* Adds a block to the batch. */
static void
Add(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool, TRACE_BATCH_T *ptBatch, size_t zBlock)
{
    const JUNO_MEMORY_TRACE_SLOT_T *const ptSlot = &ptPool->ptTable[zBlock];
    const MEMORY_SITE_T tSite = SiteOf(ptSlot);
    const size_t zCount = ptBatch->zCount;

    ptBatch->azBlocks[zCount] = zBlock;
    ptBatch->aiSites[zCount] = 0;
    ptBatch->zCount++;
    if (ptBatch->bDetails && ptSlot->pvSite != NULL)
    {
        ptBatch->aiSites[zCount] =
            SiteNumber(ptTrace, &tSite, TRACE_ROOM_RECORD + (ptBatch->zCount * ENTRY_MAX));
    }
}

/* Adds a block that is like the batch's others, if there is room. */
static bool
AddAlike(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool, TRACE_BATCH_T *ptBatch, size_t zBlock)
{
    const size_t zCount = ptBatch->zCount + 1u;
    size_t zRoom = 0;
    const bool bAlike = HasDetails(ptTrace, &ptPool->ptTable[zBlock], zCount, &zRoom) == ptBatch->bDetails;

    if (!bAlike || zCount > BATCH || Trace_PacketRoom(ptTrace) < zRoom)
    {
        return false;
    }
    Add(ptTrace, ptPool, ptBatch, zBlock);
    return true;
}

static void WriteBatch(
    JUNO_MEMORY_TRACE_T *ptTrace,
    const TRACE_POOL_T *ptPool,
    const TRACE_BATCH_T *ptBatch,
    unsigned int iFlags
)
{
    unsigned char *piNext = NULL;
    size_t zBefore = 0;

    iFlags |= ptBatch->bDetails ? (unsigned int)TRACE_STATE_DETAILS : 0u;
    piNext = Trace_RecordOpen(ptTrace, TRACE_RECORD_STATE);
    piNext = Trace_PutSize(piNext, ptPool->iId);
    piNext = Trace_PutSize(piNext, iFlags);
    piNext = Trace_PutSize(piNext, ptBatch->zCount);
    for (size_t i = 0; i < ptBatch->zCount; i++)
    {
        const JUNO_MEMORY_TRACE_SLOT_T *const ptSlot = &ptPool->ptTable[ptBatch->azBlocks[i]];

        piNext = Trace_PutSize(piNext, ptBatch->azBlocks[i] - zBefore);
        zBefore = ptBatch->azBlocks[i];
        if (ptBatch->bDetails)
        {
            piNext = Trace_PutSize(piNext, ptSlot->zSize);
            piNext = Trace_PutSize(piNext, ptSlot->zCount);
            piNext = Trace_PutSize(piNext, ptBatch->aiSites[i]);
            piNext = Trace_PutLong(piNext, ptTrace->iTime - ptSlot->iTime);
        }
    }
    Trace_RecordClose(ptTrace, piNext);
}

/* The first live block from zBlock on; there is one. */
static size_t NextLive(const TRACE_POOL_T *ptPool, size_t zBlock)
{
    while (!IsLive(ptPool, zBlock))
    {
        zBlock++;
    }
    return zBlock;
}

/* Live blocks from *pzBlock on, as many as go into one record; moves it on. */
static TRACE_BATCH_T
Gather(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool, size_t *pzBlock, size_t zLeft)
{
    TRACE_BATCH_T tBatch = {.zCount = 0};
    size_t zRoom = TRACE_ROOM_RECORD;
    bool bMore = zLeft > 0u;

    if (bMore)
    {
        *pzBlock = NextLive(ptPool, *pzBlock);
        tBatch.bDetails = HasDetails(ptTrace, &ptPool->ptTable[*pzBlock], 1u, &zRoom);
    }
    Trace_DefineRoom(ptTrace, zRoom);
    if (bMore)
    {
        Add(ptTrace, ptPool, &tBatch, *pzBlock); /* whatever the batch is like, it has this one */
    }
    while (bMore)
    {
        (*pzBlock)++;
        bMore = tBatch.zCount < zLeft;
        if (bMore)
        {
            *pzBlock = NextLive(ptPool, *pzBlock);
            bMore = AddAlike(ptTrace, ptPool, &tBatch, *pzBlock);
        }
    }
    return tBatch;
}

static void TableState(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool, size_t zLeft)
{
    unsigned int iFlags = TRACE_STATE_FIRST;
    size_t zBlock = 0;

    do
    {
        const TRACE_BATCH_T tBatch = Gather(ptTrace, ptPool, &zBlock, zLeft);

        zLeft -= tBatch.zCount;
        iFlags |= (zLeft == 0u) ? (unsigned int)TRACE_STATE_LAST : 0u;
        WriteBatch(ptTrace, ptPool, &tBatch, iFlags);
        iFlags = 0;
    }
    while (zLeft > 0u);
}

/* The state of a pool without a table: as many blocks in a record as have room. */
static void BitsState(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool, size_t zLeft)
{
    unsigned int iFlags = TRACE_STATE_FIRST;
    size_t zBlock = 0;

    do
    {
        unsigned char *piNext = NULL;
        size_t zBefore = 0;
        size_t zEntries = 0;

        Trace_DefineRoom(ptTrace, TRACE_ROOM_RECORD + INDEX_MAX);
        zEntries = (Trace_PacketRoom(ptTrace) - TRACE_ROOM_RECORD) / INDEX_MAX;
        zEntries = (zLeft < zEntries) ? zLeft : zEntries;
        zLeft -= zEntries;
        iFlags |= (zLeft == 0u) ? (unsigned int)TRACE_STATE_LAST : 0u;
        piNext = Trace_RecordOpen(ptTrace, TRACE_RECORD_STATE);
        piNext = Trace_PutSize(piNext, ptPool->iId);
        piNext = Trace_PutSize(piNext, iFlags);
        piNext = Trace_PutSize(piNext, zEntries);
        for (; zEntries > 0u; zBlock++)
        {
            if (IsLive(ptPool, zBlock))
            {
                piNext = Trace_PutSize(piNext, zBlock - zBefore);
                zBefore = zBlock;
                zEntries--;
            }
        }
        Trace_RecordClose(ptTrace, piNext);
        iFlags = 0;
    }
    while (zLeft > 0u);
}

static void State(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool)
{
    size_t zLive = 0;

    if (ptPool->ptTable == NULL && ptPool->piBits == NULL)
    {
        return;
    }
    for (size_t i = 0; i < ptPool->zLength; i++)
    {
        zLive += IsLive(ptPool, i) ? 1u : 0u;
    }
    if (ptPool->ptTable != NULL)
    {
        TableState(ptTrace, ptPool, zLive);
    }
    else
    {
        BitsState(ptTrace, ptPool, zLive);
    }
}

const TRACE_SHADOW_T Trace_Shadow = {.pfcnEvent = Follow, .pfcnLearn = Learn, .pfcnState = State};

/* Whether a table is long enough; a pool that is none is found out later. */
static bool IsLongEnough(JUNO_MEMORY_ALLOC_T *ptMem, size_t zSlots)
{
    const JUNO_MEMORY_BLOCK_T *const ptBlk = Memory_CallBlock(ptMem);

    return ptBlk == NULL || zSlots >= ptBlk->zLength;
}

JUNO_STATUS_T Juno_MemoryTraceAttachTable(
    JUNO_MEMORY_TRACE_T *ptTrace,
    JUNO_MEMORY_ALLOC_T *ptMem,
    const char *pcName,
    JUNO_MEMORY_TRACE_SLOT_T *ptTable,
    size_t zSlots
)
{
    if (ptTrace == NULL || ptMem == NULL || pcName == NULL || ptTable == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    if (!IsLongEnough(ptMem, zSlots))
    {
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    }
    Trace_EventLock(ptTrace);
    ptTrace->ptShadow = &Trace_Shadow;
    Trace_EventUnlock(ptTrace);
    return Trace_Attach(ptTrace, ptMem, pcName, ptTable);
}
