/* SPDX-License-Identifier: MIT */
/* timeline --svg: the charts of all pools as one picture that needs nothing else. */
#include "axis.h"
#include "label.h"
#include "timeline.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Pixels. */
#define WIDTH 960.0
#define LEFT 72.0
#define RIGHT 936.0
#define TOP 34.0     /* of the plot, below the upper edge of its chart */
#define BOTTOM 174.0 /* of the plot */
#define CHART_HEIGHT 226u
#define HEAD_HEIGHT 40u
#define LETTER 7.0 /* how wide one is, about */
#define LABELS 7u  /* of the time axis */

static const char style[] =
    "<style>\n"
    "text{font:12px system-ui,sans-serif;fill:#1f2328}.name{font-weight:600;font-size:14px}\n"
    ".bg{fill:#fff}.dim{fill:#57606a}.grid{stroke:#d0d7de;fill:none}.range{fill:#54aeff;fill-opacity:.5}\n"
    ".solid{fill:#0969da}.line{fill:none;stroke:#0550ae}.length{stroke:#cf222e;stroke-dasharray:6 "
    "4;fill:none}\n"
    ".fail{stroke:#cf222e;stroke-width:2;fill:none}.mark{stroke:#8250df;stroke-dasharray:2 3;fill:none}\n"
    ".marktext{fill:#8250df}.unsure{fill:#bf8700;fill-opacity:.25}.peak{fill:#cf222e}\n"
    "@media "
    "(prefers-color-scheme:dark){text{fill:#e6edf3}.bg{fill:#0d1117}.dim{fill:#9198a1}.grid{stroke:#3d444d}\n"
    ".range{fill:#1f6feb;fill-opacity:.55}.solid{fill:#388bfd}.line{stroke:#79c0ff}.length,.fail{stroke:#"
    "ff7b72}\n"
    ".mark{stroke:#d2a8ff}.marktext{fill:#d2a8ff}.unsure{fill:#d29922;fill-opacity:.3}.peak{fill:#ff7b72}}\n"
    "</style>\n";

struct plot
{
    struct picture *picture;
    struct run *run;
    struct series *series;
    uint32_t pool, stream;
    uint64_t end;  /* of the axis */
    uint64_t most; /* the largest value */
    uint64_t top;  /* the value of the upper edge */
    uint64_t peak; /* where the interval starts that has the largest value first */
    double y;      /* of the chart in the picture */
};

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static void
put(struct buffer *out, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    buffer_word(out, text);
}

/* Text of others: escaped for XML, and what is no text made visible. */
static void put_text(struct buffer *out, struct slice text)
{
    struct buffer shown = {0};
    layout_escape(&shown, text, true);
    for (size_t i = 0; i < shown.size; i++)
    {
        const char letter = shown.text[i];
        const char *entity = letter == '&' ? "&amp;" : letter == '<' ? "&lt;" : letter == '>' ? "&gt;" : NULL;
        if (entity != NULL)
        {
            buffer_word(out, entity);
        }
        else
        {
            buffer_add(out, (struct slice){&letter, 1});
        }
    }
    buffer_free(&shown);
}

static double x_of(const struct plot *plot, uint64_t value)
{
    if (value >= plot->end)
    {
        return plot->end == 0 ? LEFT : RIGHT;
    }
    return LEFT + (RIGHT - LEFT) * ((double)value / (double)plot->end);
}

static double y_of(const struct plot *plot, uint64_t value)
{
    const double share = value >= plot->top ? 1 : (double)value / (double)plot->top;
    return plot->y + BOTTOM - (BOTTOM - TOP) * share;
}

static uint64_t value_of(const struct series_interval *interval, bool is_max)
{
    return is_max ? interval->max : interval->min;
}

/* The steps of the smallest or the largest values; closed: with the area below them. */
static void put_steps(const struct plot *plot, const char *kind, bool is_max, bool is_closed)
{
    struct buffer *out = &plot->picture->body;
    struct series_walk walk;
    struct series_interval interval;
    bool any = false;
    uint64_t value = 0;
    series_walk(&walk, plot->series, &plot->run->replay, plot->pool);
    while (series_next(&walk, &interval))
    {
        const uint64_t next = value_of(&interval, is_max);
        const double x = x_of(plot, interval.start);
        if (!any)
        {
            put(out, "<path class=\"%s\" d=\"M%.1f,%.1f", kind, x, y_of(plot, is_closed ? 0 : next));
            if (is_closed)
            {
                put(out, "V%.1f", y_of(plot, next));
            }
        }
        else if (next != value)
        {
            put(out, "H%.1fV%.1f", x, y_of(plot, next));
        }
        any = true;
        value = next;
    }
    if (any)
    {
        put(out, "H%.1f", RIGHT);
        if (is_closed)
        {
            put(out, "V%.1fZ", y_of(plot, 0));
        }
        put(out, "\"/>\n");
    }
}

