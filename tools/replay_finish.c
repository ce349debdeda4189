/* SPDX-License-Identifier: MIT */
/* What the end of the trace says of the whole. */
#include "packet_reader.h"
#include "replay_pool.h"
#include "saturate.h"

#include <stdio.h>

/* Calls `change` for all pools of the stream. */
static void
each_pool(struct replay *replay, uint32_t stream, void (*change)(struct replay *replay, uint32_t pool))
{
    for (uint32_t i = 1; i < replay->names.pool_count && i < replay->pool_room; i++)
    {
        if (replay->pools[i].started && replay->names.pools[i].stream == stream)
        {
            change(replay, i);
        }
    }
}

/* Anything may have happened after what was read. What was seen is what was out then. */
static void cut_pool(struct replay *replay, uint32_t position)
{
    struct replay_pool *pool = &replay->pools[position];
    if (!pool->closed)
    {
        const uint64_t certain = pool->certain;
        const bool holed = pool->holed;
        pool_gap(pool, pool_cap(replay, position), UNKNOWN_COUNT);
        pool->cut = true;
        pool->epoch--;
        pool->certain = certain;
        pool->holed = holed;
    }
}

/* Events are missing, and nobody knows where: had each been a put, no peak would have been so high. */
static void doubt_pool(struct replay *replay, uint32_t position)
{
    struct replay_pool *pool = &replay->pools[position];
    const struct replay_stream *stream = &replay->streams[replay->names.pools[position].stream];
    const bool may_be_none = stream->lost_unknown || stream->lost >= pool->peak_low;
    pool->peak_low = may_be_none ? 0 : pool->peak_low - stream->lost;
    pool->doubted = true;
    pool->closed = false;
    pool_gap(pool, pool_cap(replay, position), UNKNOWN_COUNT);
}

/* The stream's end is missing where its packets stop. A cut there has been listed already. */
static void list_missing_end(struct replay *replay, uint32_t stream)
{
    const uint64_t size = replay->sink.offset;
    if (!replay->file_cut || stream != replay->last_stream)
    {
        replay->sink.offset = replay->streams[stream].after;
        (void)replay_gap_add(replay, stream, "the end is missing", UNKNOWN_COUNT);
        replay->sink.offset = size;
    }
}

static void without_end(struct replay *replay, uint32_t stream)
{
    list_missing_end(replay, stream);
    replay->streams[stream].gapped = true;
    replay->streams[stream].lost_unknown = true;
    each_pool(replay, stream, cut_pool);
}

static void stop_pool(struct replay *replay, uint32_t position)
{
    struct replay_pool *pool = &replay->pools[position];
    pool->cut = !pool->closed;
}

/* The recording went on, but the dump is whole: what it says of its moment is right. */
static void dumped(struct replay *replay, uint32_t stream)
{
    const uint64_t size = replay->sink.offset;
    replay->sink.offset = replay->streams[stream].after;
    (void)replay_gap_add(replay, stream, "the recording had not ended when it was dumped", 0);
    replay->sink.offset = size;
    each_pool(replay, stream, stop_pool);
}

/* The gaps turned out to hold no event: nothing was lost after all. */
static void trust_pool(struct replay *replay, uint32_t position)
{
    struct replay_pool *pool = &replay->pools[position];
    (void)replay;
    if (!pool->corrected && pool->inconsistent == 0)
    {
        pool->gapped = false;
        pool->holed = false;
        pool->certain = pool->live;
        pool->epoch = pool->floor;
    }
}

/* An upper limit is known for what the holes may have held. */
static void bound_pool(struct replay *replay, uint32_t position)
{
    struct replay_pool *pool = &replay->pools[position];
    const struct replay_stream *stream = &replay->streams[replay->names.pools[position].stream];
    if (pool->lost_unknown && pool->inconsistent == 0)
    {
        pool->lost_unknown = false;
        pool->lost = stream->lost;
    }
}

