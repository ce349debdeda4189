/* SPDX-License-Identifier: MIT */
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#endif
#include "trial.h"

#include "draw.h"
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum
{
    SECONDS = 600 /* after which a process counts as hanging */
};

trial_t *trial_new(size_t room)
{
    void *const memory = mmap(
        NULL, sizeof(trial_t) + room * sizeof(call_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
        0
    );

    return (memory == MAP_FAILED) ? NULL : memory;
}

static void finish(trial_t *trial)
{
    (void)world_end();
    trial->calls = world.calls;
    trial->digest = world.digest;
    trial->failed = world.failed;
    memcpy(trial->why, world.why, sizeof(trial->why));
    trial->done = true;
}

static void draw_all(trial_t *trial, const world_options_t *options, uint64_t seed, size_t calls)
{
    draw_t draw;
    bool good = true;

    draw_begin(&draw, seed, true);
    world_begin(options);
    while (good && trial->count < calls)
    {
        trial->calls_made[trial->count] = draw_call(&draw, &world.model);
        trial->count++;
        good = world_call(&trial->calls_made[trial->count - 1]);
    }
    finish(trial);
}

static void replay_all(trial_t *trial, const world_options_t *options, const call_t *calls, size_t count)
{
    bool good = true;

    world_begin(options);
    while (good && trial->count < count)
    {
        trial->count++;
        good = world_call(&calls[trial->count - 1]);
    }
    finish(trial);
}

/* The process is this one's child: 0; else whether it went well. */
static bool is_child(trial_t *trial, bool *went_well)
{
    int status = 0;

    trial->count = 0;
    trial->done = false;
    trial->failed = false;
    (void)fflush(NULL);
    const pid_t child = fork();
    if (child == 0)
    {
        (void)alarm(SECONDS);
        return true;
    }
    *went_well = child > 0 && waitpid(child, &status, 0) == child && trial->done && !trial->failed &&
                 WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!trial->done)
    {
        const char *const why = WIFSIGNALED(status) ? "the process died of signal" : "the process ended with";
        const int number = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
        (void)snprintf(trial->why, sizeof(trial->why), "%s %d", why, number);
    }
    return false;
}

bool trial_draw(trial_t *trial, const world_options_t *options, uint64_t seed, size_t calls)
{
    bool went_well = false;

    if (is_child(trial, &went_well))
    {
        draw_all(trial, options, seed, calls);
        world_leave();
        _exit(0);
    }
    return went_well;
}

bool trial_replay(trial_t *trial, const world_options_t *options, const call_t *calls, size_t count)
{
    bool went_well = false;

    if (is_child(trial, &went_well))
    {
        replay_all(trial, options, calls, count);
        world_leave();
        _exit(0);
    }
    return went_well;
}
