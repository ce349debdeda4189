/* SPDX-License-Identifier: MIT */
/*
 * The records and events of doc/trace-format.md, sections 2 to 4, each as it
 * stands in a packet. The caller has begun the packet and seen to it that the
 * record fits.
 */
#ifndef TRACE_RECORD_H
#define TRACE_RECORD_H

#include "memory_event.h"
#include "trace_packet.h"

/* The most that a record takes, its texts not counted. */
enum
{
    TRACE_ROOM_SITE = 16,
    TRACE_ROOM_CLASS = 31,
    TRACE_ROOM_EVENT = 30, /* a Time record before it included */
    TRACE_ROOM_RECORD = 40 /* any other */
};

/*
 * An attached pool, in the table at the end of the trace's buffer. Its
 * definition is kept here, so that it can be repeated without a look at the
 * pool: that may be gone without having been ended.
 */
typedef struct TRACE_POOL_TAG
{
    JUNO_MEMORY_BLOCK_T *ptBlk;
    const char *pcName;
    const void *pvMemory;
    size_t zTypeSize;
    size_t zLength;
    uint32_t iId;
} TRACE_POOL_T;

/* A class: what its events have in common. */
typedef struct TRACE_CLASS_TAG
{
    uint32_t iPool;
    uint32_t iThread;
    unsigned int iSite;
    unsigned int iKind; /* of the event, with TRACE_VALUE_IN_EVENT */
    unsigned int iFailedKind;
    unsigned int iCause;
    unsigned int iStatus;
    uint32_t iValue;
} TRACE_CLASS_T;

void Trace_RecordHeader(JUNO_MEMORY_TRACE_T *ptTrace);
void Trace_RecordPool(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool);
void Trace_RecordClass(JUNO_MEMORY_TRACE_T *ptTrace, unsigned int iNumber, const TRACE_CLASS_T *ptClass);
void Trace_RecordMark(JUNO_MEMORY_TRACE_T *ptTrace, uint64_t iNow, uint32_t iThread, const char *pcText);
void Trace_RecordTime(JUNO_MEMORY_TRACE_T *ptTrace, uint64_t iNow);
void Trace_RecordEndOfStream(JUNO_MEMORY_TRACE_T *ptTrace);

/* Length that a site's texts may have, so that a packet can always hold it. */
size_t Trace_RecordSiteText(const JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_SITE_T *ptSite);
void Trace_RecordSite(JUNO_MEMORY_TRACE_T *ptTrace, unsigned int iNumber, const MEMORY_SITE_T *ptSite);

/*
 * As many live blocks, from *pzBlock on and at most *pzLeft, as the packet has
 * room for; moves both on.
 */
void Trace_RecordState(
    JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool, size_t *pzBlock, size_t *pzLeft
);

#endif
