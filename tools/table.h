/* SPDX-License-Identifier: MIT */
/* Rows of text in columns that fit the terminal. */
#ifndef JUNOMEMSTAT_TABLE_H
#define JUNOMEMSTAT_TABLE_H

#include "layout.h"

#define TABLE_COLUMNS_MAX 10u

struct table_column
{
    const char *title;
    bool right;   /* aligned */
    bool elastic; /* shortened where the rows are too wide */
};

struct table
{
    const struct table_column *columns;
    size_t column_count;
    struct buffer *cells; /* row after row, not yet escaped */
    size_t cell_count, cell_room;
    size_t tail; /* columns to keep free after the last one */
    /* Prints what stands in the tail of a row, or after it. */
    void (*row_tail)(void *context, size_t row, size_t width, struct buffer *out);
    void *context;
};

/* The next cell, to be filled. Valid until the next call. */
struct buffer *table_cell(struct table *table);

/* Prints titles and rows, indented by two. */
void table_print(const struct table *table, const struct terminal *terminal);

void table_free(struct table *table);

#endif
