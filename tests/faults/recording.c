/* SPDX-License-Identifier: MIT */
/*
 * recording HOW [FILE]: a program whose work is the same whatever becomes of its
 * recording, on standard output; what the recorder said of it goes to standard
 * error, "trace: 0" where all was well. HOW is `file` or `ring`, with FILE to write,
 * or `environment`; `careless` is like `file`, and looks at nothing that the recorder says,
 * which the driver must find. Exit code 0.
 */
#define _XOPEN_SOURCE 700
#include "juno/memory/memory.h"
#include "juno/memory/trace_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LENGTH 16
#define POOLS 3

JUNO_MEMORY_BLOCK(blocks0, uint64_t, LENGTH);
JUNO_MEMORY_BLOCK(blocks1, uint64_t, LENGTH);
JUNO_MEMORY_BLOCK(blocks2, uint64_t, LENGTH);
static JUNO_MEMORY_BLOCK_METADATA_T metadata[POOLS][LENGTH];
static JUNO_MEMORY_ALLOC_T pools[POOLS];
static JUNO_MEMORY_TRACE_T trace;
static unsigned long long ring[4096];

/* The first bad status of the recorder. */
static JUNO_STATUS_T worst = JUNO_STATUS_SUCCESS;

static void heed(JUNO_STATUS_T status)
{
    worst = worst == JUNO_STATUS_SUCCESS ? status : worst;
}

static void make_pools(void)
{
    void *const blocks[POOLS] = {blocks0, blocks1, blocks2};
    for (int i = 0; i < POOLS; i++)
    {
        if (Juno_MemoryBlkInit(
                &pools[i].tBlock, blocks[i], metadata[i], sizeof(uint64_t), LENGTH, NULL, NULL
            ) != JUNO_STATUS_SUCCESS)
        {
            _exit(1);
        }
    }
}

/* A sum over all outcomes. */
static unsigned long work(int rounds, int flush_every)
{
    JUNO_MEMORY_T held[LENGTH];
    unsigned long sum = 0;
    memset(held, 0, sizeof held);
    for (int i = 0; i < rounds; i++)
    {
        JUNO_MEMORY_ALLOC_T *pool = &pools[i % POOLS];
        const size_t slot = (size_t)(i * 7 % LENGTH);
        if (held[slot].pvAddr != NULL)
        {
            JUNO_MEMORY_ALLOC_T *owner = &pools[*(uint64_t *)held[slot].pvAddr];
            sum = sum * 31 + (unsigned long)Juno_MemoryPut(owner, &held[slot]) + 1;
        }
        sum = sum * 31 + (unsigned long)Juno_MemoryGet(pool, &held[slot], sizeof(uint64_t)) + 2;
        *(uint64_t *)held[slot].pvAddr = (uint64_t)(i % POOLS);
        if (flush_every != 0 && i % flush_every == 0)
        {
            heed(Juno_MemoryTraceFlush(&trace));
        }
    }
    return sum;
}

static void attach_all(void)
{
    static const char *const names[POOLS] = {"one", "two", "three"};
    for (int i = 0; i < POOLS; i++)
    {
        heed(Juno_MemoryTraceAttach(&trace, &pools[i], names[i]));
    }
}

static void detach_all(void)
{
    for (int i = 0; i < POOLS; i++)
    {
        heed(Juno_MemoryTraceDetach(&trace, &pools[i]));
    }
}

static unsigned long to_file(const char *name)
{
    const JUNO_STATUS_T status = Juno_MemoryTraceOpen(&trace, name);
    heed(status);
    if (status != JUNO_STATUS_SUCCESS)
    {
        return work(2000, 0);
    }
    attach_all();
    const unsigned long sum = work(2000, 250);
    detach_all();
    heed(Juno_MemoryTraceClose(&trace));
    return sum;
}

static JUNO_STATUS_T put(const void *bytes, size_t size, JUNO_USER_DATA_T *file)
{
    const char *rest = bytes;
    while (size > 0)
    {
        const ssize_t taken = write(*(const int *)file, rest, size);
        if (taken < 0 && errno != EINTR)
        {
            return JUNO_STATUS_WRITE_ERROR;
        }
        rest += taken > 0 ? taken : 0;
        size -= taken > 0 ? (size_t)taken : 0;
    }
    return JUNO_STATUS_SUCCESS;
}

static unsigned long to_ring(const char *name)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = {.zStructSize = sizeof config, .pcProgram = "recording"};
    heed(Juno_MemoryTraceRingInit(&trace, ring, sizeof ring, &config));
    attach_all();
    const unsigned long sum = work(2000, 0);
    int file;
    do
    {
        file = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    }
    while (file < 0 && errno == EINTR);
    if (file < 0)
    {
        heed(JUNO_STATUS_FILE_ERROR);
        return sum;
    }
    heed(Juno_MemoryTraceRingDump(&trace, put, &file));
    if (close(file) != 0 && errno != EINTR)
    {
        heed(JUNO_STATUS_WRITE_ERROR);
    }
    return sum;
}

int main(int count, char **arguments)
{
    unsigned long sum = 0;
    make_pools();
    const bool is_careless = count == 3 && strcmp(arguments[1], "careless") == 0;
    if (is_careless || (count == 3 && strcmp(arguments[1], "file") == 0))
    {
        sum = to_file(arguments[2]);
    }
    else if (count == 3 && strcmp(arguments[1], "ring") == 0)
    {
        sum = to_ring(arguments[2]);
    }
    else
    {
        sum = work(60000, 0);
    }
    /* Through the C library, whose own calls do not fail. */
    (void)printf("sum: %lu\n", sum);
    (void)fprintf(stderr, "trace: %lu\n", is_careless ? 0ul : (unsigned long)worst);
    return 0;
}
