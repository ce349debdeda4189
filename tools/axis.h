/* SPDX-License-Identifier: MIT */
/* Round numbers for the axis of a chart over time, or over events. */
#ifndef JUNOMEMSTAT_AXIS_H
#define JUNOMEMSTAT_AXIS_H

#include "layout.h"
#include "series.h"

/* The smallest round step of which at most `most` fit into the axis; 1 at least. */
uint64_t axis_step(enum series_unit unit, uint64_t end, uint64_t most);

/* Adds `20 ms`, or `1,000` where the axis counts ticks or events. */
void axis_label(struct buffer *out, enum series_unit unit, uint64_t value);

/* Where a value stands on an axis of so many columns, or pixels; at most the last one. */
size_t axis_place(uint64_t value, uint64_t end, size_t width);

#endif