static void put_unsure(const struct plot *plot)
{
    struct series_walk walk;
    struct series_interval interval;
    uint64_t start = 0;
    bool is_open = false;
    series_walk(&walk, plot->series, &plot->run->replay, plot->pool);
    bool more = series_next(&walk, &interval);
    while (more || is_open)
    {
        const bool unsure = more && interval.unsure;
        const uint64_t here = more ? interval.start : plot->end;
        if (is_open && !unsure)
        {
            put(&plot->picture->body,
                "<rect class=\"unsure\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>unsure: "
                "events "
                "are missing</title></rect>\n",
                x_of(plot, start), plot->y + TOP, x_of(plot, here) - x_of(plot, start), BOTTOM - TOP);
        }
        start = unsure && !is_open ? here : start;
        is_open = unsure;
        more = more && series_next(&walk, &interval);
    }
}

static void put_failed(const struct plot *plot)
{
    struct buffer *out = &plot->picture->body;
    struct series_walk walk;
    struct series_interval interval;
    uint64_t failed = 0;
    series_walk(&walk, plot->series, &plot->run->replay, plot->pool);
    while (series_next(&walk, &interval))
    {
        if (interval.failed > 0)
        {
            put(out, failed == 0 ? "<path class=\"fail\" d=\"" : "");
            put(out, "M%.1f,%.1fv8", x_of(plot, interval.start), plot->y + BOTTOM);
            failed += interval.failed;
        }
    }
    if (failed > 0)
    {
        put(out, "\"><title>%llu failed gets</title></path>\n", (unsigned long long)failed);
    }
}

/* Text is left out where it would run into that of the mark before. */
static void put_marks(const struct plot *plot)
{
    struct buffer *out = &plot->picture->body;
    const struct series *series = plot->series;
    double taken = 0;
    for (size_t i = 0; i < series->mark_count; i++)
    {
        const struct series_mark *mark = &series->marks[i];
        if (mark->stream != plot->stream)
        {
            continue;
        }
        const struct slice text = {mark->text, mark->size};
        const double x = x_of(plot, series_value(series, &plot->run->replay, plot->stream, mark->position));
        const double width = (double)mark->size * LETTER;
        put(out, "<path class=\"mark\" d=\"M%.1f,%.1fV%.1f\"><title>", x, plot->y + TOP, plot->y + BOTTOM);
        put_text(out, text);
        put(out, "</title></path>\n");
        if (x >= taken && x + width <= WIDTH)
        {
            put(out, "<text class=\"marktext\" x=\"%.1f\" y=\"%.1f\">", x, plot->y + BOTTOM + 44);
            put_text(out, text);
            put(out, "</text>\n");
            taken = x + width + LETTER;
        }
    }
}

static void put_axis(const struct plot *plot)
{
    struct buffer *out = &plot->picture->body;
    const enum series_unit unit = series_unit(plot->series, &plot->run->replay, plot->stream);
    const uint64_t step = axis_step(unit, plot->end, LABELS);
    put(out, "<path class=\"grid\" d=\"M%.1f,%.1fH%.1f\"/>\n", LEFT, plot->y + BOTTOM, RIGHT);
    for (uint64_t tick = 0; tick <= plot->end; tick += step)
    {
        const double x = x_of(plot, tick);
        put(out, "<path class=\"grid\" d=\"M%.1f,%.1fv5\"/>", x, plot->y + BOTTOM);
        put(out, "<text class=\"dim\" text-anchor=\"middle\" x=\"%.1f\" y=\"%.1f\">", x,
            plot->y + BOTTOM + 22);
        axis_label(out, unit, tick);
        put(out, "</text>\n");
        if (tick > UINT64_MAX - step)
        {
            break;
        }
    }
    if (unit != SERIES_NANOSECONDS)
    {
        put(out, "<text class=\"dim\" x=\"4\" y=\"%.1f\">%s</text>\n", plot->y + BOTTOM + 22,
            series_unit_name(unit));
    }
}

static void put_value(const struct plot *plot, uint64_t value)
{
    struct buffer *out = &plot->picture->body;
    put(out, "<text class=\"dim\" text-anchor=\"end\" x=\"%.1f\" y=\"%.1f\">", LEFT - 6,
        y_of(plot, value) + 4);
    layout_count(out, value);
    put(out, "</text>\n");
}

static void put_length(const struct plot *plot)
{
    struct buffer *out = &plot->picture->body;
    const struct pool *pool = &plot->run->replay.names.pools[plot->pool];
    if (pool->defined && pool->length <= plot->top)
    {
        put(out, "<path class=\"length\" d=\"M%.1f,%.1fH%.1f\"><title>length %llu</title></path>\n", LEFT,
            y_of(plot, pool->length), RIGHT, (unsigned long long)pool->length);
    }
}

