/* SPDX-License-Identifier: MIT */
/*
 * The seam between code that needs memory and whoever provides it. Code that
 * includes only this header works with the library's allocators and with an
 * application's own (JUNO_CUSTOM_ALLOC): it hands on a JUNO_MEMORY_ALLOC_T
 * that somebody else has set up.
 */
#ifndef JUNO_MEMORY_ALLOC_H
#define JUNO_MEMORY_ALLOC_H

#include "juno/memory/memory_types.h"

#ifdef __cplusplus
extern "C"
{
#endif

/*
 * Allocates: fills *ptMemory with the start of a block, the size asked for and
 * a reference count of 1. The block's contents are unspecified. Whatever stood
 * in *ptMemory before is not read.
 *
 * ptMem: the allocator. ptMemory: the descriptor to fill. zSize: bytes wanted.
 *
 * Returns, the first that applies; unless it is SUCCESS nothing has changed:
 *   JUNO_STATUS_NULLPTR_ERROR       ptMem or ptMemory is NULL
 *   JUNO_STATUS_INVALID_TYPE_ERROR  ptMem is not an inited allocator
 *   JUNO_STATUS_INVALID_SIZE_ERROR  zSize is 0
 *   JUNO_STATUS_MEMALLOC_ERROR      zSize is above the block size, or every
 *                                   block is out
 *   JUNO_STATUS_SUCCESS
 *
 * O(1). From an interrupt only where the allocator's lock allows it.
 */
JUNO_API JUNO_STATUS_T Juno_MemoryGet(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize);

/*
 * Changes the size of an allocation in place: only zSize of *ptMemory changes,
 * a block never moves.
 *
 * ptMem: the allocator that gave it out. zNewSize: bytes wanted.
 *
 * Returns, the first that applies; unless it is SUCCESS nothing has changed:
 *   JUNO_STATUS_NULLPTR_ERROR       ptMem or ptMemory is NULL
 *   JUNO_STATUS_INVALID_TYPE_ERROR  ptMem is not an inited allocator
 *   JUNO_STATUS_INVALID_SIZE_ERROR  zNewSize is 0
 *   JUNO_STATUS_MEMALLOC_ERROR      zNewSize is above the block size
 *   JUNO_STATUS_INVALID_REF_ERROR   not the descriptor of a live block of this
 *                                   allocator, or a stale copy of one
 *   JUNO_STATUS_SUCCESS
 *
 * O(1). Interrupts: as Juno_MemoryGet.
 */
JUNO_API JUNO_STATUS_T
Juno_MemoryUpdate(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zNewSize);

/*
 * Frees the block when the caller holds the last reference, that is where the
 * count is 1, or 0 because the last holder used Juno_MemoryPutRef, and empties
 * *ptMemory.
 *
 * ptMem: the allocator that gave it out.
 *
 * Returns, the first that applies; unless it is SUCCESS nothing has changed,
 * the reference count included:
 *   JUNO_STATUS_NULLPTR_ERROR       ptMem or ptMemory is NULL
 *   JUNO_STATUS_INVALID_TYPE_ERROR  ptMem is not an inited allocator
 *   JUNO_STATUS_MEMFREE_ERROR       the address is outside the pool, not at a
 *                                   block's start, of a block that was never
 *                                   given out or is free already, or not the
 *                                   descriptor's own; or the descriptor is a
 *                                   copy whose block was put back since
 *   JUNO_STATUS_REF_IN_USE_ERROR    the count is above 1
 *   JUNO_STATUS_SUCCESS
 *
 * O(1), unless the pool clears its blocks: then O(block size), once the block
 * has left the caller. Interrupts: as Juno_MemoryGet.
 */
JUNO_API JUNO_STATUS_T Juno_MemoryPut(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory);

#ifdef JUNO_MEMORY_TRACE
/* The same, told where they are called; see memory_types.h. */
JUNO_API JUNO_STATUS_T Juno_MemoryGetAt(
    JUNO_MEMORY_ALLOC_T *ptMem,
    JUNO_MEMORY_T *ptMemory,
    size_t zSize,
    const char *pcFile,
    int iLine,
    const char *pcFunction
);
JUNO_API JUNO_STATUS_T Juno_MemoryUpdateAt(
    JUNO_MEMORY_ALLOC_T *ptMem,
    JUNO_MEMORY_T *ptMemory,
    size_t zNewSize,
    const char *pcFile,
    int iLine,
    const char *pcFunction
);
JUNO_API JUNO_STATUS_T Juno_MemoryPutAt(
    JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, const char *pcFile, int iLine, const char *pcFunction
);

#define Juno_MemoryGet(ptMem, ptMemory, zSize) \
    Juno_MemoryGetAt((ptMem), (ptMemory), (zSize), __FILE__, __LINE__, __func__)
#define Juno_MemoryUpdate(ptMem, ptMemory, zNewSize) \
    Juno_MemoryUpdateAt((ptMem), (ptMemory), (zNewSize), __FILE__, __LINE__, __func__)
#define Juno_MemoryPut(ptMem, ptMemory) Juno_MemoryPutAt((ptMem), (ptMemory), __FILE__, __LINE__, __func__)
#endif

#ifdef __cplusplus
}
#endif
#endif
