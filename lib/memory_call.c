/* SPDX-License-Identifier: MIT */
#include "memory_call.h"
#include "memory_message.h"
#include "memory_refs.h"

JUNO_MEMORY_BLOCK_T *Memory_CallBlock(JUNO_MEMORY_ALLOC_T *ptMem)
{
    return (ptMem != NULL && ptMem->tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_BLOCK) ? &ptMem->tBlock : NULL;
}

JUNO_STATUS_T Memory_CallStatus(MEMORY_KIND_T eKind, MEMORY_CAUSE_T eCause)
{
    static const unsigned char aiStatus[MEMORY_CAUSES] = {
        [MEMORY_CAUSE_NONE] = JUNO_STATUS_SUCCESS,
        [MEMORY_CAUSE_NULL] = JUNO_STATUS_NULLPTR_ERROR,
        [MEMORY_CAUSE_ZERO_SIZE] = JUNO_STATUS_INVALID_SIZE_ERROR,
        [MEMORY_CAUSE_TOO_LARGE] = JUNO_STATUS_MEMALLOC_ERROR,
        [MEMORY_CAUSE_FULL] = JUNO_STATUS_MEMALLOC_ERROR,
        [MEMORY_CAUSE_BAD_ADDRESS] = JUNO_STATUS_INVALID_REF_ERROR,
        [MEMORY_CAUSE_DOUBLE_FREE] = JUNO_STATUS_INVALID_REF_ERROR,
        [MEMORY_CAUSE_STALE] = JUNO_STATUS_INVALID_REF_ERROR,
        [MEMORY_CAUSE_IN_USE] = JUNO_STATUS_REF_IN_USE_ERROR,
        [MEMORY_CAUSE_REF_AFTER_FREE] = JUNO_STATUS_INVALID_REF_ERROR,
        [MEMORY_CAUSE_UNREF_AT_ZERO] = JUNO_STATUS_INVALID_REF_ERROR,
        [MEMORY_CAUSE_GEOMETRY] = JUNO_STATUS_INVALID_SIZE_ERROR,
        [MEMORY_CAUSE_MISALIGNED] = JUNO_STATUS_ERR,
        [MEMORY_CAUSE_OPTION] = JUNO_STATUS_ERR,
        [MEMORY_CAUSE_STRUCT_SIZE] = JUNO_STATUS_INVALID_SIZE_ERROR,
    };

    if (eKind == MEMORY_KIND_PUT && aiStatus[eCause] == JUNO_STATUS_INVALID_REF_ERROR)
    {
        return JUNO_STATUS_MEMFREE_ERROR;
    }
    return (JUNO_STATUS_T)aiStatus[eCause];
}

void Memory_CallLock(const JUNO_MEMORY_BLOCK_T *ptBlk)
{
    if ((ptBlk->iHooks & MEMORY_HOOK_LOCK) != 0u)
    {
        ptBlk->ptLock->pfcnLock(ptBlk->ptLock->pvUserData);
    }
}

void Memory_CallUnlock(const JUNO_MEMORY_BLOCK_T *ptBlk)
{
    if ((ptBlk->iHooks & MEMORY_HOOK_LOCK) != 0u)
    {
        ptBlk->ptLock->pfcnUnlock(ptBlk->ptLock->pvUserData);
    }
}

/* Tells the handler, which may call the library: after it nothing is read. */
static void Report(const JUNO_MEMORY_BLOCK_T *ptBlk, MEMORY_CAUSE_T eCause, JUNO_STATUS_T tStatus)
{
    if (tStatus != JUNO_STATUS_SUCCESS && ptBlk->pfcnFailureHandler != NULL)
    {
        ptBlk->pfcnFailureHandler(tStatus, Memory_Message(eCause), ptBlk->pvFailureUserData);
    }
}

