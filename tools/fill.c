/* SPDX-License-Identifier: MIT */
#include "fill.h"

#include "mem.h"
#include "packet_reader.h"

#include <stdlib.h>
#include <string.h>

const unsigned fill_levels[FILL_LEVELS] = {80, 90, 100};

static uint64_t now(const struct replay *replay, uint32_t stream)
{
    const struct replay_stream *state = &replay->streams[stream];
    return state->has_time ? state->last_time - state->first_time : 0;
}

/* The fewest blocks that are so many percent of the length. */
static uint64_t threshold(uint64_t length, unsigned percent)
{
    const uint64_t less = 100 - percent;
    return length - length / 100 * less - length % 100 * less / 100;
}

static unsigned reached(const struct pool *about, uint64_t blocks)
{
    unsigned count = 0;
    while (about->defined && about->length > 0 && count < FILL_LEVELS &&
           blocks >= threshold(about->length, fill_levels[count]))
    {
        count++;
    }
    return count;
}

/* Adds the time that passed at the levels reached before. */
static void pass(struct fill_pool *pool, uint64_t time)
{
    const uint64_t passed = pool->is_open ? time - pool->since : 0;
    pool->watched += passed;
    for (unsigned bound = 0; bound < FILL_BOUNDS; bound++)
    {
        for (unsigned level = 0; level < pool->reached[bound]; level++)
        {
            pool->time[bound][level] += passed;
        }
    }
    pool->since = time;
}

static void note(struct fill *fill, const struct replay *replay, uint32_t position)
{
    const struct pool *about = &replay->names.pools[position];
    const struct replay_pool *state = &replay->pools[position];
    fill->pools = mem_grow(fill->pools, &fill->pool_room, (size_t)position + 1, sizeof *fill->pools);
    struct fill_pool *pool = &fill->pools[position];
    pass(pool, now(replay, about->stream));
    pool->is_open = !state->closed;
    pool->is_undefined = pool->is_undefined || !about->defined;
    pool->reached[FILL_LIKELY] = reached(about, replay_used(replay, position));
    pool->reached[FILL_LOW] = reached(about, state->low);
    pool->reached[FILL_HIGH] = reached(about, state->high);
}

/* Where events are missing, what came before the attach that is seen may have been the pool's. */
static void on_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    struct fill *fill = context;
    if (event->pool == POOL_NONE)
    {
        return;
    }
    note(fill, replay, event->pool);
    struct fill_pool *pool = &fill->pools[event->pool];
    if (event->kind == EVENT_ATTACH && !pool->is_begun)
    {
        pool->watched = 0;
        memset(pool->time, 0, sizeof pool->time);
    }
    pool->is_begun = true;
    pool->is_in_doubt = false;
}

static void note_gap(struct fill *fill, const struct replay *replay, uint32_t position)
{
    note(fill, replay, position);
    struct fill_pool *pool = &fill->pools[position];
    pool->has_gap = true;
    pool->gap_at = replay->streams[replay->names.pools[position].stream].events;
    if (!pool->is_in_doubt)
    {
        pool->is_in_doubt = true;
        pool->sure_watched = pool->watched;
        memcpy(pool->sure_time, pool->time[FILL_LOW], sizeof pool->sure_time);
    }
}

static void on_gap(struct fill *fill, const struct replay *replay, uint32_t stream)
{
    for (uint32_t i = 1; i < replay->names.pool_count && i < replay->pool_room; i++)
    {
        if (replay->pools[i].started && replay->names.pools[i].stream == stream)
        {
            note_gap(fill, replay, i);
        }
    }
}

static void on_item(void *context, const struct replay *replay, const struct trace_item *item)
{
    if (item->kind == ITEM_POOL || item->kind == ITEM_STATE_END)
    {
        note(context, replay, item->pool);
    }
    else if (item->kind == ITEM_GAP && item->stream != STREAM_NONE)
    {
        on_gap(context, replay, item->stream);
    }
}

