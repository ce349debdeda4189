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

/* Of a key's word with the kind: the class record's kind, its flag, and where the pool begins. */
#define TRACE_KIND_MASK 0x7Fu
#define TRACE_VALUE_IN_EVENT 64u
#define TRACE_POOL_SHIFT 16u

/* Types of record. */
enum
{
    TRACE_RECORD_HEADER = 1,
    TRACE_RECORD_POOL = 2,
    TRACE_RECORD_STATE = 4,
    TRACE_RECORD_SOURCE_SITE = 5,
    TRACE_RECORD_ADDRESS_SITE = 6,
    TRACE_RECORD_CLASS = 7,
    TRACE_RECORD_MARK = 8,
    TRACE_RECORD_TIME = 9,
    TRACE_RECORD_END = 10
};

/*
 * Room that a site with its texts would like to have, and its record: the texts
 * are cut so that zKeep bytes of the packet are left.
 */
size_t Trace_RecordSiteRoom(const MEMORY_SITE_T *ptSite);
void Trace_RecordSite(
    JUNO_MEMORY_TRACE_T *ptTrace, unsigned int iNumber, const MEMORY_SITE_T *ptSite, size_t zKeep
);

/* Flags of a Block-state record. */
enum
{
    TRACE_STATE_FIRST = 1,
    TRACE_STATE_LAST = 2,
    TRACE_STATE_DETAILS = 4
};

#endif