JUNO_STATUS_T Memory_CallReport(const JUNO_MEMORY_BLOCK_T *ptBlk, MEMORY_CAUSE_T eCause)
{
    const JUNO_STATUS_T tStatus = Memory_CallStatus(MEMORY_KIND_OTHER, eCause);

    Report(ptBlk, eCause, tStatus);
    return tStatus;
}

void Memory_CallObserve(const JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_EVENT_T *ptEvent)
{
    if ((ptBlk->iHooks & MEMORY_HOOK_OBSERVER) != 0u)
    {
        ptBlk->ptObserver->pfcnEvent(ptBlk->ptObserver, ptEvent);
    }
}

/* The common end of every call that changes a pool: in the lock until here. */
static JUNO_STATUS_T Finish(MEMORY_EVENT_T *ptEvent)
{
    const JUNO_MEMORY_BLOCK_T *const ptBlk = ptEvent->ptBlk;

    ptEvent->tStatus = Memory_CallStatus(ptEvent->eKind, ptEvent->eCause);
    Memory_CallObserve(ptBlk, ptEvent); /* in the lock: in the pool's order */
    Memory_CallUnlock(ptBlk);
    Report(ptBlk, ptEvent->eCause, ptEvent->tStatus);
    return ptEvent->tStatus;
}

