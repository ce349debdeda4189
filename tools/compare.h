/* SPDX-License-Identifier: MIT */
/* What changed between two runs, by their summaries. */
#ifndef JUNOMEMSTAT_COMPARE_H
#define JUNOMEMSTAT_COMPARE_H

#include "summary.h"

enum direction
{
    DIRECTION_WORSE,
    DIRECTION_BETTER,
    DIRECTION_NEITHER,
    DIRECTION_COUNT
};

struct change
{
    const struct summary_row *row; /* the later one, or the only one */
    struct figure before, now;
    enum direction direction;
    bool is_sure; /* whatever gaps hide, it is this way */
    uint64_t weight;
};

struct comparison
{
    struct change *items; /* worse, better, neither; heaviest first */
    size_t count, room;
    size_t of[DIRECTION_COUNT];
    size_t may_be_worse[MEASURE_COUNT]; /* rows, changed or not, that a gap may hide the worse of */
};

/* The summaries must outlive the comparison. */
void compare(struct comparison *comparison, const struct summary *before, const struct summary *now);
void compare_free(struct comparison *comparison);

/* What is measured, for people, and as a JSON name. */
const char *compare_title(enum measure what);
const char *compare_name(enum measure what);

#endif
