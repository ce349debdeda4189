/* SPDX-License-Identifier: MIT */
/* A pool's occupancy over time, drawn with characters. */
#ifndef JUNOMEMSTAT_CHART_H
#define JUNOMEMSTAT_CHART_H

#include "axis.h"

/* All intervals that meet a column of the chart, as one. */
struct chart_column
{
    uint64_t min, max;
    uint64_t failed; /* gets */
    bool is_there;   /* the pool had begun */
    bool unsure;
    char mark; /* its letter, `*` for several, 0: none */
};

struct chart
{
    struct chart_column *columns;
    size_t width;
    enum series_unit unit;
    uint64_t end;    /* of the axis, in its unit */
    uint64_t length; /* 0: not known, or far above the chart */
    uint64_t top;    /* the value of the upper edge */
    size_t peak;     /* the first column that reaches the largest value; width: none does */
    bool has_failed, has_unsure, has_marks;
};

/* Marks with letters of their own: a to z. */
#define CHART_LETTERS 26u

/* Columns that a chart takes beside its own. */
#define CHART_GUTTER 11u

void chart_make(
    struct chart *chart, struct series *series, const struct replay *replay, uint32_t pool, size_t width
);
void chart_free(struct chart *chart);

/* Draws rows of the chart, its axis, and lines of what else there is: the peak, failed gets, marks. */
void chart_print(const struct chart *chart, const struct terminal *terminal);

#endif
