/* SPDX-License-Identifier: MIT */
/* How long blocks live, from get to put, by pool and by site of the get. */
#ifndef JUNOMEMSTAT_LIFETIMES_H
#define JUNOMEMSTAT_LIFETIMES_H

#include "findings.h"
#include "histogram.h"
#include "site_labels.h"

struct life
{
    uint32_t pool;
    uint32_t site;          /* of the get; of a pool as a whole: of no meaning */
    struct histogram ended; /* ticks of lives whose get and put were seen */
    uint64_t unknown;       /* lives that ended, and nobody knows when they began */
    uint64_t out;           /* blocks still out at the end, or where the trace stops */
    uint64_t uncertain;     /* blocks that may be out: not seen since events went missing */
    struct slice text;      /* of the site */
};

struct life_list
{
    struct life *items;
    size_t count, room;
    struct hash_index index;
};

struct lifetimes
{
    struct life_list seen;  /* while the trace is read, each site for itself */
    struct life_list pools; /* made by lifetimes_collect */
    struct life_list sites;
    struct site_labels labels;
};

/* To be called before the first event; observes the replay. */
void lifetimes_begin(struct lifetimes *lifetimes, struct replay *replay);

/* After the last event: makes the lists of pools, and of sites, the busiest first, that are asked for. */
void lifetimes_collect(struct lifetimes *lifetimes, const struct replay *replay, const struct filter *filter);

/* The pool as a whole, after lifetimes_collect: one that the trace has, and that was asked for. */
const struct life *lifetimes_of_pool(const struct lifetimes *lifetimes, uint32_t pool);

/* Whether no missing event may have begun or ended one of these lives, and the clock never went back. */
bool lifetimes_sure(const struct replay *replay, const struct life *life);

void lifetimes_free(struct lifetimes *lifetimes);

#endif
