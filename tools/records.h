/* SPDX-License-Identifier: MIT */
/* What the records of packets are, as doc/trace-format.md has them. */
#ifndef JUNOMEMSTAT_RECORDS_H
#define JUNOMEMSTAT_RECORDS_H

enum record_type
{
    RECORD_HEADER = 1,
    RECORD_POOL,
    RECORD_MODULE,
    RECORD_STATE,
    RECORD_SOURCE_SITE,
    RECORD_ADDRESS_SITE,
    RECORD_CLASS,
    RECORD_MARK,
    RECORD_TIME,
    RECORD_END,
    RECORD_DUMPED,
    RECORD_TYPES
};

/* Of a header: it is that of a flight recorder's dump. */
#define HEADER_RING 1u

/* In the kind of a class. */
#define KIND_VALUE_IN_EVENT 64u

enum state_flag
{
    STATE_FIRST = 1,
    STATE_LAST = 2,
    STATE_DETAILS = 4,
    STATE_NO_SIZE = 8, /* of the details, this one says nothing */
    STATE_NO_COUNT = 16,
    STATE_NO_AGE = 32
};

#endif
