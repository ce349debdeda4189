/* SPDX-License-Identifier: MIT */
/*
 * The library against the model: random calls, MODEL_RUNS times MODEL_CALLS of
 * them, from MODEL_SEED and the seeds after it. Each run's seed is printed. A
 * run that fails is shrunk and printed as a C test; exit code 1. With
 * MODEL_DIGEST in the environment each run's digest is printed too.
 *
 * JUNO_BRIEF: fewer calls.
 */
#define _POSIX_C_SOURCE 200809L
#include "trial.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum
{
    CALLS = 1000000,
    CALLS_BRIEF = 20000,
    CALLS_MOST = 100000000
};

static uint64_t number(const char *name, uint64_t otherwise)
{
    const char *const text = getenv(name);

    return (text == NULL || text[0] == '\0') ? otherwise : strtoull(text, NULL, 0);
}

static bool is_set(const char *name)
{
    const char *const value = getenv(name);

    return value != NULL && value[0] != '\0';
}

/* From the clock, or from what is better, where it is there. */
static uint64_t some_seed(void)
{
    uint64_t seed = (uint64_t)time(NULL);
    FILE *const random = fopen("/dev/urandom", "rb");

    if (random != NULL)
    {
        if (fread(&seed, sizeof(seed), 1, random) != 1)
        {
            seed = (uint64_t)time(NULL);
        }
        (void)fclose(random);
    }
    return seed % 1000000000u; /* short enough to be typed */
}

/* A failed run: what it did is made short, and shown. */
static void show(trial_t *trial, const world_options_t *options, uint64_t seed)
{
    const size_t count = trial->count;
    call_t *const calls = malloc((count + 1) * sizeof(call_t));

    printf("FAIL: model: seed %" PRIu64 ", call %zu: %s\n", seed, count, trial->why);
    (void)fflush(stdout);
    if (calls == NULL)
    {
        return;
    }
    for (size_t i = 0; i < count; i++)
    {
        calls[i] = trial->calls_made[i];
    }
    if (trial_replay(trial, options, calls, count))
    {
        printf("The same calls do not fail a second time.\n");
        free(calls);
        return;
    }
    const size_t left = shrink(trial, options, calls, count);
    (void)trial_replay(trial, options, calls, left);
    printf("/* %zu calls, shrunk to %zu: %s */\n", count, left, trial->why);
    show_test(calls, left, seed);
    free(calls);
}

static bool run(trial_t *trial, const world_options_t *options, uint64_t seed, size_t calls)
{
    const bool good = trial_draw(trial, options, seed, calls);

    if (!good)
    {
        show(trial, options, seed);
        return false;
    }
    printf("seed %" PRIu64 ": %" PRIu64 " calls", seed, trial->calls);
    if (getenv("MODEL_DIGEST") != NULL)
    {
        printf(", digest %016" PRIx64, trial->digest);
    }
    printf("\n");
    return true;
}

int main(void)
{
    const bool brief = is_set("JUNO_BRIEF");
    const world_options_t options = {.look_into_free = world_is_open(), .record = true};
    const uint64_t asked = number("MODEL_CALLS", brief ? CALLS_BRIEF : CALLS);
    const size_t calls = (asked < CALLS_MOST) ? (size_t)asked : CALLS_MOST;
    const uint64_t seed = number("MODEL_SEED", some_seed());
    const uint64_t runs = number("MODEL_RUNS", 1);
    trial_t *const trial = trial_new(calls);
    uint64_t total = 0;
    bool good = trial != NULL && calls > 0 && runs > 0;

    for (uint64_t i = 0; good && i < runs; i++)
    {
        good = run(trial, &options, seed + i, calls);
        total += trial->calls;
    }
    if (good)
    {
        printf("%" PRIu64 " calls of the library as the contract has them\n", total);
    }
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
