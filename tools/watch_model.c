/* SPDX-License-Identifier: MIT */
#include "label.h"
#include "mem.h"
#include "order.h"
#include "saturate.h"
#include "watch.h"

#include <stdlib.h>
#include <string.h>

#define NANOSECONDS 1e9

/* More sites than any screen has lines; the others are counted in no line. */
#define SITES_MOST 500u

static void rate_take(struct watch_rate *rate, uint64_t count, uint64_t time)
{
    if (time > rate->time)
    {
        const double seconds = (double)(time - rate->time) / NANOSECONDS;
        rate->each_second = count > rate->count ? (double)(count - rate->count) / seconds : 0;
        *rate = (struct watch_rate){count, time, rate->each_second};
    }
}

/* Nanoseconds by which the stream's rates are reckoned: its own time, if it has one. */
static uint64_t time_of(const struct replay *replay, uint32_t stream, uint64_t now)
{
    const struct replay_stream *state = &replay->streams[stream];
    return figures_has_clock(replay, stream)
               ? figures_nanoseconds(replay, stream, state->last_time - state->first_time)
               : now;
}

static double
rate_of(struct watch_rate *rate, const struct replay *replay, uint32_t stream, uint64_t count, uint64_t now)
{
    const struct replay_stream *state = &replay->streams[stream];
    if (state->close == STREAM_ENDED && figures_has_clock(replay, stream))
    {
        /* What is over has its mean. */
        *rate = (struct watch_rate){0};
    }
    rate_take(rate, count, time_of(replay, stream, now));
    return rate->each_second;
}

static void forget_rows(struct watch_model *model)
{
    for (size_t i = 0; i < model->pool_count; i++)
    {
        buffer_free(&model->pools[i].name);
    }
    for (size_t i = 0; i < model->site_count; i++)
    {
        buffer_free(&model->sites[i].pool);
        buffer_free(&model->sites[i].site);
    }
    model->pool_count = 0;
    model->site_count = 0;
}

static uint64_t failed_calls(const struct replay *replay, uint32_t pool)
{
    uint64_t count = 0;
    for (size_t i = 0; i < replay->error_count; i++)
    {
        count += replay->errors[i].pool == pool ? replay->errors[i].count : 0;
    }
    return count;
}

static void take_pool(
    struct watch_model *model, const struct replay *replay, uint32_t position, uint64_t now, bool is_idle
)
{
    const struct pool *about = &replay->names.pools[position];
    struct pool_figures figures;
    figures_of_pool(replay, position, &figures);
    model->pools = mem_grow(model->pools, &model->pool_room, model->pool_count + 1, sizeof *model->pools);
    const uint64_t calls = failed_calls(replay, position);
    const uint64_t gets = figures.failed_gets.value;
    const double rate = rate_of(&model->pool_rates[position], replay, about->stream, figures.gets.value, now);
    struct watch_pool *pool = &model->pools[model->pool_count++];
    *pool = (struct watch_pool
    ){.length = about->length,
      .defined = about->defined,
      .used = figures.used,
      .peak = figures.peak,
      .failed = figures.failed_gets,
      .errors = figures_failures(replay, position, minus(calls, gets)),
      .gets = is_idle && replay->streams[about->stream].close != STREAM_ENDED ? 0 : rate};
    label_pool(&pool->name, &replay->names, position);
}

static void take_pools(
    struct watch_model *model,
    const struct replay *replay,
    const struct findings *findings,
    uint64_t now,
    bool is_idle
)
{
    model->pool_rates = mem_grow(
        model->pool_rates, &model->pool_rate_room, replay->names.pool_count, sizeof *model->pool_rates
    );
    for (uint32_t i = 1; i < replay->names.pool_count; i++)
    {
        if (figures_has_pool(replay, i) && findings_wants_pool(findings, i))
        {
            take_pool(model, replay, i, now, is_idle);
        }
    }
}

static void take_events(struct watch_model *model, const struct replay *replay, uint64_t now, bool is_idle)
{
    struct trace_figures figures;
    figures_of_trace(replay, &figures);
    model->events = figures.events;
    model->duration_ns = figures.duration_ns.value;
    model->has_duration = figures.has_duration;
    model->events_rate = 0;
    model->stream_rates = mem_grow(
        model->stream_rates, &model->stream_rate_room, replay->names.stream_count, sizeof *model->stream_rates
    );
    for (uint32_t i = 0; i < replay->names.stream_count && i < replay->stream_room; i++)
    {
        const struct replay_stream *stream = &replay->streams[i];
        const double rate = rate_of(&model->stream_rates[i], replay, i, stream->events, now);
        model->events_rate += is_idle && stream->close != STREAM_ENDED ? 0 : rate;
    }
}

/* A group of blocks on its way to the list. */
struct candidate
{
    const struct out_blocks *out;
    size_t order; /* the findings' own: rows that are equal do not jump */
    bool is_certain;
};

