/* SPDX-License-Identifier: MIT */
#include "figures.h"
#include "label.h"
#include "report.h"

#include <string.h>

static void limit(struct json *json, const char *name, const char *suffix, uint64_t number)
{
    struct buffer key = {0};
    buffer_word(&key, name);
    buffer_word(&key, suffix);
    json_key(json, key.text);
    buffer_free(&key);
    if (number == UNBOUNDED)
    {
        json_none(json);
    }
    else
    {
        json_number(json, number);
    }
}

void report_json_figure(struct json *json, const char *name, const struct figure *figure)
{
    json_put_number(json, name, figure->value);
    if (!figure->sure)
    {
        limit(json, name, "_min", figure->min);
        limit(json, name, "_max", figure->max);
    }
}

void report_json_optional(struct json *json, const char *name, const struct figure *about, bool has)
{
    if (has)
    {
        report_json_figure(json, name, about);
        return;
    }
    json_key(json, name);
    json_none(json);
    if (!about->sure)
    {
        limit(json, name, "_min", about->min);
        limit(json, name, "_max", about->max);
    }
}

void report_json_pool(struct json *json, const char *key, const struct replay *replay, uint32_t pool)
{
    struct buffer name = {0};
    label_pool(&name, &replay->names, pool);
    json_put_string(json, key, buffer_slice(&name));
    buffer_free(&name);
    if (replay->names.stream_count > 1 && pool != POOL_NONE)
    {
        json_put_number(json, "stream", replay->names.pools[pool].stream);
    }
}

void report_json_geometry(struct json *json, const char *key, const struct pool *pool, uint64_t value)
{
    json_put_known(json, key, pool->defined, value);
}

static void one_pool(struct json *json, const struct replay *replay, uint32_t position)
{
    const struct pool *pool = &replay->names.pools[position];
    struct pool_figures figures;
    figures_of_pool(replay, position, &figures);
    json_begin(json, '{');
    report_json_pool(json, "name", replay, position);
    report_json_geometry(json, "block_size", pool, pool->block_size);
    report_json_geometry(json, "length", pool, pool->length);
    report_json_figure(json, "used", &figures.used);
    report_json_figure(json, "peak", &figures.peak);
    report_json_optional(json, "peak_time_ns", &figures.peak_time_ns, figures.has_peak_time);
    report_json_figure(json, "gets", &figures.gets);
    report_json_figure(json, "puts", &figures.puts);
    report_json_figure(json, "updates", &figures.updates);
    report_json_figure(json, "failed_gets", &figures.failed_gets);
    report_json_figure(json, "waste_bytes_at_peak", &figures.waste_at_peak);
    json_end(json, '}');
}

static void pools(struct json *json, const struct findings *findings)
{
    const struct replay *replay = findings->replay;
    json_key(json, "pools");
    json_begin(json, '[');
    for (uint32_t i = 1; i < replay->names.pool_count; i++)
    {
        if (figures_has_pool(replay, i) && findings_wants_pool(findings, i))
        {
            one_pool(json, replay, i);
        }
    }
    json_end(json, ']');
}

static void
age(struct json *json,
    const char *key,
    const struct replay *replay,
    const struct out_blocks *out,
    uint64_t get_time)
{
    uint64_t nanoseconds;
    const bool is_known = report_age(replay, out, get_time, &nanoseconds);
    json_put_known(json, key, is_known, nanoseconds);
}

static void growth(struct json *json, const struct growth_figures *figures)
{
    json_key(json, "growth");
    if (figures == NULL)
    {
        json_none(json);
        return;
    }
    json_text(json, growth_name(figures->kind));
    json_key(json, "fewest_live");
    json_begin(json, '[');
    for (unsigned i = 0; i < GROWTH_SAMPLES; i++)
    {
        json_number(json, figures->samples[i]);
    }
    json_end(json, ']');
}

static void details(struct json *json, const struct replay *replay, const struct out_blocks *out)
{
    age(json, "oldest_ns", replay, out, out->oldest);
    age(json, "youngest_ns", replay, out, out->youngest);
    json_put_known(json, "most_references", out->has_refs, out->most_refs);
    growth(json, out->growth);
}

