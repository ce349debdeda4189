/* SPDX-License-Identifier: MIT */
#include "growth_kind.h"

#include "buffer.h"

/* Samples before this one are warm-up. */
#define FIRST 2u

/* Rises that are no chance, where nothing falls. */
#define RISES_SURE 3u

static uint64_t largest(const uint64_t samples[GROWTH_SAMPLES], unsigned from)
{
    uint64_t found = 0;
    for (unsigned i = from; i < GROWTH_SAMPLES; i++)
    {
        found = samples[i] > found ? samples[i] : found;
    }
    return found;
}

static bool is_constant(const uint64_t samples[GROWTH_SAMPLES], uint64_t tolerance)
{
    uint64_t smallest = UINT64_MAX;
    for (unsigned i = GROWTH_SAMPLES / 2; i < GROWTH_SAMPLES; i++)
    {
        smallest = samples[i] < smallest ? samples[i] : smallest;
    }
    return largest(samples, GROWTH_SAMPLES / 2) - smallest <= tolerance;
}

/* Steps by more than the tolerance; upwards or downwards. */
static unsigned steps(const uint64_t samples[GROWTH_SAMPLES], uint64_t tolerance, bool up)
{
    unsigned count = 0;
    for (unsigned i = FIRST + 1; i < GROWTH_SAMPLES; i++)
    {
        const uint64_t low = samples[up ? i - 1 : i];
        const uint64_t high = samples[up ? i : i - 1];
        count += high > low && high - low > tolerance ? 1 : 0;
    }
    return count;
}

static bool is_more(uint64_t one, uint64_t other, uint64_t tolerance)
{
    return one > other && one - other > tolerance;
}

enum growth_kind growth_kind(const uint64_t samples[GROWTH_SAMPLES])
{
    const uint64_t tolerance = largest(samples, FIRST) / 10;
    const uint64_t first = samples[FIRST];
    const uint64_t last = samples[GROWTH_SAMPLES - 1];
    if (last == 0)
    {
        return GROWTH_RECENT;
    }
    if (steps(samples, 0, false) == 0 && steps(samples, 0, true) >= RISES_SURE)
    {
        return GROWTH_GROWING;
    }
    if (is_constant(samples, tolerance))
    {
        return GROWTH_CONSTANT;
    }
    if (steps(samples, tolerance, false) == 0 && is_more(last, first, tolerance))
    {
        return GROWTH_GROWING;
    }
    return steps(samples, tolerance, true) == 0 && is_more(first, last, tolerance) ? GROWTH_SHRINKING
                                                                                   : GROWTH_VARYING;
}

const char *growth_name(enum growth_kind kind)
{
    static const char *const names[] = {
        [GROWTH_RECENT] = "recent",
        [GROWTH_GROWING] = "growing",
        [GROWTH_CONSTANT] = "constant",
        [GROWTH_SHRINKING] = "shrinking",
        [GROWTH_VARYING] = "varying"};
    return names[kind];
}

/* 0 for none, else 1 to 7. */
static unsigned height(uint64_t sample, uint64_t most)
{
    if (sample == 0)
    {
        return 0;
    }
    return most < UINT64_MAX / 8 ? (unsigned)((sample * 7 + most - 1) / most)
                                 : (unsigned)(sample / (most / 7 + 1)) + 1;
}

void growth_line(struct buffer *out, const struct growth_figures *figures, bool unicode)
{
    static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const letters[] = {"_", ".", ":", "-", "=", "+", "*", "#"};
    const uint64_t most = largest(figures->samples, 0);
    for (unsigned i = 0; i < GROWTH_SAMPLES; i++)
    {
        const unsigned level = height(figures->samples[i], most);
        buffer_word(out, unicode ? blocks[level] : letters[level]);
    }
}
