/* SPDX-License-Identifier: MIT */
#include "memory_call.h"
#include "memory_guard.h"
#include "memory_message.h"
#include "memory_refs.h"

JUNO_MEMORY_BLOCK_T *Memory_CallBlock(JUNO_MEMORY_ALLOC_T *ptMem)
{
    return ((ptMem != NULL) && (ptMem->tBlock.tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_BLOCK)) ? &ptMem->tBlock
                                                                                           : NULL;
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

    if ((eKind == MEMORY_KIND_PUT) && ((JUNO_STATUS_T)aiStatus[eCause] == JUNO_STATUS_INVALID_REF_ERROR))
    {
        return JUNO_STATUS_MEMFREE_ERROR;
    }
    return (JUNO_STATUS_T)aiStatus[eCause];
}

void Memory_CallLock(const JUNO_MEMORY_BLOCK_T *ptBlk)
{
    if ((ptBlk->iHooks & MEMORY_HOOK_LOCK) != 0u)
    {
        //@ calls Outside_Lock;
        ptBlk->ptLock->pfcnLock(ptBlk->ptLock->pvUserData);
    }
}

void Memory_CallUnlock(const JUNO_MEMORY_BLOCK_T *ptBlk)
{
    if ((ptBlk->iHooks & MEMORY_HOOK_LOCK) != 0u)
    {
        //@ calls Outside_Unlock;
        ptBlk->ptLock->pfcnUnlock(ptBlk->ptLock->pvUserData);
    }
}

void Memory_CallObserve(const JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_EVENT_T *ptEvent)
{
    if ((ptBlk->iHooks & MEMORY_HOOK_GUARD) != 0u)
    {
        Memory_GuardEvent(ptBlk, ptEvent);
    }
    if ((ptBlk->iHooks & MEMORY_HOOK_OBSERVER) != 0u)
    {
        //@ calls Outside_Observe;
        ptBlk->ptObserver->pfcnEvent(ptBlk->ptObserver, ptEvent);
    }
}

/* The handler may call the library: after it nothing is read. */
JUNO_STATUS_T
Memory_CallReport(const JUNO_MEMORY_BLOCK_T *ptBlk, MEMORY_CAUSE_T eCause, JUNO_STATUS_T tStatus)
{
    if ((tStatus != JUNO_STATUS_SUCCESS) && (ptBlk->pfcnFailureHandler != NULL))
    {
        //@ calls Outside_Handle;
        ptBlk->pfcnFailureHandler(tStatus, Memory_Message(eCause), ptBlk->pvFailureUserData);
    }
    return tStatus;
}

/* Fills a block with zeros. A plain loop: a freestanding build has no memset. */
/*@ requires Shape(ptBlk) && zBlock < ptBlk->zLength;
    exits \false;
    assigns ((char *)ptBlk->pvMemory)[0 .. ptBlk->zTypeSize * ptBlk->zLength - 1];
    ensures \forall integer i; 0 <= i < ptBlk->zTypeSize ==> Address(ptBlk, zBlock)[i] == 0;
    ensures \forall integer i; 0 <= i < zBlock * ptBlk->zTypeSize ||
        (zBlock + 1) * ptBlk->zTypeSize <= i < ptBlk->zTypeSize * ptBlk->zLength ==>
      ((char *)ptBlk->pvMemory)[i] == \old(((char *)ptBlk->pvMemory)[i]);
*/
static void Clear(const JUNO_MEMORY_BLOCK_T *ptBlk, size_t zBlock)
{
    char *const pcBlock = Memory_PoolAddress(ptBlk, zBlock);

    if ((ptBlk->iHooks & MEMORY_HOOK_GUARD) != 0u)
    {
        Memory_GuardOpen(ptBlk, zBlock);
    }
    //@ assert (zBlock + 1) * ptBlk->zTypeSize <= ptBlk->zLength * ptBlk->zTypeSize;
    /*@ loop invariant 0 <= i <= ptBlk->zTypeSize;
        loop invariant \forall integer j; 0 <= j < i ==> pcBlock[j] == 0;
        loop assigns i, pcBlock[0 .. ptBlk->zTypeSize - 1];
        loop variant ptBlk->zTypeSize - i;
    */
    for (size_t i = 0; i < ptBlk->zTypeSize; i++)
    {
        pcBlock[i] = 0;
    }
}

