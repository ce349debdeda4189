/* SPDX-License-Identifier: MIT */
#include "trace_cache.h"

void Trace_CachePlace(TRACE_KEY_T *ptKey, const MEMORY_SITE_T *ptSite)
{
    const bool bSource = ptSite->pcFile != NULL;
    const uintptr_t iPlace = (uintptr_t)(bSource ? ptSite->pcFile : ptSite->pvCaller);

    ptKey->aiWords[TRACE_KEY_PLACE] = (uint32_t)iPlace;
    ptKey->aiWords[TRACE_KEY_LINE] = bSource ? ptSite->iLine : 0u;
#if SIZE_MAX > UINT32_MAX
    ptKey->aiWords[TRACE_KEY_PLACE_HIGH] = (uint32_t)(iPlace >> 32);
#endif
}

/*
 * The first of a key's two places; the other one follows it. Multiplicative
 * hashing (Knuth, The Art of Computer Programming 3, 6.4).
 */
static TRACE_CACHE_ENTRY_T *FirstEntry(const JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey)
{
    const uint32_t *const piWords = ptKey->aiWords;
    const uint32_t iPlace = piWords[TRACE_KEY_PLACE] ^ (piWords[TRACE_KEY_LINE] << 7);
    const uint32_t iRest =
        piWords[TRACE_KEY_KIND] ^ (piWords[TRACE_KEY_THREAD] << 11) ^ (piWords[TRACE_KEY_VALUE] << 3);
    const uint32_t iHash = (iPlace ^ (iRest << 5)) * 0x9E3779B1u;

    return (TRACE_CACHE_ENTRY_T *)ptTrace->pvCache + (((uint64_t)iHash * ptTrace->iCacheSize) >> 32);
}

/* Whether an entry says anything about this packet. */
static bool IsTaken(const JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_CACHE_ENTRY_T *ptEntry)
{
    return ptEntry->iPacket == ptTrace->iPacketNumber;
}

static bool
HasKey(const JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_CACHE_ENTRY_T *ptEntry, const TRACE_KEY_T *ptKey)
{
    uint32_t iDifference = 0;

    for (size_t i = 0; i < TRACE_KEY_WORDS; i++)
    {
        iDifference |= ptEntry->tKey.aiWords[i] ^ ptKey->aiWords[i];
    }
    return iDifference == 0u && IsTaken(ptTrace, ptEntry);
}

void Trace_CacheNewPacket(JUNO_MEMORY_TRACE_T *ptTrace)
{
    TRACE_CACHE_ENTRY_T *const ptEntries = ptTrace->pvCache;

    ptTrace->iPacketNumber++;
    if (ptTrace->iPacketNumber <= 1u) /* the packets' numbers begin, or begin again */
    {
        ptTrace->iPacketNumber = 1;
        for (size_t i = 0; i <= ptTrace->iCacheSize; i++)
        {
            ptEntries[i].iPacket = 0;
        }
    }
}

unsigned int Trace_CacheFind(const JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey)
{
    const TRACE_CACHE_ENTRY_T *ptEntry = FirstEntry(ptTrace, ptKey);

    for (unsigned int i = 0; i < TRACE_CACHE_PLACES; i++)
    {
        if (HasKey(ptTrace, ptEntry, ptKey))
        {
            return ptEntry->iNumber;
        }
        ptEntry++;
    }
    return 0;
}

void Trace_CacheInsert(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey, unsigned int iNumber)
{
    TRACE_CACHE_ENTRY_T *ptEntry = FirstEntry(ptTrace, ptKey);

    if (IsTaken(ptTrace, ptEntry))
    {
        ptEntry++;
    }
    ptEntry->tKey = *ptKey;
    ptEntry->iPacket = ptTrace->iPacketNumber;
    ptEntry->iNumber = (uint16_t)iNumber;
}
