/* SPDX-License-Identifier: MIT */
/*
 * What memcheck or AddressSanitizer are told of a pool's blocks, where the
 * program runs under one of them. Only hosted builds have it. The core asks at
 * init; a pool that is guarded has MEMORY_HOOK_GUARD, and no other pool comes
 * here again.
 */
#ifndef MEMORY_GUARD_H
#define MEMORY_GUARD_H

#include "memory_pool.h"

#ifdef JUNO_MEMORY_GUARD
/*
 * A pool that has just been inited. Forgets what stood there before: a pool at
 * the same address, pools on the same memory.
 */
void Memory_GuardInit(JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_SITE_T *ptSite);

/* An init that failed: whatever pool was there is no more. */
void Memory_GuardForget(const JUNO_MEMORY_BLOCK_T *ptBlk);

/* What a guarded pool is called in reports from now on. */
void Memory_GuardName(const JUNO_MEMORY_BLOCK_T *ptBlk, const char *pcName);

/* A call to a guarded pool, or its end; inside the lock. */
void Memory_GuardEvent(const JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_EVENT_T *ptEvent);

/* The library itself is about to write a guarded pool's block. */
void Memory_GuardOpen(const JUNO_MEMORY_BLOCK_T *ptBlk, size_t zBlock);
#else
/*@ exits \false;
    assigns \nothing;
*/
static inline void Memory_GuardInit(const JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_SITE_T *ptSite)
{
    (void)ptBlk;
    (void)ptSite;
}

/*@ exits \false;
    assigns \nothing;
*/
static inline void Memory_GuardForget(const JUNO_MEMORY_BLOCK_T *ptBlk)
{
    (void)ptBlk;
}

/*@ exits \false;
    assigns \nothing;
*/
static inline void Memory_GuardName(const JUNO_MEMORY_BLOCK_T *ptBlk, const char *pcName)
{
    (void)ptBlk;
    (void)pcName;
}

/*@ exits \false;
    assigns \nothing;
*/
static inline void Memory_GuardEvent(const JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_EVENT_T *ptEvent)
{
    (void)ptBlk;
    (void)ptEvent;
}

/*@ exits \false;
    assigns \nothing;
*/
static inline void Memory_GuardOpen(const JUNO_MEMORY_BLOCK_T *ptBlk, size_t zBlock)
{
    (void)ptBlk;
    (void)zBlock;
}
#endif

#endif
