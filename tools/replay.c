/* SPDX-License-Identifier: MIT */
#include "replay.h"

#include "mem.h"
#include "packet_reader.h"
#include "replay_pool.h"
#include "replay_run.h"
#include "saturate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct replay_stream *replay_stream_at(struct replay *replay, uint32_t stream)
{
    replay->streams =
        mem_grow(replay->streams, &replay->stream_room, (size_t)stream + 1, sizeof *replay->streams);
    replay->streams[stream].seen = true;
    replay->streams[stream].after = replay->sink.next;
    replay->last_stream = stream;
    return &replay->streams[stream];
}

struct replay_pool *replay_pool_at(struct replay *replay, uint32_t stream, uint32_t pool)
{
    replay->pools = mem_grow(replay->pools, &replay->pool_room, (size_t)pool + 1, sizeof *replay->pools);
    struct replay_pool *state = &replay->pools[pool];
    if (!state->started)
    {
        const struct replay_stream *about = replay_stream_at(replay, stream);
        state->started = true;
        state->epoch = 1;
        state->floor = 1;
        if (about->gapped)
        {
            pool_gap(state, pool_cap(replay, pool), about->lost_unknown ? UNKNOWN_COUNT : about->lost);
        }
    }
    return state;
}

static char *copy_text(const char *text)
{
    const size_t size = strlen(text) + 1;
    return memcpy(mem_alloc(size), text, size);
}

/* Counts a gap that no longer has a place in the list. */
static size_t count_in_last(struct replay *replay, uint64_t events)
{
    struct replay_gap *last = &replay->gaps[replay->gap_count - 1];
    free(last->why);
    last->why = copy_text("this and more gaps, too many to list");
    last->events = plus(last->events, events); /* UNKNOWN_COUNT is the largest */
    return replay->gap_count - 1;
}

size_t replay_gap_add(struct replay *replay, uint32_t stream, const char *why, uint64_t events)
{
    if (replay->gap_count >= REPLAY_GAPS_LISTED)
    {
        return count_in_last(replay, events);
    }
    replay->gaps = mem_grow(replay->gaps, &replay->gap_room, replay->gap_count + 1, sizeof *replay->gaps);
    replay->gaps[replay->gap_count] = (struct replay_gap
    ){.why = copy_text(why), .offset = replay->sink.offset, .events = events, .stream = stream};
    return replay->gap_count++;
}

static bool error_equal(const void *owner, uint32_t position, const void *key)
{
    const struct replay_error *error = &((const struct replay *)owner)->errors[position];
    const struct trace_event *event = key;
    return error->cause == event->cause && error->pool == event->pool && error->site == event->site;
}

static void count_error(struct replay *replay, const struct trace_event *event)
{
    const uint32_t hash = hash_number((uint64_t)event->pool << 32 | event->site, (uint32_t)event->cause);
    uint32_t at = hash_find(&replay->error_index, hash, error_equal, replay, event);
    if (at == HASH_NONE)
    {
        at = (uint32_t)replay->error_count;
        replay->errors =
            mem_grow(replay->errors, &replay->error_room, replay->error_count + 1, sizeof *replay->errors);
        replay->errors[replay->error_count++] =
            (struct replay_error){.cause = event->cause, .pool = event->pool, .site = event->site};
        hash_enter(&replay->error_index, hash, at);
    }
    replay->errors[at].count++;
    replay->errors[at].gets += event->operation == EVENT_GET ? 1 : 0;
}

static void tell_before(const struct replay *replay, const struct trace_event *event)
{
    for (size_t i = 0; i < replay->observer_count; i++)
    {
        const struct replay_observer *observer = &replay->observers[i];
        if (observer->before != NULL)
        {
            observer->before(observer->context, replay, event);
        }
    }
}

