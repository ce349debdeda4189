/* SPDX-License-Identifier: MIT */
/*
 * Speed of the library beside its peers, in one process, in interleaved
 * rounds: medians, minima, and the median of each round's ratio to the bare
 * list, because absolute times on a shared machine wander. Peers that are not
 * installed are skipped by name.
 *
 * usage: bench [ROUNDS]
 */
#define _POSIX_C_SOURCE 200809L
#include "bare.h"
#include "juno/memory/memory.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum
{
    BLOCK_SIZE = 64,
    HOT_PAIRS = 1000000,
    CHURN_BLOCKS = 1000,
    CHURN_STEPS = 1000000,
    MANY_BLOCKS = 1000000,
    REF_PAIRS = 1000000,
    MAX_ROUNDS = 101
};

/* One allocation of any of the contestants. */
typedef union slot
{
    JUNO_MEMORY_T tJuno;
    bare_memory tBare;
    void *pvHeap;
} slot;

static JUNO_MEMORY_ALLOC_T tJunoPool;
static bare_pool tBarePool;
static slot atSlots[MANY_BLOCKS];
static unsigned aiOrder[MANY_BLOCKS];
static void *pvMemory;
static JUNO_MEMORY_BLOCK_METADATA_T atMetadata[MANY_BLOCKS];

/* A general-purpose allocator, by its functions. */
typedef struct heap
{
    void *(*pfcnMalloc)(size_t zSize);
    void (*pfcnFree)(void *pvAddr);
} heap;

static heap tHeap;

static void fail(const char *pcWhat)
{
    (void)fprintf(stderr, "bench: %s\n", pcWhat);
    exit(1);
}

/* The three contestants' ways to get and to put one slot. */
static void juno_setup(size_t zLength)
{
    if (Juno_MemoryBlkInit(&tJunoPool.tBlock, pvMemory, atMetadata, BLOCK_SIZE, zLength, NULL, NULL) !=
        JUNO_STATUS_SUCCESS)
    {
        fail("Juno_MemoryBlkInit failed");
    }
}

static void bare_setup(size_t zLength)
{
    bare_init(&tBarePool, pvMemory, BLOCK_SIZE, zLength);
}

static void heap_setup(size_t zLength)
{
    (void)zLength;
}

static inline void juno_get_slot(slot *ptSlot)
{
    (void)Juno_MemoryGet(&tJunoPool, &ptSlot->tJuno, BLOCK_SIZE);
}

static inline void juno_put_slot(slot *ptSlot)
{
    (void)Juno_MemoryPut(&tJunoPool, &ptSlot->tJuno);
}

static inline void bare_get_slot(slot *ptSlot)
{
    (void)bare_get(&tBarePool, &ptSlot->tBare, BLOCK_SIZE);
}

static inline void bare_put_slot(slot *ptSlot)
{
    (void)bare_put(&tBarePool, &ptSlot->tBare);
}

static inline void heap_get_slot(slot *ptSlot)
{
    ptSlot->pvHeap = tHeap.pfcnMalloc(BLOCK_SIZE);
}

static inline void heap_put_slot(slot *ptSlot)
{
    tHeap.pfcnFree(ptSlot->pvHeap);
}

/*
 * The workloads. They are inlined into one function a contestant, so that the
 * calls under test are direct; they return the number of get+put pairs.
 */
typedef void (*slot_function)(slot *ptSlot);

static inline size_t hot(slot_function pfcnGet, slot_function pfcnPut)
{
    for (size_t i = 0; i < HOT_PAIRS; i++)
    {
        pfcnGet(&atSlots[0]);
        pfcnPut(&atSlots[0]);
    }
    return HOT_PAIRS;
}

static inline size_t churn(slot_function pfcnGet, slot_function pfcnPut)
{
    for (size_t i = 0; i < CHURN_BLOCKS; i++)
    {
        pfcnGet(&atSlots[i]);
    }
    for (size_t i = 0; i < CHURN_STEPS; i++)
    {
        slot *const ptSlot = &atSlots[aiOrder[i % MANY_BLOCKS] % CHURN_BLOCKS];
        pfcnPut(ptSlot);
        pfcnGet(ptSlot);
    }
    for (size_t i = 0; i < CHURN_BLOCKS; i++)
    {
        pfcnPut(&atSlots[i]);
    }
    return CHURN_STEPS + CHURN_BLOCKS;
}

static inline size_t many(slot_function pfcnGet, slot_function pfcnPut)
{
    for (int iRound = 0; iRound < 2; iRound++)
    {
        for (size_t i = 0; i < MANY_BLOCKS; i++)
        {
            pfcnGet(&atSlots[i]);
        }
        for (size_t i = 0; i < MANY_BLOCKS; i++)
        {
            pfcnPut(&atSlots[aiOrder[i]]);
        }
    }
    return 2u * MANY_BLOCKS;
}

