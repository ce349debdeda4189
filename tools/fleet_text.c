/* SPDX-License-Identifier: MIT */
/* What many traces say together, for people: the verdict first, then the pools, then what is wrong. */
#include "fleet_report.h"
#include "mem.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

/* Columns that a bar has at least; it gets what is left. */
#define BAR_LEAST 12u
#define BAR_MOST 60u

/* Names of traces that are listed. */
#define NAMES_MOST 10u

struct fleet_bars
{
    const struct run *run;
    const struct fleet_rows *pools;
};

static enum colour verdict(const struct fleet *fleet, struct buffer *line)
{
    const bool complete = fleet_is_complete(fleet);
    const uint64_t leaks = fleet_total(fleet, FLEET_LEAKS, FLEET_ROW_COUNT);
    const uint64_t refs = fleet_total(fleet, FLEET_REFS, FLEET_ROW_COUNT);
    const uint64_t calls = fleet_total(fleet, FLEET_ERRORS, FLEET_ROW_COUNT);
    return report_text_found(line, complete, leaks, refs, calls);
}

/* `10,000 traces` */
static void headline(struct run *run, const struct fleet *fleet)
{
    struct buffer name = {0};
    struct buffer line = {0};
    layout_plural(&name, fleet_plus(fleet_traces(fleet), fleet->unreadable), "trace", "traces");
    run->name = name.text;
    const enum colour colour = verdict(fleet, &line);
    report_text_verdict(run, line.text, colour);
    run->name = NULL;
    buffer_free(&name);
    buffer_free(&line);
}

static void add_figure(struct buffer *line, const struct figure *figure, const char *what)
{
    if (figure->max > 0)
    {
        buffer_word(line, ", ");
        report_cell_figure(line, figure);
        buffer_word(line, what);
    }
}

/* `9,990 complete, 8 incomplete, 2 not read, 24,520,000 events in 3 h` */
static void summary(const struct run *run, const struct fleet *fleet)
{
    static const struct figure nothing[FLEET_FIELDS] = {{0}};
    const struct fleet_rows *totals = &fleet->lists[FLEET_TOTALS];
    const struct figure *sums = totals->count > 0 ? totals->items[0].sum.figures : nothing;
    struct buffer line = {0};
    buffer_word(&line, "  ");
    layout_count(&line, fleet->complete);
    buffer_word(&line, " complete");
    layout_part(&line, 0, fleet->incomplete, "incomplete", "incomplete");
    layout_part(&line, 0, fleet->unreadable, "not read", "not read");
    layout_part(&line, 0, fleet->bad_lines, "bad line", "bad lines");
    add_figure(&line, &sums[FLEET_EVENTS], " events");
    if (sums[FLEET_DURATION].value > 0)
    {
        buffer_word(&line, sums[FLEET_DURATION].max == sums[FLEET_DURATION].value ? " in " : " in at least ");
        layout_duration(&line, sums[FLEET_DURATION].value);
    }
    add_figure(&line, &sums[FLEET_DROPPED], " dropped");
    report_text_line(run, buffer_slice(&line), COLOUR_DIM);
    buffer_free(&line);
}

static void bar_tail(void *context, size_t row, size_t width, struct buffer *out)
{
    const struct fleet_bars *bars = context;
    const struct fleet_item *pool = &bars->pools->items[row].sum;
    if (pool->has_length && pool->length > 0)
    {
        const uint64_t peak = pool->figures[FLEET_POOL_PEAK].value;
        layout_bar(out, &bars->run->terminal, width < BAR_MOST ? width : BAR_MOST, 0, peak, pool->length);
    }
    else
    {
        buffer_word(out, pool->has_length ? "no blocks" : "unknown size");
    }
}

static size_t rows_shown(const struct run *run, const struct fleet_rows *rows)
{
    return filter_shown(&run->options->filter, rows->count);
}

static void pool_size_cells(struct table *table, const struct fleet_item *pool)
{
    struct buffer *length = table_cell(table);
    if (pool->has_length)
    {
        layout_count(length, pool->length);
    }
    else
    {
        buffer_word(length, "?");
    }
    struct buffer *block = table_cell(table);
    if (pool->has_size)
    {
        layout_bytes(block, pool->block_size);
    }
    else
    {
        buffer_word(block, "?");
    }
}

