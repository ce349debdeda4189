/* SPDX-License-Identifier: MIT */
/* All references that were taken and given back in the run, by pool and site. */
#ifndef JUNOMEMSTAT_REF_TOTALS_H
#define JUNOMEMSTAT_REF_TOTALS_H

#include "replay.h"

struct ref_total
{
    uint32_t pool;
    uint32_t site;
    uint64_t taken;
    uint64_t given;
};

struct ref_totals
{
    struct ref_total *items;
    size_t count, room;
    struct hash_index index;
};

/* To be called before the first event; observes the replay. */
void ref_totals_begin(struct ref_totals *totals, struct replay *replay);
void ref_totals_free(struct ref_totals *totals);

#endif
