/* SPDX-License-Identifier: MIT */
/* Who held what at the moment, by pool and site. */
#include "at.h"
#include "figures.h"
#include "mem.h"
#include "order.h"
#include "saturate.h"

#include <stdlib.h>
#include <string.h>

struct collector
{
    struct holders *holders;
    const struct replay *replay;
    const struct filter *filter;
    const struct past_pool *past;
    uint32_t pool;
    uint64_t now; /* nanoseconds from the stream's first event */
    bool is_unsure;
};

static bool holder_equal(const void *owner, uint32_t position, const void *key)
{
    const struct holder *item = &((const struct holders *)owner)->items[position];
    const struct holder *wanted = key;
    return item->pool == wanted->pool && item->site == wanted->site && item->is_likely == wanted->is_likely &&
           item->is_uncertain == wanted->is_uncertain;
}

/* The one for this pool and site, made if it is new. */
static struct holder *holder_at(struct holders *holders, const struct holder *key)
{
    const uint32_t hash = hash_number((uint64_t)key->pool << 32 | key->site, 0);
    uint32_t at = hash_find(&holders->index, hash, holder_equal, holders, key);
    if (at == HASH_NONE)
    {
        at = (uint32_t)holders->count;
        holders->items = mem_grow(holders->items, &holders->room, holders->count + 1, sizeof *holders->items);
        holders->items[holders->count] = *key;
        holders->items[holders->count++].youngest = UINT64_MAX;
        hash_enter(&holders->index, hash, at);
    }
    return &holders->items[at];
}

/* The holder of what was got at the site; NULL where the site is not asked for. */
static struct holder *holder_of(struct collector *collector, uint32_t site, bool is_likely, bool is_uncertain)
{
    struct holders *holders = collector->holders;
    const struct names *names = &collector->replay->names;
    const uint32_t first = site_labels_first(&holders->labels, names, site);
    const struct slice text = site_labels_text(&holders->labels, names, first);
    if (collector->filter->site != NULL && strstr(text.text, collector->filter->site) == NULL)
    {
        return NULL;
    }
    return holder_at(
        holders, &(struct holder
                 ){.pool = collector->pool,
                   .site = first,
                   .is_likely = is_likely,
                   .is_uncertain = is_uncertain,
                   .is_least = collector->is_unsure && !is_uncertain}
    );
}

/* How old the block was; a clock that went back may make it 0. */
static uint64_t age(const struct collector *collector, const struct block *block)
{
    const uint32_t stream = collector->replay->names.pools[collector->pool].stream;
    const uint64_t first = collector->replay->streams[stream].first_time;
    if (block->get_time < first)
    {
        const uint64_t before = figures_nanoseconds(collector->replay, stream, first - block->get_time);
        return plus(collector->now, before);
    }
    const uint64_t got = figures_nanoseconds(collector->replay, stream, block->get_time - first);
    return got < collector->now ? collector->now - got : 0;
}

static void add_age(struct holder *holder, uint64_t nanoseconds)
{
    holder->oldest = nanoseconds > holder->oldest ? nanoseconds : holder->oldest;
    holder->youngest = nanoseconds < holder->youngest ? nanoseconds : holder->youngest;
}

/* Whether the block was seen to be out, and not only before events went missing. */
static bool
is_certain(const struct collector *collector, const struct replay_pool *state, const struct block *block)
{
    const bool is_doubted = state->doubted || state->inconsistent > 0;
    return !state->gapped || (block->epoch == collector->past->epoch && !is_doubted);
}

static bool is_known(const struct block *block, uint32_t unsure, uint32_t known_flag, uint32_t unsure_flag)
{
    return (block->flags & known_flag) != 0 && (unsure & unsure_flag) == 0;
}

static void add_block(void *context, uint64_t number, const struct block *block)
{
    struct collector *collector = context;
    const struct replay_pool *state = &collector->replay->pools[collector->pool];
    const uint32_t unsure = state->gapped ? block->flags & BLOCK_UNSURE : 0;
    const bool is_likely = (unsure & BLOCK_SITE_UNSURE) != 0 && block->site != SITE_INDEX_UNKNOWN;
    struct holder *holder =
        holder_of(collector, block->site, is_likely, !is_certain(collector, state, block));
    (void)number;
    if (holder == NULL)
    {
        return;
    }
    const bool has_size = is_known(block, unsure, BLOCK_SIZE_KNOWN, BLOCK_SIZE_UNSURE);
    const bool has_count = is_known(block, unsure, BLOCK_COUNT_KNOWN, BLOCK_COUNT_UNSURE);
    const bool has_time = is_known(block, unsure, BLOCK_TIME_KNOWN, BLOCK_SITE_UNSURE);
    holder->blocks++;
    holder->bytes += has_size ? block->size : 0;
    holder->unsized += has_size ? 0 : 1;
    holder->references += has_count ? block->count : 0;
    holder->uncounted += has_count ? 0 : 1;
    holder->untimed += has_time ? 0 : 1;
    if (has_time)
    {
        add_age(holder, age(collector, block));
    }
}

/* Blocks of which only the number is known. */
static void add_unknown(struct collector *collector)
{
    const uint64_t unknown = collector->past->unknown;
    struct holder *holder =
        unknown > 0 ? holder_of(collector, SITE_INDEX_BEFORE, false, collector->past->holed) : NULL;
    if (holder != NULL)
    {
        holder->blocks += unknown;
        holder->unsized += unknown;
        holder->uncounted += unknown;
        holder->untimed += unknown;
    }
}

/* Heaviest first, then by name. */
static int weight_order(const void *one, const void *other)
{
    const struct holder *a = one;
    const struct holder *b = other;
    if (a->bytes != b->bytes)
    {
        return falling(a->bytes, b->bytes);
    }
    if (a->blocks != b->blocks)
    {
        return falling(a->blocks, b->blocks);
    }
    if (a->pool != b->pool)
    {
        return rising(a->pool, b->pool);
    }
    const int order = slice_order(a->text, b->text);
    return order != 0 ? order : (int)a->is_likely - (int)b->is_likely;
}

void holders_collect(struct holders *holders, const struct at *at, const struct run *run)
{
    const struct replay *replay = &run->replay;
    *holders = (struct holders){0};
    for (uint32_t i = 1; i < replay->names.pool_count; i++)
    {
        struct collector collector = {
            .holders = holders, .replay = replay, .filter = &run->options->filter, .pool = i};
        collector.past = past_pool(&at->past, i);
        if (collector.past != NULL && filter_wants_pool(collector.filter, &replay->names, i))
        {
            collector.now = at_nanoseconds(at, replay, i);
            collector.is_unsure = at_is_unsure(at, replay, i);
            past_each(&at->past, replay, i, add_block, &collector);
            add_unknown(&collector);
        }
    }
    for (size_t i = 0; i < holders->count; i++)
    {
        holders->items[i].text = site_labels_text(&holders->labels, &replay->names, holders->items[i].site);
    }
    if (holders->count > 0)
    {
        qsort(holders->items, holders->count, sizeof *holders->items, weight_order);
    }
}

void holders_free(struct holders *holders)
{
    free(holders->items);
    hash_free(&holders->index);
    site_labels_free(&holders->labels);
    *holders = (struct holders){0};
}