static void pool_peaks(struct run *run, const struct fleet_rows *pools)
{
    static const struct table_column columns[] = {{"pool", false, true},    {"traces", true, false},
                                                  {"full in", true, false}, {"peak", true, false},
                                                  {"length", true, false},  {"block", true, false}};
    struct fleet_bars bars = {.run = run, .pools = pools};
    struct table table = {
        .columns = columns, .column_count = 6, .tail = BAR_LEAST, .row_tail = bar_tail, .context = &bars};
    for (size_t i = 0; i < rows_shown(run, pools); i++)
    {
        const struct fleet_item *pool = &pools->items[i].sum;
        buffer_add(table_cell(&table), pool->texts[0]);
        report_cell_figure(table_cell(&table), &pool->figures[FLEET_POOL_TRACES]);
        report_cell_figure(table_cell(&table), &pool->figures[FLEET_POOL_FULL]);
        report_cell_figure(table_cell(&table), &pool->figures[FLEET_POOL_PEAK]);
        pool_size_cells(&table, pool);
    }
    table_print(&table, &run->terminal);
    table_free(&table);
}

static void pool_traffic(struct run *run, const struct fleet_rows *pools)
{
    static const struct table_column columns[] = {{"pool", false, true},        {"used", true, false},
                                                  {"gets", true, false},        {"puts", true, false},
                                                  {"failed gets", true, false}, {"most waste", true, false},
                                                  {"highest in", false, true}};
    struct table table = {.columns = columns, .column_count = 7};
    for (size_t i = 0; i < rows_shown(run, pools); i++)
    {
        const struct fleet_item *pool = &pools->items[i].sum;
        buffer_add(table_cell(&table), pool->texts[0]);
        report_cell_figure(table_cell(&table), &pool->figures[FLEET_POOL_USED]);
        report_cell_figure(table_cell(&table), &pool->figures[FLEET_POOL_GETS]);
        report_cell_figure(table_cell(&table), &pool->figures[FLEET_POOL_PUTS]);
        report_cell_figure(table_cell(&table), &pool->figures[FLEET_POOL_FAILED]);
        layout_bytes(table_cell(&table), pool->figures[FLEET_POOL_WASTE].value);
        buffer_add(table_cell(&table), pool->trace);
    }
    (void)fputc('\n', run->output.stream);
    table_print(&table, &run->terminal);
    table_free(&table);
}

static void pools(struct run *run, const struct fleet *fleet)
{
    const struct fleet_rows *rows = &fleet->lists[FLEET_POOLS];
    if (rows->count > 0)
    {
        report_text_title(run, "Pools (peak: the highest in one trace)", COLOUR_BOLD);
        pool_peaks(run, rows);
        pool_traffic(run, rows);
        report_text_more(run, rows->count);
    }
}

static void out_cells(struct table *table, const struct fleet_item *row)
{
    const struct figure *unsized = &row->figures[FLEET_OUT_UNSIZED];
    report_cell_figure(table_cell(table), &row->figures[FLEET_ROW_COUNT]);
    struct buffer *bytes = table_cell(table);
    if (unsized->value > 0 && unsized->value == row->figures[FLEET_ROW_COUNT].value)
    {
        buffer_word(bytes, "?");
    }
    else
    {
        const bool is_least =
            unsized->value > 0 || row->figures[FLEET_OUT_BYTES].max != row->figures[FLEET_OUT_BYTES].value;
        buffer_word(bytes, is_least ? ">= " : "");
        layout_bytes(bytes, row->figures[FLEET_OUT_BYTES].value);
    }
    report_cell_figure(table_cell(table), &row->figures[FLEET_ROW_TRACES]);
    buffer_add(table_cell(table), row->texts[0]);
    struct buffer *site = table_cell(table);
    buffer_word(site, row->texts[2].size > 0 ? "probably " : "");
    buffer_add(site, row->texts[row->texts[2].size > 0 ? 2 : 1]);
    buffer_add(table_cell(table), row->trace);
}

