/* SPDX-License-Identifier: MIT */
/* The figures of each pool, as ranges where a gap leaves them unsure. */
#ifndef JUNOMEMSTAT_FIGURES_H
#define JUNOMEMSTAT_FIGURES_H

#include "replay.h"

struct figure
{
    uint64_t value;
    uint64_t min;
    uint64_t max; /* or UNBOUNDED */
    bool sure;    /* min and max say nothing more */
};

struct pool_figures
{
    uint32_t pool;
    struct figure used, peak, gets, puts, updates, failed_gets, waste_at_peak, waste_now;
    struct figure peak_time_ns;
    bool has_peak_time;
};

struct trace_figures
{
    struct figure events, dropped, duration_ns;
    struct figure before; /* events before the dumps of flight recorders */
    uint64_t went_back;   /* how many times a clock did */
    bool has_duration;
    bool is_ring; /* one of the streams is such a dump */
};

void figures_of_pool(const struct replay *replay, uint32_t position, struct pool_figures *figures);
void figures_of_trace(const struct replay *replay, struct trace_figures *figures);

/* How many failed calls of a kind there were, of which the trace tells `count`. */
struct figure figures_failures(const struct replay *replay, uint32_t pool, uint64_t count);

/* Whether the pool took part in the trace: was defined, or an event told of it. */
bool figures_has_pool(const struct replay *replay, uint32_t pool);

/* Ticks of the stream as nanoseconds; stays at the largest value. */
uint64_t figures_nanoseconds(const struct replay *replay, uint32_t stream, uint64_t ticks);

/* Nanoseconds from the stream's first event to the event in work; 0 before the first. */
uint64_t figures_now(const struct replay *replay, uint32_t stream);

/* Whether the stream has a clock. */
bool figures_has_clock(const struct replay *replay, uint32_t stream);

#endif
