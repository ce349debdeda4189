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
 * once more, and the end; ERR where it has ended already. Looks at no pool:
 * those attached go on calling, and nobody listens. In trace_end.c.
 */
JUNO_STATUS_T Trace_EventEnd(JUNO_MEMORY_TRACE_T *ptTrace);

/* Appends one event at the present time. */
void Trace_EventAppend(JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_EVENT_T *ptEvent);

/*
 * Sees to it that a packet of events is begun and has room; the definitions are
 * written before it where they are due.
 */
void Trace_EventRoom(JUNO_MEMORY_TRACE_T *ptTrace, size_t zRoom);

/*
 * Goes on to the time iNow of an item that is put next: returns the ticks since
 * the item before. A clock that went back gets a record of its own.
 */
uint64_t Trace_EventElapsed(JUNO_MEMORY_TRACE_T *ptTrace, uint64_t iNow);

/* The calling thread's number; 0 where nobody asks for it. */
static inline uint32_t Trace_EventThread(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    const JUNO_MEMORY_TRACE_CONFIG_T *const ptConfig = &ptTrace->tConfig;

    return (ptConfig->pfcnThread != NULL) ? ptConfig->pfcnThread(ptConfig->pvUserData) : 0u;
}

/* Reads the clock, extended where it wraps; 0 without one. */
uint64_t Trace_EventNow(const JUNO_MEMORY_TRACE_T *ptTrace);

#endif
