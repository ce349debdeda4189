/* SPDX-License-Identifier: MIT */
/*
 * Sink: a pipe to the tool, without a file in between.
 *
 *     pipe | junomemstat report -
 *
 * Standard output belongs to the trace; whatever is for people goes to standard
 * error. A reader that goes away must not end the program: SIGPIPE is ignored,
 * and the write fails instead, which costs the trace its events and nobody
 * else anything. A reader that is slow holds the program up, inside the
 * recorder's lock and often a pool's. Where that must not be, let the writer
 * refuse (O_NONBLOCK, and a packet that went out in part ends the recording),
 * or write to a file.
 */
#define _POSIX_C_SOURCE 200809L
#include "app.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static unsigned char buffer[4096];

static JUNO_STATUS_T write_packet(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    const unsigned char *next = data;
    const unsigned char *const end = next + size;

    (void)user_data;
    while (next < end)
    {
        const ssize_t written = write(STDOUT_FILENO, next, (size_t)(end - next));
        if (written < 0 && errno != EINTR)
        {
            return JUNO_STATUS_WRITE_ERROR;
        }
        next += written > 0 ? written : 0;
    }
    return JUNO_STATUS_SUCCESS;
}

static uint64_t now(JUNO_USER_DATA_T *user_data)
{
    struct timespec time = {0};

    (void)user_data;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

int main(void)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = {
        .zStructSize = sizeof(config),
        .pfcnWrite = write_packet,
        .pfcnClock = now,
        .iTicksPerSecond = 1000000000u,
        .pcProgram = "pipe",
    };
    JUNO_MEMORY_TRACE_T trace;

    (void)signal(SIGPIPE, SIG_IGN);
    if (Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config) != JUNO_STATUS_SUCCESS ||
        !app_start(&trace))
    {
        fprintf(stderr, "pipe: nobody reads the trace; usage: pipe | junomemstat report -\n");
        return 1;
    }
    app_run(100000);
    app_finish();
    if (Juno_MemoryTraceEnd(&trace) != JUNO_STATUS_SUCCESS)
    {
        fprintf(stderr, "pipe: the reader went away; the work is done all the same\n");
    }
    return 0;
}
