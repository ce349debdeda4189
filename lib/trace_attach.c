/* SPDX-License-Identifier: MIT */
/*
 * Pools that come to a recording.
 *
 * Order of locks: a pool's, then the trace's.
 */
#include "memory_call.h"
#include "memory_guard.h"
#include "memory_pool.h"
#include "trace_define.h"
#include "trace_env.h"
#include "trace_event.h"
#include "trace_kind.h"

/* Writes a pool's definition and, where blocks are out, its state. */
static void Define(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool)
{
    Trace_PacketBegin(ptTrace, TRACE_PACKET_DEFINITIONS);
    Trace_DefineOne(ptTrace, ptPool);
    Trace_PacketEnd(ptTrace);
    if (ptPool->ptBlk->zUsed > 0u)
    {
        Trace_DefineState(ptTrace, ptPool->ptBlk);
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
        if ((ptBlk->iHooks & MEMORY_HOOK_GUARD) != 0u)
        {
            Memory_GuardName(ptBlk, ptPool->pcName);
        }
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
    JUNO_MEMORY_BLOCK_T *ptBlk = NULL;
    JUNO_STATUS_T tStatus = JUNO_STATUS_SUCCESS;

    if (ptTrace == NULL || ptMem == NULL || pcName == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    ptBlk = Memory_CallBlock(ptMem);
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
