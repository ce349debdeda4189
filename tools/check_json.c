/* SPDX-License-Identifier: MIT */
/* What check prints for programs. */
#include "check.h"
#include "report.h"
#include "saturate.h"

static void text(struct json *json, const char *key, const char *value)
{
    json_key(json, key);
    json_text(json, value);
}

static void one_item(struct json *json, const struct check_result *result, const struct change *item)
{
    json_begin(json, '{');
    if (*item->row->kind != '\0')
    {
        text(json, result->what == MEASURE_ERRORS ? "kind" : "state", item->row->kind);
    }
    text(json, "pool", item->row->pool);
    if (*item->row->site != '\0')
    {
        text(json, "site", item->row->site);
    }
    report_json_figure(json, "value", &item->now);
    if (result->is_baseline)
    {
        report_json_figure(json, "baseline", &item->before);
    }
    json_end(json, '}');
}

static void limit(struct json *json, const struct check_result *result)
{
    json_key(json, "limit");
    if (result->has_limit)
    {
        json_number(json, result->limit);
    }
    else
    {
        json_null(json);
    }
    if (!result->is_baseline)
    {
        text(json, "limit_text", result->limit_text);
    }
}

static void one_rule(struct json *json, const struct check_result *result, size_t most)
{
    static const char *const verdicts[VERDICT_COUNT] = {
        [VERDICT_OK] = "ok", [VERDICT_UNSURE] = "unsure", [VERDICT_FAILED] = "failed"};
    json_begin(json, '{');
    text(json, "rule", result->rule);
    if (result->pool != NULL)
    {
        text(json, "pool", result->pool->label);
    }
    text(json, "verdict", verdicts[result->verdict]);
    report_json_figure(json, "value", &result->figure);
    limit(json, result);
    json_key(json, "worst");
    json_begin(json, '[');
    for (size_t i = 0; i < result->item_count && i < most; i++)
    {
        one_item(json, result, &result->items[i]);
    }
    json_end(json, ']');
    json_key(json, "worst_left_out");
    json_number(json, minus(result->item_count, most));
    json_end(json, '}');
}

void check_json(struct run *run, const struct check_results *results)
{
    const size_t most = run->options->top > 0 ? run->options->top : CHECK_DETAILS;
    struct json *json = &run->json;
    json_begin(json, '{');
    report_json_head(run);
    if (results->baseline != NULL)
    {
        text(json, "baseline", results->baseline->name);
        json_key(json, "baseline_complete");
        json_bool(json, results->baseline->is_complete);
    }
    if (run->options->filter.suppressions != NULL)
    {
        json_key(json, "suppressed_findings");
        json_number(json, results->suppressed);
    }
    json_key(json, "failed");
    json_number(json, results->of[VERDICT_FAILED]);
    json_key(json, "unsure");
    json_number(json, results->of[VERDICT_UNSURE]);
    json_key(json, "rules");
    json_begin(json, '[');
    for (size_t i = 0; i < results->count; i++)
    {
        one_rule(json, &results->items[i], most);
    }
    json_end(json, ']');
    if (!replay_is_complete(&run->replay))
    {
        report_json_gaps(json, &run->replay);
    }
    json_end(json, '}');
    if (run->trace_count == 1)
    {
        (void)fputc('\n', run->output.stream);
    }
}
