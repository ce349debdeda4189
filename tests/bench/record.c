/* SPDX-License-Identifier: MIT */
/*
 * What recording to a file costs: the same mix of get, put, ref-get and ref-put
 * over 1,000 blocks, not recorded and recorded, in interleaved rounds; medians
 * and minima of nanoseconds an event, and bytes an event.
 *
 * usage: record [ROUNDS [FILE]]
 */
#define _POSIX_C_SOURCE 200809L
#define JUNO_MEMORY_TRACE
#include "juno/memory/memory.h"
#include "juno/memory/trace_file.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

enum
{
    BLOCKS = 1000,
    STEPS = 1000000,
    MAX_ROUNDS = 101,
    BUDGET_NS = 25,
    BUDGET_BYTES = 5
};

typedef struct frame
{
    char acData[64];
} frame;

JUNO_MEMORY_BLOCK(atFrames, frame, BLOCKS);
JUNO_MEMORY_BLOCK_METADATA(atMetadata, BLOCKS);
static JUNO_MEMORY_ALLOC_T tPool;
static JUNO_MEMORY_T atHeld[BLOCKS];
static unsigned char aiRefs[BLOCKS];

static void fail(const char *pcWhat)
{
    (void)fprintf(stderr, "record: %s\n", pcWhat);
    exit(1);
}

static double now(void)
{
    struct timespec tNow;

    (void)clock_gettime(CLOCK_MONOTONIC, &tNow);
    return ((double)tNow.tv_sec * 1e9) + (double)tNow.tv_nsec;
}

/* A block is got, referred to, released and put, each at a random moment. */
static void step(unsigned int iRandom)
{
    const unsigned int i = (iRandom >> 8) % BLOCKS;

    if (atHeld[i].pvAddr == NULL)
    {
        (void)Juno_MemoryGet(&tPool, &atHeld[i], sizeof(frame));
    }
    else if (aiRefs[i] == 0u)
    {
        (void)Juno_MemoryGetRef(&atHeld[i]);
        aiRefs[i] = 1;
    }
    else if (aiRefs[i] == 1u)
    {
        Juno_MemoryPutRef(&atHeld[i]);
        aiRefs[i] = 2;
    }
    else
    {
        (void)Juno_MemoryPut(&tPool, &atHeld[i]);
        aiRefs[i] = 0;
    }
}

/* Nanoseconds a step. */
static double run(void)
{
    unsigned int iRandom = 1;
    const double dStart = now();

    for (int i = 0; i < STEPS; i++)
    {
        iRandom = (iRandom * 1664525u) + 1013904223u;
        step(iRandom);
    }
    return (now() - dStart) / STEPS;
}

static double run_recorded(const char *pcPath, double *pdBytes)
{
    static JUNO_MEMORY_TRACE_T tTrace;
    struct stat tStat;
    double dTime = 0;

    if (Juno_MemoryTraceOpen(&tTrace, pcPath) != JUNO_STATUS_SUCCESS ||
        Juno_MemoryTraceAttach(&tTrace, &tPool, "frames") != JUNO_STATUS_SUCCESS)
    {
        fail("the trace cannot be begun");
    }
    dTime = run();
    if (Juno_MemoryTraceClose(&tTrace) != JUNO_STATUS_SUCCESS || stat(pcPath, &tStat) != 0)
    {
        fail("the trace cannot be ended");
    }
    *pdBytes = (double)tStat.st_size / STEPS;
    return dTime;
}

static int compare(const void *pvLeft, const void *pvRight)
{
    const double dLeft = *(const double *)pvLeft;
    const double dRight = *(const double *)pvRight;

    return (dLeft > dRight) - (dLeft < dRight);
}

static void print(const char *pcName, double *pdValues, size_t zCount)
{
    qsort(pdValues, zCount, sizeof(double), compare);
    (void)printf("%-24s %7.1f %9.1f\n", pcName, pdValues[zCount / 2u], pdValues[0]);
}

int main(int iArguments, char **ppcArguments)
{
    static double adPlain[MAX_ROUNDS];
    static double adRecorded[MAX_ROUNDS];
    static double adMore[MAX_ROUNDS];
    const int iAsked = (iArguments > 1) ? atoi(ppcArguments[1]) : 9;
    const size_t zRounds = (iAsked > 0 && iAsked <= MAX_ROUNDS) ? (size_t)iAsked : 9u;
    const char *const pcPath = (iArguments > 2) ? ppcArguments[2] : "record.jmt";
    double dBytes = 0;

    if (Juno_MemoryBlkInit(&tPool.tBlock, atFrames, atMetadata, sizeof(frame), BLOCKS, NULL, NULL) !=
        JUNO_STATUS_SUCCESS)
    {
        fail("the pool cannot be inited");
    }
    for (size_t i = 0; i < zRounds; i++)
    {
        adPlain[i] = run();
        adRecorded[i] = run_recorded(pcPath, &dBytes);
        adMore[i] = adRecorded[i] - adPlain[i];
    }
    (void)remove(pcPath);
    (void)printf("Recording to a file, ns an event over %zu rounds\n", zRounds);
    (void)printf("%-24s %7s %9s\n", "", "median", "minimum");
    print("not recorded", adPlain, zRounds);
    print("recorded", adRecorded, zRounds);
    print("the recording's share", adMore, zRounds);
    (void)printf("budget %d ns and %d bytes; %.2f bytes an event\n", BUDGET_NS, BUDGET_BYTES, dBytes);
    return 0;
}
