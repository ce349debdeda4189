/* SPDX-License-Identifier: MIT */
/* What a part of a trace begins with: what is live then, and how sure that is. */
#include "range.h"

#include "mem.h"
#include "replay_pool.h"

#include <stdlib.h>
#include <string.h>

static const char missing[] = "events are missing before the part that was asked for";

struct live_block
{
    uint64_t number;
    const struct block *block;
};

struct live_list
{
    const struct replay_pool *pool;
    struct live_block *items;
    size_t count, room;
};

static void add_live(void *context, uint64_t number, struct block *block)
{
    struct live_list *list = context;
    if (pool_is_live(list->pool, block))
    {
        list->items = mem_grow(list->items, &list->room, list->count + 1, sizeof *list->items);
        list->items[list->count++] = (struct live_block){number, block};
    }
}

static int by_number(const void *one, const void *other)
{
    const struct live_block *a = one;
    const struct live_block *b = other;
    return a->number < b->number ? -1 : a->number > b->number;
}

/* What is unsure after a gap is not said. */
static bool
is_known(const struct replay_pool *pool, const struct block *block, unsigned known, unsigned unsure)
{
    return (block->flags & known) != 0 && !(pool->gapped && (block->flags & unsure) != 0);
}

static void send_block(struct range *range, uint32_t stream, uint32_t position, const struct live_block *live)
{
    const struct replay_pool *pool = &range->state.pools[position];
    const struct clock *clock = &range->streams[stream].clock;
    const struct block *block = live->block;
    const uint64_t age = clock->time - block->get_time;
    const bool site_unsure = pool->gapped && (block->flags & BLOCK_SITE_UNSURE) != 0;
    const struct trace_item item = {
        .kind = ITEM_STATE_BLOCK,
        .stream = stream,
        .pool = position,
        .block = live->number,
        .size = block->size,
        .count = block->count,
        .time = clock->shown - age,
        .site = site_unsure ? SITE_INDEX_UNKNOWN : block->site,
        .size_known = is_known(pool, block, BLOCK_SIZE_KNOWN, BLOCK_SIZE_UNSURE),
        .count_known = is_known(pool, block, BLOCK_COUNT_KNOWN, BLOCK_COUNT_UNSURE),
        /* A clock that went back may not reach back so far. */
        .time_known = (block->flags & BLOCK_TIME_KNOWN) != 0 && age <= clock->shown};
    range_send_item(range, &item);
}

/* Blocks of which only the number is known are told as a pool's attach tells them. */
static void send_unknown(struct range *range, uint32_t stream, uint32_t position)
{
    const struct replay_pool *pool = &range->state.pools[position];
    if (pool->unknown > 0)
    {
        const struct trace_event attach = {
            .kind = EVENT_ATTACH,
            .time = range->streams[stream].clock.shown,
            .block = pool->live + pool->unknown,
            .stream = stream,
            .pool = position};
        range->streams[stream].events++;
        range->streams[stream].added++;
        range_send_event(range, &attach);
    }
}

static void send_snapshot(struct range *range, uint32_t stream, uint32_t position)
{
    struct live_list list = {.pool = &range->state.pools[position]};
    struct trace_item item = {
        .kind = ITEM_STATE_BEGIN,
        .stream = stream,
        .pool = position,
        .time = range->streams[stream].clock.shown};
    blocks_each(&list.pool->blocks, add_live, &list);
    if (list.count > 0)
    {
        qsort(list.items, list.count, sizeof *list.items, by_number);
    }
    range_send_item(range, &item);
    for (size_t i = 0; i < list.count; i++)
    {
        send_block(range, stream, position, &list.items[i]);
    }
    item.kind = ITEM_STATE_END;
    range_send_item(range, &item);
    free(list.items);
    send_unknown(range, stream, position);
}

/* Whether exactly these blocks are live. */
static bool is_sure(const struct replay_pool *pool)
{
    const uint64_t live = pool->live + pool->unknown;
    return !pool->gapped || (pool->certain == pool->live && pool->low == live && pool->high == live);
}

/* A pool that was defined, and of which nothing else was told, is told of later. */
static bool has_state(const struct replay_pool *pool)
{
    return pool->started && !pool->closed && pool->grounded;
}

static void send_snapshots(struct range *range, uint32_t stream, bool sure)
{
    const struct names *names = &range->target->names;
    for (uint32_t i = 1; i < names->pool_count && i < range->state.pool_room; i++)
    {
        const struct replay_pool *pool = &range->state.pools[i];
        if (names->pools[i].stream == stream && has_state(pool) && is_sure(pool) == sure)
        {
            send_snapshot(range, stream, i);
        }
    }
}

void range_send_state(struct range *range, uint32_t stream)
{
    if (range->state.streams[stream].gapped)
    {
        const struct trace_item gap = {
            .kind = ITEM_GAP,
            .stream = stream,
            .packets = UNKNOWN_COUNT,
            .text = {missing, sizeof missing - 1}};
        send_snapshots(range, stream, false);
        range->streams[stream].gapped = true;
        range_send_item(range, &gap);
    }
    send_snapshots(range, stream, true);
}
