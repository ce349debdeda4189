/* SPDX-License-Identifier: MIT */
/* Follows the replay to a time, a mark, or the peak of each pool. */
#include "at.h"
#include "figures.h"
#include "layout.h"
#include "mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Marks are listed up to about this many bytes. */
#define MARK_LIST_MOST 200u

static bool *passed_at(struct at *at, uint32_t stream)
{
    at->passed = mem_grow(at->passed, &at->passed_room, (size_t)stream + 1, sizeof *at->passed);
    return &at->passed[stream];
}

static void choose_stream(struct at *at, const struct replay *replay, uint32_t stream)
{
    *passed_at(at, stream) = true;
    at->found = true;
    for (uint32_t i = 1; i < replay->names.pool_count && i < replay->pool_room; i++)
    {
        if (replay->pools[i].started && replay->names.pools[i].stream == stream)
        {
            past_choose(&at->past, replay, i);
        }
    }
}

/* From the stream's first event to now. */
static uint64_t elapsed(const struct replay *replay, uint32_t stream)
{
    const struct replay_stream *state = &replay->streams[stream];
    const bool is_after = state->has_time && state->clock.time > state->first_time;
    return is_after ? figures_nanoseconds(replay, stream, state->clock.time - state->first_time) : 0;
}

/* Once the stream's clock is beyond the moment, what is there now is what was there then. */
static void look_at_clock(struct at *at, const struct replay *replay, uint32_t stream)
{
    if (at->moment.kind == MOMENT_TIME && !*passed_at(at, stream) && figures_has_clock(replay, stream) &&
        elapsed(replay, stream) > at->moment.nanoseconds)
    {
        choose_stream(at, replay, stream);
    }
}

static void look_at_peak(struct at *at, const struct replay *replay, uint32_t pool, bool is_anew)
{
    at->peaks = mem_grow(at->peaks, &at->peak_room, (size_t)pool + 1, sizeof *at->peaks);
    const uint64_t peak = replay->pools[pool].peak;
    if (peak > at->peaks[pool] || (is_anew && peak < at->peaks[pool]))
    {
        at->peaks[pool] = peak;
        past_choose(&at->past, replay, pool);
    }
}

/* What was live when the pool was attached is told behind it: the same moment, with more of it known. */
static void look_at_snapshot(struct at *at, const struct replay *replay, uint32_t pool)
{
    const struct past_pool *past = past_pool(&at->past, pool);
    const uint32_t stream = replay->names.pools[pool].stream;
    look_at_peak(at, replay, pool, false);
    if (past != NULL && past->unknown > replay->pools[pool].unknown &&
        past->used == replay_used(replay, pool) && past->time == replay->streams[stream].clock.time)
    {
        past_choose(&at->past, replay, pool);
    }
}

static void before_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    struct at *at = context;
    look_at_clock(at, replay, event->stream);
    if (event->pool != POOL_NONE && event->kind >= EVENT_GET && event->kind <= EVENT_REF_PUT)
    {
        past_touch(&at->past, replay, event->pool, event->block);
    }
}

static void after_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    struct at *at = context;
    if (at->moment.kind == MOMENT_NONE && event->pool != POOL_NONE)
    {
        look_at_peak(at, replay, event->pool, event->kind == EVENT_ATTACH);
    }
}

static void list_mark(struct at *at, struct slice text)
{
    if (at->marks.size <= MARK_LIST_MOST)
    {
        buffer_word(&at->marks, at->marks.size > 0 ? ", " : "");
        buffer_add(&at->marks, (struct slice){text.text, text.size > 60 ? 60 : text.size});
        buffer_word(&at->marks, at->marks.size > MARK_LIST_MOST ? ", ..." : "");
    }
}

/* It counts for all streams, from where it stands in the file. */
static void on_mark(struct at *at, const struct replay *replay, const struct trace_item *item)
{
    const char *wanted = at->moment.mark;
    look_at_clock(at, replay, item->stream);
    if (at->moment.kind != MOMENT_MARK || at->found)
    {
        return;
    }
    list_mark(at, item->text);
    if (item->text.size == strlen(wanted) && memcmp(item->text.text, wanted, item->text.size) == 0)
    {
        for (uint32_t i = 0; i < replay->names.stream_count && i < replay->stream_room; i++)
        {
            choose_stream(at, replay, i);
        }
    }
}

