/* SPDX-License-Identifier: MIT */
#include "axis.h"

#define SECOND UINT64_C(1000000000)

#define LONGEST_DECIMAL (20 * SECOND)

/* Beyond that, steps are round in minutes, hours and days. */
static const uint64_t long_steps[] = {
    60 * SECOND,
    120 * SECOND,
    300 * SECOND,
    600 * SECOND,
    1800 * SECOND,
    3600 * SECOND,
    UINT64_C(7200) * SECOND,
    UINT64_C(18000) * SECOND,
    UINT64_C(36000) * SECOND,
    UINT64_C(86400) * SECOND,
    UINT64_C(172800) * SECOND,
    UINT64_C(432000) * SECOND};

static uint64_t long_step(uint64_t end, uint64_t most)
{
    uint64_t step = 0;
    for (size_t i = 0; i < sizeof long_steps / sizeof long_steps[0]; i++)
    {
        step = long_steps[i];
        if (end / step <= most)
        {
            return step;
        }
    }
    while (end / step > most)
    {
        step *= 2;
    }
    return step;
}

uint64_t axis_step(enum series_unit unit, uint64_t end, uint64_t most)
{
    static const unsigned factors[] = {1, 2, 5};
    uint64_t power = 1;
    unsigned factor = 0;
    while (end / (power * factors[factor]) > most)
    {
        factor = (factor + 1) % 3;
        power *= factor == 0 ? 10 : 1;
        if (unit == SERIES_NANOSECONDS && power * factors[factor] > LONGEST_DECIMAL)
        {
            return long_step(end, most);
        }
    }
    return power * factors[factor];
}

void axis_label(struct buffer *out, enum series_unit unit, uint64_t value)
{
    if (value == 0 || unit != SERIES_NANOSECONDS)
    {
        layout_count(out, value);
    }
    else
    {
        layout_duration(out, value);
    }
}

size_t axis_place(uint64_t value, uint64_t end, size_t width)
{
    if (end == 0)
    {
        return 0;
    }
    const double place = (double)value / (double)end * (double)width;
    return place >= (double)width ? width - 1 : (size_t)place;
}
