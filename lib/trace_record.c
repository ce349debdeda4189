/* SPDX-License-Identifier: MIT */
#include "trace_record.h"
#include "memory_pool.h"
#include "trace_cache.h"

/* Types of record; doc/trace-format.md, section 2. */
enum
{
    RECORD_HEADER = 1,
    RECORD_POOL = 2,
    RECORD_STATE = 4,
    RECORD_SOURCE_SITE = 5,
    RECORD_ADDRESS_SITE = 6,
    RECORD_CLASS = 7,
    RECORD_MARK = 8,
    RECORD_TIME = 9,
    RECORD_END = 10
};

/* Flags of a state record. */
enum
{
    STATE_FIRST = 1,
    STATE_LAST = 2,
    STATE_ENTRY_MAX = 5 /* bytes of a block's index */
};

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "unknown"
#endif

/* A whole string, cut to the packet. */
static void PutText(JUNO_MEMORY_TRACE_T *ptTrace, const char *pcText, size_t zKeep)
{
    Trace_PutString(ptTrace, pcText, Trace_Length(pcText, Trace_PacketRoom(ptTrace) - zKeep));
}

void Trace_RecordHeader(JUNO_MEMORY_TRACE_T *ptTrace)
{
    const size_t zBody = Trace_RecordBegin(ptTrace, RECORD_HEADER);

    Trace_PutVarint(ptTrace, ptTrace->tConfig.iTicksPerSecond);
    Trace_PutVarint(ptTrace, sizeof(void *));
    PutText(ptTrace, PACKAGE_VERSION, 8u);
    PutText(ptTrace, ptTrace->tConfig.pcProgram, 8u);
    Trace_RecordEnd(ptTrace, zBody);
}

void Trace_RecordPool(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool)
{
    const size_t zBody = Trace_RecordBegin(ptTrace, RECORD_POOL);

    Trace_PutVarint(ptTrace, ptPool->iId);
    PutText(ptTrace, ptPool->pcName, TRACE_ROOM_RECORD);
    Trace_PutVarint(ptTrace, ptPool->zTypeSize);
    Trace_PutVarint(ptTrace, ptPool->zLength);
    Trace_PutVarint(ptTrace, (uintptr_t)ptPool->pvMemory);
    Trace_RecordEnd(ptTrace, zBody);
}

/* What a packet can spare for the texts of one site. */
static size_t SiteTextMax(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    return (size_t)ptTrace->iCapacity - TRACE_PACKET_HEAD - TRACE_PACKET_CRC - TRACE_ROOM_SITE -
           TRACE_ROOM_CLASS - TRACE_ROOM_EVENT;
}

/* Of a function's name at most a third of that, of a file's name the rest. */
static size_t FunctionLength(const JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_SITE_T *ptSite)
{
    return Trace_Length(ptSite->pcFunction, SiteTextMax(ptTrace) / 3u);
}

static size_t FileLength(const MEMORY_SITE_T *ptSite)
{
    return Trace_Length(ptSite->pcFile, TRACE_PACKET_MAX);
}

size_t Trace_RecordSiteText(const JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_SITE_T *ptSite)
{
    const size_t zMax = SiteTextMax(ptTrace);
    const size_t zWanted = FunctionLength(ptTrace, ptSite) + FileLength(ptSite);

    return (zWanted < zMax) ? zWanted : zMax;
}

/* Of a file name that is too long the end says more than the beginning. */
static void PutSource(JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_SITE_T *ptSite)
{
    const size_t zFunction = FunctionLength(ptTrace, ptSite);
    const size_t zFile = FileLength(ptSite);
    const size_t zMax = SiteTextMax(ptTrace) - zFunction;
    const size_t zCut = (zFile > zMax) ? zFile - zMax : 0u;

    Trace_PutVarint(ptTrace, ptSite->iLine);
    Trace_PutString(ptTrace, &ptSite->pcFile[zCut], zFile - zCut);
    Trace_PutString(ptTrace, ptSite->pcFunction, zFunction);
}

