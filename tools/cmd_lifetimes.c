/* SPDX-License-Identifier: MIT */
/* lifetimes: how long blocks live, by pool and site. */
#include "csv.h"
#include "label.h"
#include "lifetimes.h"
#include "mem.h"
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rows of a drawn histogram: 1, 2 and 5 times a power of ten, up to 2^64. */
#define BOUNDS_MOST 60u
#define RANGE_WIDTH 20u
#define COUNT_WIDTH 12u

static const double percents[] = {50, 90, 99};
#define PERCENTS (sizeof percents / sizeof percents[0])

/* A life time, from ticks. */
static uint64_t nanoseconds(const struct run *run, const struct life *life, uint64_t ticks)
{
    return figures_nanoseconds(&run->replay, run->replay.names.pools[life->pool].stream, ticks);
}

static bool has_times(const struct run *run, const struct life *life)
{
    return life->ended.count > 0 &&
           figures_has_clock(&run->replay, run->replay.names.pools[life->pool].stream);
}

static bool has_clock(const struct run *run)
{
    bool any = false;
    for (uint32_t i = 0; i < run->replay.names.stream_count; i++)
    {
        any = any || figures_has_clock(&run->replay, i);
    }
    return any;
}

static void time_cell(struct buffer *cell, const struct run *run, const struct life *life, uint64_t ticks)
{
    if (!has_times(run, life))
    {
        buffer_word(cell, "-");
        return;
    }
    layout_duration(cell, nanoseconds(run, life, ticks));
    buffer_word(cell, lifetimes_sure(&run->replay, life) ? "" : "?");
}

static void life_cells(struct table *table, const struct run *run, const struct life *life)
{
    struct buffer *ended = table_cell(table);
    layout_count(ended, life->ended.count);
    buffer_word(ended, run->replay.pools[life->pool].gapped ? "+" : "");
    for (size_t i = 0; i < PERCENTS; i++)
    {
        time_cell(table_cell(table), run, life, histogram_percentile(&life->ended, percents[i]));
    }
    time_cell(table_cell(table), run, life, life->ended.max);
    struct buffer *out = table_cell(table);
    layout_count(out, life->out);
    if (life->uncertain > 0)
    {
        buffer_word(out, "-");
        layout_count(out, life->out + life->uncertain);
    }
}

static void print_list(struct run *run, const struct life_list *list, const char *title, bool has_sites)
{
    const char *out = replay_is_complete(&run->replay) ? "never freed" : "still out";
    const struct table_column columns[] = {
        {"ended", true, false}, {"p50", true, false},
        {"p90", true, false},   {"p99", true, false},
        {"max", true, false},   {out, true, false},
        {"pool", false, true},  {has_sites ? "site" : "began unseen", !has_sites, has_sites}};
    struct table table = {.columns = columns, .column_count = 8};
    const size_t shown = has_sites ? filter_shown(&run->options->filter, list->count) : list->count;
    for (size_t i = 0; i < shown; i++)
    {
        const struct life *life = &list->items[i];
        life_cells(&table, run, life);
        label_pool(table_cell(&table), &run->replay.names, life->pool);
        if (has_sites)
        {
            buffer_add(table_cell(&table), life->text);
        }
        else
        {
            layout_count(table_cell(&table), life->unknown);
        }
    }
    if (list->count > 0)
    {
        report_text_title(run, title, COLOUR_BOLD);
        table_print(&table, &run->terminal);
        if (has_sites)
        {
            report_text_more(run, list->count);
        }
    }
    table_free(&table);
}

/* Counts of a drawn histogram: row n is of times below bound n, and not below the one before. */
struct drawing
{
    const struct run *run;
    const struct life *life;
    uint64_t bounds[BOUNDS_MOST];
    uint64_t counts[BOUNDS_MOST];
    size_t rows;
};

static void set_bounds(struct drawing *drawing)
{
    static const unsigned factors[] = {1, 2, 5};
    uint64_t power = 1;
    for (drawing->rows = 0; drawing->rows < 57; drawing->rows++)
    {
        drawing->bounds[drawing->rows] = power * factors[drawing->rows % 3];
        power *= drawing->rows % 3 == 2 ? 10 : 1;
    }
    drawing->bounds[drawing->rows++] = UINT64_MAX;
}

static void draw_interval(void *context, uint64_t from, uint64_t to, uint64_t count)
{
    struct drawing *drawing = context;
    const struct histogram *ended = &drawing->life->ended;
    const uint64_t middle = from + (to - from) / 2;
    const uint64_t least = middle < ended->min ? ended->min : middle;
    const uint64_t time = nanoseconds(drawing->run, drawing->life, least > ended->max ? ended->max : least);
    size_t row = 0;
    while (row + 1 < drawing->rows && time >= drawing->bounds[row])
    {
        row++;
    }
    drawing->counts[row] += count;
}

