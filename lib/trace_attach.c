/* SPDX-License-Identifier: MIT */
/*
 * Pools that come to a recording.
 *
 * Order of locks: a pool's, then the trace's.
 */
#include "memory_call.h"
#include "memory_pool.h"
#include "trace_define.h"
#include "trace_env.h"
#include "trace_event.h"
#include "trace_kind.h"

/* The live blocks of a pool that is locked, each in a record of its own: rarely needed, so it is short. */
static void WriteState(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool)
{
    unsigned int iFlags = TRACE_STATE_FIRST;
    size_t zLeft = ptPool->ptBlk->zUsed;

    for (size_t zBlock = 0; zLeft > 0u; zBlock++)
    {
        if (Memory_PoolIsLive(ptPool->ptBlk, zBlock))
        {
            unsigned char *piNext = NULL;

            zLeft--;
            iFlags |= (zLeft == 0u) ? (unsigned int)TRACE_STATE_LAST : 0u;
            Trace_DefineRoom(ptTrace, TRACE_ROOM_RECORD);
            piNext = Trace_RecordOpen(ptTrace, TRACE_RECORD_STATE);
            piNext = Trace_PutSize(piNext, ptPool->iId);
            piNext = Trace_PutSize(piNext, iFlags);
            piNext = Trace_PutSize(piNext, 1u);
            piNext = Trace_PutSize(piNext, zBlock);
            Trace_RecordClose(ptTrace, piNext);
            iFlags = 0;
        }
    }
}

/* Writes its definition and, where blocks are out, its state. */
static void Define(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool)
{
    ptTrace->iTime = Trace_EventNow(ptTrace);
    Trace_PacketBegin(ptTrace, TRACE_PACKET_DEFINITIONS);
    Trace_DefineOne(ptTrace, ptPool);
    Trace_PacketEnd(ptTrace);
    if (ptPool->ptBlk->zUsed > 0u)
    {
        Trace_PacketBegin(ptTrace, TRACE_PACKET_STATE);
        WriteState(ptTrace, ptPool);
        Trace_PacketEnd(ptTrace);
    }
}

/* Says how many blocks are out as the recording of a pool begins. */
static void AppendAttach(JUNO_MEMORY_TRACE_T *ptTrace, const JUNO_MEMORY_BLOCK_T *ptBlk)
{
    const MEMORY_SITE_T tNoSite = {0};

    Trace_EventAppend(
        ptTrace,
        &(MEMORY_EVENT_T){
            .ptBlk = ptBlk,
            .ptSite = &tNoSite,
            .zBlock = ptBlk->zUsed,
            .eKind = MEMORY_KIND_ATTACH,
        }
    );
}

/* Hangs the trace on a pool; both are locked. */
static JUNO_STATUS_T Attach(JUNO_MEMORY_TRACE_T *ptTrace, TRACE_POOL_T *ptPool)
{
    JUNO_MEMORY_BLOCK_T *const ptBlk = ptPool->ptBlk;
    JUNO_STATUS_T tStatus = JUNO_STATUS_TABLE_FULL_ERROR;

    if (ptTrace->iState != TRACE_STATE_RECORDING || (ptBlk->iHooks & MEMORY_HOOK_OBSERVER) != 0u)
    {
        return JUNO_STATUS_ERR;
    }
    Trace_DefineForget(ptTrace, ptBlk); /* it may have been inited anew without an end */
    ptPool->iId = (uint16_t)(ptTrace->iPoolIds + 1u);
    if (ptPool->iId != 0u) /* else all have been given out */
    {
        tStatus = ptTrace->ptKind->pfcnShareOut(ptTrace, ptPool);
    }
    if (tStatus == JUNO_STATUS_SUCCESS)
    {
        ptTrace->iPoolIds = (uint16_t)ptPool->iId;
        ptTrace->iPools++;
        *Trace_DefineLast(ptTrace) = *ptPool;
        if (ptTrace->ptShadow != NULL)
        {
            ptTrace->ptShadow->pfcnLearn(ptPool);
        }
        ptBlk->iObserverPool = ptPool->iId;
        ptBlk->ptObserver = &ptTrace->tObserver;
        ptBlk->iHooks |= MEMORY_HOOK_OBSERVER;
        Define(ptTrace, ptPool);
        AppendAttach(ptTrace, ptBlk);
    }
    return tStatus;
}

JUNO_STATUS_T Trace_Attach(
    JUNO_MEMORY_TRACE_T *ptTrace,
    JUNO_MEMORY_ALLOC_T *ptMem,
    const char *pcName,
    JUNO_MEMORY_TRACE_SLOT_T *ptTable
)
{
    JUNO_MEMORY_BLOCK_T *const ptBlk = Memory_CallBlock(ptMem);
    JUNO_STATUS_T tStatus = JUNO_STATUS_NULLPTR_ERROR;

    if (ptTrace == NULL || ptMem == NULL || pcName == NULL)
    {
        return tStatus;
    }
    if (ptBlk == NULL)
    {
        return JUNO_STATUS_INVALID_TYPE_ERROR;
    }
    Trace_EnvRelease(ptTrace, ptMem);
    Memory_CallLock(ptBlk);
    Trace_EventLock(ptTrace);
    tStatus = Attach(
        ptTrace,
        &(TRACE_POOL_T){
            .ptBlk = ptBlk,
            .pcName = pcName,
            .pvMemory = ptBlk->pvMemory,
            .zTypeSize = ptBlk->zTypeSize,
            .zLength = ptBlk->zLength,
            .ptTable = ptTable,
        }
    );
    Trace_EventUnlock(ptTrace);
    Memory_CallUnlock(ptBlk);
    return tStatus;
}

JUNO_STATUS_T
Juno_MemoryTraceAttach(JUNO_MEMORY_TRACE_T *ptTrace, JUNO_MEMORY_ALLOC_T *ptMem, const char *pcName)
{
    return Trace_Attach(ptTrace, ptMem, pcName, NULL);
}
