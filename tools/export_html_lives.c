/* SPDX-License-Identifier: MIT */
/* The HTML page's data: how long blocks lived. */
#include "export_html.h"
#include "saturate.h"

/* Life times, in quarters of powers of two: as fine as a chart is that a page has room for. */
struct bins
{
    struct html *html;
    uint32_t stream;
    uint64_t from, to; /* of the bin in work, from the first value to the last */
    uint64_t count;
};

static uint64_t duration(const struct html *html, uint32_t stream, uint64_t ticks)
{
    const struct replay *replay = &html->run->replay;
    return figures_has_clock(replay, stream) ? figures_nanoseconds(replay, stream, ticks) : ticks;
}

/* [from, to, lives]; the last value is below `to`. */
static void bin_end(struct bins *bins)
{
    struct json *json = &bins->html->json;
    if (bins->count > 0)
    {
        json_begin(json, '[');
        json_number(json, duration(bins->html, bins->stream, bins->from));
        json_number(json, duration(bins->html, bins->stream, plus(bins->to, 1)));
        json_number(json, bins->count);
        json_end(json, ']');
    }
    bins->count = 0;
}

/* An interval of the histogram lies in one quarter of a power of two, as that has eight of them. */
static void bin_add(void *context, uint64_t from, uint64_t to, uint64_t count)
{
    struct bins *bins = context;
    unsigned shift = 0;
    while (from >> shift >= 8)
    {
        shift++;
    }
    const uint64_t first = from >> shift << shift;
    if (first != bins->from)
    {
        bin_end(bins);
    }
    (void)to;
    bins->from = first;
    bins->to = first + ((UINT64_C(1) << shift) - 1);
    bins->count = plus(bins->count, count);
}

static void bins_of(struct html *html, const struct life *life, uint32_t stream)
{
    struct bins bins = {.html = html, .stream = stream};
    json_key(&html->json, "bins");
    json_begin(&html->json, '[');
    histogram_each(&life->ended, bin_add, &bins);
    bin_end(&bins);
    json_end(&html->json, ']');
}

void html_lives(struct html *html, uint32_t pool)
{
    const struct replay *replay = &html->run->replay;
    const struct life *life = lifetimes_of_pool(&html->lifetimes, pool);
    const struct figure out = {
        .value = life->out,
        .min = life->out,
        .max = plus(life->out, life->uncertain),
        .sure = life->uncertain == 0};
    const uint32_t stream = replay->names.pools[pool].stream;
    if (series_unit(&html->series, replay, stream) == SERIES_EVENTS)
    {
        return;
    }
    json_key(&html->json, "lives");
    json_begin(&html->json, '{');
    html_number(html, "count", life->ended.count);
    html_number(html, "unsure", life->unknown);
    html_figure(html, "out", &out);
    html_number(html, "sure", lifetimes_sure(replay, life) ? 1 : 0);
    html_number(html, "p50", duration(html, stream, histogram_percentile(&life->ended, 50)));
    html_number(html, "p90", duration(html, stream, histogram_percentile(&life->ended, 90)));
    html_number(html, "p99", duration(html, stream, histogram_percentile(&life->ended, 99)));
    html_number(html, "max", duration(html, stream, life->ended.max));
    bins_of(html, life, stream);
    json_end(&html->json, '}');
}
