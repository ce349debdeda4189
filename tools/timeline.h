/* SPDX-License-Identifier: MIT */
/* What the parts of the command timeline share. */
#ifndef JUNOMEMSTAT_TIMELINE_H
#define JUNOMEMSTAT_TIMELINE_H

#include "report.h"
#include "series.h"

/* Adds the pool's charts, one below the other, to the picture. */
struct picture
{
    struct buffer body;
    uint64_t height; /* of what is in it */
    uint64_t charts;
    struct output output;
};

/* Opens the file, and closes it with all that was drawn; both return false after a message. */
bool picture_begin(struct picture *picture, const struct options *options);
bool picture_finish(struct picture *picture, bool good);

/* Draws all pools of the trace that are asked for. */
void picture_trace(struct picture *picture, struct run *run, struct series *series);

/* Whether the pool is one of those to show. */
bool timeline_shows(const struct run *run, uint32_t pool);

/* Adds `peak 4 after 2.2 ms, 2 failed gets` and the like. */
void timeline_summary(const struct run *run, uint32_t position, struct buffer *line);

#endif
