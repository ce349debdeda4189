/* SPDX-License-Identifier: MIT */
/* pools: how full each pool is and was, what is wasted, and how long it was nearly full. */
#include "csv.h"
#include "fill.h"
#include "label.h"
#include "mem.h"
#include "report.h"

#include <stdlib.h>

struct row
{
    struct pool_figures figures;
    struct fill_figures fill;
    struct figure used_bytes, peak_bytes; /* of whole blocks */
};

struct rows
{
    struct row *items;
    size_t count;
};

static uint64_t times(uint64_t number, uint64_t factor)
{
    return number == UNBOUNDED || (factor != 0 && number > UINT64_MAX / factor) ? UNBOUNDED : number * factor;
}

static struct figure in_bytes(const struct figure *blocks, uint64_t block_size)
{
    return (struct figure
    ){.value = times(blocks->value, block_size),
      .min = times(blocks->min, block_size),
      .max = times(blocks->max, block_size),
      .sure = blocks->sure};
}

static void collect(const struct run *run, struct rows *rows)
{
    const struct replay *replay = &run->replay;
    rows->items = mem_alloc((replay->names.pool_count + 1) * sizeof *rows->items);
    for (uint32_t i = 1; i < replay->names.pool_count; i++)
    {
        if (figures_has_pool(replay, i) && filter_wants_pool(&run->options->filter, &replay->names, i))
        {
            struct row *row = &rows->items[rows->count++];
            figures_of_pool(replay, i, &row->figures);
            fill_of_pool(run->own, replay, i, &row->fill);
            row->used_bytes = in_bytes(&row->figures.used, replay->names.pools[i].block_size);
            row->peak_bytes = in_bytes(&row->figures.peak, replay->names.pools[i].block_size);
        }
    }
}

static const struct pool *pool_of(const struct run *run, const struct row *row)
{
    return &run->replay.names.pools[row->figures.pool];
}

static void bytes_cell(struct buffer *cell, const struct pool *pool, const struct figure *bytes)
{
    if (!pool->defined)
    {
        buffer_word(cell, "?");
        return;
    }
    layout_bytes(cell, bytes->value);
    buffer_word(cell, bytes->sure ? "" : "?");
}

static void length_cell(struct buffer *cell, const struct pool *pool)
{
    if (pool->defined)
    {
        layout_count(cell, pool->length);
    }
    else
    {
        buffer_word(cell, "?");
    }
}

static void time_cell(struct buffer *cell, const struct figure *time, bool has)
{
    if (!has)
    {
        buffer_word(cell, "-");
        return;
    }
    layout_duration(cell, time->value);
    buffer_word(cell, time->sure ? "" : "?");
}

static void share_cell(struct buffer *cell, const struct figure *part, const struct figure *whole, bool has)
{
    layout_percent(cell, part->value, has ? whole->value : 0);
    buffer_word(cell, part->sure || !has ? "" : "?");
}

static void begin_section(const struct run *run, const char *title, struct table *table)
{
    report_text_title(run, title, COLOUR_BOLD);
    table_print(table, &run->terminal);
    table_free(table);
}

static void print_now(const struct run *run, const struct rows *rows)
{
    static const struct table_column columns[] = {
        {"pool", false, true}, {"block", true, false}, {"length", true, false},
        {"used", true, false}, {"bytes", true, false}, {"waste", true, false},
        {"gets", true, false}, {"puts", true, false},  {"failed gets", true, false}};
    struct table table = {.columns = columns, .column_count = 9};
    for (size_t i = 0; i < rows->count; i++)
    {
        const struct row *row = &rows->items[i];
        const struct pool *pool = pool_of(run, row);
        label_pool(table_cell(&table), &run->replay.names, row->figures.pool);
        bytes_cell(table_cell(&table), pool, &(struct figure){.value = pool->block_size, .sure = true});
        length_cell(table_cell(&table), pool);
        report_cell_figure(table_cell(&table), &row->figures.used);
        bytes_cell(table_cell(&table), pool, &row->used_bytes);
        bytes_cell(table_cell(&table), pool, &row->figures.waste_now);
        report_cell_figure(table_cell(&table), &row->figures.gets);
        report_cell_figure(table_cell(&table), &row->figures.puts);
        report_cell_figure(table_cell(&table), &row->figures.failed_gets);
    }
    begin_section(run, "At the end", &table);
}

