/* SPDX-License-Identifier: MIT */
/*
 * What a recording to a file needs from a hosted system: descriptor, clock,
 * lock, thread numbers, buffer.
 */
#ifndef TRACE_HOST_H
#define TRACE_HOST_H

#include "juno/memory/trace.h"

/* What happens to a trace that the file holds already. */
typedef enum TRACE_HOST_MODE_TAG
{
    TRACE_HOST_REPLACE,
    TRACE_HOST_APPEND
} TRACE_HOST_MODE_T;

/* Juno_MemoryTraceOpen, in either mode. */
JUNO_STATUS_T Trace_HostOpen(JUNO_MEMORY_TRACE_T *ptTrace, const char *pcPath, TRACE_HOST_MODE_T eMode);

/*
 * At the end of the process: ends the recording and closes the file, and leaves
 * the pools alone, which may be gone. What they might still call stays.
 */
JUNO_STATUS_T Trace_HostClose(JUNO_MEMORY_TRACE_T *ptTrace);

#endif
