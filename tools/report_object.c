/* SPDX-License-Identifier: MIT */
#include "report_object.h"

#include "figures.h"
#include "label.h"
#include "message.h"
#include "report.h"
#include "saturate.h"

#include <stdlib.h>

struct life
{
    struct run *run;
    const struct object *object;
    struct object_event *events;
    size_t count;
    uint64_t unmatched;
    uint32_t stream;
    bool has_clock;
    bool has_threads; /* one of the events tells its thread */
    bool has_marks;   /* one of them has no counterpart */
    bool has_doubts;  /* one of several */
};

static const char *event_name(const struct trace_event *event)
{
    const char *name = event_kind_name(event->kind == EVENT_FAILED ? event->operation : event->kind);
    if (event->kind == OBJECT_SEEN || event->kind == OBJECT_GAP)
    {
        return event->kind == OBJECT_GAP ? "gap" : "live";
    }
    return name == NULL ? "call" : name;
}

static const char *cause_name(const struct trace_event *event)
{
    const char *name = event_cause_name(event->cause);
    return name == NULL ? "other" : name;
}

/* Nanoseconds from the stream's first event. */
static uint64_t since_start(const struct life *life, uint64_t time)
{
    const uint64_t first = life->run->replay.streams[life->stream].first_time;
    return figures_nanoseconds(&life->run->replay, life->stream, minus(time, first));
}

/* Seconds with all that the clock tells. */
static void time_cell(struct buffer *cell, const struct life *life, uint64_t time)
{
    char text[48];
    const unsigned long long nanoseconds = since_start(life, time);
    (void)snprintf(text, sizeof text, "%llu.%09llu", nanoseconds / 1000000000u, nanoseconds % 1000000000u);
    buffer_word(cell, life->has_clock ? text : "-");
}

/* `get 48 B`, or `put: in-use` of a call that failed. */
static void event_cell(struct buffer *cell, const struct trace_event *event)
{
    buffer_word(cell, event_name(event));
    if (event->kind == EVENT_GET || event->kind == EVENT_UPDATE)
    {
        buffer_word(cell, " ");
        layout_bytes(cell, event->value);
    }
    else if (event->kind == EVENT_FAILED)
    {
        buffer_word(cell, ": ");
        buffer_word(cell, cause_name(event));
    }
}

/* The count, and the mark behind it where there are marks. */
static void count_cell(struct buffer *cell, const struct life *life, const struct object_event *event)
{
    static const char *const marks[] = {
        [OBJECT_MATCHED] = "  ", [OBJECT_UNMATCHED] = " !", [OBJECT_PERHAPS] = " ?"};
    if (event->has_count)
    {
        buffer_number(cell, event->count);
    }
    else
    {
        buffer_word(cell, "-");
    }
    buffer_word(cell, life->has_marks ? marks[event->match] : "");
}

/* Where they were left out, between two rows. */
static void left_out_row(struct table *table, const struct life *life, uint64_t events)
{
    struct buffer *cell;
    buffer_word(table_cell(table), "...");
    for (size_t i = life->has_threads ? 0 : 1; i < 3; i++)
    {
        buffer_word(table_cell(table), "");
    }
    cell = table_cell(table);
    layout_plural(cell, events, "event left out", "events left out");
}

static void event_row(struct table *table, const struct life *life, const struct object_event *event)
{
    time_cell(table_cell(table), life, event->time);
    if (life->has_threads)
    {
        buffer_number(table_cell(table), event->event.thread);
    }
    event_cell(table_cell(table), &event->event);
    count_cell(table_cell(table), life, event);
    struct buffer *site = table_cell(table);
    if (event->event.kind != OBJECT_GAP)
    {
        label_site(site, &life->run->replay.names, event->event.site);
    }
}

