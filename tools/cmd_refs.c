/* SPDX-License-Identifier: MIT */
/* refs: references not given back, by block, and their balance by site. */
#include "label.h"
#include "report.h"

#include <inttypes.h>
#include <string.h>

static bool is_about_refs(const struct error_finding *error)
{
    return findings_error_kind(error->kind) == FINDING_REF_ERROR;
}

static void balances_as_json(struct run *run, const struct findings *findings)
{
    json_key(&run->json, "balance");
    json_begin(&run->json, '[');
    for (size_t i = 0; i < findings->balance_count; i++)
    {
        json_begin(&run->json, '{');
        report_json_pool(&run->json, "pool", &run->replay, findings->balances[i].pool);
        json_key(&run->json, "site");
        json_string(&run->json, findings->balances[i].site);
        json_key(&run->json, "net");
        json_signed(&run->json, findings->balances[i].net);
        json_end(&run->json, '}');
    }
    json_end(&run->json, ']');
}

/* Blocks that are out and may have any count: those from before the trace, say. */
static void uncounted_as_json(struct run *run, const struct findings *findings)
{
    uint64_t unsized;
    uint64_t uncounted;
    findings_unknown(findings, &unsized, &uncounted);
    if (uncounted > 0)
    {
        json_key(&run->json, "blocks_of_unknown_count");
        json_number(&run->json, uncounted);
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
    json_end(&run->json, '}');
    if (run->trace_count == 1)
    {
        (void)fputc('\n', run->output.stream);
    }
}

static void balances_as_text(const struct run *run, const struct findings *findings)
{
    static const struct table_column columns[] = {
        {"net", true, false}, {"pool", false, true}, {"site", false, true}};
    struct table table = {.columns = columns, .column_count = 3};
    for (size_t i = 0; i < findings->balance_count; i++)
    {
        char net[24];
        (void)snprintf(net, sizeof net, "%+" PRId64, findings->balances[i].net);
        buffer_word(table_cell(&table), net);
        label_pool(table_cell(&table), &run->replay.names, findings->balances[i].pool);
        buffer_add(table_cell(&table), findings->balances[i].site);
    }
    if (findings->balance_count > 0)
    {
        report_text_title(
            run,
            replay_is_complete(&run->replay) ? "By site: references taken less given back, blocks still out"
                                             : "By site, uncertain: references taken less given back",
            COLOUR_BOLD
        );
        table_print(&table, &run->terminal);
    }
    table_free(&table);
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
        buffer_word(
            &line, !complete       ? "no imbalance that is certain"
                   : uncounted > 0 ? "no imbalance that is known"
                                   : "all references are balanced"
        );
    }
    report_text_verdict(
        run, line.text,
        findings->refs.count > 0     ? COLOUR_RED
        : complete && uncounted == 0 ? COLOUR_GREEN
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

void cmd_refs(struct run *run)
{
    struct findings findings;
    findings_collect(&findings, &run->replay, &run->options->filter);
    run->findings += ref_findings(&findings);
    if (!run->options->quiet && run->options->generate)
    {
        report_generated(run, &findings, FINDINGS_REFS);
    }
    else if (!run->options->quiet && run->options->format == OUTPUT_JSON)
    {
        as_json(run, &findings);
    }
    else if (!run->options->quiet)
    {
        as_text(run, &findings);
    }
    findings_free(&findings);
}
