/* SPDX-License-Identifier: MIT */
/* Taking a trace off a pool. */
#include "memory_pool.h"
#include "trace_define.h"

void Trace_DefineRelease(JUNO_MEMORY_TRACE_T *ptTrace, JUNO_MEMORY_BLOCK_T *ptBlk)
{
    if (ptBlk->ptObserver == &ptTrace->tObserver)
    {
        ptBlk->iHooks &= ~MEMORY_HOOK_OBSERVER;
        ptBlk->ptObserver = NULL;
    }
    Trace_DefineForget(ptTrace, ptBlk);
}
