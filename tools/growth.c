/* SPDX-License-Identifier: MIT */
#include "growth.h"

#include "growth_kind.h"
#include "mem.h"

#include <stdlib.h>
#include <string.h>

/* Records of blocks that are looked at for one snapshot, beside twice as many as it tells of. */
#define LOOK_LEAST 1024u

static struct growth_pool *pool_at(struct growth *growth, uint32_t pool)
{
    growth->pools = mem_grow(growth->pools, &growth->pool_room, (size_t)pool + 1, sizeof *growth->pools);
    return &growth->pools[pool];
}

static struct growth_stream *stream_at(struct growth *growth, uint32_t stream)
{
    growth->streams =
        mem_grow(growth->streams, &growth->stream_room, (size_t)stream + 1, sizeof *growth->streams);
    return &growth->streams[stream];
}

/* How far the run is, from the stream's first event. */
static uint64_t position(const struct growth_stream *own, const struct replay *replay, uint32_t stream)
{
    const struct replay_stream *state = &replay->streams[stream];
    if (!own->started)
    {
        return 0;
    }
    return own->by_events ? state->events : state->last_time - own->first;
}

/* The bucket in work; all of them are made wider where there is none for it. */
static uint32_t bucket_now(struct growth_stream *own, const struct replay *replay, uint32_t stream)
{
    const uint64_t at = position(own, replay, stream);
    while (at >> own->shift >= GROWTH_BUCKETS)
    {
        own->shift++;
    }
    return (uint32_t)(at >> own->shift);
}

static uint32_t least(uint32_t one, uint64_t other)
{
    return other < one ? (uint32_t)other : one;
}

/* Makes one bucket of each two. */
static void halve(struct growth_entry *entry)
{
    for (uint32_t i = 0; i <= entry->last / 2; i++)
    {
        const uint32_t first = entry->buckets[(size_t)2 * i];
        const bool has_second = 2 * i + 1 <= entry->last;
        entry->buckets[i] = has_second ? least(first, entry->buckets[(size_t)2 * i + 1]) : first;
    }
    entry->last /= 2;
    entry->shift++;
}

/* Brings the entry to the bucket in work: nothing changed since it was touched. */
static void catch_up(struct growth_entry *entry, unsigned shift, uint32_t now)
{
    while (entry->shift < shift)
    {
        halve(entry);
    }
    while (entry->last < now)
    {
        entry->buckets[++entry->last] = least(UINT32_MAX, entry->live);
    }
}

struct key
{
    uint32_t pool;
    uint32_t site;
};

static bool entry_equal(const void *owner, uint32_t at, const void *key)
{
    const struct growth_entry *entry = &((const struct growth *)owner)->entries[at];
    const struct key *wanted = key;
    return entry->pool == wanted->pool && entry->site == wanted->site;
}

static uint32_t find(const struct growth *growth, struct key key)
{
    const uint32_t hash = hash_number((uint64_t)key.pool << 32 | key.site, 0);
    return hash_find(&growth->index, hash, entry_equal, growth, &key);
}

static struct growth_entry *entry_at(struct growth *growth, struct key key)
{
    uint32_t at = find(growth, key);
    if (at == HASH_NONE)
    {
        at = (uint32_t)growth->count;
        growth->entries =
            mem_grow(growth->entries, &growth->room, growth->count + 1, sizeof *growth->entries);
        growth->entries[growth->count++] = (struct growth_entry
        ){.pool = key.pool, .site = key.site, .buckets = mem_alloc(GROWTH_BUCKETS * sizeof(uint32_t))};
        hash_enter(&growth->index, hash_number((uint64_t)key.pool << 32 | key.site, 0), at);
    }
    return &growth->entries[at];
}

