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

static void natural_widths(const struct table *table, bool unicode, size_t *widths)
{
    for (size_t i = 0; i < table->column_count; i++)
    {
        widths[i] = strlen(table->columns[i].title);
    }
    for (size_t i = 0; i < table->cell_count; i++)
    {
        const size_t width = cell_width(&table->cells[i], unicode);
        size_t *column = &widths[i % table->column_count];
        *column = width > *column ? width : *column;
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

/* The widest column that may become narrower, or the number of columns. */
static size_t widest(const struct table *table, const size_t *widths, bool any)
{
    const size_t least = any ? OTHERS_LEAST : ELASTIC_LEAST;
    size_t found = table->column_count;
    for (size_t i = 0; i < table->column_count; i++)
    {
        if ((any || table->columns[i].elastic) && widths[i] > least &&
            (found == table->column_count || widths[i] > widths[found]))
        {
            found = i;
        }
    }
    return found;
}

/* Elastic columns give way first; the others only where that is not enough. */
static void shrink(const struct table *table, size_t most, size_t *widths)
{
    while (total_width(table, widths) > most)
    {
        size_t column = widest(table, widths, false);
        column = column == table->column_count ? widest(table, widths, true) : column;
        if (column == table->column_count)
        {
            return;
        }
        widths[column]--;
    }
}

static void add_cell(
    struct buffer *line,
    const struct table *table,
    size_t column,
    struct slice text,
    size_t width,
    bool unicode
)
{
    struct buffer shown = {0};
    const bool is_last = column + 1 == table->column_count && table->tail == 0;
    layout_shorten(&shown, text, width, unicode);
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

static void print_titles(const struct table *table, const struct terminal *terminal, const size_t *widths)
{
    struct buffer line = {0};
    for (size_t i = 0; i < table->column_count; i++)
    {
        const char *title = table->columns[i].title;
        add_cell(&line, table, i, (struct slice){title, strlen(title)}, widths[i], terminal->unicode);
    }
    while (line.size > 0 && line.text[line.size - 1] == ' ')
    {
        line.text[--line.size] = '\0';
    }
    (void)fprintf(
        terminal->stream, "%s%s%s\n", terminal_begin(terminal, COLOUR_DIM), line.text, terminal_end(terminal)
    );
    buffer_free(&line);
}

static void
print_row(const struct table *table, const struct terminal *terminal, const size_t *widths, size_t row)
{
    struct buffer line = {0};
    for (size_t i = 0; i < table->column_count; i++)
    {
        add_cell(
            &line, table, i, buffer_slice(&table->cells[row * table->column_count + i]), widths[i],
            terminal->unicode
        );
    }
    if (table->row_tail != NULL)
    {
        const size_t total = total_width(table, widths) - table->tail;
        buffer_word(&line, "  ");
        table->row_tail(table->context, row, terminal->width > total ? terminal->width - total : 1, &line);
    }
    (void)fwrite(line.text, 1, line.size, terminal->stream);
    (void)fputc('\n', terminal->stream);
    buffer_free(&line);
}

void table_print(const struct table *table, const struct terminal *terminal)
{
    size_t widths[TABLE_COLUMNS_MAX] = {0};
    natural_widths(table, terminal->unicode, widths);
    shrink(table, terminal->width, widths);
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
