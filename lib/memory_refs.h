/* SPDX-License-Identifier: MIT */
/*
 * Reference counts: the functions that decide and change a count, likewise
 * without lock, handler and observer. The count is in the descriptor; the pool
 * only tells whether the descriptor is still current.
 *
 * The count saturates: a count that reached SIZE_MAX is no longer known, so it
 * stays there and the block is never freed.
 */
#ifndef MEMORY_REFS_H
#define MEMORY_REFS_H

#include "memory_pool.h"

/* The pool that gave a descriptor out. */
#define MEMORY_OWNER(ptMemory) (&((JUNO_MEMORY_ALLOC_T *)(void *)(ptMemory)->ptOwner)->tBlock)

/* Adds one to a count that is not 0 (REF_GET), or takes one off it. */
/*@ requires \valid(ptMemory) && (eKind == MEMORY_KIND_REF_GET || eKind == MEMORY_KIND_REF_PUT);
    terminates \true;
    exits \false;
    assigns ptMemory->iRefCount;

    behavior after_free:
      assumes eKind == MEMORY_KIND_REF_GET && ptMemory->iRefCount == 0;
      assigns \nothing;
      ensures \result == MEMORY_CAUSE_REF_AFTER_FREE && ptMemory->iRefCount == 0;
    behavior at_zero:
      assumes eKind == MEMORY_KIND_REF_PUT && ptMemory->iRefCount == 0;
      assigns \nothing;
      ensures \result == MEMORY_CAUSE_UNREF_AT_ZERO && ptMemory->iRefCount == 0;
    behavior saturated:
      assumes ptMemory->iRefCount == SIZE_MAX;
      assigns \nothing;
      ensures \result == MEMORY_CAUSE_NONE && ptMemory->iRefCount == SIZE_MAX;
    behavior get:
      assumes eKind == MEMORY_KIND_REF_GET && 1 <= ptMemory->iRefCount < SIZE_MAX;
      ensures \result == MEMORY_CAUSE_NONE && ptMemory->iRefCount == \old(ptMemory->iRefCount) + 1;
    behavior put:
      assumes eKind == MEMORY_KIND_REF_PUT && 1 <= ptMemory->iRefCount < SIZE_MAX;
      ensures \result == MEMORY_CAUSE_NONE && ptMemory->iRefCount == \old(ptMemory->iRefCount) - 1;
    complete behaviors;
    disjoint behaviors;
*/
static inline MEMORY_CAUSE_T Memory_RefsChange(JUNO_MEMORY_T *ptMemory, MEMORY_KIND_T eKind)
{
    const bool bGet = eKind == MEMORY_KIND_REF_GET;

    if (ptMemory->iRefCount == 0u)
    {
        return bGet ? MEMORY_CAUSE_REF_AFTER_FREE : MEMORY_CAUSE_UNREF_AT_ZERO;
    }
    if (ptMemory->iRefCount != SIZE_MAX)
    {
        ptMemory->iRefCount = bGet ? (ptMemory->iRefCount + 1u) : (ptMemory->iRefCount - 1u);
    }
    return MEMORY_CAUSE_NONE;
}

/* The same for a descriptor that a pool gave out. */
/*@ requires Pool(ptBlk) && \valid(ptMemory) && Apart(ptBlk, ptMemory);
    requires eKind == MEMORY_KIND_REF_GET || eKind == MEMORY_KIND_REF_PUT;
    terminates \true;
    exits \false;
    assigns ptMemory->iRefCount;
    ensures Pool(ptBlk);

    behavior stale:
      assumes !Current(ptBlk, ptMemory);
      assigns \nothing;
      ensures \result == MEMORY_CAUSE_REF_AFTER_FREE;
      ensures Same{Pre, Post}(ptBlk, ptMemory);
    behavior after_free:
      assumes Current(ptBlk, ptMemory) && eKind == MEMORY_KIND_REF_GET && ptMemory->iRefCount == 0;
      ensures \result == MEMORY_CAUSE_REF_AFTER_FREE;
      ensures Same{Pre, Post}(ptBlk, ptMemory);
    behavior at_zero:
      assumes Current(ptBlk, ptMemory) && eKind == MEMORY_KIND_REF_PUT && ptMemory->iRefCount == 0;
      ensures \result == MEMORY_CAUSE_UNREF_AT_ZERO;
      ensures Same{Pre, Post}(ptBlk, ptMemory);
    behavior saturated:
      assumes Current(ptBlk, ptMemory) && ptMemory->iRefCount == SIZE_MAX;
      ensures \result == MEMORY_CAUSE_NONE && Same{Pre, Post}(ptBlk, ptMemory);
    behavior get:
      assumes Current(ptBlk, ptMemory) && eKind == MEMORY_KIND_REF_GET &&
              1 <= ptMemory->iRefCount < SIZE_MAX;
      ensures \result == MEMORY_CAUSE_NONE && ptMemory->iRefCount == \old(ptMemory->iRefCount) + 1;
    behavior put:
      assumes Current(ptBlk, ptMemory) && eKind == MEMORY_KIND_REF_PUT &&
              1 <= ptMemory->iRefCount < SIZE_MAX;
      ensures \result == MEMORY_CAUSE_NONE && ptMemory->iRefCount == \old(ptMemory->iRefCount) - 1;
    complete behaviors;
    disjoint behaviors;
*/
static inline MEMORY_CAUSE_T
Memory_RefsCall(const JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, MEMORY_KIND_T eKind)
{
    return Memory_PoolIsCurrent(ptBlk, ptMemory) ? Memory_RefsChange(ptMemory, eKind)
                                                 : MEMORY_CAUSE_REF_AFTER_FREE;
}

#endif