/*@ requires Pool(ptBlk) && Wired(ptBlk) && Usable(ptBlk, ptMemory) && Noted(ptBlk, ptMemory, ptEvent);
    exits \false;
    assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->zPeak, ptBlk->zGets,
            ptBlk->piSerials[0 .. ptBlk->zLength - 1], *ptMemory, ptEvent->zBlock;
    ensures Pool(ptBlk);
    ensures Wired(ptBlk);
    ensures SamePlace{Pre, Post}(ptBlk) && SameHooks{Pre, Post}(ptBlk);
    ensures \result != MEMORY_CAUSE_NONE ==> Same{Pre, Post}(ptBlk, ptMemory);
    behavior zero_size:
      assumes ptEvent->zValue == 0;
      ensures \result == MEMORY_CAUSE_ZERO_SIZE;
    behavior too_large:
      assumes ptEvent->zValue > ptBlk->zTypeSize;
      ensures \result == MEMORY_CAUSE_TOO_LARGE;
    behavior full:
      assumes 1 <= ptEvent->zValue <= ptBlk->zTypeSize && ptBlk->zUsed == ptBlk->zLength;
      ensures \result == MEMORY_CAUSE_FULL;
    behavior done:
      assumes 1 <= ptEvent->zValue <= ptBlk->zTypeSize && ptBlk->zUsed != ptBlk->zLength;
      ensures \result == MEMORY_CAUSE_NONE;
      ensures Given{Pre, Post}(ptBlk, ptMemory, \old(ptEvent->zValue)) && Counted{Pre, Post}(ptBlk);
    complete behaviors;
    disjoint behaviors;
*/
static MEMORY_CAUSE_T Get(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, MEMORY_EVENT_T *ptEvent)
{
    const MEMORY_CAUSE_T eCause = Memory_PoolGet(ptBlk, ptMemory, ptEvent->zValue);

    //@ assert Wired(ptBlk);
    //@ assert StackFree(ptBlk) && StackOnce(ptBlk) && StackWhole(ptBlk);
    //@ ghost Done:;
    if (eCause == MEMORY_CAUSE_NONE)
    {
        ptEvent->zBlock = ptMemory->iBlock;
    }
    //@ assert ptBlk->zFreed == \at(ptBlk->zFreed, Done) && Carved(ptBlk) == \at(Carved(ptBlk), Done);
    //@ assert ptBlk->piFree == \at(ptBlk->piFree, Done) && ptBlk->piSerials == \at(ptBlk->piSerials, Done);
    //@ assert SamePool{Done, Here}(ptBlk);
    //@ assert Sizes(ptBlk) && Tables(ptBlk) && Counters(ptBlk);
    //@ assert StackFree(ptBlk);
    //@ assert StackOnce(ptBlk);
    //@ assert StackWhole(ptBlk);
    return eCause;
}

/*@ requires Pool(ptBlk) && Wired(ptBlk) && Usable(ptBlk, ptMemory) && Noted(ptBlk, ptMemory, ptEvent);
    exits \false;
    assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->piFree[ptBlk->zFreed .. ptBlk->zLength - 1],
            ptBlk->piSerials[0 .. ptBlk->zLength - 1], *ptMemory, ptEvent->zBlock, ptEvent->zValue;
    ensures Pool(ptBlk);
    ensures SamePlace{Pre, Post}(ptBlk) && SameHooks{Pre, Post}(ptBlk);
    ensures \result != MEMORY_CAUSE_NONE ==> Same{Pre, Post}(ptBlk, ptMemory);
    behavior bad_address:
      assumes NoBlock(ptBlk, ptMemory);
      ensures \result == MEMORY_CAUSE_BAD_ADDRESS;
    behavior double_free:
      assumes Freed(ptBlk, ptMemory);
      ensures \result == MEMORY_CAUSE_DOUBLE_FREE;
    behavior stale:
      assumes Stale(ptBlk, ptMemory);
      ensures \result == MEMORY_CAUSE_STALE;
    behavior in_use:
      assumes Owner(ptBlk, ptMemory) && ptMemory->iRefCount > 1;
      ensures \result == MEMORY_CAUSE_IN_USE;
    behavior done:
      assumes Owner(ptBlk, ptMemory) && ptMemory->iRefCount <= 1;
      ensures \result == MEMORY_CAUSE_NONE;
      ensures ptEvent->zBlock == \old(Named(ptBlk, ptMemory)) && ptEvent->zBlock < ptBlk->zLength;
      ensures Taken{Pre, Post}(ptBlk, \old(Named(ptBlk, ptMemory))) && Empty(ptMemory);
    complete behaviors;
    disjoint behaviors;
*/
static MEMORY_CAUSE_T Take(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, MEMORY_EVENT_T *ptEvent)
{
    MEMORY_CAUSE_T eCause;

    ptEvent->zValue = ptMemory->iRefCount;
    //@ assert Same{Pre, Here}(ptBlk, ptMemory) && SamePlace{Pre, Here}(ptBlk) && SameHooks{Pre, Here}(ptBlk);
    //@ assert Sizes(ptBlk) && Tables(ptBlk) && Counters(ptBlk);
    //@ assert StackFree(ptBlk) && StackOnce(ptBlk) && StackWhole(ptBlk);
    //@ assert Named(ptBlk, ptMemory) == \at(Named(ptBlk, ptMemory), Pre);
    //@ assert NoBlock(ptBlk, ptMemory) <==> \at(NoBlock(ptBlk, ptMemory), Pre);
    //@ assert Owner(ptBlk, ptMemory) <==> \at(Owner(ptBlk, ptMemory), Pre);
    //@ ghost Noted:;
    eCause = Memory_PoolPut(ptBlk, ptMemory, &ptEvent->zBlock);
    //@ assert eCause != MEMORY_CAUSE_NONE ==> Same{Noted, Here}(ptBlk, ptMemory);
    //@ assert eCause != MEMORY_CAUSE_NONE ==> SameDescriptor{Pre, Here}(ptMemory);
    //@ assert eCause != MEMORY_CAUSE_NONE ==> SamePool{Pre, Here}(ptBlk);
    return eCause;
}

