/* SPDX-License-Identifier: MIT */
/*
 * A recording as a stream: each packet goes to the writer as it is finished.
 * Of the buffer a part is the packet, and at the end are the pools.
 */
#include "trace_define.h"
#include "trace_event.h"
#include "trace_kind.h"

/* There is always space for one pool more than there are. */
JUNO_STATUS_T Trace_StreamShareOut(JUNO_MEMORY_TRACE_T *ptTrace, TRACE_POOL_T *ptPool)
{
    const size_t zTable = (ptTrace->iPools + 1u) * sizeof(TRACE_POOL_T);
    const ptrdiff_t iSpace = (unsigned char *)ptTrace->pvPools - ptTrace->piPacket - (ptrdiff_t)zTable;

    (void)ptPool;
    Trace_PacketEnd(ptTrace); /* before the packet gets smaller */
    if (iSpace < TRACE_PACKET_LEAST)
    {
        return JUNO_STATUS_TABLE_FULL_ERROR;
    }
    ptTrace->iCapacity = (uint16_t)((iSpace < TRACE_PACKET_MAX) ? iSpace : TRACE_PACKET_MAX);
    return JUNO_STATUS_SUCCESS;
}

/* Counts a packet that could not be written. */
static void Lost(JUNO_MEMORY_TRACE_T *ptTrace)
{
    const uint32_t iEvents = ptTrace->iPacketEvents;

    ptTrace->iResult = JUNO_STATUS_WRITE_ERROR;
    if (ptTrace->piPacket[TRACE_OFFSET_KIND] < TRACE_PACKET_STATE)
    {
        ptTrace->zRepeatAfter = 0; /* definitions are due at once */
    }
    else if (iEvents == 0u)
    {
        ptTrace->iSequence++; /* nothing would show that it is missing */
    }
    else
    {
        ptTrace->zDropped += iEvents;
        ptTrace->iDropped =
            (ptTrace->iDropped > UINT32_MAX - iEvents) ? UINT32_MAX : ptTrace->iDropped + iEvents;
    }
}

void Trace_StreamEmit(JUNO_MEMORY_TRACE_T *ptTrace, size_t zLength)
{
    const JUNO_MEMORY_TRACE_CONFIG_T *const ptConfig = &ptTrace->tConfig;

    ptTrace->zSinceRepeat += zLength;
    if (ptConfig->pfcnWrite(ptTrace->piPacket, zLength, ptConfig->pvUserData) == JUNO_STATUS_SUCCESS)
    {
        Trace_PacketDone(ptTrace);
    }
    else
    {
        Lost(ptTrace);
    }
}

JUNO_STATUS_T Juno_MemoryTraceInit(
    JUNO_MEMORY_TRACE_T *ptTrace,
    void *pvBuffer,
    size_t zBufferSize,
    const JUNO_MEMORY_TRACE_CONFIG_T *ptConfig
)
{
    static const TRACE_KIND_T tStream = {
        .pfcnShareOut = Trace_StreamShareOut,
        .pfcnEmit = Trace_StreamEmit,
        .iBufferMin = JUNO_MEMORY_TRACE_BUFFER_MIN,
    };

    return Trace_Begin(ptTrace, pvBuffer, zBufferSize, ptConfig, &tStream);
}
