/* SPDX-License-Identifier: MIT */
/*
 * What a reader must know before it can understand events: the header, the
 * pools and their blocks. The caller holds the trace's lock.
 */
#ifndef TRACE_DEFINE_H
#define TRACE_DEFINE_H

#include "trace_record.h"

/* An entry of the table of pools, from 0 to iPools - 1. Entry 0 is the last in memory. */
static inline TRACE_POOL_T *Trace_DefinePool(const JUNO_MEMORY_TRACE_T *ptTrace, size_t zIndex)
{
    return (TRACE_POOL_T *)ptTrace->pvPools - 1u - zIndex;
}

/* The entry with the largest index; the table's end (pvPools) where there is none. */
static inline TRACE_POOL_T *Trace_DefineLast(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    return (TRACE_POOL_T *)ptTrace->pvPools - ptTrace->iPools;
}

/*
 * Writes the header, the definitions of all attached pools and, where they are
 * kept, the states. Where something could not be written they are due again.
 */
void Trace_DefineAll(JUNO_MEMORY_TRACE_T *ptTrace);

/* Adds one pool's definition to the packet. Its name is cut where it does not fit. */
void Trace_DefineOne(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool);

/* Writes packets with the blocks of a pool that are out, of which there are some. It is locked. */
void Trace_DefineState(JUNO_MEMORY_TRACE_T *ptTrace, const JUNO_MEMORY_BLOCK_T *ptBlk);

/* Takes a pool out of the table; the last one moves into its place. */
void Trace_DefineForget(JUNO_MEMORY_TRACE_T *ptTrace, const JUNO_MEMORY_BLOCK_T *ptBlk);

/* The same, and takes the trace off the pool, which is locked. In trace_release.c. */
void Trace_DefineRelease(JUNO_MEMORY_TRACE_T *ptTrace, JUNO_MEMORY_BLOCK_T *ptBlk);

/* Ends the packet where it has less room, and begins another of its kind. */
void Trace_DefineRoom(JUNO_MEMORY_TRACE_T *ptTrace, size_t zRoom);

#endif
