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

  // An event lies apart from all of them.
  predicate Noted{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, MEMORY_EVENT_T *ptEvent) =
    \valid(ptEvent) && \separated(ptEvent, ptBlk->ptLock) && \separated(ptEvent, ptBlk->ptObserver) &&
    \separated(
      ptEvent, ptMemory, ptBlk, ptBlk->piSerials + (0 .. ptBlk->zLength - 1),
      ptBlk->piFree + (0 .. ptBlk->zLength - 1),
      (char *)ptBlk->pvMemory + (0 .. ptBlk->zTypeSize * ptBlk->zLength - 1)
    );

  // Nothing inside the blocks has changed.
  predicate SameBytes{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \forall integer i; 0 <= i < \at(ptBlk->zTypeSize * ptBlk->zLength, L1) ==>
      \at(((char *)ptBlk->pvMemory)[i], L2) == \at(((char *)ptBlk->pvMemory)[i], L1);

  // What a call returns, in the contract's order.
  predicate IsCall(integer eKind) =
    eKind \in {MEMORY_KIND_GET, MEMORY_KIND_UPDATE, MEMORY_KIND_PUT, MEMORY_KIND_REF_GET, MEMORY_KIND_REF_PUT};
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

  // What a call may be given that looks at a pool or configures it.
  predicate Askable{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    Outside.iLocked == 0 &&
    (ptBlk == \null || (\valid(ptBlk) && (Inited(ptBlk) ==> Wired(ptBlk))));
*/

#endif
