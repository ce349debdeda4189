/* SPDX-License-Identifier: MIT */
/*
 * Which classes and sites the current packet has defined. A table of fixed
 * size, in which a key has two places; where both are taken one is overwritten,
 * so that its class would be defined once more. Bounded work at every event,
 * whatever the traffic.
 */
#ifndef TRACE_CACHE_H
#define TRACE_CACHE_H

#include "juno/memory/trace.h"
#include "memory_event.h"
#include <stdbool.h>

/* Words of a key: what is common to the events of a class; of a site the place. */
enum
{
    TRACE_KEY_PLACE, /* file name, or return address where the line is 0 */
    TRACE_KEY_LINE,
    TRACE_KEY_THREAD,
    TRACE_KEY_VALUE,
    TRACE_KEY_KIND, /* pool, kind and cause, each in its bits; 0 for a site */
    TRACE_KEY_PLACE_HIGH,
    TRACE_KEY_WORDS = TRACE_KEY_PLACE_HIGH + ((SIZE_MAX > UINT32_MAX) ? 1 : 0)
};

typedef struct TRACE_KEY_TAG
{
    uint32_t aiWords[TRACE_KEY_WORDS];
} TRACE_KEY_T;

/* An entry of the table. */
typedef struct TRACE_CACHE_ENTRY_TAG
{
    TRACE_KEY_T tKey;
    uint32_t iNumber; /* class id or site number; 0: empty */
} TRACE_CACHE_ENTRY_T;

/* Sets the key of a site: file and line, or address. False: the site is not known. */
bool Trace_CacheSite(TRACE_KEY_T *ptKey, const MEMORY_SITE_T *ptSite);

/* Makes every entry empty, for a new packet. */
static inline void Trace_CacheClear(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    uint32_t *const piWords = ptTrace->pvCache;
    size_t i = ((size_t)ptTrace->iCacheSize + 1u) * (sizeof(TRACE_CACHE_ENTRY_T) / sizeof(uint32_t));

    while (i > 0u)
    {
        i--;
        piWords[i] = 0; /* keys too: they are compared before it is clear that there is none */
    }
}

/* The number of a key in this packet; 0: not defined in it, as far as known. */
unsigned int Trace_CacheFind(const JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey);

/* Remembers the number, not 0, of a key that Trace_CacheFind did not find. */
void Trace_CacheInsert(const JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey, unsigned int iNumber);

#endif
