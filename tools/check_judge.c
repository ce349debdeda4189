/* SPDX-License-Identifier: MIT */
/* Rules held against what a trace says. */
#include "check.h"

#include "mem.h"
#include "message.h"

#include <stdlib.h>
#include <string.h>

/* Pools are listed up to about this many bytes. */
#define POOL_LIST_MOST 200u

static const struct
{
    const char *rule;
    enum measure what;
} by_baseline[] = {
    {"baseline-peak", MEASURE_PEAK},     {"baseline-leaks", MEASURE_LEAKS},
    {"baseline-failed", MEASURE_FAILED}, {"baseline-unbalanced", MEASURE_UNBALANCED},
    {"baseline-errors", MEASURE_ERRORS},
};

static const enum measure measured[RULE_COUNT] = {
    [RULE_LEAKS] = MEASURE_LEAKS,
    [RULE_FAILED] = MEASURE_FAILED,
    [RULE_UNBALANCED] = MEASURE_UNBALANCED,
    [RULE_ERRORS] = MEASURE_ERRORS};

static enum verdict verdict_of(const struct check_result *result)
{
    if (!result->has_limit)
    {
        return VERDICT_UNSURE;
    }
    if (result->figure.min > result->limit)
    {
        return VERDICT_FAILED;
    }
    return result->figure.max > result->limit ? VERDICT_UNSURE : VERDICT_OK;
}

static void add_result(struct check_results *results, struct check_result result)
{
    if (result.figure.sure)
    {
        result.figure.min = result.figure.max = result.figure.value;
    }
    result.verdict = verdict_of(&result);
    results->items = mem_grow(results->items, &results->room, results->count + 1, sizeof *results->items);
    results->items[results->count++] = result;
    results->of[result.verdict]++;
}

static bool is_named(const struct peak_rule *rule, const struct summary_pool *pool)
{
    return strcmp(rule->pool, pool->label) == 0 || strcmp(rule->pool, pool->name) == 0;
}

/* Whether the rule for all pools is meant for this one: no other names it. */
static bool is_left(const struct rules *rules, const struct summary_pool *pool)
{
    bool left = true;
    for (size_t i = 0; i < rules->peak_count && left; i++)
    {
        left = !is_named(&rules->peaks[i], pool);
    }
    return left;
}

static bool no_length(const struct summary *summary, const struct summary_pool *pool)
{
    message(
        "%s: the length of pool \"%s\" is not in the trace: give its --max-peak as a number of blocks",
        summary->name, pool->label
    );
    return false;
}

static int heavier(const void *one, const void *other)
{
    const struct change *a = one;
    const struct change *b = other;
    if (a->weight != b->weight)
    {
        return a->weight > b->weight ? -1 : 1;
    }
    return summary_row_order(a->row, b->row);
}

/* The sites that a figure comes from: all, or those of its pool. */
static void add_sites(struct check_result *result, const struct summary *summary)
{
    result->items = mem_alloc((summary->row_count + 1) * sizeof *result->items);
    for (size_t i = 0; i < summary->row_count; i++)
    {
        const struct summary_row *row = &summary->rows[i];
        const bool is_of_pool = result->pool == NULL || strcmp(result->pool->label, row->pool) == 0;
        if (row->what == result->what && is_of_pool)
        {
            const uint64_t value = row->figure.value;
            const uint64_t weight = value > UINT64_MAX / row->unit ? UINT64_MAX : value * row->unit;
            result->items[result->item_count++] =
                (struct change){.row = row, .now = row->figure, .weight = weight};
        }
    }
    qsort(result->items, result->item_count, sizeof *result->items, heavier);
}

static bool judge_peak(
    struct check_results *results,
    const struct peak_rule *rule,
    const struct check_facts *facts,
    const struct summary_pool *pool
)
{
    const struct limit *limit = &rule->limit;
    const bool has_limit = !limit->is_share || pool->is_defined;
    if (!has_limit && facts->trace->is_complete)
    {
        return no_length(facts->trace, pool);
    }
    struct check_result result = {
        .rule = "max-peak",
        .what = MEASURE_PEAK,
        .pool = pool,
        .figure = pool->peak,
        .has_limit = has_limit,
        .limit = !limit->is_share ? limit->value
                 : has_limit      ? rules_share_of(limit->value, pool->length)
                                  : UNBOUNDED,
        .limit_text = limit->text};
    add_sites(&result, facts->held);
    add_result(results, result);
    return true;
}

