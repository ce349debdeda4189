/* SPDX-License-Identifier: MIT */
/*
 * Recording to a file, on hosted systems. A thread-safe clock, a lock and
 * thread numbers come with it, and it may allocate memory.
 *
 * Without any code: where JUNO_MEMORY_TRACE_FILE=PATH is in the environment,
 * every pool that the process inits is recorded to PATH until the process
 * exits, named after the place that inited it. each "%p" in PATH is the process id.
 * A file that holds a trace already is appended to. The variable is ignored in
 * set-user-id programs, and a forked child stops recording. A pool that the
 * program attaches to a trace of its own is recorded there instead.
 */
#ifndef JUNO_MEMORY_TRACE_FILE_H
#define JUNO_MEMORY_TRACE_FILE_H

#include "juno/memory/trace.h"

#ifdef __cplusplus
extern "C"
{
#endif

/*
 * Begins a recording to a file. A file that is there is replaced if it is a
 * trace or empty, and left alone if it is anything else. A child that the
 * process forks records nothing.
 *
 * Returns, the first that applies; unless it is SUCCESS nothing is recorded:
 *   JUNO_STATUS_NULLPTR_ERROR   an argument is NULL
 *   JUNO_STATUS_FILE_ERROR      the file cannot be opened (errno says why), or
 *                               is there and is no trace (errno is EEXIST)
 *   JUNO_STATUS_MEMALLOC_ERROR  out of memory
 *   JUNO_STATUS_WRITE_ERROR     the file cannot be written
 *   JUNO_STATUS_SUCCESS
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T Juno_MemoryTraceOpen(JUNO_MEMORY_TRACE_T *ptTrace, const char *pcPath);

/*
 * Ends a recording that Juno_MemoryTraceOpen began, and closes its file.
 *
 * Returns, the first that applies:
 *   JUNO_STATUS_NULLPTR_ERROR  ptTrace is NULL
 *   JUNO_STATUS_ERR            the trace was not begun by Juno_MemoryTraceOpen,
 *                              or is closed already
 *   JUNO_STATUS_WRITE_ERROR    the last of it could not be written; the
 *                              recording has ended and the file is closed
 *   JUNO_STATUS_SUCCESS
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T Juno_MemoryTraceClose(JUNO_MEMORY_TRACE_T *ptTrace);

#ifdef __cplusplus
}
#endif
#endif
