/* SPDX-License-Identifier: MIT */
#include "replay_pool.h"

#include "saturate.h"

#include <stdio.h>

bool pool_is_live(const struct replay_pool *pool, const struct block *block)
{
    return (block->flags & BLOCK_LIVE) != 0 && block->epoch >= pool->floor;
}

uint64_t pool_used(const struct replay_pool *pool)
{
    const uint64_t believed = plus(pool->live, pool->unknown);
    if (believed < pool->low)
    {
        return pool->low;
    }
    return believed > pool->high ? pool->high : believed;
}

uint64_t pool_cap(const struct replay *replay, uint32_t pool)
{
    const struct pool *about = &replay->names.pools[pool];
    return about->defined ? about->length : UNBOUNDED;
}

/* What matters of the epochs: before the floor, since then, the last but one, the last. */
static uint16_t compact_epoch(const struct replay_pool *pool, uint32_t epoch)
{
    if (epoch < pool->floor)
    {
        return 0;
    }
    const uint32_t ago = pool->epoch - epoch;
    return (uint16_t)(ago < 2 ? 3 - ago : 1);
}

static void compact_block(void *context, uint64_t number, struct block *block)
{
    (void)number;
    block->epoch = compact_epoch(context, block->epoch);
}

void pool_next_epoch(struct replay_pool *pool)
{
    if (pool->epoch == BLOCK_EPOCH_MOST)
    {
        blocks_each(&pool->blocks, compact_block, pool);
        pool->floor = compact_epoch(pool, pool->floor);
        pool->epoch = compact_epoch(pool, pool->epoch);
    }
    pool->epoch++;
}

void pool_gap(struct replay_pool *pool, uint64_t cap, uint64_t events)
{
    if (pool->closed)
    {
        return;
    }
    pool->gapped = true;
    pool->holed = true;
    pool_next_epoch(pool);
    pool->certain = 0;
    pool->snapshot.open = false;
    if (events == UNKNOWN_COUNT)
    {
        pool->lost_unknown = true;
        pool->low = 0;
        pool->high = cap;
    }
    else
    {
        pool->lost = plus(pool->lost, events);
        pool->low = minus(pool->low, events);
        pool->high = plus(pool->high, events);
        pool->high = pool->high > cap ? cap : pool->high;
    }
    pool->peak_high = pool->high > pool->peak_high ? pool->high : pool->peak_high;
}

static void
say_contradiction(struct replay *replay, const struct pool *about, const char *what, uint64_t block)
{
    const struct slice name = names_text(&replay->names, about->name);
    char whose[80];
    char why[256];
    if (about->defined)
    {
        (void)snprintf(whose, sizeof whose, "\"%.*s\"", name.size < 60 ? (int)name.size : 60, name.text);
    }
    else
    {
        (void)snprintf(whose, sizeof whose, "%llu", (unsigned long long)about->id);
    }
    (void)snprintf(
        why, sizeof why, "the trace contradicts itself: %s %llu of pool %s", what, (unsigned long long)block,
        whose
    );
    (void)replay_gap_add(replay, about->stream, why, UNKNOWN_COUNT);
}

void pool_contradiction(struct replay *replay, uint32_t position, const char *what, uint64_t block)
{
    struct replay_pool *pool = &replay->pools[position];
    if (pool->inconsistent++ == 0)
    {
        say_contradiction(replay, &replay->names.pools[position], what, block);
    }
    pool->closed = false;
    pool_gap(pool, pool_cap(replay, position), UNKNOWN_COUNT);
}

void pool_without_ground(struct replay *replay, uint32_t position)
{
    struct replay_pool *pool = &replay->pools[position];
    const struct pool *about = &replay->names.pools[position];
    if (!pool->gapped)
    {
        char why[96];
        (void)snprintf(
            why, sizeof why, "a dump that does not say what is live in pool %llu where it begins",
            (unsigned long long)about->id
        );
        (void)replay_gap_add(replay, about->stream, why, 0);
    }
    pool_gap(pool, pool_cap(replay, position), 0);
    pool->grounded = true;
    pool->corrected = true;
    pool->low = 0;
    pool->high = pool_cap(replay, position);
    pool->peak_high = pool->high;
}

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