/*@ requires Pool(ptBlk) && Wired(ptBlk) && Usable(ptBlk, ptMemory) && Noted(ptBlk, ptMemory, ptEvent);
    exits \false;
    assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->piFree[ptBlk->zFreed .. ptBlk->zLength - 1],
            ptBlk->piSerials[0 .. ptBlk->zLength - 1], *ptMemory, ptEvent->zBlock, ptEvent->zValue,
            ((char *)ptBlk->pvMemory)[0 .. ptBlk->zTypeSize * ptBlk->zLength - 1];
    ensures Pool(ptBlk);
    ensures Wired(ptBlk);
    ensures SamePlace{Pre, Post}(ptBlk) && SameHooks{Pre, Post}(ptBlk);
    ensures \result != MEMORY_CAUSE_NONE ==> Same{Pre, Post}(ptBlk, ptMemory) && SameBytes{Pre, Post}(ptBlk);
    behavior bad_address:
      assumes NoBlock(ptBlk, ptMemory);
      ensures \result == MEMORY_CAUSE_BAD_ADDRESS;
    behavior double_free:
      assumes Freed(ptBlk, ptMemory);
      ensures \result == MEMORY_CAUSE_DOUBLE_FREE;
    behavior stale:
      assumes Stale(ptBlk, ptMemory);
      ensures \result == MEMORY_CAUSE_STALE;
    behavior in_use:
      assumes Owner(ptBlk, ptMemory) && ptMemory->iRefCount > 1;
      ensures \result == MEMORY_CAUSE_IN_USE;
    behavior done:
      assumes Owner(ptBlk, ptMemory) && ptMemory->iRefCount <= 1;
      ensures \result == MEMORY_CAUSE_NONE;
      ensures Taken{Pre, Post}(ptBlk, \old(Named(ptBlk, ptMemory))) && Empty(ptMemory);
      ensures (ptBlk->iHooks & MEMORY_HOOK_CLEAR) == 0 ==> SameBytes{Pre, Post}(ptBlk);
    complete behaviors;
    disjoint behaviors;
*/
static MEMORY_CAUSE_T Put(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, MEMORY_EVENT_T *ptEvent)
{
    const MEMORY_CAUSE_T eCause = Take(ptBlk, ptMemory, ptEvent);

    //@ assert Wired(ptBlk);
    //@ assert SamePlace{Pre, Here}(ptBlk) && Shape(ptBlk);
    if ((eCause == MEMORY_CAUSE_NONE) && ((ptBlk->iHooks & MEMORY_HOOK_CLEAR) != 0u))
    {
        Clear(ptBlk, ptEvent->zBlock);
    }
    return eCause;
}

/*@ requires Pool(ptBlk) && Wired(ptBlk) && Usable(ptBlk, ptMemory) && Noted(ptBlk, ptMemory, ptEvent);
    requires ptEvent->eKind == MEMORY_KIND_REF_GET || ptEvent->eKind == MEMORY_KIND_REF_PUT;
    exits \false;
    assigns ptMemory->iRefCount, ptEvent->zBlock, ptEvent->zValue;
    ensures Pool(ptBlk);
    ensures Wired(ptBlk);
    ensures SamePlace{Pre, Post}(ptBlk) && SameHooks{Pre, Post}(ptBlk);
    ensures \result != MEMORY_CAUSE_NONE ==> Same{Pre, Post}(ptBlk, ptMemory);
    behavior after_free:
      assumes !Current(ptBlk, ptMemory) || (ptEvent->eKind == MEMORY_KIND_REF_GET && ptMemory->iRefCount == 0);
      ensures \result == MEMORY_CAUSE_REF_AFTER_FREE;
    behavior at_zero:
      assumes Current(ptBlk, ptMemory) && ptEvent->eKind == MEMORY_KIND_REF_PUT && ptMemory->iRefCount == 0;
      ensures \result == MEMORY_CAUSE_UNREF_AT_ZERO;
    behavior saturated:
      assumes Current(ptBlk, ptMemory) && ptMemory->iRefCount == SIZE_MAX;
      ensures \result == MEMORY_CAUSE_NONE && ptMemory->iRefCount == SIZE_MAX;
    behavior get:
      assumes Current(ptBlk, ptMemory) && ptEvent->eKind == MEMORY_KIND_REF_GET &&
              1 <= ptMemory->iRefCount < SIZE_MAX;
      ensures \result == MEMORY_CAUSE_NONE && ptMemory->iRefCount == \old(ptMemory->iRefCount) + 1;
    behavior put:
      assumes Current(ptBlk, ptMemory) && ptEvent->eKind == MEMORY_KIND_REF_PUT &&
              1 <= ptMemory->iRefCount < SIZE_MAX;
      ensures \result == MEMORY_CAUSE_NONE && ptMemory->iRefCount == \old(ptMemory->iRefCount) - 1;
    complete behaviors;
    disjoint behaviors;
*/
static MEMORY_CAUSE_T Ref(const JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, MEMORY_EVENT_T *ptEvent)
{
    const MEMORY_CAUSE_T eCause = Memory_RefsCall(ptBlk, ptMemory, ptEvent->eKind);

    ptEvent->zBlock = ptMemory->iBlock;
    ptEvent->zValue = ptMemory->iRefCount;
    return eCause;
}