void fill_begin(struct fill *fill, struct replay *replay)
{
    *fill = (struct fill){0};
    replay_observe(replay, &(struct replay_observer){.context = fill, .after = on_event, .item = on_item});
}

void fill_free(struct fill *fill)
{
    free(fill->pools);
    *fill = (struct fill){0};
}

/* What may have passed before the first event or after the last one, nobody knows. */
static bool is_open_ended(const struct replay *replay, uint32_t position, const struct fill_pool *pool)
{
    const struct replay_pool *state = &replay->pools[position];
    const struct replay_stream *stream = &replay->streams[replay->names.pools[position].stream];
    const bool ends_in_gap = pool->is_open && pool->has_gap && pool->gap_at == stream->events;
    return ends_in_gap || state->cut || state->doubted || state->inconsistent > 0 || !stream->first_sure ||
           stream->clock.went_back > 0;
}

static struct figure
watched_figure(const struct replay *replay, uint32_t position, const struct fill_pool *pool)
{
    const uint32_t stream = replay->names.pools[position].stream;
    const bool is_open = is_open_ended(replay, position, pool);
    const bool is_in_doubt = pool->is_in_doubt && pool->is_open;
    const uint64_t value = figures_nanoseconds(replay, stream, pool->watched);
    return (struct figure
    ){.value = value,
      .min = is_in_doubt ? figures_nanoseconds(replay, stream, pool->sure_watched) : value,
      .max = is_open ? UNBOUNDED : value,
      .sure = !is_open && !is_in_doubt};
}

static uint64_t
least(const struct replay *replay, uint32_t position, const struct fill_pool *pool, unsigned level)
{
    const struct replay_pool *state = &replay->pools[position];
    const bool is_doubted = state->doubted || state->inconsistent > 0;
    const bool is_in_doubt = pool->is_in_doubt && pool->is_open;
    const uint64_t ticks = is_in_doubt ? pool->sure_time[level] : pool->time[FILL_LOW][level];
    return is_doubted ? 0 : figures_nanoseconds(replay, replay->names.pools[position].stream, ticks);
}

static struct figure
level_figure(const struct replay *replay, uint32_t position, const struct fill_pool *pool, unsigned level)
{
    const struct replay_pool *state = &replay->pools[position];
    const uint32_t stream = replay->names.pools[position].stream;
    const bool is_open = is_open_ended(replay, position, pool);
    const uint64_t value = figures_nanoseconds(replay, stream, pool->time[FILL_LIKELY][level]);
    const uint64_t low = least(replay, position, pool, level);
    const uint64_t high = figures_nanoseconds(replay, stream, pool->time[FILL_HIGH][level]);
    return (struct figure
    ){.value = value,
      .min = (state->gapped || pool->is_in_doubt) && low < value ? low : value,
      .max = is_open        ? UNBOUNDED
             : high > value ? high
                            : value,
      .sure = !state->gapped && !is_open};
}

void fill_of_pool(
    const struct fill *fill, const struct replay *replay, uint32_t position, struct fill_figures *figures
)
{
    const uint32_t stream = replay->names.pools[position].stream;
    *figures = (struct fill_figures){.watched_ns = {.sure = true}};
    for (unsigned level = 0; level < FILL_LEVELS; level++)
    {
        figures->level_ns[level].sure = true;
    }
    if (position >= fill->pool_room || !figures_has_clock(replay, stream) ||
        !replay->streams[stream].has_time)
    {
        return;
    }
    struct fill_pool pool = fill->pools[position];
    if (replay->pools[position].doubted && !pool.is_in_doubt)
    {
        pool.is_in_doubt = true;
        pool.sure_watched = pool.watched;
    }
    pass(&pool, now(replay, stream));
    figures->has_watched = true;
    figures->has_levels = !pool.is_undefined && replay->names.pools[position].length > 0;
    figures->watched_ns = watched_figure(replay, position, &pool);
    for (unsigned level = 0; level < FILL_LEVELS && figures->has_levels; level++)
    {
        figures->level_ns[level] = level_figure(replay, position, &pool, level);
    }
}