static void draw_row(const struct drawing *drawing, size_t row, uint64_t most)
{
    const struct terminal *terminal = &drawing->run->terminal;
    const size_t width = terminal->width - RANGE_WIDTH - COUNT_WIDTH - 4;
    const uint64_t count = drawing->counts[row];
    const size_t exact = (size_t)((double)count / (double)most * (double)width + 0.5);
    const size_t filled = count > 0 && exact == 0 ? 1 : exact;
    struct buffer line = {0};
    struct buffer range = {0};
    struct buffer number = {0};
    layout_duration(&range, row == 0 ? 0 : drawing->bounds[row - 1]);
    buffer_word(&range, " - ");
    layout_duration(&range, drawing->bounds[row]);
    layout_count(&number, count);
    layout_right(&line, buffer_slice(&range), RANGE_WIDTH);
    layout_right(&line, buffer_slice(&number), COUNT_WIDTH);
    buffer_word(&line, count > 0 ? "  " : "");
    buffer_word(&line, terminal_begin(terminal, COLOUR_GREEN));
    for (size_t i = 0; i < filled; i++)
    {
        buffer_word(&line, terminal->unicode ? "\u2588" : "#");
    }
    buffer_word(&line, terminal_end(terminal));
    (void)fprintf(terminal->stream, "%s\n", line.text);
    buffer_free(&number);
    buffer_free(&range);
    buffer_free(&line);
}

/* From the first row with values to the last one. */
static void draw_rows(const struct drawing *drawing)
{
    uint64_t most = 1;
    size_t first = drawing->rows;
    size_t last = 0;
    for (size_t row = 0; row < drawing->rows; row++)
    {
        most = drawing->counts[row] > most ? drawing->counts[row] : most;
        first = drawing->counts[row] > 0 && first == drawing->rows ? row : first;
        last = drawing->counts[row] > 0 ? row : last;
    }
    for (size_t row = first; row <= last; row++)
    {
        draw_row(drawing, row, most);
    }
}

static void draw(struct run *run, const struct life *life)
{
    struct drawing drawing = {.run = run, .life = life};
    struct buffer title = {0};
    label_pool(&title, &run->replay.names, life->pool);
    buffer_word(&title, ": how many lived how long");
    (void)fputc('\n', run->output.stream);
    report_text_line(run, buffer_slice(&title), COLOUR_BOLD);
    set_bounds(&drawing);
    histogram_each(&life->ended, draw_interval, &drawing);
    draw_rows(&drawing);
    buffer_free(&title);
}

static void verdict(const struct run *run, const struct lifetimes *lifetimes)
{
    const bool complete = replay_is_complete(&run->replay);
    struct buffer line = {0};
    uint64_t ended = 0;
    uint64_t out = 0;
    for (size_t i = 0; i < lifetimes->pools.count; i++)
    {
        ended += lifetimes->pools.items[i].ended.count;
        out += lifetimes->pools.items[i].out;
    }
    buffer_word(&line, complete ? "" : "INCOMPLETE: at least ");
    layout_plural(&line, ended, "life", "lives");
    buffer_word(&line, " ended, ");
    layout_plural(&line, out, "block", "blocks");
    buffer_word(&line, complete ? " never freed" : " still out");
    buffer_word(&line, has_clock(run) ? "" : ", no clock: for how long is not known");
    report_text_verdict(run, line.text, complete ? COLOUR_BOLD : COLOUR_YELLOW);
    buffer_free(&line);
}

static void as_text(struct run *run, const struct lifetimes *lifetimes)
{
    report_text_separate(run);
    verdict(run, lifetimes);
    report_text_notes(run);
    print_list(run, &lifetimes->pools, "Pools", false);
    for (size_t i = 0; i < lifetimes->pools.count; i++)
    {
        if (has_times(run, &lifetimes->pools.items[i]))
        {
            draw(run, &lifetimes->pools.items[i]);
        }
    }
    print_list(run, &lifetimes->sites, "Sites", true);
    report_text_gaps(run);
}

static void json_time(struct run *run, const struct life *life, const char *key, uint64_t ticks)
{
    json_put_known(&run->json, key, has_times(run, life), nanoseconds(run, life, ticks));
}

static void json_life(struct run *run, const struct life *life)
{
    static const char *const keys[] = {"p50_ns", "p90_ns", "p99_ns"};
    struct json *json = &run->json;
    json_put_number(json, "ended", life->ended.count);
    json_time(run, life, "min_ns", life->ended.min);
    for (size_t i = 0; i < PERCENTS; i++)
    {
        json_time(run, life, keys[i], histogram_percentile(&life->ended, percents[i]));
    }
    json_time(run, life, "max_ns", life->ended.max);
    json_put_number(json, "out", life->out);
    json_put_number(json, "uncertain", life->uncertain);
    json_put_number(json, "began_unseen", life->unknown);
    json_put_bool(json, "sure", lifetimes_sure(&run->replay, life));
}

