/* SPDX-License-Identifier: MIT */
#include "ref_totals.h"

#include "mem.h"

#include <stdlib.h>

static bool total_equal(const void *owner, uint32_t position, const void *key)
{
    const struct ref_total *total = &((const struct ref_totals *)owner)->items[position];
    const struct trace_event *event = key;
    return total->pool == event->pool && total->site == event->site;
}

static struct ref_total *total_at(struct ref_totals *totals, const struct trace_event *event)
{
    const uint32_t hash = hash_number((uint64_t)event->pool << 32 | event->site, 0);
    uint32_t at = hash_find(&totals->index, hash, total_equal, totals, event);
    if (at == HASH_NONE)
    {
        at = (uint32_t)totals->count;
        totals->items = mem_grow(totals->items, &totals->room, totals->count + 1, sizeof *totals->items);
        totals->items[totals->count++] = (struct ref_total){.pool = event->pool, .site = event->site};
        hash_enter(&totals->index, hash, at);
    }
    return &totals->items[at];
}

static void after_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    (void)replay;
    if (event->pool != POOL_NONE && (event->kind == EVENT_REF_GET || event->kind == EVENT_REF_PUT))
    {
        struct ref_total *total = total_at(context, event);
        total->taken += event->kind == EVENT_REF_GET ? 1 : 0;
        total->given += event->kind == EVENT_REF_PUT ? 1 : 0;
    }
}

void ref_totals_begin(struct ref_totals *totals, struct replay *replay)
{
    *totals = (struct ref_totals){0};
    replay_observe(replay, &(struct replay_observer){.context = totals, .after = after_event});
}

void ref_totals_free(struct ref_totals *totals)
{
    free(totals->items);
    hash_free(&totals->index);
    *totals = (struct ref_totals){0};
}