void replay_apply(struct replay *replay, const struct trace_event *event)
{
    struct replay_stream *stream = replay_stream_at(replay, event->stream);
    struct trace_event timed = *event;
    timed.time = clock_read(&stream->clock, event->time);
    tell_before(replay, event);
    if (!stream->has_time)
    {
        stream->has_time = true;
        stream->first_time = timed.time;
        stream->first_sure = !stream->gapped;
    }
    stream->last_time = timed.time;
    stream->events++;
    stream->close = STREAM_OPEN;
    if (event->kind == EVENT_FAILED)
    {
        count_error(replay, event);
    }
    if (event->pool != POOL_NONE)
    {
        pool_event(replay, replay_pool_at(replay, event->stream, event->pool), &timed);
    }
}

static void replay_event(void *context, const struct trace_event *event)
{
    struct replay *replay = context;
    replay_apply(replay, event);
    for (size_t i = 0; i < replay->observer_count; i++)
    {
        const struct replay_observer *observer = &replay->observers[i];
        if (observer->after != NULL)
        {
            observer->after(observer->context, replay, event);
        }
    }
}

static void replay_events(void *context, const struct event_run *run)
{
    struct replay *replay = context;
    if (replay->observer_count == 0)
    {
        replay_run(replay, run);
        return;
    }
    for (size_t i = 0; i < run->count; i++)
    {
        const struct trace_event event = event_of_run(&run->events[i]);
        replay_event(replay, &event);
    }
}

/* A message's words for a gap that came without. */
static void gap_why(const struct trace_item *item, char *why, size_t size)
{
    const unsigned long long packets = item->packets;
    const unsigned long long dropped = item->dropped;
    if (item->text.size > 0)
    {
        const int length = item->text.size < size ? (int)item->text.size : (int)size - 1;
        (void)snprintf(why, size, "%.*s", length, item->text.text);
    }
    else if (item->packets == UNKNOWN_COUNT)
    {
        (void)snprintf(why, size, "packets are missing");
    }
    else if (item->packets > 0)
    {
        (void
        )snprintf(why, size, packets == 1 ? "%llu packet is missing" : "%llu packets are missing", packets);
    }
    else if (item->dropped == UNKNOWN_COUNT)
    {
        (void)snprintf(why, size, "the recorder dropped events");
    }
    else
    {
        (void)snprintf(
            why, size, dropped == 1 ? "the recorder dropped %llu event" : "the recorder dropped %llu events",
            dropped
        );
    }
}

/* All pools of the stream lose sight of `events` events. */
static void gap_in_pools(struct replay *replay, uint32_t stream, uint64_t events)
{
    for (uint32_t i = 1; i < replay->names.pool_count && i < replay->pool_room; i++)
    {
        if (replay->pools[i].started && replay->names.pools[i].stream == stream)
        {
            pool_gap(&replay->pools[i], pool_cap(replay, i), events);
        }
    }
}

static void count_gap(struct replay_stream *stream, const struct trace_item *item, size_t entry)
{
    stream->gapped = true;
    stream->packets_missing = stream->packets_missing || item->packets > 0;
    if (item->dropped == UNKNOWN_COUNT)
    {
        stream->dropped_unknown = true;
    }
    else
    {
        stream->dropped += item->dropped;
        stream->lost += item->dropped;
    }
    if (item->packets > 0)
    {
        stream->holes++;
        stream->hole = entry;
    }
}

static void on_gap(struct replay *replay, const struct trace_item *item)
{
    char why[256];
    const bool is_unknown = item->packets > 0 || item->dropped == UNKNOWN_COUNT;
    const uint64_t events = is_unknown ? UNKNOWN_COUNT : item->dropped;
    gap_why(item, why, sizeof why);
    const size_t entry = replay_gap_add(replay, item->stream, why, events);
    if (item->stream == STREAM_NONE)
    {
        replay->file_cut = true;
        return;
    }
    struct replay_stream *stream = replay_stream_at(replay, item->stream);
    replay->gaps[entry].is_hole = item->packets > 0;
    count_gap(stream, item, entry);
    stream->lost_unknown = stream->lost_unknown || is_unknown;
    gap_in_pools(replay, item->stream, events);
}

static void on_end(struct replay *replay, const struct trace_item *item)
{
    struct replay_stream *stream = replay_stream_at(replay, item->stream);
    stream->close = STREAM_ENDED;
    stream->end_events = item->events;
    stream->end_dropped = item->dropped;
}