/* The pool's part of a call: changes it, or says why not. */
/*@ requires Pool(ptBlk) && Wired(ptBlk) && \valid(ptEvent) && IsCall(ptEvent->eKind);
    requires ptMemory != \null ==> Usable(ptBlk, ptMemory) && Noted(ptBlk, ptMemory, ptEvent);
    exits \false;
    assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->zPeak, ptBlk->zGets,
            ptBlk->piFree[ptBlk->zFreed .. ptBlk->zLength - 1],
            ptBlk->piSerials[0 .. ptBlk->zLength - 1], *ptMemory, ptEvent->zBlock, ptEvent->zValue,
            ((char *)ptBlk->pvMemory)[0 .. ptBlk->zTypeSize * ptBlk->zLength - 1];
    ensures Pool(ptBlk);
    ensures Wired(ptBlk);
    ensures 0 <= \result < MEMORY_CAUSES;
    ensures SameSetup{Pre, Post}(ptBlk);
    ensures FailuresAsBefore{Pre, Post}(ptBlk);
    ensures \result != MEMORY_CAUSE_NONE ==> SamePool{Pre, Post}(ptBlk);
    ensures \result != MEMORY_CAUSE_NONE || KeepsBytes{Pre}(ptBlk, \old(ptEvent->eKind)) ==>
      SameBytes{Pre, Post}(ptBlk);
    ensures \result != MEMORY_CAUSE_NONE && ptMemory != \null ==> SameDescriptor{Pre, Post}(ptMemory);
    behavior null:
      assumes ptMemory == \null;
      assigns \nothing;
      ensures \result == MEMORY_CAUSE_NULL;
    behavior get:
      assumes ptMemory != \null && ptEvent->eKind == MEMORY_KIND_GET;
      ensures GetSays{Pre}(ptBlk, \old(ptEvent->zValue), \result);
      ensures \result == MEMORY_CAUSE_NONE ==>
        Given{Pre, Post}(ptBlk, ptMemory, \old(ptEvent->zValue)) && Counted{Pre, Post}(ptBlk);
    behavior update:
      assumes ptMemory != \null && ptEvent->eKind == MEMORY_KIND_UPDATE;
      ensures UpdateSays{Pre}(ptBlk, ptMemory, \old(ptEvent->zValue), \result);
      ensures \result == MEMORY_CAUSE_NONE ==>
        SamePool{Pre, Post}(ptBlk) && UpdateDone{Pre, Post}(ptMemory, \old(ptEvent->zValue));
    behavior put:
      assumes ptMemory != \null && ptEvent->eKind == MEMORY_KIND_PUT;
      ensures PutSays{Pre}(ptBlk, ptMemory, \result);
      ensures \result == MEMORY_CAUSE_NONE ==>
        Taken{Pre, Post}(ptBlk, \old(Named(ptBlk, ptMemory))) && Empty(ptMemory);
    behavior ref:
      assumes ptMemory != \null && (ptEvent->eKind == MEMORY_KIND_REF_GET || ptEvent->eKind == MEMORY_KIND_REF_PUT);
      ensures RefSays{Pre}(ptBlk, ptMemory, \old(ptEvent->eKind), \result);
      ensures \result == MEMORY_CAUSE_NONE ==>
        SamePool{Pre, Post}(ptBlk) && RefDone{Pre, Post}(ptMemory, \old(ptEvent->eKind));
    complete behaviors;
    disjoint behaviors;
*/
static MEMORY_CAUSE_T Work(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, MEMORY_EVENT_T *ptEvent)
{
    if (ptMemory == NULL)
    {
        return MEMORY_CAUSE_NULL;
    }
    //@ assert \separated(ptMemory, ptBlk) && \separated(ptEvent, ptBlk);
    switch (ptEvent->eKind)
    {
    case MEMORY_KIND_GET:
        return Get(ptBlk, ptMemory, ptEvent);
    case MEMORY_KIND_UPDATE:
        return Memory_PoolUpdate(ptBlk, ptMemory, ptEvent->zValue, &ptEvent->zBlock);
    case MEMORY_KIND_PUT:
        return Put(ptBlk, ptMemory, ptEvent);
    default:
        break;
    }
    return Ref(ptBlk, ptMemory, ptEvent);
}