static void ref_cells(struct table *table, const struct fleet_item *row)
{
    report_cell_figure(table_cell(table), &row->figures[FLEET_ROW_COUNT]);
    report_cell_figure(table_cell(table), &row->figures[FLEET_REF_COUNT]);
    report_cell_figure(table_cell(table), &row->figures[FLEET_ROW_TRACES]);
    buffer_add(table_cell(table), row->texts[2]);
    buffer_add(table_cell(table), row->texts[0]);
    struct buffer *site = table_cell(table);
    buffer_word(site, row->figures[FLEET_REF_DOUBT].value > 0 ? "perhaps " : "");
    buffer_add(site, row->texts[1]);
}

static void error_cells(struct table *table, const struct fleet_item *row)
{
    report_cell_figure(table_cell(table), &row->figures[FLEET_ROW_COUNT]);
    report_cell_figure(table_cell(table), &row->figures[FLEET_ROW_TRACES]);
    buffer_add(table_cell(table), row->texts[2]);
    buffer_add(table_cell(table), row->texts[0]);
    buffer_add(table_cell(table), row->texts[1]);
    buffer_add(table_cell(table), row->trace);
}

static const struct table_column out_columns[] = {{"blocks", true, false}, {"bytes", true, false},
                                                  {"traces", true, false}, {"pool", false, true},
                                                  {"site", false, true},   {"most in", false, true}};
static const struct table_column ref_columns[] = {{"blocks", true, false}, {"refs", true, false},
                                                  {"traces", true, false}, {"state", false, false},
                                                  {"pool", false, true},   {"site", false, true}};
static const struct table_column error_columns[] = {{"calls", true, false},  {"traces", true, false},
                                                    {"cause", false, false}, {"pool", false, true},
                                                    {"site", false, true},   {"most in", false, true}};

static const struct section
{
    enum fleet_list list;
    const char *title;
    const struct table_column *columns; /* six */
    void (*cells)(struct table *table, const struct fleet_item *row);
} sections[] = {
    {FLEET_LEAKS, "Leaks", out_columns, out_cells},
    {FLEET_REFS, "References not balanced", ref_columns, ref_cells},
    {FLEET_ERRORS, "Failed calls", error_columns, error_cells},
    {FLEET_AT_CUT, "Out where traces stop (not leaks: there is no end)", out_columns, out_cells},
    {FLEET_UNCERTAIN, "Uncertain (not seen since events went missing)", out_columns, out_cells},
    {FLEET_REFS_UNSURE, "Uncertain reference counts", ref_columns, ref_cells},
};

static void section(struct run *run, const struct fleet *fleet, const struct section *section)
{
    const struct fleet_rows *rows = &fleet->lists[section->list];
    struct table table = {.columns = section->columns, .column_count = 6};
    if (rows->count == 0)
    {
        return;
    }
    for (size_t i = 0; i < rows_shown(run, rows); i++)
    {
        section->cells(&table, &rows->items[i].sum);
    }
    report_text_title(run, section->title, COLOUR_BOLD);
    table_print(&table, &run->terminal);
    table_free(&table);
    report_text_more(run, rows->count);
}

/* The first traces by name, and how many there are. */
static void names(struct run *run, const char *title, const struct fleet_names *names, uint64_t count)
{
    const size_t shown = names->count < NAMES_MOST ? names->count : NAMES_MOST;
    if (count == 0)
    {
        return;
    }
    report_text_title(run, title, COLOUR_YELLOW);
    for (size_t i = 0; i < shown; i++)
    {
        struct buffer line = {0};
        buffer_add(&line, buffer_slice(&names->items[i].trace));
        buffer_word(&line, names->items[i].why.size > 0 ? ": " : "");
        buffer_add(&line, buffer_slice(&names->items[i].why));
        report_text_wrapped(run, buffer_slice(&line), 2, COLOUR_PLAIN);
        buffer_free(&line);
    }
    if (count > shown)
    {
        struct buffer line = {0};
        buffer_word(&line, "  and ");
        layout_plural(&line, count - shown, "more trace", "more traces");
        report_text_line(run, buffer_slice(&line), COLOUR_PLAIN);
        buffer_free(&line);
    }
}

void fleet_report_text(struct run *run, const struct fleet *fleet)
{
    headline(run, fleet);
    summary(run, fleet);
    pools(run, fleet);
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++)
    {
        section(run, fleet, &sections[i]);
    }
    names(run, "Incomplete traces", &fleet->incomplete_traces, fleet->incomplete);
    names(run, "Traces that were not read", &fleet->unreadable_traces, fleet->unreadable);
}
