/* SPDX-License-Identifier: MIT */
/*
 * A program whose disk gets full while it is recorded, and empty again:
 *
 *     sink_program SIDE FILLER     a file FILLER takes all the room there is
 *     sink_program SIDE limit      files may not get longer for a while
 *     sink_program SIDE -          nothing of that
 *
 * SIDE is the trace, which it opens itself; with "-" it leaves recording to
 * JUNO_MEMORY_TRACE_FILE. It prints how many events there were to standard
 * error; exit code 1 if the recorded pools were not like those that nobody
 * records.
 */
#define _POSIX_C_SOURCE 200809L
#include "juno/memory/trace_file.h"
#include "traffic.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum
{
    CALLS = 60000,
    HALF_A_PACKET = 30000 /* bytes */
};

static traffic_t traffic;
static JUNO_MEMORY_TRACE_T trace;

static bool open_trace(const char *path)
{
    return Juno_MemoryTraceOpen(&trace, path) == JUNO_STATUS_SUCCESS &&
           Juno_MemoryTraceAttach(&trace, &traffic.recorded[0].alloc, "one") == JUNO_STATUS_SUCCESS &&
           Juno_MemoryTraceAttach(&trace, &traffic.recorded[1].alloc, "two") == JUNO_STATUS_SUCCESS;
}

static JUNO_STATUS_T write_nowhere(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    (void)data;
    (void)size;
    (void)user_data;
    return JUNO_STATUS_SUCCESS;
}

/* Takes the environment's recording off the twins: they attach to another, which ends. */
static bool release_twins(void)
{
    static unsigned char buffer[1024];
    const JUNO_MEMORY_TRACE_CONFIG_T config = {.zStructSize = sizeof(config), .pfcnWrite = write_nowhere};

    return Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config) == JUNO_STATUS_SUCCESS &&
           Juno_MemoryTraceAttach(&trace, &traffic.twins[0].alloc, "one") == JUNO_STATUS_SUCCESS &&
           Juno_MemoryTraceAttach(&trace, &traffic.twins[1].alloc, "two") == JUNO_STATUS_SUCCESS &&
           Juno_MemoryTraceEnd(&trace) == JUNO_STATUS_SUCCESS;
}

/* Takes what room the disk has but for half a packet. */
static void fill(const char *path)
{
    static const char nothing[1024];
    const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    off_t size = 0;

    while (file >= 0 && write(file, nothing, sizeof(nothing)) == (ssize_t)sizeof(nothing))
    {
        size += (off_t)sizeof(nothing);
    }
    if (size > HALF_A_PACKET)
    {
        (void)!ftruncate(file, size - HALF_A_PACKET);
    }
    (void)close(file);
}

/* Files may grow by half a packet; or again by any number of bytes. */
static void limit(const char *path, bool limited)
{
    struct stat about = {0};
    struct rlimit files;

    (void)getrlimit(RLIMIT_FSIZE, &files);
    files.rlim_cur = files.rlim_max;
    if (limited && stat(path, &about) == 0)
    {
        files.rlim_cur = (rlim_t)about.st_size + HALF_A_PACKET;
    }
    (void)setrlimit(RLIMIT_FSIZE, &files);
}

static void run(const char *path, const char *how)
{
    traffic_run(&traffic, CALLS);
    if (strcmp(how, "limit") == 0)
    {
        limit(path, true);
        traffic_run(&traffic, CALLS);
        limit(path, false);
    }
    else if (strcmp(how, "-") != 0)
    {
        fill(how);
        traffic_run(&traffic, CALLS);
        (void)remove(how);
    }
    traffic_run(&traffic, CALLS);
    traffic_put_all(&traffic);
}

/* path: of its own recording, where it has one. */
static int record(const char *path, const char *how, bool own)
{
    traffic_init(&traffic, 5);
    if (!(own ? open_trace(path) : release_twins()))
    {
        fprintf(stderr, "sink_program: no trace\n");
        return 2;
    }
    run(path, how);
    if (own && Juno_MemoryTraceClose(&trace) != JUNO_STATUS_SUCCESS)
    {
        fprintf(stderr, "sink_program: the trace has no end\n");
        return 2;
    }
    fprintf(stderr, "%llu\n", (unsigned long long)traffic.events + (own ? 2u : 6u)); /* attached, detached */
    return traffic.same ? 0 : 1;
}

int main(int argc, char **argv)
{
    const bool own = argc == 3 && strcmp(argv[1], "-") != 0;
    const char *const path = own ? argv[1] : getenv("JUNO_MEMORY_TRACE_FILE");

    if (argc != 3 || path == NULL)
    {
        fprintf(stderr, "usage: sink_program TRACE|- FILLER|limit|-\n");
        return 2;
    }
    return record(path, argv[2], own);
}
