/* SPDX-License-Identifier: MIT */
/*
 * The pool itself: the functions that decide whether a call is right and
 * change the pool's state. No lock, no handler, no observer, no branch on
 * anything but the pool and the descriptor.
 *
 * Free blocks stand on a stack of indices in the metadata, so that finding the
 * next one touches no block. Each block has a serial, odd while it is out; a
 * descriptor remembers the serial of its allocation, and is stale once the
 * two differ. Blocks that were never out are those from zUsed + zFreed on;
 * neither table is read there.
 *
 * A function that does not return MEMORY_CAUSE_NONE has changed nothing.
 */
#ifndef MEMORY_POOL_H
#define MEMORY_POOL_H

#include "memory_event.h"
#include "memory_logic.h"

/* What hangs on a pool beyond its own work; JUNO_MEMORY_BLOCK_T.iHooks. */
#define MEMORY_HOOK_LOCK 1u
#ifdef JUNO_MEMORY_NO_OBSERVER
#define MEMORY_HOOK_OBSERVER 0u /* never there: compilers leave out all of it */
#else
#define MEMORY_HOOK_OBSERVER 2u
#endif
#define MEMORY_HOOK_CLEAR 4u
#ifdef JUNO_MEMORY_GUARD
#define MEMORY_HOOK_GUARD 8u
#else
#define MEMORY_HOOK_GUARD 0u
#endif

/*
 * Whether the plain case has a shorter way of its own. A build for size has one
 * way for all.
 */
#ifdef __OPTIMIZE_SIZE__
#define MEMORY_PLAIN_FIRST 0
#else
#define MEMORY_PLAIN_FIRST 1
#endif

_Static_assert(
    sizeof(JUNO_MEMORY_BLOCK_METADATA_T) <= sizeof(void *),
    "bookkeeping is 8 bytes a block on 64-bit, 4 on 32-bit"
);

/* Address of a block. */
/*@ requires \valid_read(ptBlk) && Sizes(ptBlk);
    terminates \true;
    exits \false;
    assigns \nothing;
    behavior block:
      assumes zBlock < ptBlk->zLength;
      ensures \result == Address(ptBlk, zBlock);
*/
static inline void *Memory_PoolAddress(const JUNO_MEMORY_BLOCK_T *ptBlk, size_t zBlock)
{
    return (char *)ptBlk->pvMemory + (zBlock * ptBlk->zTypeSize);
}

/* Number of blocks that were ever out; they are the first ones. */
/*@ requires \valid_read(ptBlk) && Counters(ptBlk);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == Carved(ptBlk);
*/
static inline size_t Memory_PoolCarved(const JUNO_MEMORY_BLOCK_T *ptBlk)
{
    return ptBlk->zUsed + ptBlk->zFreed;
}

/* Whether a carved block is out. */
/*@ requires \valid_read(ptBlk) && \valid_read(ptBlk->piSerials + zBlock);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result <==> Live(ptBlk, zBlock);
*/
static inline bool Memory_PoolIsLive(const JUNO_MEMORY_BLOCK_T *ptBlk, size_t zBlock)
{
    return (ptBlk->piSerials[zBlock] % 2u) != 0u;
}

/* Whether a size can be given out: 1 to zTypeSize. */
/*@ requires \valid_read(ptBlk) && ptBlk->zTypeSize >= 1;
    terminates \true;
    exits \false;
    assigns \nothing;
    behavior zero_size:
      assumes zSize == 0;
      ensures \result == MEMORY_CAUSE_ZERO_SIZE;
    behavior too_large:
      assumes zSize > ptBlk->zTypeSize;
      ensures \result == MEMORY_CAUSE_TOO_LARGE;
    behavior right:
      assumes 1 <= zSize <= ptBlk->zTypeSize;
      ensures \result == MEMORY_CAUSE_NONE;
    complete behaviors;
    disjoint behaviors;
*/
static inline MEMORY_CAUSE_T Memory_PoolCheckSize(const JUNO_MEMORY_BLOCK_T *ptBlk, size_t zSize)
{
    if (MEMORY_LIKELY((zSize - 1u) < ptBlk->zTypeSize))
    {
        return MEMORY_CAUSE_NONE;
    }
    return (zSize == 0u) ? MEMORY_CAUSE_ZERO_SIZE : MEMORY_CAUSE_TOO_LARGE;
}

