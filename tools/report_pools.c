/* SPDX-License-Identifier: MIT */
/* The pools of the text report: a table with a bar for each. */
#include "figures.h"
#include "label.h"
#include "mem.h"
#include "report.h"

#include <stdlib.h>

/* Columns that a bar has at least; it gets what is left. */
#define BAR_LEAST 12u
#define BAR_MOST 60u

struct bars
{
    const struct run *run;
    struct pool_figures *figures; /* one for each row */
};

void report_cell_bytes(struct buffer *cell, const struct out_blocks *out, bool at_least)
{
    if (out->unsized == out->blocks)
    {
        buffer_word(cell, "?");
        return;
    }
    buffer_word(cell, out->unsized > 0 || at_least ? ">= " : "");
    layout_bytes(cell, out->bytes);
}

bool report_age(
    const struct replay *replay, const struct out_blocks *out, uint64_t get_time, uint64_t *nanoseconds
)
{
    const uint32_t stream = replay->names.pools[out->pool].stream;
    const uint64_t now = replay->streams[stream].last_time;
    const bool is_known = out->has_oldest && get_time <= now && figures_has_clock(replay, stream);
    *nanoseconds = is_known ? figures_nanoseconds(replay, stream, now - get_time) : 0;
    return is_known;
}

void report_cell_age(
    struct buffer *cell, const struct replay *replay, const struct out_blocks *out, uint64_t get_time
)
{
    uint64_t nanoseconds;
    if (report_age(replay, out, get_time, &nanoseconds))
    {
        layout_duration(cell, nanoseconds);
    }
    else
    {
        buffer_word(cell, "?");
    }
}

void report_cell_refs(struct buffer *cell, const struct out_blocks *out)
{
    if (out->has_refs)
    {
        layout_count(cell, out->most_refs);
    }
    else
    {
        buffer_word(cell, "?");
    }
}

static void limit_part(struct buffer *cell, uint64_t max)
{
    if (max == UNBOUNDED)
    {
        buffer_word(cell, "+");
        return;
    }
    buffer_word(cell, "-");
    layout_count(cell, max);
}

void report_cell_figure(struct buffer *cell, const struct figure *figure)
{
    layout_count(cell, figure->value);
    if (figure->sure || (figure->min == figure->value && figure->max == figure->value))
    {
        return;
    }
    if (figure->min == figure->value)
    {
        limit_part(cell, figure->max);
        return;
    }
    buffer_word(cell, " (");
    layout_count(cell, figure->min);
    limit_part(cell, figure->max);
    buffer_word(cell, ")");
}

static void bar_tail(void *context, size_t row, size_t width, struct buffer *out)
{
    const struct bars *bars = context;
    const struct pool_figures *figures = &bars->figures[row];
    const struct pool *pool = &bars->run->replay.names.pools[figures->pool];
    if (pool->defined && pool->length > 0)
    {
        layout_bar(
            out, &bars->run->terminal, width < BAR_MOST ? width : BAR_MOST, figures->used.value,
            figures->peak.value, pool->length
        );
    }
    else
    {
        buffer_word(out, pool->defined ? "no blocks" : "unknown size");
    }
}

static void pool_row(struct table *table, const struct replay *replay, const struct pool_figures *figures)
{
    const struct pool *pool = &replay->names.pools[figures->pool];
    label_pool(table_cell(table), &replay->names, figures->pool);
    report_cell_figure(table_cell(table), &figures->used);
    report_cell_figure(table_cell(table), &figures->peak);
    struct buffer *length = table_cell(table);
    if (!pool->defined)
    {
        buffer_word(length, "?");
        buffer_word(table_cell(table), "?");
        return;
    }
    layout_count(length, pool->length);
    layout_bytes(table_cell(table), pool->block_size);
}

static size_t collect(const struct run *run, const struct findings *findings, struct pool_figures *figures)
{
    size_t count = 0;
    for (uint32_t i = 1; i < run->replay.names.pool_count; i++)
    {
        if (figures_has_pool(&run->replay, i) && findings_wants_pool(findings, i))
        {
            figures_of_pool(&run->replay, i, &figures[count++]);
        }
    }
    return count;
}

static void print_bars(struct run *run, struct bars *bars, size_t count)
{
    static const struct table_column columns[] = {
        {"pool", false, true},
        {"used", true, false},
        {"peak", true, false},
        {"length", true, false},
        {"block", true, false}};
    struct table table = {
        .columns = columns, .column_count = 5, .tail = BAR_LEAST, .row_tail = bar_tail, .context = bars};
    for (size_t i = 0; i < count; i++)
    {
        pool_row(&table, &run->replay, &bars->figures[i]);
    }
    report_text_title(run, "Pools", COLOUR_BOLD);
    table_print(&table, &run->terminal);
    table_free(&table);
}

static void traffic_row(struct table *table, const struct replay *replay, const struct pool_figures *figures)
{
    label_pool(table_cell(table), &replay->names, figures->pool);
    report_cell_figure(table_cell(table), &figures->gets);
    report_cell_figure(table_cell(table), &figures->puts);
    report_cell_figure(table_cell(table), &figures->updates);
    report_cell_figure(table_cell(table), &figures->failed_gets);
    struct buffer *time = table_cell(table);
    if (figures->has_peak_time)
    {
        layout_duration(time, figures->peak_time_ns.value);
        buffer_word(time, figures->peak_time_ns.sure ? "" : "?");
    }
    else
    {
        const bool has_clock = figures_has_clock(replay, replay->names.pools[figures->pool].stream);
        buffer_word(time, figures->peak_time_ns.sure || !has_clock ? "-" : "?");
    }
    struct buffer *waste = table_cell(table);
    layout_bytes(waste, figures->waste_at_peak.value);
    buffer_word(waste, figures->waste_at_peak.sure ? "" : "?");
}

static void print_traffic(struct run *run, const struct bars *bars, size_t count)
{
    static const struct table_column columns[] = {{"pool", false, true},        {"gets", true, false},
                                                  {"puts", true, false},        {"updates", true, false},
                                                  {"failed gets", true, false}, {"peak after", true, false},
                                                  {"waste then", true, false}};
    struct table table = {.columns = columns, .column_count = 7};
    for (size_t i = 0; i < count; i++)
    {
        traffic_row(&table, &run->replay, &bars->figures[i]);
    }
    (void)fputc('\n', run->output.stream);
    table_print(&table, &run->terminal);
    table_free(&table);
}

void report_text_pools(struct run *run, const struct findings *findings)
{
    struct bars bars = {.run = run};
    bars.figures = mem_alloc(run->replay.names.pool_count * sizeof *bars.figures);
    const size_t count = collect(run, findings, bars.figures);
    if (count > 0)
    {
        print_bars(run, &bars, count);
        print_traffic(run, &bars, count);
    }
    free(bars.figures);
}
