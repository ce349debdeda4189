/* SPDX-License-Identifier: MIT */
#include "range.h"

#include "figures.h"
#include "layout.h"
#include "mem.h"
#include "packet_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Marks are listed up to about this many bytes. */
#define MARK_LIST_MOST 200u

void range_send_item(struct range *range, const struct trace_item *item)
{
    struct sink *sink = &range->target->sink;
    sink->offset = range->sink.offset;
    sink->next = range->sink.next;
    sink->item(sink->context, item);
}

void range_send_event(struct range *range, const struct trace_event *event)
{
    struct sink *sink = &range->target->sink;
    sink->offset = range->sink.offset;
    sink->next = range->sink.next;
    sink->event(sink->context, event);
}

/* The state's names are the target's, whose lists may have moved. */
static struct sink *state_sink(struct range *range)
{
    range->state.names = range->target->names;
    return &range->state.sink;
}

static struct range_stream *stream_at(struct range *range, uint32_t stream)
{
    range->streams =
        mem_grow(range->streams, &range->stream_room, (size_t)stream + 1, sizeof *range->streams);
    struct range_stream *about = &range->streams[stream];
    if (about->phase == RANGE_NEW)
    {
        const enum moment_kind from = range->from->kind;
        const bool is_inside = from == MOMENT_NONE || (from == MOMENT_MARK && range->from_found);
        about->phase = range->to_found ? RANGE_AFTER : is_inside ? RANGE_INSIDE : RANGE_BEFORE;
        range->entered = range->entered || about->phase == RANGE_INSIDE;
    }
    return about;
}

/* Nanoseconds from the stream's first event. */
static uint64_t elapsed(const struct range *range, uint32_t stream)
{
    const struct range_stream *about = &range->streams[stream];
    return about->has_first ? figures_nanoseconds(range->target, stream, about->clock.time - about->first)
                            : 0;
}

/* Header, pools and modules, as a recorder begins with them. */
static void send_definitions(struct range *range, uint32_t stream)
{
    const struct names *names = &range->target->names;
    range_send_item(range, &(struct trace_item){.kind = ITEM_HEADER, .stream = stream});
    for (uint32_t i = 0; i < names->module_count; i++)
    {
        if (names->modules[i].stream == stream && !names->modules[i].superseded)
        {
            range_send_item(range, &(struct trace_item){.kind = ITEM_MODULE, .stream = stream, .module = i});
        }
    }
    for (uint32_t i = 1; i < names->pool_count && i < range->state.pool_room; i++)
    {
        const struct replay_pool *pool = &range->state.pools[i];
        if (names->pools[i].stream == stream && names->pools[i].defined && !pool->closed)
        {
            range_send_item(range, &(struct trace_item){.kind = ITEM_POOL, .stream = stream, .pool = i});
        }
    }
}

/* The part begins in this stream. */
static void enter(struct range *range, uint32_t stream)
{
    struct range_stream *about = &range->streams[stream];
    about->phase = RANGE_INSIDE;
    range->entered = true;
    (void)state_sink(range);
    about->skipped = stream < range->state.stream_room && range->state.streams[stream].seen;
    if (about->skipped)
    {
        send_definitions(range, stream);
        range_send_state(range, stream);
    }
}

/* The part ends in this stream: for the replay, the recording does. */
static void leave(struct range *range, uint32_t stream)
{
    struct range_stream *about = &range->streams[stream];
    if (about->phase == RANGE_INSIDE && !about->ended)
    {
        /* A flight recorder counts what was before its dump, too. */
        const bool is_unknown = about->gapped || range->target->names.streams[stream].is_ring;
        const struct trace_item end = {
            .kind = ITEM_END,
            .stream = stream,
            .events = is_unknown ? UNKNOWN_COUNT : about->events,
            .dropped = is_unknown ? UNKNOWN_COUNT : 0};
        range_send_item(range, &end);
    }
    about->phase = RANGE_AFTER;
}

/* Whether a time is told, and has come. */
static bool has_come(const struct moment *moment, uint64_t now)
{
    return moment->kind == MOMENT_TIME && now >= moment->nanoseconds;
}

