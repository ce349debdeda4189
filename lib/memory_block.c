/* SPDX-License-Identifier: MIT */
/*
 * The life of a pool: init, configuration, end.
 */
#include "memory_block.h"
#include "juno/memory/memory.h"
#include "memory_check.h"
#include "memory_guard.h"
#include "memory_message.h"
#include "memory_pool.h"
#include "trace_env.h"

/* Whether this memory and metadata can make a pool. */
/*@ requires \valid_read(ptGeometry);
    requires IsNumber(ptGeometry->pvMemory) && (uintptr_t)ptGeometry->ptMetadata >= 0;
    exits \false;
    assigns \nothing;
    behavior null:
      assumes NullGeometry(ptGeometry->pvMemory, ptGeometry->ptMetadata);
      ensures \result == MEMORY_CAUSE_NULL;
    behavior size:
      assumes !NullGeometry(ptGeometry->pvMemory, ptGeometry->ptMetadata);
      assumes WrongSize(ptGeometry->pvMemory, ptGeometry->zTypeSize, ptGeometry->zLength);
      ensures \result == MEMORY_CAUSE_GEOMETRY;
    behavior misaligned:
      assumes !NullGeometry(ptGeometry->pvMemory, ptGeometry->ptMetadata);
      assumes !WrongSize(ptGeometry->pvMemory, ptGeometry->zTypeSize, ptGeometry->zLength);
      assumes Misaligned(ptGeometry->ptMetadata);
      ensures \result == MEMORY_CAUSE_MISALIGNED;
    behavior right:
      assumes !NullGeometry(ptGeometry->pvMemory, ptGeometry->ptMetadata);
      assumes !WrongSize(ptGeometry->pvMemory, ptGeometry->zTypeSize, ptGeometry->zLength);
      assumes !Misaligned(ptGeometry->ptMetadata);
      ensures \result == MEMORY_CAUSE_NONE && SizesAre(ptGeometry->zTypeSize, ptGeometry->zLength);
    complete behaviors;
    disjoint behaviors;
*/
static MEMORY_CAUSE_T CheckGeometry(const MEMORY_GEOMETRY_T *ptGeometry)
{
    const size_t zTypeSize = ptGeometry->zTypeSize;
    const size_t zLength = ptGeometry->zLength;

    if ((ptGeometry->pvMemory == NULL) || (ptGeometry->ptMetadata == NULL))
    {
        return MEMORY_CAUSE_NULL;
    }
    if ((zTypeSize == 0u) || (zLength == 0u) || (zLength > JUNO_MEMORY_BLK_LENGTH_MAX))
    {
        return MEMORY_CAUSE_GEOMETRY;
    }
    if (zTypeSize > ((SIZE_MAX - (uintptr_t)ptGeometry->pvMemory) / zLength))
    {
        return MEMORY_CAUSE_GEOMETRY; /* the product or the end address overflows */
    }
    if (((uintptr_t)ptGeometry->ptMetadata % _Alignof(JUNO_MEMORY_BLOCK_METADATA_T)) != 0u)
    {
        return MEMORY_CAUSE_MISALIGNED;
    }
    return MEMORY_CAUSE_NONE;
}