static void note_peak(struct replay_pool *pool, bool has_time, uint64_t time)
{
    const uint64_t used = pool_used(pool);
    if (used > pool->peak)
    {
        pool->peak = used;
        pool->peak_time = time;
        pool->has_peak_time = has_time;
        pool->peak_sized = pool->sized;
        pool->peak_sized_bytes = pool->sized_bytes;
    }
    pool->peak_low = larger(pool->peak_low, pool->low);
    pool->peak_high = larger(pool->peak_high, pool->high);
}

void pool_settle(struct replay_pool *pool, bool has_time, uint64_t time)
{
    pool->low = larger(pool->low, pool->certain);
    pool->high = larger(pool->high, pool->low);
    if (pool->gapped && pool->high == pool->certain)
    {
        /* No room for others: those not seen since the gap are gone. */
        pool->floor = pool->epoch;
        pool->live = pool->certain;
        pool->unknown = 0;
    }
    note_peak(pool, has_time, time);
}

static void forget_size(struct replay_pool *pool, struct block *block)
{
    if (block->flags & BLOCK_SIZE_KNOWN)
    {
        pool->sized = minus(pool->sized, 1);
        pool->sized_bytes = minus(pool->sized_bytes, block->size);
        block_flags(block, 0, BLOCK_SIZE_KNOWN | BLOCK_SIZE_UNSURE);
    }
}

static void set_size(struct replay_pool *pool, struct block *block, uint64_t size)
{
    forget_size(pool, block);
    block->size = size < BLOCK_SIZE_MOST ? size & BLOCK_SIZE_MOST : BLOCK_SIZE_MOST;
    block_flags(block, BLOCK_SIZE_KNOWN, BLOCK_SIZE_UNSURE);
    pool->sized++;
    pool->sized_bytes = plus(pool->sized_bytes, block->size);
}

static void set_count(struct block *block, uint64_t count)
{
    block->count = count > UINT32_MAX ? UINT32_MAX : (uint32_t)count;
    block_flags(block, BLOCK_COUNT_KNOWN, BLOCK_COUNT_UNSURE);
}

/* The pool gives out no more than a block has. Its block size may not be known. */
static void check_size(struct replay *replay, const struct trace_event *event)
{
    const struct pool *about = &replay->names.pools[event->pool];
    if (about->defined && event->value > about->block_size)
    {
        pool_contradiction(replay, event->pool, "a size above the block's, that is,", event->value);
    }
}

/* The block is free, and so it must have been known to be. */
static void begin_life(
    struct replay *replay, struct replay_pool *pool, const struct trace_event *event, struct block *block
)
{
    if (pool_is_live(pool, block))
    {
        if (block->epoch == pool->epoch)
        {
            pool_contradiction(replay, event->pool, "get of live block", event->block);
        }
        pool->corrected = true;
        forget_size(pool, block);
        return;
    }
    if (!pool->gapped && pool->low >= pool_cap(replay, event->pool))
    {
        pool_contradiction(replay, event->pool, "get, while none is free, of block", event->block);
    }
    pool->live++;
    block->flags = 0; /* what a snapshot or a gap left of an earlier life */
}

static void
on_get(struct replay *replay, struct replay_pool *pool, const struct trace_event *event, struct block *block)
{
    pool->gets++;
    check_size(replay, event);
    begin_life(replay, pool, event, block);
    pool->certain++;
    pool->low = plus(pool->low, 1);
    const uint64_t cap = pool_cap(replay, event->pool);
    pool->high = plus(pool->high, pool->high < cap ? 1 : 0);
    refs_clear(&replay->refs, &block->refs);
    block->flags = BLOCK_LIVE | BLOCK_TIME_KNOWN;
    block->epoch = (uint16_t)pool->epoch;
    block->get_time = event->time;
    block->site = event->site;
    block->serial += block->serial < UINT32_MAX ? 1 : 0;
    set_size(pool, block, event->value);
    set_count(block, 1);
}

