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

/* Adds one to a count that is not 0. */
static inline MEMORY_CAUSE_T Memory_RefsTake(JUNO_MEMORY_T *ptMemory)
{
    if (ptMemory->iRefCount == 0u)
    {
        return MEMORY_CAUSE_REF_AFTER_FREE;
    }
    if (ptMemory->iRefCount != SIZE_MAX)
    {
        ptMemory->iRefCount++;
    }
    return MEMORY_CAUSE_NONE;
}

/* Takes one off a count that is not 0. */
static inline MEMORY_CAUSE_T Memory_RefsGiveBack(JUNO_MEMORY_T *ptMemory)
{
    if (ptMemory->iRefCount == 0u)
    {
        return MEMORY_CAUSE_UNREF_AT_ZERO;
    }
    if (ptMemory->iRefCount != SIZE_MAX)
    {
        ptMemory->iRefCount--;
    }
    return MEMORY_CAUSE_NONE;
}

/* Both, for a descriptor that a pool gave out. */
static inline MEMORY_CAUSE_T Memory_RefsGet(const JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory)
{
    return Memory_PoolIsCurrent(ptBlk, ptMemory) ? Memory_RefsTake(ptMemory) : MEMORY_CAUSE_REF_AFTER_FREE;
}

static inline MEMORY_CAUSE_T Memory_RefsPut(const JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory)
{
    return Memory_PoolIsCurrent(ptBlk, ptMemory) ? Memory_RefsGiveBack(ptMemory)
                                                 : MEMORY_CAUSE_REF_AFTER_FREE;
}

#endif