/* A time of the stream has come: does the part begin or end with it? */
static void advance(struct range *range, uint32_t stream)
{
    struct range_stream *about = &range->streams[stream];
    if (range->from->kind != MOMENT_TIME && range->to->kind != MOMENT_TIME)
    {
        return;
    }
    if (!figures_has_clock(range->target, stream))
    {
        range->no_clock = true;
        return;
    }
    const uint64_t now = elapsed(range, stream);
    range->longest = now > range->longest ? now : range->longest;
    if (about->phase == RANGE_BEFORE && has_come(range->from, now))
    {
        enter(range, stream);
    }
    if (about->phase == RANGE_INSIDE && has_come(range->to, now) && now != range->to->nanoseconds)
    {
        leave(range, stream);
    }
}

static void on_event(void *context, const struct trace_event *event)
{
    struct range *range = context;
    struct range_stream *about = stream_at(range, event->stream);
    const uint64_t now = clock_read(&about->clock, event->time);
    if (!about->has_first)
    {
        about->has_first = true;
        about->first = now;
    }
    advance(range, event->stream);
    if (about->phase == RANGE_INSIDE)
    {
        about->events++;
        range_send_event(range, event);
    }
    else if (about->phase == RANGE_BEFORE)
    {
        struct sink *sink = state_sink(range);
        sink->event(sink->context, event);
    }
}

static bool is_mark(const struct moment *moment, const struct trace_item *item)
{
    return moment->kind == MOMENT_MARK && strlen(moment->mark) == item->text.size &&
           memcmp(moment->mark, item->text.text, item->text.size) == 0;
}

static void list_mark(struct range *range, struct slice text)
{
    if (range->marks.size <= MARK_LIST_MOST)
    {
        buffer_word(&range->marks, range->marks.size > 0 ? ", " : "");
        buffer_add(&range->marks, (struct slice){text.text, text.size > 60 ? 60 : text.size});
        buffer_word(&range->marks, range->marks.size > MARK_LIST_MOST ? ", ..." : "");
    }
}

/* The part begins in all streams that are being recorded. */
static void enter_all(struct range *range)
{
    range->from_found = true;
    range->to_found = range->reversed; /* nothing to look for */
    for (uint32_t i = 0; i < range->stream_room && !range->reversed; i++)
    {
        if (range->streams[i].phase == RANGE_BEFORE && !range->streams[i].ended)
        {
            enter(range, i);
            advance(range, i);
        }
    }
}

static void leave_all(struct range *range)
{
    range->to_found = true;
    for (uint32_t i = 0; i < range->stream_room; i++)
    {
        if (range->streams[i].phase != RANGE_NEW)
        {
            leave(range, i);
        }
    }
}

/* To the target or to the account of what is before the part. */
static void pass_on(struct range *range, const struct trace_item *item)
{
    const enum range_phase phase = range->streams[item->stream].phase;
    if (phase == RANGE_INSIDE)
    {
        range_send_item(range, item);
    }
    else if (phase == RANGE_BEFORE)
    {
        struct sink *sink = state_sink(range);
        sink->item(sink->context, item);
    }
}

static void on_mark(struct range *range, const struct trace_item *item)
{
    struct range_stream *about = stream_at(range, item->stream);
    (void)clock_read(&about->clock, item->time);
    list_mark(range, item->text);
    advance(range, item->stream);
    const bool is_from = !range->from_found && is_mark(range->from, item);
    if (is_from)
    {
        range->reversed =
            range->to->kind == MOMENT_TIME && elapsed(range, item->stream) > range->to->nanoseconds;
        enter_all(range);
    }
    about = &range->streams[item->stream];
    const bool is_to = !is_from && about->phase == RANGE_INSIDE && is_mark(range->to, item);
    pass_on(range, item);
    if (is_to)
    {
        leave_all(range);
    }
}

/* Less what came before the part, if nothing is missing there. */
static uint64_t events_inside(const struct range *range, const struct trace_item *end)
{
    const struct range_stream *about = &range->streams[end->stream];
    if (!about->skipped || end->events == UNKNOWN_COUNT)
    {
        return end->events;
    }
    const struct replay_stream *before = &range->state.streams[end->stream];
    if (before->is_ring)
    {
        return UNKNOWN_COUNT;
    }
    const uint64_t skipped = before->events;
    const bool may_wrap = skipped + about->events > UINT32_MAX;
    return before->gapped || may_wrap || end->events < skipped ? UNKNOWN_COUNT
                                                               : end->events - skipped + about->added;
}

