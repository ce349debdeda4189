/* SPDX-License-Identifier: MIT */
#include "chart.h"

#include "mem.h"
#include "saturate.h"

#include <stdlib.h>
#include <string.h>

#define ROWS 8u
#define EIGHTHS 8u
#define LABEL_WIDTH 8u
/* Columns for each label of the axis. */
#define LABEL_ROOM 14u

/* The column in which an interval that ends there has its last moment. */
static size_t last_column(const struct chart *chart, uint64_t end)
{
    const double place = (double)end / (double)chart->end * (double)chart->width;
    const size_t column = (size_t)place;
    return column > 0 && (double)column >= place ? column - 1 : column;
}

static void add_interval(struct chart *chart, const struct series_interval *interval)
{
    const size_t first = axis_place(interval->start, chart->end, chart->width);
    const size_t edge = chart->width - 1;
    const size_t behind = interval->end >= chart->end ? edge : last_column(chart, interval->end);
    const size_t last = behind > edge ? edge : behind;
    for (size_t i = first; i <= last; i++)
    {
        struct chart_column *column = &chart->columns[i];
        column->min = column->is_there && column->min < interval->min ? column->min : interval->min;
        column->max = column->max > interval->max ? column->max : interval->max;
        column->unsure = column->unsure || interval->unsure;
        column->is_there = true;
    }
    chart->columns[first].failed += interval->failed;
    chart->has_failed = chart->has_failed || interval->failed > 0;
    chart->has_unsure = chart->has_unsure || interval->unsure;
}

static void
add_marks(struct chart *chart, const struct series *series, const struct replay *replay, uint32_t stream)
{
    for (size_t i = 0; i < series->mark_count; i++)
    {
        const struct series_mark *mark = &series->marks[i];
        if (mark->stream == stream)
        {
            const uint64_t value = series_value(series, replay, stream, mark->position);
            struct chart_column *column = &chart->columns[axis_place(value, chart->end, chart->width)];
            const char letter = (char)(i < CHART_LETTERS ? 'a' + (int)i : '+');
            column->mark = (char)(column->mark == 0 ? letter : '*');
            chart->has_marks = true;
        }
    }
}

/* The upper edge is the pool's length, unless all that happened is far below it. */
static void set_top(struct chart *chart, const struct pool *pool)
{
    uint64_t most = 0;
    chart->peak = chart->width;
    for (size_t i = 0; i < chart->width; i++)
    {
        if (chart->columns[i].max > most)
        {
            most = chart->columns[i].max;
            chart->peak = i;
        }
    }
    const bool is_near = pool->defined && most >= pool->length / 4;
    chart->length = is_near ? pool->length : 0;
    chart->top = is_near && pool->length > most ? pool->length : most;
    chart->top = chart->top > 0 ? chart->top : 1;
}

void chart_make(
    struct chart *chart, struct series *series, const struct replay *replay, uint32_t pool, size_t width
)
{
    const uint32_t stream = replay->names.pools[pool].stream;
    struct series_walk walk;
    struct series_interval interval;
    *chart = (struct chart
    ){.columns = mem_alloc(width * sizeof *chart->columns),
      .width = width,
      .unit = series_unit(series, replay, stream),
      .end = series_end(series, replay, stream)};
    series_walk(&walk, series, replay, pool);
    while (series_next(&walk, &interval))
    {
        add_interval(chart, &interval);
    }
    add_marks(chart, series, replay, stream);
    set_top(chart, &replay->names.pools[pool]);
}

void chart_free(struct chart *chart)
{
    free(chart->columns);
    *chart = (struct chart){0};
}

/* Eighths of a row: something is never nothing, and less than the top never all. */
static size_t eighths(const struct chart *chart, uint64_t value)
{
    const size_t all = (size_t)ROWS * EIGHTHS;
    if (value == 0 || value >= chart->top)
    {
        return value == 0 ? 0 : all;
    }
    const size_t exact = (size_t)((double)value / (double)chart->top * (double)all + 0.5);
    return exact < 1 ? 1 : exact >= all ? all - 1 : exact;
}

/* Full up to the smallest value, grey from there up to the largest one. */
static const char *
cell(const struct chart *chart, const struct chart_column *column, size_t row, bool unicode)
{
    static const char *const parts[] = {"\u2581", "\u2582", "\u2583", "\u2584", "\u2585", "\u2586", "\u2587"};
    const size_t base = row * EIGHTHS;
    const size_t low = eighths(chart, column->min);
    const size_t high = eighths(chart, column->max);
    if (high <= base)
    {
        return " ";
    }
    if (high >= base + EIGHTHS)
    {
        const bool is_full = low >= base + EIGHTHS;
        return is_full ? (unicode ? "\u2588" : "#") : (unicode ? "\u2592" : "|");
    }
    return unicode ? parts[high - base - 1] : high - base > EIGHTHS / 2 ? ":" : ".";
}

static enum colour colour_of(const struct chart *chart, const struct chart_column *column)
{
    if (chart->length == 0 || column->max < chart->length - chart->length / 10)
    {
        return COLOUR_GREEN;
    }
    return column->max >= chart->length ? COLOUR_RED : COLOUR_YELLOW;
}

/* What stands left of the chart. */
static void gutter(struct buffer *line, const char *label, const char *edge)
{
    buffer_word(line, "  ");
    layout_right(line, (struct slice){label, strlen(label)}, LABEL_WIDTH);
    buffer_word(line, edge);
}

