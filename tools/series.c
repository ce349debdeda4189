/* SPDX-License-Identifier: MIT */
#include "series.h"

#include "figures.h"
#include "layout.h"
#include "mem.h"
#include "packet_reader.h"
#include "saturate.h"

#include <stdlib.h>
#include <string.h>

/* Ticks or events since the stream's first event; 0 before it. */
static uint64_t position_now(const struct series *series, const struct replay *replay, uint32_t stream)
{
    const struct replay_stream *state = &replay->streams[stream];
    if (!state->has_time)
    {
        return 0;
    }
    if (series->streams[stream].by_events)
    {
        return state->events - 1;
    }
    return minus(state->clock.time, state->first_time);
}

/* Made if it is new. What its axis counts is settled with the first event. */
static struct series_stream *stream_at(struct series *series, const struct replay *replay, uint32_t stream)
{
    series->streams =
        mem_grow(series->streams, &series->stream_room, (size_t)stream + 1, sizeof *series->streams);
    struct series_stream *state = &series->streams[stream];
    if (!state->started && replay->streams[stream].has_time)
    {
        const struct stream *about = &replay->names.streams[stream];
        state->started = true;
        state->by_events = about->has_header && about->ticks_per_second == 0;
    }
    return state;
}

/* The interval in which the stream is now, all being made wider where there would be too many. */
static uint32_t index_now(struct series *series, const struct replay *replay, uint32_t stream)
{
    struct series_stream *state = stream_at(series, replay, stream);
    const uint64_t position = position_now(series, replay, stream);
    while (position >> state->shift >= SERIES_INTERVALS)
    {
        state->shift++;
    }
    return (uint32_t)(position >> state->shift);
}

static void join(struct series_entry *entry, const struct series_entry *next)
{
    entry->min = next->min < entry->min ? next->min : entry->min;
    entry->max = next->max > entry->max ? next->max : entry->max;
    entry->last = next->last;
    entry->failed += next->failed;
    entry->unsure = entry->unsure || next->unsure;
    entry->last_unsure = next->last_unsure;
}

/* Brings the pool's intervals to the width that its stream's have by now. */
static void widen(struct series_pool *pool, unsigned shift)
{
    size_t count = 0;
    for (size_t i = 0; i < pool->count && shift > pool->shift; i++)
    {
        struct series_entry entry = pool->entries[i];
        entry.index = shift - pool->shift < 32 ? entry.index >> (shift - pool->shift) : 0;
        if (count > 0 && pool->entries[count - 1].index == entry.index)
        {
            join(&pool->entries[count - 1], &entry);
        }
        else
        {
            pool->entries[count++] = entry;
        }
    }
    pool->count = shift > pool->shift ? count : pool->count;
    pool->shift = shift;
}

/* The entry of the interval in work, which begins with what the one before it ended with. */
static struct series_entry *entry_at(struct series_pool *pool, uint32_t index)
{
    const struct series_entry *before = pool->count > 0 ? &pool->entries[pool->count - 1] : NULL;
    if (before != NULL && before->index >= index)
    {
        return &pool->entries[pool->count - 1];
    }
    struct series_entry entry = {.index = index, .min = UINT64_MAX};
    if (before != NULL)
    {
        entry.min = entry.max = entry.last = before->last;
        entry.unsure = entry.last_unsure = before->last_unsure;
    }
    pool->entries = mem_grow(pool->entries, &pool->room, pool->count + 1, sizeof *pool->entries);
    pool->entries[pool->count] = entry;
    return &pool->entries[pool->count++];
}

static struct series_pool *pool_at(struct series *series, uint32_t pool)
{
    series->pools = mem_grow(series->pools, &series->pool_room, (size_t)pool + 1, sizeof *series->pools);
    return &series->pools[pool];
}

static void
note(struct series *series, const struct replay *replay, uint32_t pool, uint32_t index, uint64_t failed)
{
    const struct replay_pool *state = &replay->pools[pool];
    struct series_pool *own = pool_at(series, pool);
    widen(own, series->streams[replay->names.pools[pool].stream].shift);
    struct series_entry *entry = entry_at(own, index);
    const uint64_t used = replay_used(replay, pool);
    const bool unsure = state->low != state->high;
    join(
        entry,
        &(struct series_entry
        ){.min = used, .max = used, .last = used, .failed = failed, .unsure = unsure, .last_unsure = unsure}
    );
}

static void on_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    struct series *series = context;
    const uint32_t index = index_now(series, replay, event->stream);
    if (event->pool == POOL_NONE)
    {
        return;
    }
    struct series_pool *pool = pool_at(series, event->pool);
    if (!pool->settled && event->kind == EVENT_ATTACH)
    {
        /* It begins here, not where it was defined. */
        pool->count = 0;
    }
    pool->settled = true;
    note(
        series, replay, event->pool, index,
        event->kind == EVENT_FAILED && event->operation == EVENT_GET ? 1 : 0
    );
}

/* Before the pool's first event, what a snapshot tells has been live from its beginning on. */
static void on_snapshot(struct series *series, const struct replay *replay, const struct trace_item *item)
{
    uint32_t index = index_now(series, replay, item->stream);
    struct series_pool *pool = pool_at(series, item->pool);
    if (!pool->settled && pool->count > 0)
    {
        widen(pool, series->streams[item->stream].shift);
        index = pool->entries[0].index;
        pool->count = 0;
    }
    note(series, replay, item->pool, index, 0);
}

/* A gap concerns all pools of its stream. */
static void on_gap(struct series *series, const struct replay *replay, uint32_t stream)
{
    const uint32_t index = index_now(series, replay, stream);
    for (uint32_t i = 1; i < replay->names.pool_count && i < replay->pool_room; i++)
    {
        if (replay->pools[i].started && replay->names.pools[i].stream == stream)
        {
            note(series, replay, i, index, 0);
        }
    }
}

