/* SPDX-License-Identifier: MIT */
/*
 * What a step of a call does to a pool holds of the whole call where the other
 * steps leave the pool as it is. Each is proven in the same run as the functions
 * of lib/memory_call.c, whose goals may use them.
 */
#ifndef LEMMAS_CALL_H
#define LEMMAS_CALL_H

#include "memory_outside.h"

/*@
  // Nothing happens, twice.
  lemma SamePoolAfter{L1, L2, L3}: \forall JUNO_MEMORY_BLOCK_T *ptBlk;
    SamePool{L1, L2}(ptBlk) && SameSetup{L1, L2}(ptBlk) && SamePool{L2, L3}(ptBlk) ==>
    SamePool{L1, L3}(ptBlk);

  // Something happens, and then nothing.
  lemma GivenStill{L1, L2, L3}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer zSize;
    Given{L1, L2}(ptBlk, ptMemory, zSize) && SameSetup{L1, L2}(ptBlk) && Counters{L2}(ptBlk) &&
    0 <= \at(ptMemory->iBlock, L2) &&
    SamePool{L2, L3}(ptBlk) && SameSetup{L2, L3}(ptBlk) && SameDescriptor{L2, L3}(ptMemory) ==>
    Given{L1, L3}(ptBlk, ptMemory, zSize);
  lemma TakenStill{L1, L2, L3}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock;
    Taken{L1, L2}(ptBlk, zBlock) && SameSetup{L1, L2}(ptBlk) && Counters{L2}(ptBlk) &&
    0 <= zBlock < \at(ptBlk->zLength, L1) && 0 <= \at(ptBlk->zFreed, L1) && 0 <= \at(ptBlk->zUsed, L2) &&
    SamePool{L2, L3}(ptBlk) && SameSetup{L2, L3}(ptBlk) ==>
    Taken{L1, L3}(ptBlk, zBlock);

  // Nothing happens, and then something.
  lemma GivenAfter{L1, L2, L3}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer zSize;
    SamePool{L1, L2}(ptBlk) && SameSetup{L1, L2}(ptBlk) && Given{L2, L3}(ptBlk, ptMemory, zSize) ==>
    Given{L1, L3}(ptBlk, ptMemory, zSize);
  lemma CountedAfter{L1, L2, L3}: \forall JUNO_MEMORY_BLOCK_T *ptBlk;
    SamePool{L1, L2}(ptBlk) && Counted{L2, L3}(ptBlk) ==> Counted{L1, L3}(ptBlk);
  lemma TakenAfter{L1, L2, L3}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock;
    SamePool{L1, L2}(ptBlk) && SameSetup{L1, L2}(ptBlk) && Taken{L2, L3}(ptBlk, zBlock) &&
    0 <= zBlock < \at(ptBlk->zLength, L1) ==>
    Taken{L1, L3}(ptBlk, zBlock);
  lemma SameBytesAfter{L1, L2, L3}: \forall JUNO_MEMORY_BLOCK_T *ptBlk;
    SameBytes{L1, L2}(ptBlk) && SameSetup{L1, L2}(ptBlk) && SameBytes{L2, L3}(ptBlk) ==>
    SameBytes{L1, L3}(ptBlk);
  lemma NamedBefore{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory;
    SameSetup{L1, L2}(ptBlk) && SameDescriptor{L1, L2}(ptMemory) ==>
    Named{L1}(ptBlk, ptMemory) == Named{L2}(ptBlk, ptMemory);
  lemma NamedIsNatural{L}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory;
    Sizes(ptBlk) && 0 <= ptMemory->iBlock ==> 0 <= Named(ptBlk, ptMemory);

  // What decides about a call has not changed: so has its outcome.
  lemma OwnerBefore{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory;
    Sizes{L1}(ptBlk) && Counters{L1}(ptBlk) && 0 <= \at(ptMemory->iBlock, L1) &&
    SamePool{L1, L2}(ptBlk) && SameSetup{L1, L2}(ptBlk) && SameDescriptor{L1, L2}(ptMemory) ==>
    (Owner{L1}(ptBlk, ptMemory) <==> Owner{L2}(ptBlk, ptMemory));
  lemma CurrentBefore{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory;
    Counters{L1}(ptBlk) && 0 <= \at(ptMemory->iBlock, L1) &&
    SamePool{L1, L2}(ptBlk) && SameSetup{L1, L2}(ptBlk) && SameDescriptor{L1, L2}(ptMemory) ==>
    (Current{L1}(ptBlk, ptMemory) <==> Current{L2}(ptBlk, ptMemory));
  lemma CallReturnsBefore{L1, L2}:
    \forall JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer zSize, eKind, tStatus;
    Sizes{L1}(ptBlk) && Counters{L1}(ptBlk) &&
    (ptMemory != \null ==> SameDescriptor{L1, L2}(ptMemory) && 0 <= \at(ptMemory->iBlock, L1)) &&
    SamePool{L1, L2}(ptBlk) && SameSetup{L1, L2}(ptBlk) && CallReturns{L2}(ptBlk, ptMemory, zSize, eKind, tStatus) ==>
    CallReturns{L1}(ptBlk, ptMemory, zSize, eKind, tStatus);
  lemma DoneAfter{L1, L2, L3}:
    \forall JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer zSize, eKind;
    Sizes{L1}(ptBlk) && SameDescriptor{L1, L2}(ptMemory) && 0 <= \at(ptMemory->iBlock, L1) &&
    (eKind == MEMORY_KIND_PUT ==> \at(Named(ptBlk, ptMemory), L1) < \at(ptBlk->zLength, L1)) &&
    SamePool{L1, L2}(ptBlk) && SameSetup{L1, L2}(ptBlk) && Done{L2, L3}(ptBlk, ptMemory, zSize, eKind) ==>
    Done{L1, L3}(ptBlk, ptMemory, zSize, eKind);

  lemma CallEndsAfter{L1, L2, L3}:
    \forall JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer zSize, eKind, JUNO_STATUS_T tStatus;
    Pool{L1}(ptBlk) && (ptMemory != \null ==> SameDescriptor{L1, L2}(ptMemory) && 0 <= \at(ptMemory->iBlock, L1)) &&
    SamePool{L1, L2}(ptBlk) && SameSetup{L1, L2}(ptBlk) && FailuresAsBefore{L1, L2}(ptBlk) &&
    SameBytes{L1, L2}(ptBlk) && Silent{L1, L2} && IsCall(eKind) &&
    CallEnds{L2, L3}(ptBlk, ptMemory, zSize, eKind, tStatus) ==>
    CallEnds{L1, L3}(ptBlk, ptMemory, zSize, eKind, tStatus);
  lemma EndsAfterOfPool{L1, L2, L3}:
    \forall JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, integer zSize, eKind, JUNO_STATUS_T tStatus;
    IsPool{L1}(ptMem) && Pool{L1}(\at(&ptMem->tBlock, L1)) && (ptMemory != \null ==> 0 <= \at(ptMemory->iBlock, L1)) &&
    Untouched{L1, L2}(ptMem, ptMemory) && IsCall(eKind) && Ends{L2, L3}(ptMem, ptMemory, zSize, eKind, tStatus) ==>
    Ends{L1, L3}(ptMem, ptMemory, zSize, eKind, tStatus);
  lemma EndsAfterOfNone{L1, L2, L3}:
    \forall JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, integer zSize, eKind, JUNO_STATUS_T tStatus;
    !IsPool{L1}(ptMem) &&
    Untouched{L1, L2}(ptMem, ptMemory) && IsCall(eKind) && Ends{L2, L3}(ptMem, ptMemory, zSize, eKind, tStatus) ==>
    Ends{L1, L3}(ptMem, ptMemory, zSize, eKind, tStatus);

  // The table of statuses follows from the causes.
  lemma ReturnsWhatItSays{L}:
    \forall JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer zSize, eKind, eCause, tStatus;
    WorkSays(ptBlk, ptMemory, zSize, eKind, eCause) && IsStatusOf(tStatus, eCause, eKind) && zSize >= 0 ==>
    CallReturns(ptBlk, ptMemory, zSize, eKind, tStatus);

  // The invariant is kept where nothing happens.
  lemma FreeStill{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk;
    Counters{L1}(ptBlk) && StackFree{L1}(ptBlk) && \at(ptBlk->zUsed, L1) >= 0 &&
    SamePool{L1, L2}(ptBlk) && SameSetup{L1, L2}(ptBlk) ==> StackFree{L2}(ptBlk);
  lemma OnceStill{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk;
    Counters{L1}(ptBlk) && StackOnce{L1}(ptBlk) && \at(ptBlk->zUsed, L1) >= 0 &&
    SamePool{L1, L2}(ptBlk) && SameSetup{L1, L2}(ptBlk) ==> StackOnce{L2}(ptBlk);
  lemma WholeStill{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk;
    Counters{L1}(ptBlk) && StackWhole{L1}(ptBlk) && \at(ptBlk->zUsed, L1) >= 0 &&
    SamePool{L1, L2}(ptBlk) && SameSetup{L1, L2}(ptBlk) ==> StackWhole{L2}(ptBlk);
*/

#endif