static size_t juno_hot(void)
{
    return hot(juno_get_slot, juno_put_slot);
}

static size_t bare_hot(void)
{
    return hot(bare_get_slot, bare_put_slot);
}

static size_t heap_hot(void)
{
    return hot(heap_get_slot, heap_put_slot);
}

static size_t juno_churn(void)
{
    return churn(juno_get_slot, juno_put_slot);
}

static size_t bare_churn(void)
{
    return churn(bare_get_slot, bare_put_slot);
}

static size_t heap_churn(void)
{
    return churn(heap_get_slot, heap_put_slot);
}

static size_t juno_many(void)
{
    return many(juno_get_slot, juno_put_slot);
}

static size_t bare_many(void)
{
    return many(bare_get_slot, bare_put_slot);
}

static size_t heap_many(void)
{
    return many(heap_get_slot, heap_put_slot);
}

static size_t juno_refs(void)
{
    juno_get_slot(&atSlots[0]);
    for (size_t i = 0; i < REF_PAIRS; i++)
    {
        (void)Juno_MemoryGetRef(&atSlots[0].tJuno);
        Juno_MemoryPutRef(&atSlots[0].tJuno);
    }
    juno_put_slot(&atSlots[0]);
    return REF_PAIRS;
}

static size_t bare_refs(void)
{
    bare_get_slot(&atSlots[0]);
    for (size_t i = 0; i < REF_PAIRS; i++)
    {
        bare_ref(&atSlots[0].tBare);
        bare_unref(&atSlots[0].tBare);
    }
    bare_put_slot(&atSlots[0]);
    return REF_PAIRS;
}

enum
{
    WORKLOADS = 4
};

static const char *const apcWorkloads[WORKLOADS] = {
    "hot pair",
    "random churn, 1,000 blocks",
    "1,000,000 blocks, random order",
    "reference pair",
};

/* One contestant; a general-purpose allocator names the library to load. */
typedef struct contestant
{
    const char *pcName;
    const char *pcLibrary;
    void (*pfcnSetup)(size_t zLength);
    size_t (*apfcnRun[WORKLOADS])(void);
    heap tHeap;
    double adNs[WORKLOADS][MAX_ROUNDS];
    double adRatio[WORKLOADS][MAX_ROUNDS]; /* to the yardstick of the same round */
} contestant;

static contestant atContestants[] = {
    {.pcName = "bare list",
     .pfcnSetup = bare_setup,
     .apfcnRun = {bare_hot, bare_churn, bare_many, bare_refs}},
    {.pcName = "libjuno-memory",
     .pfcnSetup = juno_setup,
     .apfcnRun = {juno_hot, juno_churn, juno_many, juno_refs}},
    {.pcName = "glibc",
     .pcLibrary = "libc.so.6",
     .pfcnSetup = heap_setup,
     .apfcnRun = {heap_hot, heap_churn, heap_many, NULL}},
    {.pcName = "mimalloc",
     .pcLibrary = "libmimalloc.so.2",
     .pfcnSetup = heap_setup,
     .apfcnRun = {heap_hot, heap_churn, heap_many, NULL}},
    {.pcName = "jemalloc",
     .pcLibrary = "libjemalloc.so.2",
     .pfcnSetup = heap_setup,
     .apfcnRun = {heap_hot, heap_churn, heap_many, NULL}},
    {.pcName = "tcmalloc",
     .pcLibrary = "libtcmalloc_minimal.so.4",
     .pfcnSetup = heap_setup,
     .apfcnRun = {heap_hot, heap_churn, heap_many, NULL}},
};

enum
{
    CONTESTANTS = sizeof(atContestants) / sizeof(atContestants[0])
};

/* Finds malloc and free of a contestant's library; false: not installed. */
static bool load(contestant *ptContestant)
{
    void *pvLibrary = NULL;

    if (ptContestant->pcLibrary == NULL)
    {
        return true;
    }
    pvLibrary = dlopen(ptContestant->pcLibrary, RTLD_NOW | RTLD_LOCAL);
    if (pvLibrary == NULL)
    {
        return false;
    }
    *(void **)&ptContestant->tHeap.pfcnMalloc = dlsym(pvLibrary, "malloc");
    *(void **)&ptContestant->tHeap.pfcnFree = dlsym(pvLibrary, "free");
    return ptContestant->tHeap.pfcnMalloc != NULL && ptContestant->tHeap.pfcnFree != NULL;
}

static double now_ns(void)
{
    struct timespec tNow;

    (void)clock_gettime(CLOCK_MONOTONIC, &tNow);
    return ((double)tNow.tv_sec * 1e9) + (double)tNow.tv_nsec;
}

