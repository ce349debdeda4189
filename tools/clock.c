/* SPDX-License-Identifier: MIT */
#include "clock.h"

#include "saturate.h"

uint64_t clock_read(struct clock *clock, uint64_t shown)
{
    if (!clock->started)
    {
        *clock = (struct clock){.shown = shown, .time = shown, .started = true};
    }
    if (shown < clock->shown)
    {
        /* Nobody knows how long it took: no time at all, at least. */
        clock->went_back++;
    }
    else
    {
        clock->time = plus(clock->time, shown - clock->shown);
    }
    clock->shown = shown;
    return clock->time;
}

uint64_t clock_convert(const struct clock *clock, uint64_t shown)
{
    if (!clock->started)
    {
        return shown;
    }
    const uint64_t ago = clock->shown - shown;
    if (ago > INT64_MAX)
    {
        return plus(clock->time, shown - clock->shown);
    }
    return ago > clock->time ? UINT64_MAX : clock->time - ago;
}
