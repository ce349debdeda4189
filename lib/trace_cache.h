/* SPDX-License-Identifier: MIT */
/*
 * Which classes and sites the current packet has defined. A table of fixed
 * size, probed a few entries far; an entry of an earlier packet counts as
 * empty, and where all are taken one is overwritten, so that its class would be
 * defined once more. Bounded work at every event, whatever the traffic.
 */
#ifndef TRACE_CACHE_H
#define TRACE_CACHE_H

#include "juno/memory/trace.h"
#include "memory_event.h"

/* What is common to the events of a class; for a site only the first two. */
typedef struct TRACE_KEY_TAG
{
    const void *pvSite; /* file name, or return address where iLine is 0 */
    uint32_t iLine;
    uint32_t iThread;
    uint32_t iValue;
    uint16_t iPool;
    uint8_t iKind;  /* event kind, with TRACE_VALUE_IN_EVENT; 0 for a site */
    uint8_t iCause; /* cause, and the failed call's kind times 16 */
} TRACE_KEY_T;

#define TRACE_VALUE_IN_EVENT 64u

/* An entry of the table. */
typedef struct TRACE_CACHE_ENTRY_TAG
{
    TRACE_KEY_T tKey;
    uint16_t iPacket; /* packet that it belongs to */
    uint16_t iNumber; /* class id or site number there; 0: empty */
} TRACE_CACHE_ENTRY_T;

/* Makes every entry empty. */
void Trace_CacheClear(JUNO_MEMORY_TRACE_T *ptTrace);

/*
 * Makes room for a new packet: what is there belongs to an earlier one. O(1),
 * but every 65,536th time O(size of the table).
 */
void Trace_CacheNewPacket(JUNO_MEMORY_TRACE_T *ptTrace);

/* The number of a key in this packet; 0: not defined in it, as far as known. */
unsigned int Trace_CacheFind(const JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey);

/* Remembers the number, not 0, of a key that Trace_CacheFind did not find. */
void Trace_CacheInsert(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey, unsigned int iNumber);

#endif