struct json_context
{
    struct run *run;
    const struct life *life;
};

static void json_interval(void *context, uint64_t from, uint64_t to, uint64_t count)
{
    const struct json_context *about = context;
    struct json *json = &about->run->json;
    json_begin(json, '{');
    json_put_number(json, "from_ns", nanoseconds(about->run, about->life, from));
    json_put_number(json, "to_ns", nanoseconds(about->run, about->life, to));
    json_put_number(json, "count", count);
    json_end(json, '}');
}

static void json_pools(struct run *run, const struct life_list *list)
{
    struct json *json = &run->json;
    json_key(json, "pools");
    json_begin(json, '[');
    for (size_t i = 0; i < list->count; i++)
    {
        struct json_context context = {.run = run, .life = &list->items[i]};
        json_begin(json, '{');
        report_json_pool(json, "name", &run->replay, list->items[i].pool);
        json_life(run, &list->items[i]);
        json_key(json, "histogram");
        json_begin(json, '[');
        if (has_times(run, &list->items[i]))
        {
            histogram_each(&list->items[i].ended, json_interval, &context);
        }
        json_end(json, ']');
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void json_sites(struct run *run, const struct life_list *list)
{
    struct json *json = &run->json;
    json_key(json, "sites");
    json_begin(json, '[');
    for (size_t i = 0; i < filter_shown(&run->options->filter, list->count); i++)
    {
        json_begin(json, '{');
        report_json_pool(json, "pool", &run->replay, list->items[i].pool);
        json_put_string(json, "site", list->items[i].text);
        json_life(run, &list->items[i]);
        json_end(json, '}');
    }
    json_end(json, ']');
    report_json_left_out(json, &run->options->filter, "sites", list->count);
}

static void as_json(struct run *run, const struct lifetimes *lifetimes)
{
    json_begin(&run->json, '{');
    report_json_head(run);
    json_pools(run, &lifetimes->pools);
    json_sites(run, &lifetimes->sites);
    if (!replay_is_complete(&run->replay))
    {
        report_json_gaps(&run->json, &run->replay);
    }
    report_json_end(run);
}

static void csv_time(struct csv *csv, const struct run *run, const struct life *life, uint64_t ticks)
{
    if (has_times(run, life))
    {
        csv_number(csv, nanoseconds(run, life, ticks));
    }
    else
    {
        csv_empty(csv);
    }
}

static void csv_row(struct csv *csv, const struct run *run, const struct life *life)
{
    csv_word(csv, run->name);
    csv_pool(csv, &run->replay.names, life->pool);
    csv_text(csv, life->text);
    csv_number(csv, life->ended.count);
    csv_time(csv, run, life, life->ended.min);
    for (size_t i = 0; i < PERCENTS; i++)
    {
        csv_time(csv, run, life, histogram_percentile(&life->ended, percents[i]));
    }
    csv_time(csv, run, life, life->ended.max);
    csv_number(csv, life->out);
    csv_number(csv, life->uncertain);
    csv_number(csv, life->unknown);
    csv_bool(csv, lifetimes_sure(&run->replay, life));
    csv_end_row(csv);
}

/* The rows of pools have no site. */
static void as_csv(struct run *run, const struct lifetimes *lifetimes)
{
    struct csv csv = {.stream = run->output.stream};
    if (run->index == 0)
    {
        csv_words(
            &csv, "trace pool site ended min_ns p50_ns p90_ns p99_ns max_ns out uncertain began_unseen sure"
        );
        csv_end_row(&csv);
    }
    for (size_t i = 0; i < lifetimes->pools.count; i++)
    {
        csv_row(&csv, run, &lifetimes->pools.items[i]);
    }
    for (size_t i = 0; i < filter_shown(&run->options->filter, lifetimes->sites.count); i++)
    {
        csv_row(&csv, run, &lifetimes->sites.items[i]);
    }
}

void cmd_lifetimes_begin(struct run *run)
{
    run->own = mem_alloc(sizeof(struct lifetimes));
    lifetimes_begin(run->own, &run->replay);
}

void cmd_lifetimes(struct run *run)
{
    command_count_findings(run);
    if (run->options->quiet)
    {
        return;
    }
    lifetimes_collect(run->own, &run->replay, &run->options->filter);
    if (run->options->format == OUTPUT_JSON)
    {
        as_json(run, run->own);
    }
    else if (run->options->format == OUTPUT_CSV)
    {
        as_csv(run, run->own);
    }
    else
    {
        as_text(run, run->own);
    }
}

void cmd_lifetimes_end(struct run *run)
{
    lifetimes_free(run->own);
    free(run->own);
}