/* Of blocks that are certainly out there may be more: as many as the pool can have in use. */
static void leak_ranges(struct json *json, const struct replay *replay, const struct out_blocks *out)
{
    struct pool_figures figures;
    figures_of_pool(replay, out->pool, &figures);
    const uint64_t size = replay->names.pools[out->pool].block_size;
    const uint64_t most = figures.used.max;
    limit(json, "blocks", "_min", out->blocks);
    limit(json, "blocks", "_max", most);
    limit(json, "bytes", "_min", out->bytes);
    limit(
        json, "bytes", "_max",
        most == UNBOUNDED || size == 0 || most > UINT64_MAX / size || most * size < out->bytes ? UNBOUNDED
                                                                                               : most * size
    );
}

static void one_out(
    struct json *json,
    const struct replay *replay,
    const struct out_blocks *out,
    bool has_details,
    bool is_leak
)
{
    json_begin(json, '{');
    report_json_pool(json, "pool", replay, out->pool);
    json_put_string(json, "site", out->is_likely ? (struct slice){"unknown", 7} : out->site);
    json_put_number(json, "blocks", out->blocks);
    json_put_number(json, "bytes", out->bytes);
    if (is_leak && replay->pools[out->pool].gapped)
    {
        leak_ranges(json, replay, out);
    }
    if (out->is_likely)
    {
        json_put_string(json, "likely_site", out->site);
    }
    if (out->unsized > 0)
    {
        json_put_number(json, "blocks_of_unknown_size", out->unsized);
    }
    if (out->uncounted > 0)
    {
        json_put_number(json, "blocks_of_unknown_count", out->uncounted);
    }
    if (has_details)
    {
        details(json, replay, out);
    }
    json_end(json, '}');
}

void report_json_left_out(struct json *json, const struct filter *filter, const char *name, size_t count)
{
    const size_t shown = filter_shown(filter, count);
    if (shown < count)
    {
        limit(json, name, "_left_out", count - shown);
    }
}

void report_json_out(
    struct json *json,
    const struct findings *findings,
    const char *key,
    const struct out_list *list,
    bool has_details
)
{
    json_key(json, key);
    json_begin(json, '[');
    for (size_t i = 0; i < filter_shown(findings->filter, list->count); i++)
    {
        one_out(json, findings->replay, &list->items[i], has_details, list == &findings->leaks);
    }
    json_end(json, ']');
    report_json_left_out(json, findings->filter, key, list->count);
}

static void candidates(struct json *json, const struct findings *findings, const struct ref_finding *ref)
{
    if (ref->candidate_count < 2)
    {
        return;
    }
    json_key(json, ref->all_hold ? "holders" : "candidates");
    json_begin(json, '[');
    for (size_t i = 0; i < ref->candidate_count; i++)
    {
        json_slice(json, findings->candidates[ref->first_candidate + i]);
    }
    json_end(json, ']');
}

void report_json_refs(
    struct json *json, const struct findings *findings, const char *key, const struct ref_list *list
)
{
    json_key(json, key);
    json_begin(json, '[');
    for (size_t i = 0; i < filter_shown(findings->filter, list->count); i++)
    {
        const struct ref_finding *ref = &list->items[i];
        json_begin(json, '{');
        report_json_pool(json, "pool", findings->replay, ref->pool);
        json_put_number(json, "block", ref->block);
        json_put_number(json, "serial", ref->serial);
        json_put_number(json, "count", ref->count);
        json_put_string(json, "site", ref->site);
        candidates(json, findings, ref);
        json_put_text(json, "state", ref->is_orphaned ? "orphaned" : "held");
        json_end(json, '}');
    }
    json_end(json, ']');
    report_json_left_out(json, findings->filter, key, list->count);
}

static void one_error(struct json *json, const struct replay *replay, const struct error_finding *error)
{
    const struct figure calls = figures_failures(replay, error->pool, error->count);
    json_begin(json, '{');
    json_put_text(json, "kind", error->kind);
    report_json_pool(json, "pool", replay, error->pool);
    json_put_string(json, "site", error->site);
    report_json_figure(json, "count", &calls);
    json_end(json, '}');
}

