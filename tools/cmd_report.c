/* SPDX-License-Identifier: MIT */
/* report: all at a glance. */
#include "report.h"

void cmd_report(struct run *run)
{
    struct findings findings;
    findings_collect(&findings, &run->replay, &run->options->filter);
    run->findings += command_findings(&findings);
    if (run->options->quiet)
    {
        findings_free(&findings);
        return;
    }
    if (run->options->generate)
    {
        report_generated(run, &findings, FINDINGS_ALL);
    }
    else if (run->options->format != OUTPUT_TEXT)
    {
        report_json(run, &findings);
    }
    else
    {
        report_text(run, &findings);
    }
    findings_free(&findings);
}
