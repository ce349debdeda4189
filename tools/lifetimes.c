/* SPDX-License-Identifier: MIT */
#include "lifetimes.h"

#include "mem.h"
#include "replay_pool.h"
#include "saturate.h"

#include <stdlib.h>
#include <string.h>

static bool life_equal(const void *owner, uint32_t position, const void *key)
{
    const struct life *item = &((const struct life_list *)owner)->items[position];
    const struct life *wanted = key;
    return item->pool == wanted->pool && item->site == wanted->site;
}

static uint32_t hash_of(uint32_t pool, uint32_t site)
{
    return hash_number((uint64_t)pool << 32 | site, 0);
}

/* The one of this pool and site, made if it is new. */
static struct life *life_at(struct life_list *list, uint32_t pool, uint32_t site)
{
    const struct life key = {.pool = pool, .site = site};
    const uint32_t hash = hash_of(pool, site);
    uint32_t at = hash_find(&list->index, hash, life_equal, list, &key);
    if (at == HASH_NONE)
    {
        at = (uint32_t)list->count;
        list->items = mem_grow(list->items, &list->room, list->count + 1, sizeof *list->items);
        list->items[list->count++] = key;
        hash_enter(&list->index, hash, at);
    }
    return &list->items[at];
}

/* Between get and put the block was seen to be the same all the time. */
static bool is_whole_life(const struct replay_pool *pool, const struct block *block)
{
    const bool is_unsure = pool->gapped && (block->flags & BLOCK_SITE_UNSURE) != 0;
    return (block->flags & BLOCK_TIME_KNOWN) != 0 && block->epoch == pool->epoch && !is_unsure;
}

static void on_put(struct lifetimes *lifetimes, const struct replay *replay, const struct trace_event *event)
{
    const struct block *block = replay_block(replay, event->pool, event->block);
    if (block == NULL)
    {
        const bool is_before = event->pool < replay->pool_room && replay->pools[event->pool].unknown > 0;
        life_at(&lifetimes->seen, event->pool, is_before ? SITE_INDEX_BEFORE : SITE_INDEX_UNKNOWN)->unknown++;
        return;
    }
    struct life *life = life_at(&lifetimes->seen, event->pool, block->site);
    if (!is_whole_life(&replay->pools[event->pool], block))
    {
        life->unknown++;
        return;
    }
    const uint64_t now = replay_now(replay, event->stream);
    histogram_add(&life->ended, minus(now, block->get_time));
}

static void before_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    if (event->kind == EVENT_PUT && event->pool != POOL_NONE && event->block < pool_cap(replay, event->pool))
    {
        on_put(context, replay, event);
    }
}

void lifetimes_begin(struct lifetimes *lifetimes, struct replay *replay)
{
    *lifetimes = (struct lifetimes){0};
    replay_observe(replay, &(struct replay_observer){.context = lifetimes, .before = before_event});
}

struct walk
{
    struct lifetimes *lifetimes;
    const struct replay_pool *state;
    uint32_t pool;
};

static void add_live(void *context, uint64_t number, struct block *block)
{
    const struct walk *walk = context;
    (void)number;
    if (pool_is_live(walk->state, block))
    {
        struct life *life = life_at(&walk->lifetimes->seen, walk->pool, block->site);
        const bool is_certain = !walk->state->gapped || block->epoch == walk->state->epoch;
        life->out += is_certain ? 1 : 0;
        life->uncertain += is_certain ? 0 : 1;
    }
}

/* Blocks that never ended; those of which only the number is known were there before. */
static void add_all_live(struct lifetimes *lifetimes, const struct replay *replay, uint32_t pool)
{
    const struct replay_pool *state = &replay->pools[pool];
    struct walk walk = {.lifetimes = lifetimes, .state = state, .pool = pool};
    blocks_each(&state->blocks, add_live, &walk);
    if (state->unknown > 0)
    {
        struct life *life = life_at(&lifetimes->seen, pool, SITE_INDEX_BEFORE);
        life->out += state->holed ? 0 : state->unknown;
        life->uncertain += state->holed ? state->unknown : 0;
    }
}

static void add_up(struct life *sum, const struct life *life)
{
    histogram_merge(&sum->ended, &life->ended);
    sum->unknown += life->unknown;
    sum->out += life->out;
    sum->uncertain += life->uncertain;
}

/* The busiest first, then by what is out, then by name. */
static int site_order(const void *one, const void *other)
{
    const struct life *a = one;
    const struct life *b = other;
    const uint64_t first[] = {b->ended.count, b->out, a->pool};
    const uint64_t second[] = {a->ended.count, a->out, b->pool};
    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++)
    {
        if (first[i] != second[i])
        {
            return first[i] < second[i] ? -1 : 1;
        }
    }
    return slice_order(a->text, b->text);
}

static void collect_site(
    struct lifetimes *lifetimes,
    const struct replay *replay,
    const struct filter *filter,
    const struct life *life
)
{
    const uint32_t site = site_labels_first(&lifetimes->labels, &replay->names, life->site);
    const struct slice text = site_labels_text(&lifetimes->labels, &replay->names, site);
    if (filter->site == NULL || strstr(text.text, filter->site) != NULL)
    {
        struct life *sum = life_at(&lifetimes->sites, life->pool, site);
        sum->text = text;
        add_up(sum, life);
        add_up(life_at(&lifetimes->pools, life->pool, 0), life);
    }
}

void lifetimes_collect(struct lifetimes *lifetimes, const struct replay *replay, const struct filter *filter)
{
    for (uint32_t i = 1; i < replay->names.pool_count && i < replay->pool_room; i++)
    {
        if (replay->pools[i].started && filter_wants_pool(filter, &replay->names, i))
        {
            add_all_live(lifetimes, replay, i);
            (void)life_at(&lifetimes->pools, i, 0);
        }
    }
    for (size_t i = 0; i < lifetimes->seen.count; i++)
    {
        if (filter_wants_pool(filter, &replay->names, lifetimes->seen.items[i].pool))
        {
            collect_site(lifetimes, replay, filter, &lifetimes->seen.items[i]);
        }
    }
    if (lifetimes->sites.count > 0)
    {
        qsort(lifetimes->sites.items, lifetimes->sites.count, sizeof *lifetimes->sites.items, site_order);
    }
}

const struct life *lifetimes_of_pool(const struct lifetimes *lifetimes, uint32_t pool)
{
    const struct life_list *list = &lifetimes->pools;
    const struct life key = {.pool = pool};
    return &list->items[hash_find(&list->index, hash_of(pool, 0), life_equal, list, &key)];
}

bool lifetimes_sure(const struct replay *replay, const struct life *life)
{
    const struct replay_stream *stream = &replay->streams[replay->names.pools[life->pool].stream];
    return !replay->pools[life->pool].gapped && stream->clock.went_back == 0;
}

static void free_list(struct life_list *list)
{
    for (size_t i = 0; i < list->count; i++)
    {
        histogram_free(&list->items[i].ended);
    }
    free(list->items);
    hash_free(&list->index);
}

void lifetimes_free(struct lifetimes *lifetimes)
{
    free_list(&lifetimes->seen);
    free_list(&lifetimes->pools);
    free_list(&lifetimes->sites);
    site_labels_free(&lifetimes->labels);
    *lifetimes = (struct lifetimes){0};
}