void report_json_errors(struct json *json, const struct findings *findings, error_choice wanted)
{
    size_t count = 0;
    json_key(json, "errors");
    json_begin(json, '[');
    for (size_t i = 0; i < findings->error_count; i++)
    {
        const struct error_finding *error = &findings->errors[i];
        const bool is_wanted = wanted == NULL || wanted(error);
        count += is_wanted ? 1 : 0;
        if (is_wanted && filter_shown(findings->filter, count) == count)
        {
            one_error(json, findings->replay, error);
        }
    }
    json_end(json, ']');
    report_json_left_out(json, findings->filter, "errors", count);
}

void report_json_gaps(struct json *json, const struct replay *replay)
{
    json_key(json, "incomplete");
    json_begin(json, '[');
    for (size_t i = 0; i < replay->gap_count; i++)
    {
        const struct replay_gap *gap = &replay->gaps[i];
        json_begin(json, '{');
        json_put_text(json, "why", gap->why);
        json_put_number(json, "offset", gap->offset);
        limit(json, "events", "", gap->events);
        json_end(json, '}');
    }
    json_end(json, ']');
}

/* The file; in lines, which are put together with those of other machines, with its origin. */
static void trace_name(struct run *run)
{
    const char *origin = run->options->origin;
    struct buffer name = {0};
    buffer_word(&name, origin != NULL ? origin : "");
    if (origin == NULL || !run->is_standard_input)
    {
        buffer_word(&name, origin != NULL ? ":" : "");
        buffer_word(&name, run->name);
    }
    json_put_string(&run->json, "trace", buffer_slice(&name));
    buffer_free(&name);
}

static void schema_and_trace(struct run *run)
{
    json_put_number(&run->json, "schema", 1);
    if (run->trace_count > 1 || run->options->format == OUTPUT_JSONL)
    {
        trace_name(run);
    }
}

void report_json_failure(struct run *run, const char *why)
{
    json_begin(&run->json, '{');
    schema_and_trace(run);
    json_put_text(&run->json, "error", why);
    json_end(&run->json, '}');
}

void report_json_head(struct run *run)
{
    schema_and_trace(run);
    json_put_bool(&run->json, "complete", replay_is_complete(&run->replay));
}

void report_json_end(struct run *run)
{
    json_end(&run->json, '}');
    if (run->trace_count == 1)
    {
        (void)fputc('\n', run->output.stream);
    }
}

static void unsure_parts(struct run *run, const struct findings *findings)
{
    if (replay_is_complete(&run->replay))
    {
        return;
    }
    report_json_gaps(&run->json, &run->replay);
    report_json_out(&run->json, findings, "live_at_cut", &findings->at_cut, false);
    report_json_out(&run->json, findings, "uncertain", &findings->uncertain, false);
    report_json_refs(&run->json, findings, "refs_uncertain", &findings->refs_unsure);
}

void report_json(struct run *run, const struct findings *findings)
{
    struct trace_figures figures;
    figures_of_trace(&run->replay, &figures);
    json_begin(&run->json, '{');
    report_json_head(run);
    report_json_figure(&run->json, "events", &figures.events);
    report_json_figure(&run->json, "dropped", &figures.dropped);
    if (figures.went_back > 0)
    {
        json_put_number(&run->json, "clock_went_back", figures.went_back);
    }
    if (figures.is_ring)
    {
        report_json_figure(&run->json, "events_before", &figures.before);
    }
    report_json_optional(&run->json, "duration_ns", &figures.duration_ns, figures.has_duration);
    json_put_number(&run->json, "corrupt_bytes", run->result.corrupt_bytes);
    pools(&run->json, findings);
    report_json_out(&run->json, findings, "leaks", &findings->leaks, false);
    report_json_refs(&run->json, findings, "refs", &findings->refs);
    report_json_errors(&run->json, findings, NULL);
    report_json_suppressed(run, findings, FINDINGS_ALL);
    unsure_parts(run, findings);
    json_end(&run->json, '}');
    if (run->trace_count == 1 && run->options->format == OUTPUT_JSON)
    {
        (void)fputc('\n', run->output.stream);
    }
}
