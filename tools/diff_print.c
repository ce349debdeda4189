/* SPDX-License-Identifier: MIT */
/* What diff prints. */
#include "diff.h"
#include "report.h"

#define THOUSANDTHS 1000u

/* A rate that grew by more says no more. */
#define PERCENT_MOST 999u

static bool is_rate(enum measure what)
{
    return what == MEASURE_GET_RATE || what == MEASURE_EVENT_RATE;
}

static const struct change *first_of(const struct diff *diff, enum direction direction)
{
    size_t before = 0;
    for (size_t i = 0; i < (size_t)direction; i++)
    {
        before += diff->comparison.of[i];
    }
    return before == 0 ? diff->comparison.items : &diff->comparison.items[before]; /* items may be NULL */
}

/* `error: double-free`, `unbalanced: held`, `peak` */
static void title_cell(struct buffer *cell, const struct summary_row *row)
{
    buffer_word(cell, compare_title(row->what));
    buffer_word(cell, *row->kind == '\0' ? "" : ": ");
    buffer_word(cell, row->kind);
}

/* Whole ones from 100 on, else with one digit behind the point. */
static void rate_cell(struct buffer *cell, const struct figure *rate)
{
    const uint64_t tenths = (rate->value + THOUSANDTHS / 20) / (THOUSANDTHS / 10);
    layout_count(cell, tenths / 10);
    if (tenths < 1000)
    {
        buffer_word(cell, ".");
        buffer_number(cell, tenths % 10);
    }
    buffer_word(cell, rate->sure ? "" : "?");
}

static void value_cell(struct buffer *cell, enum measure what, const struct figure *figure)
{
    if (what == MEASURE_POOL)
    {
        buffer_word(cell, figure->value > 0 ? "there" : figure->max > 0 ? "?" : "-");
    }
    else if (is_rate(what))
    {
        rate_cell(cell, figure);
    }
    else
    {
        report_cell_figure(cell, figure);
    }
}

static void rate_change(struct buffer *cell, uint64_t distance, uint64_t before)
{
    const double percent = (double)distance * 100.0 / (double)before;
    buffer_word(cell, percent > PERCENT_MOST ? ">" : "");
    buffer_number(cell, percent > PERCENT_MOST ? PERCENT_MOST : (uint64_t)(percent + 0.5));
    buffer_word(cell, " %");
}

/* `+3`, of rates `+25 %`; with `?` where a gap may have made it. */
static void change_cell(struct buffer *cell, const struct change *change)
{
    const uint64_t before = change->before.value;
    const uint64_t now = change->now.value;
    const uint64_t distance = now > before ? now - before : before - now;
    if (change->row->what == MEASURE_POOL)
    {
        buffer_word(cell, now > 0 ? "new" : "gone");
    }
    else if (is_rate(change->row->what) && before > 0)
    {
        buffer_word(cell, now > before ? "+" : "-");
        rate_change(cell, distance, before);
    }
    else
    {
        const struct figure difference = {.value = distance, .sure = true};
        buffer_word(cell, now > before ? "+" : "-");
        value_cell(cell, change->row->what, &difference);
    }
    buffer_word(cell, change->is_sure ? "" : "?");
}

static void rows(const struct run *run, const struct change *changes, size_t count)
{
    static const struct table_column columns[] = {{"what", false, false}, {"before", true, false},
                                                  {"now", true, false},   {"change", true, false},
                                                  {"pool", false, true},  {"site", false, true}};
    bool has_site = false;
    struct table table = {.columns = columns};
    for (size_t i = 0; i < count; i++)
    {
        has_site = has_site || *changes[i].row->site != '\0';
    }
    table.column_count = has_site ? 6 : 5;
    for (size_t i = 0; i < count; i++)
    {
        const struct summary_row *row = changes[i].row;
        title_cell(table_cell(&table), row);
        value_cell(table_cell(&table), row->what, &changes[i].before);
        value_cell(table_cell(&table), row->what, &changes[i].now);
        change_cell(table_cell(&table), &changes[i]);
        buffer_word(table_cell(&table), row->pool);
        if (has_site)
        {
            buffer_word(table_cell(&table), row->site);
        }
    }
    table_print(&table, &run->terminal);
    table_free(&table);
}

static void section(const struct run *run, const struct diff *diff, enum direction direction)
{
    static const char *const titles[DIRECTION_COUNT] = {
        [DIRECTION_WORSE] = "Worse",
        [DIRECTION_BETTER] = "Better",
        [DIRECTION_NEITHER] = "Changed, neither better nor worse"};
    static const enum colour colours[DIRECTION_COUNT] = {
        [DIRECTION_WORSE] = COLOUR_RED, [DIRECTION_BETTER] = COLOUR_GREEN, [DIRECTION_NEITHER] = COLOUR_BOLD};
    const size_t count = diff->comparison.of[direction];
    const size_t shown = diff_shown(run, diff, direction);
    struct buffer line = {0};
    if (count == 0)
    {
        return;
    }
    report_text_title(run, titles[direction], colours[direction]);
    rows(run, first_of(diff, direction), shown);
    if (shown < count)
    {
        buffer_word(&line, "  and ");
        layout_count(&line, count - shown);
        buffer_word(&line, " more");
        report_text_line(run, buffer_slice(&line), COLOUR_DIM);
    }
    buffer_free(&line);
}

static void count_part(struct buffer *line, size_t start, size_t count, const char *what)
{
    if (count > 0)
    {
        buffer_word(line, line->size > start ? ", " : "");
        layout_count(line, count);
        buffer_word(line, what);
    }
}

