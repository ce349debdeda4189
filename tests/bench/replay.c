/* SPDX-License-Identifier: MIT */
/*
 * What `junomemstat report` takes beside a bare loop over the same file, which
 * decodes each event, keeps the size of each block and the sum, and counts by kind and
 * up to the peak: no CRC, no damage, no sites, no times, no references.
 *
 * usage: replay ROUNDS TRACE TOOL [ARGUMENT...]; ARGUMENTs come before the TRACE
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum
{
    PACKET_HEAD = 28,
    CLASSES = 4096,
    KINDS = 64,
    MAX_ROUNDS = 101
};

/* Of one pool, which is all that the bench's traces have. */
typedef struct bare
{
    uint64_t iEvents;
    uint64_t aiKinds[KINDS];
    uint64_t iUsed;
    uint64_t iPeak;
    uint64_t iBytes;
    uint64_t iBytesAtPeak;
    uint32_t *piSizes; /* of blocks: plus 1; 0 is a free one */
    uint64_t iBlocks;
    uint64_t iLength;
} bare;

static void fail(const char *pcWhat)
{
    (void)fprintf(stderr, "replay: %s\n", pcWhat);
    exit(1);
}

/* Seconds of processor time: others may be at work on the machine. */
static double now(void)
{
    struct timespec tNow;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &tNow);
    return (double)tNow.tv_sec + ((double)tNow.tv_nsec * 1e-9);
}

static inline uint64_t varint(const unsigned char **ppcAt)
{
    const unsigned char *pcAt = *ppcAt;
    uint64_t iNumber = *pcAt & 0x7Fu;

    for (unsigned int iShift = 7; (*pcAt++ & 0x80u) != 0u && iShift < 64u; iShift += 7u)
    {
        iNumber |= (uint64_t)(*pcAt & 0x7Fu) << iShift;
    }
    *ppcAt = pcAt;
    return iNumber;
}

static void room_for(bare *ptBare, uint64_t iBlock)
{
    const uint64_t iNew = (iBlock + 1u) * 2u;

    ptBare->piSizes = realloc(ptBare->piSizes, iNew * sizeof(*ptBare->piSizes));
    if (ptBare->piSizes == NULL)
    {
        fail("no memory");
    }
    memset(&ptBare->piSizes[ptBare->iBlocks], 0, (iNew - ptBare->iBlocks) * sizeof(*ptBare->piSizes));
    ptBare->iBlocks = iNew;
}

static inline void count(bare *ptBare, uint64_t iKind, uint64_t iBlock, uint64_t iValue)
{
    ptBare->iEvents++;
    ptBare->aiKinds[iKind % KINDS]++;
    if (iKind == 1u)
    {
        if (iBlock >= ptBare->iBlocks)
        {
            room_for(ptBare, iBlock);
        }
        ptBare->iUsed++;
        ptBare->iBytes += iValue;
        ptBare->piSizes[iBlock] = (uint32_t)iValue + 1u;
        if (ptBare->iUsed > ptBare->iPeak)
        {
            ptBare->iPeak = ptBare->iUsed;
            ptBare->iBytesAtPeak = ptBare->iBytes;
        }
    }
    else if (iKind == 3u && iBlock < ptBare->iBlocks && ptBare->piSizes[iBlock] != 0u)
    {
        ptBare->iUsed--;
        ptBare->iBytes -= ptBare->piSizes[iBlock] - 1u;
        ptBare->piSizes[iBlock] = 0;
    }
}

/* The items of one packet. */
static void items(bare *ptBare, const unsigned char *pcAt, const unsigned char *pcEnd)
{
    static uint64_t aiKind[CLASSES];

    while (pcAt < pcEnd)
    {
        const uint64_t iClass = varint(&pcAt);

        if (iClass != 0u)
        {
            const uint64_t iKind = aiKind[iClass % CLASSES];
            (void)varint(&pcAt);
            const uint64_t iBlock = varint(&pcAt);
            const uint64_t iValue = (iKind & 64u) != 0u ? varint(&pcAt) : 0u;
            count(ptBare, iKind & ~(uint64_t)64, iBlock, iValue);
        }
        else
        {
            const uint64_t iType = varint(&pcAt);
            const uint64_t iSize = varint(&pcAt);
            const unsigned char *pcBody = pcAt;

            pcAt += iSize;
            if (iType == 7u)
            {
                const uint64_t iId = varint(&pcBody);
                aiKind[iId % CLASSES] = varint(&pcBody);
            }
        }
    }
}

