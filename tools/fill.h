/* SPDX-License-Identifier: MIT */
/* How long each pool was nearly full: time at 80 and 90 % of its length or more, and at all of it. */
#ifndef JUNOMEMSTAT_FILL_H
#define JUNOMEMSTAT_FILL_H

#include "figures.h"

#define FILL_LEVELS 3u

/* In percent. */
extern const unsigned fill_levels[FILL_LEVELS];

/* How many blocks out are likely, and between which limits they are. */
enum fill_bound
{
    FILL_LIKELY,
    FILL_LOW,
    FILL_HIGH,
    FILL_BOUNDS
};

/* Ticks since the stream's first event. */
struct fill_pool
{
    uint64_t time[FILL_BOUNDS][FILL_LEVELS];
    unsigned reached[FILL_BOUNDS]; /* how many of the levels, since then: */
    uint64_t since;
    uint64_t watched;
    /* When events went missing, unless one of the pool came later: it may have been detached since. */
    uint64_t sure_watched, sure_time[FILL_LEVELS];
    uint64_t gap_at; /* number of events of the stream before its last gap */
    bool is_in_doubt, has_gap;
    bool is_open;      /* the pool is attached, as far as is known */
    bool is_begun;     /* an event told of the pool: what was before an attach is not its own */
    bool is_undefined; /* for some time its length was not known */
};

struct fill
{
    struct fill_pool *pools;
    size_t pool_room;
};

struct fill_figures
{
    struct figure watched_ns;            /* from the pool's first appearance to its end */
    struct figure level_ns[FILL_LEVELS]; /* of that at this level or above it */
    bool has_watched;                    /* there is a clock */
    bool has_levels;                     /* and the length was known all the time */
};

/* To be called before the first event; observes the replay. */
void fill_begin(struct fill *fill, struct replay *replay);
void fill_free(struct fill *fill);

void fill_of_pool(
    const struct fill *fill, const struct replay *replay, uint32_t position, struct fill_figures *figures
);

#endif
