/* SPDX-License-Identifier: MIT */
/*
 * A call as a whole: the allocator's type, its lock, the pool's decision, the
 * observer, the failure handler. memory.c comes here for all but the plain
 * case, memory_at.c with a source line.
 */
#ifndef MEMORY_CALL_H
#define MEMORY_CALL_H

#include "memory_event.h"

/* The pool behind an allocator; NULL where the type is unknown, or for NULL. */
JUNO_MEMORY_BLOCK_T *Memory_CallBlock(JUNO_MEMORY_ALLOC_T *ptMem);

JUNO_STATUS_T Memory_CallGet(
    JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize, const MEMORY_SITE_T *ptSite
);
JUNO_STATUS_T Memory_CallUpdate(
    JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zNewSize, const MEMORY_SITE_T *ptSite
);
JUNO_STATUS_T
Memory_CallPut(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, const MEMORY_SITE_T *ptSite);
JUNO_MEMORY_T *Memory_CallGetRef(JUNO_MEMORY_T *ptMemory, const MEMORY_SITE_T *ptSite);
void Memory_CallPutRef(JUNO_MEMORY_T *ptMemory, const MEMORY_SITE_T *ptSite);

/*
 * What is wrong with the pool of a call that only looks or configures: NULLPTR
 * where it or another argument is NULL, INVALID_TYPE where it is no pool. Where
 * the pool is right and the other argument NULL, that is reported to its
 * handler.
 */
JUNO_STATUS_T Memory_CallCheck(const JUNO_MEMORY_BLOCK_T *ptBlk, bool bOtherNull);

/* Enters and leaves the pool's lock, where it has one. */
void Memory_CallLock(const JUNO_MEMORY_BLOCK_T *ptBlk);
void Memory_CallUnlock(const JUNO_MEMORY_BLOCK_T *ptBlk);

/* Tells the pool's observer, where it has one; inside the lock. */
void Memory_CallObserve(const JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_EVENT_T *ptEvent);

/*
 * Ends a call on a pool that only looks or configures: tells the handler of a
 * failure and returns the status. Outside the lock.
 */
JUNO_STATUS_T Memory_CallReport(const JUNO_MEMORY_BLOCK_T *ptBlk, MEMORY_CAUSE_T eCause);

/* The status that a call of a kind returns for a cause. */
JUNO_STATUS_T Memory_CallStatus(MEMORY_KIND_T eKind, MEMORY_CAUSE_T eCause);

#endif