static void print_peaks(const struct run *run, const struct rows *rows)
{
    static const struct table_column columns[] = {{"pool", false, true},      {"peak", true, false},
                                                  {"of length", true, false}, {"bytes", true, false},
                                                  {"waste", true, false},     {"after", true, false}};
    struct table table = {.columns = columns, .column_count = 6};
    for (size_t i = 0; i < rows->count; i++)
    {
        const struct row *row = &rows->items[i];
        const struct pool *pool = pool_of(run, row);
        label_pool(table_cell(&table), &run->replay.names, row->figures.pool);
        report_cell_figure(table_cell(&table), &row->figures.peak);
        const struct figure length = {.value = pool->length};
        share_cell(table_cell(&table), &row->figures.peak, &length, pool->defined && pool->length > 0);
        bytes_cell(table_cell(&table), pool, &row->peak_bytes);
        bytes_cell(table_cell(&table), pool, &row->figures.waste_at_peak);
        time_cell(table_cell(&table), &row->figures.peak_time_ns, row->figures.has_peak_time);
    }
    begin_section(run, "At the peak", &table);
}

static void print_levels(const struct run *run, const struct rows *rows)
{
    static const struct table_column columns[] = {{"pool", false, true},       {"watched", true, false},
                                                  {"80 % full", true, false},  {"share", true, false},
                                                  {"90 % full", true, false},  {"share", true, false},
                                                  {"100 % full", true, false}, {"share", true, false}};
    struct table table = {.columns = columns, .column_count = 8};
    for (size_t i = 0; i < rows->count; i++)
    {
        const struct row *row = &rows->items[i];
        const struct fill_figures *fill = &row->fill;
        label_pool(table_cell(&table), &run->replay.names, row->figures.pool);
        time_cell(table_cell(&table), &fill->watched_ns, fill->has_watched);
        for (unsigned level = 0; level < FILL_LEVELS; level++)
        {
            time_cell(table_cell(&table), &fill->level_ns[level], fill->has_levels);
            share_cell(table_cell(&table), &fill->level_ns[level], &fill->watched_ns, fill->has_levels);
        }
    }
    begin_section(run, "Time at 80, 90 and 100 % of the length, or above", &table);
}

static void print_times(const struct run *run, const struct rows *rows)
{
    static const char none[] = "  no clock in the trace: how long a pool was nearly full is not known";
    bool any = false;
    for (size_t i = 0; i < rows->count; i++)
    {
        any = any || rows->items[i].fill.has_watched;
    }
    if (any)
    {
        print_levels(run, rows);
        return;
    }
    (void)fputc('\n', run->output.stream);
    report_text_line(run, (struct slice){none, sizeof none - 1}, COLOUR_DIM);
}

static void verdict(const struct run *run, const struct rows *rows)
{
    const bool complete = replay_is_complete(&run->replay);
    struct buffer line = {0};
    uint64_t full = 0;
    for (size_t i = 0; i < rows->count; i++)
    {
        const struct pool *pool = pool_of(run, &rows->items[i]);
        const struct figure *peak = &rows->items[i].figures.peak;
        full += pool->defined && pool->length > 0 && peak->min >= pool->length;
    }
    buffer_word(&line, complete ? "" : "INCOMPLETE: ");
    layout_plural(&line, rows->count, "pool", "pools");
    if (full > 0)
    {
        buffer_word(&line, ", ");
        layout_count(&line, full);
        buffer_word(&line, full == 1 ? " was full" : " were full");
    }
    report_text_verdict(run, line.text, full > 0 ? COLOUR_RED : complete ? COLOUR_GREEN : COLOUR_YELLOW);
    buffer_free(&line);
}

static void as_text(struct run *run, const struct rows *rows)
{
    report_text_separate(run);
    verdict(run, rows);
    report_text_notes(run);
    if (rows->count > 0)
    {
        print_now(run, rows);
        print_peaks(run, rows);
        print_times(run, rows);
    }
    report_text_gaps(run);
}

static void
json_bytes(struct json *json, const char *key, const struct pool *pool, const struct figure *bytes)
{
    if (pool->defined)
    {
        report_json_figure(json, key, bytes);
        return;
    }
    json_key(json, key);
    json_none(json);
}

static void
json_share_of(struct json *json, const char *key, const struct figure *part, const struct row *row)
{
    json_key(json, key);
    json_share(json, part->value, row->fill.has_levels && part->sure ? row->fill.watched_ns.value : 0);
}

static void json_levels(struct json *json, const struct row *row)
{
    static const char *const spans[] = {"time_at_80_ns", "time_at_90_ns", "time_at_100_ns"};
    static const char *const shares[] = {"share_at_80", "share_at_90", "share_at_100"};
    const struct fill_figures *fill = &row->fill;
    report_json_optional(json, "watched_ns", &fill->watched_ns, fill->has_watched);
    for (unsigned level = 0; level < FILL_LEVELS; level++)
    {
        report_json_optional(json, spans[level], &fill->level_ns[level], fill->has_levels);
        json_share_of(json, shares[level], &fill->level_ns[level], row);
    }
}

