/* SPDX-License-Identifier: MIT */
/* dump: the trace in its text form, one event a line, while it is read. */
#include "dump.h"
#include "mem.h"
#include "packet_reader.h"
#include "report.h"
#include "text_write.h"

#include <stdlib.h>

struct dump_pool
{
    struct pool written; /* its definition as it was written last */
    struct buffer state; /* lines of the snapshot that is open */
    bool is_open;
};

struct dump_stream
{
    bool seen;
    struct stream written; /* its header as it was written last */
};

struct dump
{
    struct run *run;
    struct findings filter; /* only for its filter */
    struct buffer line;
    struct dump_pool *pools;
    struct dump_stream *streams;
    size_t pool_room, stream_room;
    uint32_t stream;     /* to which the lines written last belong */
    uint32_t state_pool; /* whose snapshot the last line belongs to, or POOL_NONE */
    bool has_head;       /* the first line was written */
};

static const struct names *names_of(const struct dump *dump)
{
    return &dump->run->replay.names;
}

static void end_line(struct dump *dump)
{
    buffer_word(&dump->line, "\n");
    (void)fwrite(dump->line.text, 1, dump->line.size, dump->run->output.stream);
    buffer_clear(&dump->line);
    dump->state_pool = POOL_NONE;
}

/* The first line, once it is clear that this is a trace. */
static void write_head(struct dump *dump)
{
    if (!dump->has_head)
    {
        dump->has_head = true;
        buffer_word(&dump->line, "# JMT text 1");
        end_line(dump);
    }
}

static bool wants_pool(const struct dump *dump, uint32_t pool)
{
    return dump->filter.filter->pool_count == 0 || findings_wants_pool(&dump->filter, pool);
}

static void write_header(struct dump *dump, uint32_t position)
{
    const struct stream *stream = &names_of(dump)->streams[position];
    buffer_word(&dump->line, "header");
    write_field(&dump->line, "ticks", stream->ticks_per_second);
    if (stream->has_header)
    {
        write_field(&dump->line, "pointer", stream->pointer_width);
        buffer_word(&dump->line, " version=");
        write_quoted(&dump->line, names_text(names_of(dump), stream->version));
        buffer_word(&dump->line, " program=");
        write_quoted(&dump->line, names_text(names_of(dump), stream->program));
    }
    if (stream->is_ring)
    {
        write_field(&dump->line, "before", stream->events_before);
    }
    end_line(dump);
    dump->streams[position].written = *stream;
}

/* The lines that follow belong to the stream. */
static void enter_stream(struct dump *dump, uint32_t stream)
{
    dump->streams = mem_grow(dump->streams, &dump->stream_room, (size_t)stream + 1, sizeof *dump->streams);
    if (stream != dump->stream)
    {
        buffer_word(&dump->line, "stream ");
        buffer_number(&dump->line, stream);
        end_line(dump);
        dump->stream = stream;
    }
    if (!dump->streams[stream].seen)
    {
        dump->streams[stream].seen = true;
        write_header(dump, stream);
    }
}

static struct dump_pool *pool_at(struct dump *dump, uint32_t pool)
{
    dump->pools = mem_grow(dump->pools, &dump->pool_room, (size_t)pool + 1, sizeof *dump->pools);
    return &dump->pools[pool];
}

static void on_header(struct dump *dump, const struct trace_item *item)
{
    const struct stream *now = &names_of(dump)->streams[item->stream];
    const struct stream *before = &dump->streams[item->stream].written;
    if (now->has_header != before->has_header || now->ticks_per_second != before->ticks_per_second ||
        now->pointer_width != before->pointer_width || now->version != before->version ||
        now->program != before->program || now->is_ring != before->is_ring)
    {
        write_header(dump, item->stream);
    }
}

static void on_pool(struct dump *dump, const struct trace_item *item)
{
    const struct pool *now = &names_of(dump)->pools[item->pool];
    struct dump_pool *pool = pool_at(dump, item->pool);
    if (pool->written.defined && pool->written.name == now->name &&
        pool->written.block_size == now->block_size && pool->written.length == now->length &&
        pool->written.base == now->base)
    {
        return;
    }
    pool->written = *now;
    buffer_word(&dump->line, "pool ");
    buffer_number(&dump->line, now->id);
    buffer_word(&dump->line, " ");
    write_quoted(&dump->line, names_text(names_of(dump), now->name));
    write_field(&dump->line, "size", now->block_size);
    write_field(&dump->line, "length", now->length);
    buffer_word(&dump->line, " base=");
    buffer_hex(&dump->line, now->base);
    end_line(dump);
}