JUNO_STATUS_T Memory_CallCheck(const JUNO_MEMORY_BLOCK_T *ptBlk, bool bOtherNull)
{
    if (ptBlk == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    if (ptBlk->tHdr.tType != JUNO_MEMORY_ALLOC_TYPE_BLOCK)
    {
        return bOtherNull ? JUNO_STATUS_NULLPTR_ERROR : JUNO_STATUS_INVALID_TYPE_ERROR;
    }
    return bOtherNull ? Memory_CallReport(ptBlk, MEMORY_CAUSE_NULL) : JUNO_STATUS_SUCCESS;
}

/* What a call returns that has no pool to work on. */
static JUNO_STATUS_T NoPool(const JUNO_MEMORY_ALLOC_T *ptMem, const JUNO_MEMORY_T *ptMemory)
{
    return (ptMem == NULL || ptMemory == NULL) ? JUNO_STATUS_NULLPTR_ERROR : JUNO_STATUS_INVALID_TYPE_ERROR;
}

JUNO_STATUS_T
Memory_CallGet(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize, const MEMORY_SITE_T *ptSite)
{
    JUNO_MEMORY_BLOCK_T *const ptBlk = Memory_CallBlock(ptMem);
    MEMORY_EVENT_T tEvent = {
        .ptBlk = ptBlk,
        .ptSite = ptSite,
        .zBlock = MEMORY_NO_BLOCK,
        .zValue = zSize,
        .eKind = MEMORY_KIND_GET,
        .eCause = MEMORY_CAUSE_NULL,
    };

    if (ptBlk == NULL)
    {
        return NoPool(ptMem, ptMemory);
    }
    Memory_CallLock(ptBlk);
    if (ptMemory != NULL)
    {
        tEvent.eCause = Memory_PoolGet(ptBlk, ptMemory, zSize);
    }
    if (tEvent.eCause == MEMORY_CAUSE_NONE)
    {
        tEvent.zBlock = ptMemory->iBlock;
    }
    else
    {
        ptBlk->zFailedGets++;
    }
    return Finish(&tEvent);
}

JUNO_STATUS_T Memory_CallUpdate(
    JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zNewSize, const MEMORY_SITE_T *ptSite
)
{
    JUNO_MEMORY_BLOCK_T *const ptBlk = Memory_CallBlock(ptMem);
    MEMORY_EVENT_T tEvent = {
        .ptBlk = ptBlk,
        .ptSite = ptSite,
        .zBlock = MEMORY_NO_BLOCK,
        .zValue = zNewSize,
        .eKind = MEMORY_KIND_UPDATE,
        .eCause = MEMORY_CAUSE_NULL,
    };

    if (ptBlk == NULL)
    {
        return NoPool(ptMem, ptMemory);
    }
    Memory_CallLock(ptBlk);
    if (ptMemory != NULL)
    {
        tEvent.eCause = Memory_PoolUpdate(ptBlk, ptMemory, zNewSize, &tEvent.zBlock);
    }
    return Finish(&tEvent);
}

/* Fills a block with zeros. A plain loop: a freestanding build has no memset. */
static void Clear(const JUNO_MEMORY_BLOCK_T *ptBlk, size_t zBlock)
{
    unsigned char *const piBlock = Memory_PoolAddress(ptBlk, zBlock);

    for (size_t i = 0; i < ptBlk->zTypeSize; i++)
    {
        piBlock[i] = 0u;
    }
}

JUNO_STATUS_T Memory_CallPut(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, const MEMORY_SITE_T *ptSite)
{
    JUNO_MEMORY_BLOCK_T *const ptBlk = Memory_CallBlock(ptMem);
    MEMORY_EVENT_T tEvent = {
        .ptBlk = ptBlk,
        .ptSite = ptSite,
        .zBlock = MEMORY_NO_BLOCK,
        .eKind = MEMORY_KIND_PUT,
        .eCause = MEMORY_CAUSE_NULL,
    };

    if (ptBlk == NULL)
    {
        return NoPool(ptMem, ptMemory);
    }
    Memory_CallLock(ptBlk);
    if (ptMemory != NULL)
    {
        tEvent.zValue = ptMemory->iRefCount;
        tEvent.eCause = Memory_PoolPut(ptBlk, ptMemory, &tEvent.zBlock);
    }
    if (tEvent.eCause != MEMORY_CAUSE_NONE)
    {
        ptBlk->zFailedPuts++;
    }
    else if ((ptBlk->iHooks & MEMORY_HOOK_CLEAR) != 0u)
    {
        Clear(ptBlk, tEvent.zBlock);
    }
    else
    {
        /* the block keeps what it held */
    }
    return Finish(&tEvent);
}

/* A reference call on a descriptor that a pool gave out. */
static void CallRef(
    JUNO_MEMORY_T *ptMemory,
    MEMORY_KIND_T eKind,
    MEMORY_CAUSE_T (*pfcnCount)(const JUNO_MEMORY_BLOCK_T *, JUNO_MEMORY_T *),
    const MEMORY_SITE_T *ptSite
)
{
    JUNO_MEMORY_BLOCK_T *const ptBlk = Memory_CallBlock((JUNO_MEMORY_ALLOC_T *)(void *)ptMemory->ptOwner);
    MEMORY_EVENT_T tEvent = {
        .ptBlk = ptBlk,
        .ptSite = ptSite,
        .zBlock = ptMemory->iBlock,
        .eKind = eKind,
    };

    if (ptBlk == NULL)
    {
        return; /* the pool has ended: nobody is left to tell */
    }
    Memory_CallLock(ptBlk);
    tEvent.eCause = pfcnCount(ptBlk, ptMemory);
    tEvent.zValue = ptMemory->iRefCount;
    (void)Finish(&tEvent);
}

JUNO_MEMORY_T *Memory_CallGetRef(JUNO_MEMORY_T *ptMemory, const MEMORY_SITE_T *ptSite)
{
    if (ptMemory != NULL)
    {
        if (ptMemory->ptOwner != NULL)
        {
            CallRef(ptMemory, MEMORY_KIND_REF_GET, Memory_RefsGet, ptSite);
        }
        else
        {
            (void)Memory_RefsTake(ptMemory);
        }
    }
    return ptMemory;
}

void Memory_CallPutRef(JUNO_MEMORY_T *ptMemory, const MEMORY_SITE_T *ptSite)
{
    if (ptMemory != NULL)
    {
        if (ptMemory->ptOwner != NULL)
        {
            CallRef(ptMemory, MEMORY_KIND_REF_PUT, Memory_RefsPut, ptSite);
        }
        else
        {
            (void)Memory_RefsGiveBack(ptMemory);
        }
    }
}
