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
/*@ requires Shape(ptBlk);
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
    assigns \nothing;
    ensures \result == Carved(ptBlk);
*/
static inline size_t Memory_PoolCarved(const JUNO_MEMORY_BLOCK_T *ptBlk)
{
    return ptBlk->zUsed + ptBlk->zFreed;
}

/* Whether a carved block is out. */
/*@ requires \valid_read(ptBlk) && \valid_read(ptBlk->piSerials + zBlock);
    assigns \nothing;
    ensures \result <==> Live(ptBlk, zBlock);
*/
static inline bool Memory_PoolIsLive(const JUNO_MEMORY_BLOCK_T *ptBlk, size_t zBlock)
{
    return (ptBlk->piSerials[zBlock] % 2u) != 0u;
}

/* Whether a size can be given out: 1 to zTypeSize. */
/*@ requires \valid_read(ptBlk) && ptBlk->zTypeSize >= 1;
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

/* Takes a block off the free stack, else carves one, and describes it. */
/*@ requires Pool(ptBlk) && \valid(ptMemory) && Apart(ptBlk, ptMemory);
    assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->zPeak, ptBlk->zGets,
            ptBlk->piSerials[0 .. ptBlk->zLength - 1], *ptMemory;
    ensures Pool(ptBlk) && Written(ptMemory);
    behavior zero_size:
      assumes zSize == 0;
      assigns \nothing;
      ensures \result == MEMORY_CAUSE_ZERO_SIZE;
    behavior too_large:
      assumes zSize > ptBlk->zTypeSize;
      assigns \nothing;
      ensures \result == MEMORY_CAUSE_TOO_LARGE;
    behavior full:
      assumes 1 <= zSize <= ptBlk->zTypeSize && ptBlk->zUsed == ptBlk->zLength;
      assigns \nothing;
      ensures \result == MEMORY_CAUSE_FULL;
    behavior reused:
      assumes 1 <= zSize <= ptBlk->zTypeSize && ptBlk->zFreed > 0;
      assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->zPeak, ptBlk->zGets,
              ptBlk->piSerials[ptBlk->piFree[ptBlk->zFreed - 1]], *ptMemory;
      ensures \result == MEMORY_CAUSE_NONE;
    behavior carved:
      assumes 1 <= zSize <= ptBlk->zTypeSize && ptBlk->zFreed == 0 && ptBlk->zUsed < ptBlk->zLength;
      assigns ptBlk->zUsed, ptBlk->zPeak, ptBlk->zGets, ptBlk->piSerials[ptBlk->zUsed], *ptMemory;
      ensures \result == MEMORY_CAUSE_NONE;
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
    ptMemory->pvAddr = Memory_PoolAddress(ptBlk, iBlock);
    ptMemory->zSize = zSize;
    ptMemory->iRefCount = 1u;
    ptMemory->ptOwner = &ptBlk->tHdr;
    ptMemory->iBlock = iBlock;
    ptMemory->iSerial = iSerial;
    return MEMORY_CAUSE_NONE;
}

/* Whether the block and the serial that a descriptor carries are current. */
static inline bool Memory_PoolIsCurrent(const JUNO_MEMORY_BLOCK_T *ptBlk, const JUNO_MEMORY_T *ptMemory)
{
    return (ptMemory->iBlock < Memory_PoolCarved(ptBlk)) &&
           (ptBlk->piSerials[ptMemory->iBlock] == ptMemory->iSerial);
}

/* Whether a descriptor is a live block's at first sight: it is neither wrong nor built by hand. */
static inline bool Memory_PoolIsOwner(const JUNO_MEMORY_BLOCK_T *ptBlk, const JUNO_MEMORY_T *ptMemory)
{
    return (ptMemory->ptOwner == &ptBlk->tHdr) &&
           (ptMemory->pvAddr == Memory_PoolAddress(ptBlk, ptMemory->iBlock)) &&
           Memory_PoolIsCurrent(ptBlk, ptMemory);
}

/*
 * The live block that a descriptor stands for: the one that it carries or,
 * where it was built by hand and carries none, the one at its address, by
 * division. Causes: BAD_ADDRESS (*pzBlock untouched), DOUBLE_FREE (the block is
 * free, or the descriptor is empty) and STALE (the block has been given out
 * again).
 */
static inline MEMORY_CAUSE_T
Memory_PoolFind(const JUNO_MEMORY_BLOCK_T *ptBlk, const JUNO_MEMORY_T *ptMemory, size_t *pzBlock)
{
    const bool bByHand = ptMemory->ptOwner == NULL;
    size_t zBlock = ptMemory->iBlock;

    if (bByHand)
    {
        if (ptMemory->pvAddr == NULL)
        {
            return MEMORY_CAUSE_DOUBLE_FREE; /* empty: what Put leaves behind */
        }
        zBlock = ((uintptr_t)ptMemory->pvAddr - (uintptr_t)ptBlk->pvMemory) / ptBlk->zTypeSize;
    }
    else if (ptMemory->ptOwner != &ptBlk->tHdr)
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
    return (eCause == MEMORY_CAUSE_DOUBLE_FREE) ? MEMORY_CAUSE_STALE : eCause;
}

/* Whether Put may free, and which block. */
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

/* Puts a live block on the free stack and empties its descriptor. */
static inline void Memory_PoolRelease(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, size_t zBlock)
{
    static const JUNO_MEMORY_T tEmpty = {0};
    const size_t zFreed = ptBlk->zFreed;

    ptBlk->zUsed--;
    ptBlk->zFreed = zFreed + 1u;
    ptBlk->piFree[zFreed] = (JUNO_MEMORY_INDEX_T)zBlock;
    ptBlk->piSerials[zBlock]++;
    *ptMemory = tEmpty;
}

/* Frees the block of a descriptor that holds the last reference. */
static inline MEMORY_CAUSE_T
Memory_PoolPut(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, size_t *pzBlock)
{
    const MEMORY_CAUSE_T eCause = Memory_PoolCheckPut(ptBlk, ptMemory, pzBlock);

    if (eCause == MEMORY_CAUSE_NONE)
    {
        Memory_PoolRelease(ptBlk, ptMemory, *pzBlock);
    }
    return eCause;
}

#endif