/*@ requires Pool(ptBlk) && Wired(ptBlk);
    exits \false;
    assigns ptBlk->zFailedGets, ptBlk->zFailedPuts;
    ensures Pool(ptBlk);
    ensures Wired(ptBlk);
    ensures FailureCounted{Pre, Post}(ptBlk, eKind);
    ensures SamePool{Pre, Post}(ptBlk) && SameSetup{Pre, Post}(ptBlk);
    ensures \forall JUNO_MEMORY_T *p; \separated(p, ptBlk) ==> SameDescriptor{Pre, Post}(p);
*/
static void CountFailure(JUNO_MEMORY_BLOCK_T *ptBlk, MEMORY_KIND_T eKind)
{
    if (eKind == MEMORY_KIND_GET)
    {
        ptBlk->zFailedGets++;
    }
    if (eKind == MEMORY_KIND_PUT)
    {
        ptBlk->zFailedPuts++;
    }
}

/* The pool's part with its statistics. Returns why the call failed. */
/*@ requires Pool(ptBlk) && Wired(ptBlk) && Noted(ptBlk, ptMemory, ptEvent) && IsCall(eKind);
    requires ptEvent->eKind == eKind && Locked(ptBlk);
    requires ptMemory != \null ==> Usable(ptBlk, ptMemory);
    exits \false;
    assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->zPeak, ptBlk->zGets,
            ptBlk->piFree[ptBlk->zFreed .. ptBlk->zLength - 1],
            ptBlk->piSerials[0 .. ptBlk->zLength - 1], *ptMemory, ptEvent->zBlock, ptEvent->zValue,
            ((char *)ptBlk->pvMemory)[0 .. ptBlk->zTypeSize * ptBlk->zLength - 1],
            ptBlk->zFailedGets, ptBlk->zFailedPuts;
    ensures Pool(ptBlk);
    ensures Wired(ptBlk);
    ensures 0 <= \result < MEMORY_CAUSES;
    ensures WorkSays{Pre}(ptBlk, ptMemory, \old(ptEvent->zValue), eKind, \result);
    ensures SameSetup{Pre, Post}(ptBlk);
    ensures \result != MEMORY_CAUSE_NONE ==> FailureCounted{Pre, Post}(ptBlk, eKind);
    ensures \result == MEMORY_CAUSE_NONE ==> FailuresAsBefore{Pre, Post}(ptBlk);
    ensures \result != MEMORY_CAUSE_NONE ==> SamePool{Pre, Post}(ptBlk);
    ensures \result != MEMORY_CAUSE_NONE || KeepsBytes{Pre}(ptBlk, eKind) ==> SameBytes{Pre, Post}(ptBlk);
    ensures \result != MEMORY_CAUSE_NONE && ptMemory != \null ==> SameDescriptor{Pre, Post}(ptMemory);
    ensures \result == MEMORY_CAUSE_NONE ==>
      Done{Pre, Post}(ptBlk, ptMemory, \old(ptEvent->zValue), eKind);
*/
static MEMORY_CAUSE_T
Decide(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, MEMORY_EVENT_T *ptEvent, MEMORY_KIND_T eKind)
{
    //@ assert ptMemory != \null ==> \separated(ptMemory, ptBlk);
    const MEMORY_CAUSE_T eCause = Work(ptBlk, ptMemory, ptEvent);

    if (eCause != MEMORY_CAUSE_NONE)
    {
        //@ ghost Failed:;
        CountFailure(ptBlk, eKind);
        //@ assert ptMemory != \null ==> SameDescriptor{Failed, Here}(ptMemory);
        //@ assert FailureCounted{Pre, Here}(ptBlk, eKind);
    }
    return eCause;
}

/* The end of a call: tells whoever watches the pool, leaves the lock, and tells the handler. */
/*@ requires Pool(ptBlk) && Wired(ptBlk) && Locked(ptBlk);
    requires EventApart(ptBlk, ptEvent) && 0 <= eCause < MEMORY_CAUSES;
    exits \false;
    assigns ptEvent->eCause, ptEvent->tStatus,
            Outside.iLocked, Outside.iEvents, Outside.iReports, Outside.tReported;
    ensures Pool(ptBlk);
    ensures Wired(ptBlk);
    ensures Outside.iLocked == 0;
    ensures SamePool{Pre, Post}(ptBlk) && SameSetup{Pre, Post}(ptBlk) && FailuresAsBefore{Pre, Post}(ptBlk);
    ensures \forall JUNO_MEMORY_T *p; \separated(p, ptEvent) ==> SameDescriptor{Pre, Post}(p);
    ensures IsStatusOf(\result, eCause, eKind);
    ensures \result != JUNO_STATUS_SUCCESS ==> Reported{Pre, Post}(ptBlk, \result);
    ensures \result == JUNO_STATUS_SUCCESS ==> Silent{Pre, Post};
*/
static JUNO_STATUS_T
Tell(const JUNO_MEMORY_BLOCK_T *ptBlk, MEMORY_EVENT_T *ptEvent, MEMORY_KIND_T eKind, MEMORY_CAUSE_T eCause)
{
    const JUNO_STATUS_T tStatus = Memory_CallStatus(eKind, eCause);

    ptEvent->eCause = eCause;
    ptEvent->tStatus = tStatus;
    Memory_CallObserve(ptBlk, ptEvent); /* in the lock: in the pool's order */
    Memory_CallUnlock(ptBlk);
    return Memory_CallReport(ptBlk, eCause, tStatus);
}

