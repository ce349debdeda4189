/* SPDX-License-Identifier: MIT */
/*
 * Delta debugging: a shorter sequence is better as long as it still fails,
 * whatever it fails of. Chunks of calls are left out, from halves down to
 * single calls; then what is left is made simpler.
 */
#include "trial.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum
{
    SECONDS_MOST = 120
};

typedef struct shrinking
{
    trial_t *trial;
    const world_options_t *options;
    call_t *calls;
    size_t count;
    call_t *tried;
    time_t until;
} shrinking_t;

/* Whether these calls fail; what comes after the call that fails is cut off. */
static bool fails(shrinking_t *shrinking, const call_t *calls, size_t *count)
{
    if (time(NULL) > shrinking->until || *count == 0)
    {
        return false;
    }
    if (trial_replay(shrinking->trial, shrinking->options, calls, *count))
    {
        return false;
    }
    *count = shrinking->trial->count;
    return true;
}

static void keep(shrinking_t *shrinking, size_t count)
{
    memcpy(shrinking->calls, shrinking->tried, count * sizeof(call_t));
    shrinking->count = count;
}

/* The sequence without some of its calls. */
static bool fails_without(shrinking_t *shrinking, size_t first, size_t count)
{
    size_t left = shrinking->count - count;

    memcpy(shrinking->tried, shrinking->calls, first * sizeof(call_t));
    memcpy(
        shrinking->tried + first, shrinking->calls + first + count,
        (shrinking->count - first - count) * sizeof(call_t)
    );
    if (!fails(shrinking, shrinking->tried, &left))
    {
        return false;
    }
    keep(shrinking, left);
    return true;
}

/* Leaves out chunks of this size, from the end; returns whether any was. */
static bool leave_out(shrinking_t *shrinking, size_t chunk)
{
    bool any = false;
    size_t end = shrinking->count;

    while (end > 0)
    {
        const size_t first = (end > chunk) ? end - chunk : 0;
        any = fails_without(shrinking, first, end - first) || any;
        end = (first < shrinking->count) ? first : shrinking->count;
    }
    return any;
}

static void leave_out_chunks(shrinking_t *shrinking)
{
    size_t chunk = shrinking->count / 2;
    bool any = true;

    while (chunk > 1)
    {
        (void)leave_out(shrinking, chunk);
        chunk = (chunk > shrinking->count) ? shrinking->count / 2 : chunk / 2;
    }
    while (any)
    {
        any = leave_out(shrinking, 1);
    }
}

static bool fails_with(shrinking_t *shrinking, size_t i, const call_t *call)
{
    size_t count = shrinking->count;

    memcpy(shrinking->tried, shrinking->calls, count * sizeof(call_t));
    shrinking->tried[i] = *call;
    if (memcmp(call, &shrinking->calls[i], sizeof(*call)) == 0 || !fails(shrinking, shrinking->tried, &count))
    {
        return false;
    }
    keep(shrinking, count);
    return true;
}

/* Fewer rounds, by halves and then one by one. */
static void fewer_rounds(shrinking_t *shrinking, size_t i)
{
    call_t call = shrinking->calls[i];
    uint32_t step = call.number / 2;

    while (step > 0 && i < shrinking->count)
    {
        call = shrinking->calls[i];
        call.number -= (call.number > step) ? step : 0;
        if (!fails_with(shrinking, i, &call))
        {
            step /= 2;
        }
    }
}

static void simplify(shrinking_t *shrinking, size_t i)
{
    const op_t op = (op_t)shrinking->calls[i].op;
    call_t call = shrinking->calls[i];

    call.way = WAY_PLAIN;
    (void)fails_with(shrinking, i, &call);
    if (op == OP_FILL || op == OP_DRAIN || op == OP_CYCLE)
    {
        fewer_rounds(shrinking, i);
    }
}

size_t shrink(trial_t *trial, const world_options_t *options, call_t *calls, size_t count)
{
    shrinking_t shrinking = {
        .trial = trial,
        .options = options,
        .calls = calls,
        .count = count,
        .tried = malloc((count + 1) * sizeof(call_t)),
        .until = time(NULL) + SECONDS_MOST,
    };

    if (shrinking.tried == NULL)
    {
        return count;
    }
    leave_out_chunks(&shrinking);
    for (size_t i = 0; i < shrinking.count; i++)
    {
        simplify(&shrinking, i);
    }
    leave_out_chunks(&shrinking);
    free(shrinking.tried);
    return shrinking.count;
}
