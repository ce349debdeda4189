/* SPDX-License-Identifier: MIT */
/*
 * Recording without a line of code: where the environment names a trace file,
 * every pool is attached as it is inited. Only hosted builds have it.
 */
#ifndef TRACE_ENV_H
#define TRACE_ENV_H

#include "memory_event.h"

struct JUNO_MEMORY_TRACE_TAG;

#ifdef JUNO_MEMORY_HOSTED_TRACE
/* Records a pool that has just been inited, where the environment says so. */
void Trace_EnvAttach(JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_SITE_T *ptSite);

/* Gives a pool free for another trace. */
void Trace_EnvRelease(const struct JUNO_MEMORY_TRACE_TAG *ptFor, JUNO_MEMORY_ALLOC_T *ptMem);
#else
/*@ exits \false;
    assigns \nothing;
*/
static inline void Trace_EnvAttach(JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_SITE_T *ptSite)
{
    (void)ptBlk;
    (void)ptSite;
}

/*@ exits \false;
    assigns \nothing;
*/
static inline void Trace_EnvRelease(const struct JUNO_MEMORY_TRACE_TAG *ptFor, JUNO_MEMORY_ALLOC_T *ptMem)
{
    (void)ptFor;
    (void)ptMem;
}
#endif

#endif