static double run_bare(const unsigned char *pcTrace, size_t zSize, bare *ptBare)
{
    const double dStart = now();

    *ptBare = (bare){0};
    for (size_t zAt = 0; zAt + PACKET_HEAD < zSize;)
    {
        const size_t zPacket = (size_t)pcTrace[zAt + 6] | ((size_t)pcTrace[zAt + 7] << 8);

        if (memcmp(&pcTrace[zAt], "\xD6JMT", 4) != 0 || zPacket < PACKET_HEAD + 4 || zPacket > zSize - zAt)
        {
            fail("the trace is damaged");
        }
        if (pcTrace[zAt + 5] == 4)
        {
            items(ptBare, &pcTrace[zAt + PACKET_HEAD], &pcTrace[zAt + zPacket - 4]);
        }
        zAt += zPacket;
    }
    free(ptBare->piSizes);
    return now() - dStart;
}

/* Seconds of processor time; the largest memory in KiB. */
static double run_tool(char **argv, long *piMemory)
{
    struct rusage tUsage;
    int iStatus = 0;
    const pid_t iChild = fork();

    if (iChild == 0)
    {
        const int iNull = open("/dev/null", O_WRONLY);
        (void)dup2(iNull, STDOUT_FILENO);
        (void)execvp(argv[0], argv);
        _exit(127);
    }
    if (iChild < 0 || wait4(iChild, &iStatus, 0, &tUsage) != iChild || iStatus != 0)
    {
        fail("the program cannot be run, or fails");
    }
    *piMemory = tUsage.ru_maxrss;
    return (double)tUsage.ru_utime.tv_sec + ((double)tUsage.ru_utime.tv_usec * 1e-6) +
           (double)tUsage.ru_stime.tv_sec + ((double)tUsage.ru_stime.tv_usec * 1e-6);
}

static int compare(const void *pvLeft, const void *pvRight)
{
    const double dLeft = *(const double *)pvLeft;
    const double dRight = *(const double *)pvRight;

    return (dLeft > dRight) - (dLeft < dRight);
}

static double median(double *pdValues, size_t zCount)
{
    qsort(pdValues, zCount, sizeof(*pdValues), compare);
    return pdValues[zCount / 2];
}

static const unsigned char *load(const char *pcPath, size_t *pzSize)
{
    const int iFile = open(pcPath, O_RDONLY);
    struct stat tStat;

    if (iFile < 0 || fstat(iFile, &tStat) != 0)
    {
        fail("the trace cannot be read");
    }
    *pzSize = (size_t)tStat.st_size;
    unsigned char *pcTrace = mmap(NULL, *pzSize, PROT_READ, MAP_PRIVATE | MAP_POPULATE, iFile, 0);
    if (pcTrace == MAP_FAILED)
    {
        fail("the trace cannot be read");
    }
    (void)close(iFile);
    return pcTrace;
}

int main(int argc, char **argv)
{
    double adBare[MAX_ROUNDS];
    double adTool[MAX_ROUNDS];
    double adRatio[MAX_ROUNDS];
    char *apcTool[16] = {NULL};
    bare tBare;
    size_t zSize = 0;
    long iMemory = 0;
    const size_t zRounds = argc > 3 ? (size_t)strtoul(argv[1], NULL, 10) : 0u;

    if (zRounds < 1u || zRounds > MAX_ROUNDS || argc > 16)
    {
        fail("usage: replay ROUNDS TRACE TOOL [ARGUMENT...]");
    }
    memcpy(apcTool, &argv[3], (size_t)(argc - 3) * sizeof(*apcTool));
    apcTool[argc - 3] = argv[2];
    const unsigned char *pcTrace = load(argv[2], &zSize);
    for (size_t z = 0; z < zRounds; z++)
    {
        adBare[z] = run_bare(pcTrace, zSize, &tBare);
        adTool[z] = run_tool(apcTool, &iMemory);
    }
    for (size_t z = 0; z < zRounds; z++)
    {
        adRatio[z] = adBare[z] / adTool[z];
    }
    const double dBare = median(adBare, zRounds);
    const double dTool = median(adTool, zRounds);
    const double dMillions = (double)tBare.iEvents * 1e-6;
    const double dMemory = (double)(iMemory - (16 * 1024)) * 1024. / (double)tBare.iPeak;
    (void)printf(
        "  %.0f million events, %.1f bytes each: bare loop %.1f million/s, report %.1f million/s, ratio "
        "%.2f\n",
        dMillions, (double)zSize / (double)tBare.iEvents, dMillions / dBare, dMillions / dTool,
        median(adRatio, zRounds)
    );
    (void)printf(
        "  peak of %llu blocks; memory %ld KiB, that is 16 MiB and %.1f bytes a block\n",
        (unsigned long long)tBare.iPeak, iMemory, dMemory > 0. ? dMemory : 0.
    );
    return 0;
}
