/* SPDX-License-Identifier: MIT */
/* The report as text: the verdict first, then the pools, then what is wrong. */
#include "figures.h"
#include "label.h"
#include "report.h"

#include <string.h>

/* Sites that may hold a reference stand in one cell up to this width. */
#define CANDIDATES_WIDTH 48u

void report_text_line(const struct run *run, struct slice text, enum colour colour)
{
    struct buffer shown = {0};
    layout_shorten(&shown, text, run->terminal.width, run->terminal.unicode);
    (void)fprintf(
        run->output.stream, "%s%s%s\n", terminal_begin(&run->terminal, colour), shown.text,
        terminal_end(&run->terminal)
    );
    buffer_free(&shown);
}

void report_text_title(const struct run *run, const char *title, enum colour colour)
{
    (void)fputc('\n', run->output.stream);
    report_text_line(run, (struct slice){title, strlen(title)}, colour);
}

void report_text_separate(const struct run *run)
{
    if (run->index > 0)
    {
        (void)fputc('\n', run->output.stream);
    }
}

void report_text_more(const struct run *run, size_t count)
{
    const size_t shown = filter_shown(&run->options->filter, count);
    if (shown < count)
    {
        struct buffer line = {0};
        buffer_word(&line, "  and ");
        layout_count(&line, count - shown);
        buffer_word(&line, " more");
        report_text_line(run, buffer_slice(&line), COLOUR_DIM);
        buffer_free(&line);
    }
}

static uint64_t error_calls(const struct findings *findings)
{
    uint64_t calls = 0;
    for (size_t i = 0; i < findings->error_count; i++)
    {
        calls += findings->errors[i].count;
    }
    return calls;
}

/* Adds `+` to a figure that may be higher. */
static const char *more(const struct figure *figure)
{
    return figure->sure || figure->max == figure->value ? "" : "+";
}

enum colour
report_text_found(struct buffer *line, bool complete, uint64_t leaks, uint64_t refs, uint64_t calls)
{
    const bool is_found = leaks > 0 || refs > 0 || calls > 0;
    buffer_word(line, complete ? "" : is_found ? "INCOMPLETE: at least " : "INCOMPLETE: ");
    if (!is_found)
    {
        buffer_word(
            line, complete ? "no leaks, no unbalanced references, no failed calls"
                           : "nothing wrong in what there is"
        );
        return complete ? COLOUR_GREEN : COLOUR_YELLOW;
    }
    const size_t start = line->size;
    layout_part(line, start, leaks, "leaked block", "leaked blocks");
    layout_part(line, start, refs, "unbalanced reference", "unbalanced references");
    layout_part(line, start, calls, "failed call", "failed calls");
    return COLOUR_RED;
}

static enum colour verdict(const struct run *run, const struct findings *findings, struct buffer *line)
{
    return report_text_found(
        line, replay_is_complete(&run->replay), findings_blocks(&findings->leaks), findings->refs.count,
        error_calls(findings)
    );
}

/* `router, 1,204 events in 3.2 ms, complete` */
static void summary(const struct run *run, struct buffer *line)
{
    const struct names *names = &run->replay.names;
    const struct stream *stream = names->stream_count > 0 ? &names->streams[0] : NULL;
    struct trace_figures figures;
    figures_of_trace(&run->replay, &figures);
    buffer_word(line, "  ");
    if (stream != NULL && names_text(names, stream->program).size > 0)
    {
        buffer_add(line, names_text(names, stream->program));
        buffer_word(line, ", ");
    }
    layout_count(line, figures.events.value);
    buffer_word(line, more(&figures.events));
    buffer_word(line, figures.events.value == 1 && *more(&figures.events) == '\0' ? " event" : " events");
    if (figures.has_duration)
    {
        buffer_word(line, figures.duration_ns.sure ? " in " : " in at least ");
        layout_duration(line, figures.duration_ns.value);
    }
    if (figures.dropped.value > 0)
    {
        buffer_word(line, ", ");
        layout_count(line, figures.dropped.value);
        buffer_word(line, more(&figures.dropped));
        buffer_word(line, " dropped");
    }
    layout_part(line, 0, run->result.corrupt_bytes, "byte outside packets", "bytes outside packets");
    buffer_word(line, replay_is_complete(&run->replay) ? ", complete" : "");
}

