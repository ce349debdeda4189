/* SPDX-License-Identifier: MIT */
/* leaks: blocks still out at the end, by site. */
#include "csv.h"
#include "growth.h"
#include "label.h"
#include "mem.h"
#include "report.h"

#include <stdlib.h>

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
    report_json_end(run);
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

static void growth_row(struct table *table, const struct run *run, const struct out_blocks *out)
{
    struct buffer *word = table_cell(table);
    struct buffer *line;
    buffer_word(word, out->growth == NULL ? "?" : growth_name(out->growth->kind));
    line = table_cell(table);
    if (out->growth != NULL)
    {
        growth_line(line, out->growth, run->terminal.unicode);
    }
    report_cell_age(table_cell(table), &run->replay, out, out->youngest);
    label_pool(table_cell(table), &run->replay.names, out->pool);
    buffer_add(table_cell(table), out->site);
}

/* The same rows as in the list of blocks; nothing where no growth is known. */
static void growth_as_text(const struct run *run, const struct out_list *list)
{
    static const struct table_column columns[] = {
        {"growth", false, false},
        {"over time", false, false},
        {"youngest", true, false},
        {"pool", false, true},
        {"site", false, true}};
    struct table table = {.columns = columns, .column_count = 5};
    bool is_known = false;
    for (size_t i = 0; i < filter_shown(&run->options->filter, list->count); i++)
    {
        is_known = is_known || list->items[i].growth != NULL;
        growth_row(&table, run, &list->items[i]);
    }
    if (is_known)
    {
        report_text_title(run, "Growth: the fewest live in each eighth of the run", COLOUR_BOLD);
        table_print(&table, &run->terminal);
        report_text_more(run, list->count);
    }
    table_free(&table);
}

static void as_text(struct run *run, const struct findings *findings)
{
    report_text_separate(run);
    verdict(run, findings);
    report_text_out(run, "Leaks", &findings->leaks, true);
    growth_as_text(run, &findings->leaks);
    report_text_gaps(run);
    report_text_out(run, "Out where the trace stops (not leaks: there is no end)", &findings->at_cut, true);
    growth_as_text(run, &findings->at_cut);
    report_text_out(run, "Uncertain (not seen since events went missing)", &findings->uncertain, true);
    report_text_suppressed(run, findings, FINDINGS_LEAKS);
}

static void csv_age(struct csv *csv, const struct run *run, const struct out_blocks *out, uint64_t get_time)
{
    uint64_t nanoseconds;
    if (report_age(&run->replay, out, get_time, &nanoseconds))
    {
        csv_number(csv, nanoseconds);
    }
    else
    {
        csv_empty(csv);
    }
}

static void csv_growth(struct csv *csv, const struct growth_figures *figures)
{
    csv_word(csv, figures == NULL ? "" : growth_name(figures->kind));
    for (unsigned i = 0; i < GROWTH_SAMPLES; i++)
    {
        if (figures == NULL)
        {
            csv_empty(csv);
        }
        else
        {
            csv_number(csv, figures->samples[i]);
        }
    }
}

static void csv_row(struct csv *csv, const struct run *run, const char *state, const struct out_blocks *out)
{
    csv_word(csv, run->name);
    csv_bool(csv, replay_is_complete(&run->replay));
    csv_word(csv, state);
    csv_pool(csv, &run->replay.names, out->pool);
    csv_text(csv, out->is_likely ? (struct slice){"unknown", 7} : out->site);
    csv_number(csv, out->blocks);
    csv_number(csv, out->bytes);
    csv_number(csv, out->unsized);
    csv_age(csv, run, out, out->oldest);
    csv_age(csv, run, out, out->youngest);
    if (out->has_refs)
    {
        csv_number(csv, out->most_refs);
    }
    else
    {
        csv_empty(csv);
    }
    csv_growth(csv, out->growth);
    csv_end_row(csv);
}

static void csv_head(struct csv *csv)
{
    static const char *const names[] = {
        "trace",         "complete",      "state",           "pool",
        "site",          "blocks",        "bytes",           "blocks_of_unknown_size",
        "oldest_ns",     "youngest_ns",   "most_references", "growth",
        "fewest_live_1", "fewest_live_2", "fewest_live_3",   "fewest_live_4",
        "fewest_live_5", "fewest_live_6", "fewest_live_7",   "fewest_live_8"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    {
        csv_word(csv, names[i]);
    }
    csv_end_row(csv);
}

static void as_csv(struct run *run, const struct findings *findings)
{
    const struct out_list *lists[] = {&findings->leaks, &findings->at_cut, &findings->uncertain};
    static const char *const states[] = {"leaked", "live_at_cut", "uncertain"};
    struct csv csv = {.stream = run->output.stream};
    if (run->index == 0)
    {
        csv_head(&csv);
    }
    for (size_t list = 0; list < sizeof lists / sizeof lists[0]; list++)
    {
        for (size_t i = 0; i < filter_shown(findings->filter, lists[list]->count); i++)
        {
            csv_row(&csv, run, states[list], &lists[list]->items[i]);
        }
    }
}

static void print(struct run *run, struct findings *findings)
{
    if (run->options->generate)
    {
        report_generated(run, findings, FINDINGS_LEAKS);
    }
    else if (run->options->format == OUTPUT_JSON)
    {
        as_json(run, findings);
    }
    else if (run->options->format == OUTPUT_CSV)
    {
        as_csv(run, findings);
    }
    else
    {
        as_text(run, findings);
    }
}

void cmd_leaks_begin(struct run *run)
{
    run->own = mem_alloc(sizeof(struct growth));
    growth_begin(run->own, &run->replay);
}

void cmd_leaks(struct run *run)
{
    struct findings findings;
    findings_collect(&findings, &run->replay, &run->options->filter);
    run->findings += findings_blocks(&findings.leaks);
    if (!run->options->quiet)
    {
        findings_add_growth(&findings, run->own);
        print(run, &findings);
    }
    findings_free(&findings);
}

void cmd_leaks_end(struct run *run)
{
    growth_free(run->own);
    free(run->own);
}
