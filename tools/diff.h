/* SPDX-License-Identifier: MIT */
/* diff: two runs beside each other. */
#ifndef JUNOMEMSTAT_DIFF_H
#define JUNOMEMSTAT_DIFF_H

#include "compare.h"

#define DIFF_RUNS 2u

struct diff
{
    struct summary runs[DIFF_RUNS]; /* before, after */
    size_t count;                   /* of them, that were read */
    struct comparison comparison;
};

void diff_text(struct run *run, const struct diff *diff);
void diff_json(struct run *run, const struct diff *diff);

/* How many rows of a direction are printed. */
size_t diff_shown(const struct run *run, const struct diff *diff, enum direction direction);

#endif