void report_text_out(struct run *run, const char *title, const struct out_list *list, bool has_details)
{
    static const struct table_column columns[] = {{"blocks", true, false}, {"bytes", true, false},
                                                  {"oldest", true, false}, {"refs", true, false},
                                                  {"pool", false, true},   {"site", false, true}};
    static const struct table_column short_columns[] = {
        {"blocks", true, false}, {"bytes", true, false}, {"pool", false, true}, {"site", false, true}};
    struct table table = {
        .columns = has_details ? columns : short_columns, .column_count = has_details ? 6 : 4};
    if (list->count == 0)
    {
        return;
    }
    for (size_t i = 0; i < filter_shown(&run->options->filter, list->count); i++)
    {
        const struct out_blocks *out = &list->items[i];
        const bool at_least = list->is_certain && run->replay.pools[out->pool].gapped;
        struct buffer *blocks = table_cell(&table);
        layout_count(blocks, out->blocks);
        buffer_word(blocks, at_least ? "+" : "");
        report_cell_bytes(table_cell(&table), out, at_least);
        if (has_details)
        {
            report_cell_age(table_cell(&table), &run->replay, out, out->oldest);
            report_cell_refs(table_cell(&table), out);
        }
        label_pool(table_cell(&table), &run->replay.names, out->pool);
        struct buffer *site = table_cell(&table);
        buffer_word(site, out->is_likely ? "probably " : "");
        buffer_add(site, out->site);
    }
    report_text_title(run, title, COLOUR_BOLD);
    table_print(&table, &run->terminal);
    report_text_more(run, list->count);
    table_free(&table);
}

/* Blanks for the columns before the site. */
static struct buffer *continued(struct table *table)
{
    buffer_word(table_cell(table), "");
    buffer_word(table_cell(table), "");
    buffer_word(table_cell(table), "");
    return table_cell(table);
}

/* `one of: A, B`; on further rows what does not fit. */
static void site_cells(struct table *table, const struct findings *findings, const struct ref_finding *ref)
{
    struct buffer *cell = table_cell(table);
    if (ref->candidate_count < 2)
    {
        buffer_add(cell, ref->site);
        return;
    }
    buffer_word(cell, ref->all_hold ? "" : "one of:");
    for (size_t i = 0; i < ref->candidate_count; i++)
    {
        const struct slice site = findings->candidates[ref->first_candidate + i];
        if (i > 0 && cell->size + site.size > CANDIDATES_WIDTH)
        {
            cell = continued(table);
            buffer_word(cell, ref->all_hold ? "" : "       ");
        }
        buffer_word(cell, i > 0 || !ref->all_hold ? " " : "");
        buffer_add(cell, site);
        buffer_word(cell, i + 1 < ref->candidate_count ? "," : "");
    }
}

void report_text_refs(
    struct run *run, const struct findings *findings, const char *title, const struct ref_list *list
)
{
    static const struct table_column columns[] = {
        {"count", true, false}, {"state", false, false}, {"object", false, true}, {"site", false, true}};
    struct table table = {.columns = columns, .column_count = 4};
    if (list->count == 0)
    {
        return;
    }
    for (size_t i = 0; i < filter_shown(&run->options->filter, list->count); i++)
    {
        const struct ref_finding *ref = &list->items[i];
        buffer_number(table_cell(&table), ref->count);
        buffer_word(table_cell(&table), ref->is_orphaned ? "orphaned" : "held");
        struct buffer *object = table_cell(&table);
        label_pool(object, &run->replay.names, ref->pool);
        buffer_word(object, ":");
        buffer_number(object, ref->block);
        buffer_word(object, "#");
        buffer_number(object, ref->serial);
        site_cells(&table, findings, ref);
    }
    report_text_title(run, title, COLOUR_BOLD);
    table_print(&table, &run->terminal);
    report_text_more(run, list->count);
    table_free(&table);
}

