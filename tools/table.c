/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>

#define INDENT 2u
#define SPACING 2u
#define ELASTIC_LEAST 8u
#define OTHERS_LEAST 5u

struct buffer *table_cell(struct table *table)
{
    table->cells = mem_grow(table->cells, &table->cell_room, table->cell_count + 1, sizeof *table->cells);
    return &table->cells[table->cell_count++];
}

static size_t cell_width(const struct buffer *cell, bool unicode)
{
    struct buffer escaped = {0};
    layout_escape(&escaped, buffer_slice(cell), unicode);
    const size_t width = layout_width(buffer_slice(&escaped));
    buffer_free(&escaped);
    return width;
}

/* The longer word of a title: what it needs where it stands on two lines. */
static size_t title_least(const char *title)
{
    const char *blank = strchr(title, ' ');
    const size_t first = blank == NULL ? strlen(title) : (size_t)(blank - title);
    const size_t second = blank == NULL ? 0 : strlen(blank + 1);
    return first > second ? first : second;
}

/* The widest cell of each column, its title taken as two lines. */
static void least_widths(const struct table *table, bool unicode, size_t *widths)
{
    for (size_t i = 0; i < table->column_count; i++)
    {
        widths[i] = title_least(table->columns[i].title);
    }
    size_t column = 0;
    for (size_t i = 0; i < table->cell_count; i++)
    {
        const size_t width = cell_width(&table->cells[i], unicode);
        widths[column] = width > widths[column] ? width : widths[column];
        column = column + 1 < table->column_count ? column + 1 : 0;
    }
}

static size_t total_width(const struct table *table, const size_t *widths)
{
    size_t total = INDENT + (table->tail > 0 ? SPACING + table->tail : 0);
    for (size_t i = 0; i < table->column_count; i++)
    {
        total += widths[i] + (i > 0 ? SPACING : 0);
    }
    return total;
}

/* The column with most to give above its `least`, or the number of columns. */
static size_t widest(const struct table *table, const size_t *widths, const size_t *least)
{
    size_t found = table->column_count;
    for (size_t i = 0; i < table->column_count; i++)
    {
        if (widths[i] > least[i] && (found == table->column_count || widths[i] > widths[found]))
        {
            found = i;
        }
    }
    return found;
}

/* Returns false where the columns are as narrow as they may be and still too wide. */
static bool shrink_to(const struct table *table, size_t most, size_t *widths, const size_t *least)
{
    while (total_width(table, widths) > most)
    {
        const size_t column = widest(table, widths, least);
        if (column == table->column_count)
        {
            return false;
        }
        widths[column]--;
    }
    return true;
}

/*
 * Elastic columns give way first, then titles go on two lines, then elastic columns become
 * narrower still. Only where all that is not enough, figures do without room.
 */
static void fit(const struct table *table, const struct terminal *terminal, size_t *widths)
{
    size_t elastic[TABLE_COLUMNS_MAX];
    size_t titles[TABLE_COLUMNS_MAX] = {0};
    size_t narrow[TABLE_COLUMNS_MAX];
    size_t any[TABLE_COLUMNS_MAX];
    least_widths(table, terminal->unicode, titles);
    for (size_t i = 0; i < table->column_count; i++)
    {
        const size_t title = strlen(table->columns[i].title);
        widths[i] = titles[i] > title ? titles[i] : title;
        elastic[i] = table->columns[i].elastic ? ELASTIC_LEAST : widths[i];
        titles[i] = table->columns[i].elastic ? ELASTIC_LEAST : titles[i];
        narrow[i] = table->columns[i].elastic ? OTHERS_LEAST : titles[i];
        any[i] = OTHERS_LEAST;
    }
    if (!shrink_to(table, terminal->width, widths, elastic) &&
        !shrink_to(table, terminal->width, widths, titles) &&
        !shrink_to(table, terminal->width, widths, narrow))
    {
        (void)shrink_to(table, terminal->width, widths, any);
    }
}

static void add_cell(
    struct buffer *line,
    const struct table *table,
    size_t column,
    struct slice text,
    size_t width,
    bool is_figure,
    bool unicode
)
{
    struct buffer shown = {0};
    const bool is_last = column + 1 == table->column_count && table->tail == 0;
    layout_shorten(&shown, text, width, unicode);
    if (is_figure && layout_width(text) > width)
    {
        /* What is left of a figure would be another one. */
        buffer_clear(&shown);
        buffer_word(&shown, unicode ? "…" : "...");
    }
    buffer_word(line, "  ");
    if (table->columns[column].right)
    {
        layout_right(line, buffer_slice(&shown), width);
    }
    else
    {
        layout_left(line, buffer_slice(&shown), is_last ? 0 : width);
    }
    buffer_free(&shown);
}

/* A title's part for the upper or the lower of two lines; all of it is in the lower where it fits. */
static struct slice title_part(const char *title, size_t width, bool upper)
{
    const char *blank = strchr(title, ' ');
    const size_t size = strlen(title);
    if (blank == NULL || size <= width)
    {
        return (struct slice){title, upper ? 0 : size};
    }
    return upper ? (struct slice){title, (size_t)(blank - title)}
                 : (struct slice){blank + 1, size - (size_t)(blank - title) - 1};
}

static void trim(struct buffer *line)
{
    while (line->size > 0 && line->text[line->size - 1] == ' ')
    {
        line->text[--line->size] = '\0';
    }
}

static void
print_title_line(const struct table *table, const struct terminal *terminal, const size_t *widths, bool upper)
{
    struct buffer line = {0};
    for (size_t i = 0; i < table->column_count; i++)
    {
        const struct slice part = title_part(table->columns[i].title, widths[i], upper);
        add_cell(&line, table, i, part, widths[i], false, terminal->unicode);
    }
    trim(&line);
    if (line.size > 0)
    {
        (void)fprintf(
            terminal->stream, "%s%s%s\n", terminal_begin(terminal, COLOUR_DIM), line.text,
            terminal_end(terminal)
        );
    }
    buffer_free(&line);
}

static void print_titles(const struct table *table, const struct terminal *terminal, const size_t *widths)
{
    print_title_line(table, terminal, widths, true);
    print_title_line(table, terminal, widths, false);
}

static void
print_row(const struct table *table, const struct terminal *terminal, const size_t *widths, size_t row)
{
    struct buffer line = {0};
    for (size_t i = 0; i < table->column_count; i++)
    {
        add_cell(
            &line, table, i, buffer_slice(&table->cells[row * table->column_count + i]), widths[i],
            table->columns[i].right, terminal->unicode
        );
    }
    if (table->row_tail != NULL)
    {
        const size_t total = total_width(table, widths) - table->tail;
        buffer_word(&line, "  ");
        table->row_tail(table->context, row, terminal->width > total ? terminal->width - total : 1, &line);
    }
    else
    {
        trim(&line);
    }
    (void)fwrite(line.text, 1, line.size, terminal->stream);
    (void)fputc('\n', terminal->stream);
    buffer_free(&line);
}

void table_print(const struct table *table, const struct terminal *terminal)
{
    size_t widths[TABLE_COLUMNS_MAX] = {0};
    fit(table, terminal, widths);
    print_titles(table, terminal, widths);
    for (size_t row = 0; row < table->cell_count / table->column_count; row++)
    {
        print_row(table, terminal, widths, row);
    }
}

void table_free(struct table *table)
{
    for (size_t i = 0; i < table->cell_count; i++)
    {
        buffer_free(&table->cells[i]);
    }
    free(table->cells);
    table->cells = NULL;
    table->cell_count = 0;
    table->cell_room = 0;
}
