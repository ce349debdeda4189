/* SPDX-License-Identifier: MIT */
#include "trace_cache.h"

enum
{
    PROBES = 4
};

/* Multiplicative hashing (Knuth, The Art of Computer Programming 3, 6.4). */
static uint32_t Hash(const TRACE_KEY_T *ptKey)
{
    uint32_t iHash = (uint32_t)(uintptr_t)ptKey->pvSite ^ (ptKey->iLine << 7);

    iHash = (iHash ^ ptKey->iThread) * 0x9E3779B1u;
    iHash ^= ((uint32_t)ptKey->iPool << 16) ^ ((uint32_t)ptKey->iKind << 8) ^ ptKey->iCause;
    iHash = (iHash ^ ptKey->iValue) * 0x9E3779B1u;
    return iHash >> 16;
}

static bool IsEqual(const TRACE_KEY_T *ptLeft, const TRACE_KEY_T *ptRight)
{
    return ptLeft->pvSite == ptRight->pvSite && ptLeft->iLine == ptRight->iLine &&
           ptLeft->iValue == ptRight->iValue && ptLeft->iThread == ptRight->iThread &&
           ptLeft->iPool == ptRight->iPool && ptLeft->iKind == ptRight->iKind &&
           ptLeft->iCause == ptRight->iCause;
}

void Trace_CacheClear(JUNO_MEMORY_TRACE_T *ptTrace)
{
    TRACE_CACHE_ENTRY_T *const ptEntries = ptTrace->pvCache;

    for (size_t i = 0; i < ptTrace->iCacheSize; i++)
    {
        ptEntries[i] = (TRACE_CACHE_ENTRY_T){0};
    }
}

void Trace_CacheNewPacket(JUNO_MEMORY_TRACE_T *ptTrace)
{
    ptTrace->iPacketNumber++;
    if (ptTrace->iPacketNumber == 0u)
    {
        Trace_CacheClear(ptTrace); /* the packets' numbers begin again */
    }
}

/* Whether an entry says anything about this packet. */
static bool IsTaken(const JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_CACHE_ENTRY_T *ptEntry)
{
    return ptEntry->iNumber != 0u && ptEntry->iPacket == ptTrace->iPacketNumber;
}

unsigned int Trace_CacheFind(const JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey)
{
    const TRACE_CACHE_ENTRY_T *const ptEntries = ptTrace->pvCache;
    const uint32_t iMask = (uint32_t)ptTrace->iCacheSize - 1u;
    const uint32_t iHash = Hash(ptKey);

    for (uint32_t i = 0; i < PROBES; i++)
    {
        const TRACE_CACHE_ENTRY_T *const ptEntry = &ptEntries[(iHash + i) & iMask];
        if (!IsTaken(ptTrace, ptEntry))
        {
            return 0;
        }
        if (IsEqual(&ptEntry->tKey, ptKey))
        {
            return ptEntry->iNumber;
        }
    }
    return 0;
}

void Trace_CacheInsert(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey, unsigned int iNumber)
{
    TRACE_CACHE_ENTRY_T *const ptEntries = ptTrace->pvCache;
    const uint32_t iMask = (uint32_t)ptTrace->iCacheSize - 1u;
    const uint32_t iHash = Hash(ptKey);
    uint32_t i = 0;

    while (i < PROBES && IsTaken(ptTrace, &ptEntries[(iHash + i) & iMask]))
    {
        i++;
    }
    if (i == PROBES)
    {
        i = iNumber % PROBES; /* all taken: any one goes */
    }
    ptEntries[(iHash + i) & iMask] = (TRACE_CACHE_ENTRY_T){
        .tKey = *ptKey,
        .iPacket = ptTrace->iPacketNumber,
        .iNumber = (uint16_t)iNumber,
    };
}
