/* SPDX-License-Identifier: MIT */
/*
 * The functions that the application gives a pool, as the contracts in the core
 * see them: what they may rely on when they are called, and what they may do.
 * For the proof only (doc/assurance.md); compilers see nothing of it.
 *
 * A handler may do anything. It is called last and nothing is read after it, so
 * what the contracts say of the pool holds as it is called.
 */
#ifndef MEMORY_OUTSIDE_H
#define MEMORY_OUTSIDE_H

#include "memory_pool.h"

#ifdef __FRAMAC__
/* What has happened there. */
typedef struct OUTSIDE_TAG
{
    int iLocked;             /* 1 between lock and unlock, else 0 */
    int iReports;            /* calls of the handler */
    JUNO_STATUS_T tReported; /* what the last one was told */
    int iEvents;             /* calls of the observer */
    size_t zNext;            /* walk: first block that no visit has passed */
} OUTSIDE_T;

//@ ghost OUTSIDE_T Outside;
//@ ghost JUNO_MEMORY_BLOCK_T *Outside_ptBlk; // pool that is walked

/*@ requires Outside.iLocked == 0;
    exits \false;
    assigns Outside.iLocked;
    ensures Outside.iLocked == 1;
*/
void Outside_Lock(JUNO_USER_DATA_T *pvUserData);

/*@ requires Outside.iLocked == 1;
    exits \false;
    assigns Outside.iLocked;
    ensures Outside.iLocked == 0;
*/
void Outside_Unlock(JUNO_USER_DATA_T *pvUserData);

/*@ exits \false;
    assigns Outside.iEvents;
    ensures Outside.iEvents == \old(Outside.iEvents) + 1;
*/
void Outside_Observe(JUNO_MEMORY_OBSERVER_T *ptObserver, const struct JUNO_MEMORY_EVENT_TAG *ptEvent);

/*@ requires Outside.iLocked == 0;
    requires tStatus != JUNO_STATUS_SUCCESS;
    requires pcMessage != \null && pcMessage[0] != 0;
    exits \false;
    assigns Outside.iReports, Outside.tReported;
    ensures Outside.iReports == \old(Outside.iReports) + 1;
    ensures Outside.tReported == tStatus;
*/
void Outside_Handle(JUNO_STATUS_T tStatus, const char *pcMessage, JUNO_USER_DATA_T *pvUserData);

/*@ requires Live(Outside_ptBlk, zBlock) && zBlock < Carved(Outside_ptBlk);
    requires pvAddr == Address(Outside_ptBlk, zBlock);
    requires Outside.zNext <= zBlock;
    requires \forall integer b; Outside.zNext <= b < zBlock ==> !Live(Outside_ptBlk, b);
    exits \false;
    assigns Outside.zNext;
    ensures Outside.zNext == zBlock + 1;
*/
bool Outside_Visit(void *pvAddr, size_t zBlock, JUNO_USER_DATA_T *pvUserData);
#endif

