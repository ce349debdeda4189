/* SPDX-License-Identifier: MIT */
/*
 * How many blocks of each pool are live over time, in bounded memory at any
 * length of the trace: at most SERIES_INTERVALS intervals of one width for each
 * stream, which doubles, pairs of intervals becoming one, whenever the trace
 * runs on beyond them. An interval keeps its smallest and its largest value, so
 * no spike is ever smoothed away, however short it was. Intervals in which
 * nothing happened take no memory.
 *
 *     struct series series;
 *     series_begin(&series, &run->replay);      in begin(): observes the replay
 *     ...
 *     struct series_walk walk;
 *     struct series_interval interval;
 *     series_walk(&walk, &series, &run->replay, pool);
 *     while (series_next(&walk, &interval)) ...
 *     series_free(&series);
 *
 * It may be walked at any time, also while the trace still grows.
 */
#ifndef JUNOMEMSTAT_SERIES_H
#define JUNOMEMSTAT_SERIES_H

#include "replay.h"

#define SERIES_INTERVALS 2048u
#define SERIES_MARKS 512u
/* Bytes of a mark's text that are kept. */
#define SERIES_MARK_TEXT 120u

/* What a stream's axis counts, from the stream's first event. */
enum series_unit
{
    SERIES_NANOSECONDS,
    SERIES_TICKS, /* no header says how long one takes */
    SERIES_EVENTS /* the stream has no clock */
};

struct series_interval
{
    uint64_t start, end; /* in the axis' unit; the last one ends where the stream does */
    uint64_t min, max;   /* live blocks at any moment in it, the most likely number */
    uint64_t last;       /* and at its end */
    uint64_t failed;     /* gets */
    bool unsure;         /* a gap may have falsified it */
};

struct series_mark
{
    uint32_t stream;
    uint64_t position; /* ticks or events from the stream's first event: series_value() */
    size_t size;
    char text[SERIES_MARK_TEXT];
};

/* What is kept of an interval in which something happened. */
struct series_entry
{
    uint64_t min, max, last, failed;
    uint32_t index;
    bool unsure, last_unsure;
};

struct series_pool
{
    struct series_entry *entries; /* by index, the first where the pool began */
    size_t count, room;
    unsigned shift; /* of the width for which the indices are */
    bool settled;   /* an event told of the pool: what was live before it is known */
};

struct series_stream
{
    unsigned shift; /* an interval is 2 to the power of it wide: ticks or events */
    bool started;
    bool by_events;
};

struct series
{
    struct series_pool *pools;
    struct series_stream *streams;
    size_t pool_room, stream_room;
    struct series_mark *marks; /* the first SERIES_MARKS of them, in the order of the trace */
    size_t mark_count, mark_room;
    uint64_t marks_left_out;
};

struct series_walk
{
    const struct series *series;
    const struct replay *replay;
    uint32_t pool, stream;
    size_t entry;    /* the next one */
    uint64_t index;  /* of the next interval */
    uint64_t beyond; /* the first index behind the last one */
    bool doubted;    /* nobody knows which values are right */
};

/* To be called before the first event; observes the replay. */
void series_begin(struct series *series, struct replay *replay);
void series_free(struct series *series);

enum series_unit series_unit(const struct series *series, const struct replay *replay, uint32_t stream);

/* `ns`, `ticks` or `events`. */
const char *series_unit_name(enum series_unit unit);

/* A mark's position in the axis' unit. */
uint64_t
series_value(const struct series *series, const struct replay *replay, uint32_t stream, uint64_t position);

/* Where the axis of the stream ends: its last event or mark. */
uint64_t series_end(const struct series *series, const struct replay *replay, uint32_t stream);

/* How wide the intervals of the stream are. */
uint64_t series_width(const struct series *series, const struct replay *replay, uint32_t stream);

/* Walks all intervals from the one in which the pool began to the stream's end; none where it never did. */
void series_walk(struct series_walk *walk, struct series *series, const struct replay *replay, uint32_t pool);
bool series_next(struct series_walk *walk, struct series_interval *interval);

#endif
