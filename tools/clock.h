/* SPDX-License-Identifier: MIT */
/* Time that never goes back, made of a clock that may. */
#ifndef JUNOMEMSTAT_CLOCK_H
#define JUNOMEMSTAT_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct clock
{
    uint64_t shown;     /* ticks, as the trace says */
    uint64_t time;      /* the same where the clock never went back, else later */
    uint64_t went_back; /* how many times */
    bool started;
};

/* The time of something that happened now; it is not before anything read earlier. */
uint64_t clock_read(struct clock *clock, uint64_t shown);

/* The time of something that happened earlier; UINT64_MAX: before all time that can be told. */
uint64_t clock_convert(const struct clock *clock, uint64_t shown);

#endif
