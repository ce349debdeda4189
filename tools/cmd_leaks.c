/* SPDX-License-Identifier: MIT */
/* leaks: blocks still out at the end, by site. */
#include "report.h"

static void as_json(struct run *run, const struct findings *findings)
{
    json_begin(&run->json, '{');
    report_json_head(run);
    report_json_out(&run->json, findings, "leaks", &findings->leaks, true);
    if (!replay_is_complete(&run->replay))
    {
        report_json_gaps(&run->json, &run->replay);
        report_json_out(&run->json, findings, "live_at_cut", &findings->at_cut, true);
        report_json_out(&run->json, findings, "uncertain", &findings->uncertain, true);
    }
    report_json_suppressed(run, findings, FINDINGS_LEAKS);
    json_end(&run->json, '}');
    if (run->trace_count == 1)
    {
        (void)fputc('\n', run->output.stream);
    }
}

static void verdict(const struct run *run, const struct findings *findings)
{
    const uint64_t blocks = findings_blocks(&findings->leaks);
    const bool complete = replay_is_complete(&run->replay);
    struct buffer line = {0};
    buffer_word(&line, complete ? "" : "INCOMPLETE: ");
    if (blocks == 0)
    {
        buffer_word(&line, complete ? "no leaks" : "no leak that is certain");
    }
    else
    {
        buffer_word(&line, complete ? "" : "at least ");
        layout_plural(&line, blocks, "leaked block, ", "leaked blocks, ");
        layout_bytes(&line, findings_bytes(&findings->leaks));
    }
    report_text_verdict(run, line.text, blocks > 0 ? COLOUR_RED : complete ? COLOUR_GREEN : COLOUR_YELLOW);
    buffer_free(&line);
}

static void as_text(struct run *run, const struct findings *findings)
{
    report_text_separate(run);
    verdict(run, findings);
    report_text_out(run, "Leaks", &findings->leaks, true);
    report_text_gaps(run);
    report_text_out(run, "Out where the trace stops (not leaks: there is no end)", &findings->at_cut, true);
    report_text_out(run, "Uncertain (not seen since events went missing)", &findings->uncertain, true);
    report_text_suppressed(run, findings, FINDINGS_LEAKS);
}

void cmd_leaks(struct run *run)
{
    struct findings findings;
    findings_collect(&findings, &run->replay, &run->options->filter);
    run->findings += findings_blocks(&findings.leaks);
    if (!run->options->quiet && run->options->generate)
    {
        report_generated(run, &findings, FINDINGS_LEAKS);
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