/* Writes the descriptor of a block that is out. */
/*@ requires \valid_read(ptBlk) && Sizes(ptBlk) && \valid(ptMemory) && \separated(ptMemory, ptBlk);
    requires iBlock < ptBlk->zLength;
    terminates \true;
    exits \false;
    assigns *ptMemory;
    ensures ptMemory->pvAddr == Address(ptBlk, iBlock) && ptMemory->zSize == zSize;
    ensures ptMemory->iRefCount == 1 && ptMemory->ptOwner == &ptBlk->tHdr;
    ensures ptMemory->iBlock == iBlock && ptMemory->iSerial == iSerial;
    ensures SamePlace{Pre, Post}(ptBlk) && SameHooks{Pre, Post}(ptBlk);
*/
static inline void Memory_PoolDescribe(
    JUNO_MEMORY_BLOCK_T *ptBlk,
    JUNO_MEMORY_T *ptMemory,
    size_t zSize,
    JUNO_MEMORY_INDEX_T iBlock,
    JUNO_MEMORY_INDEX_T iSerial
)
{
    ptMemory->pvAddr = Memory_PoolAddress(ptBlk, iBlock);
    ptMemory->zSize = zSize;
    ptMemory->iRefCount = 1u;
    ptMemory->ptOwner = &ptBlk->tHdr;
    ptMemory->iBlock = iBlock;
    ptMemory->iSerial = iSerial;
}