void pool_doubt_block(struct replay *replay, struct block *block)
{
    refs_clear(&replay->refs, &block->refs);
    block_flags(block, BLOCK_UNSURE | BLOCK_DOUBTED, 0);
}

void pool_expect_refs(struct replay *replay, struct block *block, uint64_t held)
{
    const bool is_before = block->serial == 0 && (block->flags & BLOCK_DOUBTED) == 0;
    refs_expect(&replay->refs, &block->refs, held, is_before ? SITE_INDEX_BEFORE : SITE_INDEX_UNKNOWN);
}

/* A block that was not known to be live turns out to be: where does it come from? */
static uint32_t discovered_site(
    struct replay *replay, struct replay_pool *pool, const struct trace_event *event, const char *what
)
{
    if (pool->unknown > 0)
    {
        pool->unknown--;
        return SITE_INDEX_BEFORE;
    }
    if (!pool->gapped)
    {
        pool_contradiction(replay, event->pool, what, event->block);
    }
    pool->corrected = true;
    return SITE_INDEX_UNKNOWN;
}

/* The event shows that the block is live. */
static void confirm(
    struct replay *replay,
    struct replay_pool *pool,
    const struct trace_event *event,
    struct block *block,
    const char *what
)
{
    if (!pool_is_live(pool, block))
    {
        const uint32_t site = discovered_site(replay, pool, event, what);
        block->flags = BLOCK_LIVE | (pool->gapped ? BLOCK_DOUBTED | BLOCK_SITE_UNSURE : 0);
        block->site = site;
        refs_clear(&replay->refs, &block->refs);
        pool->live++;
        pool->certain++;
    }
    else if (block->epoch != pool->epoch)
    {
        pool_doubt_block(replay, block);
        pool->certain++;
    }
    block->epoch = (uint16_t)pool->epoch;
}

static void on_update(
    struct replay *replay, struct replay_pool *pool, const struct trace_event *event, struct block *block
)
{
    pool->updates++;
    check_size(replay, event);
    confirm(replay, pool, event, block, "update of free block");
    set_size(pool, block, event->value);
}

static void
on_put(struct replay *replay, struct replay_pool *pool, const struct trace_event *event, struct block *block)
{
    pool->puts++;
    if (pool_is_live(pool, block))
    {
        pool->live--;
        pool->certain -= block->epoch == pool->epoch ? 1 : 0;
        forget_size(pool, block);
    }
    else
    {
        (void)discovered_site(replay, pool, event, "put of free block");
    }
    pool->low = minus(pool->low, 1);
    pool->high = pool->high == UNBOUNDED ? UNBOUNDED : minus(pool->high, 1);
    refs_clear(&replay->refs, &block->refs);
    block->flags = 0;
}

void pool_ref_get(struct replay *replay, struct block *block, uint64_t count, uint32_t site)
{
    set_count(block, count);
    pool_expect_refs(replay, block, minus(count, 2));
    refs_taken(&replay->refs, &block->refs, site);
}

static void on_ref_get(
    struct replay *replay, struct replay_pool *pool, const struct trace_event *event, struct block *block
)
{
    confirm(replay, pool, event, block, "reference to free block");
    pool_ref_get(replay, block, event->value, event->site);
}

void pool_ref_put(struct replay *replay, struct block *block, uint64_t count, uint32_t site)
{
    set_count(block, count);
    pool_expect_refs(replay, block, count);
    refs_given_back(&replay->refs, &replay->names, &block->refs, site);
    if (count == 1)
    {
        refs_clear(&replay->refs, &block->refs);
    }
}

static void on_ref_put(
    struct replay *replay, struct replay_pool *pool, const struct trace_event *event, struct block *block
)
{
    confirm(replay, pool, event, block, "reference given back of free block");
    pool_ref_put(replay, block, event->value, event->site);
}

