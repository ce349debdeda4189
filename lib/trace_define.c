/* SPDX-License-Identifier: MIT */
#include "trace_define.h"
#include "memory_pool.h"
#include "trace_event.h"
#include "trace_kind.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "unknown"
#endif

enum
{
    REPEAT_SHARE = 17 /* the definitions take at most one part in this many */
};

void Trace_DefineForget(JUNO_MEMORY_TRACE_T *ptTrace, const JUNO_MEMORY_BLOCK_T *ptBlk)
{
    const TRACE_POOL_T *const ptLast = Trace_DefineLast(ptTrace);
    TRACE_POOL_T *ptPool = ptTrace->pvPools;

    while (ptPool != ptLast)
    {
        ptPool--;
        if (ptPool->ptBlk == ptBlk)
        {
            *ptPool = *ptLast;
            ptTrace->iPools--;
            return;
        }
    }
}

void Trace_DefineRoom(JUNO_MEMORY_TRACE_T *ptTrace, size_t zRoom)
{
    if (Trace_PacketRoom(ptTrace) < zRoom)
    {
        const unsigned int iKind = ptTrace->piPacket[TRACE_OFFSET_KIND];

        Trace_PacketEnd(ptTrace);
        Trace_PacketBegin(ptTrace, (TRACE_PACKET_KIND_T)iKind);
    }
}

static void DefineHeader(JUNO_MEMORY_TRACE_T *ptTrace)
{
    unsigned char *piNext = Trace_RecordOpen(ptTrace, TRACE_RECORD_HEADER);
    const JUNO_MEMORY_TRACE_CONFIG_T *const ptConfig = &ptTrace->tConfig;

    piNext = Trace_PutLong(piNext, (ptConfig->pfcnClock != NULL) ? ptConfig->iTicksPerSecond : 0u);
    piNext = Trace_PutSize(piNext, sizeof(void *));
    piNext = Trace_PutText(piNext, PACKAGE_VERSION, TRACE_PROGRAM_MAX);
    piNext = Trace_PutText(piNext, ptConfig->pcProgram, TRACE_PROGRAM_MAX);
    piNext = Trace_PutSize(piNext, ptTrace->ptKind->bRing ? 1u : 0u);
    piNext = Trace_PutSize(piNext, ptTrace->zEvents);
    Trace_RecordClose(ptTrace, piNext);
}

void Trace_DefineOne(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool)
{
    unsigned char *piNext = NULL;

    Trace_DefineRoom(ptTrace, TRACE_ROOM_RECORD + Trace_Length(ptPool->pcName, TRACE_RECORD_MAX));
    piNext = Trace_RecordOpen(ptTrace, TRACE_RECORD_POOL);
    piNext = Trace_PutSize(piNext, ptPool->iId);
    piNext = Trace_PutText(piNext, ptPool->pcName, Trace_PacketRoom(ptTrace) - TRACE_ROOM_RECORD);
    piNext = Trace_PutSize(piNext, ptPool->zTypeSize);
    piNext = Trace_PutSize(piNext, ptPool->zLength);
    piNext = Trace_PutSize(piNext, (uintptr_t)ptPool->pvMemory);
    Trace_RecordClose(ptTrace, piNext);
}

/* All of them, each with its state where that is kept. */
static void DefinePools(JUNO_MEMORY_TRACE_T *ptTrace)
{
    const TRACE_POOL_T *const ptLast = Trace_DefineLast(ptTrace);
    const TRACE_POOL_T *ptPool = ptTrace->pvPools;

    while (ptPool != ptLast)
    {
        ptPool--;
        Trace_DefineOne(ptTrace, ptPool);
        if (ptTrace->ptShadow != NULL)
        {
            ptTrace->ptShadow->pfcnState(ptTrace, ptPool);
        }
    }
}

void Trace_DefineAll(JUNO_MEMORY_TRACE_T *ptTrace)
{
    ptTrace->zSinceRepeat = 0;
    ptTrace->zRepeatAfter = REPEAT_SHARE;
    Trace_PacketBegin(ptTrace, TRACE_PACKET_HEADER);
    DefineHeader(ptTrace);
    DefinePools(ptTrace);
    if (ptTrace->ptKind->pfcnModules != NULL)
    {
        ptTrace->ptKind->pfcnModules(ptTrace, NULL);
    }
    Trace_PacketEnd(ptTrace);
    ptTrace->zRepeatAfter *= ptTrace->zSinceRepeat; /* still 0 where a packet was lost */
}

/* Each in a record of its own: rarely needed, so it is short. */
void Trace_DefineState(JUNO_MEMORY_TRACE_T *ptTrace, const JUNO_MEMORY_BLOCK_T *ptBlk)
{
    unsigned int iFlags = TRACE_STATE_FIRST;
    size_t zLeft = ptBlk->zUsed;
    size_t zBlock = 0;

    Trace_PacketBegin(ptTrace, TRACE_PACKET_STATE);
    do
    {
        if (Memory_PoolIsLive(ptBlk, zBlock))
        {
            unsigned char *piNext = NULL;

            zLeft--;
            iFlags |= (zLeft == 0u) ? (unsigned int)TRACE_STATE_LAST : 0u;
            Trace_DefineRoom(ptTrace, TRACE_ROOM_RECORD);
            piNext = Trace_RecordOpen(ptTrace, TRACE_RECORD_STATE);
            piNext = Trace_PutSize(piNext, ptBlk->iObserverPool);
            piNext = Trace_PutSize(piNext, iFlags);
            piNext = Trace_PutSize(piNext, 1u); /* entry */
            piNext = Trace_PutSize(piNext, zBlock);
            Trace_RecordClose(ptTrace, piNext);
            iFlags = 0;
        }
        zBlock++;
    }
    while (zLeft > 0u);
    Trace_PacketEnd(ptTrace);
}
