/* SPDX-License-Identifier: MIT */
/* What check prints for people. */
#include "check.h"
#include "report.h"

static void rules_part(struct buffer *line, size_t count, size_t all, const char *what)
{
    if (count > 0)
    {
        buffer_word(line, line->size > 0 ? ", " : "");
        layout_count(line, count);
        buffer_word(line, " of ");
        layout_plural(line, all, "rule ", "rules ");
        buffer_word(line, what);
    }
}

static void verdict(const struct run *run, const struct check_results *results)
{
    const bool complete = replay_is_complete(&run->replay);
    const size_t failed = results->of[VERDICT_FAILED];
    const size_t unsure = results->of[VERDICT_UNSURE];
    struct buffer parts = {0};
    struct buffer line = {0};
    rules_part(&parts, failed, results->count, "FAILED");
    rules_part(&parts, unsure, results->count, "unsure");
    buffer_word(&line, complete ? "" : "INCOMPLETE: ");
    buffer_add(&line, buffer_slice(&parts));
    if (failed + unsure == 0 && results->count > 1)
    {
        buffer_word(&line, "all ");
        layout_count(&line, results->count);
        buffer_word(&line, " rules hold");
    }
    else if (failed + unsure == 0)
    {
        buffer_word(&line, "the rule holds");
    }
    report_text_verdict(
        run, line.text,
        failed > 0                ? COLOUR_RED
        : unsure > 0 || !complete ? COLOUR_YELLOW
                                  : COLOUR_GREEN
    );
    buffer_free(&line);
    buffer_free(&parts);
}

static void rule_row(struct table *table, const struct check_result *result)
{
    buffer_word(table_cell(table), check_verdict_name(result->verdict));
    check_title(table_cell(table), result);
    check_figure(table_cell(table), result);
    check_limit(table_cell(table), result);
    struct buffer *worst = table_cell(table);
    if (result->item_count > 0)
    {
        const struct summary_row *row = result->items[0].row;
        buffer_word(worst, *row->site == '\0' ? row->pool : row->site);
    }
}

static void rule_rows(const struct run *run, const struct check_results *results)
{
    static const struct table_column columns[] = {
        {"", false, false},
        {"rule", false, true},
        {"figure", true, false},
        {"limit", true, false},
        {"worst", false, true}};
    struct table table = {.columns = columns, .column_count = 5};
    for (size_t i = 0; i < results->count; i++)
    {
        rule_row(&table, &results->items[i]);
    }
    table_print(&table, &run->terminal);
    table_free(&table);
}

/* Where a rule that does not hold comes from; whole names, a few of them. */
static void details(const struct run *run, const struct check_result *result)
{
    const size_t most = run->options->top > 0 ? run->options->top : CHECK_DETAILS;
    const size_t shown = result->item_count < most ? result->item_count : most;
    struct buffer line = {0};
    check_title(&line, result);
    report_text_title(run, line.text, COLOUR_BOLD);
    for (size_t i = 0; i < shown; i++)
    {
        buffer_clear(&line);
        check_item(&line, result, &result->items[i]);
        report_text_wrapped(run, buffer_slice(&line), 2, COLOUR_PLAIN);
    }
    if (shown < result->item_count)
    {
        buffer_clear(&line);
        buffer_word(&line, "  and ");
        layout_count(&line, result->item_count - shown);
        buffer_word(&line, " more; --top N shows N");
        report_text_line(run, buffer_slice(&line), COLOUR_DIM);
    }
    buffer_free(&line);
}

/* Pools that are in one of the two only. */
static void unmatched(const struct run *run, const struct check_results *results)
{
    for (size_t i = 0; i < results->comparison.count; i++)
    {
        const struct change *change = &results->comparison.items[i];
        if (change->row->what == MEASURE_POOL)
        {
            struct buffer line = {0};
            buffer_word(
                &line, change->now.value > 0 ? "not in the baseline: pool " : "only in the baseline: pool "
            );
            buffer_word(&line, change->row->pool);
            report_text_wrapped(run, buffer_slice(&line), 2, COLOUR_YELLOW);
            buffer_free(&line);
        }
    }
}

static void suppressed_line(const struct run *run, uint64_t count)
{
    struct buffer line = {0};
    if (count > 0)
    {
        buffer_word(&line, "  ");
        layout_plural(&line, count, "finding suppressed", "findings suppressed");
        report_text_line(run, buffer_slice(&line), COLOUR_DIM);
    }
    buffer_free(&line);
}

static void baseline_gap(const struct run *run, const struct summary *baseline)
{
    struct buffer line = {0};
    if (baseline != NULL && !baseline->is_complete)
    {
        buffer_word(&line, "baseline ");
        buffer_word(&line, baseline->name);
        buffer_word(&line, ": incomplete: ");
        buffer_word(&line, baseline->gap);
        report_text_wrapped(run, buffer_slice(&line), 2, COLOUR_YELLOW);
    }
    buffer_free(&line);
}

void check_text(struct run *run, const struct check_results *results)
{
    report_text_separate(run);
    verdict(run, results);
    suppressed_line(run, results->suppressed);
    baseline_gap(run, results->baseline);
    unmatched(run, results);
    rule_rows(run, results);
    for (size_t i = 0; i < results->count; i++)
    {
        if (results->items[i].verdict != VERDICT_OK && results->items[i].item_count > 0)
        {
            details(run, &results->items[i]);
        }
    }
    report_text_gaps(run);
}