static void on_item(void *context, const struct replay *replay, const struct trace_item *item)
{
    struct at *at = context;
    if (item->kind == ITEM_MARK)
    {
        on_mark(at, replay, item);
    }
    else if (item->kind == ITEM_STATE_BLOCK)
    {
        past_touch(&at->past, replay, item->pool, item->block);
    }
    else if (item->kind == ITEM_STATE_END && at->moment.kind == MOMENT_NONE)
    {
        look_at_snapshot(at, replay, item->pool);
    }
}

void at_begin(struct at *at, struct replay *replay, const struct options *options)
{
    *at = (struct at){.moment = options->at};
    replay_observe(
        replay, &(struct replay_observer
                ){.context = at, .before = before_event, .after = after_event, .item = on_item}
    );
}

void at_free(struct at *at)
{
    past_free(&at->past);
    free(at->peaks);
    free(at->passed);
    buffer_free(&at->marks);
    *at = (struct at){0};
}

static void no_mark(const struct at *at, char *error, size_t size)
{
    (void)snprintf(
        error, size, "no mark \"%.60s\"; %s%s", at->moment.mark,
        at->marks.size > 0 ? "there are: " : "there is no mark at all",
        at->marks.size > 0 ? at->marks.text : ""
    );
}

static void too_late(uint64_t wanted, uint64_t longest, char *error, size_t size)
{
    struct buffer line = {0};
    buffer_word(&line, "there is no ");
    layout_duration(&line, wanted);
    buffer_word(&line, ": the trace ends after ");
    layout_duration(&line, longest);
    (void)snprintf(error, size, "%s", line.text);
    buffer_free(&line);
}

/* A stream that ends at the very moment has reached it. */
static void finish_time(struct at *at, const struct replay *replay, char *error, size_t size)
{
    bool has_clock = false;
    uint64_t longest = 0;
    for (uint32_t i = 0; i < replay->names.stream_count && i < replay->stream_room; i++)
    {
        const uint64_t end = elapsed(replay, i);
        if (!replay->streams[i].has_time || !figures_has_clock(replay, i))
        {
            continue;
        }
        has_clock = true;
        longest = end > longest ? end : longest;
        if (!*passed_at(at, i) && end >= at->moment.nanoseconds)
        {
            choose_stream(at, replay, i);
        }
    }
    if (!has_clock)
    {
        (void)snprintf(error, size, "it has no clock, so there are no times: use --mark or --peak");
    }
    else if (!at->found)
    {
        too_late(at->moment.nanoseconds, longest, error, size);
    }
}

bool at_finish(struct at *at, const struct replay *replay, char *error, size_t size)
{
    if (at->moment.kind == MOMENT_TIME)
    {
        finish_time(at, replay, error, size);
    }
    else if (at->moment.kind == MOMENT_MARK && !at->found)
    {
        no_mark(at, error, size);
    }
    return at->moment.kind == MOMENT_NONE || at->found;
}

uint64_t at_nanoseconds(const struct at *at, const struct replay *replay, uint32_t position)
{
    const struct past_pool *pool = past_pool(&at->past, position);
    const uint32_t stream = replay->names.pools[position].stream;
    if (at->moment.kind == MOMENT_TIME)
    {
        return at->moment.nanoseconds;
    }
    const uint64_t first = replay->streams[stream].first_time;
    const bool is_after = pool->has_time && pool->time > first;
    return is_after ? figures_nanoseconds(replay, stream, pool->time - first) : 0;
}

bool at_is_unsure(const struct at *at, const struct replay *replay, uint32_t position)
{
    const struct past_pool *pool = past_pool(&at->past, position);
    const struct replay_pool *state = &replay->pools[position];
    return state->gapped && (state->doubted || state->inconsistent > 0 || pool->low != pool->high);
}
