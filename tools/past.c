/* SPDX-License-Identifier: MIT */
#include "past.h"

#include "mem.h"
#include "replay_pool.h"

#include <stdlib.h>

static struct past_pool *pool_at(struct past *past, uint32_t pool)
{
    past->pools = mem_grow(past->pools, &past->pool_room, (size_t)pool + 1, sizeof *past->pools);
    return &past->pools[pool];
}

void past_choose(struct past *past, const struct replay *replay, uint32_t position)
{
    struct past_pool *pool = pool_at(past, position);
    const struct replay_pool *state = &replay->pools[position];
    const struct replay_stream *stream = &replay->streams[replay->names.pools[position].stream];
    if (pool->version == UINT32_MAX)
    {
        blocks_free(&pool->blocks);
        pool->version = 0;
    }
    pool->version++;
    pool->chosen = true;
    pool->time = stream->clock.time;
    pool->has_time = stream->has_time;
    pool->used = pool_used(state);
    pool->low = state->low;
    pool->high = state->high;
    pool->unknown = state->unknown;
    pool->sized = state->sized;
    pool->sized_bytes = state->sized_bytes;
    pool->epoch = state->epoch;
    pool->floor = state->floor;
    pool->holed = state->holed;
}

void past_touch(struct past *past, const struct replay *replay, uint32_t position, uint64_t number)
{
    struct past_pool *pool = pool_at(past, position);
    if (!pool->chosen || number >= pool_cap(replay, position))
    {
        return;
    }
    struct block *kept = blocks_at(&pool->blocks, number);
    if (kept->refs != pool->version)
    {
        const struct block *now = blocks_find(&replay->pools[position].blocks, number);
        const struct block none = {0};
        *kept = now == NULL ? none : *now;
        kept->refs = pool->version;
    }
}

const struct past_pool *past_pool(const struct past *past, uint32_t pool)
{
    return pool < past->pool_room && past->pools[pool].chosen ? &past->pools[pool] : NULL;
}

struct visitor
{
    const struct past_pool *pool;
    void (*visit)(void *context, uint64_t number, const struct block *block);
    void *context;
};

static bool was_live(const struct past_pool *pool, const struct block *block)
{
    return (block->flags & BLOCK_LIVE) != 0 && block->epoch >= pool->floor;
}

static void visit_kept(void *context, uint64_t number, struct block *block)
{
    const struct visitor *visitor = context;
    if (block->refs == visitor->pool->version && was_live(visitor->pool, block))
    {
        visitor->visit(visitor->context, number, block);
    }
}

/* What no event touched since. */
static void visit_now(void *context, uint64_t number, struct block *block)
{
    const struct visitor *visitor = context;
    const struct block *kept = blocks_find(&visitor->pool->blocks, number);
    const bool is_kept = kept != NULL && kept->refs == visitor->pool->version;
    if (!is_kept && was_live(visitor->pool, block))
    {
        visitor->visit(visitor->context, number, block);
    }
}

void past_each(
    const struct past *past,
    const struct replay *replay,
    uint32_t position,
    void (*visit)(void *context, uint64_t number, const struct block *block),
    void *context
)
{
    const struct past_pool *pool = past_pool(past, position);
    if (pool != NULL)
    {
        struct visitor visitor = {.pool = pool, .visit = visit, .context = context};
        blocks_each(&pool->blocks, visit_kept, &visitor);
        blocks_each(&replay->pools[position].blocks, visit_now, &visitor);
    }
}

void past_free(struct past *past)
{
    for (size_t i = 0; i < past->pool_room; i++)
    {
        blocks_free(&past->pools[i].blocks);
    }
    free(past->pools);
    *past = (struct past){0};
}
