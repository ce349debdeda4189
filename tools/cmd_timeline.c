/* SPDX-License-Identifier: MIT */
/* timeline: occupancy over time, as charts of characters, as values, and as a picture. */
#include "chart.h"
#include "csv.h"
#include "label.h"
#include "mem.h"
#include "timeline.h"

#include <stdlib.h>

bool timeline_shows(const struct run *run, uint32_t pool)
{
    return figures_has_pool(&run->replay, pool) &&
           filter_wants_pool(&run->options->filter, &run->replay.names, pool);
}

static void peak_part(struct buffer *line, const struct pool *pool, const struct pool_figures *figures)
{
    buffer_word(line, "peak ");
    report_cell_figure(line, &figures->peak);
    if (pool->defined && pool->length > 0 && figures->peak.sure)
    {
        buffer_word(line, " (");
        layout_percent(line, figures->peak.value, pool->length);
        buffer_word(line, ")");
    }
    if (figures->has_peak_time)
    {
        buffer_word(line, " after ");
        layout_duration(line, figures->peak_time_ns.value);
        buffer_word(line, figures->peak_time_ns.sure ? "" : "?");
    }
}

void timeline_summary(const struct run *run, uint32_t position, struct buffer *line)
{
    const struct pool *pool = &run->replay.names.pools[position];
    struct pool_figures figures;
    figures_of_pool(&run->replay, position, &figures);
    if (pool->defined)
    {
        layout_plural(line, pool->length, "block", "blocks");
        buffer_word(line, " of ");
        layout_bytes(line, pool->block_size);
        buffer_word(line, ", ");
    }
    peak_part(line, pool, &figures);
    buffer_word(line, ", ");
    report_cell_figure(line, &figures.used);
    buffer_word(line, " at the end");
    const struct figure *failed = &figures.failed_gets;
    if (failed->value > 0)
    {
        buffer_word(line, ", ");
        report_cell_figure(line, failed);
        buffer_word(line, failed->value == 1 && failed->sure ? " failed get" : " failed gets");
    }
}

static void print_pool(struct run *run, struct series *series, uint32_t pool)
{
    struct chart chart;
    struct buffer title = {0};
    const size_t width = run->terminal.width > CHART_GUTTER ? run->terminal.width - CHART_GUTTER : 1;
    label_pool(&title, &run->replay.names, pool);
    buffer_word(&title, ": ");
    timeline_summary(run, pool, &title);
    (void)fputc('\n', run->output.stream);
    report_text_wrapped(run, buffer_slice(&title), 0, COLOUR_BOLD);
    chart_make(&chart, series, &run->replay, pool, width);
    chart_print(&chart, &run->terminal);
    chart_free(&chart);
    buffer_free(&title);
}

static void mark_line(const struct run *run, const struct series *series, size_t index)
{
    const struct series_mark *mark = &series->marks[index];
    const enum series_unit unit = series_unit(series, &run->replay, mark->stream);
    const char letter = (char)('a' + index);
    struct buffer line = {0};
    struct buffer time = {0};
    axis_label(&time, unit, series_value(series, &run->replay, mark->stream, mark->position));
    buffer_word(&line, "  ");
    buffer_add(&line, (struct slice){&letter, 1});
    buffer_word(&line, "  ");
    layout_right(&line, buffer_slice(&time), 8);
    buffer_word(&line, "  ");
    buffer_add(&line, (struct slice){mark->text, mark->size});
    report_text_line(run, buffer_slice(&line), COLOUR_PLAIN);
    buffer_free(&time);
    buffer_free(&line);
}

static void print_marks(const struct run *run, const struct series *series)
{
    const uint64_t all = series->mark_count + series->marks_left_out;
    const size_t listed = series->mark_count < CHART_LETTERS ? series->mark_count : CHART_LETTERS;
    if (listed == 0)
    {
        return;
    }
    report_text_title(run, "Marks", COLOUR_BOLD);
    for (size_t i = 0; i < listed; i++)
    {
        mark_line(run, series, i);
    }
    if (all > listed)
    {
        struct buffer line = {0};
        buffer_word(&line, "  +  and ");
        layout_plural(&line, all - listed, "more", "more");
        report_text_line(run, buffer_slice(&line), COLOUR_PLAIN);
        buffer_free(&line);
    }
}

static void verdict(const struct run *run)
{
    const bool complete = replay_is_complete(&run->replay);
    struct buffer line = {0};
    struct trace_figures figures;
    uint64_t pools = 0;
    figures_of_trace(&run->replay, &figures);
    for (uint32_t i = 1; i < run->replay.names.pool_count; i++)
    {
        pools += timeline_shows(run, i) ? 1 : 0;
    }
    buffer_word(&line, complete ? "" : "INCOMPLETE: ");
    layout_plural(&line, pools, "pool", "pools");
    if (figures.has_duration)
    {
        buffer_word(&line, figures.duration_ns.sure ? " over " : " over at least ");
        layout_duration(&line, figures.duration_ns.value);
    }
    else
    {
        buffer_word(&line, pools > 0 ? ", no clock" : "");
    }
    report_text_verdict(run, line.text, complete ? COLOUR_GREEN : COLOUR_YELLOW);
    buffer_free(&line);
}

