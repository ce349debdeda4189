/* SPDX-License-Identifier: MIT */
#include "summary.h"

#include "label.h"
#include "mem.h"
#include "saturate.h"
#include "summary_rows.h"

#include <stdlib.h>
#include <string.h>

#define NANOSECONDS 1e9

uint64_t summary_minus(uint64_t number, uint64_t less)
{
    return number == UNBOUNDED ? UNBOUNDED : minus(number, less);
}

static struct figure exactly(uint64_t value)
{
    return (struct figure){.value = value, .min = value, .max = value, .sure = true};
}

static uint64_t suppressed(const struct findings *findings)
{
    uint64_t count = 0;
    for (size_t i = 0; findings->filter->suppressions != NULL && i < findings->filter->suppressions->count;
         i++)
    {
        count = plus(count, suppressor_hits(&findings->suppressor, i, FINDINGS_ALL));
    }
    return count;
}

struct figure summary_absent(const struct summary *summary, const struct summary_row *row)
{
    uint64_t more = summary->may_have_pools ? UNBOUNDED : 0;
    for (size_t i = 0; i < summary->pool_count && row->what < MEASURE_FIRST_BY_POOL; i++)
    {
        const struct summary_pool *pool = &summary->pools[i];
        if (strcmp(pool->label, row->pool) == 0)
        {
            more = plus(pool->more[row->what], pool->vague[row->what]);
        }
    }
    return (struct figure){.max = more, .sure = more == 0};
}

/* What may be lost with packets that are missing: the definition of a pool too. */
static bool may_have_pools(const struct replay *replay)
{
    bool may = replay->file_cut || replay->stream_room == 0;
    for (uint32_t i = 0; i < replay->names.stream_count && i < replay->stream_room && !may; i++)
    {
        const struct replay_stream *stream = &replay->streams[i];
        may = stream->seen && (stream->packets_missing || (stream->gapped && stream->lost_unknown));
    }
    return may;
}

static void pool_label(const struct replay *replay, struct summary_pool *pool, uint32_t position)
{
    struct buffer label = {0};
    label_pool(&label, &replay->names, position);
    pool->label = rows_copy(buffer_slice(&label));
    buffer_clear(&label);
    label_pool_name(&label, &replay->names, position);
    pool->name = rows_copy(buffer_slice(&label));
    buffer_free(&label);
}

/* Counts the leaks and references of each pool in one go. */
static void count_found(struct gather *gather)
{
    const struct out_list *leaks = &gather->findings->leaks;
    const struct ref_list *refs = &gather->findings->refs;
    for (size_t i = 0; i < leaks->count; i++)
    {
        struct gathered_pool *pool = &gather->pools[leaks->items[i].pool];
        pool->leaks += leaks->items[i].blocks;
        pool->uncounted += leaks->items[i].uncounted;
        pool->vague[MEASURE_LEAKS] +=
            rows_is_vague_leak(gather->findings, &leaks->items[i]) ? leaks->items[i].blocks : 0;
    }
    for (size_t i = 0; i < refs->count; i++)
    {
        struct gathered_pool *pool = &gather->pools[refs->items[i].pool];
        pool->refs++;
        pool->vague[MEASURE_UNBALANCED] += rows_is_vague_ref(gather->findings, &refs->items[i]) ? 1 : 0;
    }
    for (size_t i = 0; i < gather->findings->error_count; i++)
    {
        const struct error_finding *error = &gather->findings->errors[i];
        const bool is_vague = rows_is_vague(gather->findings, error->pool, error->site);
        gather->pools[error->pool].vague[MEASURE_ERRORS] += is_vague ? error->count : 0;
        gather->pools[error->pool].vague[MEASURE_FAILED] += is_vague ? error->gets : 0;
    }
}

/* Any block that may be out may be a leak, and have any count. */
static void
set_more(struct summary_pool *pool, const struct gather *gather, const struct pool_figures *figures)
{
    const struct replay *replay = gather->findings->replay;
    const struct replay_pool *state = &replay->pools[figures->pool];
    const struct gathered_pool *found = &gather->pools[figures->pool];
    const bool is_open = state->gapped || state->cut;
    const uint64_t failures = figures_failures(replay, figures->pool, 0).max;
    const uint64_t out = figures->used.max;
    pool->more[MEASURE_ERRORS] = failures;
    pool->more[MEASURE_FAILED] = failures;
    pool->more[MEASURE_LEAKS] = is_open ? summary_minus(out, found->leaks) : 0;
    pool->more[MEASURE_UNBALANCED] = is_open ? summary_minus(out, found->refs) : found->uncounted;
}

static struct figure rate(const struct figure *count, const struct figure *duration_ns)
{
    const double seconds = (double)duration_ns->value / NANOSECONDS;
    const double thousandths = (double)count->value * 1000.0 / seconds;
    const uint64_t value =
        thousandths >= 1e18 ? UINT64_C(1000000000000000000) : (uint64_t)(thousandths + 0.5);
    const bool is_sure = count->sure && duration_ns->sure;
    return (struct figure
    ){.value = value, .min = is_sure ? value : 0, .max = is_sure ? value : UNBOUNDED, .sure = is_sure};
}