/* More, or fewer, blocks of the site are live now. */
static void change(
    struct growth *growth,
    const struct replay *replay,
    uint32_t pool,
    uint32_t site,
    uint64_t more,
    uint64_t less
)
{
    const uint32_t stream = replay->names.pools[pool].stream;
    struct growth_stream *own = stream_at(growth, stream);
    const uint32_t now = bucket_now(own, replay, stream);
    const uint32_t first = site_labels_first(&growth->labels, &replay->names, site);
    struct growth_entry *entry = entry_at(growth, (struct key){pool, first});
    catch_up(entry, own->shift, now);
    entry->live += more;
    entry->live -= less < entry->live ? less : entry->live;
    /* What is told in the first moment was there before it. */
    const bool is_first = position(own, replay, stream) == 0;
    entry->buckets[now] = least(is_first ? UINT32_MAX : entry->buckets[now], entry->live);
}

static void enter(struct growth *growth, const struct replay *replay, uint32_t pool, uint32_t site)
{
    change(growth, replay, pool, site, 1, 0);
    pool_at(growth, pool)->followed++;
}

static void leave(struct growth *growth, const struct replay *replay, uint32_t pool, uint32_t site)
{
    struct growth_pool *own = pool_at(growth, pool);
    change(growth, replay, pool, site, 0, 1);
    own->followed -= own->followed > 0 ? 1 : 0;
}

static uint32_t site_of(const struct replay *replay, const struct trace_event *event)
{
    const struct block *block = replay_block(replay, event->pool, event->block);
    return block == NULL ? HASH_NONE : block->site;
}

static bool is_of_block(const struct trace_event *event)
{
    return event->pool != POOL_NONE && event->kind >= EVENT_GET && event->kind <= EVENT_REF_PUT;
}

static void before_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    if (is_of_block(event))
    {
        pool_at(context, event->pool)->was_site = site_of(replay, event);
    }
}

/* What is known of by number only, from before the trace. */
static void follow_unknown(struct growth *growth, const struct replay *replay, uint32_t pool)
{
    const uint64_t unknown = replay->pools[pool].unknown;
    struct growth_pool *own = pool_at(growth, pool);
    if (unknown != own->unknown)
    {
        change(growth, replay, pool, SITE_INDEX_BEFORE, unknown, own->unknown);
        own->unknown = unknown;
    }
}

static void start(struct growth *growth, const struct replay *replay, uint32_t stream)
{
    struct growth_stream *own = stream_at(growth, stream);
    const struct stream *about = &replay->names.streams[stream];
    if (!own->started)
    {
        own->first = replay_now(replay, stream);
        own->started = true;
        own->by_events = about->has_header && about->ticks_per_second == 0;
    }
}

struct recount
{
    struct growth *growth;
    const struct replay *replay;
    uint32_t pool;
};

static void count_block(void *context, uint64_t number, struct block *block)
{
    const struct recount *about = context;
    if (replay_block(about->replay, about->pool, number) != NULL)
    {
        enter(about->growth, about->replay, about->pool, block->site);
    }
}

/* A snapshot may tell of other blocks than those that were followed; most tell of the same. */
static bool is_followed(const struct growth_pool *own, const struct replay_pool *pool)
{
    return !pool->gapped && pool->live == own->followed && pool->unknown == own->unknown;
}

static void recount(struct growth *growth, const struct replay *replay, uint32_t pool)
{
    struct growth_pool *own = pool_at(growth, pool);
    const struct block_table *blocks = &replay->pools[pool].blocks;
    const bool is_long =
        blocks->page_count * BLOCKS_A_PAGE > LOOK_LEAST + (uint64_t)2 * BLOCKS_A_PAGE * own->told;
    const bool is_same = is_followed(own, &replay->pools[pool]);
    own->is_lost = own->is_lost || (!is_same && (is_long || growth->count > LOOK_LEAST + own->told));
    if (own->is_lost || is_same)
    {
        return;
    }
    for (size_t i = 0; i < growth->count; i++)
    {
        if (growth->entries[i].pool == pool && growth->entries[i].live > 0)
        {
            change(growth, replay, pool, growth->entries[i].site, 0, growth->entries[i].live);
        }
    }
    own->unknown = 0;
    own->followed = 0;
    blocks_each(blocks, count_block, &(struct recount){growth, replay, pool});
    follow_unknown(growth, replay, pool);
}

