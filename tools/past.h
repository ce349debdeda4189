/* SPDX-License-Identifier: MIT */
/*
 * What pools were like at an earlier moment, while the replay goes on: of each
 * block that an event touches after the moment, the record as it was then is
 * kept, once; all others are still as they were. To choose another moment costs
 * no more than an event: what was kept for the one before is simply out of date.
 * So the moment of a peak can be chosen anew with each block of a rising edge.
 */
#ifndef JUNOMEMSTAT_PAST_H
#define JUNOMEMSTAT_PAST_H

#include "replay.h"

/* The pool as a whole, at the moment. */
struct past_pool
{
    bool chosen;      /* there is a moment */
    uint32_t version; /* the moment's number: 0 is none */
    uint64_t time;    /* ticks; of the stream's clock that never goes back */
    bool has_time;    /* else it lies before the stream's first event */
    uint64_t used, low, high;
    uint64_t unknown;            /* live blocks of which only their number is known */
    uint64_t sized, sized_bytes; /* live blocks whose size is known */
    uint32_t epoch, floor;
    bool holed;                /* events before the moment may be missing */
    struct block_table blocks; /* as they were; `refs` is the version of the moment */
};

struct past
{
    struct past_pool *pools;
    size_t pool_room;
};

/* The pool is now at its moment, until another one is chosen. */
void past_choose(struct past *past, const struct replay *replay, uint32_t position);

/* To be called before each event, and with each block of a snapshot, not applied yet: what may change is kept. */
void past_touch(struct past *past, const struct replay *replay, uint32_t position, uint64_t number);

/* The pool at its moment; NULL where none was chosen. */
const struct past_pool *past_pool(const struct past *past, uint32_t pool);

/* Calls `visit` for each block that was live then, in no particular order. */
void past_each(
    const struct past *past,
    const struct replay *replay,
    uint32_t position,
    void (*visit)(void *context, uint64_t number, const struct block *block),
    void *context
);

void past_free(struct past *past);

#endif
