/* SPDX-License-Identifier: MIT */
/*
 * Block pools: setting one up and looking into it. The functions that allocate
 * are in alloc.h and, for references, in memory_types.h; all are included here.
 *
 * Where a call fails and its allocator is known, the allocator's failure
 * handler is called once, outside the lock, with the status that the call
 * returns. "Known" means: not NULL, and inited.
 */
#ifndef JUNO_MEMORY_H
#define JUNO_MEMORY_H

#include "juno/memory/alloc.h"
#include "juno/memory/memory_api.h"
#include "juno/memory/memory_types.h"

#ifndef JUNO_CUSTOM_ALLOC

#ifdef __cplusplus
extern "C"
{
#endif

/*
 * Makes a pool of zLength blocks of zTypeSize bytes each. Neither the memory
 * nor the metadata is touched; blocks are carved in address order as they are
 * first needed. *ptBlk need not be initialised, and may have been a pool
 * before: descriptors of that pool must not be used any more.
 *
 * ptBlk: the pool. pvMemory: zTypeSize * zLength bytes, aligned as the
 * application needs its blocks. ptMetadata: zLength elements.
 * pfcnFailureHandler: called at each failure, this call's included; NULL for
 * none. pvUserData: handed to it.
 *
 * Returns, the first that applies:
 *   JUNO_STATUS_NULLPTR_ERROR       ptBlk, pvMemory or ptMetadata is NULL
 *   JUNO_STATUS_INVALID_SIZE_ERROR  zTypeSize or zLength is 0, their product
 *                                   or the end address overflows, or zLength
 *                                   is above JUNO_MEMORY_BLK_LENGTH_MAX
 *   JUNO_STATUS_ERR                 ptMetadata is not aligned for its type
 *   JUNO_STATUS_SUCCESS
 * After a failure a non-NULL *ptBlk has the type
 * JUNO_MEMORY_ALLOC_TYPE_RESERVED, so that every later call refuses it.
 *
 * O(1). Not while another context uses the pool.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T Juno_MemoryBlkInit(
    JUNO_MEMORY_BLOCK_T *ptBlk,
    void *pvMemory,
    JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata,
    size_t zTypeSize,
    size_t zLength,
    JUNO_FAILURE_HANDLER_T pfcnFailureHandler,
    JUNO_USER_DATA_T *pvUserData
);

/*
 * Ends a pool, whether or not blocks are out: a trace is told, and every later
 * call but Juno_MemoryBlkInit refuses it. Its memory is the caller's again: under
 * memcheck and AddressSanitizer, which report uses of what is not out, until
 * then it is not.
 *
 * Returns:
 *   JUNO_STATUS_NULLPTR_ERROR       ptBlk is NULL
 *   JUNO_STATUS_INVALID_TYPE_ERROR  ptBlk is not an inited pool
 *   JUNO_STATUS_SUCCESS
 *
 * O(1). Not while another context uses the pool.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T Juno_MemoryBlkDeinit(JUNO_MEMORY_BLOCK_T *ptBlk);

/*
 * Sets the pool's options, replacing those set before.
 *
 * iOptions: JUNO_MEMORY_BLK_... values or-ed together; 0 for none. Off after
 * init.
 *
 * Returns:
 *   JUNO_STATUS_NULLPTR_ERROR       ptBlk is NULL
 *   JUNO_STATUS_INVALID_TYPE_ERROR  ptBlk is not an inited pool
 *   JUNO_STATUS_ERR                 iOptions has an unknown bit
 *   JUNO_STATUS_SUCCESS
 *
 * O(1). Not while another context uses the pool, even where it has a lock: what
 * a call has to do, the lock included, is looked up before the lock is taken.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T
Juno_MemoryBlkOptionsSet(JUNO_MEMORY_BLOCK_T *ptBlk, unsigned int iOptions);

/*
 * Makes every operation on the allocator, on its blocks' reference counts too,
 * run inside *ptLock. NULL: no lock any more.
 *
 * Returns:
 *   JUNO_STATUS_NULLPTR_ERROR       ptMem, or a function of *ptLock, is NULL
 *   JUNO_STATUS_INVALID_TYPE_ERROR  ptMem is not an inited allocator
 *   JUNO_STATUS_SUCCESS
 *
 * O(1). Not while another context uses the allocator, even where it has a lock
 * already: set it right after init.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T
Juno_MemoryLockSet(JUNO_MEMORY_ALLOC_T *ptMem, const JUNO_MEMORY_LOCK_T *ptLock);

/*
 * Reads the pool's counters, all of one moment.
 *
 * ptStats: zStructSize set by the caller; as many members are written as fit.
 *
 * Returns:
 *   JUNO_STATUS_NULLPTR_ERROR       ptBlk or ptStats is NULL
 *   JUNO_STATUS_INVALID_TYPE_ERROR  ptBlk is not an inited pool
 *   JUNO_STATUS_INVALID_SIZE_ERROR  zStructSize is below the size of the
 *                                   structure's first version
 *   JUNO_STATUS_SUCCESS
 *
 * O(1). Interrupts: as Juno_MemoryGet.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T
Juno_MemoryBlkStats(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_STATS_T *ptStats);

/*
 * Lets the peak begin again at the number of blocks that are out now.
 *
 * Returns:
 *   JUNO_STATUS_NULLPTR_ERROR       ptBlk is NULL
 *   JUNO_STATUS_INVALID_TYPE_ERROR  ptBlk is not an inited pool
 *   JUNO_STATUS_SUCCESS
 *
 * O(1). Interrupts: as Juno_MemoryGet.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T Juno_MemoryBlkPeakReset(JUNO_MEMORY_BLOCK_T *ptBlk);

/*
 * Looks at one live block during a walk. Must not call the allocator.
 *
 * pvAddr: start of the block. zBlock: its index. Returns false to end the walk.
 */
typedef bool (*JUNO_MEMORY_VISIT_T)(void *pvAddr, size_t zBlock, JUNO_USER_DATA_T *pvUserData);

/*
 * Calls pfcnVisit for every live block in address order until it returns
 * false, all inside the lock.
 *
 * Returns:
 *   JUNO_STATUS_NULLPTR_ERROR       ptBlk or pfcnVisit is NULL
 *   JUNO_STATUS_INVALID_TYPE_ERROR  ptBlk is not an inited pool
 *   JUNO_STATUS_SUCCESS             also where the visitor ended the walk
 *
 * O(blocks that were ever out at once). Not for interrupts: the lock is held
 * all the time.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T Juno_MemoryBlkForEach(
    JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_VISIT_T pfcnVisit, JUNO_USER_DATA_T *pvUserData
);

/*
 * Whether pvAddr lies in the pool's memory, live or not, at a block's start or
 * not. False for NULL and for a pool that is not inited. Reports no failure.
 * O(1). Interrupts: as Juno_MemoryGet.
 */
JUNO_API bool Juno_MemoryBlkOwns(const JUNO_MEMORY_BLOCK_T *ptBlk, const void *pvAddr);

#ifdef JUNO_MEMORY_TRACE
/* Juno_MemoryBlkInit, told where it is called; see memory_types.h. */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T Juno_MemoryBlkInitAt(
    JUNO_MEMORY_BLOCK_T *ptBlk,
    void *pvMemory,
    JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata,
    size_t zTypeSize,
    size_t zLength,
    JUNO_FAILURE_HANDLER_T pfcnFailureHandler,
    JUNO_USER_DATA_T *pvUserData,
    const char *pcFile,
    int iLine,
    const char *pcFunction
);

#define Juno_MemoryBlkInit(ptBlk, pvMemory, ptMetadata, zTypeSize, zLength, pfcnHandler, pvUserData)      \
    Juno_MemoryBlkInitAt(                                                                                 \
        (ptBlk), (pvMemory), (ptMetadata), (zTypeSize), (zLength), (pfcnHandler), (pvUserData), __FILE__, \
        __LINE__, __func__                                                                                \
    )
#endif

#ifdef __cplusplus
}
#endif

#endif
#endif
