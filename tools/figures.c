/* SPDX-License-Identifier: MIT */
#include "figures.h"

#include "replay_pool.h"
#include "saturate.h"

#define NANOSECONDS UINT64_C(1000000000)

static uint64_t times(uint64_t number, uint64_t factor)
{
    return factor != 0 && number > UINT64_MAX / factor ? UINT64_MAX : number * factor;
}

bool figures_has_clock(const struct replay *replay, uint32_t stream)
{
    const struct stream *about = &replay->names.streams[stream];
    return about->has_header && about->ticks_per_second != 0;
}

uint64_t figures_nanoseconds(const struct replay *replay, uint32_t stream, uint64_t ticks)
{
    uint64_t rate = replay->names.streams[stream].ticks_per_second;
    if (rate == 0)
    {
        return 0;
    }
    const uint64_t seconds = ticks / rate;
    uint64_t rest = ticks % rate;
    while (rest > UINT64_MAX / NANOSECONDS)
    {
        rest >>= 1;
        rate >>= 1;
    }
    return plus(times(seconds, NANOSECONDS), rest * NANOSECONDS / rate);
}

static struct figure counter(const struct replay_pool *pool, uint64_t value)
{
    return (struct figure
    ){.value = value,
      .min = value,
      .max = pool->lost_unknown ? UNBOUNDED : plus(value, pool->lost),
      .sure = !pool->gapped};
}

static struct figure
ranged(const struct replay_pool *pool, uint64_t cap, uint64_t value, uint64_t min, uint64_t max)
{
    max = max > cap ? cap : max;
    return (struct figure
    ){.value = value,
      .min = min < value ? min : value,
      .max = max > value ? max : value,
      .sure = !pool->gapped};
}

/* Of so many blocks out, `sized` of which asked for so many bytes. */
static struct figure waste(
    const struct replay *replay,
    uint32_t position,
    const struct figure *blocks,
    uint64_t sized,
    uint64_t sized_bytes
)
{
    const struct pool *about = &replay->names.pools[position];
    const uint64_t whole = times(sized, about->block_size);
    const uint64_t known = minus(whole, sized_bytes);
    const uint64_t each = !about->defined ? UNBOUNDED : about->block_size == 0 ? 0 : about->block_size - 1;
    if (replay->pools[position].gapped)
    {
        const uint64_t most = times(blocks->max, each);
        return (struct figure){.value = known, .max = most < known ? UNBOUNDED : most};
    }
    /* Of blocks from before the trace, say, the size is not known. */
    const uint64_t counted = about->defined ? sized : 0;
    const uint64_t unsized = minus(blocks->value, counted);
    return (struct figure
    ){.value = known, .min = known, .max = plus(known, times(unsized, each)), .sure = unsized == 0};
}

/* From the stream's first event. */
static uint64_t since_start(const struct replay *replay, uint32_t stream, uint64_t time)
{
    const uint64_t first = replay->streams[stream].first_time;
    return figures_nanoseconds(replay, stream, time - first);
}

uint64_t figures_now(const struct replay *replay, uint32_t stream)
{
    return replay->streams[stream].has_time ? since_start(replay, stream, replay_now(replay, stream)) : 0;
}

void figures_of_pool(const struct replay *replay, uint32_t position, struct pool_figures *figures)
{
    const struct replay_pool *pool = &replay->pools[position];
    const struct pool *about = &replay->names.pools[position];
    const struct replay_stream *stream = &replay->streams[about->stream];
    const uint64_t cap = about->defined ? about->length : UNBOUNDED;
    *figures = (struct pool_figures){.pool = position};
    figures->used = ranged(pool, cap, pool_used(pool), pool->low, pool->high);
    figures->peak = ranged(pool, cap, pool->peak, pool->peak_low, pool->peak_high);
    figures->gets = counter(pool, pool->gets);
    figures->puts = counter(pool, pool->puts);
    figures->updates = counter(pool, pool->updates);
    figures->failed_gets = counter(pool, pool->failed_gets);
    figures->waste_at_peak =
        waste(replay, position, &figures->peak, pool->peak_sized, pool->peak_sized_bytes);
    figures->waste_now = waste(replay, position, &figures->used, pool->sized, pool->sized_bytes);
    figures->peak_time_ns = (struct figure
    ){.max = UNBOUNDED, .sure = !pool->gapped && stream->first_sure && stream->clock.went_back == 0};
    figures->has_peak_time = stream->has_time && pool->peak > 0 && figures_has_clock(replay, about->stream);
    if (figures->has_peak_time && pool->has_peak_time)
    {
        figures->peak_time_ns.value = since_start(replay, about->stream, pool->peak_time);
    }
}

