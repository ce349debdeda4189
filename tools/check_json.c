/* SPDX-License-Identifier: MIT */
/* What check prints for programs. */
#include "check.h"
#include "report.h"
#include "saturate.h"

static void one_item(struct json *json, const struct check_result *result, const struct change *item)
{
    json_begin(json, '{');
    if (*item->row->kind != '\0')
    {
        json_put_text(json, result->what == MEASURE_ERRORS ? "kind" : "state", item->row->kind);
    }
    json_put_text(json, "pool", item->row->pool);
    if (*item->row->site != '\0')
    {
        json_put_text(json, "site", item->row->site);
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
    json_put_known(json, "limit", result->has_limit, result->limit);
    if (!result->is_baseline)
    {
        json_put_text(json, "limit_text", result->limit_text);
    }
}

static void one_rule(struct json *json, const struct check_result *result, size_t most)
{
    static const char *const verdicts[VERDICT_COUNT] = {
        [VERDICT_OK] = "ok", [VERDICT_UNSURE] = "unsure", [VERDICT_FAILED] = "failed"};
    json_begin(json, '{');
    json_put_text(json, "rule", result->rule);
    if (result->pool != NULL)
    {
        json_put_text(json, "pool", result->pool->label);
    }
    json_put_text(json, "verdict", verdicts[result->verdict]);
    report_json_figure(json, "value", &result->figure);
    limit(json, result);
    json_key(json, "worst");
    json_begin(json, '[');
    for (size_t i = 0; i < result->item_count && i < most; i++)
    {
        one_item(json, result, &result->items[i]);
    }
    json_end(json, ']');
    json_put_number(json, "worst_left_out", minus(result->item_count, most));
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
        json_put_text(json, "baseline", results->baseline->name);
        json_put_bool(json, "baseline_complete", results->baseline->is_complete);
    }
    if (run->options->filter.suppressions != NULL)
    {
        json_put_number(json, "suppressed_findings", results->suppressed);
    }
    json_put_number(json, "failed", results->of[VERDICT_FAILED]);
    json_put_number(json, "unsure", results->of[VERDICT_UNSURE]);
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
    report_json_end(run);
}
