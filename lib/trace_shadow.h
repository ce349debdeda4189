/* SPDX-License-Identifier: MIT */
/*
 * The recorder's own knowledge of which blocks are live, kept beside the pools,
 * so that their state can be repeated without their locks: a caller's table
 * (Juno_MemoryTraceAttachTable), or in a ring at least a bit for each block.
 */
#ifndef TRACE_SHADOW_H
#define TRACE_SHADOW_H

#include "trace_kind.h"

extern const TRACE_SHADOW_T Trace_Shadow;

#endif