/* Makes a pool of which no block was ever out; neither memory nor metadata is touched. */
/*@ requires \valid(ptBlk) && \valid_read(ptGeometry) && \separated(ptBlk, ptGeometry);
    requires ptGeometry->zLength >= 1;
    requires \valid(ptGeometry->ptMetadata + (0 .. ptGeometry->zLength - 1));
    exits \false;
    assigns *ptBlk;
    ensures Inited(ptBlk);
    ensures ptBlk->iHooks == 0 && ptBlk->ptLock == \null && ptBlk->ptObserver == \null;
    ensures ptBlk->pvMemory == ptGeometry->pvMemory && ptBlk->ptMetadata == ptGeometry->ptMetadata;
    ensures ptBlk->zTypeSize == ptGeometry->zTypeSize && ptBlk->zLength == ptGeometry->zLength;
    ensures ptBlk->zUsed == 0 && ptBlk->zFreed == 0 && ptBlk->zPeak == 0;
    ensures ptBlk->zGets == 0 && ptBlk->zFailedGets == 0 && ptBlk->zFailedPuts == 0;
    ensures ptBlk->piSerials == &ptGeometry->ptMetadata->aiPrivate[0];
    ensures ptBlk->piFree == ptBlk->piSerials + ptBlk->zLength;
    ensures ptBlk->pfcnFailureHandler == pfcnFailureHandler && ptBlk->pvFailureUserData == pvUserData;
    ensures SizesAre(ptGeometry->zTypeSize, ptGeometry->zLength) && Tables(ptBlk) ==> Pool(ptBlk);
*/
static void Fill(
    JUNO_MEMORY_BLOCK_T *ptBlk,
    const MEMORY_GEOMETRY_T *ptGeometry,
    JUNO_FAILURE_HANDLER_T pfcnFailureHandler,
    JUNO_USER_DATA_T *pvUserData
)
{
    ptBlk->tHdr.tType = JUNO_MEMORY_ALLOC_TYPE_BLOCK;
    ptBlk->iHooks = 0u;
    ptBlk->pvMemory = ptGeometry->pvMemory;
    ptBlk->ptMetadata = ptGeometry->ptMetadata;
    ptBlk->zTypeSize = ptGeometry->zTypeSize;
    ptBlk->zLength = ptGeometry->zLength;
    ptBlk->zUsed = 0u;
    ptBlk->pfcnFailureHandler = pfcnFailureHandler;
    ptBlk->pvFailureUserData = pvUserData;
    ptBlk->zFreed = 0u;
    ptBlk->piSerials = ptGeometry->ptMetadata->aiPrivate;
    ptBlk->piFree = &ptBlk->piSerials[ptGeometry->zLength];
    ptBlk->zPeak = 0u;
    ptBlk->zGets = 0u;
    ptBlk->zFailedGets = 0u;
    ptBlk->zFailedPuts = 0u;
    ptBlk->ptLock = NULL;
    ptBlk->ptObserver = NULL;
    ptBlk->iObserverPool = 0u;
}

JUNO_STATUS_T Memory_BlockInit(
    JUNO_MEMORY_BLOCK_T *ptBlk,
    const MEMORY_GEOMETRY_T *ptGeometry,
    JUNO_FAILURE_HANDLER_T pfcnFailureHandler,
    JUNO_USER_DATA_T *pvUserData,
    const MEMORY_SITE_T *ptSite
)
{
    const MEMORY_CAUSE_T eCause = (ptBlk == NULL) ? MEMORY_CAUSE_NULL : CheckGeometry(ptGeometry);
    const JUNO_STATUS_T tStatus = Memory_CallStatus(MEMORY_KIND_OTHER, eCause);

    if (eCause == MEMORY_CAUSE_NONE)
    {
        Fill(ptBlk, ptGeometry, pfcnFailureHandler, pvUserData);
        Trace_EnvAttach(ptBlk, ptSite);
        Memory_GuardInit(ptBlk, ptSite);
        return tStatus;
    }
    if (ptBlk != NULL)
    {
        ptBlk->tHdr.tType = JUNO_MEMORY_ALLOC_TYPE_RESERVED;
        Memory_GuardForget(ptBlk);
    }
    if (pfcnFailureHandler != NULL)
    {
        //@ calls Outside_Handle;
        pfcnFailureHandler(tStatus, Memory_Message(eCause), pvUserData);
    }
    return tStatus;
}

/*@ requires ptBlk == \null || \valid(ptBlk);
    requires IsNumber(pvMemory) && (uintptr_t)ptMetadata >= 0;
    requires ptMetadata == \null || WrongSize(pvMemory, zTypeSize, zLength) ||
      \valid(ptMetadata + (0 .. zLength - 1));
    requires pfcnFailureHandler == \null || pfcnFailureHandler == &Outside_Handle;
    requires Outside.iLocked == 0;
    exits \false;
    assigns Outside, *ptBlk;
    ensures Outside.iLocked == 0;
    ensures InitReturns(ptBlk, pvMemory, ptMetadata, zTypeSize, zLength, \result);
    ensures InitDone(ptBlk, pvMemory, ptMetadata, zTypeSize, zLength, \result);
    ensures InitTells{Pre, Post}(ptBlk, pfcnFailureHandler, pvUserData, \result);
*/
JUNO_STATUS_T Juno_MemoryBlkInit(
    JUNO_MEMORY_BLOCK_T *ptBlk,
    void *pvMemory,
    JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata,
    size_t zTypeSize,
    size_t zLength,
    JUNO_FAILURE_HANDLER_T pfcnFailureHandler,
    JUNO_USER_DATA_T *pvUserData
)
{
    const MEMORY_GEOMETRY_T tGeometry = {pvMemory, ptMetadata, zTypeSize, zLength};
    const MEMORY_SITE_T tSite = {.pvCaller = MEMORY_CALLER()};

    return Memory_BlockInit(ptBlk, &tGeometry, pfcnFailureHandler, pvUserData, &tSite);
}