/* Takes a block off the free stack, else carves one, and describes it. */
/*@ requires Pool(ptBlk) && \valid(ptMemory) && Apart(ptBlk, ptMemory);
    terminates \true;
    exits \false;
    assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->zPeak, ptBlk->zGets,
            ptBlk->piSerials[0 .. ptBlk->zLength - 1], *ptMemory;
    ensures Pool(ptBlk);
    ensures SamePlace{Pre, Post}(ptBlk) && SameHooks{Pre, Post}(ptBlk);

    behavior zero_size:
      assumes zSize == 0;
      assigns \nothing;
      ensures \result == MEMORY_CAUSE_ZERO_SIZE;
      ensures Same{Pre, Post}(ptBlk, ptMemory);
    behavior too_large:
      assumes zSize > ptBlk->zTypeSize;
      assigns \nothing;
      ensures \result == MEMORY_CAUSE_TOO_LARGE;
      ensures Same{Pre, Post}(ptBlk, ptMemory);
    behavior full:
      assumes 1 <= zSize <= ptBlk->zTypeSize && ptBlk->zUsed == ptBlk->zLength;
      assigns \nothing;
      ensures \result == MEMORY_CAUSE_FULL;
      ensures Same{Pre, Post}(ptBlk, ptMemory);
    behavior reused:
      assumes 1 <= zSize <= ptBlk->zTypeSize && ptBlk->zFreed > 0;
      assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->zPeak, ptBlk->zGets,
              ptBlk->piSerials[ptBlk->piFree[ptBlk->zFreed - 1]], *ptMemory;
      ensures \result == MEMORY_CAUSE_NONE;
      ensures Given{Pre, Post}(ptBlk, ptMemory, zSize);
      ensures ptMemory->iBlock == \old(ptBlk->piFree[ptBlk->zFreed - 1]);
      ensures !\old(Live(ptBlk, ptBlk->piFree[ptBlk->zFreed - 1]));
      ensures ptBlk->zFreed == \old(ptBlk->zFreed) - 1;
      ensures Counted{Pre, Post}(ptBlk);
    behavior carved:
      assumes 1 <= zSize <= ptBlk->zTypeSize && ptBlk->zFreed == 0 && ptBlk->zUsed < ptBlk->zLength;
      assigns ptBlk->zUsed, ptBlk->zPeak, ptBlk->zGets, ptBlk->piSerials[ptBlk->zUsed], *ptMemory;
      ensures \result == MEMORY_CAUSE_NONE;
      ensures Given{Pre, Post}(ptBlk, ptMemory, zSize);
      ensures ptMemory->iBlock == \old(Carved(ptBlk)) && ptMemory->iSerial == 1;
      ensures Counted{Pre, Post}(ptBlk);
    complete behaviors;
    disjoint behaviors;
*/
static inline MEMORY_CAUSE_T Memory_PoolGet(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, size_t zSize)
{
    const size_t zFreed = ptBlk->zFreed;
    const size_t zUsed = ptBlk->zUsed;
    JUNO_MEMORY_INDEX_T iBlock = (JUNO_MEMORY_INDEX_T)zUsed;
    JUNO_MEMORY_INDEX_T iSerial = 1u;
    const MEMORY_CAUSE_T eSize = Memory_PoolCheckSize(ptBlk, zSize);

    if (eSize != MEMORY_CAUSE_NONE)
    {
        return eSize;
    }
    if (MEMORY_LIKELY(zFreed != 0u))
    {
        iBlock = ptBlk->piFree[zFreed - 1u];
        iSerial = (JUNO_MEMORY_INDEX_T)(ptBlk->piSerials[iBlock] + 1u);
        ptBlk->zFreed = zFreed - 1u;
    }
    else if (zUsed == ptBlk->zLength)
    {
        return MEMORY_CAUSE_FULL;
    }
    ptBlk->piSerials[iBlock] = iSerial;
    ptBlk->zUsed = zUsed + 1u;
    ptBlk->zGets++;
    if (MEMORY_UNLIKELY(zUsed >= ptBlk->zPeak))
    {
        ptBlk->zPeak = zUsed + 1u;
    }
    //@ assert FreeAsBefore{Pre, Here}(ptBlk, ptBlk->zFreed) && iBlock < Carved(ptBlk);
    //@ assert \forall integer i; 0 <= i < ptBlk->zFreed ==> ptBlk->piFree[i] != iBlock;
    //@ assert OthersAsBefore{Pre, Here}(ptBlk, iBlock);
    //@ assert iSerial % 2 == 1 && Live(ptBlk, iBlock);
    //@ assert Popped{Pre, Here}(ptBlk, iBlock);
    //@ assert SamePlace{Pre, Here}(ptBlk) && Tables(ptBlk);
    //@ assert StackFree(ptBlk);
    //@ assert StackOnce(ptBlk);
    //@ assert StackWhole(ptBlk);
    //@ assert Apart(ptBlk, ptMemory);
    //@ assert \forall integer b; 0 <= b < ptBlk->zLength ==> \separated(ptMemory, ptBlk->piSerials + b);
    //@ assert \forall integer b; 0 <= b < ptBlk->zLength ==> \separated(ptMemory, ptBlk->piFree + b);
    //@ assert ptBlk->piSerials[iBlock] == iSerial;
    //@ assert SameHooks{Pre, Here}(ptBlk) && \separated(ptMemory, ptBlk);
    //@ ghost Out: ;
    Memory_PoolDescribe(ptBlk, ptMemory, zSize, iBlock, iSerial);
    //@ assert SamePlace{Out, Here}(ptBlk) && SameHooks{Out, Here}(ptBlk);
    //@ assert ptBlk->zUsed == \at(ptBlk->zUsed, Out) && ptBlk->zFreed == \at(ptBlk->zFreed, Out);
    //@ assert ptBlk->zPeak == \at(ptBlk->zPeak, Out) && ptBlk->zGets == \at(ptBlk->zGets, Out);
    //@ assert OthersAsBefore{Out, Here}(ptBlk, -1);
    //@ assert FreeAsBefore{Out, Here}(ptBlk, \at(ptBlk->zLength, Out));
    //@ assert Kept{Out, Here}(ptBlk);
    //@ assert ptBlk->piSerials[iBlock] == iSerial && Live(ptBlk, iBlock);
    //@ assert OthersAsBefore{Pre, Here}(ptBlk, iBlock);
    //@ assert SamePlace{Pre, Here}(ptBlk) && Tables(ptBlk);
    //@ assert StackFree(ptBlk);
    //@ assert StackOnce(ptBlk);
    //@ assert StackWhole(ptBlk);
    //@ assert Pool(ptBlk);
    return MEMORY_CAUSE_NONE;
}