/* Runs a call, in the pool's lock but for the handler. */
/*@ requires Pool(ptBlk) && Wired(ptBlk) && Noted(ptBlk, ptMemory, ptEvent) && IsCall(eKind);
    requires ptEvent->eKind == eKind && Outside.iLocked == 0;
    requires ptMemory != \null ==> Usable(ptBlk, ptMemory);
    exits \false;
    assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->zPeak, ptBlk->zGets,
            ptBlk->piFree[ptBlk->zFreed .. ptBlk->zLength - 1],
            ptBlk->piSerials[0 .. ptBlk->zLength - 1], *ptMemory, *ptEvent,
            ((char *)ptBlk->pvMemory)[0 .. ptBlk->zTypeSize * ptBlk->zLength - 1],
            ptBlk->zFailedGets, ptBlk->zFailedPuts,
            Outside.iLocked, Outside.iEvents, Outside.iReports, Outside.tReported;
    ensures Pool(ptBlk);
    ensures Wired(ptBlk);
    ensures Outside.iLocked == 0;
    ensures SameSetup{Pre, Post}(ptBlk);
    ensures CallReturns{Pre}(ptBlk, ptMemory, \old(ptEvent->zValue), eKind, \result);
    ensures \result == JUNO_STATUS_SUCCESS ==>
      Done{Pre, Post}(ptBlk, ptMemory, \old(ptEvent->zValue), eKind);
    ensures \result == JUNO_STATUS_SUCCESS ==> FailuresAsBefore{Pre, Post}(ptBlk) && Silent{Pre, Post};
    ensures \result != JUNO_STATUS_SUCCESS ==> SamePool{Pre, Post}(ptBlk);
    ensures \result != JUNO_STATUS_SUCCESS || KeepsBytes{Pre}(ptBlk, eKind) ==> SameBytes{Pre, Post}(ptBlk);
    ensures \result != JUNO_STATUS_SUCCESS && ptMemory != \null ==> SameDescriptor{Pre, Post}(ptMemory);
    ensures \result != JUNO_STATUS_SUCCESS ==> FailureCounted{Pre, Post}(ptBlk, eKind);
    ensures \result != JUNO_STATUS_SUCCESS ==> Reported{Pre, Post}(ptBlk, \result);
*/
static JUNO_STATUS_T
Run(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, MEMORY_EVENT_T *ptEvent, MEMORY_KIND_T eKind)
{
    MEMORY_CAUSE_T eCause;
    JUNO_STATUS_T tStatus;

    Memory_CallLock(ptBlk);
    eCause = Decide(ptBlk, ptMemory, ptEvent, eKind);
    //@ ghost Decided:;
    //@ assert EventApart(ptBlk, ptEvent);
    tStatus = Tell(ptBlk, ptEvent, eKind, eCause);
    //@ assert tStatus != JUNO_STATUS_SUCCESS <==> eCause != MEMORY_CAUSE_NONE;
    //@ assert ptMemory != \null ==> SameDescriptor{Decided, Here}(ptMemory);
    //@ assert CallReturns{Pre}(ptBlk, ptMemory, \at(ptEvent->zValue, Pre), eKind, tStatus);
    //@ assert tStatus != JUNO_STATUS_SUCCESS ==> SamePool{Pre, Here}(ptBlk);
    /*@ assert tStatus == JUNO_STATUS_SUCCESS && eKind == MEMORY_KIND_GET ==>
          Given{Pre, Here}(ptBlk, ptMemory, \at(ptEvent->zValue, Pre)); */
    //@ assert tStatus == JUNO_STATUS_SUCCESS && eKind == MEMORY_KIND_GET ==> Counted{Pre, Here}(ptBlk);
    //@ assert Owner{Pre}(ptBlk, ptMemory) ==> 0 <= \at(Named(ptBlk, ptMemory), Pre) < \at(ptBlk->zLength, Pre);
    /*@ assert tStatus == JUNO_STATUS_SUCCESS && eKind == MEMORY_KIND_PUT ==>
          Owner{Pre}(ptBlk, ptMemory) && Taken{Pre, Decided}(ptBlk, \at(Named(ptBlk, ptMemory), Pre)); */
    /*@ assert tStatus == JUNO_STATUS_SUCCESS && eKind == MEMORY_KIND_PUT ==>
          Taken{Pre, Here}(ptBlk, \at(Named(ptBlk, ptMemory), Pre)); */
    //@ assert tStatus == JUNO_STATUS_SUCCESS && eKind == MEMORY_KIND_PUT ==> Empty(ptMemory);
    /*@ assert tStatus == JUNO_STATUS_SUCCESS && eKind == MEMORY_KIND_UPDATE ==>
          SamePool{Pre, Here}(ptBlk) && UpdateDone{Pre, Here}(ptMemory, \at(ptEvent->zValue, Pre)); */
    /*@ assert tStatus == JUNO_STATUS_SUCCESS && (eKind == MEMORY_KIND_REF_GET || eKind == MEMORY_KIND_REF_PUT) ==>
          SamePool{Pre, Here}(ptBlk) && RefDone{Pre, Here}(ptMemory, eKind); */
    return tStatus;
}