/* As many bytes of the text as are kept, not ending inside a character. */
static size_t text_kept(struct slice text)
{
    size_t size = 0;
    while (size < text.size)
    {
        const size_t character = layout_character((struct slice){text.text + size, text.size - size});
        const size_t next = size + (character == 0 ? 1 : character);
        if (next > SERIES_MARK_TEXT)
        {
            break;
        }
        size = next;
    }
    return size;
}

static void on_mark(struct series *series, const struct replay *replay, const struct trace_item *item)
{
    (void)index_now(series, replay, item->stream);
    if (series->mark_count == SERIES_MARKS)
    {
        series->marks_left_out++;
        return;
    }
    series->marks =
        mem_grow(series->marks, &series->mark_room, series->mark_count + 1, sizeof *series->marks);
    struct series_mark *mark = &series->marks[series->mark_count++];
    mark->stream = item->stream;
    mark->position = position_now(series, replay, item->stream);
    mark->size = text_kept(item->text);
    if (mark->size > 0)
    {
        memcpy(mark->text, item->text.text, mark->size);
    }
}

static void on_item(void *context, const struct replay *replay, const struct trace_item *item)
{
    struct series *series = context;
    if (item->stream == STREAM_NONE)
    {
        return;
    }
    if (item->kind == ITEM_MARK)
    {
        on_mark(series, replay, item);
    }
    else if (item->kind == ITEM_GAP)
    {
        on_gap(series, replay, item->stream);
    }
    else if (item->kind == ITEM_STATE_END)
    {
        on_snapshot(series, replay, item);
    }
    else if (item->kind == ITEM_POOL)
    {
        note(series, replay, item->pool, index_now(series, replay, item->stream), 0);
    }
}

void series_begin(struct series *series, struct replay *replay)
{
    *series = (struct series){0};
    replay_observe(replay, &(struct replay_observer){.context = series, .after = on_event, .item = on_item});
}

void series_free(struct series *series)
{
    for (size_t i = 0; i < series->pool_room; i++)
    {
        free(series->pools[i].entries);
    }
    free(series->pools);
    free(series->streams);
    free(series->marks);
    *series = (struct series){0};
}

enum series_unit series_unit(const struct series *series, const struct replay *replay, uint32_t stream)
{
    const bool by_events = stream < series->stream_room && series->streams[stream].by_events;
    return by_events ? SERIES_EVENTS : figures_has_clock(replay, stream) ? SERIES_NANOSECONDS : SERIES_TICKS;
}

const char *series_unit_name(enum series_unit unit)
{
    static const char *const names[] = {"ns", "ticks", "events"};
    return names[unit];
}

uint64_t
series_value(const struct series *series, const struct replay *replay, uint32_t stream, uint64_t position)
{
    const bool is_time = series_unit(series, replay, stream) == SERIES_NANOSECONDS;
    return is_time ? figures_nanoseconds(replay, stream, position) : position;
}

uint64_t series_end(const struct series *series, const struct replay *replay, uint32_t stream)
{
    const bool is_known = stream < series->stream_room && stream < replay->stream_room;
    return is_known ? series_value(series, replay, stream, position_now(series, replay, stream)) : 0;
}

uint64_t series_width(const struct series *series, const struct replay *replay, uint32_t stream)
{
    const unsigned shift = stream < series->stream_room ? series->streams[stream].shift : 0;
    return series_value(series, replay, stream, UINT64_C(1) << shift);
}

void series_walk(struct series_walk *walk, struct series *series, const struct replay *replay, uint32_t pool)
{
    *walk = (struct series_walk){.series = series, .replay = replay, .pool = pool};
    if (pool >= series->pool_room || series->pools[pool].count == 0)
    {
        return;
    }
    const struct replay_pool *state = &replay->pools[pool];
    walk->stream = replay->names.pools[pool].stream;
    walk->beyond = (uint64_t)index_now(series, replay, walk->stream) + 1;
    walk->doubted = state->doubted || state->inconsistent > 0;
    widen(&series->pools[pool], series->streams[walk->stream].shift);
    walk->index = series->pools[pool].entries[0].index;
}

/* Where the interval of this index starts; the first one behind the last starts where the stream ends. */
static uint64_t start_of(const struct series_walk *walk, uint64_t index)
{
    const unsigned shift = walk->series->streams[walk->stream].shift;
    const uint64_t position =
        index == walk->beyond ? position_now(walk->series, walk->replay, walk->stream) : index << shift;
    return series_value(walk->series, walk->replay, walk->stream, position);
}

bool series_next(struct series_walk *walk, struct series_interval *interval)
{
    if (walk->index >= walk->beyond)
    {
        return false;
    }
    const struct series_pool *pool = &walk->series->pools[walk->pool];
    *interval = (struct series_interval
    ){.start = start_of(walk, walk->index), .end = start_of(walk, walk->index + 1)};
    if (walk->entry < pool->count && pool->entries[walk->entry].index == walk->index)
    {
        const struct series_entry *entry = &pool->entries[walk->entry++];
        interval->min = entry->min;
        interval->max = entry->max;
        interval->last = entry->last;
        interval->failed = entry->failed;
        interval->unsure = entry->unsure;
    }
    else
    {
        /* Nothing happened: all is as the interval before left it. */
        const struct series_entry *before = &pool->entries[walk->entry - 1];
        interval->min = interval->max = interval->last = before->last;
        interval->unsure = before->last_unsure;
    }
    interval->unsure = walk->doubted || (interval->unsure && walk->replay->pools[walk->pool].gapped);
    walk->index++;
    return true;
}
