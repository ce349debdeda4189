/* SPDX-License-Identifier: MIT */
/* What the user's suppressions kept out of a report. */
#include "report.h"

static void line_as_json(struct json *json, const struct suppress_line *line, uint64_t count, uint64_t bytes)
{
    json_begin(json, '{');
    json_put_text(json, "type", suppress_type_name(line->type));
    json_put_text(json, "pattern", line->pattern);
    json_put_text(json, "file", line->file);
    json_put_number(json, "line", line->number);
    json_put_number(json, "count", count);
    json_put_number(json, "bytes", bytes);
    json_end(json, '}');
}

/* Bytes are those of blocks that are out. */
static uint64_t bytes_of(const struct suppressor *suppressor, size_t line, unsigned kinds)
{
    return (kinds & FINDINGS_LEAKS) != 0 ? suppressor->hits[line].bytes : 0;
}

void report_json_suppressed(struct run *run, const struct findings *findings, unsigned kinds)
{
    const struct suppressor *suppressor = &findings->suppressor;
    if (findings->filter->suppressions == NULL)
    {
        return;
    }
    json_key(&run->json, "suppressed");
    json_begin(&run->json, '[');
    for (size_t i = 0; i < findings->filter->suppressions->count; i++)
    {
        const struct suppress_line *line = &findings->filter->suppressions->items[i];
        if (suppressor_concerns(line->type, kinds))
        {
            line_as_json(
                &run->json, line, suppressor_hits(suppressor, i, kinds), bytes_of(suppressor, i, kinds)
            );
        }
    }
    json_end(&run->json, ']');
}

static void place(struct buffer *out, const struct suppress_line *line)
{
    buffer_word(out, line->file);
    buffer_word(out, ":");
    buffer_number(out, line->number);
}

static void what(struct buffer *out, const struct suppress_line *line)
{
    buffer_word(out, suppress_type_name(line->type));
    buffer_word(out, ":");
    buffer_word(out, line->pattern);
}

static void line_row(struct table *table, const struct suppress_line *line, uint64_t count, uint64_t bytes)
{
    layout_count(table_cell(table), count);
    struct buffer *size = table_cell(table);
    if (bytes > 0)
    {
        layout_bytes(size, bytes);
    }
    else
    {
        buffer_word(size, "-");
    }
    what(table_cell(table), line);
    place(table_cell(table), line);
}

/* `2 suppressions meet nothing here, as leak:cache (known.supp:3)` */
static void idle_lines(const struct run *run, uint64_t count, const struct suppress_line *first)
{
    struct buffer line = {0};
    buffer_word(&line, count > 1 ? "" : "one suppression meets nothing here: ");
    if (count > 1)
    {
        layout_count(&line, count);
        buffer_word(&line, " suppressions meet nothing here, as ");
    }
    what(&line, first);
    buffer_word(&line, " (");
    place(&line, first);
    buffer_word(&line, ")");
    (void)fputc('\n', run->output.stream);
    report_text_wrapped(run, buffer_slice(&line), 2, COLOUR_DIM);
    buffer_free(&line);
}

void report_text_suppressed(const struct run *run, const struct findings *findings, unsigned kinds)
{
    static const struct table_column columns[] = {
        {"count", true, false}, {"bytes", true, false}, {"suppression", false, true}, {"line", false, true}};
    struct table table = {.columns = columns, .column_count = 4};
    const struct suppressor *suppressor = &findings->suppressor;
    const struct suppress_line *idle = NULL;
    uint64_t idle_count = 0;
    for (size_t i = 0; suppressor->lines != NULL && i < suppressor->lines->count; i++)
    {
        const struct suppress_line *line = &suppressor->lines->items[i];
        const uint64_t count = suppressor_hits(suppressor, i, kinds);
        if (count > 0)
        {
            line_row(&table, line, count, bytes_of(suppressor, i, kinds));
        }
        else if (suppressor_concerns(line->type, kinds) && suppressor_hits(suppressor, i, FINDINGS_ALL) == 0)
        {
            idle = idle == NULL ? line : idle;
            idle_count++;
        }
    }
    if (table.cell_count > 0)
    {
        report_text_title(run, "Suppressed", COLOUR_BOLD);
        table_print(&table, &run->terminal);
    }
    table_free(&table);
    if (idle_count > 0)
    {
        idle_lines(run, idle_count, idle);
    }
}
