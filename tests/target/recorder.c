/* SPDX-License-Identifier: MIT */
/*
 * Stands in for the recorder's hosted part, on the target and on the host
 * alike, so that one program records the same there and here: a file by plain
 * C, which is semihosting on the target, and a clock that only sleeping and
 * looking at it move on.
 */
#include "recorder.h"
#include "juno/memory/trace_file.h"
#include <stdio.h>

enum
{
    NANOSECONDS_A_LOOK = 100
};

static FILE *file;
static uint64_t now; /* nanoseconds */
static _Alignas(8) unsigned char buffer[4096];

static JUNO_STATUS_T write_packet(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    (void)user_data;
    return (fwrite(data, 1, size, file) == size) ? JUNO_STATUS_SUCCESS : JUNO_STATUS_WRITE_ERROR;
}

static uint64_t look_at_clock(JUNO_USER_DATA_T *user_data)
{
    (void)user_data;
    now += NANOSECONDS_A_LOOK;
    return now;
}

/* The C library's, but without waiting. */
int nanosleep(const struct timespec *pause, struct timespec *rest)
{
    (void)rest;
    now += (uint64_t)pause->tv_sec * 1000000000u + (uint64_t)pause->tv_nsec;
    return 0;
}

JUNO_STATUS_T Juno_MemoryTraceOpen(JUNO_MEMORY_TRACE_T *trace, const char *path)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = {
        .zStructSize = sizeof(config),
        .pfcnWrite = write_packet,
        .pfcnClock = look_at_clock,
        .iTicksPerSecond = 1000000000u,
        .pcProgram = "router",
    };

    file = fopen(path, "wb");
    return (file != NULL) ? Juno_MemoryTraceInit(trace, buffer, sizeof(buffer), &config)
                          : JUNO_STATUS_FILE_ERROR;
}

JUNO_STATUS_T Juno_MemoryTraceClose(JUNO_MEMORY_TRACE_T *trace)
{
    const JUNO_STATUS_T status = Juno_MemoryTraceEnd(trace);

    return (fclose(file) == 0) ? status : JUNO_STATUS_WRITE_ERROR;
}
