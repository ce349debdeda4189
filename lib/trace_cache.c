/* SPDX-License-Identifier: MIT */
#include "trace_cache.h"

bool Trace_CacheSite(TRACE_KEY_T *ptKey, const MEMORY_SITE_T *ptSite)
{
    const bool bSource = ptSite->pcFile != NULL;
    const uintptr_t iPlace = (uintptr_t)(bSource ? ptSite->pcFile : ptSite->pvCaller);

    ptKey->aiWords[TRACE_KEY_PLACE] = (uint32_t)iPlace;
    ptKey->aiWords[TRACE_KEY_LINE] = bSource ? ptSite->iLine : 0u;
    ptKey->aiWords[TRACE_KEY_THREAD] = 0;
    ptKey->aiWords[TRACE_KEY_VALUE] = 0;
    ptKey->aiWords[TRACE_KEY_KIND] = 0;
#if SIZE_MAX > UINT32_MAX
    ptKey->aiWords[TRACE_KEY_PLACE_HIGH] = (uint32_t)(iPlace >> 32);
#endif
    return iPlace != 0u;
}

enum
{
    PROBES = 4
};

/* The first place of a key. Multiplicative hashing (Knuth, The Art of Computer Programming 3, 6.4). */
static size_t FirstPlace(const JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey)
{
    const uint32_t *const piWords = ptKey->aiWords;
    const uint32_t iPlace = piWords[TRACE_KEY_PLACE] ^ (piWords[TRACE_KEY_LINE] << 7);
    const uint32_t iRest =
        piWords[TRACE_KEY_KIND] ^ (piWords[TRACE_KEY_THREAD] << 11) ^ (piWords[TRACE_KEY_VALUE] << 3);
    const uint32_t iHash = (iPlace ^ (iRest << 5)) * 0x9E3779B1u;

    return (size_t)(((uint64_t)iHash * ptTrace->iCacheSize) >> 32);
}

static bool HasKey(const TRACE_CACHE_ENTRY_T *ptEntry, const TRACE_KEY_T *ptKey)
{
    size_t i = 0;

    while (i < TRACE_KEY_WORDS && ptEntry->tKey.aiWords[i] == ptKey->aiWords[i])
    {
        i++;
    }
    return i == TRACE_KEY_WORDS;
}

uint32_t *Trace_CacheNumber(const JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey)
{
    size_t zPlace = FirstPlace(ptTrace, ptKey);
    TRACE_CACHE_ENTRY_T *ptEntry = (TRACE_CACHE_ENTRY_T *)ptTrace->pvCache + zPlace;
    unsigned int iLeft = PROBES;

    while (ptEntry->iNumber != 0u && !HasKey(ptEntry, ptKey))
    {
        iLeft--;
        if (iLeft == 0u)
        {
            ptEntry->iNumber = 0; /* all taken: this one goes */
        }
        else
        {
            zPlace = (zPlace + 1u == ptTrace->iCacheSize) ? 0u : zPlace + 1u;
            ptEntry = (TRACE_CACHE_ENTRY_T *)ptTrace->pvCache + zPlace;
        }
    }
    if (ptEntry->iNumber == 0u)
    {
        ptEntry->tKey = *ptKey;
    }
    return &ptEntry->iNumber;
}
