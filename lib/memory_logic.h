/* SPDX-License-Identifier: MIT */
/*
 * The words that the contracts in the core are written in: ACSL, for the proof
 * (doc/assurance.md). Compilers see nothing of it.
 */
#ifndef MEMORY_LOGIC_H
#define MEMORY_LOGIC_H

#include "memory_event.h"

/*@
  // How many blocks were ever out; they are the first ones.
  logic integer Carved{L}(JUNO_MEMORY_BLOCK_T *ptBlk) = ptBlk->zUsed + ptBlk->zFreed;

  // A carved block is out: its serial is odd.
  predicate Live{L}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) = ptBlk->piSerials[zBlock] % 2 == 1;

  // Where a block begins.
  logic char *Address{L}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) =
    (char *)ptBlk->pvMemory + zBlock * ptBlk->zTypeSize;

  // Sizes and tables are as init leaves them; nothing lies on anything else.
  predicate Shape{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \valid(ptBlk) &&
    1 <= ptBlk->zTypeSize && 1 <= ptBlk->zLength <= JUNO_MEMORY_BLK_LENGTH_MAX &&
    ptBlk->zTypeSize * ptBlk->zLength <= SIZE_MAX &&
    \valid((char *)ptBlk->pvMemory + (0 .. ptBlk->zTypeSize * ptBlk->zLength - 1)) &&
    \valid(ptBlk->piSerials + (0 .. ptBlk->zLength - 1)) &&
    \valid(ptBlk->piFree + (0 .. ptBlk->zLength - 1)) &&
    \separated(
      ptBlk, ptBlk->piSerials + (0 .. ptBlk->zLength - 1), ptBlk->piFree + (0 .. ptBlk->zLength - 1),
      (char *)ptBlk->pvMemory + (0 .. ptBlk->zTypeSize * ptBlk->zLength - 1)
    );

  predicate Counters{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    Carved(ptBlk) <= ptBlk->zLength && ptBlk->zUsed <= ptBlk->zPeak;

  // What stands on the free stack is carved and not out,
  predicate StackFree{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \forall integer i; 0 <= i < ptBlk->zFreed ==>
      ptBlk->piFree[i] < Carved(ptBlk) && !Live(ptBlk, ptBlk->piFree[i]);

  // stands there once,
  predicate StackOnce{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \forall integer i, j; 0 <= i < j < ptBlk->zFreed ==> ptBlk->piFree[i] != ptBlk->piFree[j];

  // and nothing is missing. So zFreed counts the carved blocks that are not
  // out, and zUsed those that are (tests/proof/counters.c).
  predicate StackWhole{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \forall integer b; 0 <= b < Carved(ptBlk) && !Live(ptBlk, b) ==>
      \exists integer i; 0 <= i < ptBlk->zFreed && ptBlk->piFree[i] == b;

  // The invariant: true of each pool between two calls.
  predicate Pool{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    Shape(ptBlk) && Counters(ptBlk) && StackFree(ptBlk) && StackOnce(ptBlk) && StackWhole(ptBlk);

  // A descriptor lies neither on the pool nor in its tables or blocks.
  predicate Apart{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    \separated(
      ptMemory, ptBlk, ptBlk->piSerials + (0 .. ptBlk->zLength - 1),
      ptBlk->piFree + (0 .. ptBlk->zLength - 1),
      (char *)ptBlk->pvMemory + (0 .. ptBlk->zTypeSize * ptBlk->zLength - 1)
    );

  // The private fields of a descriptor are what the library writes there: a
  // serial that was given out is odd.
  predicate Written{L}(JUNO_MEMORY_T *ptMemory) =
    ptMemory->ptOwner != \null ==> ptMemory->iSerial % 2 == 1;

  predicate Empty{L}(JUNO_MEMORY_T *ptMemory) =
    ptMemory->pvAddr == \null && ptMemory->zSize == 0 && ptMemory->iRefCount == 0 &&
    ptMemory->ptOwner == \null && ptMemory->iBlock == 0 && ptMemory->iSerial == 0;

  // The block that a descriptor names: its own index or, built by hand, the one
  // that division finds. Only a guess: nothing is proven about it, each user
  // compares the addresses.
  logic integer Named{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    ptMemory->ptOwner != \null
      ? ptMemory->iBlock
      : (size_t)((uintptr_t)ptMemory->pvAddr - (uintptr_t)ptBlk->pvMemory) / ptBlk->zTypeSize;

  // It is a carved block, and the descriptor's address is its start.
  predicate NamesBlock{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    0 <= Named(ptBlk, ptMemory) < Carved(ptBlk) &&
    ptMemory->pvAddr == Address(ptBlk, Named(ptBlk, ptMemory)) &&
    ptMemory->pvAddr != \null && (ptMemory->ptOwner == \null || ptMemory->ptOwner == &ptBlk->tHdr);

  // That block is out, and not given out again since the descriptor was filled.
  predicate Current{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    ptMemory->iBlock < Carved(ptBlk) && ptBlk->piSerials[ptMemory->iBlock] == ptMemory->iSerial;

  // No block but this one has changed hands.
  predicate OthersAsBefore{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) =
    \forall integer b; 0 <= b < \at(ptBlk->zLength, L1) && b != zBlock ==>
      \at(ptBlk->piSerials[b], L2) == \at(ptBlk->piSerials[b], L1);
*/

#endif