/* The event says how many blocks are live. */
static void on_live_count(struct replay *replay, struct replay_pool *pool, const struct trace_event *event)
{
    const uint64_t live = event->block;
    const uint64_t cap = pool_cap(replay, event->pool);
    if (live > cap)
    {
        pool_contradiction(replay, event->pool, "more live blocks than there are, that is,", live);
        return;
    }
    if (live < pool->certain || (!pool->gapped && live != pool->live + pool->unknown))
    {
        pool_contradiction(replay, event->pool, "another number of live blocks, that is,", live);
    }
    pool->low = live;
    pool->high = live;
}

/* Out when the pool was attached: got before the trace, whatever is missing of it. */
static void was_before(void *context, uint64_t number, struct block *block)
{
    (void)context;
    (void)number;
    if (block->site == SITE_INDEX_UNKNOWN)
    {
        block->site = SITE_INDEX_BEFORE;
    }
    block_flags(block, 0, BLOCK_DOUBTED);
}

static void on_attach(struct replay *replay, struct replay_pool *pool, const struct trace_event *event)
{
    const uint64_t cap = pool_cap(replay, event->pool);
    if (pool->closed || (pool->gapped && pool->seen))
    {
        pool->closed = false;
        pool_gap(pool, cap, UNKNOWN_COUNT);
    }
    else
    {
        /* Nothing that happened before concerns the pool. */
        pool->gapped = false;
        pool->holed = false;
        pool->lost = 0;
        pool->lost_unknown = false;
        pool->sized = pool->certain > 0 ? pool->sized : 0;
        pool->sized_bytes = pool->certain > 0 ? pool->sized_bytes : 0;
        pool->live = pool->certain; /* a snapshot from before a gap may be of another time */
        pool->floor = pool->epoch;
        pool->peak = 0;
        pool->peak_low = 0;
        pool->peak_high = 0;
        pool->has_peak_time = false;
        pool->unknown = minus(event->block < cap ? event->block : cap, pool->live);
        blocks_each(&pool->blocks, was_before, NULL);
    }
    on_live_count(replay, pool, event);
}

static void on_detach(struct replay *replay, struct replay_pool *pool, const struct trace_event *event)
{
    on_live_count(replay, pool, event);
    pool->closed = true;
}

static void on_failed(const struct replay *replay, struct replay_pool *pool, const struct trace_event *event)
{
    const uint64_t cap = pool_cap(replay, event->pool);
    pool->failed_gets += event->operation == EVENT_GET ? 1 : 0;
    if (event->cause == CAUSE_FULL && pool->gapped && cap != UNBOUNDED)
    {
        pool->low = cap;
        pool->high = cap;
    }
}

typedef void (*block_handler
)(struct replay *replay, struct replay_pool *pool, const struct trace_event *event, struct block *block);

static const block_handler block_handlers[] = {
    [EVENT_GET] = on_get,         [EVENT_UPDATE] = on_update,   [EVENT_PUT] = on_put,
    [EVENT_REF_GET] = on_ref_get, [EVENT_REF_PUT] = on_ref_put,
};

static void pool_wide_event(struct replay *replay, struct replay_pool *pool, const struct trace_event *event)
{
    if (event->kind == EVENT_FAILED)
    {
        on_failed(replay, pool, event);
    }
    else if (event->kind == EVENT_ATTACH)
    {
        on_attach(replay, pool, event);
    }
    else if (event->kind == EVENT_DETACH || event->kind == EVENT_DEINIT)
    {
        on_detach(replay, pool, event);
    }
}

void pool_event(struct replay *replay, struct replay_pool *pool, const struct trace_event *event)
{
    if (!pool->grounded && event->kind != EVENT_ATTACH && replay->streams[event->stream].is_ring)
    {
        pool_without_ground(replay, event->pool);
    }
    pool->grounded = true;
    if (event->kind < EVENT_GET || event->kind > EVENT_REF_PUT)
    {
        pool_wide_event(replay, pool, event);
    }
    else if (event->block >= pool_cap(replay, event->pool))
    {
        pool_contradiction(replay, event->pool, "an event at block", event->block);
    }
    else
    {
        block_handlers[event->kind](replay, pool, event, blocks_at(&pool->blocks, event->block));
    }
    pool->seen = true;
    pool_settle(pool, true, event->time);
}
