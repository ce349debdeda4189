/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "trace_clock.h"
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum
{
    NANOSECONDS = 1000000000,
    SETTLE_TIME = 1000000,  /* how long the system's clock is used at first */
    COMPARE_TIME = 10000000 /* how often the counter is compared with it */
};

static uint64_t SystemTime(void)
{
    struct timespec tNow;

    (void)clock_gettime(CLOCK_MONOTONIC, &tNow);
    return ((uint64_t)tNow.tv_sec * NANOSECONDS) + (uint64_t)tNow.tv_nsec;
}

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>

static uint64_t Counter(void)
{
    return __builtin_ia32_rdtsc();
}

/*
 * Whether the counter runs at one rate on all processors: the processor says
 * that it does (AMD64 Architecture Programmer's Manual 3, CPUID 8000_0007h), and
 * the system, which watches it, uses it for its own clock.
 */
static bool IsTrusted(void)
{
    static const char acTrusted[] = "tsc\n";
    char acSource[sizeof(acTrusted)] = {0};
    unsigned int aiWords[4] = {0};
    ssize_t iRead = 0;
    int iFile = -1;

    if (__get_cpuid(0x80000007u, &aiWords[0], &aiWords[1], &aiWords[2], &aiWords[3]) == 0 ||
        (aiWords[3] & (1u << 8)) == 0u)
    {
        return false;
    }
    iFile = open("/sys/devices/system/clocksource/clocksource0/current_clocksource", O_RDONLY | O_CLOEXEC);
    if (iFile >= 0)
    {
        iRead = read(iFile, acSource, sizeof(acSource) - 1u);
        (void)close(iFile);
    }
    return iRead > 0 && strcmp(acSource, acTrusted) == 0;
}
#else
static uint64_t Counter(void)
{
    return 0;
}

static bool IsTrusted(void)
{
    return false;
}
#endif

/* Begins to measure the counter's rate; until it is known it is not used. */
static void Settle(TRACE_CLOCK_T *ptClock)
{
    ptClock->iStartCount = Counter();
    ptClock->iStartTime = SystemTime();
    ptClock->iPeriod = 0;
}

void Trace_ClockInit(TRACE_CLOCK_T *ptClock)
{
    *ptClock = (TRACE_CLOCK_T){.bCounter = IsTrusted()};
    Settle(ptClock);
}

/* Takes the rate since the start, and the newest comparison from here. */
static void Compare(TRACE_CLOCK_T *ptClock, uint64_t iCount, uint64_t iTime)
{
    const uint64_t iCounts = iCount - ptClock->iStartCount;
    const double dScale = (double)(iTime - ptClock->iStartTime) / (double)iCounts;

    ptClock->iScale = (uint64_t)(dScale * 4294967296.0);
    ptClock->iPeriod = (uint64_t)((double)COMPARE_TIME / dScale);
    ptClock->iCount = iCount;
    ptClock->iTime = iTime;
}

/* The system's time, and what the counter looks like beside it. */
static uint64_t AskSystem(TRACE_CLOCK_T *ptClock)
{
    const uint64_t iCount = Counter();
    const uint64_t iTime = SystemTime();

    if (!ptClock->bCounter || iTime - ptClock->iStartTime < SETTLE_TIME)
    {
        return iTime;
    }
    if (iCount <= ptClock->iStartCount)
    {
        Settle(ptClock); /* the machine has slept, say */
    }
    else
    {
        Compare(ptClock, iCount, iTime);
    }
    return iTime;
}

uint64_t Trace_ClockNow(TRACE_CLOCK_T *ptClock)
{
    uint64_t iNow = 0;

    if (ptClock->iPeriod != 0u)
    {
        const uint64_t iCounts = Counter() - ptClock->iCount;
        if (iCounts < ptClock->iPeriod)
        {
            iNow = ptClock->iTime + ((iCounts * ptClock->iScale) >> 32);
        }
    }
    if (iNow == 0u)
    {
        iNow = AskSystem(ptClock);
    }
    if (iNow > ptClock->iLast)
    {
        ptClock->iLast = iNow;
    }
    return ptClock->iLast;
}
