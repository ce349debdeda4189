/* SPDX-License-Identifier: MIT */
#include "histogram.h"

#include "mem.h"
#include "saturate.h"

#include <stdlib.h>

/* Row 0 has the values below 32, row n those of 32 << (n - 1) and on, up to twice as much. */
static size_t row_of(uint64_t value)
{
    size_t row = 0;
    while (value >= HISTOGRAM_PARTS)
    {
        value >>= 1;
        row++;
    }
    return row;
}

static size_t part_of(uint64_t value, size_t row)
{
    return row == 0 ? (size_t)value : (size_t)(value >> (row - 1)) - HISTOGRAM_PARTS;
}

/* The smallest value of an interval. */
static uint64_t first_of(size_t row, size_t part)
{
    return row == 0 ? part : (uint64_t)(HISTOGRAM_PARTS + part) << (row - 1);
}

static uint64_t width_of(size_t row)
{
    return row < 2 ? 1 : UINT64_C(1) << (row - 1);
}

static uint64_t *row_at(struct histogram *histogram, size_t row)
{
    if (histogram->rows[row] == NULL)
    {
        histogram->rows[row] = mem_alloc(HISTOGRAM_PARTS * sizeof *histogram->rows[row]);
    }
    return histogram->rows[row];
}

static void limits(struct histogram *histogram, uint64_t min, uint64_t max)
{
    histogram->min = histogram->count == 0 || min < histogram->min ? min : histogram->min;
    histogram->max = max > histogram->max ? max : histogram->max;
}

void histogram_add(struct histogram *histogram, uint64_t value)
{
    const size_t row = row_of(value);
    uint64_t *count = &row_at(histogram, row)[part_of(value, row)];
    *count = plus(*count, 1);
    limits(histogram, value, value);
    histogram->count = plus(histogram->count, 1);
}

void histogram_merge(struct histogram *histogram, const struct histogram *other)
{
    if (other->count == 0)
    {
        return;
    }
    limits(histogram, other->min, other->max);
    histogram->count = plus(histogram->count, other->count);
    for (size_t row = 0; row < HISTOGRAM_ROWS; row++)
    {
        for (size_t part = 0; other->rows[row] != NULL && part < HISTOGRAM_PARTS; part++)
        {
            uint64_t *count = &row_at(histogram, row)[part];
            *count = plus(*count, other->rows[row][part]);
        }
    }
}

struct search
{
    uint64_t rank; /* values still to be passed, the one that is looked for included */
    uint64_t found;
};

static void pass(void *context, uint64_t from, uint64_t to, uint64_t count)
{
    struct search *search = context;
    if (search->rank > 0)
    {
        search->found = from + (to - from) / 2;
        search->rank = count < search->rank ? search->rank - count : 0;
    }
}

uint64_t histogram_percentile(const struct histogram *histogram, double percent)
{
    const double exact = percent / 100 * (double)histogram->count;
    uint64_t rank = exact >= (double)histogram->count ? histogram->count : (uint64_t)exact;
    rank += (double)rank < exact ? 1 : 0;
    struct search search = {.rank = rank > 0 ? rank : histogram->count > 0 ? 1 : 0};
    histogram_each(histogram, pass, &search);
    const uint64_t least = search.found < histogram->min ? histogram->min : search.found;
    return least > histogram->max ? histogram->max : least;
}

void histogram_each(
    const struct histogram *histogram,
    void (*visit)(void *context, uint64_t from, uint64_t to, uint64_t count),
    void *context
)
{
    for (size_t row = 0; row < HISTOGRAM_ROWS; row++)
    {
        for (size_t part = 0; histogram->rows[row] != NULL && part < HISTOGRAM_PARTS; part++)
        {
            const uint64_t count = histogram->rows[row][part];
            const uint64_t from = first_of(row, part);
            if (count > 0)
            {
                visit(context, from, from + (width_of(row) - 1), count);
            }
        }
    }
}

void histogram_free(struct histogram *histogram)
{
    for (size_t row = 0; row < HISTOGRAM_ROWS; row++)
    {
        free(histogram->rows[row]);
    }
    *histogram = (struct histogram){0};
}