static void print_table(const struct life *life)
{
    static const struct table_column columns[] = {
        {"seconds", true, false},
        {"thread", true, false},
        {"event", false, true},
        {"count", true, false},
        {"site", false, true}};
    static const struct table_column threadless[] = {
        {"seconds", true, false}, {"event", false, true}, {"count", true, false}, {"site", false, true}};
    struct table table = {
        .columns = life->has_threads ? columns : threadless, .column_count = life->has_threads ? 5 : 4};
    uint64_t before = 0;
    for (size_t i = 0; i < life->count; i++)
    {
        const struct object_event *event = &life->events[i];
        if (event->number > before + 1)
        {
            left_out_row(&table, life, event->number - before - 1);
        }
        event_row(&table, life, event);
        before = event->number;
    }
    (void)fputc('\n', life->run->output.stream);
    table_print(&table, &life->run->terminal);
    table_free(&table);
}

/* What the marks mean. */
static void print_legend(const struct life *life)
{
    static const char sure[] = "!  nothing in the trace gives this reference back, or took it";
    static const char doubt[] = "?  these do not go up in pairs, and nobody knows which is left over";
    if (life->has_marks)
    {
        const struct slice text = life->has_doubts ? (struct slice){doubt, sizeof doubt - 1}
                                                   : (struct slice){sure, sizeof sure - 1};
        (void)fputc('\n', life->run->output.stream);
        report_text_wrapped(life->run, text, 2, COLOUR_DIM);
    }
}

static void name_object(struct buffer *out, const struct life *life)
{
    label_pool(out, &life->run->replay.names, life->object->pool);
    buffer_word(out, ":");
    buffer_number(out, life->object->name->block);
    buffer_word(out, "#");
    buffer_number(out, life->object->kept_serial);
}

/* `put after 3.2 ms` */
static void say_end(struct buffer *out, const struct life *life)
{
    static const char *const ends[] = {
        [OBJECT_OUT] = "still out",
        [OBJECT_PUT] = "put",
        [OBJECT_TAKEN] = "got again, its put is missing",
        [OBJECT_GONE] = "nobody knows when it was put"};
    const struct replay_pool *pool = &life->run->replay.pools[life->object->pool];
    const bool is_cut = life->object->end == OBJECT_OUT && pool->cut;
    buffer_word(out, is_cut ? "out where the trace stops" : ends[life->object->end]);
    if (life->object->end == OBJECT_PUT && life->has_clock && life->object->first[0].event.kind == EVENT_GET)
    {
        buffer_word(out, " after ");
        layout_duration(
            out, since_start(life, life->object->put_time) - since_start(life, life->object->first[0].time)
        );
    }
}

static void as_text(const struct life *life)
{
    struct buffer line = {0};
    report_text_separate(life->run);
    buffer_word(&line, replay_is_complete(&life->run->replay) ? "" : "INCOMPLETE: ");
    name_object(&line, life);
    buffer_word(&line, ": ");
    say_end(&line, life);
    if (life->unmatched > 0)
    {
        buffer_word(&line, ", ");
        layout_plural(&line, life->unmatched, "unmatched reference", "unmatched references");
    }
    report_text_verdict(life->run, line.text, life->unmatched > 0 ? COLOUR_RED : COLOUR_BOLD);
    buffer_free(&line);
    print_table(life);
    print_legend(life);
    report_text_gaps(life->run);
}

static void event_as_json(struct json *json, const struct life *life, const struct object_event *event)
{
    const struct trace_event *about = &event->event;
    json_begin(json, '{');
    json_put_known(json, "time_ns", life->has_clock, since_start(life, event->time));
    json_put_known(json, "thread", about->thread != 0, about->thread);
    json_put_text(json, "event", event_name(about));
    json_put_known(json, "count", event->has_count, event->count);
    if (about->kind == EVENT_GET || about->kind == EVENT_UPDATE)
    {
        json_put_number(json, "size", about->value);
    }
    if (about->kind == EVENT_FAILED)
    {
        json_put_text(json, "failed", cause_name(about));
    }
    if (about->kind != OBJECT_GAP)
    {
        struct buffer site = {0};
        label_site(&site, &life->run->replay.names, about->site);
        json_put_string(json, "site", buffer_slice(&site));
        buffer_free(&site);
    }
    if (event->match != OBJECT_MATCHED)
    {
        json_put_text(json, "unmatched", event->match == OBJECT_PERHAPS ? "maybe" : "yes");
    }
    json_end(json, '}');
}