/* The first header of a flight recorder's dump says how many events came before. */
static void on_header(struct replay *replay, const struct trace_item *item)
{
    struct replay_stream *stream = replay_stream_at(replay, item->stream);
    const struct stream *about = &replay->names.streams[item->stream];
    if (about->is_ring && !stream->is_ring)
    {
        const uint64_t before = about->events_before;
        stream->is_ring = true;
        stream->before_sure = !stream->gapped && stream->events == 0;
        stream->before = minus(before, stream->events);
    }
}

static void on_mark(struct replay_stream *stream, const struct trace_item *item)
{
    stream->close = STREAM_OPEN;
    (void)clock_read(&stream->clock, item->time);
}

/* A dump while the recording ended may have both. */
static void on_dumped(struct replay_stream *stream)
{
    stream->close = stream->close == STREAM_ENDED ? STREAM_ENDED : STREAM_DUMPED;
}

static void apply_item(struct replay *replay, const struct trace_item *item)
{
    switch (item->kind)
    {
    case ITEM_HEADER:
        on_header(replay, item);
        break;
    case ITEM_POOL:
        (void)replay_pool_at(replay, item->stream, item->pool);
        break;
    case ITEM_STATE_BEGIN:
    case ITEM_STATE_BLOCK:
    case ITEM_STATE_END:
        replay_stream_at(replay, item->stream)->close = STREAM_OPEN;
        pool_snapshot_item(replay, replay_pool_at(replay, item->stream, item->pool), item);
        break;
    case ITEM_GAP:
        on_gap(replay, item);
        break;
    case ITEM_END:
        on_end(replay, item);
        break;
    case ITEM_DUMPED:
        on_dumped(replay_stream_at(replay, item->stream));
        break;
    case ITEM_MARK:
        on_mark(replay_stream_at(replay, item->stream), item);
        break;
    default:
        (void)replay_stream_at(replay, item->stream);
        break;
    }
}

static void replay_item(void *context, const struct trace_item *item)
{
    struct replay *replay = context;
    apply_item(replay, item);
    for (size_t i = 0; i < replay->observer_count; i++)
    {
        const struct replay_observer *observer = &replay->observers[i];
        if (observer->item != NULL)
        {
            observer->item(observer->context, replay, item);
        }
    }
}

void replay_observe(struct replay *replay, const struct replay_observer *observer)
{
    replay->observers[replay->observer_count++] = *observer;
}

uint64_t replay_now(const struct replay *replay, uint32_t stream)
{
    return replay->streams[stream].clock.time;
}

uint64_t replay_used(const struct replay *replay, uint32_t pool)
{
    return pool_used(&replay->pools[pool]);
}

const struct block *replay_block(const struct replay *replay, uint32_t pool, uint64_t block)
{
    if (pool >= replay->pool_room)
    {
        return NULL;
    }
    const struct replay_pool *state = &replay->pools[pool];
    const struct block *record = blocks_find(&state->blocks, block);
    return record != NULL && pool_is_live(state, record) ? record : NULL;
}

bool replay_is_complete(const struct replay *replay)
{
    return replay->gap_count == 0;
}

void replay_init(struct replay *replay)
{
    *replay = (struct replay){0};
    names_init(&replay->names);
    replay->sink =
        (struct sink){.context = replay, .event = replay_event, .events = replay_events, .item = replay_item};
}

static void free_pools(struct replay *replay)
{
    for (size_t i = 0; i < replay->pool_room; i++)
    {
        blocks_free(&replay->pools[i].blocks);
        free(replay->pools[i].snapshot.entries);
    }
    free(replay->pools);
}

void replay_free(struct replay *replay)
{
    free_pools(replay);
    for (size_t i = 0; i < replay->gap_count; i++)
    {
        free(replay->gaps[i].why);
    }
    free(replay->gaps);
    free(replay->streams);
    free(replay->errors);
    hash_free(&replay->error_index);
    refs_free(&replay->refs);
    names_free(&replay->names);
    *replay = (struct replay){0};
}
