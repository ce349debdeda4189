/* SPDX-License-Identifier: MIT */
/* The HTML page's data: pools, what was in use over time, and marks. */
#include "export_html.h"
#include "mem.h"
#include "order.h"

#include <stdlib.h>

/* A pool, and how much there is to see of it. */
struct candidate
{
    uint32_t pool;
    uint64_t failed;
    double share; /* of the length that the peak was */
    bool has_chart;
};

struct candidates
{
    struct candidate *items;
    size_t count, room;
};

static int by_weight(const void *one, const void *other)
{
    const struct candidate *a = one;
    const struct candidate *b = other;
    if (a->failed != b->failed)
    {
        return falling(a->failed, b->failed);
    }
    if (a->share < b->share || a->share > b->share)
    {
        return a->share > b->share ? -1 : 1;
    }
    return rising(a->pool, b->pool);
}

static int by_pool(const void *one, const void *other)
{
    const struct candidate *a = one;
    const struct candidate *b = other;
    return rising(a->pool, b->pool);
}

static void add_candidate(struct candidates *list, const struct replay *replay, uint32_t pool)
{
    const struct pool *about = &replay->names.pools[pool];
    const double length = about->defined && about->length > 0 ? (double)about->length : 1e18;
    list->items = mem_grow(list->items, &list->room, list->count + 1, sizeof *list->items);
    list->items[list->count++] = (struct candidate
    ){.pool = pool,
      .failed = replay->pools[pool].failed_gets,
      .share = (double)replay->pools[pool].peak / length};
}

/* The pools asked for; where they are too many, those with most to see. Returns how many are left out. */
static size_t choose(const struct html *html, struct candidates *list)
{
    const struct replay *replay = &html->run->replay;
    for (uint32_t i = 1; i < replay->names.pool_count; i++)
    {
        if (figures_has_pool(replay, i) && findings_wants_pool(&html->findings, i))
        {
            add_candidate(list, replay, i);
        }
    }
    const size_t all = list->count;
    if (all > 0)
    {
        qsort(list->items, all, sizeof *list->items, by_weight);
    }
    list->count = all < html->limits.pools ? all : html->limits.pools;
    for (size_t i = 0; i < list->count && i < html->limits.charts; i++)
    {
        list->items[i].has_chart = true;
    }
    if (list->count > 0)
    {
        qsort(list->items, list->count, sizeof *list->items, by_pool);
    }
    return all - list->count;
}

/* The position of the stream among those in the page; their number where it is not in it. */
static size_t stream_position(const struct html *html, uint32_t stream)
{
    size_t at = 0;
    while (at < html->stream_count && html->streams[at] != stream)
    {
        at++;
    }
    return at;
}

static void collect_streams(struct html *html, const struct candidates *list)
{
    size_t room = 0;
    html->stream_count = 0;
    html->streams = NULL;
    for (size_t i = 0; i < list->count; i++)
    {
        const uint32_t stream = html->run->replay.names.pools[list->items[i].pool].stream;
        if (stream_position(html, stream) == html->stream_count)
        {
            html->streams = mem_grow(html->streams, &room, html->stream_count + 1, sizeof *html->streams);
            html->streams[html->stream_count++] = stream;
        }
    }
}

/* How long all the intervals of the series are together: exact for each where one alone is rounded. */
static uint64_t scale_of(const struct html *html, uint32_t stream)
{
    const unsigned shift = stream < html->series.stream_room ? html->series.streams[stream].shift : 0;
    const bool is_most = (uint64_t)SERIES_INTERVALS > UINT64_MAX >> shift;
    return series_value(
        &html->series, &html->run->replay, stream, is_most ? UINT64_MAX : (uint64_t)SERIES_INTERVALS << shift
    );
}

static void streams(struct html *html)
{
    const struct replay *replay = &html->run->replay;
    json_key(&html->json, "streams");
    json_begin(&html->json, '[');
    for (size_t i = 0; i < html->stream_count; i++)
    {
        const uint32_t stream = html->streams[i];
        json_begin(&html->json, '{');
        html_number(html, "id", replay->names.streams[stream].id);
        json_put_text(&html->json, "unit", series_unit_name(series_unit(&html->series, replay, stream)));
        html_number(html, "end", series_end(&html->series, replay, stream));
        html_number(html, "scale", scale_of(html, stream));
        html_number(html, "intervals", SERIES_INTERVALS);
        html_number(html, "merged", html->limits.merge);
        json_end(&html->json, '}');
    }
    json_end(&html->json, ']');
}

