/* SPDX-License-Identifier: MIT */
/* refs: references not given back, by block, and their balance by site. */
#include "label.h"
#include "mem.h"
#include "report.h"
#include "report_object.h"

#include <inttypes.h>
#include <stdlib.h>

/* What follows the events, as was asked for. */
struct watched
{
    struct object object;
    struct ref_totals totals;
};

static bool is_about_refs(const struct error_finding *error)
{
    return findings_error_kind(error->kind) == FINDING_REF_ERROR;
}

static void balances_as_json(struct run *run, const struct findings *findings)
{
    json_key(&run->json, "balance");
    json_begin(&run->json, '[');
    for (size_t i = 0; i < filter_shown(findings->filter, findings->balance_count); i++)
    {
        json_begin(&run->json, '{');
        report_json_pool(&run->json, "pool", &run->replay, findings->balances[i].pool);
        json_put_string(&run->json, "site", findings->balances[i].site);
        json_key(&run->json, "net");
        json_signed(&run->json, findings->balances[i].net);
        if (run->options->balanced)
        {
            json_put_number(&run->json, "taken", findings->balances[i].taken);
            json_put_number(&run->json, "given_back", findings->balances[i].given);
        }
        json_end(&run->json, '}');
    }
    json_end(&run->json, ']');
    report_json_left_out(&run->json, findings->filter, "balance", findings->balance_count);
}

/* Blocks that are out and may have any count: those from before the trace, say. */
static void uncounted_as_json(struct run *run, const struct findings *findings)
{
    uint64_t unsized;
    uint64_t uncounted;
    findings_unknown(findings, &unsized, &uncounted);
    if (uncounted > 0)
    {
        json_put_number(&run->json, "blocks_of_unknown_count", uncounted);
    }
}

static void as_json(struct run *run, const struct findings *findings)
{
    json_begin(&run->json, '{');
    report_json_head(run);
    report_json_refs(&run->json, findings, "refs", &findings->refs);
    balances_as_json(run, findings);
    report_json_errors(&run->json, findings, is_about_refs);
    uncounted_as_json(run, findings);
    if (!replay_is_complete(&run->replay))
    {
        report_json_gaps(&run->json, &run->replay);
        report_json_refs(&run->json, findings, "refs_uncertain", &findings->refs_unsure);
    }
    report_json_suppressed(run, findings, FINDINGS_REFS);
    report_json_end(run);
}

static void balance_row(const struct run *run, struct table *table, const struct balance *balance)
{
    char net[24];
    (void)snprintf(net, sizeof net, "%+" PRId64, balance->net);
    buffer_word(table_cell(table), balance->net == 0 ? "0" : net);
    if (run->options->balanced)
    {
        layout_count(table_cell(table), balance->taken);
        layout_count(table_cell(table), balance->given);
    }
    label_pool(table_cell(table), &run->replay.names, balance->pool);
    buffer_add(table_cell(table), balance->site);
}

static const char *balance_title(const struct run *run)
{
    const bool complete = replay_is_complete(&run->replay);
    if (run->options->balanced)
    {
        return complete ? "By site: references of all blocks of the run"
                        : "By site, uncertain: references of all blocks of the run";
    }
    return complete ? "By site: references taken less given back, blocks still out"
                    : "By site, uncertain: references taken less given back";
}

static void balances_as_text(const struct run *run, const struct findings *findings)
{
    static const struct table_column columns[] = {
        {"net", true, false}, {"pool", false, true}, {"site", false, true}};
    static const struct table_column all_columns[] = {
        {"net", true, false},
        {"taken", true, false},
        {"given back", true, false},
        {"pool", false, true},
        {"site", false, true}};
    const bool all = run->options->balanced;
    struct table table = {.columns = all ? all_columns : columns, .column_count = all ? 5 : 3};
    for (size_t i = 0; i < filter_shown(findings->filter, findings->balance_count); i++)
    {
        balance_row(run, &table, &findings->balances[i]);
    }
    if (findings->balance_count > 0)
    {
        report_text_title(run, balance_title(run), COLOUR_BOLD);
        table_print(&table, &run->terminal);
        report_text_more(run, findings->balance_count);
    }
    table_free(&table);
}