void Trace_RecordSite(JUNO_MEMORY_TRACE_T *ptTrace, unsigned int iNumber, const MEMORY_SITE_T *ptSite)
{
    const bool bSource = ptSite->pcFile != NULL;
    const size_t zBody = Trace_RecordBegin(ptTrace, bSource ? RECORD_SOURCE_SITE : RECORD_ADDRESS_SITE);

    Trace_PutVarint(ptTrace, iNumber);
    if (bSource)
    {
        PutSource(ptTrace, ptSite);
    }
    else
    {
        Trace_PutVarint(ptTrace, 0u); /* no module: an absolute address */
        Trace_PutVarint(ptTrace, (uintptr_t)ptSite->pvCaller);
    }
    Trace_RecordEnd(ptTrace, zBody);
}

void Trace_RecordClass(JUNO_MEMORY_TRACE_T *ptTrace, unsigned int iNumber, const TRACE_CLASS_T *ptClass)
{
    const size_t zBody = Trace_RecordBegin(ptTrace, RECORD_CLASS);

    Trace_PutVarint(ptTrace, iNumber);
    Trace_PutVarint(ptTrace, ptClass->iKind);
    Trace_PutVarint(ptTrace, ptClass->iPool);
    Trace_PutVarint(ptTrace, ptClass->iSite);
    Trace_PutVarint(ptTrace, ptClass->iThread);
    if ((ptClass->iKind & TRACE_VALUE_IN_EVENT) == 0u)
    {
        Trace_PutVarint(ptTrace, ptClass->iValue);
    }
    if (ptClass->iFailedKind != 0u)
    {
        Trace_PutVarint(ptTrace, ptClass->iFailedKind);
        Trace_PutVarint(ptTrace, ptClass->iCause);
        Trace_PutVarint(ptTrace, ptClass->iStatus);
    }
    Trace_RecordEnd(ptTrace, zBody);
}

void Trace_RecordMark(JUNO_MEMORY_TRACE_T *ptTrace, uint64_t iNow, uint32_t iThread, const char *pcText)
{
    const size_t zBody = Trace_RecordBegin(ptTrace, RECORD_MARK);

    Trace_PutVarint(ptTrace, iNow - ptTrace->iTime);
    Trace_PutVarint(ptTrace, iThread);
    PutText(ptTrace, pcText, 8u);
    Trace_RecordEnd(ptTrace, zBody);
    ptTrace->iTime = iNow;
}

void Trace_RecordTime(JUNO_MEMORY_TRACE_T *ptTrace, uint64_t iNow)
{
    const size_t zBody = Trace_RecordBegin(ptTrace, RECORD_TIME);

    Trace_PutFixed(ptTrace, iNow, 8u);
    Trace_RecordEnd(ptTrace, zBody);
    ptTrace->iTime = iNow;
}

void Trace_RecordEndOfStream(JUNO_MEMORY_TRACE_T *ptTrace)
{
    const size_t zBody = Trace_RecordBegin(ptTrace, RECORD_END);

    Trace_PutVarint(ptTrace, ptTrace->iEvents);
    Trace_PutVarint(ptTrace, ptTrace->iDroppedTotal);
    Trace_RecordEnd(ptTrace, zBody);
}

void Trace_RecordState(
    JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool, size_t *pzBlock, size_t *pzLeft
)
{
    const size_t zRoom = (Trace_PacketRoom(ptTrace) - TRACE_ROOM_RECORD) / STATE_ENTRY_MAX;
    size_t zEntries = (*pzLeft < zRoom) ? *pzLeft : zRoom;
    const unsigned int iFirst = (*pzBlock == 0u) ? STATE_FIRST : 0u;
    const unsigned int iLast = (zEntries == *pzLeft) ? STATE_LAST : 0u;
    const size_t zBody = Trace_RecordBegin(ptTrace, RECORD_STATE);
    size_t zBefore = 0;

    Trace_PutVarint(ptTrace, ptPool->iId);
    Trace_PutVarint(ptTrace, iFirst | iLast);
    Trace_PutVarint(ptTrace, zEntries);
    *pzLeft -= zEntries;
    for (; zEntries > 0u; (*pzBlock)++)
    {
        if (Memory_PoolIsLive(ptPool->ptBlk, *pzBlock))
        {
            Trace_PutVarint(ptTrace, *pzBlock - zBefore);
            zBefore = *pzBlock;
            zEntries--;
        }
    }
    Trace_RecordEnd(ptTrace, zBody);
}