/* A row, unless there are as many as are shown. */
static void error_row(const struct run *run, struct table *table, const struct error_finding *error)
{
    const size_t rows = table->cell_count / table->column_count;
    const struct figure calls = figures_failures(&run->replay, error->pool, error->count);
    if (filter_shown(&run->options->filter, rows + 1) == rows)
    {
        return;
    }
    struct buffer *count = table_cell(table);
    layout_count(count, calls.value);
    buffer_word(count, more(&calls));
    buffer_word(table_cell(table), error->kind);
    label_pool(table_cell(table), &run->replay.names, error->pool);
    buffer_add(table_cell(table), error->site);
}

void report_text_errors(
    struct run *run, const struct findings *findings, const char *title, error_choice wanted
)
{
    static const struct table_column columns[] = {
        {"calls", true, false}, {"cause", false, false}, {"pool", false, true}, {"site", false, true}};
    struct table table = {.columns = columns, .column_count = 4};
    size_t count = 0;
    for (size_t i = 0; i < findings->error_count; i++)
    {
        if (wanted == NULL || wanted(&findings->errors[i]))
        {
            error_row(run, &table, &findings->errors[i]);
            count++;
        }
    }
    if (count > 0)
    {
        report_text_title(run, title, COLOUR_BOLD);
        table_print(&table, &run->terminal);
        report_text_more(run, count);
    }
    table_free(&table);
}

static void one_gap(const struct run *run, const struct replay_gap *gap)
{
    struct buffer line = {0};
    buffer_word(&line, "at byte ");
    layout_count(&line, gap->offset);
    buffer_word(&line, ": ");
    buffer_word(&line, gap->why);
    if (gap->is_hole && gap->events != UNKNOWN_COUNT)
    {
        buffer_word(&line, ", with ");
        layout_plural(&line, gap->events, "event", "events");
    }
    report_text_wrapped(run, buffer_slice(&line), 2, COLOUR_PLAIN);
    buffer_free(&line);
}

void report_text_gaps(struct run *run)
{
    const size_t listed = run->replay.gap_count > REPORT_GAPS ? REPORT_GAPS : run->replay.gap_count;
    if (listed == 0)
    {
        return;
    }
    report_text_title(run, "What is missing", COLOUR_YELLOW);
    for (size_t i = 0; i < listed; i++)
    {
        one_gap(run, &run->replay.gaps[i]);
    }
    if (run->replay.gap_count > listed)
    {
        struct buffer line = {0};
        buffer_word(&line, "  and ");
        layout_plural(&line, run->replay.gap_count - listed, "more gap", "more gaps");
        report_text_line(run, buffer_slice(&line), COLOUR_PLAIN);
        buffer_free(&line);
    }
}

static void unsure_parts(struct run *run, const struct findings *findings)
{
    if (replay_is_complete(&run->replay))
    {
        return;
    }
    report_text_gaps(run);
    report_text_out(run, "Out where the trace stops (not leaks: there is no end)", &findings->at_cut, false);
    report_text_out(run, "Uncertain (not seen since events went missing)", &findings->uncertain, false);
    report_text_refs(run, findings, "Uncertain reference counts", &findings->refs_unsure);
}

void report_text(struct run *run, const struct findings *findings)
{
    struct buffer line = {0};
    report_text_separate(run);
    const enum colour colour = verdict(run, findings, &line);
    report_text_verdict(run, line.text, colour);
    buffer_clear(&line);
    summary(run, &line);
    report_text_line(run, buffer_slice(&line), COLOUR_DIM);
    buffer_free(&line);
    report_text_notes(run);
    report_text_unknown(run, findings);
    report_text_pools(run, findings);
    report_text_out(run, "Leaks", &findings->leaks, false);
    report_text_refs(run, findings, "References not balanced", &findings->refs);
    report_text_errors(run, findings, "Failed calls", NULL);
    unsure_parts(run, findings);
    report_text_suppressed(run, findings, FINDINGS_ALL);
}
