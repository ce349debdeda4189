/* SPDX-License-Identifier: MIT */
/* Taking a trace off a pool before either has ended. */
#include "memory_call.h"
#include "trace_define.h"
#include "trace_event.h"

/* Both are locked. */
static JUNO_STATUS_T Detach(JUNO_MEMORY_TRACE_T *ptTrace, JUNO_MEMORY_BLOCK_T *ptBlk)
{
    const MEMORY_SITE_T tNoSite = {0};
    const MEMORY_EVENT_T tEvent = {
        .ptBlk = ptBlk,
        .ptSite = &tNoSite,
        .zBlock = ptBlk->zUsed,
        .eKind = MEMORY_KIND_DETACH,
    };

    if (ptTrace->iState != TRACE_STATE_RECORDING || ptBlk->ptObserver != &ptTrace->tObserver)
    {
        return JUNO_STATUS_DNE_ERROR;
    }
    Trace_EventAppend(ptTrace, &tEvent);
    Trace_DefineRelease(ptTrace, ptBlk);
    return JUNO_STATUS_SUCCESS;
}

JUNO_STATUS_T Juno_MemoryTraceDetach(JUNO_MEMORY_TRACE_T *ptTrace, JUNO_MEMORY_ALLOC_T *ptMem)
{
    JUNO_MEMORY_BLOCK_T *const ptBlk = Memory_CallBlock(ptMem);
    JUNO_STATUS_T tStatus = JUNO_STATUS_NULLPTR_ERROR;

    if (ptTrace == NULL || ptMem == NULL)
    {
        return tStatus;
    }
    if (ptBlk == NULL)
    {
        return JUNO_STATUS_INVALID_TYPE_ERROR;
    }
    Memory_CallLock(ptBlk);
    Trace_EventLock(ptTrace);
    tStatus = Detach(ptTrace, ptBlk);
    Trace_EventUnlock(ptTrace);
    Memory_CallUnlock(ptBlk);
    return tStatus;
}