static void pool_rows(
    struct summary *summary,
    const struct summary_pool *pool,
    const struct pool_figures *figures,
    const struct trace_figures *trace
)
{
    rows_add(summary, MEASURE_POOL, pool->label, exactly(1));
    rows_add(summary, MEASURE_PEAK, pool->label, figures->peak)->unit = pool->block_size;
    rows_add(summary, MEASURE_GETS, pool->label, figures->gets);
    if (pool->is_defined)
    {
        rows_add(summary, MEASURE_LENGTH, pool->label, exactly(pool->length));
        rows_add(summary, MEASURE_BLOCK_SIZE, pool->label, exactly(pool->block_size));
    }
    if (summary->has_rates)
    {
        rows_add(summary, MEASURE_GET_RATE, pool->label, rate(&figures->gets, &trace->duration_ns));
    }
}

static void one_pool(struct gather *gather, uint32_t position, const struct trace_figures *trace)
{
    struct summary *summary = gather->summary;
    const struct replay *replay = gather->findings->replay;
    const struct pool *about = &replay->names.pools[position];
    struct summary_pool *pool = &summary->pools[summary->pool_count++];
    struct pool_figures figures;
    figures_of_pool(replay, position, &figures);
    pool_label(replay, pool, position);
    gather->pools[position].summary = pool;
    pool->position = position;
    pool->is_defined = about->defined;
    pool->length = about->length;
    pool->block_size = about->defined && about->block_size > 0 ? about->block_size : 1;
    pool->peak = figures.peak;
    set_more(pool, gather, &figures);
    memcpy(pool->vague, gather->pools[position].vague, sizeof pool->vague);
    pool_rows(summary, pool, &figures, trace);
}

static void trace_rows(struct summary *summary, const struct trace_figures *trace)
{
    rows_add(summary, MEASURE_EVENTS, "", trace->events);
    if (summary->has_rates)
    {
        rows_add(summary, MEASURE_EVENT_RATE, "", rate(&trace->events, &trace->duration_ns));
    }
}

static void collect_pools(struct gather *gather)
{
    const struct replay *replay = gather->findings->replay;
    struct trace_figures trace;
    figures_of_trace(replay, &trace);
    gather->summary->has_rates = trace.has_duration && trace.duration_ns.value > 0;
    gather->summary->pools = mem_alloc(replay->names.pool_count * sizeof *gather->summary->pools);
    for (uint32_t i = 1; i < replay->names.pool_count; i++)
    {
        if (figures_has_pool(replay, i) && findings_wants_pool(gather->findings, i))
        {
            one_pool(gather, i, &trace);
        }
    }
    if (gather->findings->filter->pool_count == 0)
    {
        trace_rows(gather->summary, &trace);
    }
}

/* The sums of all rows and of what gaps may hide in all pools. */
static void sum_up(struct summary *summary)
{
    for (size_t i = 0; i < summary->row_count; i++)
    {
        if (summary->rows[i].what < MEASURE_FIRST_BY_POOL)
        {
            struct figure *total = &summary->totals[summary->rows[i].what];
            total->value = plus(total->value, summary->rows[i].figure.value);
        }
    }
    for (size_t what = 0; what < MEASURES_BY_SITE; what++)
    {
        struct figure *total = &summary->totals[what];
        uint64_t more = summary->may_have_pools ? UNBOUNDED : what == MEASURE_ERRORS ? summary->poolless : 0;
        for (size_t i = 0; i < summary->pool_count; i++)
        {
            more = plus(more, summary->pools[i].more[what]);
        }
        total->min = total->value;
        total->max = plus(total->value, more);
        total->sure = more == 0;
    }
}

/* `at byte 30: the end is missing` */
static char *first_gap(const struct replay *replay)
{
    struct buffer text = {0};
    if (replay->gap_count > 0)
    {
        buffer_word(&text, "at byte ");
        buffer_number(&text, replay->gaps[0].offset);
        buffer_word(&text, ": ");
        buffer_word(&text, replay->gaps[0].why);
    }
    char *copy = rows_copy(buffer_slice(&text));
    buffer_free(&text);
    return copy;
}

static bool has_site(const struct findings *findings)
{
    bool found = findings->filter->site == NULL;
    for (uint32_t i = 0; i < findings->replay->names.site_count && !found; i++)
    {
        struct buffer label = {0};
        label_site(&label, &findings->replay->names, i);
        found = findings_wants_site(findings, buffer_slice(&label));
        buffer_free(&label);
    }
    return found;
}

void summary_collect(struct summary *summary, const struct run *run)
{
    const struct filter *filter = &run->options->filter;
    struct findings findings;
    findings_collect(&findings, &run->replay, filter);
    *summary = (struct summary
    ){.name = rows_copy((struct slice){run->name, strlen(run->name)}),
      .gap = first_gap(&run->replay),
      .is_complete = replay_is_complete(&run->replay),
      .suppressed = suppressed(&findings),
      .has_site = has_site(&findings),
      .may_have_pools = filter->pool_count == 0 && may_have_pools(&run->replay)};
    summary->poolless = filter->pool_count == 0 ? figures_failures(&run->replay, POOL_NONE, 0).max : 0;
    struct gather gather = {.summary = summary, .findings = &findings};
    gather.pools = mem_alloc(run->replay.names.pool_count * sizeof *gather.pools);
    count_found(&gather);
    collect_pools(&gather);
    rows_of_sites(&gather);
    rows_sort(summary);
    sum_up(summary);
    free(gather.pools);
    findings_free(&findings);
}

void summary_free(struct summary *summary)
{
    for (size_t i = 0; i < summary->pool_count; i++)
    {
        free(summary->pools[i].label);
        free(summary->pools[i].name);
    }
    rows_free(summary);
    free(summary->pools);
    free(summary->gap);
    free(summary->name);
    *summary = (struct summary){0};
}