static void json_row(struct run *run, const struct row *row)
{
    struct json *json = &run->json;
    const struct pool *pool = pool_of(run, row);
    const struct pool_figures *figures = &row->figures;
    json_begin(json, '{');
    report_json_pool(json, "name", &run->replay, figures->pool);
    report_json_geometry(json, "block_size", pool, pool->block_size);
    report_json_geometry(json, "length", pool, pool->length);
    report_json_figure(json, "used", &figures->used);
    json_bytes(json, "used_bytes", pool, &row->used_bytes);
    json_bytes(json, "waste_bytes", pool, &figures->waste_now);
    report_json_figure(json, "peak", &figures->peak);
    json_bytes(json, "peak_bytes", pool, &row->peak_bytes);
    json_bytes(json, "waste_bytes_at_peak", pool, &figures->waste_at_peak);
    report_json_optional(json, "peak_time_ns", &figures->peak_time_ns, figures->has_peak_time);
    report_json_figure(json, "gets", &figures->gets);
    report_json_figure(json, "puts", &figures->puts);
    report_json_figure(json, "failed_gets", &figures->failed_gets);
    json_levels(json, row);
    json_end(json, '}');
}

static void as_json(struct run *run, const struct rows *rows)
{
    struct json *json = &run->json;
    json_begin(json, '{');
    report_json_head(run);
    json_key(json, "pools");
    json_begin(json, '[');
    for (size_t i = 0; i < rows->count; i++)
    {
        json_row(run, &rows->items[i]);
    }
    json_end(json, ']');
    if (!replay_is_complete(&run->replay))
    {
        report_json_gaps(json, &run->replay);
    }
    report_json_end(run);
}

/* Cells for a figure that may be missing. */
static void csv_optional(struct csv *csv, const struct figure *figure, bool has)
{
    if (has)
    {
        csv_figure(csv, figure);
        return;
    }
    csv_empty(csv);
    csv_empty(csv);
    csv_empty(csv);
}

static void csv_head(struct csv *csv)
{
    static const char *const first[] = {"trace", "pool", "block_size", "length"};
    static const char *const figures[] = {
        "used",          "used_bytes",    "waste_bytes", "peak",        "peak_bytes", "waste_bytes_at_peak",
        "peak_time_ns",  "gets",          "puts",        "failed_gets", "watched_ns", "time_at_80_ns",
        "time_at_90_ns", "time_at_100_ns"};
    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++)
    {
        csv_word(csv, first[i]);
    }
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
    {
        csv_figure_name(csv, figures[i]);
    }
    csv_end_row(csv);
}

static void csv_geometry(struct csv *csv, const struct pool *pool, uint64_t value)
{
    if (pool->defined)
    {
        csv_number(csv, value);
    }
    else
    {
        csv_empty(csv);
    }
}

static void csv_row(struct csv *csv, const struct run *run, const struct row *row)
{
    const struct pool *pool = pool_of(run, row);
    const struct pool_figures *figures = &row->figures;
    csv_word(csv, run->name);
    csv_pool(csv, &run->replay.names, figures->pool);
    csv_geometry(csv, pool, pool->block_size);
    csv_geometry(csv, pool, pool->length);
    csv_figure(csv, &figures->used);
    csv_optional(csv, &row->used_bytes, pool->defined);
    csv_optional(csv, &figures->waste_now, pool->defined);
    csv_figure(csv, &figures->peak);
    csv_optional(csv, &row->peak_bytes, pool->defined);
    csv_optional(csv, &figures->waste_at_peak, pool->defined);
    csv_optional(csv, &figures->peak_time_ns, figures->has_peak_time);
    csv_figure(csv, &figures->gets);
    csv_figure(csv, &figures->puts);
    csv_figure(csv, &figures->failed_gets);
    csv_optional(csv, &row->fill.watched_ns, row->fill.has_watched);
    for (unsigned level = 0; level < FILL_LEVELS; level++)
    {
        csv_optional(csv, &row->fill.level_ns[level], row->fill.has_levels);
    }
    csv_end_row(csv);
}

static void as_csv(struct run *run, const struct rows *rows)
{
    struct csv csv = {.stream = run->output.stream};
    if (run->index == 0)
    {
        csv_head(&csv);
    }
    for (size_t i = 0; i < rows->count; i++)
    {
        csv_row(&csv, run, &rows->items[i]);
    }
}

void cmd_pools_begin(struct run *run)
{
    run->own = mem_alloc(sizeof(struct fill));
    fill_begin(run->own, &run->replay);
}

void cmd_pools(struct run *run)
{
    struct rows rows = {0};
    command_count_findings(run);
    if (run->options->quiet)
    {
        return;
    }
    collect(run, &rows);
    if (run->options->format == OUTPUT_JSON)
    {
        as_json(run, &rows);
    }
    else if (run->options->format == OUTPUT_CSV)
    {
        as_csv(run, &rows);
    }
    else
    {
        as_text(run, &rows);
    }
    free(rows.items);
}

void cmd_pools_end(struct run *run)
{
    fill_free(run->own);
    free(run->own);
}