/*@ requires Askable(ptBlk);
    requires ptBlk != \null ==> \separated(ptBlk, ptBlk->ptLock) && \separated(ptBlk, ptBlk->ptObserver);
    exits \false;
    assigns Outside, ptBlk->tHdr.tType;
    ensures Outside.iLocked == 0 && Silent{Pre, Post};
    behavior null:
      assumes ptBlk == \null;
      assigns Outside;
      ensures \result == JUNO_STATUS_NULLPTR_ERROR;
    behavior unknown:
      assumes ptBlk != \null && !Inited(ptBlk);
      assigns Outside;
      ensures \result == JUNO_STATUS_INVALID_TYPE_ERROR;
    behavior success:
      assumes ptBlk != \null && Inited(ptBlk);
      ensures \result == JUNO_STATUS_SUCCESS;
      ensures ptBlk->tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_RESERVED;
    complete behaviors;
    disjoint behaviors;
*/
JUNO_STATUS_T Juno_MemoryBlkDeinit(JUNO_MEMORY_BLOCK_T *ptBlk)
{
    const JUNO_STATUS_T tStatus = Memory_Check(ptBlk, false);
    const MEMORY_SITE_T tSite = {.pvCaller = MEMORY_CALLER()};

    if (tStatus == JUNO_STATUS_SUCCESS)
    {
        MEMORY_EVENT_T tEvent = {.ptBlk = ptBlk, .ptSite = &tSite, .eKind = MEMORY_KIND_DEINIT};

        Memory_CallLock(ptBlk);
        tEvent.zBlock = ptBlk->zUsed;
        Memory_CallObserve(ptBlk, &tEvent);
        ptBlk->tHdr.tType = JUNO_MEMORY_ALLOC_TYPE_RESERVED;
        Memory_CallUnlock(ptBlk);
    }
    return tStatus;
}

/* Sets the options' bits among the hooks, and leaves the others. */
/*@ requires \valid(ptBlk);
    terminates \true;
    exits \false;
    assigns ptBlk->iHooks;
    ensures ((ptBlk->iHooks & MEMORY_HOOK_CLEAR) != 0) <==> ((iOptions & JUNO_MEMORY_BLK_CLEAR) != 0);
    ensures (ptBlk->iHooks & MEMORY_HOOK_LOCK) == (\old(ptBlk->iHooks) & MEMORY_HOOK_LOCK);
    ensures (ptBlk->iHooks & MEMORY_HOOK_OBSERVER) == (\old(ptBlk->iHooks) & MEMORY_HOOK_OBSERVER);
*/
static void SetOptions(JUNO_MEMORY_BLOCK_T *ptBlk, unsigned int iOptions)
{
    ptBlk->iHooks &= ~MEMORY_HOOK_CLEAR;
    ptBlk->iHooks |= ((iOptions & JUNO_MEMORY_BLK_CLEAR) != 0u) ? MEMORY_HOOK_CLEAR : 0u;
}

