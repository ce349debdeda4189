/* SPDX-License-Identifier: MIT */
/*
 * The hosted recorder's clock: nanoseconds of CLOCK_MONOTONIC, told by the
 * processor's cycle counter where that can be trusted, which costs half of what
 * the system's clock does. The counter is compared with the system's clock every
 * few milliseconds, so that the two never part.
 */
#ifndef TRACE_CLOCK_H
#define TRACE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Used by one thread at a time. */
typedef struct TRACE_CLOCK_TAG
{
    uint64_t iStartCount; /* the rate is measured since here */
    uint64_t iStartTime;  /* in nanoseconds, as all times */
    uint64_t iCount;      /* the newest comparison */
    uint64_t iTime;
    uint64_t iPeriod; /* counts until the next one; 0: the counter is not used */
    uint64_t iScale;  /* nanoseconds in a count, times 2^32 */
    uint64_t iLast;   /* what was told last */
    bool bCounter;    /* there is one to be trusted */
} TRACE_CLOCK_T;

void Trace_ClockInit(TRACE_CLOCK_T *ptClock);

/* The time; never less than the time before. */
uint64_t Trace_ClockNow(TRACE_CLOCK_T *ptClock);

#endif