/* Whether the block and the serial that a descriptor carries are current. */
/*@ requires Pool(ptBlk) && \valid_read(ptMemory);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result <==> Current(ptBlk, ptMemory);
*/
static inline bool Memory_PoolIsCurrent(const JUNO_MEMORY_BLOCK_T *ptBlk, const JUNO_MEMORY_T *ptMemory)
{
    return (ptMemory->iBlock < Memory_PoolCarved(ptBlk)) &&
           (ptBlk->piSerials[ptMemory->iBlock] == ptMemory->iSerial);
}

/* Whether a descriptor is a live block's at first sight: it is neither wrong nor built by hand. */
/*@ requires Pool(ptBlk) && \valid_read(ptMemory) && Written(ptMemory);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result <==> Owner(ptBlk, ptMemory) && ptMemory->ptOwner != \null;
*/
static inline bool Memory_PoolIsOwner(const JUNO_MEMORY_BLOCK_T *ptBlk, const JUNO_MEMORY_T *ptMemory)
{
    const JUNO_MEMORY_ALLOC_HDR_T *const ptOwner = ptMemory->ptOwner;

    return (ptOwner == &ptBlk->tHdr) && (ptMemory->pvAddr == Memory_PoolAddress(ptBlk, ptMemory->iBlock)) &&
           Memory_PoolIsCurrent(ptBlk, ptMemory);
}

/*
 * The index that an address has if it is a block's start; some number if not.
 * Callers compare the addresses.
 */
/*@ requires \valid_read(ptBlk) && ptBlk->zTypeSize >= 1;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == Divided(ptBlk, pvAddr);
*/
static inline size_t Memory_PoolDivide(const JUNO_MEMORY_BLOCK_T *ptBlk, const void *pvAddr)
{
    return ((uintptr_t)pvAddr - (uintptr_t)ptBlk->pvMemory) / ptBlk->zTypeSize;
}

/*
 * The live block that a descriptor stands for: the one that it carries or,
 * where it was built by hand and carries none, the one at its address, by
 * division. Causes: BAD_ADDRESS (*pzBlock untouched), DOUBLE_FREE (the block is
 * free, or the descriptor is empty) and STALE (the block has been given out
 * again).
 */
