/* SPDX-License-Identifier: MIT */
/*
 * How long blocks lived, from the get to the put that freed them: for each pool a
 * histogram with four bins an octave, of which only the part that is in use takes
 * memory. Lives of which a gap may have hidden a part are counted, not measured.
 */
#ifndef JUNOMEMSTAT_LIVES_H
#define JUNOMEMSTAT_LIVES_H

#include "replay.h"

struct lives_pool
{
    uint64_t *counts; /* of the bins from `first` on */
    size_t first, count, room;
    uint64_t measured;
    uint64_t unsure;  /* freed, but nobody knows how old */
    uint64_t longest; /* ticks */
};

struct lives
{
    struct lives_pool *pools;
    size_t pool_room;
};

/* To be called before the first event; observes the replay. */
void lives_begin(struct lives *lives, struct replay *replay);
void lives_free(struct lives *lives);

/* The pool's, NULL where none of its blocks was freed. */
const struct lives_pool *lives_of_pool(const struct lives *lives, uint32_t pool);

/* The first number of ticks in a bin. */
uint64_t lives_bin_start(size_t bin);

/* A number of ticks that so many in a thousand of the measured lives do not exceed. */
uint64_t lives_quantile(const struct lives_pool *pool, unsigned thousandths);

#endif