/* Takes up to `count` intervals as one; returns false where there is none. */
static bool next_merged(struct series_walk *walk, unsigned count, struct series_interval *merged)
{
    if (!series_next(walk, merged))
    {
        return false;
    }
    struct series_interval next;
    for (unsigned i = 1; i < count && series_next(walk, &next); i++)
    {
        merged->min = next.min < merged->min ? next.min : merged->min;
        merged->max = next.max > merged->max ? next.max : merged->max;
        merged->last = next.last;
        merged->failed += next.failed;
        merged->unsure = merged->unsure || next.unsure;
    }
    return true;
}

/* Whether the interval only goes on with what the one before it ended with. */
static bool goes_on(const struct series_interval *before, const struct series_interval *now)
{
    return now->min == before->last && now->max == before->last && now->failed == 0 &&
           now->unsure == before->unsure;
}

/* [intervals since the row before, value] or [intervals, min, max, last, failed gets, 1 if not sure]. */
static void interval_row(struct json *json, uint64_t distance, const struct series_interval *interval)
{
    const bool is_flat = interval->min == interval->max && interval->failed == 0 && !interval->unsure;
    json_begin(json, '[');
    json_number(json, distance);
    json_number(json, interval->min);
    if (!is_flat)
    {
        json_number(json, interval->max);
        json_number(json, interval->last);
    }
    if (interval->failed > 0 || interval->unsure)
    {
        json_number(json, interval->failed);
    }
    if (interval->unsure)
    {
        json_number(json, 1);
    }
    json_end(json, ']');
}

static void series_of(struct html *html, uint32_t pool)
{
    struct series_walk walk;
    struct series_interval interval;
    struct series_interval before = {0};
    uint64_t written = 0;
    bool is_first = true;
    json_key(&html->json, "series");
    json_begin(&html->json, '[');
    series_walk(&walk, &html->series, &html->run->replay, pool);
    for (uint64_t at = walk.index; next_merged(&walk, html->limits.merge, &interval); at = walk.index)
    {
        if (is_first || !goes_on(&before, &interval))
        {
            interval_row(&html->json, at - written, &interval);
            written = at;
        }
        before = interval;
        is_first = false;
    }
    json_end(&html->json, ']');
}

static void geometry(struct html *html, const struct pool *pool)
{
    if (pool->defined)
    {
        html_number(html, "block_size", pool->block_size);
        html_number(html, "length", pool->length);
        return;
    }
    html_null(html, "block_size");
    html_null(html, "length");
}

static void figures_of(struct html *html, uint32_t pool)
{
    struct pool_figures figures;
    figures_of_pool(&html->run->replay, pool, &figures);
    html_figure(html, "used", &figures.used);
    html_figure(html, "peak", &figures.peak);
    if (figures.has_peak_time)
    {
        html_figure(html, "peak_at", &figures.peak_time_ns);
    }
    else
    {
        html_null(html, "peak_at");
    }
    html_figure(html, "gets", &figures.gets);
    html_figure(html, "puts", &figures.puts);
    html_figure(html, "failed_gets", &figures.failed_gets);
    html_figure(html, "waste", &figures.waste_at_peak);
}

static void one_pool(struct html *html, const struct candidate *candidate)
{
    const struct pool *about = &html->run->replay.names.pools[candidate->pool];
    json_begin(&html->json, '{');
    html_pool_name(html, "name", candidate->pool);
    html_number(html, "stream", stream_position(html, about->stream));
    geometry(html, about);
    figures_of(html, candidate->pool);
    if (candidate->has_chart)
    {
        series_of(html, candidate->pool);
        html_lives(html, candidate->pool);
    }
    json_end(&html->json, '}');
}

static void marks(struct html *html)
{
    uint64_t left_out = html->series.marks_left_out;
    size_t shown = 0;
    json_key(&html->json, "marks");
    json_begin(&html->json, '[');
    for (size_t i = 0; i < html->series.mark_count; i++)
    {
        const struct series_mark *mark = &html->series.marks[i];
        const size_t stream = stream_position(html, mark->stream);
        if (shown == html->limits.marks || stream == html->stream_count)
        {
            left_out++;
            continue;
        }
        shown++;
        json_begin(&html->json, '[');
        json_number(&html->json, stream);
        json_number(
            &html->json, series_value(&html->series, &html->run->replay, mark->stream, mark->position)
        );
        html_word(html, (struct slice){mark->text, mark->size});
        json_end(&html->json, ']');
    }
    json_end(&html->json, ']');
    html_number(html, "marks_more", left_out);
}

void html_pools(struct html *html)
{
    struct candidates list = {0};
    const size_t left_out = choose(html, &list);
    collect_streams(html, &list);
    streams(html);
    json_key(&html->json, "pools");
    json_begin(&html->json, '[');
    for (size_t i = 0; i < list.count && !html_is_over(html); i++)
    {
        one_pool(html, &list.items[i]);
    }
    json_end(&html->json, ']');
    html_number(html, "pools_more", left_out);
    marks(html);
    free(html->streams);
    free(list.items);
}