/* Calls that failed because of references: references to what was freed, puts of what is in use. */
static uint64_t failed_calls(const struct findings *findings)
{
    uint64_t calls = 0;
    for (size_t i = 0; i < findings->error_count; i++)
    {
        calls += is_about_refs(&findings->errors[i]) ? findings->errors[i].count : 0;
    }
    return calls;
}

/* What is said where no count is known to be wrong. */
static const char *no_imbalance(bool complete, uint64_t uncounted)
{
    if (!complete)
    {
        return "no imbalance that is certain";
    }
    return uncounted > 0 ? "no imbalance that is known" : "all references are balanced";
}

static void verdict(const struct run *run, const struct findings *findings)
{
    const bool complete = replay_is_complete(&run->replay);
    uint64_t unsized;
    uint64_t uncounted;
    struct buffer line = {0};
    findings_unknown(findings, &unsized, &uncounted);
    buffer_word(&line, complete ? "" : "INCOMPLETE: ");
    if (findings->refs.count > 0)
    {
        buffer_word(&line, complete ? "" : "at least ");
        layout_plural(
            &line, findings->refs.count, "block with an unbalanced count", "blocks with unbalanced counts"
        );
    }
    else
    {
        buffer_word(&line, no_imbalance(complete, uncounted));
    }
    if (failed_calls(findings) > 0)
    {
        buffer_word(&line, ", ");
        layout_plural(&line, failed_calls(findings), "failed call", "failed calls");
    }
    report_text_verdict(
        run, line.text,
        findings->refs.count > 0 || failed_calls(findings) > 0 ? COLOUR_RED
        : complete && uncounted == 0                           ? COLOUR_GREEN
                                                               : COLOUR_YELLOW
    );
    buffer_free(&line);
}

static void as_text(struct run *run, const struct findings *findings)
{
    report_text_separate(run);
    verdict(run, findings);
    report_text_unknown(run, findings);
    report_text_refs(run, findings, "By block", &findings->refs);
    balances_as_text(run, findings);
    report_text_errors(run, findings, "Reference errors", is_about_refs);
    report_text_gaps(run);
    report_text_refs(run, findings, "Uncertain reference counts", &findings->refs_unsure);
    report_text_suppressed(run, findings, FINDINGS_REFS);
}

static uint64_t ref_findings(const struct findings *findings)
{
    uint64_t count = findings->refs.count;
    for (size_t i = 0; i < findings->error_count; i++)
    {
        count += is_about_refs(&findings->errors[i]) ? 1 : 0;
    }
    return count;
}

static void print(struct run *run, struct findings *findings)
{
    if (run->options->generate)
    {
        report_generated(run, findings, FINDINGS_REFS);
    }
    else if (run->options->format == OUTPUT_JSON)
    {
        as_json(run, findings);
    }
    else
    {
        as_text(run, findings);
    }
}

static void report_all(struct run *run, const struct ref_totals *totals)
{
    struct findings findings;
    findings_collect(&findings, &run->replay, &run->options->filter);
    run->findings += ref_findings(&findings);
    if (run->options->balanced)
    {
        findings_add_totals(&findings, totals);
    }
    if (!run->options->quiet)
    {
        print(run, &findings);
    }
    findings_free(&findings);
}

void cmd_refs_begin(struct run *run)
{
    struct watched *watched = mem_alloc(sizeof *watched);
    run->own = watched;
    if (run->options->object.text != NULL)
    {
        object_begin(&watched->object, &run->options->object, &run->replay);
    }
    else if (run->options->balanced)
    {
        ref_totals_begin(&watched->totals, &run->replay);
    }
}

void cmd_refs(struct run *run)
{
    struct watched *watched = run->own;
    if (run->options->object.text != NULL)
    {
        report_object(run, &watched->object);
    }
    else
    {
        report_all(run, &watched->totals);
    }
}

void cmd_refs_end(struct run *run)
{
    struct watched *watched = run->own;
    object_free(&watched->object);
    ref_totals_free(&watched->totals);
    free(watched);
}
