/* SPDX-License-Identifier: MIT */
/* convert --to csv and jsonl: one row an event, while the trace is read. */
#include "figures.h"
#include "label.h"
#include "mem.h"
#include "packet_reader.h"
#include "pick.h"

#include "export.h"

#include <stdlib.h>
#include <string.h>

enum column
{
    COLUMN_TIME,
    COLUMN_STREAM,
    COLUMN_POOL,
    COLUMN_KIND,
    COLUMN_BLOCK,
    COLUMN_SIZE,
    COLUMN_COUNT,
    COLUMN_LIVE,
    COLUMN_OPERATION,
    COLUMN_CAUSE,
    COLUMN_STATUS,
    COLUMN_USED,
    COLUMN_USED_MIN,
    COLUMN_USED_MAX,
    COLUMN_SITE,
    COLUMN_THREAD,
    COLUMN_TEXT,
    COLUMNS
};

static const char *const column_names[COLUMNS] = {
    "time_ns", "stream", "pool", "kind",     "block",    "size", "count",  "live", "operation",
    "cause",   "status", "used", "used_min", "used_max", "site", "thread", "text",
};

struct field
{
    bool is_there, is_text;
    uint64_t number;
    struct slice text;
};

struct rows
{
    struct run *run;
    struct pick pick;
    struct json json;
    struct buffer pool, kind, operation, cause;
    struct field fields[COLUMNS];
    bool is_csv;
    bool has_head;
};

static void put_number(struct rows *rows, enum column column, uint64_t number)
{
    rows->fields[column] = (struct field){.is_there = true, .number = number};
}

static void put_text(struct rows *rows, enum column column, struct slice text)
{
    rows->fields[column] = (struct field){.is_there = true, .is_text = true, .text = text};
}

/* A name, or the number of what has none yet. */
static void
put_name(struct rows *rows, enum column column, struct buffer *place, const char *name, uint64_t number)
{
    buffer_clear(place);
    if (name == NULL)
    {
        buffer_number(place, number);
    }
    else
    {
        buffer_word(place, name);
    }
    put_text(rows, column, buffer_slice(place));
}

/* RFC 4180: in quotes where it holds a quote, a comma or a line break; quotes are doubled. */
static void csv_text(FILE *stream, struct slice text)
{
    bool is_plain = true;
    for (size_t i = 0; i < text.size && is_plain; i++)
    {
        is_plain = strchr("\",\r\n", text.text[i]) == NULL || text.text[i] == '\0';
    }
    (void)fputs(is_plain ? "" : "\"", stream);
    for (size_t i = 0; i < text.size; i++)
    {
        (void)fputs(text.text[i] == '"' ? "\"" : "", stream);
        (void)fputc(text.text[i], stream);
    }
    (void)fputs(is_plain ? "" : "\"", stream);
}

static void csv_row(struct rows *rows)
{
    FILE *stream = rows->run->output.stream;
    for (size_t i = 0; i < COLUMNS; i++)
    {
        const struct field *field = &rows->fields[i];
        (void)fputs(i > 0 ? "," : "", stream);
        if (field->is_there && field->is_text)
        {
            csv_text(stream, field->text);
        }
        else if (field->is_there)
        {
            (void)fprintf(stream, "%llu", (unsigned long long)field->number);
        }
    }
    (void)fputs("\r\n", stream);
}

static void csv_head(struct rows *rows)
{
    FILE *stream = rows->run->output.stream;
    for (size_t i = 0; i < COLUMNS; i++)
    {
        (void)fprintf(stream, "%s%s", i > 0 ? "," : "", column_names[i]);
    }
    (void)fputs("\r\n", stream);
}

static void json_row(struct rows *rows)
{
    struct json *json = &rows->json;
    json_begin(json, '{');
    for (size_t i = 0; i < COLUMNS; i++)
    {
        const struct field *field = &rows->fields[i];
        if (!field->is_there)
        {
            continue;
        }
        json_key(json, column_names[i]);
        if (field->is_text)
        {
            json_slice(json, field->text);
        }
        else
        {
            json_number(json, field->number);
        }
    }
    json_end(json, '}');
    (void)fputc('\n', json->stream);
}

static void write_row(struct rows *rows)
{
    if (rows->is_csv && !rows->has_head)
    {
        csv_head(rows);
    }
    rows->has_head = true;
    (rows->is_csv ? csv_row : json_row)(rows);
}

static void begin_row(struct rows *rows, uint32_t stream, uint64_t thread)
{
    const struct replay *replay = &rows->run->replay;
    memset(rows->fields, 0, sizeof rows->fields);
    if (figures_has_clock(replay, stream))
    {
        put_number(rows, COLUMN_TIME, figures_now(replay, stream));
    }
    put_number(rows, COLUMN_STREAM, stream);
    if (thread != 0)
    {
        put_number(rows, COLUMN_THREAD, thread);
    }
}