/*@ requires Askable(ptBlk);
    requires ptBlk != \null ==> \separated(ptBlk, ptBlk->ptLock) && \separated(ptBlk, ptBlk->ptObserver);
    exits \false;
    assigns ptBlk->iHooks, Outside.iLocked, Outside.iReports, Outside.tReported;
    ensures Outside.iLocked == 0;
    behavior null:
      assumes ptBlk == \null;
      ensures \result == JUNO_STATUS_NULLPTR_ERROR && Silent{Pre, Post};
    behavior unknown:
      assumes ptBlk != \null && !Inited(ptBlk);
      ensures \result == JUNO_STATUS_INVALID_TYPE_ERROR && Silent{Pre, Post};
      ensures ptBlk->iHooks == \old(ptBlk->iHooks);
    behavior option:
      assumes ptBlk != \null && Inited(ptBlk) && (iOptions & ~JUNO_MEMORY_BLK_CLEAR) != 0;
      ensures \result == JUNO_STATUS_ERR && Reported{Pre, Post}(ptBlk, \result);
      ensures ptBlk->iHooks == \old(ptBlk->iHooks);
    behavior success:
      assumes ptBlk != \null && Inited(ptBlk) && (iOptions & ~JUNO_MEMORY_BLK_CLEAR) == 0;
      ensures \result == JUNO_STATUS_SUCCESS && Silent{Pre, Post};
      ensures ((ptBlk->iHooks & MEMORY_HOOK_CLEAR) != 0) <==> ((iOptions & JUNO_MEMORY_BLK_CLEAR) != 0);
      ensures (ptBlk->iHooks & MEMORY_HOOK_LOCK) == (\old(ptBlk->iHooks) & MEMORY_HOOK_LOCK);
      ensures (ptBlk->iHooks & MEMORY_HOOK_OBSERVER) == (\old(ptBlk->iHooks) & MEMORY_HOOK_OBSERVER);
      ensures Wired(ptBlk);
    complete behaviors;
    disjoint behaviors;
*/
JUNO_STATUS_T Juno_MemoryBlkOptionsSet(JUNO_MEMORY_BLOCK_T *ptBlk, unsigned int iOptions)
{
    const JUNO_STATUS_T tStatus = Memory_Check(ptBlk, false);

    if (tStatus != JUNO_STATUS_SUCCESS)
    {
        return tStatus;
    }
    if ((iOptions & ~JUNO_MEMORY_BLK_CLEAR) != 0u)
    {
        return Memory_CheckReport(ptBlk, MEMORY_CAUSE_OPTION);
    }
    Memory_CallLock(ptBlk);
    SetOptions(ptBlk, iOptions);
    Memory_CallUnlock(ptBlk);
    return tStatus;
}

/* Hangs a lock on a pool, or with NULL takes it off; leaves the other hooks. */
/*@ requires \valid(ptBlk);
    terminates \true;
    exits \false;
    assigns ptBlk->ptLock \from ptLock;
    assigns ptBlk->iHooks;
    ensures ptBlk->ptLock == ptLock && ((ptBlk->iHooks & MEMORY_HOOK_LOCK) != 0 <==> ptLock != \null);
    ensures (ptBlk->iHooks & MEMORY_HOOK_CLEAR) == (\old(ptBlk->iHooks) & MEMORY_HOOK_CLEAR);
    ensures (ptBlk->iHooks & MEMORY_HOOK_OBSERVER) == (\old(ptBlk->iHooks) & MEMORY_HOOK_OBSERVER);
*/
static void HangLock(JUNO_MEMORY_BLOCK_T *ptBlk, const JUNO_MEMORY_LOCK_T *ptLock)
{
    ptBlk->ptLock = ptLock;
    ptBlk->iHooks &= ~MEMORY_HOOK_LOCK;
    ptBlk->iHooks |= (ptLock != NULL) ? MEMORY_HOOK_LOCK : 0u;
}

/*@ requires Askable((JUNO_MEMORY_BLOCK_T *)ptMem) && (ptLock == \null || \valid_read(ptLock));
    requires ptLock != \null && ptLock->pfcnLock != \null && ptLock->pfcnUnlock != \null ==>
      ptLock->pfcnLock == &Outside_Lock && ptLock->pfcnUnlock == &Outside_Unlock;
    requires ptMem != \null ==>
      \separated((JUNO_MEMORY_BLOCK_T *)ptMem, ptLock) &&
      \separated((JUNO_MEMORY_BLOCK_T *)ptMem, ((JUNO_MEMORY_BLOCK_T *)ptMem)->ptObserver);
    exits \false;
    assigns ((JUNO_MEMORY_BLOCK_T *)ptMem)->ptLock \from ptLock;
    assigns ((JUNO_MEMORY_BLOCK_T *)ptMem)->iHooks, Outside.iReports, Outside.tReported;
    ensures LockSays{Pre, Post}((JUNO_MEMORY_BLOCK_T *)ptMem, ptLock, \result);
*/
JUNO_STATUS_T Juno_MemoryLockSet(JUNO_MEMORY_ALLOC_T *ptMem, const JUNO_MEMORY_LOCK_T *ptLock)
{
    const bool bHalfLock = (ptLock != NULL) && ((ptLock->pfcnLock == NULL) || (ptLock->pfcnUnlock == NULL));
    JUNO_MEMORY_BLOCK_T *const ptBlk =
        (JUNO_MEMORY_BLOCK_T *)(void *)ptMem; /* a union is where its member is */
    const JUNO_STATUS_T tStatus = Memory_Check(ptBlk, bHalfLock);

    if (tStatus != JUNO_STATUS_SUCCESS)
    {
        return tStatus;
    }
    HangLock(ptBlk, ptLock);
    return JUNO_STATUS_SUCCESS;
}
