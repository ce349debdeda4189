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

/* The site of a call that tells no source line. */
static inline MEMORY_SITE_T Memory_CallSite(MEMORY_KIND_T eKind, const void *pvCaller)
{
    MEMORY_SITE_T tSite;

    /* One by one: an initialiser becomes a call of memset() in small builds. */
    tSite.pcFile = NULL;
    tSite.pcFunction = NULL;
    tSite.pvCaller = pvCaller;
    tSite.iLine = 0u;
    tSite.eKind = eKind;
    return tSite;
}

/*
 * The call that ptSite names: GET, UPDATE (zSize: bytes wanted) or PUT, or
 * REF_GET or REF_PUT of a descriptor that ptMem gave out.
 */
JUNO_STATUS_T
Memory_Call(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize, const MEMORY_SITE_T *ptSite);

/* REF_GET or REF_PUT of any descriptor, or NULL. */
void Memory_CallRef(JUNO_MEMORY_T *ptMemory, const MEMORY_SITE_T *ptSite);

/* Enters and leaves the pool's lock, where it has one. */
void Memory_CallLock(const JUNO_MEMORY_BLOCK_T *ptBlk);
void Memory_CallUnlock(const JUNO_MEMORY_BLOCK_T *ptBlk);

/* Tells the pool's observer, where it has one; inside the lock. */
void Memory_CallObserve(const JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_EVENT_T *ptEvent);

/* Tells the pool's failure handler of a status that is not SUCCESS, and returns it. Outside the lock. */
JUNO_STATUS_T
Memory_CallReport(const JUNO_MEMORY_BLOCK_T *ptBlk, MEMORY_CAUSE_T eCause, JUNO_STATUS_T tStatus);

/* The status that a call of a kind returns for a cause. */
JUNO_STATUS_T Memory_CallStatus(MEMORY_KIND_T eKind, MEMORY_CAUSE_T eCause);

#endif
