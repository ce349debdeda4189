/* SPDX-License-Identifier: MIT */
/*
 * How often values of any size came, in bounded memory: each power of two is
 * divided into 32 intervals of one width, so a value is known to 1/32 of itself,
 * and what is told of it, the middle of its interval, is at most 1.6 % off;
 * values below 64 are exact. The method is that of HdrHistogram by Gil Tene
 * (https://hdrhistogram.org), with a precision that is fixed. It takes 16 KiB at
 * most, of which only the powers of two that came are there.
 */
#ifndef JUNOMEMSTAT_HISTOGRAM_H
#define JUNOMEMSTAT_HISTOGRAM_H

#include <stddef.h>
#include <stdint.h>

#define HISTOGRAM_PARTS 32u
#define HISTOGRAM_ROWS 60u

struct histogram
{
    uint64_t *rows[HISTOGRAM_ROWS]; /* of HISTOGRAM_PARTS counts each, NULL: all 0 */
    uint64_t count;                 /* of values; stays at its largest value */
    uint64_t min, max;              /* exact */
};

void histogram_add(struct histogram *histogram, uint64_t value);

/* Adds all values of another one. */
void histogram_merge(struct histogram *histogram, const struct histogram *other);

/* The smallest value that is not below so many percent of all values; 0 where there are none. */
uint64_t histogram_percentile(const struct histogram *histogram, double percent);

/*
 * Calls `visit` for each interval that has values, in rising order: `from` is the
 * smallest value that falls into it, `to` the largest.
 */
void histogram_each(
    const struct histogram *histogram,
    void (*visit)(void *context, uint64_t from, uint64_t to, uint64_t count),
    void *context
);

void histogram_free(struct histogram *histogram);

#endif
