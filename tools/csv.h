/* SPDX-License-Identifier: MIT */
/* Writes comma-separated values as RFC 4180 has them, with a line feed as the line's end. */
#ifndef JUNOMEMSTAT_CSV_H
#define JUNOMEMSTAT_CSV_H

#include "figures.h"

#include <stdio.h>

struct csv
{
    FILE *stream;
    bool is_further; /* a cell stands in the row already */
};

void csv_text(struct csv *csv, struct slice text);
void csv_word(struct csv *csv, const char *text);
/* A cell for each word: names of columns. */
void csv_words(struct csv *csv, const char *words);
void csv_number(struct csv *csv, uint64_t number);
void csv_empty(struct csv *csv);

/* `true` or `false`. */
void csv_bool(struct csv *csv, bool truth);

/* Three cells: the figure, its least and its largest value, empty where there is no limit. */
void csv_figure(struct csv *csv, const struct figure *figure);

/* The names of these three. */
void csv_figure_name(struct csv *csv, const char *name);

/* The pool's label. */
void csv_pool(struct csv *csv, const struct names *names, uint32_t pool);

void csv_end_row(struct csv *csv);

#endif