/* A line is never blank. */
static void flush(const struct terminal *terminal, struct buffer *line)
{
    while (line->text[line->size - 1] == ' ')
    {
        line->text[--line->size] = '\0';
    }
    (void)fwrite(line->text, 1, line->size, terminal->stream);
    (void)fputc('\n', terminal->stream);
    buffer_free(line);
}

static void print_row(const struct chart *chart, const struct terminal *terminal, size_t row)
{
    struct buffer line = {0};
    struct buffer label = {0};
    enum colour now = COLOUR_PLAIN;
    const bool has_label = row + 1 == ROWS && chart->length == 0;
    if (has_label)
    {
        layout_count(&label, chart->top);
    }
    gutter(&line, has_label ? label.text : "", terminal->unicode ? "\u2502" : "|");
    for (size_t i = 0; i < chart->width; i++)
    {
        const enum colour colour = colour_of(chart, &chart->columns[i]);
        if (colour != now)
        {
            buffer_word(&line, now == COLOUR_PLAIN ? "" : terminal_end(terminal));
            buffer_word(&line, terminal_begin(terminal, colour));
            now = colour;
        }
        buffer_word(&line, cell(chart, &chart->columns[i], row, terminal->unicode));
    }
    buffer_word(&line, terminal_end(terminal));
    flush(terminal, &line);
    buffer_free(&label);
}

static void print_length(const struct chart *chart, const struct terminal *terminal)
{
    struct buffer line = {0};
    struct buffer label = {0};
    layout_count(&label, chart->length);
    gutter(&line, label.text, terminal->unicode ? "\u253c" : "+");
    for (size_t i = 0; i < chart->width; i++)
    {
        buffer_word(&line, terminal->unicode ? "\u2500" : "-");
    }
    flush(terminal, &line);
    buffer_free(&label);
}

/* A line below the chart with a sign in some columns. */
static void print_signs(
    const struct chart *chart,
    const struct terminal *terminal,
    const char *label,
    char (*sign)(const struct chart *chart, size_t column)
)
{
    struct buffer line = {0};
    gutter(&line, label, " ");
    for (size_t i = 0; i < chart->width; i++)
    {
        const char letter = sign(chart, i);
        buffer_add(&line, (struct slice){&letter, 1});
    }
    flush(terminal, &line);
}

static char peak_sign(const struct chart *chart, size_t column)
{
    return column == chart->peak ? '^' : ' ';
}

static char failed_sign(const struct chart *chart, size_t column)
{
    return chart->columns[column].failed > 0 ? 'x' : ' ';
}

static char mark_sign(const struct chart *chart, size_t column)
{
    return (char)(chart->columns[column].mark == 0 ? ' ' : chart->columns[column].mark);
}

static char unsure_sign(const struct chart *chart, size_t column)
{
    return chart->columns[column].unsure ? '?' : ' ';
}

static void blanks_up_to(struct buffer *line, size_t columns)
{
    while (layout_width(buffer_slice(line)) < columns)
    {
        buffer_word(line, " ");
    }
}

/* The label of a tick below column `at`, where there is room for all of it. */
static void add_label(struct buffer *labels, const struct chart *chart, uint64_t tick, size_t at)
{
    struct buffer label = {0};
    axis_label(&label, chart->unit, tick);
    if (at + label.size <= chart->width)
    {
        blanks_up_to(labels, CHART_GUTTER + at);
        buffer_add(labels, buffer_slice(&label));
    }
    buffer_free(&label);
}

/* The line with its ticks, and the labels below them. */
static void print_axis(const struct chart *chart, const struct terminal *terminal)
{
    struct buffer line = {0};
    struct buffer labels = {0};
    const size_t most = chart->width / LABEL_ROOM;
    const uint64_t step = axis_step(chart->unit, chart->end, most > 0 ? most : 1);
    uint64_t tick = 0;
    gutter(&line, "0", terminal->unicode ? "\u2514" : "+");
    gutter(&labels, chart->unit == SERIES_NANOSECONDS ? "" : series_unit_name(chart->unit), " ");
    for (size_t i = 0; i < chart->width; i++)
    {
        const bool is_tick = tick <= chart->end && axis_place(tick, chart->end, chart->width) == i;
        buffer_word(
            &line, is_tick ? (terminal->unicode ? "\u252c" : "+") : (terminal->unicode ? "\u2500" : "-")
        );
        if (is_tick)
        {
            add_label(&labels, chart, tick, i);
            tick = plus(tick, step);
        }
    }
    flush(terminal, &line);
    flush(terminal, &labels);
}

void chart_print(const struct chart *chart, const struct terminal *terminal)
{
    if (chart->length > 0)
    {
        print_length(chart, terminal);
    }
    for (size_t row = ROWS; row > 0; row--)
    {
        print_row(chart, terminal, row - 1);
    }
    print_axis(chart, terminal);
    if (chart->peak < chart->width)
    {
        print_signs(chart, terminal, "peak", peak_sign);
    }
    if (chart->has_failed)
    {
        print_signs(chart, terminal, "failed", failed_sign);
    }
    if (chart->has_marks)
    {
        print_signs(chart, terminal, "marks", mark_sign);
    }
    if (chart->has_unsure)
    {
        print_signs(chart, terminal, "unsure", unsure_sign);
    }
}