static void after_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    struct growth *growth = context;
    start(growth, replay, event->stream);
    if (event->pool == POOL_NONE)
    {
        return;
    }
    if (is_of_block(event))
    {
        const uint32_t was = pool_at(growth, event->pool)->was_site;
        const uint32_t is = site_of(replay, event);
        if (was != is && was != HASH_NONE)
        {
            leave(growth, replay, event->pool, was);
        }
        if (was != is && is != HASH_NONE)
        {
            enter(growth, replay, event->pool, is);
        }
    }
    else if (event->kind == EVENT_ATTACH && replay->pools[event->pool].live > 0)
    {
        recount(growth, replay, event->pool);
    }
    follow_unknown(growth, replay, event->pool);
}

static void on_item(void *context, const struct replay *replay, const struct trace_item *item)
{
    struct growth *growth = context;
    switch (item->kind)
    {
    case ITEM_STATE_BEGIN:
        pool_at(growth, item->pool)->told = 0;
        break;
    case ITEM_STATE_BLOCK:
        pool_at(growth, item->pool)->told++;
        break;
    case ITEM_STATE_END:
        recount(growth, replay, item->pool);
        break;
    default:
        break;
    }
}

void growth_begin(struct growth *growth, struct replay *replay)
{
    *growth = (struct growth){0};
    replay_observe(
        replay, &(struct replay_observer
                ){.context = growth, .before = before_event, .after = after_event, .item = on_item}
    );
}

void growth_free(struct growth *growth)
{
    for (size_t i = 0; i < growth->count; i++)
    {
        free(growth->entries[i].buckets);
    }
    free(growth->entries);
    free(growth->streams);
    free(growth->pools);
    hash_free(&growth->index);
    site_labels_free(&growth->labels);
    *growth = (struct growth){0};
}

/* The fewest in the buckets from `from` on, up to but not including `to`. */
static uint64_t fewest(const struct growth_entry *entry, uint32_t from, uint32_t to)
{
    uint32_t found = UINT32_MAX;
    for (uint32_t i = from; i == from || i < to; i++)
    {
        found = least(found, entry->buckets[i]);
    }
    return found;
}

/* `eighths` eighths of the run's length. */
static uint64_t part(uint64_t length, unsigned eighths)
{
    return length / GROWTH_SAMPLES * eighths + length % GROWTH_SAMPLES * eighths / GROWTH_SAMPLES;
}

/* The buckets that lie before so many eighths of the run, the one on the boundary counted or not. */
static uint32_t
buckets_before(const struct growth_entry *entry, uint64_t length, unsigned eighths, bool with_boundary)
{
    const uint64_t at = part(length, eighths);
    const uint64_t whole = at >> entry->shift;
    return (uint32_t)whole + (with_boundary && (whole << entry->shift) < at ? 1 : 0);
}

/* A bucket that two eighths have in common says nothing of either. */
static void sample(struct growth_entry *entry, uint64_t length)
{
    for (unsigned i = 0; i < GROWTH_SAMPLES; i++)
    {
        const bool is_last = i + 1 == GROWTH_SAMPLES;
        const uint32_t from = buckets_before(entry, length, i, true);
        const uint32_t to = is_last ? entry->last + 1 : buckets_before(entry, length, i + 1, false);
        entry->figures.samples[i] = fewest(entry, from, to);
    }
    entry->figures.kind = growth_kind(entry->figures.samples);
}

const struct growth_figures *
growth_of(struct growth *growth, const struct replay *replay, uint32_t pool, struct slice site, uint64_t live)
{
    const uint32_t first = site_labels_find(&growth->labels, site);
    const uint32_t at = first == HASH_NONE ? HASH_NONE : find(growth, (struct key){pool, first});
    const uint32_t stream = replay->names.pools[pool].stream;
    if (at == HASH_NONE || replay->pools[pool].holed || pool_at(growth, pool)->is_lost)
    {
        return NULL;
    }
    struct growth_stream *own = stream_at(growth, stream);
    struct growth_entry *entry = &growth->entries[at];
    const uint64_t length = position(own, replay, stream);
    if (entry->live != live || length == 0)
    {
        return NULL;
    }
    const uint32_t now = bucket_now(own, replay, stream); /* may make buckets wider */
    catch_up(entry, own->shift, now);
    sample(entry, length);
    return &entry->figures;
}