/* Notes what is called, and runs it. */
/*@ requires Pool(ptBlk) && Wired(ptBlk) && Outside.iLocked == 0;
    requires ptMemory == \null || Usable(ptBlk, ptMemory);
    requires \valid_read(ptSite) && IsCall(ptSite->eKind);
    requires Noted(ptBlk, ptMemory, ptEvent) && \separated(ptEvent, ptSite);
    exits \false;
    assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->zPeak, ptBlk->zGets,
            ptBlk->piFree[ptBlk->zFreed .. ptBlk->zLength - 1],
            ptBlk->piSerials[0 .. ptBlk->zLength - 1], *ptMemory, *ptEvent,
            ((char *)ptBlk->pvMemory)[0 .. ptBlk->zTypeSize * ptBlk->zLength - 1],
            ptBlk->zFailedGets, ptBlk->zFailedPuts,
            Outside.iLocked, Outside.iEvents, Outside.iReports, Outside.tReported;
    ensures Pool(ptBlk);
    ensures Wired(ptBlk);
    ensures Outside.iLocked == 0;
    ensures SameSetup{Pre, Post}(ptBlk);
    ensures CallReturns{Pre}(ptBlk, ptMemory, zSize, \old(ptSite->eKind), \result);
    ensures \result == JUNO_STATUS_SUCCESS ==> Done{Pre, Post}(ptBlk, ptMemory, zSize, \old(ptSite->eKind));
    ensures \result == JUNO_STATUS_SUCCESS ==> FailuresAsBefore{Pre, Post}(ptBlk) && Silent{Pre, Post};
    ensures \result != JUNO_STATUS_SUCCESS ==> SamePool{Pre, Post}(ptBlk);
    ensures \result != JUNO_STATUS_SUCCESS || KeepsBytes{Pre}(ptBlk, \old(ptSite->eKind)) ==>
      SameBytes{Pre, Post}(ptBlk);
    ensures \result != JUNO_STATUS_SUCCESS && ptMemory != \null ==> SameDescriptor{Pre, Post}(ptMemory);
    ensures \result != JUNO_STATUS_SUCCESS ==> FailureCounted{Pre, Post}(ptBlk, \old(ptSite->eKind));
    ensures \result != JUNO_STATUS_SUCCESS ==> Reported{Pre, Post}(ptBlk, \result);
*/
static JUNO_STATUS_T Begin(
    JUNO_MEMORY_BLOCK_T *ptBlk,
    JUNO_MEMORY_T *ptMemory,
    size_t zSize,
    const MEMORY_SITE_T *ptSite,
    MEMORY_EVENT_T *ptEvent
)
{
    const MEMORY_KIND_T eKind = ptSite->eKind;
    JUNO_STATUS_T tStatus;

    ptEvent->ptBlk = ptBlk;
    ptEvent->ptSite = ptSite;
    ptEvent->zBlock = MEMORY_NO_BLOCK;
    ptEvent->zValue = zSize;
    ptEvent->eKind = eKind;
    //@ assert SamePool{Pre, Here}(ptBlk);
    //@ assert SameBytes{Pre, Here}(ptBlk);
    //@ assert SameSetup{Pre, Here}(ptBlk);
    //@ assert FailuresAsBefore{Pre, Here}(ptBlk);
    //@ assert ptMemory != \null ==> SameDescriptor{Pre, Here}(ptMemory);
    //@ assert Sizes(ptBlk);
    //@ assert Tables(ptBlk);
    //@ assert Counters(ptBlk);
    //@ assert \at(ptBlk->zUsed, Pre) >= 0;
    //@ assert StackFree(ptBlk);
    //@ assert StackOnce(ptBlk);
    //@ assert StackWhole(ptBlk);
    //@ assert Wired(ptBlk);
    //@ assert Noted(ptBlk, ptMemory, ptEvent);
    //@ assert ptBlk->zFreed == \at(ptBlk->zFreed, Pre) && ptBlk->piFree == \at(ptBlk->piFree, Pre);
    //@ assert ptBlk->zLength == \at(ptBlk->zLength, Pre) && ptBlk->piSerials == \at(ptBlk->piSerials, Pre);
    //@ assert ptBlk->zTypeSize == \at(ptBlk->zTypeSize, Pre) && ptBlk->pvMemory == \at(ptBlk->pvMemory, Pre);
    //@ ghost Begun:;
    tStatus = Run(ptBlk, ptMemory, ptEvent, eKind);
    //@ assert tStatus == JUNO_STATUS_SUCCESS ==> ptMemory != \null;
    //@ assert CallReturns{Pre}(ptBlk, ptMemory, zSize, eKind, tStatus);
    /*@ assert tStatus == JUNO_STATUS_SUCCESS && eKind == MEMORY_KIND_PUT ==>
          Named{Pre}(ptBlk, ptMemory) < ptBlk->zLength; */
    //@ assert tStatus == JUNO_STATUS_SUCCESS ==> Done{Pre, Here}(ptBlk, ptMemory, zSize, eKind);
    //@ assert tStatus != JUNO_STATUS_SUCCESS ==> SamePool{Pre, Here}(ptBlk);
    /*@ assert tStatus != JUNO_STATUS_SUCCESS || KeepsBytes{Pre}(ptBlk, eKind) ==>
          SameBytes{Pre, Here}(ptBlk); */
    return tStatus;
}

