/* SPDX-License-Identifier: MIT */
/*
 * Recording without a line of code: where the environment names a trace file,
 * every pool is attached as it is inited. Only hosted builds have it.
 */
#ifndef TRACE_ENV_H
#define TRACE_ENV_H

#include "memory_event.h"

#ifdef JUNO_MEMORY_HOSTED_TRACE
void Trace_EnvAttach(JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_SITE_T *ptSite);
#else
static inline void Trace_EnvAttach(JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_SITE_T *ptSite)
{
    (void)ptBlk;
    (void)ptSite;
}
#endif

#endif