static void on_module(struct dump *dump, const struct trace_item *item)
{
    const struct module *module = &names_of(dump)->modules[item->module];
    const struct slice build_id = names_text(names_of(dump), module->build_id);
    buffer_word(&dump->line, "module ");
    buffer_number(&dump->line, module->id);
    buffer_word(&dump->line, " ");
    write_quoted(&dump->line, names_text(names_of(dump), module->path));
    buffer_word(&dump->line, " base=");
    buffer_hex(&dump->line, module->base);
    write_field(&dump->line, "size", module->size);
    buffer_word(&dump->line, build_id.size > 0 ? " build-id=" : "");
    for (size_t i = 0; i < build_id.size; i++)
    {
        char pair[4];
        (void)snprintf(pair, sizeof pair, "%02x", (unsigned)(unsigned char)build_id.text[i]);
        buffer_word(&dump->line, pair);
    }
    end_line(dump);
}

static void on_mark(struct dump *dump, const struct trace_item *item)
{
    buffer_number(&dump->line, item->time);
    buffer_word(&dump->line, " mark ");
    write_quoted(&dump->line, item->text);
    if (item->thread != 0)
    {
        write_field(&dump->line, "thread", item->thread);
    }
    end_line(dump);
}

static void state_block(struct dump *dump, const struct trace_item *item, struct buffer *out)
{
    buffer_word(out, "state ");
    buffer_number(out, names_of(dump)->pools[item->pool].id);
    buffer_word(out, " ");
    buffer_number(out, item->block);
    if (item->size_known)
    {
        write_field(out, "size", item->size);
    }
    if (item->count_known)
    {
        write_field(out, "count", item->count);
    }
    if (item->time_known)
    {
        write_field(out, "since", item->time);
    }
    write_site(out, names_of(dump), item->site);
    buffer_word(out, "\n");
}

static void state_line(struct dump *dump, uint32_t pool, const char *rest)
{
    buffer_word(&dump->line, "state ");
    buffer_number(&dump->line, names_of(dump)->pools[pool].id);
    buffer_word(&dump->line, rest);
    end_line(dump);
}

/* A whole snapshot; two of one pool in a row are kept apart. */
static void write_snapshot(struct dump *dump, uint32_t pool, const struct buffer *lines)
{
    if (dump->state_pool == pool)
    {
        state_line(dump, pool, " anew");
    }
    if (lines->size == 0)
    {
        state_line(dump, pool, " -");
    }
    (void)fwrite(lines->text, 1, lines->size, dump->run->output.stream);
    dump->state_pool = pool;
}

static void on_state(struct dump *dump, const struct trace_item *item)
{
    struct dump_pool *pool = pool_at(dump, item->pool);
    if (item->kind == ITEM_STATE_BEGIN)
    {
        buffer_clear(&pool->state);
        pool->is_open = true;
    }
    else if (pool->is_open && item->kind == ITEM_STATE_BLOCK)
    {
        state_block(dump, item, &pool->state);
    }
    else if (pool->is_open)
    {
        write_snapshot(dump, item->pool, &pool->state);
        pool->is_open = false;
    }
}

static void on_gap(struct dump *dump, const struct trace_item *item)
{
    const bool is_cut = item->stream == STREAM_NONE;
    for (size_t i = 0; i < dump->pool_room; i++)
    {
        dump->pools[i].is_open = false;
    }
    buffer_word(&dump->line, is_cut ? "cut" : "gap");
    if (!is_cut)
    {
        write_count(&dump->line, "packets", item->packets);
        write_count(&dump->line, "dropped", item->dropped);
    }
    if (item->text.size > 0)
    {
        buffer_word(&dump->line, " why=");
        write_quoted(&dump->line, item->text);
    }
    end_line(dump);
}

static void on_end(struct dump *dump, const struct trace_item *item)
{
    const bool is_all = dump->filter.filter->pool_count == 0;
    buffer_word(&dump->line, "end");
    if (is_all && item->events != UNKNOWN_COUNT)
    {
        write_field(&dump->line, "events", item->events);
    }
    if (item->dropped != UNKNOWN_COUNT)
    {
        write_field(&dump->line, "dropped", item->dropped);
    }
    end_line(dump);
}

static void write_item(struct dump *dump, const struct trace_item *item)
{
    switch (item->kind)
    {
    case ITEM_HEADER:
        on_header(dump, item);
        break;
    case ITEM_POOL:
        on_pool(dump, item);
        break;
    case ITEM_MODULE:
        on_module(dump, item);
        break;
    case ITEM_MARK:
        on_mark(dump, item);
        break;
    case ITEM_GAP:
        on_gap(dump, item);
        break;
    case ITEM_DUMPED:
        buffer_word(&dump->line, "dumped");
        end_line(dump);
        break;
    case ITEM_END:
        on_end(dump, item);
        break;
    default:
        on_state(dump, item);
        break;
    }
}

