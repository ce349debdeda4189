/* SPDX-License-Identifier: MIT */
/* What the rules of `check` and their figures are called. */
#include "check.h"
#include "layout.h"
#include "report.h"

#include <string.h>

const char *check_verdict_name(enum verdict verdict)
{
    static const char *const names[VERDICT_COUNT] = {
        [VERDICT_OK] = "ok", [VERDICT_UNSURE] = "unsure", [VERDICT_FAILED] = "FAILED"};
    return names[verdict];
}

void check_title(struct buffer *out, const struct check_result *result)
{
    static const char *const titles[MEASURE_COUNT] = {
        [MEASURE_PEAK] = "peak of ",
        [MEASURE_LEAKS] = "leaked blocks",
        [MEASURE_FAILED] = "failed gets",
        [MEASURE_UNBALANCED] = "unbalanced blocks",
        [MEASURE_ERRORS] = "errors"};
    static const char *const against[MEASURE_COUNT] = {
        [MEASURE_PEAK] = "baseline: peaks",
        [MEASURE_LEAKS] = "baseline: leaks",
        [MEASURE_FAILED] = "baseline: failed",
        [MEASURE_UNBALANCED] = "baseline: unbalanced",
        [MEASURE_ERRORS] = "baseline: errors"};
    buffer_word(out, result->is_baseline ? against[result->what] : titles[result->what]);
    buffer_word(out, result->pool == NULL ? "" : result->pool->label);
}

void check_figure(struct buffer *out, const struct check_result *result)
{
    report_cell_figure(out, &result->figure);
    buffer_word(out, result->is_baseline ? " worse" : "");
    if (result->pool != NULL && result->pool->is_defined)
    {
        buffer_word(out, " of ");
        layout_count(out, result->pool->length);
        if (result->pool->length > 0 && result->figure.sure)
        {
            buffer_word(out, " (");
            layout_percent(out, result->figure.value, result->pool->length);
            buffer_word(out, ")");
        }
    }
}

void check_limit(struct buffer *out, const struct check_result *result)
{
    if (result->is_baseline)
    {
        buffer_word(out, "0");
        return;
    }
    buffer_word(out, result->limit_text);
    if (strchr(result->limit_text, '%') != NULL && result->has_limit)
    {
        buffer_word(out, " (");
        layout_count(out, result->limit);
        buffer_word(out, ")");
    }
}

void check_item(struct buffer *out, const struct check_result *result, const struct change *item)
{
    const struct summary_row *row = item->row;
    buffer_word(out, row->kind);
    buffer_word(out, *row->kind == '\0' ? "" : " ");
    buffer_word(out, row->site);
    buffer_word(out, *row->site == '\0' ? "" : " in ");
    buffer_word(out, row->pool);
    buffer_word(out, ": ");
    report_cell_figure(out, &item->now);
    if (result->is_baseline)
    {
        buffer_word(out, ", was ");
        report_cell_figure(out, &item->before);
    }
}
