/* SPDX-License-Identifier: MIT */
/*
 * How the number of live blocks of each pool and site changed over the run, in
 * one pass: a cache stays as it is, a leak grows. Memory is bounded by pairs of
 * pool and site: each has GROWTH_BUCKETS intervals of one width, which doubles
 * whenever the run goes on beyond them. What counts is the fewest blocks live
 * at any moment of an interval, so that traffic does not hide what stays.
 */
#ifndef JUNOMEMSTAT_GROWTH_H
#define JUNOMEMSTAT_GROWTH_H

#include "replay.h"
#include "site_labels.h"

#define GROWTH_BUCKETS 128u
#define GROWTH_SAMPLES 8u

/*
 * By the samples, the first two eighths of the run being left out as warm-up. A
 * difference of less than a tenth of the largest sample is none.
 */
enum growth_kind
{
    GROWTH_RECENT,    /* the last sample is 0: all that is out was got in the last eighth */
    GROWTH_GROWING,   /* no sample is below the one before, and the last is above the first of
                         them; or none is at all lower, and three are higher */
    GROWTH_CONSTANT,  /* the samples of the second half are the same */
    GROWTH_SHRINKING, /* no sample is above the one before, and the last is below the first */
    GROWTH_VARYING    /* anything else */
};

struct growth_figures
{
    enum growth_kind kind;
    uint64_t samples[GROWTH_SAMPLES]; /* the fewest blocks live in each eighth of the run */
};

struct growth_entry
{
    uint32_t pool;
    uint32_t site;     /* the first that is called so */
    uint32_t last;     /* bucket that was in work last */
    unsigned shift;    /* of the width for which the buckets are */
    uint64_t live;     /* now */
    uint32_t *buckets; /* the fewest live, up to the one in work */
    struct growth_figures figures;
};

struct growth_stream
{
    uint64_t first; /* time of the first event */
    unsigned shift; /* a bucket is 2 to the power of it wide: ticks or events */
    bool started;
    bool by_events; /* there is no clock */
};

struct growth_pool
{
    uint64_t unknown;  /* live blocks of which only the number is known, as counted */
    uint64_t followed; /* further live blocks */
    uint64_t told;     /* blocks of the snapshot in work */
    uint32_t was_site; /* of the block of the event in work, before it; HASH_NONE: it was not live */
    bool is_lost;      /* a snapshot that would have taken too long to follow */
};

struct growth
{
    struct site_labels labels;
    struct growth_entry *entries;
    struct growth_stream *streams;
    struct growth_pool *pools;
    size_t count, room, stream_room, pool_room;
    struct hash_index index;
};

/* To be called before the first event; observes the replay. */
void growth_begin(struct growth *growth, struct replay *replay);
void growth_free(struct growth *growth);

/*
 * After the last event: of the blocks of a pool whose site has this text. NULL where it is not
 * known: events are missing, or these are not the `live` blocks that were followed, or the
 * run took no time.
 */
const struct growth_figures *growth_of(
    struct growth *growth, const struct replay *replay, uint32_t pool, struct slice site, uint64_t live
);

/* `growing`, `constant` and so on. */
const char *growth_name(enum growth_kind kind);

/* Adds a character for each sample, in block characters or in ASCII. */
void growth_line(struct buffer *out, const struct growth_figures *figures, bool unicode);

#endif