/* ` worse (2 certainly)` */
static void
direction_part(struct buffer *line, size_t start, const struct diff *diff, enum direction direction)
{
    const bool complete = diff->runs[0].is_complete && diff->runs[1].is_complete;
    const struct change *changes = first_of(diff, direction);
    const size_t count = diff->comparison.of[direction];
    size_t sure = 0;
    for (size_t i = 0; i < count; i++)
    {
        sure += changes[i].is_sure ? 1 : 0;
    }
    count_part(line, start, count, direction == DIRECTION_WORSE ? " worse" : " better");
    if (count > 0 && !complete)
    {
        buffer_word(line, " (");
        layout_count(line, sure);
        buffer_word(line, " certainly)");
    }
}

static void verdict(struct run *run, const struct diff *diff)
{
    const struct comparison *comparison = &diff->comparison;
    const bool complete = diff->runs[0].is_complete && diff->runs[1].is_complete;
    const size_t neither = comparison->of[DIRECTION_NEITHER];
    struct buffer line = {0};
    buffer_word(&line, complete ? "" : "INCOMPLETE: ");
    const size_t start = line.size;
    direction_part(&line, start, diff, DIRECTION_WORSE);
    direction_part(&line, start, diff, DIRECTION_BETTER);
    count_part(&line, start, neither, neither == 1 ? " other change" : " other changes");
    buffer_word(&line, line.size > start ? "" : complete ? "no change" : "no change in what there is");
    report_text_verdict(
        run, line.text,
        comparison->of[DIRECTION_WORSE] > 0 ? COLOUR_RED
        : complete                          ? COLOUR_GREEN
                                            : COLOUR_YELLOW
    );
    buffer_free(&line);
}

/* `2 findings suppressed before, 1 now` */
static void suppressed_line(const struct run *run, const struct diff *diff)
{
    struct buffer line = {0};
    if (diff->runs[0].suppressed > 0 || diff->runs[1].suppressed > 0)
    {
        buffer_word(&line, "  ");
        layout_plural(&line, diff->runs[0].suppressed, "finding", "findings");
        buffer_word(&line, " suppressed before, ");
        layout_count(&line, diff->runs[1].suppressed);
        buffer_word(&line, " now");
        report_text_line(run, buffer_slice(&line), COLOUR_DIM);
    }
    buffer_free(&line);
}

static void incomplete_line(const struct run *run, const struct summary *summary, const char *which)
{
    struct buffer line = {0};
    if (!summary->is_complete)
    {
        buffer_word(&line, which);
        buffer_word(&line, summary->name);
        buffer_word(&line, ": incomplete: ");
        buffer_word(&line, summary->gap);
        report_text_wrapped(run, buffer_slice(&line), 2, COLOUR_YELLOW);
    }
    buffer_free(&line);
}

void diff_text(struct run *run, const struct diff *diff)
{
    struct buffer name = {0};
    buffer_word(&name, diff->runs[0].name);
    buffer_word(&name, " -> ");
    buffer_word(&name, diff->runs[1].name);
    run->name = name.text;
    verdict(run, diff);
    buffer_free(&name);
    run->name = NULL;
    suppressed_line(run, diff);
    incomplete_line(run, &diff->runs[0], "before: ");
    incomplete_line(run, &diff->runs[1], "now: ");
    if (diff->runs[0].has_rates != diff->runs[1].has_rates)
    {
        static const char text[] = "  one of the two has no clock: rates are not compared";
        report_text_line(run, (struct slice){text, sizeof text - 1}, COLOUR_DIM);
    }
    section(run, diff, DIRECTION_WORSE);
    section(run, diff, DIRECTION_BETTER);
    section(run, diff, DIRECTION_NEITHER);
}

static void member(struct json *json, const char *key, const char *text)
{
    if (*text != '\0')
    {
        json_put_text(json, key, text);
    }
}

static void one_change(struct json *json, const struct change *change)
{
    const struct summary_row *row = change->row;
    json_begin(json, '{');
    member(json, "what", compare_name(row->what));
    member(json, row->what == MEASURE_ERRORS ? "kind" : "state", row->kind);
    member(json, "pool", row->pool);
    member(json, "site", row->site);
    report_json_figure(json, "before", &change->before);
    report_json_figure(json, "after", &change->now);
    json_put_bool(json, "sure", change->is_sure);
    json_end(json, '}');
}

static void json_run(struct json *json, const char *key, const struct summary *summary, bool has_suppressions)
{
    json_key(json, key);
    json_begin(json, '{');
    member(json, "trace", summary->name);
    json_put_bool(json, "complete", summary->is_complete);
    if (has_suppressions)
    {
        json_put_number(json, "suppressed_findings", summary->suppressed);
    }
    json_end(json, '}');
}

void diff_json(struct run *run, const struct diff *diff)
{
    static const char *const keys[DIRECTION_COUNT] = {
        [DIRECTION_WORSE] = "worse", [DIRECTION_BETTER] = "better", [DIRECTION_NEITHER] = "changed"};
    struct json *json = &run->json;
    json->break_depth = 2;
    json_begin(json, '{');
    json_put_number(json, "schema", 1);
    const bool has_suppressions = run->options->filter.suppressions != NULL;
    json_run(json, "before", &diff->runs[0], has_suppressions);
    json_run(json, "after", &diff->runs[1], has_suppressions);
    size_t left_out = 0;
    for (enum direction direction = 0; direction < DIRECTION_COUNT; direction++)
    {
        const struct change *changes = first_of(diff, direction);
        const size_t shown = diff_shown(run, diff, direction);
        left_out += diff->comparison.of[direction] - shown;
        json_key(json, keys[direction]);
        json_begin(json, '[');
        for (size_t i = 0; i < shown; i++)
        {
            one_change(json, &changes[i]);
        }
        json_end(json, ']');
    }
    json_put_number(json, "left_out", left_out);
    json_end(json, '}');
    (void)fputc('\n', run->output.stream);
}