/* Events that may be missing from what concerns the pool; 0 where none is. */
static uint64_t lost_in(const struct replay *replay, uint32_t pool)
{
    if (pool == POOL_NONE)
    {
        return replay_is_complete(replay) ? 0 : UNBOUNDED;
    }
    const struct replay_pool *state = &replay->pools[pool];
    if (!state->gapped)
    {
        return 0;
    }
    return state->lost_unknown ? UNBOUNDED : state->lost;
}

struct figure figures_failures(const struct replay *replay, uint32_t pool, uint64_t count)
{
    const uint64_t lost = lost_in(replay, pool);
    return (struct figure){.value = count, .min = count, .max = plus(count, lost), .sure = lost == 0};
}

bool figures_has_pool(const struct replay *replay, uint32_t pool)
{
    return pool < replay->pool_room && replay->pools[pool].started;
}

/* The longest of the streams' durations. */
static void add_duration(const struct replay *replay, uint32_t position, struct trace_figures *figures)
{
    const struct replay_stream *stream = &replay->streams[position];
    const bool has_clock = figures_has_clock(replay, position);
    figures->went_back += has_clock ? stream->clock.went_back : 0;
    figures->duration_ns.sure =
        figures->duration_ns.sure && !stream->gapped && (!has_clock || stream->clock.went_back == 0);
    if (has_clock && stream->has_time)
    {
        const uint64_t duration = since_start(replay, position, stream->last_time);
        figures->has_duration = true;
        figures->duration_ns.value =
            duration > figures->duration_ns.value ? duration : figures->duration_ns.value;
    }
}

/* What has no header may be a flight recorder's dump too. */
static void add_before(const struct replay *replay, uint32_t position, struct trace_figures *figures)
{
    const struct replay_stream *stream = &replay->streams[position];
    const bool has_header = replay->names.streams[position].has_header;
    figures->is_ring = figures->is_ring || stream->is_ring;
    figures->before.value += stream->before;
    figures->before.min += stream->before_sure ? stream->before : 0;
    figures->before.max = has_header ? plus(figures->before.max, stream->before) : UNBOUNDED;
    figures->before.sure = figures->before.sure && has_header && (!stream->is_ring || stream->before_sure);
}

static void add_stream(const struct replay *replay, uint32_t position, struct trace_figures *figures)
{
    const struct replay_stream *stream = &replay->streams[position];
    const bool sure = !stream->gapped;
    const bool drops_unknown =
        stream->dropped_unknown || stream->packets_missing || stream->close == STREAM_OPEN;
    figures->events.value += stream->events;
    figures->events.max =
        stream->lost_unknown ? UNBOUNDED : plus(figures->events.max, plus(stream->events, stream->lost));
    figures->events.sure = figures->events.sure && sure;
    figures->dropped.value += stream->dropped;
    figures->dropped.max = drops_unknown ? UNBOUNDED : plus(figures->dropped.max, stream->dropped);
    figures->dropped.sure = figures->dropped.sure && sure;
}

void figures_of_trace(const struct replay *replay, struct trace_figures *figures)
{
    *figures = (struct trace_figures
    ){.events = {.sure = true},
      .dropped = {.sure = true},
      .before = {.sure = true},
      .duration_ns = {.max = UNBOUNDED, .sure = true}};
    for (uint32_t i = 0; i < replay->names.stream_count && i < replay->stream_room; i++)
    {
        if (replay->streams[i].seen)
        {
            add_stream(replay, i, figures);
            add_before(replay, i, figures);
            add_duration(replay, i, figures);
        }
    }
    if (replay->stream_room == 0 && !replay_is_complete(replay))
    {
        /* Cut before anything was said. */
        figures->events = figures->dropped = (struct figure){.max = UNBOUNDED};
    }
    figures->events.min = figures->events.value;
    figures->dropped.min = figures->dropped.value;
    figures->duration_ns.min = figures->duration_ns.value;
    figures->duration_ns.sure =
        figures->duration_ns.sure && (figures->has_duration || replay_is_complete(replay));
}
