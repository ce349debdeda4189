/* SPDX-License-Identifier: MIT */
/* Lines of a text report on how much the trace can tell. */
#include "figures.h"
#include "report.h"

/* Of a flight recorder: how much came before. */
static void ring_note(const struct run *run)
{
    struct trace_figures figures;
    struct buffer line = {0};
    figures_of_trace(&run->replay, &figures);
    if (figures.is_ring)
    {
        const uint64_t count = figures.before.value;
        buffer_word(&line, "  flight recorder: ");
        buffer_word(
            &line, figures.before.sure               ? ""
                   : figures.before.max == UNBOUNDED ? "about "
                                                     : "at most "
        );
        layout_plural(&line, count, "event before is not in it", "events before are not in it");
        report_text_line(run, buffer_slice(&line), COLOUR_DIM);
    }
    buffer_free(&line);
}

/* Times are then the least that can be. */
static void clock_note(const struct run *run)
{
    struct trace_figures figures;
    struct buffer line = {0};
    figures_of_trace(&run->replay, &figures);
    if (figures.went_back > 0)
    {
        buffer_word(&line, "  the clock went back ");
        layout_plural(&line, figures.went_back, "time", "times");
        buffer_word(&line, ": times and ages are the least that they can be");
        report_text_line(run, buffer_slice(&line), COLOUR_YELLOW);
    }
    buffer_free(&line);
}

void report_text_notes(const struct run *run)
{
    ring_note(run);
    clock_note(run);
}

void report_text_unknown(const struct run *run, const struct findings *findings)
{
    uint64_t unsized;
    uint64_t uncounted;
    struct buffer line = {0};
    findings_unknown(findings, &unsized, &uncounted);
    if (unsized > 0 || uncounted > 0)
    {
        buffer_word(&line, "  not known of blocks that are out: ");
        layout_count(&line, unsized);
        buffer_word(&line, unsized == 1 ? " size, " : " sizes, ");
        layout_plural(&line, uncounted, "reference count", "reference counts");
        report_text_line(run, buffer_slice(&line), COLOUR_DIM);
    }
    buffer_free(&line);
}
