/* SPDX-License-Identifier: MIT */
/*
 * The records of doc/trace-format.md, sections 2 to 4, each appended to the
 * packet that has been begun. The caller has seen to it that the record fits.
 */
#ifndef TRACE_RECORD_H
#define TRACE_RECORD_H

#include "memory_event.h"
#include "trace_packet.h"

/* The most that an item takes, its texts not counted. */
enum
{
    TRACE_ROOM_SITE = 18,
    TRACE_ROOM_CLASS = 28,
    TRACE_ROOM_EVENT = 31,  /* a Time record before it included */
    TRACE_ROOM_RECORD = 40, /* any other */
    TRACE_PROGRAM_MAX = 32  /* bytes of the program's name */
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
    JUNO_MEMORY_TRACE_SLOT_T *ptTable; /* of the caller; NULL: none */
    unsigned char *piBits;             /* live blocks, in a ring without a table */
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

#define TRACE_VALUE_IN_EVENT 64u

void Trace_RecordHeader(JUNO_MEMORY_TRACE_T *ptTrace);
void Trace_RecordPool(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool);
void Trace_RecordClass(JUNO_MEMORY_TRACE_T *ptTrace, unsigned int iNumber, const TRACE_CLASS_T *ptClass);
void Trace_RecordMark(JUNO_MEMORY_TRACE_T *ptTrace, uint64_t iNow, uint32_t iThread, const char *pcText);
void Trace_RecordTime(JUNO_MEMORY_TRACE_T *ptTrace, uint64_t iNow);
void Trace_RecordEndOfStream(JUNO_MEMORY_TRACE_T *ptTrace);

/*
 * Room that a site with its texts would like to have, and its record: the texts
 * are cut so that zKeep bytes of the packet are left.
 */
size_t Trace_RecordSiteRoom(const MEMORY_SITE_T *ptSite);
void Trace_RecordSite(
    JUNO_MEMORY_TRACE_T *ptTrace, unsigned int iNumber, const MEMORY_SITE_T *ptSite, size_t zKeep
);

/* Begins a Block-state record: returns where its entries go. */
unsigned char *Trace_RecordStateOpen(
    const JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool, unsigned int iFlags, size_t zEntries
);

/* Flags of that record. */
enum
{
    TRACE_STATE_FIRST = 1,
    TRACE_STATE_LAST = 2,
    TRACE_STATE_DETAILS = 4
};

#endif
