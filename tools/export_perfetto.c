/* SPDX-License-Identifier: MIT */
/*
 * convert --to perfetto: Chrome's JSON trace events, which Perfetto's viewer opens.
 * Each stream is a process, each pool a counter, at full resolution; marks, failed
 * calls and gaps are instants. A stream without a clock counts events.
 */
#include "figures.h"
#include "label.h"
#include "mem.h"
#include "packet_reader.h"
#include "pick.h"

#include "export.h"

#include <stdlib.h>
#include <string.h>

struct counter
{
    uint64_t value, min, max;
    bool shown;
};

struct perfetto
{
    struct run *run;
    struct pick pick;
    struct json json;
    struct counter *counters; /* by pool */
    size_t counter_room;
    bool *named; /* by stream */
    size_t named_room;
    bool has_head;
};

static const struct names *names_of(const struct perfetto *out)
{
    return &out->run->replay.names;
}

static void head(struct perfetto *out)
{
    if (!out->has_head)
    {
        out->has_head = true;
        json_begin(&out->json, '{');
        json_put_text(&out->json, "displayTimeUnit", "ns");
        json_key(&out->json, "traceEvents");
        json_begin(&out->json, '[');
    }
}

static void begin_event(struct perfetto *out, const char *phase, uint32_t stream, uint64_t thread)
{
    const struct replay *replay = &out->run->replay;
    json_begin(&out->json, '{');
    json_put_text(&out->json, "ph", phase);
    json_put_number(&out->json, "pid", (uint64_t)stream + 1);
    json_put_number(&out->json, "tid", thread);
    json_key(&out->json, "ts");
    json_thousandths(
        &out->json, figures_has_clock(replay, stream) ? figures_now(replay, stream)
                                                      : replay->streams[stream].events * 1000
    );
}

/* Names the stream's process before anything else is said of it. */
static void name_stream(struct perfetto *out, uint32_t stream)
{
    struct json *json = &out->json;
    head(out);
    out->named = mem_grow(out->named, &out->named_room, (size_t)stream + 1, sizeof *out->named);
    if (!out->named[stream])
    {
        out->named[stream] = true;
        const struct slice program = names_text(names_of(out), names_of(out)->streams[stream].program);
        json_begin(json, '{');
        json_put_text(json, "ph", "M");
        json_put_number(json, "pid", (uint64_t)stream + 1);
        json_put_text(json, "name", "process_name");
        json_key(json, "args");
        json_begin(json, '{');
        json_put_string(json, "name", program.size > 0 ? program : (struct slice){"trace", 5});
        json_end(json, '}');
        json_end(json, '}');
    }
}

static void pool_name(struct perfetto *out, uint32_t pool)
{
    struct buffer name = {0};
    label_pool(&name, names_of(out), pool);
    json_put_string(&out->json, "name", buffer_slice(&name));
    buffer_free(&name);
}

/* Whether the counter has another value than before, which it then has. */
static bool is_new(struct counter *before, const struct figure *used)
{
    const struct counter now = {
        used->value, used->sure ? used->value : used->min, used->sure ? used->value : used->max, true};
    const bool is_same = before->value == now.value && before->min == now.min && before->max == now.max;
    const bool has_news = !before->shown || !is_same;
    *before = now;
    return has_news;
}

static void counter(struct perfetto *out, uint32_t stream, uint32_t pool, const struct figure *used)
{
    begin_event(out, "C", stream, 0);
    pool_name(out, pool);
    json_key(&out->json, "args");
    json_begin(&out->json, '{');
    json_put_number(&out->json, "used", used->value);
    if (!used->sure)
    {
        json_put_number(&out->json, "used_min", used->min);
    }
    if (!used->sure && used->max != UNBOUNDED)
    {
        json_put_number(&out->json, "used_max", used->max);
    }
    json_end(&out->json, '}');
    json_end(&out->json, '}');
}

