/* SPDX-License-Identifier: MIT */
/*
 * What follows for a pool's free stack when one block more or one block less
 * stands on it. The functions show what they change; these lemmas show that the
 * invariant is kept by it. Each is proven in the same run as the functions.
 */
#ifndef LEMMAS_H
#define LEMMAS_H

#include "memory_logic.h"

/*@
  lemma TopStands{L}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock;
    ptBlk->zFreed >= 1 && ptBlk->piFree[ptBlk->zFreed - 1] == zBlock ==> Stands(ptBlk, zBlock);

  lemma StandsOn{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock;
    Stands{L1}(ptBlk, zBlock) && FreeAsBefore{L1, L2}(ptBlk, \at(ptBlk->zFreed, L1)) &&
    \at(ptBlk->zFreed, L2) >= \at(ptBlk->zFreed, L1) ==> Stands{L2}(ptBlk, zBlock);

  // One less: all others stand there still.
  lemma StandsBelow{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock;
    Stands{L1}(ptBlk, zBlock) && FreeAsBefore{L1, L2}(ptBlk, \at(ptBlk->zFreed, L2)) &&
    \at(ptBlk->zFreed, L2) == \at(ptBlk->zFreed, L1) - 1 &&
    \at(ptBlk->piFree[ptBlk->zFreed - 1], L1) != zBlock ==> Stands{L2}(ptBlk, zBlock);

  lemma PushKeepsFree{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock;
    Counters{L1}(ptBlk) && StackFree{L1}(ptBlk) && 0 <= zBlock < Carved{L1}(ptBlk) &&
    Pushed{L1, L2}(ptBlk, zBlock) ==> StackFree{L2}(ptBlk);

  lemma PushKeepsOnce{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock;
    StackFree{L1}(ptBlk) && StackOnce{L1}(ptBlk) && Pushed{L1, L2}(ptBlk, zBlock) ==>
    StackOnce{L2}(ptBlk);

  lemma PushStands{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock, b;
    Counters{L1}(ptBlk) && StackWhole{L1}(ptBlk) && \at(ptBlk->zFreed, L1) >= 0 &&
    Pushed{L1, L2}(ptBlk, zBlock) && 0 <= b < Carved{L2}(ptBlk) && !Live{L2}(ptBlk, b) ==>
    Stands{L2}(ptBlk, b);

  lemma PushKeepsWhole{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock;
    Counters{L1}(ptBlk) && StackWhole{L1}(ptBlk) && \at(ptBlk->zFreed, L1) >= 0 &&
    Pushed{L1, L2}(ptBlk, zBlock) ==> StackWhole{L2}(ptBlk);

  lemma PopKeepsFree{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock;
    Counters{L1}(ptBlk) && StackFree{L1}(ptBlk) && StackOnce{L1}(ptBlk) &&
    Popped{L1, L2}(ptBlk, zBlock) ==> StackFree{L2}(ptBlk);

  lemma PopKeepsOnce{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock;
    StackOnce{L1}(ptBlk) && Popped{L1, L2}(ptBlk, zBlock) ==> StackOnce{L2}(ptBlk);

  lemma PopStands{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock, b;
    Counters{L1}(ptBlk) && StackWhole{L1}(ptBlk) && Popped{L1, L2}(ptBlk, zBlock) &&
    \at(ptBlk->zFreed, L1) >= 0 && Carved{L2}(ptBlk) <= \at(ptBlk->zLength, L1) &&
    0 <= b < Carved{L2}(ptBlk) && !Live{L2}(ptBlk, b) ==> Stands{L2}(ptBlk, b);

  lemma PopKeepsWhole{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock;
    Counters{L1}(ptBlk) && StackWhole{L1}(ptBlk) && Popped{L1, L2}(ptBlk, zBlock) &&
    \at(ptBlk->zFreed, L1) >= 0 && Carved{L2}(ptBlk) <= \at(ptBlk->zLength, L1) ==>
    StackWhole{L2}(ptBlk);

  lemma KeptFree{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk;
    Counters{L1}(ptBlk) && StackFree{L1}(ptBlk) && \at(ptBlk->zUsed, L1) >= 0 &&
    Kept{L1, L2}(ptBlk) ==> StackFree{L2}(ptBlk);

  lemma KeptOnce{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk;
    Counters{L1}(ptBlk) && StackOnce{L1}(ptBlk) && \at(ptBlk->zUsed, L1) >= 0 &&
    Kept{L1, L2}(ptBlk) ==> StackOnce{L2}(ptBlk);

  lemma KeptWhole{L1, L2}: \forall JUNO_MEMORY_BLOCK_T *ptBlk;
    Counters{L1}(ptBlk) && StackWhole{L1}(ptBlk) && \at(ptBlk->zUsed, L1) >= 0 &&
    Kept{L1, L2}(ptBlk) ==> StackWhole{L2}(ptBlk);
*/

#endif