/* Fewer events were read than were recorded, and nothing else tells of it. */
static void lost_unseen(struct replay *replay, uint32_t stream, uint64_t lost)
{
    char why[128];
    (void)snprintf(
        why, sizeof why,
        lost == 1 ? "the end counts %llu event more than there are"
                  : "the end counts %llu events more than there are",
        (unsigned long long)lost
    );
    (void)replay_gap_add(replay, stream, why, lost);
    replay->streams[stream].gapped = true;
    each_pool(replay, stream, doubt_pool);
}

/*
 * Events that should be there; the end counts those before a flight recorder's dump too.
 * A recorder with 32-bit numbers counts modulo 2^32: what is meant is what is nearest.
 */
static uint64_t events_due(const struct replay *replay, uint32_t position)
{
    const struct replay_stream *stream = &replay->streams[position];
    const uint64_t before = stream->before_sure ? stream->before : 0;
    const bool wraps = replay->names.streams[position].pointer_width == 4 && stream->end_events <= UINT32_MAX;
    if (wraps && stream->events + before > UINT32_MAX)
    {
        const uint32_t missing = (uint32_t)(stream->end_events - before - stream->events);
        return missing <= INT32_MAX ? stream->events + missing : stream->events - (UINT32_MAX - missing) - 1;
    }
    return minus(stream->end_events, before);
}

static void check_events(struct replay *replay, uint32_t position)
{
    struct replay_stream *stream = &replay->streams[position];
    const uint64_t due = events_due(replay, position);
    if (stream->events > due)
    {
        (void)replay_gap_add(replay, position, "the end counts fewer events than there are", UNKNOWN_COUNT);
        stream->lost_unknown = true;
        each_pool(replay, position, doubt_pool);
        return;
    }
    const uint64_t lost = due - stream->events;
    stream->lost += lost;
    if (stream->holes == 0 && lost > 0)
    {
        lost_unseen(replay, position, lost);
    }
    if (stream->holes == 1 && replay->gaps[stream->hole].is_hole)
    {
        replay->gaps[stream->hole].events = lost;
    }
    if (!stream->dropped_unknown)
    {
        stream->lost_unknown = false;
        each_pool(replay, position, bound_pool);
    }
}

/* Events dropped of which no packet that was read tells. */
static void check_dropped(struct replay *replay, uint32_t position)
{
    struct replay_stream *stream = &replay->streams[position];
    const bool is_before = stream->is_ring && !stream->packets_missing;
    if (stream->end_dropped == UNKNOWN_COUNT || stream->end_dropped <= stream->dropped || is_before)
    {
        return;
    }
    const uint64_t more = stream->end_dropped - stream->dropped;
    stream->dropped = stream->end_dropped;
    stream->lost += more;
    if (!stream->packets_missing && !stream->dropped_unknown)
    {
        stream->gapped = true;
        (void)replay_gap_add(replay, position, "the end counts dropped events without a place", more);
        each_pool(replay, position, doubt_pool);
    }
}

static void check_ground(struct replay *replay, uint32_t position)
{
    if (!replay->pools[position].grounded)
    {
        pool_without_ground(replay, position);
    }
}

static void finish_stream(struct replay *replay, uint32_t position)
{
    struct replay_stream *stream = &replay->streams[position];
    if (stream->is_ring)
    {
        each_pool(replay, position, check_ground);
    }
    if (stream->close == STREAM_DUMPED)
    {
        dumped(replay, position);
        return;
    }
    if (stream->close == STREAM_OPEN)
    {
        without_end(replay, position);
        return;
    }
    check_dropped(replay, position);
    if (stream->end_events != UNKNOWN_COUNT)
    {
        check_events(replay, position);
        if (stream->gapped && !stream->lost_unknown && stream->lost == 0)
        {
            each_pool(replay, position, trust_pool);
        }
    }
}

void replay_finish(struct replay *replay, uint64_t size)
{
    bool any = false;
    replay->sink.offset = size;
    for (uint32_t i = 0; i < replay->names.stream_count && i < replay->stream_room; i++)
    {
        if (replay->streams[i].seen)
        {
            any = true;
            finish_stream(replay, i);
        }
    }
    if (!any && !replay->file_cut)
    {
        (void)replay_gap_add(replay, STREAM_NONE, "nothing in it that this version knows", UNKNOWN_COUNT);
    }
}