static int by_blocks(const void *one, const void *other)
{
    const struct candidate *a = one;
    const struct candidate *b = other;
    if (a->out->blocks != b->out->blocks)
    {
        return falling(a->out->blocks, b->out->blocks);
    }
    return rising(a->order, b->order);
}

static size_t add_candidates(struct candidate *all, size_t count, const struct out_list *list, bool certain)
{
    for (size_t i = 0; i < list->count; i++)
    {
        all[count + i] = (struct candidate){&list->items[i], count + i, certain};
    }
    return count + list->count;
}

static void
take_site(struct watch_model *model, const struct replay *replay, const struct candidate *candidate)
{
    const struct out_blocks *out = candidate->out;
    model->sites = mem_grow(model->sites, &model->site_room, model->site_count + 1, sizeof *model->sites);
    struct watch_site *site = &model->sites[model->site_count++];
    *site = (struct watch_site
    ){.blocks = out->blocks,
      .bytes = out->bytes,
      .bytes_sure = out->unsized == 0,
      .sure = candidate->is_certain && !out->is_likely};
    label_pool(&site->pool, &replay->names, out->pool);
    buffer_add(&site->site, out->site);
}

static void take_sites(struct watch_model *model, const struct findings *findings)
{
    const size_t most = findings->leaks.count + findings->at_cut.count + findings->uncertain.count;
    struct candidate *all = mem_alloc(most * sizeof *all);
    size_t count = add_candidates(all, 0, &findings->leaks, true);
    count = add_candidates(all, count, &findings->at_cut, true);
    count = add_candidates(all, count, &findings->uncertain, false);
    qsort(all, count, sizeof *all, by_blocks);
    for (size_t i = 0; i < count && i < SITES_MOST; i++)
    {
        take_site(model, findings->replay, &all[i]);
    }
    free(all);
}

static bool has_ended(const struct replay *replay)
{
    bool any = false;
    for (size_t i = 0; i < replay->stream_room; i++)
    {
        if (replay->streams[i].seen && replay->streams[i].close != STREAM_ENDED)
        {
            return false;
        }
        any = any || replay->streams[i].seen;
    }
    return any;
}

static void take_state(struct watch_model *model, const struct replay *replay)
{
    buffer_clear(&model->gap);
    model->gaps = replay->gap_count;
    if (replay->gap_count > 0)
    {
        buffer_word(&model->gap, replay->gaps[replay->gap_count - 1].why);
    }
    model->state = replay->stream_room == 0 ? WATCH_NO_TRACE
                   : has_ended(replay)      ? WATCH_ENDED
                                            : WATCH_RECORDING;
}

void watch_model_take(
    struct watch_model *model,
    const struct replay *replay,
    const struct filter *filter,
    uint64_t now,
    bool is_idle
)
{
    struct findings findings;
    findings_collect(&findings, replay, filter);
    findings_sort(&findings);
    forget_rows(model);
    take_state(model, replay);
    take_events(model, replay, now, is_idle);
    take_pools(model, replay, &findings, now, is_idle);
    take_sites(model, &findings);
    findings_free(&findings);
}

void watch_model_free(struct watch_model *model)
{
    forget_rows(model);
    free(model->pools);
    free(model->sites);
    free(model->pool_rates);
    free(model->stream_rates);
    buffer_free(&model->gap);
    *model = (struct watch_model){0};
}

static int by_name(const void *one, const void *other)
{
    const struct watch_pool *a = one;
    const struct watch_pool *b = other;
    return strcmp(a->name.text, b->name.text);
}

static int descending(double a, double b, const void *one, const void *other)
{
    return a < b ? 1 : a > b ? -1 : by_name(one, other);
}

static int by_used(const void *one, const void *other)
{
    const struct watch_pool *a = one;
    const struct watch_pool *b = other;
    return descending((double)a->used.value, (double)b->used.value, one, other);
}

static int by_peak(const void *one, const void *other)
{
    const struct watch_pool *a = one;
    const struct watch_pool *b = other;
    return descending((double)a->peak.value, (double)b->peak.value, one, other);
}

static int by_failed(const void *one, const void *other)
{
    const struct watch_pool *a = one;
    const struct watch_pool *b = other;
    return descending((double)a->failed.value, (double)b->failed.value, one, other);
}

static int by_rate(const void *one, const void *other)
{
    const struct watch_pool *a = one;
    const struct watch_pool *b = other;
    return descending(a->gets, b->gets, one, other);
}

void watch_sort_pools(struct watch_model *model, enum watch_sort sort)
{
    static int (*const orders[WATCH_SORTS]
    )(const void *, const void *) = {by_name, by_used, by_peak, by_failed, by_rate};
    if (model->pool_count > 1)
    {
        qsort(model->pools, model->pool_count, sizeof *model->pools, orders[sort]);
    }
}