static void no_pool(const struct summary *summary, const char *wanted)
{
    struct buffer list = {0};
    buffer_word(&list, summary->pool_count > 0 ? "there are: " : "there is none at all");
    for (size_t i = 0; i < summary->pool_count; i++)
    {
        buffer_word(&list, i > 0 ? ", " : "");
        if (list.size > POOL_LIST_MOST)
        {
            buffer_word(&list, "...");
            break;
        }
        buffer_word(&list, summary->pools[i].label);
    }
    message("%s: no pool \"%s\" for max-peak to look at; %s", summary->name, wanted, list.text);
    buffer_free(&list);
}

static bool judge_peak_rule(
    struct check_results *results,
    const struct rules *rules,
    const struct peak_rule *rule,
    const struct check_facts *facts
)
{
    const struct summary *summary = facts->trace;
    const bool is_any = strcmp(rule->pool, RULES_ANY_POOL) == 0;
    bool found = is_any && summary->pool_count > 0;
    for (size_t i = 0; i < summary->pool_count; i++)
    {
        const struct summary_pool *pool = &summary->pools[i];
        if (is_any ? is_left(rules, pool) : is_named(rule, pool))
        {
            found = true;
            if (!judge_peak(results, rule, facts, pool))
            {
                return false;
            }
        }
    }
    if (!found)
    {
        no_pool(summary, rule->pool);
    }
    return found;
}

static void judge_count(
    struct check_results *results,
    const struct rules *rules,
    enum count_rule rule,
    const struct summary *summary
)
{
    const struct limit *limit = &rules->counts[rule];
    struct check_result result = {
        .rule = rules_count_name(rule),
        .what = measured[rule],
        .figure = summary->totals[measured[rule]],
        .has_limit = true,
        .limit = limit->value,
        .limit_text = limit->text};
    add_sites(&result, summary);
    add_result(results, result);
}

/* What is certainly worse is counted; what may be makes it unsure. */
static void judge_measure(
    struct check_results *results,
    struct check_result result,
    const struct summary *summary,
    const struct summary *baseline
)
{
    const struct comparison *comparison = &results->comparison;
    const enum measure what = result.what;
    const bool is_total = what < MEASURE_FIRST_BY_POOL;
    result.items = mem_alloc((comparison->count + 1) * sizeof *result.items);
    uint64_t worse = 0;
    for (size_t i = 0; i < comparison->count; i++)
    {
        const struct change *change = &comparison->items[i];
        if (change->row->what == what && change->direction == DIRECTION_WORSE)
        {
            worse += change->is_sure ? 1 : 0;
            result.items[result.item_count++] = *change;
        }
    }
    const uint64_t may_be = comparison->may_be_worse[what];
    const bool is_open = is_total && summary->totals[what].max > baseline->totals[what].min;
    result.figure = (struct figure
    ){.value = worse, .min = worse, .max = is_open && worse == 0 ? UNBOUNDED : worse + may_be};
    result.figure.sure = result.figure.min == result.figure.max;
    add_result(results, result);
}

static size_t new_pools(const struct comparison *comparison)
{
    size_t count = 0;
    for (size_t i = 0; i < comparison->count; i++)
    {
        const struct change *change = &comparison->items[i];
        count += change->row->what == MEASURE_POOL && change->now.value > 0 ? 1 : 0;
    }
    return count;
}

static bool
judge_baseline(struct check_results *results, const struct summary *summary, const struct summary *baseline)
{
    compare(&results->comparison, baseline, summary);
    if (new_pools(&results->comparison) == summary->pool_count)
    {
        message("%s: has no pool in common with the baseline %s", summary->name, baseline->name);
        return false;
    }
    for (size_t i = 0; i < sizeof by_baseline / sizeof by_baseline[0]; i++)
    {
        judge_measure(
            results,
            (struct check_result
            ){.rule = by_baseline[i].rule,
              .what = by_baseline[i].what,
              .is_baseline = true,
              .has_limit = true},
            summary, baseline
        );
    }
    return true;
}

bool check_judge(struct check_results *results, const struct rules *rules, const struct check_facts *facts)
{
    bool good = true;
    *results = (struct check_results){.baseline = facts->baseline, .suppressed = facts->trace->suppressed};
    for (size_t i = 0; i < rules->peak_count && good; i++)
    {
        good = judge_peak_rule(results, rules, &rules->peaks[i], facts);
    }
    for (enum count_rule i = 0; i < RULE_COUNT; i++)
    {
        if (rules->counts[i].is_given)
        {
            judge_count(results, rules, i, facts->trace);
        }
    }
    return good && (facts->baseline == NULL || judge_baseline(results, facts->trace, facts->baseline));
}

void check_free(struct check_results *results)
{
    for (size_t i = 0; i < results->count; i++)
    {
        free(results->items[i].items);
    }
    free(results->items);
    compare_free(&results->comparison);
    *results = (struct check_results){0};
}