/*@ requires Pool(ptBlk) && \valid_read(ptMemory) && Written(ptMemory);
    requires \valid(pzBlock) && \separated(pzBlock, ptBlk, ptMemory);
    terminates \true;
    exits \false;
    assigns *pzBlock;

    behavior empty:
      assumes Nameless(ptMemory);
      assigns \nothing;
      ensures \result == MEMORY_CAUSE_DOUBLE_FREE;
    behavior bad_address:
      assumes NoBlock(ptBlk, ptMemory);
      assigns \nothing;
      ensures \result == MEMORY_CAUSE_BAD_ADDRESS;
    behavior double_free:
      assumes Freed(ptBlk, ptMemory) && !Nameless(ptMemory);
      ensures \result == MEMORY_CAUSE_DOUBLE_FREE && *pzBlock == Named(ptBlk, ptMemory);
    behavior stale:
      assumes Stale(ptBlk, ptMemory);
      ensures \result == MEMORY_CAUSE_STALE && *pzBlock == Named(ptBlk, ptMemory);
    behavior live:
      assumes Owner(ptBlk, ptMemory);
      ensures \result == MEMORY_CAUSE_NONE && *pzBlock == Named(ptBlk, ptMemory);
    complete behaviors;
    disjoint behaviors;
*/
static inline MEMORY_CAUSE_T
Memory_PoolFind(const JUNO_MEMORY_BLOCK_T *ptBlk, const JUNO_MEMORY_T *ptMemory, size_t *pzBlock)
{
    const JUNO_MEMORY_ALLOC_HDR_T *const ptOwner = ptMemory->ptOwner;
    const bool bByHand = ptOwner == NULL;
    size_t zBlock = ptMemory->iBlock;

    if (bByHand)
    {
        if (ptMemory->pvAddr == NULL)
        {
            return MEMORY_CAUSE_DOUBLE_FREE; /* empty: what Put leaves behind */
        }
        zBlock = Memory_PoolDivide(ptBlk, ptMemory->pvAddr);
    }
    else if (ptOwner != &ptBlk->tHdr)
    {
        return MEMORY_CAUSE_BAD_ADDRESS;
    }
    if ((zBlock >= Memory_PoolCarved(ptBlk)) || (ptMemory->pvAddr != Memory_PoolAddress(ptBlk, zBlock)))
    {
        return MEMORY_CAUSE_BAD_ADDRESS;
    }
    *pzBlock = zBlock;
    if (!bByHand && (ptBlk->piSerials[zBlock] == ptMemory->iSerial))
    {
        return MEMORY_CAUSE_NONE;
    }
    if (!Memory_PoolIsLive(ptBlk, zBlock))
    {
        return MEMORY_CAUSE_DOUBLE_FREE;
    }
    return bByHand ? MEMORY_CAUSE_NONE : MEMORY_CAUSE_STALE;
}

/* Changes the size of an allocation. */
/*@ requires Pool(ptBlk) && \valid(ptMemory) && Apart(ptBlk, ptMemory) && Written(ptMemory);
    requires \valid(pzBlock) && \separated(pzBlock, ptBlk, ptMemory);
    terminates \true;
    exits \false;
    assigns *pzBlock, ptMemory->zSize;
    ensures Pool(ptBlk);

    behavior zero_size:
      assumes zSize == 0;
      assigns \nothing;
      ensures \result == MEMORY_CAUSE_ZERO_SIZE;
      ensures Same{Pre, Post}(ptBlk, ptMemory);
    behavior too_large:
      assumes zSize > ptBlk->zTypeSize;
      assigns \nothing;
      ensures \result == MEMORY_CAUSE_TOO_LARGE;
      ensures Same{Pre, Post}(ptBlk, ptMemory);
    behavior bad_address:
      assumes 1 <= zSize <= ptBlk->zTypeSize && NoBlock(ptBlk, ptMemory);
      assigns *pzBlock;
      ensures \result == MEMORY_CAUSE_BAD_ADDRESS;
      ensures Same{Pre, Post}(ptBlk, ptMemory);
    behavior stale:
      assumes 1 <= zSize <= ptBlk->zTypeSize && (Freed(ptBlk, ptMemory) || Stale(ptBlk, ptMemory));
      assigns *pzBlock;
      ensures \result == MEMORY_CAUSE_STALE;
      ensures Same{Pre, Post}(ptBlk, ptMemory);
    behavior done:
      assumes 1 <= zSize <= ptBlk->zTypeSize && Owner(ptBlk, ptMemory);
      assigns *pzBlock, ptMemory->zSize;
      ensures \result == MEMORY_CAUSE_NONE;
      ensures ptMemory->zSize == zSize && *pzBlock == Named(ptBlk, ptMemory);
    complete behaviors;
    disjoint behaviors;
*/
static inline MEMORY_CAUSE_T
Memory_PoolUpdate(const JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, size_t zSize, size_t *pzBlock)
{
    MEMORY_CAUSE_T eCause = Memory_PoolCheckSize(ptBlk, zSize);

    if (eCause == MEMORY_CAUSE_NONE)
    {
        eCause = Memory_PoolFind(ptBlk, ptMemory, pzBlock);
    }
    if (eCause == MEMORY_CAUSE_NONE)
    {
        ptMemory->zSize = zSize;
    }
    //@ assert Kept{Pre, Here}(ptBlk);
    //@ assert SamePlace{Pre, Here}(ptBlk);
    //@ assert Tables(ptBlk);
    //@ assert StackFree(ptBlk);
    //@ assert StackOnce(ptBlk);
    //@ assert StackWhole(ptBlk);
    return (eCause == MEMORY_CAUSE_DOUBLE_FREE) ? MEMORY_CAUSE_STALE : eCause;
}