/* The pool's counter, if it is another value than before. */
static void count(struct perfetto *out, uint32_t stream, uint32_t pool)
{
    struct pool_figures figures;
    if (pool == POOL_NONE || !figures_has_pool(&out->run->replay, pool) || !pick_wants_pool(&out->pick, pool))
    {
        return;
    }
    figures_of_pool(&out->run->replay, pool, &figures);
    out->counters = mem_grow(out->counters, &out->counter_room, (size_t)pool + 1, sizeof *out->counters);
    if (is_new(&out->counters[pool], &figures.used))
    {
        counter(out, stream, pool, &figures.used);
    }
}

static void
instant(struct perfetto *out, uint32_t stream, uint64_t thread, const char *category, struct slice name)
{
    begin_event(out, "i", stream, thread);
    json_put_text(&out->json, "s", "p");
    json_put_text(&out->json, "cat", category);
    json_put_string(&out->json, "name", name);
}

static void failure(struct perfetto *out, const struct trace_event *event)
{
    struct buffer name = {0};
    struct buffer pool = {0};
    const char *operation = event_kind_name(event->operation);
    const char *cause = event_cause_name(event->cause);
    buffer_word(&name, "failed ");
    buffer_word(&name, operation == NULL ? "call" : operation);
    buffer_word(&name, ": ");
    buffer_word(&name, cause == NULL ? "other" : cause);
    label_pool(&pool, names_of(out), event->pool);
    instant(out, event->stream, event->thread, "failed", buffer_slice(&name));
    json_key(&out->json, "args");
    json_begin(&out->json, '{');
    json_put_string(&out->json, "pool", buffer_slice(&pool));
    json_put_string(&out->json, "site", pick_site_text(&out->pick, event->site));
    json_end(&out->json, '}');
    json_end(&out->json, '}');
    buffer_free(&name);
    buffer_free(&pool);
}

static void on_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    struct perfetto *out = context;
    (void)replay;
    name_stream(out, event->stream);
    if (event->kind == EVENT_FAILED && pick_wants(&out->pick, event))
    {
        failure(out, event);
    }
    count(out, event->stream, event->pool);
}

/* A gap may change what is known of any pool of the stream. */
static void on_gap(struct perfetto *out, const struct replay *replay, uint32_t stream)
{
    const char *why = replay->gaps[replay->gap_count - 1].why;
    instant(out, stream, 0, "gap", (struct slice){why, strlen(why)});
    json_end(&out->json, '}');
    for (uint32_t i = 1; i < replay->names.pool_count; i++)
    {
        if (replay->names.pools[i].stream == stream)
        {
            count(out, stream, i);
        }
    }
}

static void on_item(void *context, const struct replay *replay, const struct trace_item *item)
{
    struct perfetto *out = context;
    if (item->kind == ITEM_MARK)
    {
        name_stream(out, item->stream);
        instant(out, item->stream, item->thread, "mark", item->text);
        json_end(&out->json, '}');
    }
    else if (item->kind == ITEM_GAP && item->stream != STREAM_NONE)
    {
        name_stream(out, item->stream);
        on_gap(out, replay, item->stream);
    }
    else if (item->kind == ITEM_STATE_END)
    {
        name_stream(out, item->stream);
        count(out, item->stream, item->pool);
    }
}

void export_perfetto_begin(struct run *run)
{
    struct perfetto *out = mem_alloc(sizeof *out);
    out->run = run;
    out->json = (struct json){.stream = run->output.stream, .break_depth = 2, .is_first = true};
    pick_init(&out->pick, &run->replay, &run->options->filter);
    run->own = out;
    const struct replay_observer observer = {.context = out, .after = on_event, .item = on_item};
    replay_observe(&run->replay, &observer);
}

void export_perfetto_print(struct run *run)
{
    struct perfetto *out = run->own;
    head(out);
    json_end(&out->json, ']');
    json_end(&out->json, '}');
    (void)fputc('\n', run->output.stream);
}

void export_perfetto_end(struct run *run)
{
    struct perfetto *out = run->own;
    pick_free(&out->pick);
    free(out->counters);
    free(out->named);
    free(out);
}
