/* SPDX-License-Identifier: MIT */
/*
 * Sink: a file, through the C library. For systems that have stdio but not
 * what Juno_MemoryTraceOpen needs: semihosting, an RTOS with a file system.
 *
 *     file TRACE
 *     junomemstat report TRACE
 *
 * The recorder's buffer is the buffer: stdio's would keep a packet back, so
 * that a crash loses it and a full disk shows one packet late, in another's
 * status.
 */
#include "app.h"
#include <stdio.h>
#include <time.h>

static unsigned char buffer[8192];

/* Half a packet may have gone out where this fails: the reader skips it. */
static JUNO_STATUS_T write_packet(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    FILE *const file = user_data;

    return fwrite(data, 1, size, file) == size ? JUNO_STATUS_SUCCESS : JUNO_STATUS_WRITE_ERROR;
}

/* C11's clock may be set back by somebody; the trace can say that too. */
static uint64_t now(JUNO_USER_DATA_T *user_data)
{
    struct timespec time = {0};

    (void)user_data;
    (void)timespec_get(&time, TIME_UTC);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static bool record(FILE *file)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = {
        .zStructSize = sizeof(config),
        .pfcnWrite = write_packet,
        .pfcnClock = now,
        .iTicksPerSecond = 1000000000u,
        .pvUserData = file,
        .pcProgram = "file",
    };
    JUNO_MEMORY_TRACE_T trace;

    setvbuf(file, NULL, _IONBF, 0);
    if (Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config) != JUNO_STATUS_SUCCESS ||
        !app_start(&trace))
    {
        return false;
    }
    app_run(1000);
    app_finish();
    return Juno_MemoryTraceEnd(&trace) == JUNO_STATUS_SUCCESS;
}

int main(int argc, char **argv)
{
    FILE *const file = argc == 2 ? fopen(argv[1], "wb") : NULL;

    if (file == NULL)
    {
        fprintf(stderr, "file: no file that can be written; usage: file TRACE\n");
        return 2;
    }
    const bool recorded = record(file);
    if (fclose(file) != 0 || !recorded)
    {
        fprintf(stderr, "file: %s: the trace could not be written to its end\n", argv[1]);
        return 1;
    }
    return 0;
}