/* Whether Put may free, and which block. */
/*@ requires Pool(ptBlk) && \valid_read(ptMemory) && Written(ptMemory);
    requires \valid(pzBlock) && \separated(pzBlock, ptBlk, ptMemory);
    terminates \true;
    exits \false;
    assigns *pzBlock;

    behavior bad_address:
      assumes NoBlock(ptBlk, ptMemory);
      assigns *pzBlock;
      ensures \result == MEMORY_CAUSE_BAD_ADDRESS;
    behavior double_free:
      assumes Freed(ptBlk, ptMemory);
      assigns *pzBlock;
      ensures \result == MEMORY_CAUSE_DOUBLE_FREE;
    behavior stale:
      assumes Stale(ptBlk, ptMemory);
      assigns *pzBlock;
      ensures \result == MEMORY_CAUSE_STALE;
    behavior in_use:
      assumes Owner(ptBlk, ptMemory) && ptMemory->iRefCount > 1;
      assigns *pzBlock;
      ensures \result == MEMORY_CAUSE_IN_USE;
    behavior right:
      assumes Owner(ptBlk, ptMemory) && ptMemory->iRefCount <= 1;
      assigns *pzBlock;
      ensures \result == MEMORY_CAUSE_NONE;
      ensures *pzBlock == Named(ptBlk, ptMemory);
    complete behaviors;
    disjoint behaviors;
*/
static inline MEMORY_CAUSE_T
Memory_PoolCheckPut(const JUNO_MEMORY_BLOCK_T *ptBlk, const JUNO_MEMORY_T *ptMemory, size_t *pzBlock)
{
    const MEMORY_CAUSE_T eCause = Memory_PoolFind(ptBlk, ptMemory, pzBlock);

    if ((eCause == MEMORY_CAUSE_NONE) && (ptMemory->iRefCount > 1u))
    {
        return MEMORY_CAUSE_IN_USE;
    }
    return eCause;
}

/* Puts a live block on the free stack. */
/*@ requires Pool(ptBlk) && zBlock < Carved(ptBlk) && Live(ptBlk, zBlock);
    terminates \true;
    exits \false;
    assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->piFree[ptBlk->zFreed], ptBlk->piSerials[zBlock];
    ensures Pool(ptBlk);
    ensures SamePlace{Pre, Post}(ptBlk) && SameHooks{Pre, Post}(ptBlk);
    ensures Taken{Pre, Post}(ptBlk, zBlock);
*/
static inline void Memory_PoolPush(JUNO_MEMORY_BLOCK_T *ptBlk, size_t zBlock)
{
    const size_t zFreed = ptBlk->zFreed;

    //@ ghost Memory_LogicCount(ptBlk, zBlock);
    ptBlk->zUsed--;
    ptBlk->zFreed = zFreed + 1u;
    //@ assert zFreed < ptBlk->zLength;
    ptBlk->piFree[zFreed] = (JUNO_MEMORY_INDEX_T)zBlock;
    //@ assert ptBlk->piSerials[zBlock] == \at(ptBlk->piSerials[zBlock], Pre);
    ptBlk->piSerials[zBlock]++;
    //@ assert ptBlk->zFreed == zFreed + 1 && Carved(ptBlk) == \at(Carved(ptBlk), Pre);
    //@ assert FreeAsBefore{Pre, Here}(ptBlk, zFreed) && ptBlk->piFree[zFreed] == zBlock;
    //@ assert OthersAsBefore{Pre, Here}(ptBlk, zBlock);
    //@ assert \at(ptBlk->piSerials[zBlock], Pre) == (JUNO_MEMORY_INDEX_T)-1 ==> ptBlk->piSerials[zBlock] == 0;
    //@ assert Turned{Pre, Here}(ptBlk, zBlock);
    //@ assert !Live(ptBlk, zBlock);
    //@ assert Pushed{Pre, Here}(ptBlk, zBlock);
    //@ assert StackFree(ptBlk);
    //@ assert StackOnce(ptBlk);
    //@ assert StackWhole(ptBlk);
    //@ assert SameHooks{Pre, Here}(ptBlk);
}