static void as_text(struct run *run, struct series *series)
{
    report_text_separate(run);
    verdict(run);
    report_text_notes(run);
    for (uint32_t i = 1; i < run->replay.names.pool_count; i++)
    {
        if (timeline_shows(run, i))
        {
            print_pool(run, series, i);
        }
    }
    print_marks(run, series);
    report_text_gaps(run);
}

static void json_interval(struct json *json, const struct series_interval *interval)
{
    json_begin(json, '{');
    json_put_number(json, "start", interval->start);
    json_put_number(json, "end", interval->end);
    json_put_number(json, "min", interval->min);
    json_put_number(json, "max", interval->max);
    json_put_number(json, "last", interval->last);
    json_put_number(json, "failed_gets", interval->failed);
    json_put_bool(json, "sure", !interval->unsure);
    json_end(json, '}');
}

static void json_pool(struct run *run, struct series *series, uint32_t position)
{
    struct json *json = &run->json;
    const struct replay *replay = &run->replay;
    const struct pool *pool = &replay->names.pools[position];
    struct pool_figures figures;
    struct series_walk walk;
    struct series_interval interval;
    figures_of_pool(replay, position, &figures);
    json_begin(json, '{');
    report_json_pool(json, "name", replay, position);
    report_json_geometry(json, "block_size", pool, pool->block_size);
    report_json_geometry(json, "length", pool, pool->length);
    report_json_figure(json, "peak", &figures.peak);
    report_json_optional(json, "peak_time_ns", &figures.peak_time_ns, figures.has_peak_time);
    json_put_text(json, "unit", series_unit_name(series_unit(series, replay, pool->stream)));
    json_put_number(json, "width", series_width(series, replay, pool->stream));
    json_key(json, "intervals");
    json_begin(json, '[');
    series_walk(&walk, series, replay, position);
    while (series_next(&walk, &interval))
    {
        json_interval(json, &interval);
    }
    json_end(json, ']');
    json_end(json, '}');
}

static void json_marks(struct run *run, const struct series *series)
{
    struct json *json = &run->json;
    json_key(json, "marks");
    json_begin(json, '[');
    for (size_t i = 0; i < series->mark_count; i++)
    {
        const struct series_mark *mark = &series->marks[i];
        json_begin(json, '{');
        json_put_number(json, "stream", mark->stream);
        json_put_number(json, "position", series_value(series, &run->replay, mark->stream, mark->position));
        json_put_string(json, "text", (struct slice){mark->text, mark->size});
        json_end(json, '}');
    }
    json_end(json, ']');
    json_put_number(json, "marks_left_out", series->marks_left_out);
}

static void as_json(struct run *run, struct series *series)
{
    struct json *json = &run->json;
    json_begin(json, '{');
    report_json_head(run);
    json_key(json, "pools");
    json_begin(json, '[');
    for (uint32_t i = 1; i < run->replay.names.pool_count; i++)
    {
        if (timeline_shows(run, i))
        {
            json_pool(run, series, i);
        }
    }
    json_end(json, ']');
    json_marks(run, series);
    if (!replay_is_complete(&run->replay))
    {
        report_json_gaps(json, &run->replay);
    }
    report_json_end(run);
}

static void csv_rows(struct csv *csv, const struct run *run, struct series *series, uint32_t pool)
{
    const uint32_t stream = run->replay.names.pools[pool].stream;
    struct series_walk walk;
    struct series_interval interval;
    series_walk(&walk, series, &run->replay, pool);
    while (series_next(&walk, &interval))
    {
        csv_word(csv, run->name);
        csv_pool(csv, &run->replay.names, pool);
        csv_word(csv, series_unit_name(series_unit(series, &run->replay, stream)));
        csv_number(csv, interval.start);
        csv_number(csv, interval.end);
        csv_number(csv, interval.min);
        csv_number(csv, interval.max);
        csv_number(csv, interval.last);
        csv_number(csv, interval.failed);
        csv_bool(csv, !interval.unsure);
        csv_end_row(csv);
    }
}

static void as_csv(struct run *run, struct series *series)
{
    struct csv csv = {.stream = run->output.stream};
    if (run->index == 0)
    {
        csv_words(&csv, "trace pool unit start end min max last failed_gets sure");
        csv_end_row(&csv);
    }
    for (uint32_t i = 1; i < run->replay.names.pool_count; i++)
    {
        if (timeline_shows(run, i))
        {
            csv_rows(&csv, run, series, i);
        }
    }
}

bool cmd_timeline_start(struct run *run)
{
    struct picture *picture = NULL;
    if (run->options->svg != NULL)
    {
        picture = mem_alloc(sizeof *picture);
        if (!picture_begin(picture, run->options))
        {
            free(picture);
            return false;
        }
    }
    run->shared = picture;
    return true;
}

bool cmd_timeline_finish(struct run *run, bool good)
{
    struct picture *picture = run->shared;
    const bool written = picture == NULL || picture_finish(picture, good);
    free(picture);
    run->shared = NULL;
    return written;
}

void cmd_timeline_begin(struct run *run)
{
    run->own = mem_alloc(sizeof(struct series));
    series_begin(run->own, &run->replay);
}

void cmd_timeline(struct run *run)
{
    command_count_findings(run);
    if (run->shared != NULL)
    {
        picture_trace(run->shared, run, run->own);
    }
    if (run->options->quiet)
    {
        return;
    }
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

void cmd_timeline_end(struct run *run)
{
    series_free(run->own);
    free(run->own);
}
