/* SPDX-License-Identifier: MIT */
/*
 * The stream of packets: events and marks into packets, and between them the
 * header and the definitions again. But for Trace_EventEnd, the caller holds
 * the trace's lock.
 */
#ifndef TRACE_EVENT_H
#define TRACE_EVENT_H

#include "trace_record.h"

/* Enters and leaves the trace's lock, where it has one. */
void Trace_EventLock(const JUNO_MEMORY_TRACE_T *ptTrace);
void Trace_EventUnlock(const JUNO_MEMORY_TRACE_T *ptTrace);

/*
 * Ends the recording, inside the lock: writes what is left, the definitions
 * once more, and the end; ERR where it has ended already. Looks at no pool: those attached go on calling, and
 * nobody listens.
 */
JUNO_STATUS_T Trace_EventEnd(JUNO_MEMORY_TRACE_T *ptTrace);

/* Appends one event of a pool at the present time. */
void Trace_EventAppend(JUNO_MEMORY_TRACE_T *ptTrace, uint32_t iPool, const MEMORY_EVENT_T *ptEvent);

/* Appends a mark. */
void Trace_EventMark(JUNO_MEMORY_TRACE_T *ptTrace, const char *pcText);

/*
 * Writes the packet that has been begun, if any; where it is due, the
 * definitions after it.
 */
JUNO_STATUS_T Trace_EventFlush(JUNO_MEMORY_TRACE_T *ptTrace);

/* Writes the header and the definitions of all attached pools. */
JUNO_STATUS_T Trace_EventDefine(JUNO_MEMORY_TRACE_T *ptTrace);

/* Writes one pool's definition and, where it has live blocks, its state. */
void Trace_EventDefinePool(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool);

/* An entry of the table of pools, from 0 to iPools - 1. */
TRACE_POOL_T *Trace_EventPool(const JUNO_MEMORY_TRACE_T *ptTrace, size_t zIndex);

/* Reads the clock; 0 without one. */
uint64_t Trace_EventNow(const JUNO_MEMORY_TRACE_T *ptTrace);

#endif