/* Empties a descriptor that lies apart from a pool. */
/*@ requires \valid(ptMemory) && Shape(ptBlk) && Counters(ptBlk) && Apart(ptBlk, ptMemory);
    terminates \true;
    exits \false;
    assigns *ptMemory;
    ensures Empty(ptMemory);
    ensures SamePlace{Pre, Post}(ptBlk) && SameHooks{Pre, Post}(ptBlk) && Kept{Pre, Post}(ptBlk);
*/
static inline void Memory_PoolEmpty(JUNO_MEMORY_T *ptMemory) /*@ ghost (JUNO_MEMORY_BLOCK_T *ptBlk) */
{
    static const JUNO_MEMORY_T tEmpty = {0};

    //@ assert \separated(ptMemory, ptBlk);
    //@ assert \forall integer b; 0 <= b < ptBlk->zLength ==> \separated(ptMemory, ptBlk->piSerials + b);
    //@ assert \forall integer b; 0 <= b < ptBlk->zLength ==> \separated(ptMemory, ptBlk->piFree + b);
    //@ assert tEmpty.pvAddr == \null && tEmpty.zSize == 0 && tEmpty.iRefCount == 0;
    //@ assert tEmpty.ptOwner == \null && tEmpty.iBlock == 0 && tEmpty.iSerial == 0;
    *ptMemory = tEmpty;
    //@ assert SamePlace{Pre, Here}(ptBlk);
    //@ assert SameHooks{Pre, Here}(ptBlk);
    //@ assert OthersAsBefore{Pre, Here}(ptBlk, -1);
}

/* Puts the live block of a descriptor on the free stack, and empties the descriptor. */
/*@ requires Pool(ptBlk) && \valid(ptMemory) && Apart(ptBlk, ptMemory);
    requires zBlock < Carved(ptBlk) && Live(ptBlk, zBlock);
    terminates \true;
    exits \false;
    assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->piFree[ptBlk->zFreed], ptBlk->piSerials[zBlock], *ptMemory;
    ensures Pool(ptBlk);
    ensures SamePlace{Pre, Post}(ptBlk) && SameHooks{Pre, Post}(ptBlk);
    ensures Taken{Pre, Post}(ptBlk, zBlock);
    ensures Empty(ptMemory);
*/
static inline void Memory_PoolRelease(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, size_t zBlock)
{
    Memory_PoolPush(ptBlk, zBlock);
    //@ assert SamePlace{Pre, Here}(ptBlk);
    //@ assert Apart(ptBlk, ptMemory);
    //@ assert Shape(ptBlk);
    //@ assert 1 <= ptBlk->zFreed <= ptBlk->zLength && zBlock < ptBlk->zLength;
    //@ ghost Pushed: ;
    Memory_PoolEmpty(ptMemory) /*@ ghost (ptBlk) */;
    //@ assert SamePlace{Pushed, Here}(ptBlk) && SameHooks{Pushed, Here}(ptBlk) && Kept{Pushed, Here}(ptBlk);
    //@ assert ptBlk->piSerials[zBlock] == \at(ptBlk->piSerials[zBlock], Pushed);
    //@ assert ptBlk->zFreed == \at(ptBlk->zFreed, Pushed);
    //@ assert ptBlk->piFree[ptBlk->zFreed - 1] == \at(ptBlk->piFree[ptBlk->zFreed - 1], Pushed);
    //@ assert OthersAsBefore{Pre, Here}(ptBlk, zBlock);
    //@ assert SamePlace{Pre, Here}(ptBlk);
    //@ assert Tables(ptBlk);
    //@ assert StackFree(ptBlk);
    //@ assert StackOnce(ptBlk);
    //@ assert StackWhole(ptBlk);
}

