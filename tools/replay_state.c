/* SPDX-License-Identifier: MIT */
/* Snapshots: which blocks of a pool are live, said all at once. */
#include "mem.h"
#include "replay_pool.h"

#include <stdlib.h>

static void
remember(struct replay_snapshot *snapshot, const struct clock *clock, const struct trace_item *item)
{
    snapshot->entries =
        mem_grow(snapshot->entries, &snapshot->room, snapshot->count + 1, sizeof *snapshot->entries);
    snapshot->entries[snapshot->count] = *item;
    snapshot->entries[snapshot->count++].time = clock_convert(clock, item->time);
}

/* What the snapshot says of the block beyond that it is live. */
static void details(struct block *block, const struct trace_item *entry)
{
    if (entry->size_known)
    {
        block->size = entry->size < BLOCK_SIZE_MOST ? entry->size & BLOCK_SIZE_MOST : BLOCK_SIZE_MOST;
        block_flags(block, BLOCK_SIZE_KNOWN, BLOCK_SIZE_UNSURE);
    }
    if (entry->count_known)
    {
        block->count = entry->count > UINT32_MAX ? UINT32_MAX : (uint32_t)entry->count;
        block_flags(block, BLOCK_COUNT_KNOWN, BLOCK_COUNT_UNSURE);
    }
    if (entry->time_known)
    {
        block->get_time = entry->time;
        block_flags(block, BLOCK_TIME_KNOWN, 0);
    }
    if (entry->site != SITE_INDEX_BEFORE)
    {
        block->site = entry->site;
        block_flags(block, 0, BLOCK_SITE_UNSURE);
    }
}

/* Returns false where the block stands in the snapshot twice. */
static bool enter(struct replay *replay, struct replay_pool *pool, const struct trace_item *entry)
{
    struct block *block = blocks_at(&pool->blocks, entry->block);
    const bool was_live = pool_is_live(pool, block);
    if (was_live && block->epoch == pool->epoch)
    {
        return false;
    }
    if (!was_live)
    {
        refs_clear(&replay->refs, &block->refs);
        block->flags = BLOCK_LIVE | (pool->gapped ? BLOCK_DOUBTED : 0);
        block->site = pool->gapped ? SITE_INDEX_UNKNOWN : SITE_INDEX_BEFORE;
    }
    else if (block->epoch != pool->epoch - 1)
    {
        pool_doubt_block(replay, block);
    }
    block->epoch = (uint16_t)pool->epoch;
    details(block, entry);
    if (entry->count_known && entry->count > 0)
    {
        pool_expect_refs(replay, block, entry->count - 1);
    }
    if (block->flags & BLOCK_SIZE_KNOWN)
    {
        pool->sized++;
        pool->sized_bytes += block->size;
    }
    return true;
}

/* How many blocks are live; of entries that cannot be, `wrong` tells the last. */
static uint64_t
enter_all(struct replay *replay, struct replay_pool *pool, uint64_t cap, const struct trace_item **wrong)
{
    uint64_t live = 0;
    pool_next_epoch(pool);
    pool->sized = 0;
    pool->sized_bytes = 0;
    for (size_t i = 0; i < pool->snapshot.count; i++)
    {
        const struct trace_item *entry = &pool->snapshot.entries[i];
        const bool entered = entry->block < cap && enter(replay, pool, entry);
        live += entered ? 1 : 0;
        *wrong = entered ? *wrong : entry;
    }
    return live;
}

static void apply(struct replay *replay, struct replay_pool *pool, uint32_t position)
{
    const uint64_t believed = pool->live + pool->unknown;
    const struct trace_item *wrong = NULL;
    const uint64_t live = enter_all(replay, pool, pool_cap(replay, position), &wrong);
    pool->floor = pool->epoch;
    pool->live = live;
    pool->certain = live;
    pool->unknown = 0;
    pool->low = live;
    pool->high = live;
    if (wrong != NULL)
    {
        pool_contradiction(replay, position, "a snapshot that cannot have block", wrong->block);
    }
    else if (pool->seen && !pool->gapped && live != believed)
    {
        pool_contradiction(replay, position, "a snapshot with a number of live blocks of", live);
        /* What is missing came before the snapshot, which holds. */
        pool->certain = live;
        pool->epoch = pool->floor;
        pool->low = live;
        pool->high = live;
    }
    const struct replay_stream *stream = &replay->streams[replay->names.pools[position].stream];
    pool->grounded = true;
    pool_settle(pool, stream->has_time, stream->last_time);
    if (live == pool->peak && pool->has_peak_time && pool->peak_time == stream->last_time &&
        pool->sized > pool->peak_sized)
    {
        /* The peak was there when the pool was attached, and only now its sizes are told. */
        pool->peak_sized = pool->sized;
        pool->peak_sized_bytes = pool->sized_bytes;
    }
}

void pool_snapshot_item(struct replay *replay, struct replay_pool *pool, const struct trace_item *item)
{
    struct replay_snapshot *snapshot = &pool->snapshot;
    if (item->kind == ITEM_STATE_BEGIN)
    {
        snapshot->open = true;
        snapshot->count = 0;
    }
    else if (snapshot->open && item->kind == ITEM_STATE_BLOCK)
    {
        const uint64_t cap = pool_cap(replay, item->pool);
        if (snapshot->count < cap)
        {
            remember(snapshot, &replay->streams[item->stream].clock, item);
        }
        else
        {
            /* This ends the snapshot too: what an endless one takes is bounded. */
            pool_contradiction(replay, item->pool, "a snapshot of more blocks than the", cap);
        }
    }
    else if (snapshot->open)
    {
        apply(replay, pool, item->pool);
        free(snapshot->entries);
        *snapshot = (struct replay_snapshot){0};
    }
}
