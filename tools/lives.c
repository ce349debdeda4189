/* SPDX-License-Identifier: MIT */
#include "lives.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>

/* Bins an octave, as a power of two. */
#define FINENESS 2u
#define AN_OCTAVE ((size_t)1 << FINENESS)

static unsigned highest_bit(uint64_t number)
{
    unsigned bit = 0;
    while (number > 1)
    {
        number >>= 1;
        bit++;
    }
    return bit;
}

/* Small numbers have bins of their own. */
static size_t bin_of(uint64_t ticks)
{
    if (ticks < AN_OCTAVE)
    {
        return (size_t)ticks;
    }
    const unsigned shift = highest_bit(ticks) - FINENESS;
    return (size_t)shift * AN_OCTAVE + (size_t)(ticks >> shift);
}

uint64_t lives_bin_start(size_t bin)
{
    if (bin < 2 * AN_OCTAVE)
    {
        return bin;
    }
    const size_t shift = bin / AN_OCTAVE - 1;
    const uint64_t start = AN_OCTAVE + bin % AN_OCTAVE;
    return start > UINT64_MAX >> shift ? UINT64_MAX : start << shift;
}

/* The bin's place in the counts, which grow at either end. */
static size_t place_of(struct lives_pool *pool, size_t bin)
{
    if (pool->count == 0)
    {
        pool->first = bin;
    }
    const size_t before = bin < pool->first ? pool->first - bin : 0;
    const size_t last = bin - (pool->first - before);
    const size_t need = last + 1 > pool->count + before ? last + 1 : pool->count + before;
    pool->counts = mem_grow(pool->counts, &pool->room, need, sizeof *pool->counts);
    if (before > 0)
    {
        memmove(pool->counts + before, pool->counts, pool->count * sizeof *pool->counts);
        memset(pool->counts, 0, before * sizeof *pool->counts);
        pool->first = bin;
    }
    pool->count = need;
    return last;
}

static void measure(struct lives_pool *pool, uint64_t ticks)
{
    const size_t place = place_of(pool, bin_of(ticks));
    pool->counts[place]++;
    pool->measured++;
    pool->longest = ticks > pool->longest ? ticks : pool->longest;
}

/* Whether the get that the trace tells of is the block's last one: nothing can have been missed since. */
static bool is_known(const struct block *block, const struct replay_pool *pool)
{
    return block != NULL && block->epoch == pool->epoch && (block->flags & BLOCK_TIME_KNOWN) != 0 &&
           (block->flags & (BLOCK_DOUBTED | BLOCK_SITE_UNSURE)) == 0;
}

/* The block is as it was when the put came. */
static void on_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    struct lives *lives = context;
    if (event->kind != EVENT_PUT || event->pool == POOL_NONE)
    {
        return;
    }
    lives->pools = mem_grow(lives->pools, &lives->pool_room, (size_t)event->pool + 1, sizeof *lives->pools);
    struct lives_pool *pool = &lives->pools[event->pool];
    const struct block *block = replay_block(replay, event->pool, event->block);
    const uint64_t now = replay_now(replay, event->stream);
    if (is_known(block, &replay->pools[event->pool]) && block->get_time <= now)
    {
        measure(pool, now - block->get_time);
    }
    else
    {
        pool->unsure++;
    }
}

void lives_begin(struct lives *lives, struct replay *replay)
{
    *lives = (struct lives){0};
    replay_observe(replay, &(struct replay_observer){.context = lives, .before = on_event});
}

void lives_free(struct lives *lives)
{
    for (size_t i = 0; i < lives->pool_room; i++)
    {
        free(lives->pools[i].counts);
    }
    free(lives->pools);
    *lives = (struct lives){0};
}

const struct lives_pool *lives_of_pool(const struct lives *lives, uint32_t pool)
{
    const bool is_there =
        pool < lives->pool_room && lives->pools[pool].measured + lives->pools[pool].unsure > 0;
    return is_there ? &lives->pools[pool] : NULL;
}

uint64_t lives_quantile(const struct lives_pool *pool, unsigned thousandths)
{
    /* No product that could overflow: whole thousands first. */
    const uint64_t wanted =
        pool->measured / 1000u * thousandths + (pool->measured % 1000u * thousandths + 999u) / 1000u;
    uint64_t seen = 0;
    for (size_t i = 0; i < pool->count; i++)
    {
        seen += pool->counts[i];
        if (seen >= wanted)
        {
            const uint64_t end = lives_bin_start(pool->first + i + 1);
            return end - 1 < pool->longest ? end - 1 : pool->longest;
        }
    }
    return pool->longest;
}