static void life_as_json(struct json *json, const struct life *life)
{
    uint64_t before = 0;
    json_key(json, "life");
    json_begin(json, '[');
    for (size_t i = 0; i < life->count; i++)
    {
        if (life->events[i].number > before + 1)
        {
            json_begin(json, '{');
            json_put_number(json, "left_out", life->events[i].number - before - 1);
            json_end(json, '}');
        }
        event_as_json(json, life, &life->events[i]);
        before = life->events[i].number;
    }
    json_end(json, ']');
}

static void as_json(const struct life *life)
{
    static const char *const ends[] = {
        [OBJECT_OUT] = "out", [OBJECT_PUT] = "put", [OBJECT_TAKEN] = "got again", [OBJECT_GONE] = "unknown"};
    struct json *json = &life->run->json;
    json_begin(json, '{');
    report_json_head(life->run);
    report_json_pool(json, "pool", &life->run->replay, life->object->pool);
    json_put_number(json, "block", life->object->name->block);
    json_put_number(json, "serial", life->object->kept_serial);
    json_put_text(json, "end", ends[life->object->end]);
    json_put_number(json, "life_events", life->object->count);
    json_put_number(json, "unmatched", life->unmatched);
    life_as_json(json, life);
    if (!replay_is_complete(&life->run->replay))
    {
        report_json_gaps(json, &life->run->replay);
    }
    json_end(json, '}');
    if (life->run->trace_count == 1)
    {
        (void)fputc('\n', life->run->output.stream);
    }
}

/* Says what there is instead. */
static bool is_there(const struct run *run, const struct object *object)
{
    const char *wanted = object->name->text;
    const unsigned long long block = object->name->block;
    if (object->pool == POOL_NONE)
    {
        message(
            "%s: no object %s: no pool of that name; `junomemstat report` shows the pools", run->name, wanted
        );
    }
    else if (object->others > 0)
    {
        message(
            "%s: no object %s: %llu pools have that name; write NAME [1]:%llu for the first", run->name,
            wanted, (unsigned long long)object->others + 1, block
        );
    }
    else if (!object->is_seen)
    {
        message("%s: no object %s: nothing tells of that block", run->name, wanted);
    }
    else if (!object->has_life)
    {
        message(
            object->serial == 0
                ? "%s: no object %s: the block was not got in the trace, but before; write #%lu"
                : "%s: no object %s: the block's last life is #%lu",
            run->name, wanted, (unsigned long)object->serial
        );
    }
    return object->pool != POOL_NONE && object->others == 0 && object->is_seen && object->has_life;
}

void report_object(struct run *run, struct object *object)
{
    if (!is_there(run, object))
    {
        run->failed = true;
        return;
    }
    struct life life = {.run = run, .object = object, .stream = run->replay.names.pools[object->pool].stream};
    life.has_clock = figures_has_clock(&run->replay, life.stream);
    life.events = object_events(object, &run->replay, &life.count, &life.unmatched);
    for (size_t i = 0; i < life.count; i++)
    {
        life.has_threads = life.has_threads || life.events[i].event.thread != 0;
        life.has_marks = life.has_marks || life.events[i].match != OBJECT_MATCHED;
        life.has_doubts = life.has_doubts || life.events[i].match == OBJECT_PERHAPS;
    }
    /* Where the trace stops they may be given back yet. */
    run->findings += run->replay.pools[object->pool].cut ? 0 : life.unmatched;
    if (!run->options->quiet && run->options->format == OUTPUT_JSON)
    {
        as_json(&life);
    }
    else if (!run->options->quiet)
    {
        as_text(&life);
    }
    free(life.events);
}