/* Frees the block of a descriptor that holds the last reference. */
/*@ requires Pool(ptBlk) && \valid(ptMemory) && Apart(ptBlk, ptMemory) && Written(ptMemory);
    requires \valid(pzBlock) && \separated(pzBlock, ptBlk, ptMemory);
    terminates \true;
    exits \false;
    assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->piFree[ptBlk->zFreed .. ptBlk->zLength - 1],
            ptBlk->piSerials[0 .. ptBlk->zLength - 1], *ptMemory, *pzBlock;
    ensures Pool(ptBlk);
    ensures SamePlace{Pre, Post}(ptBlk) && SameHooks{Pre, Post}(ptBlk);

    behavior bad_address:
      assumes NoBlock(ptBlk, ptMemory);
      assigns *pzBlock;
      ensures \result == MEMORY_CAUSE_BAD_ADDRESS;
      ensures Same{Pre, Post}(ptBlk, ptMemory);
    behavior double_free:
      assumes Freed(ptBlk, ptMemory);
      assigns *pzBlock;
      ensures \result == MEMORY_CAUSE_DOUBLE_FREE;
      ensures Same{Pre, Post}(ptBlk, ptMemory);
    behavior stale:
      assumes Stale(ptBlk, ptMemory);
      assigns *pzBlock;
      ensures \result == MEMORY_CAUSE_STALE;
      ensures Same{Pre, Post}(ptBlk, ptMemory);
    behavior in_use:
      assumes Owner(ptBlk, ptMemory) && ptMemory->iRefCount > 1;
      assigns *pzBlock;
      ensures \result == MEMORY_CAUSE_IN_USE;
      ensures Same{Pre, Post}(ptBlk, ptMemory);
    behavior done:
      assumes Owner(ptBlk, ptMemory) && ptMemory->iRefCount <= 1;
      assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->piFree[ptBlk->zFreed],
              ptBlk->piSerials[Named(ptBlk, ptMemory)], *ptMemory, *pzBlock;
      ensures \result == MEMORY_CAUSE_NONE;
      ensures *pzBlock == \old(Named(ptBlk, ptMemory));
      ensures Taken{Pre, Post}(ptBlk, *pzBlock);
      ensures Empty(ptMemory);
    complete behaviors;
    disjoint behaviors;
*/
static inline MEMORY_CAUSE_T
Memory_PoolPut(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, size_t *pzBlock)
{
    const MEMORY_CAUSE_T eCause = Memory_PoolCheckPut(ptBlk, ptMemory, pzBlock);

    //@ assert SamePlace{Pre, Here}(ptBlk);
    //@ assert SameHooks{Pre, Here}(ptBlk);
    //@ assert Kept{Pre, Here}(ptBlk);
    //@ assert SameDescriptor{Pre, Here}(ptMemory);
    //@ assert Apart(ptBlk, ptMemory);
    //@ assert Tables(ptBlk);
    //@ assert StackFree(ptBlk) && StackOnce(ptBlk) && StackWhole(ptBlk);
    //@ assert Pool(ptBlk);
    //@ ghost Checked: ;
    if (eCause == MEMORY_CAUSE_NONE)
    {
        Memory_PoolRelease(ptBlk, ptMemory, *pzBlock);
    }
    return eCause;
}

#endif