/*@
  // What hangs on a pool is the application's functions, as they are above.
  predicate Wired{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \valid_read(ptBlk) &&
    ((ptBlk->iHooks & MEMORY_HOOK_LOCK) != 0 ==>
      \valid_read(ptBlk->ptLock) && ptBlk->ptLock->pfcnLock == &Outside_Lock &&
      ptBlk->ptLock->pfcnUnlock == &Outside_Unlock) &&
    ((ptBlk->iHooks & MEMORY_HOOK_OBSERVER) != 0 ==>
      \valid_read(ptBlk->ptObserver) && ptBlk->ptObserver->pfcnEvent == &Outside_Observe) &&
    (ptBlk->pfcnFailureHandler == \null || ptBlk->pfcnFailureHandler == &Outside_Handle);

  predicate Locked{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    Outside.iLocked == ((ptBlk->iHooks & MEMORY_HOOK_LOCK) != 0 ? 1 : 0);

  // Rule 2: the handler was called once, and told the status that is returned.
  predicate ReportedOnce{L1, L2}(JUNO_STATUS_T tStatus) =
    \at(Outside.iReports, L2) == \at(Outside.iReports, L1) + 1 && \at(Outside.tReported, L2) == tStatus;

  predicate Silent{L1, L2} =
    \at(Outside.iReports, L2) == \at(Outside.iReports, L1) &&
    \at(Outside.tReported, L2) == \at(Outside.tReported, L1);

  // The same where the pool has a handler at all.
  predicate Reported{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_STATUS_T tStatus) =
    \at(ptBlk->pfcnFailureHandler, L1) != \null
      ? ReportedOnce{L1, L2}(tStatus)
      : Silent{L1, L2};

  // An address has the range of its type: WP does not know it of casts.
  predicate IsNumber(void *pvAddr) = 0 <= (uintptr_t)pvAddr <= SIZE_MAX;

  // An address in a pool's memory, whether of a block that is out or not.
  predicate Inside{L}(JUNO_MEMORY_BLOCK_T *ptBlk, void *pvAddr) =
    (uintptr_t)ptBlk->pvMemory <= (uintptr_t)pvAddr <
      (uintptr_t)ptBlk->pvMemory + ptBlk->zTypeSize * ptBlk->zLength;

  // What init refuses: the first that applies is returned.
  predicate NullGeometry{L}(void *pvMemory, JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata) =
    pvMemory == \null || ptMetadata == \null;
  predicate WrongSize(void *pvMemory, integer zTypeSize, integer zLength) =
    zTypeSize == 0 || zLength == 0 || zLength > JUNO_MEMORY_BLK_LENGTH_MAX ||
    (uintptr_t)pvMemory + zTypeSize * zLength > SIZE_MAX;
  predicate Misaligned(JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata) =
    (uintptr_t)ptMetadata % sizeof(JUNO_MEMORY_INDEX_T) != 0;

  predicate Inited{L}(JUNO_MEMORY_BLOCK_T *ptBlk) = ptBlk->tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_BLOCK;

  // A descriptor lies apart from what hangs on the pool, too.
  predicate Usable{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    \valid(ptMemory) && Apart(ptBlk, ptMemory) && Written(ptMemory) &&
    \separated(ptMemory, ptBlk->ptLock) && \separated(ptMemory, ptBlk->ptObserver);

  // An event lies apart from all of them. (By values, like Apart.)
  predicate EventApartFrom{L}(
    MEMORY_EVENT_T *ptEvent, JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_LOCK_T *ptLock,
    JUNO_MEMORY_OBSERVER_T *ptObserver, char *pcMemory, JUNO_MEMORY_INDEX_T *piSerials,
    JUNO_MEMORY_INDEX_T *piFree, integer zTypeSize, integer zLength) =
    \valid(ptEvent) && \separated(ptEvent, ptLock) && \separated(ptEvent, ptObserver) &&
    \separated(ptEvent, ptBlk) && \separated(ptEvent, piSerials + (0 .. zLength - 1)) &&
    \separated(ptEvent, piFree + (0 .. zLength - 1)) &&
    \separated(ptEvent, pcMemory + (0 .. zTypeSize * zLength - 1));
  predicate EventApart{L}(JUNO_MEMORY_BLOCK_T *ptBlk, MEMORY_EVENT_T *ptEvent) =
    EventApartFrom(
      ptEvent, ptBlk, ptBlk->ptLock, ptBlk->ptObserver, (char *)ptBlk->pvMemory, ptBlk->piSerials, ptBlk->piFree,
      ptBlk->zTypeSize, ptBlk->zLength);
  predicate Noted{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, MEMORY_EVENT_T *ptEvent) =
    EventApart(ptBlk, ptEvent) && \separated(ptEvent, ptMemory);

  // Nothing inside the blocks has changed.
  predicate SameBytes{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \forall integer i; 0 <= i < \at(ptBlk->zTypeSize * ptBlk->zLength, L1) ==>
      \at(((char *)\at(ptBlk->pvMemory, L1))[i], L2) == \at(((char *)ptBlk->pvMemory)[i], L1);

  // Calls that the inside of the blocks is safe from: all but a Put that clears.
  predicate KeepsBytes{L}(JUNO_MEMORY_BLOCK_T *ptBlk, integer eKind) =
    (ptBlk->iHooks & MEMORY_HOOK_CLEAR) == 0 || eKind != MEMORY_KIND_PUT;

  // What a call returns, in the contract's order.
  predicate IsCall(integer eKind) =
    eKind \in {MEMORY_KIND_GET, MEMORY_KIND_UPDATE, MEMORY_KIND_PUT, MEMORY_KIND_REF_GET, MEMORY_KIND_REF_PUT};
  predicate IsRef(integer eKind) = eKind == MEMORY_KIND_REF_GET || eKind == MEMORY_KIND_REF_PUT;
  predicate SizeSays{L}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zSize, integer eCause) =
    zSize == 0 ? eCause == MEMORY_CAUSE_ZERO_SIZE
      : (zSize > ptBlk->zTypeSize ? eCause == MEMORY_CAUSE_TOO_LARGE : eCause == MEMORY_CAUSE_NONE);
  predicate GetSays{L}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zSize, integer eCause) =
    1 <= zSize <= ptBlk->zTypeSize && ptBlk->zUsed == ptBlk->zLength
      ? eCause == MEMORY_CAUSE_FULL
      : SizeSays(ptBlk, zSize, eCause);
  predicate FindSays{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer eCause) =
    (NoBlock(ptBlk, ptMemory) ==> eCause == MEMORY_CAUSE_BAD_ADDRESS) &&
    (Freed(ptBlk, ptMemory) ==> eCause == MEMORY_CAUSE_DOUBLE_FREE) &&
    (Stale(ptBlk, ptMemory) ==> eCause == MEMORY_CAUSE_STALE);
  predicate UpdateSays{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer zSize, integer eCause) =
    1 <= zSize <= ptBlk->zTypeSize
      ? (NoBlock(ptBlk, ptMemory) ==> eCause == MEMORY_CAUSE_BAD_ADDRESS) &&
        (Freed(ptBlk, ptMemory) || Stale(ptBlk, ptMemory) ==> eCause == MEMORY_CAUSE_STALE) &&
        (Owner(ptBlk, ptMemory) ==> eCause == MEMORY_CAUSE_NONE)
      : SizeSays(ptBlk, zSize, eCause);
  predicate PutSays{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer eCause) =
    FindSays(ptBlk, ptMemory, eCause) &&
    (Owner(ptBlk, ptMemory) ==>
      (ptMemory->iRefCount > 1 ? eCause == MEMORY_CAUSE_IN_USE : eCause == MEMORY_CAUSE_NONE));
  predicate RefSays{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer eKind, integer eCause) =
    Current(ptBlk, ptMemory) && ptMemory->iRefCount != 0
      ? eCause == MEMORY_CAUSE_NONE
      : (Current(ptBlk, ptMemory) && eKind == MEMORY_KIND_REF_PUT ? eCause == MEMORY_CAUSE_UNREF_AT_ZERO
                                                                : eCause == MEMORY_CAUSE_REF_AFTER_FREE);

  // The same of any call; NULL comes before all else.
  predicate WorkSays{L}(
    JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer zSize, integer eKind, integer eCause) =
    (ptMemory == \null ==> eCause == MEMORY_CAUSE_NULL) &&
    (ptMemory != \null && eKind == MEMORY_KIND_GET ==> GetSays(ptBlk, zSize, eCause)) &&
    (ptMemory != \null && eKind == MEMORY_KIND_UPDATE ==> UpdateSays(ptBlk, ptMemory, zSize, eCause)) &&
    (ptMemory != \null && eKind == MEMORY_KIND_PUT ==> PutSays(ptBlk, ptMemory, eCause)) &&
    (ptMemory != \null && (eKind == MEMORY_KIND_REF_GET || eKind == MEMORY_KIND_REF_PUT) ==>
      RefSays(ptBlk, ptMemory, eKind, eCause));

  // The descriptor names the same allocation.
  predicate SameAllocation{L1, L2}(JUNO_MEMORY_T *ptMemory) =
    \at(ptMemory->pvAddr, L2) == \at(ptMemory->pvAddr, L1) &&
    \at(ptMemory->ptOwner, L2) == \at(ptMemory->ptOwner, L1) &&
    \at(ptMemory->iBlock, L2) == \at(ptMemory->iBlock, L1) &&
    \at(ptMemory->iSerial, L2) == \at(ptMemory->iSerial, L1);

  // The descriptor holds one reference more or one less, and for good all of
  // them once it holds SIZE_MAX; nothing else.
  predicate RefDone{L1, L2}(JUNO_MEMORY_T *ptMemory, integer eKind) =
    \at(ptMemory->iRefCount, L2) ==
      (\at(ptMemory->iRefCount, L1) == SIZE_MAX
         ? SIZE_MAX
         : \at(ptMemory->iRefCount, L1) + (eKind == MEMORY_KIND_REF_GET ? 1 : -1)) &&
    \at(ptMemory->zSize, L2) == \at(ptMemory->zSize, L1) && SameAllocation{L1, L2}(ptMemory);

  // The descriptor has another size, and nothing else.
  predicate UpdateDone{L1, L2}(JUNO_MEMORY_T *ptMemory, integer zSize) =
    \at(ptMemory->zSize, L2) == zSize &&
    \at(ptMemory->iRefCount, L2) == \at(ptMemory->iRefCount, L1) && SameAllocation{L1, L2}(ptMemory);

  // What a call has done that succeeded.
  predicate Done{L1, L2}(
    JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer zSize, integer eKind) =
    (eKind == MEMORY_KIND_GET ==> Given{L1, L2}(ptBlk, ptMemory, zSize) && Counted{L1, L2}(ptBlk)) &&
    (eKind == MEMORY_KIND_UPDATE ==> SamePool{L1, L2}(ptBlk) && UpdateDone{L1, L2}(ptMemory, zSize)) &&
    (eKind == MEMORY_KIND_PUT ==>
      Taken{L1, L2}(ptBlk, \at(Named(ptBlk, ptMemory), L1)) && Empty{L2}(ptMemory)) &&
    (eKind == MEMORY_KIND_REF_GET || eKind == MEMORY_KIND_REF_PUT ==>
      SamePool{L1, L2}(ptBlk) && RefDone{L1, L2}(ptMemory, eKind));

  // Failed calls are counted by kind. (By values, like Sizes.)
  predicate CountsOne(integer zBefore, integer zAfter) = zAfter == (size_t)(zBefore + 1);
  predicate FailureCounted{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, integer eKind) =
    (eKind == MEMORY_KIND_GET
       ? CountsOne(\at(ptBlk->zFailedGets, L1), \at(ptBlk->zFailedGets, L2))
       : \at(ptBlk->zFailedGets, L2) == \at(ptBlk->zFailedGets, L1)) &&
    (eKind == MEMORY_KIND_PUT
       ? CountsOne(\at(ptBlk->zFailedPuts, L1), \at(ptBlk->zFailedPuts, L2))
       : \at(ptBlk->zFailedPuts, L2) == \at(ptBlk->zFailedPuts, L1));
  predicate FailuresAsBefore{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \at(ptBlk->zFailedGets, L2) == \at(ptBlk->zFailedGets, L1) &&
    \at(ptBlk->zFailedPuts, L2) == \at(ptBlk->zFailedPuts, L1);

  predicate SameNumbers{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \at(ptBlk->zUsed, L2) == \at(ptBlk->zUsed, L1) && \at(ptBlk->zFreed, L2) == \at(ptBlk->zFreed, L1) &&
    \at(ptBlk->zPeak, L2) == \at(ptBlk->zPeak, L1) && \at(ptBlk->zGets, L2) == \at(ptBlk->zGets, L1) &&
    FailuresAsBefore{L1, L2}(ptBlk);

  // What init and configuration set, and no call changes.
  predicate SameSetup{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    SamePlace{L1, L2}(ptBlk) && SameHooks{L1, L2}(ptBlk);

  // A pool that a reference was asked of: all of it is as it was, and nobody is in its lock.
  predicate Unharmed{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    Pool{L2}(ptBlk) && Wired{L2}(ptBlk) && \at(Outside.iLocked, L2) == 0 && SamePool{L1, L2}(ptBlk) &&
    SameSetup{L1, L2}(ptBlk) && FailuresAsBefore{L1, L2}(ptBlk) && SameBytes{L1, L2}(ptBlk);

  // The status of a cause; Put calls every wrong descriptor alike.
  predicate IsStatusOf(integer tStatus, integer eCause, integer eKind) =
    (eCause == MEMORY_CAUSE_NONE ==> tStatus == JUNO_STATUS_SUCCESS) &&
    (eCause == MEMORY_CAUSE_NULL ==> tStatus == JUNO_STATUS_NULLPTR_ERROR) &&
    (eCause == MEMORY_CAUSE_ZERO_SIZE ==> tStatus == JUNO_STATUS_INVALID_SIZE_ERROR) &&
    (eCause \in {MEMORY_CAUSE_TOO_LARGE, MEMORY_CAUSE_FULL} ==> tStatus == JUNO_STATUS_MEMALLOC_ERROR) &&
    (eCause \in {MEMORY_CAUSE_BAD_ADDRESS, MEMORY_CAUSE_DOUBLE_FREE, MEMORY_CAUSE_STALE} ==>
      tStatus == (eKind == MEMORY_KIND_PUT ? JUNO_STATUS_MEMFREE_ERROR : JUNO_STATUS_INVALID_REF_ERROR)) &&
    (eCause == MEMORY_CAUSE_IN_USE ==> tStatus == JUNO_STATUS_REF_IN_USE_ERROR) &&
    (eCause \in {MEMORY_CAUSE_REF_AFTER_FREE, MEMORY_CAUSE_UNREF_AT_ZERO} && eKind != MEMORY_KIND_PUT ==>
      tStatus == JUNO_STATUS_INVALID_REF_ERROR) &&
    (eCause != MEMORY_CAUSE_NONE ==> tStatus != JUNO_STATUS_SUCCESS);

  // What a call returns, by the contract's table; the first error of its order.
  predicate GetReturns{L}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zSize, integer tStatus) =
    zSize == 0 ? tStatus == JUNO_STATUS_INVALID_SIZE_ERROR
      : (zSize > ptBlk->zTypeSize || ptBlk->zUsed == ptBlk->zLength ? tStatus == JUNO_STATUS_MEMALLOC_ERROR
                                                                  : tStatus == JUNO_STATUS_SUCCESS);
  predicate UpdateReturns{L}(
    JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer zSize, integer tStatus) =
    zSize == 0 ? tStatus == JUNO_STATUS_INVALID_SIZE_ERROR
      : (zSize > ptBlk->zTypeSize ? tStatus == JUNO_STATUS_MEMALLOC_ERROR
      : (Owner(ptBlk, ptMemory) ? tStatus == JUNO_STATUS_SUCCESS : tStatus == JUNO_STATUS_INVALID_REF_ERROR));
  predicate PutReturns{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer tStatus) =
    !Owner(ptBlk, ptMemory) ? tStatus == JUNO_STATUS_MEMFREE_ERROR
      : (ptMemory->iRefCount > 1 ? tStatus == JUNO_STATUS_REF_IN_USE_ERROR : tStatus == JUNO_STATUS_SUCCESS);
  predicate RefReturns{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer tStatus) =
    Current(ptBlk, ptMemory) && ptMemory->iRefCount != 0 ? tStatus == JUNO_STATUS_SUCCESS
                                                        : tStatus == JUNO_STATUS_INVALID_REF_ERROR;
  predicate CallReturns{L}(
    JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer zSize, integer eKind, integer tStatus) =
    (ptMemory == \null ==> tStatus == JUNO_STATUS_NULLPTR_ERROR) &&
    (ptMemory != \null && eKind == MEMORY_KIND_GET ==> GetReturns(ptBlk, zSize, tStatus)) &&
    (ptMemory != \null && eKind == MEMORY_KIND_UPDATE ==> UpdateReturns(ptBlk, ptMemory, zSize, tStatus)) &&
    (ptMemory != \null && eKind == MEMORY_KIND_PUT ==> PutReturns(ptBlk, ptMemory, tStatus)) &&
    (ptMemory != \null && (eKind == MEMORY_KIND_REF_GET || eKind == MEMORY_KIND_REF_PUT) ==>
      RefReturns(ptBlk, ptMemory, tStatus));

  // What a call may be given: NULL, an allocator of an unknown type, or a pool,
  // and a descriptor apart from it. (By the union's member tBlock: WP lays a
  // union's members beside each other.)
  predicate IsPool{L}(JUNO_MEMORY_ALLOC_T *ptMem) = ptMem != \null && Inited(&ptMem->tBlock);
  predicate Ready{L}(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory) =
    Outside.iLocked == 0 &&
    (ptMem == \null || \valid(&ptMem->tBlock)) && (ptMemory == \null || \valid(ptMemory)) &&
    (IsPool(ptMem) ==> Pool(&ptMem->tBlock) && Wired(&ptMem->tBlock)) &&
    (IsPool(ptMem) && ptMemory != \null ==> Usable(&ptMem->tBlock, ptMemory));

  // What a call of a pool returns and leaves: done, or refused by rule 1, where
  // the pool's failure counters are all that changes of pool and descriptor.
  predicate CallEnds{L1, L2}(
    JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer zSize, integer eKind, JUNO_STATUS_T tStatus) =
    Pool{L2}(ptBlk) && Wired{L2}(ptBlk) && \at(Outside.iLocked, L2) == 0 && SameSetup{L1, L2}(ptBlk) &&
    CallReturns{L1}(ptBlk, ptMemory, zSize, eKind, tStatus) &&
    (tStatus != JUNO_STATUS_SUCCESS || KeepsBytes{L1}(ptBlk, eKind) ==> SameBytes{L1, L2}(ptBlk)) &&
    (tStatus == JUNO_STATUS_SUCCESS ==>
      Done{L1, L2}(ptBlk, ptMemory, zSize, eKind) && FailuresAsBefore{L1, L2}(ptBlk) && Silent{L1, L2}) &&
    (tStatus != JUNO_STATUS_SUCCESS ==>
      SamePool{L1, L2}(ptBlk) && (ptMemory != \null ==> SameDescriptor{L1, L2}(ptMemory)) &&
      FailureCounted{L1, L2}(ptBlk, eKind) && Reported{L1, L2}(ptBlk, tStatus));

  // The same of whatever allocator is given; without a pool nothing happens.
  predicate Ends{L1, L2}(
    JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, integer zSize, integer eKind, JUNO_STATUS_T tStatus) =
    (IsPool{L1}(ptMem) ==> CallEnds{L1, L2}(\at(&ptMem->tBlock, L1), ptMemory, zSize, eKind, tStatus)) &&
    (!IsPool{L1}(ptMem) ==>
      (ptMem == \null || ptMemory == \null ==> tStatus == JUNO_STATUS_NULLPTR_ERROR) &&
      (ptMem != \null && ptMemory != \null ==> tStatus == JUNO_STATUS_INVALID_TYPE_ERROR) &&
      Silent{L1, L2} && (ptMem != \null ==> SameNumbers{L1, L2}(\at(&ptMem->tBlock, L1))) &&
      (ptMemory != \null ==> SameDescriptor{L1, L2}(ptMemory)));

  // Nothing has happened yet: the call may begin. (Also where there is no pool,
  // since an assigns clause names what hangs on one.)
  predicate Untouched{L1, L2}(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory) =
    Ready{L2}(ptMem, ptMemory) && Silent{L1, L2} && (IsPool{L1}(ptMem) <==> IsPool{L2}(ptMem)) &&
    SameNumbers{L1, L2}(\at(&ptMem->tBlock, L1)) && SameSetup{L1, L2}(\at(&ptMem->tBlock, L1)) &&
    (IsPool{L1}(ptMem) ==>
      SamePool{L1, L2}(\at(&ptMem->tBlock, L1)) && SameBytes{L1, L2}(\at(&ptMem->tBlock, L1))) &&
    (ptMemory != \null ==> SameDescriptor{L1, L2}(ptMemory));

  // What a call may be given that looks at a pool or configures it.
  predicate Askable{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    Outside.iLocked == 0 &&
    (ptBlk == \null || (\valid(ptBlk) && (Inited(ptBlk) ==> Wired(ptBlk))));
*/

/* What a call of a pool may change, for assigns clauses. */
#ifdef __FRAMAC__
#define MEMORY_CALL_CHANGES(ptBlk, ptMemory)                                                                 \
    (ptBlk)->zUsed, (ptBlk)->zFreed, (ptBlk)->zPeak, (ptBlk)->zGets,                                         \
        (ptBlk)->piFree[(ptBlk)->zFreed..(ptBlk)->zLength - 1], (ptBlk)->piSerials[0..(ptBlk)->zLength - 1], \
        ((char *)(ptBlk)->pvMemory)[0..(ptBlk)->zTypeSize * (ptBlk)->zLength - 1], (ptBlk)->zFailedGets,     \
        (ptBlk)->zFailedPuts, *(ptMemory), Outside.iLocked, Outside.iEvents, Outside.iReports,               \
        Outside.tReported
#endif

#endif