static void measure(contestant *ptContestant, size_t zWorkload, size_t zRound)
{
    double dStart = 0.0;
    size_t zPairs = 0;

    if (ptContestant->apfcnRun[zWorkload] == NULL)
    {
        return;
    }
    tHeap = ptContestant->tHeap;
    ptContestant->pfcnSetup(MANY_BLOCKS);
    dStart = now_ns();
    zPairs = ptContestant->apfcnRun[zWorkload]();
    ptContestant->adNs[zWorkload][zRound] = (now_ns() - dStart) / (double)zPairs;
}

static int compare(const void *pvLeft, const void *pvRight)
{
    const double dLeft = *(const double *)pvLeft;
    const double dRight = *(const double *)pvRight;

    return (dLeft > dRight) - (dLeft < dRight);
}

/* A round's ratio compares what ran right after each other. */
static void compute_ratios(size_t zWorkload, size_t zRounds)
{
    for (size_t i = 0; i < CONTESTANTS; i++)
    {
        for (size_t zRound = 0; zRound < zRounds; zRound++)
        {
            atContestants[i].adRatio[zWorkload][zRound] =
                atContestants[i].adNs[zWorkload][zRound] / atContestants[0].adNs[zWorkload][zRound];
        }
    }
}

static void print_workload(const bool *pbPresent, size_t zWorkload, size_t zRounds)
{
    compute_ratios(zWorkload, zRounds);
    printf("%s\n  %-16s %10s %10s %8s\n", apcWorkloads[zWorkload], "", "median ns", "min ns", "ratio");
    for (size_t i = 0; i < CONTESTANTS; i++)
    {
        double *const pdNs = atContestants[i].adNs[zWorkload];
        double *const pdRatio = atContestants[i].adRatio[zWorkload];
        if (!pbPresent[i] || atContestants[i].apfcnRun[zWorkload] == NULL)
        {
            continue;
        }
        qsort(pdNs, zRounds, sizeof(pdNs[0]), compare);
        qsort(pdRatio, zRounds, sizeof(pdRatio[0]), compare);
        printf(
            "  %-16s %10.2f %10.2f %8.2f\n", atContestants[i].pcName, pdNs[zRounds / 2], pdNs[0],
            pdRatio[zRounds / 2]
        );
    }
}

/* A fixed random order, so that every run and contestant sees the same. */
static void shuffle(void)
{
    unsigned long long iState = 88172645463325252ULL;

    for (unsigned i = 0; i < MANY_BLOCKS; i++)
    {
        aiOrder[i] = i;
    }
    for (unsigned i = MANY_BLOCKS - 1; i > 0; i--)
    {
        iState ^= iState << 13;
        iState ^= iState >> 7;
        iState ^= iState << 17;
        const unsigned j = (unsigned)(iState % (i + 1u));
        const unsigned iSwap = aiOrder[i];
        aiOrder[i] = aiOrder[j];
        aiOrder[j] = iSwap;
    }
}

/* One round of each workload, the contestants in turn. */
static void measure_all(const bool *pbPresent, size_t zRound)
{
    for (size_t zWorkload = 0; zWorkload < WORKLOADS; zWorkload++)
    {
        for (size_t i = 0; i < CONTESTANTS; i++)
        {
            if (pbPresent[i])
            {
                measure(&atContestants[i], zWorkload, zRound);
            }
        }
    }
}

int main(int iArguments, char **ppcArguments)
{
    size_t zRounds = (iArguments > 1) ? (size_t)strtoul(ppcArguments[1], NULL, 10) : 11u;
    bool abPresent[CONTESTANTS];

    zRounds = (zRounds < 1u || zRounds > MAX_ROUNDS) ? 11u : zRounds;
    pvMemory = aligned_alloc(4096, (size_t)MANY_BLOCKS * BLOCK_SIZE);
    if (pvMemory == NULL)
    {
        fail("no memory");
    }
    memset(pvMemory, 1, (size_t)MANY_BLOCKS * BLOCK_SIZE);
    memset(atMetadata, 1, sizeof(atMetadata));
    shuffle();
    for (size_t i = 0; i < CONTESTANTS; i++)
    {
        abPresent[i] = load(&atContestants[i]);
        if (!abPresent[i])
        {
            printf(
                "skipped: %s (%s is not installed)\n", atContestants[i].pcName, atContestants[i].pcLibrary
            );
        }
    }
    for (size_t zRound = 0; zRound < zRounds; zRound++)
    {
        measure_all(abPresent, zRound);
    }
    printf("time per get+put pair of %d-byte blocks, %zu rounds\n", BLOCK_SIZE, zRounds);
    for (size_t zWorkload = 0; zWorkload < WORKLOADS; zWorkload++)
    {
        print_workload(abPresent, zWorkload, zRounds);
    }
    free(pvMemory);
    return 0;
}
