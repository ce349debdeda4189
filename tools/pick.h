/* SPDX-License-Identifier: MIT */
/* Which events the options --pool and --site leave, asked while a trace is read: answers are kept. */
#ifndef JUNOMEMSTAT_PICK_H
#define JUNOMEMSTAT_PICK_H

#include "findings.h"

/* An answer holds as long as there are so many pools, and this one has this name. */
struct pick_pool
{
    size_t pool_count; /* 0: not asked yet */
    uint32_t name;
    bool wanted;
};

struct pick_site
{
    struct buffer text;
    bool known;
    bool wanted;
};

struct pick
{
    struct findings findings; /* only its filter */
    struct pick_pool *pools;  /* by position */
    struct pick_site *sites;  /* by position */
    size_t pool_room, site_room;
};

void pick_init(struct pick *pick, const struct replay *replay, const struct filter *filter);
void pick_free(struct pick *pick);

bool pick_wants_pool(struct pick *pick, uint32_t pool);
bool pick_wants_site(struct pick *pick, uint32_t site);

/* Whether its pool and site are asked for. */
bool pick_wants(struct pick *pick, const struct trace_event *event);

/* The site's text, terminated; stays where it is until pick_free. */
struct slice pick_site_text(struct pick *pick, uint32_t site);

#endif
