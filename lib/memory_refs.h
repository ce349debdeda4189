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

/* Adds one to a count that is not 0 (REF_GET), or takes one off it. */
static inline MEMORY_CAUSE_T Memory_RefsChange(JUNO_MEMORY_T *ptMemory, MEMORY_KIND_T eKind)
{
    const bool bGet = eKind == MEMORY_KIND_REF_GET;

    if (ptMemory->iRefCount == 0u)
    {
        return bGet ? MEMORY_CAUSE_REF_AFTER_FREE : MEMORY_CAUSE_UNREF_AT_ZERO;
    }
    if (ptMemory->iRefCount != SIZE_MAX)
    {
        ptMemory->iRefCount += bGet ? 1u : SIZE_MAX;
    }
    return MEMORY_CAUSE_NONE;
}

/* The same for a descriptor that a pool gave out. */
static inline MEMORY_CAUSE_T
Memory_RefsCall(const JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, MEMORY_KIND_T eKind)
{
    return Memory_PoolIsCurrent(ptBlk, ptMemory) ? Memory_RefsChange(ptMemory, eKind)
                                                 : MEMORY_CAUSE_REF_AFTER_FREE;
}

#endif