/* How many blocks are live; where a gap leaves that unsure, between what limits. */
static void used_fields(struct rows *rows, uint32_t pool)
{
    struct pool_figures figures;
    figures_of_pool(&rows->run->replay, pool, &figures);
    put_number(rows, COLUMN_USED, figures.used.value);
    if (!figures.used.sure)
    {
        put_number(rows, COLUMN_USED_MIN, figures.used.min);
        if (figures.used.max != UNBOUNDED)
        {
            put_number(rows, COLUMN_USED_MAX, figures.used.max);
        }
    }
}

static void pool_fields(struct rows *rows, uint32_t pool)
{
    if (pool != POOL_NONE)
    {
        buffer_clear(&rows->pool);
        label_pool(&rows->pool, &rows->run->replay.names, pool);
        put_text(rows, COLUMN_POOL, buffer_slice(&rows->pool));
        used_fields(rows, pool);
    }
}

static void failed_fields(struct rows *rows, const struct trace_event *event)
{
    const bool has_size = event->operation == EVENT_GET || event->operation == EVENT_UPDATE;
    put_name(rows, COLUMN_OPERATION, &rows->operation, event_kind_name(event->operation), event->operation);
    put_name(rows, COLUMN_CAUSE, &rows->cause, event_cause_name(event->cause), event->cause);
    put_number(rows, COLUMN_STATUS, event->status);
    put_number(rows, has_size ? COLUMN_SIZE : COLUMN_COUNT, event->value);
    if (event->block > 0)
    {
        put_number(rows, COLUMN_BLOCK, event->block - 1);
    }
}

static void value_fields(struct rows *rows, const struct trace_event *event)
{
    switch (event->kind)
    {
    case EVENT_GET:
    case EVENT_UPDATE:
        put_number(rows, COLUMN_SIZE, event->value);
        put_number(rows, COLUMN_BLOCK, event->block);
        break;
    case EVENT_REF_GET:
    case EVENT_REF_PUT:
        put_number(rows, COLUMN_COUNT, event->value);
        put_number(rows, COLUMN_BLOCK, event->block);
        break;
    case EVENT_FAILED:
        failed_fields(rows, event);
        break;
    case EVENT_ATTACH:
    case EVENT_DETACH:
    case EVENT_DEINIT:
        put_number(rows, COLUMN_LIVE, event->block);
        break;
    default:
        put_number(rows, COLUMN_BLOCK, event->block);
        break;
    }
}

static void row_of_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    struct rows *rows = context;
    (void)replay;
    if (!pick_wants(&rows->pick, event))
    {
        return;
    }
    begin_row(rows, event->stream, event->thread);
    pool_fields(rows, event->pool);
    put_name(rows, COLUMN_KIND, &rows->kind, event_kind_name(event->kind), event->kind);
    value_fields(rows, event);
    if (event->site != SITE_INDEX_UNKNOWN)
    {
        put_text(rows, COLUMN_SITE, pick_site_text(&rows->pick, event->site));
    }
    write_row(rows);
}

static void row_of_item(void *context, const struct replay *replay, const struct trace_item *item)
{
    struct rows *rows = context;
    (void)replay;
    const bool is_gap = item->kind == ITEM_GAP && item->stream != STREAM_NONE;
    if (item->kind != ITEM_MARK && !is_gap)
    {
        return;
    }
    begin_row(rows, item->stream, item->kind == ITEM_MARK ? item->thread : 0);
    put_name(rows, COLUMN_KIND, &rows->kind, is_gap ? "gap" : "mark", 0);
    put_text(rows, COLUMN_TEXT, item->text);
    if (is_gap)
    {
        const char *why = replay->gaps[replay->gap_count - 1].why;
        put_text(rows, COLUMN_TEXT, (struct slice){why, strlen(why)});
    }
    write_row(rows);
}

static void begin(struct run *run, bool is_csv)
{
    struct rows *rows = mem_alloc(sizeof *rows);
    rows->run = run;
    rows->is_csv = is_csv;
    rows->json = (struct json){.stream = run->output.stream};
    pick_init(&rows->pick, &run->replay, &run->options->filter);
    run->own = rows;
    const struct replay_observer observer = {.context = rows, .after = row_of_event, .item = row_of_item};
    replay_observe(&run->replay, &observer);
}

void export_csv_begin(struct run *run)
{
    begin(run, true);
}

void export_jsonl_begin(struct run *run)
{
    begin(run, false);
}

/* A table without rows has its head all the same. */
void export_rows_print(struct run *run)
{
    struct rows *rows = run->own;
    if (rows->is_csv && !rows->has_head)
    {
        csv_head(rows);
    }
}

void export_rows_end(struct run *run)
{
    struct rows *rows = run->own;
    pick_free(&rows->pick);
    buffer_free(&rows->pool);
    buffer_free(&rows->kind);
    buffer_free(&rows->operation);
    buffer_free(&rows->cause);
    free(rows);
}