static bool is_about_pool(const struct trace_item *item)
{
    return item->kind == ITEM_POOL || item->kind == ITEM_STATE_BEGIN || item->kind == ITEM_STATE_BLOCK ||
           item->kind == ITEM_STATE_END;
}

void dump_item(struct dump *dump, const struct trace_item *item)
{
    if (is_about_pool(item) && !wants_pool(dump, item->pool))
    {
        return;
    }
    write_head(dump);
    if (item->stream != STREAM_NONE)
    {
        enter_stream(dump, item->stream);
    }
    write_item(dump, item);
}

static void name_or_number(struct buffer *line, const char *name, uint64_t number)
{
    buffer_word(line, " ");
    if (name != NULL)
    {
        buffer_word(line, name);
    }
    else
    {
        buffer_number(line, number);
    }
}

static void failed_event(struct buffer *line, const struct trace_event *event, uint64_t pool)
{
    name_or_number(line, event_kind_name(event->operation), event->operation);
    buffer_word(line, " ");
    buffer_number(line, pool);
    if (event->block == 0)
    {
        buffer_word(line, " -");
    }
    else
    {
        buffer_word(line, " ");
        buffer_number(line, event->block - 1);
    }
    name_or_number(line, event_cause_name(event->cause), event->cause);
    write_field(line, event->operation <= EVENT_UPDATE ? "size" : "count", event->value);
    write_field(line, "status", event->status);
}

/* The name of the field that an event's value stands in. */
static const char *value_field(uint64_t kind)
{
    switch (kind)
    {
    case EVENT_GET:
    case EVENT_UPDATE:
        return "size";
    case EVENT_REF_GET:
    case EVENT_REF_PUT:
        return "count";
    default:
        return event_kind_name(kind) == NULL ? "value" : NULL;
    }
}

static void block_event(struct buffer *line, const struct trace_event *event, uint64_t pool)
{
    const bool is_wide = event->kind >= EVENT_ATTACH && event->kind <= EVENT_DEINIT;
    const char *field = value_field(event->kind);
    buffer_word(line, " ");
    buffer_number(line, pool);
    if (is_wide)
    {
        write_field(line, "live", event->block);
    }
    else
    {
        buffer_word(line, " ");
        buffer_number(line, event->block);
    }
    if (field != NULL)
    {
        write_field(line, field, event->value);
    }
}

void dump_event(struct dump *dump, const struct trace_event *event)
{
    if (!wants_pool(dump, event->pool))
    {
        return;
    }
    write_head(dump);
    enter_stream(dump, event->stream);
    struct buffer *line = &dump->line;
    const uint64_t pool = names_of(dump)->pools[event->pool].id;
    buffer_number(line, event->time);
    name_or_number(line, event_kind_name(event->kind), event->kind);
    if (event->kind == EVENT_FAILED)
    {
        failed_event(line, event, pool);
    }
    else
    {
        block_event(line, event, pool);
    }
    if (event->thread != 0)
    {
        write_field(line, "thread", event->thread);
    }
    write_site(line, names_of(dump), event->site);
    end_line(dump);
}

void dump_free(struct dump *dump)
{
    for (size_t i = 0; i < dump->pool_room; i++)
    {
        buffer_free(&dump->pools[i].state);
    }
    free(dump->pools);
    free(dump->streams);
    buffer_free(&dump->line);
    free(dump);
}

struct dump *dump_new(struct run *run)
{
    struct dump *dump = mem_alloc(sizeof *dump);
    dump->run = run;
    dump->filter = (struct findings){.replay = &run->replay, .filter = &run->options->filter};
    return dump;
}

void dump_finish(struct dump *dump)
{
    write_head(dump);
}

static void after_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    (void)replay;
    dump_event(context, event);
}

static void after_item(void *context, const struct replay *replay, const struct trace_item *item)
{
    (void)replay;
    dump_item(context, item);
}

void cmd_dump_end(struct run *run)
{
    dump_free(run->own);
}

void cmd_dump_begin(struct run *run)
{
    struct dump *dump = dump_new(run);
    run->own = dump;
    if (!run->options->quiet)
    {
        const struct replay_observer observer = {.context = dump, .after = after_event, .item = after_item};
        replay_observe(&run->replay, &observer);
    }
}

void cmd_dump(struct run *run)
{
    command_count_findings(run);
    if (!run->options->quiet)
    {
        dump_finish(run->own);
    }
}