static void put_peak(const struct plot *plot)
{
    struct buffer *out = &plot->picture->body;
    if (plot->most > 0)
    {
        put(out, "<circle class=\"peak\" r=\"4\" cx=\"%.1f\" cy=\"%.1f\"><title>peak ",
            x_of(plot, plot->peak), y_of(plot, plot->most));
        layout_count(out, plot->most);
        put(out, "</title></circle>\n");
    }
}

static void set_scale(struct plot *plot)
{
    const struct pool *pool = &plot->run->replay.names.pools[plot->pool];
    struct series_walk walk;
    struct series_interval interval;
    series_walk(&walk, plot->series, &plot->run->replay, plot->pool);
    while (series_next(&walk, &interval))
    {
        plot->peak = interval.max > plot->most ? interval.start : plot->peak;
        plot->most = interval.max > plot->most ? interval.max : plot->most;
    }
    const bool is_near = pool->defined && plot->most >= pool->length / 4;
    plot->top = is_near && pool->length > plot->most ? pool->length : plot->most;
    plot->top = plot->top > 0 ? plot->top : 1;
}

static void put_title(const struct plot *plot)
{
    struct buffer name = {0};
    struct buffer summary = {0};
    struct buffer *out = &plot->picture->body;
    label_pool(&name, &plot->run->replay.names, plot->pool);
    timeline_summary(plot->run, plot->pool, &summary);
    put(out, "<title>");
    put_text(out, buffer_slice(&name));
    put(out, "</title>\n<text class=\"name\" x=\"16\" y=\"%.1f\">", plot->y + 18);
    put_text(out, buffer_slice(&name));
    put(out, "</text>\n<text class=\"dim\" text-anchor=\"end\" x=\"%.1f\" y=\"%.1f\">", RIGHT, plot->y + 18);
    put_text(out, buffer_slice(&summary));
    put(out, "</text>\n");
    buffer_free(&summary);
    buffer_free(&name);
}

static void put_chart(struct picture *picture, struct run *run, struct series *series, uint32_t pool)
{
    struct plot plot = {
        .picture = picture, .run = run, .series = series, .pool = pool, .y = (double)picture->height};
    plot.stream = run->replay.names.pools[pool].stream;
    plot.end = series_end(series, &run->replay, plot.stream);
    set_scale(&plot);
    put(&picture->body, "<g role=\"img\">\n");
    put_title(&plot);
    put_unsure(&plot);
    put_steps(&plot, "range", true, true);
    put_steps(&plot, "solid", false, true);
    put_steps(&plot, "line", true, false);
    put_axis(&plot);
    put_value(&plot, 0);
    put_value(&plot, plot.top);
    put_length(&plot);
    put_failed(&plot);
    put_marks(&plot);
    put_peak(&plot);
    put(&picture->body, "</g>\n");
    picture->height += CHART_HEIGHT;
    picture->charts++;
}

void picture_trace(struct picture *picture, struct run *run, struct series *series)
{
    put(&picture->body, "<text class=\"name\" x=\"16\" y=\"%llu\">",
        (unsigned long long)picture->height + 24);
    put_text(&picture->body, (struct slice){run->name, strlen(run->name)});
    put(&picture->body,
        replay_is_complete(&run->replay) ? "</text>\n" : ": INCOMPLETE, events are missing</text>\n");
    picture->height += HEAD_HEIGHT;
    for (uint32_t i = 1; i < run->replay.names.pool_count; i++)
    {
        if (timeline_shows(run, i))
        {
            put_chart(picture, run, series, i);
        }
    }
}

bool picture_begin(struct picture *picture, const struct options *options)
{
    *picture = (struct picture){0};
    return output_open(&picture->output, options->svg, options->overwrite);
}

bool picture_finish(struct picture *picture, bool good)
{
    FILE *stream = picture->output.stream;
    const unsigned long long height = picture->height + 8;
    if (!good)
    {
        output_discard(&picture->output);
        buffer_free(&picture->body);
        return true;
    }
    (void)fprintf(
        stream,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"title desc\" "
        "viewBox=\"0 0 %.0f %llu\" width=\"%.0f\" height=\"%llu\">\n"
        "<title id=\"title\">Memory pools: blocks out over time</title>\n"
        "<desc id=\"desc\">%llu charts, one for each pool: the dark area is always out, the light one is the "
        "range "
        "within each moment of the chart; the dashed line is the pool's length, a dot the peak, red strokes "
        "below the "
        "axis are failed gets, dotted lines marks, and a yellow ground means that events are "
        "missing.</desc>\n%s"
        "<rect class=\"bg\" width=\"100%%\" height=\"100%%\"/>\n",
        WIDTH, height, WIDTH, height, (unsigned long long)picture->charts, style
    );
    (void)fwrite(buffer_slice(&picture->body).text, 1, picture->body.size, stream);
    (void)fputs("</svg>\n", stream);
    buffer_free(&picture->body);
    return output_commit(&picture->output);
}