static void on_end(struct range *range, const struct trace_item *item)
{
    struct range_stream *about = stream_at(range, item->stream);
    struct trace_item end = *item;
    if (about->phase == RANGE_INSIDE)
    {
        end.events = events_inside(range, item);
        const bool is_unknown = about->skipped && end.events == UNKNOWN_COUNT;
        end.dropped = is_unknown ? UNKNOWN_COUNT : item->dropped;
    }
    pass_on(range, &end);
    about->ended = true;
}

/* Whether what comes now can no longer concern the part. */
static bool is_over(const struct range *range)
{
    bool any = false;
    bool over = true;
    for (size_t i = 0; i < range->stream_room; i++)
    {
        any = any || range->streams[i].phase != RANGE_NEW;
        over = over && (range->streams[i].phase == RANGE_NEW || range->streams[i].phase == RANGE_AFTER);
    }
    return any && over;
}

static void on_gap(struct range *range, const struct trace_item *item)
{
    if (item->stream == STREAM_NONE)
    {
        if (!is_over(range))
        {
            range_send_item(range, item);
        }
        return;
    }
    struct range_stream *about = stream_at(range, item->stream);
    about->gapped = about->gapped || about->phase == RANGE_INSIDE;
    pass_on(range, item);
}

static void on_item(void *context, const struct trace_item *item)
{
    struct range *range = context;
    switch (item->kind)
    {
    case ITEM_MARK:
        on_mark(range, item);
        break;
    case ITEM_END:
        on_end(range, item);
        break;
    case ITEM_GAP:
        on_gap(range, item);
        break;
    default:
        (void)stream_at(range, item->stream);
        pass_on(range, item);
        break;
    }
}

void range_init(
    struct range *range, struct replay *target, const struct moment *from, const struct moment *to
)
{
    *range = (struct range){.target = target, .from = from, .to = to};
    range->sink = (struct sink){.context = range, .event = on_event, .item = on_item};
    replay_init(&range->state);
    names_free(&range->state.names);
}

void range_free(struct range *range)
{
    range->state.names = (struct names){0};
    replay_free(&range->state);
    buffer_free(&range->marks);
    free(range->streams);
    *range = (struct range){0};
}

static void no_mark(const struct range *range, const char *option, const char *mark, char *error, size_t size)
{
    const bool is_late = range->entered;
    (void)snprintf(
        error, size, "%s: no mark \"%.60s\"%s; %s%s", option, mark,
        is_late ? " after the beginning of the part" : "",
        range->marks.size > 0 ? "there are: " : "there is no mark at all",
        range->marks.size > 0 ? range->marks.text : ""
    );
}

static void too_late(const struct range *range, char *error, size_t size)
{
    struct buffer from = {0};
    struct buffer end = {0};
    layout_duration(&from, range->from->nanoseconds);
    layout_duration(&end, range->longest);
    (void)snprintf(error, size, "--from %s: the trace ends after %s", from.text, end.text);
    buffer_free(&from);
    buffer_free(&end);
}

bool range_finish(const struct range *range, char *error, size_t size)
{
    *error = '\0';
    if (range->no_clock)
    {
        (void)snprintf(
            error, size, "it has no clock, so there is no part of it by time: name marks, as in mark:TEXT"
        );
    }
    else if (range->reversed)
    {
        (void)snprintf(error, size, "--from mark:%.60s comes after --to", range->from->mark);
    }
    else if (range->from->kind == MOMENT_MARK && !range->from_found)
    {
        no_mark(range, "--from", range->from->mark, error, size);
    }
    else if (range->from->kind == MOMENT_TIME && !range->entered && range->stream_room > 0)
    {
        too_late(range, error, size);
    }
    else if (range->to->kind == MOMENT_MARK && !range->to_found)
    {
        no_mark(range, "--to", range->to->mark, error, size);
    }
    return *error == '\0';
}

bool range_read(
    struct input *input,
    struct replay *replay,
    const struct moment *from,
    const struct moment *to,
    struct reader_result *result
)
{
    if (from->kind == MOMENT_NONE && to->kind == MOMENT_NONE)
    {
        return reader_run(input, &replay->names, &replay->sink, result);
    }
    struct range range;
    range_init(&range, replay, from, to);
    const bool good = reader_run(input, &replay->names, &range.sink, result) &&
                      range_finish(&range, result->error, sizeof result->error);
    range_free(&range);
    return good;
}
