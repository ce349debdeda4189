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

  // The sizes are possible ones. (Said of values, here and below, so that what
  // holds of a pool holds of it wherever its fields are the same.)
  predicate SizesAre(integer zTypeSize, integer zLength) =
    1 <= zTypeSize && 1 <= zLength <= JUNO_MEMORY_BLK_LENGTH_MAX && zTypeSize * zLength <= SIZE_MAX;
  predicate Sizes{L}(JUNO_MEMORY_BLOCK_T *ptBlk) = SizesAre(ptBlk->zTypeSize, ptBlk->zLength);

  // Memory and tables are there, and nothing lies on anything else.
  predicate TablesAre{L}(
    JUNO_MEMORY_BLOCK_T *ptBlk, char *pcMemory, JUNO_MEMORY_INDEX_T *piSerials, JUNO_MEMORY_INDEX_T *piFree,
    integer zTypeSize, integer zLength) =
    \valid(ptBlk) && \valid(pcMemory + (0 .. zTypeSize * zLength - 1)) &&
    \valid(piSerials + (0 .. zLength - 1)) && \valid(piFree + (0 .. zLength - 1)) &&
    \separated(
      ptBlk, piSerials + (0 .. zLength - 1), piFree + (0 .. zLength - 1),
      pcMemory + (0 .. zTypeSize * zLength - 1)
    );
  predicate Tables{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    TablesAre(
      ptBlk, (char *)ptBlk->pvMemory, ptBlk->piSerials, ptBlk->piFree, ptBlk->zTypeSize, ptBlk->zLength);

  predicate Shape{L}(JUNO_MEMORY_BLOCK_T *ptBlk) = Sizes(ptBlk) && Tables(ptBlk);

  predicate Counters{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    Carved(ptBlk) <= ptBlk->zLength && ptBlk->zUsed <= ptBlk->zPeak;

  // What stands on the free stack is carved and not out,
  predicate StackFree{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \forall integer i; 0 <= i < ptBlk->zFreed ==>
      0 <= ptBlk->piFree[i] < Carved(ptBlk) && !Live(ptBlk, ptBlk->piFree[i]);

  // stands there once,
  predicate StackOnce{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \forall integer i, j; 0 <= i < j < ptBlk->zFreed ==> ptBlk->piFree[i] != ptBlk->piFree[j];

  // and nothing is missing.
  predicate Stands{L}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) =
    \exists integer i; 0 <= i < ptBlk->zFreed && ptBlk->piFree[i] == zBlock;
  predicate StackWhole{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \forall integer b; 0 <= b < Carved(ptBlk) && !Live(ptBlk, b) ==> Stands(ptBlk, b);

  // The invariant: true of each pool between two calls.
  predicate Pool{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    Sizes(ptBlk) && Tables(ptBlk) && Counters(ptBlk) && StackFree(ptBlk) && StackOnce(ptBlk) && StackWhole(ptBlk);

  // A descriptor lies neither on the pool nor in its tables or blocks.
  predicate ApartFrom(
    JUNO_MEMORY_T *ptMemory, JUNO_MEMORY_BLOCK_T *ptBlk, char *pcMemory, JUNO_MEMORY_INDEX_T *piSerials,
    JUNO_MEMORY_INDEX_T *piFree, integer zTypeSize, integer zLength) =
    \separated(
      ptMemory, ptBlk, piSerials + (0 .. zLength - 1), piFree + (0 .. zLength - 1),
      pcMemory + (0 .. zTypeSize * zLength - 1)
    );
  predicate Apart{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    ApartFrom(
      ptMemory, ptBlk, (char *)ptBlk->pvMemory, ptBlk->piSerials, ptBlk->piFree, ptBlk->zTypeSize,
      ptBlk->zLength);

  // The private fields of a descriptor are what the library writes there: a
  // serial that was given out is odd.
  predicate Written{L}(JUNO_MEMORY_T *ptMemory) =
    ptMemory->ptOwner != \null ==> ptMemory->iSerial % 2 == 1;

  predicate Empty{L}(JUNO_MEMORY_T *ptMemory) =
    ptMemory->pvAddr == \null && ptMemory->zSize == 0 && ptMemory->iRefCount == 0 &&
    ptMemory->ptOwner == \null && ptMemory->iBlock == 0 && ptMemory->iSerial == 0;

  logic integer Divided{L}(JUNO_MEMORY_BLOCK_T *ptBlk, void *pvAddr) =
    (size_t)((uintptr_t)pvAddr - (uintptr_t)ptBlk->pvMemory) / ptBlk->zTypeSize;

  // The block that a descriptor names: its own index or, built by hand, the one
  // that division finds. A guess: whoever uses it compares the addresses.
  logic integer Named{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    ptMemory->ptOwner != \null ? ptMemory->iBlock : Divided(ptBlk, ptMemory->pvAddr);

  // It is a carved block of this pool, and the descriptor's address its start.
  predicate NamesBlock{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    ptMemory->pvAddr != \null &&
    (ptMemory->ptOwner == \null || ptMemory->ptOwner == &ptBlk->tHdr) &&
    Named(ptBlk, ptMemory) < Carved(ptBlk) &&
    ptMemory->pvAddr == Address(ptBlk, Named(ptBlk, ptMemory));

  // What is left by Put, or never was a descriptor.
  predicate Nameless{L}(JUNO_MEMORY_T *ptMemory) =
    ptMemory->ptOwner == \null && ptMemory->pvAddr == \null;

  // Of the four kinds of descriptor, exactly one is let in. (Private fields
  // that the library did not write are beyond the promise: see Written.)
  predicate NoBlock{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    !Nameless(ptMemory) && !NamesBlock(ptBlk, ptMemory);

  // Its block is free.
  predicate Freed{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    Nameless(ptMemory) || (NamesBlock(ptBlk, ptMemory) && !Live(ptBlk, Named(ptBlk, ptMemory)));

  // Its block has been given out again since.
  predicate Stale{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    NamesBlock(ptBlk, ptMemory) && Live(ptBlk, Named(ptBlk, ptMemory)) &&
    ptMemory->ptOwner != \null && ptBlk->piSerials[ptMemory->iBlock] != ptMemory->iSerial;

  // Its block is out, and this descriptor or an exact copy of it was given out
  // with it; or it was built by hand and carries no serial.
  predicate Owner{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    NamesBlock(ptBlk, ptMemory) && Live(ptBlk, Named(ptBlk, ptMemory)) &&
    (ptMemory->ptOwner == \null || ptBlk->piSerials[ptMemory->iBlock] == ptMemory->iSerial);

  // Block and serial are those of an allocation that still is.
  predicate Current{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    ptMemory->iBlock < Carved(ptBlk) && ptBlk->piSerials[ptMemory->iBlock] == ptMemory->iSerial;

  // No block but this one has changed hands from L1 to L2.
  predicate OthersAsBefore{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) =
    \forall integer b; 0 <= b < \at(ptBlk->zLength, L1) && b != zBlock ==>
      \at(ptBlk->piSerials[b], L2) == \at(ptBlk->piSerials[b], L1);

  // This one has: its serial counts on, and after the last begins anew.
  predicate Turned{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) =
    \at(ptBlk->piSerials[zBlock], L1) < (JUNO_MEMORY_INDEX_T)-1
      ? \at(ptBlk->piSerials[zBlock], L2) == \at(ptBlk->piSerials[zBlock], L1) + 1
      : \at(ptBlk->piSerials[zBlock], L2) == 0;

  // Nor has the free stack, up to a height.
  predicate FreeAsBefore{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, integer n) =
    \forall integer i; 0 <= i < n ==> \at(ptBlk->piFree[i], L2) == \at(ptBlk->piFree[i], L1);

  // The block that Get gives next: the last that was put back; if none is left,
  // the first that never was out.
  predicate Next{L}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) =
    (0 < ptBlk->zFreed <= ptBlk->zLength ==> zBlock == ptBlk->piFree[ptBlk->zFreed - 1]) &&
    (ptBlk->zFreed == 0 ==> zBlock == ptBlk->zUsed);

  // The descriptor is that of a block which is out from L2 on.
  predicate Given{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer zSize) =
    \at(ptMemory->pvAddr == Address(ptBlk, ptMemory->iBlock) && ptMemory->zSize == zSize &&
      ptMemory->iRefCount == 1 && ptMemory->ptOwner == &ptBlk->tHdr && Current(ptBlk, ptMemory) &&
      Live(ptBlk, ptMemory->iBlock), L2) &&
    OthersAsBefore{L1, L2}(ptBlk, \at(ptMemory->iBlock, L2)) && Next{L1}(ptBlk, \at(ptMemory->iBlock, L2));

  // Nothing has changed from L1 to L2: rule 1 of the contract.
  predicate SamePool{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \at(ptBlk->zUsed, L1) == \at(ptBlk->zUsed, L2) && \at(ptBlk->zFreed, L1) == \at(ptBlk->zFreed, L2) &&
    \at(ptBlk->zPeak, L1) == \at(ptBlk->zPeak, L2) && \at(ptBlk->zGets, L1) == \at(ptBlk->zGets, L2) &&
    OthersAsBefore{L1, L2}(ptBlk, -1) && FreeAsBefore{L1, L2}(ptBlk, \at(ptBlk->zLength, L1));
  predicate SameDescriptor{L1, L2}(JUNO_MEMORY_T *ptMemory) =
    \at(ptMemory->pvAddr, L1) == \at(ptMemory->pvAddr, L2) &&
    \at(ptMemory->zSize, L1) == \at(ptMemory->zSize, L2) &&
    \at(ptMemory->iRefCount, L1) == \at(ptMemory->iRefCount, L2) &&
    \at(ptMemory->ptOwner, L1) == \at(ptMemory->ptOwner, L2) &&
    \at(ptMemory->iBlock, L1) == \at(ptMemory->iBlock, L2) &&
    \at(ptMemory->iSerial, L1) == \at(ptMemory->iSerial, L2);
  predicate Same{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    SamePool{L1, L2}(ptBlk) && SameDescriptor{L1, L2}(ptMemory);

  // One block more is out than at L1.
  predicate Counted{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \at(ptBlk->zUsed, L2) == \at(ptBlk->zUsed, L1) + 1 &&
    \at(ptBlk->zFreed, L2) == (\at(ptBlk->zFreed, L1) > 0 ? \at(ptBlk->zFreed, L1) - 1 : 0) &&
    \at(ptBlk->zGets, L2) == (size_t)(\at(ptBlk->zGets, L1) + 1) &&
    \at(ptBlk->zPeak, L2) == \max(\at(ptBlk->zPeak, L1), \at(ptBlk->zUsed, L2));

  // The block was out at L1 and is on top of the free stack at L2.
  predicate Taken{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) =
    \at(ptBlk->zUsed, L2) == \at(ptBlk->zUsed, L1) - 1 &&
    \at(ptBlk->zFreed, L2) == \at(ptBlk->zFreed, L1) + 1 &&
    \at(ptBlk->zPeak, L2) == \at(ptBlk->zPeak, L1) && \at(ptBlk->zGets, L2) == \at(ptBlk->zGets, L1) &&
    \at(ptBlk->piFree[ptBlk->zFreed - 1], L2) == zBlock &&
    Turned{L1, L2}(ptBlk, zBlock) && Live{L1}(ptBlk, zBlock) && !Live{L2}(ptBlk, zBlock) &&
    OthersAsBefore{L1, L2}(ptBlk, zBlock);

  // The block is taken back, and the rest of the free stack is as before.
  predicate Pushed{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) =
    Taken{L1, L2}(ptBlk, zBlock) && FreeAsBefore{L1, L2}(ptBlk, \at(ptBlk->zFreed, L1)) &&
    \at(ptBlk->zLength, L2) == \at(ptBlk->zLength, L1);

  // The block is given out, off the free stack or, where that is empty, carved.
  predicate Popped{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) =
    \at(ptBlk->zLength, L2) == \at(ptBlk->zLength, L1) &&
    \at(ptBlk->zUsed, L2) == \at(ptBlk->zUsed, L1) + 1 && Live{L2}(ptBlk, zBlock) &&
    OthersAsBefore{L1, L2}(ptBlk, zBlock) && FreeAsBefore{L1, L2}(ptBlk, \at(ptBlk->zFreed, L2)) &&
    (\at(ptBlk->zFreed, L1) > 0
       ? \at(ptBlk->zFreed, L2) == \at(ptBlk->zFreed, L1) - 1 &&
         \at(ptBlk->piFree[ptBlk->zFreed - 1], L1) == zBlock
       : \at(ptBlk->zFreed, L2) == 0 && \at(ptBlk->zUsed, L1) == zBlock);

  // Its memory and its tables are where they were.
  predicate SamePlace{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \at(ptBlk->zLength, L2) == \at(ptBlk->zLength, L1) &&
    \at(ptBlk->zTypeSize, L2) == \at(ptBlk->zTypeSize, L1) &&
    \at(ptBlk->pvMemory, L2) == \at(ptBlk->pvMemory, L1) &&
    \at(ptBlk->piSerials, L2) == \at(ptBlk->piSerials, L1) &&
    \at(ptBlk->piFree, L2) == \at(ptBlk->piFree, L1);

  // Its type and what hangs on it are as they were.
  predicate SameHooks{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \at(ptBlk->tHdr.tType, L2) == \at(ptBlk->tHdr.tType, L1) &&
    \at(ptBlk->iHooks, L2) == \at(ptBlk->iHooks, L1) &&
    \at(ptBlk->ptLock, L2) == \at(ptBlk->ptLock, L1) &&
    \at(ptBlk->ptObserver, L2) == \at(ptBlk->ptObserver, L1) &&
    \at(ptBlk->pfcnFailureHandler, L2) == \at(ptBlk->pfcnFailureHandler, L1);

  // Nothing of the pool has changed.
  predicate Kept{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    SamePool{L1, L2}(ptBlk) && \at(ptBlk->zLength, L2) == \at(ptBlk->zLength, L1);

  // How many of the first blocks are out.
  logic integer LiveBelow{L}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) =
    zBlock <= 0 ? 0 : LiveBelow(ptBlk, zBlock - 1) + (ptBlk->piSerials[zBlock - 1] % 2 == 1 ? 1 : 0);

  // How many of the first n entries of the free stack are below a block.
  logic integer FreeBelow{L}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock, integer n) =
    n <= 0 ? 0 : FreeBelow(ptBlk, zBlock, n - 1) + (ptBlk->piFree[n - 1] < zBlock ? 1 : 0);
*/

/*
 * A theorem, and not a function of the library: zUsed is the number of blocks
 * that are out; where zBlock is one of them, it is not 0. The loops are its induction, over the blocks and, for each,
 * over the free stack, on which it stands once if it is free.
 */
/*@ ghost
  /@ requires Pool(ptBlk);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures LiveBelow(ptBlk, Carved(ptBlk)) == ptBlk->zUsed;
     ensures zBlock < Carved(ptBlk) && Live(ptBlk, zBlock) ==> ptBlk->zUsed >= 1;
  @/
  static inline void Memory_LogicCount(const JUNO_MEMORY_BLOCK_T *ptBlk, size_t zBlock)
  {
      /@ loop invariant 0 <= i <= ptBlk->zFreed;
         loop invariant FreeBelow(ptBlk, 0, i) == 0 && FreeBelow(ptBlk, Carved(ptBlk), i) == i;
         loop assigns i;
         loop variant ptBlk->zFreed - i;
      @/
      for (size_t i = 0; i < ptBlk->zFreed; i++) {}

      /@ loop invariant 0 <= b <= Carved(ptBlk);
         loop invariant FreeBelow(ptBlk, b, ptBlk->zFreed) == b - LiveBelow(ptBlk, b);
         loop invariant LiveBelow(ptBlk, b) >= 0;
         loop invariant zBlock < b && Live(ptBlk, zBlock) ==> LiveBelow(ptBlk, b) >= 1;
         loop assigns b;
         loop variant Carved(ptBlk) - b;
      @/
      for (size_t b = 0; b < ptBlk->zUsed + ptBlk->zFreed; b++)
      {
          /@ loop invariant 0 <= i <= ptBlk->zFreed;
             loop invariant
               (FreeBelow(ptBlk, b + 1, i) == FreeBelow(ptBlk, b, i) &&
                \forall integer j; 0 <= j < i ==> ptBlk->piFree[j] != b) ||
               (FreeBelow(ptBlk, b + 1, i) == FreeBelow(ptBlk, b, i) + 1 &&
                \exists integer j; 0 <= j < i && ptBlk->piFree[j] == b);
             loop assigns i;
             loop variant ptBlk->zFreed - i;
          @/
          for (size_t i = 0; i < ptBlk->zFreed; i++) {}
          /@ assert (size_t)(b + 1) == b + 1; @/
          /@ assert Live(ptBlk, b) ==>
               \forall integer j; 0 <= j < ptBlk->zFreed ==> ptBlk->piFree[j] != b; @/
          /@ assert !Live(ptBlk, b) ==>
               \exists integer j; 0 <= j < ptBlk->zFreed && ptBlk->piFree[j] == b; @/
          /@ assert FreeBelow(ptBlk, b + 1, ptBlk->zFreed) ==
               FreeBelow(ptBlk, b, ptBlk->zFreed) + (ptBlk->piSerials[b] % 2 == 1 ? 0 : 1); @/
          /@ assert LiveBelow(ptBlk, b + 1) ==
               LiveBelow(ptBlk, b) + (ptBlk->piSerials[b] % 2 == 1 ? 1 : 0); @/
      }
  }
*/

#endif