/* A call that has a pool to work on. */
/*@ requires Pool(ptBlk) && Wired(ptBlk) && Outside.iLocked == 0;
    requires ptMemory == \null || Usable(ptBlk, ptMemory);
    requires \valid_read(ptSite) && IsCall(ptSite->eKind);
    exits \false;
    assigns MEMORY_CALL_CHANGES(ptBlk, ptMemory);
    ensures Pool(ptBlk);
    ensures Wired(ptBlk);
    ensures Outside.iLocked == 0;
    ensures SameSetup{Pre, Post}(ptBlk);
    ensures CallReturns{Pre}(ptBlk, ptMemory, zSize, \old(ptSite->eKind), \result);
    ensures \result == JUNO_STATUS_SUCCESS ==> Done{Pre, Post}(ptBlk, ptMemory, zSize, \old(ptSite->eKind));
    ensures \result == JUNO_STATUS_SUCCESS ==> FailuresAsBefore{Pre, Post}(ptBlk) && Silent{Pre, Post};
    ensures \result != JUNO_STATUS_SUCCESS ==> SamePool{Pre, Post}(ptBlk);
    ensures \result != JUNO_STATUS_SUCCESS || KeepsBytes{Pre}(ptBlk, \old(ptSite->eKind)) ==>
      SameBytes{Pre, Post}(ptBlk);
    ensures \result != JUNO_STATUS_SUCCESS && ptMemory != \null ==> SameDescriptor{Pre, Post}(ptMemory);
    ensures \result != JUNO_STATUS_SUCCESS ==> FailureCounted{Pre, Post}(ptBlk, \old(ptSite->eKind));
    ensures \result != JUNO_STATUS_SUCCESS ==> Reported{Pre, Post}(ptBlk, \result);
*/
static JUNO_STATUS_T
OnPool(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, size_t zSize, const MEMORY_SITE_T *ptSite)
{
    MEMORY_EVENT_T tEvent;

    return Begin(ptBlk, ptMemory, zSize, ptSite, &tEvent);
}

/* What a call returns that has no pool to work on. */
/*@ exits \false;
    assigns \nothing;
    behavior null:
      assumes ptMem == \null || ptMemory == \null;
      ensures \result == JUNO_STATUS_NULLPTR_ERROR;
    behavior unknown:
      assumes ptMem != \null && ptMemory != \null;
      ensures \result == JUNO_STATUS_INVALID_TYPE_ERROR;
    complete behaviors;
    disjoint behaviors;
*/
static JUNO_STATUS_T NoPool(const JUNO_MEMORY_ALLOC_T *ptMem, const JUNO_MEMORY_T *ptMemory)
{
    return ((ptMem == NULL) || (ptMemory == NULL)) ? JUNO_STATUS_NULLPTR_ERROR
                                                   : JUNO_STATUS_INVALID_TYPE_ERROR;
}

JUNO_STATUS_T
Memory_Call(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize, const MEMORY_SITE_T *ptSite)
{
    JUNO_MEMORY_BLOCK_T *const ptBlk = Memory_CallBlock(ptMem);

    return (ptBlk == NULL) ? NoPool(ptMem, ptMemory) : OnPool(ptBlk, ptMemory, zSize, ptSite);
}

void Memory_CallRef(JUNO_MEMORY_T *ptMemory, const MEMORY_SITE_T *ptSite)
{
    if (ptMemory == NULL)
    {
        return;
    }
    if (ptMemory->ptOwner == NULL)
    {
        (void)Memory_RefsChange(ptMemory, ptSite->eKind); /* no pool: nobody to tell */
        return;
    }
    (void)Memory_Call((JUNO_MEMORY_ALLOC_T *)(void *)ptMemory->ptOwner, ptMemory, 0u, ptSite);
}
