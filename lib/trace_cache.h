/* SPDX-License-Identifier: MIT */
/*
 * Which classes and sites the current packet has defined. A table of fixed
 * size, in which a key has four places; where all are taken one is overwritten,
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
    TRACE_CACHE_ENTRY_T *const ptEntries = ptTrace->pvCache;
    size_t i = ptTrace->iCacheSize;

    while (i > 0u)
    {
        i--;
        ptEntries[i].iNumber = 0;
    }
}

/*
 * Where the number of a key in this packet stands; 0: it is not defined in it,
 * as far as known, and the caller defines it and puts its number there.
 */
uint32_t *Trace_CacheNumber(const JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey);

#endif
