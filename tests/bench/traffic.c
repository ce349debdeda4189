/* SPDX-License-Identifier: MIT */
/*
 * Makes the same calls at random, as a trace, or through malloc and free for
 * heaptrack: a slot that is empty is filled, one that is full is emptied, after a
 * reference was taken and given back if that is asked for.
 *
 * usage: traffic calls|references BLOCKS EVENTS [FILE]; without FILE, malloc and free
 */
#define JUNO_MEMORY_TRACE
#include "juno/memory/memory.h"
#include "juno/memory/trace_file.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum
{
    BLOCK_SIZE = 64
};

typedef struct traffic
{
    unsigned long iBlocks;
    unsigned long iEvents;
    unsigned int bReferences;
    unsigned char *piState; /* of each slot: 0 empty, 1 full, 2 and 3: a reference was taken and given back */
    uint64_t iRandom;
} traffic;

static void fail(const char *pcWhat)
{
    (void)fprintf(stderr, "traffic: %s\n", pcWhat);
    exit(1);
}

static void *room(size_t zCount, size_t zSize)
{
    void *pvRoom = calloc(zCount, zSize);

    if (pvRoom == NULL)
    {
        fail("no memory");
    }
    return pvRoom;
}

/* The slots are all filled first, so that the later ones are met in any order. */
static unsigned long next_slot(traffic *ptTraffic, unsigned long iEvent)
{
    ptTraffic->iRandom = (ptTraffic->iRandom * UINT64_C(6364136223846793005)) + UINT64_C(1442695040888963407);
    return iEvent < ptTraffic->iBlocks ? iEvent
                                       : (unsigned long)((ptTraffic->iRandom >> 33) % ptTraffic->iBlocks);
}

static size_t next_size(const traffic *ptTraffic)
{
    return 1u + (size_t)((ptTraffic->iRandom >> 20) % BLOCK_SIZE);
}

/* What is done with the slot, which is then in its next state. */
static unsigned int next_step(traffic *ptTraffic, unsigned long iSlot)
{
    const unsigned int iState = ptTraffic->piState[iSlot];
    const unsigned int iLast = ptTraffic->bReferences != 0u ? 3u : 1u;

    ptTraffic->piState[iSlot] = (unsigned char)(iState == iLast ? 0u : iState + 1u);
    return iState == iLast ? 3u : iState;
}

static void through_malloc(traffic *ptTraffic)
{
    void **ppvHeld = room(ptTraffic->iBlocks, sizeof(*ppvHeld));

    for (unsigned long i = 0; i < ptTraffic->iEvents; i++)
    {
        const unsigned long iSlot = next_slot(ptTraffic, i);

        if (next_step(ptTraffic, iSlot) == 0u)
        {
            ppvHeld[iSlot] = malloc(next_size(ptTraffic));
        }
        else
        {
            free(ppvHeld[iSlot]);
        }
    }
    free(ppvHeld);
}

static void
one_call(traffic *ptTraffic, JUNO_MEMORY_ALLOC_T *ptPool, JUNO_MEMORY_T *ptHeld, unsigned int iStep)
{
    switch (iStep)
    {
    case 0:
        (void)Juno_MemoryGet(ptPool, ptHeld, next_size(ptTraffic));
        break;
    case 1:
        (void)Juno_MemoryGetRef(ptHeld);
        break;
    case 2:
        Juno_MemoryPutRef(ptHeld);
        break;
    default:
        (void)Juno_MemoryPut(ptPool, ptHeld);
        break;
    }
}

static void recorded(traffic *ptTraffic, const char *pcPath)
{
    static JUNO_MEMORY_TRACE_T tTrace;
    static JUNO_MEMORY_ALLOC_T tPool;
    JUNO_MEMORY_T *ptHeld = room(ptTraffic->iBlocks, sizeof(*ptHeld));
    void *pvBlocks = room(ptTraffic->iBlocks, BLOCK_SIZE);
    JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata = room(ptTraffic->iBlocks, sizeof(*ptMetadata));

    if (Juno_MemoryBlkInit(&tPool.tBlock, pvBlocks, ptMetadata, BLOCK_SIZE, ptTraffic->iBlocks, NULL, NULL) !=
            JUNO_STATUS_SUCCESS ||
        Juno_MemoryTraceOpen(&tTrace, pcPath) != JUNO_STATUS_SUCCESS ||
        Juno_MemoryTraceAttach(&tTrace, &tPool, "blocks") != JUNO_STATUS_SUCCESS)
    {
        fail("the trace cannot be begun");
    }
    for (unsigned long i = 0; i < ptTraffic->iEvents; i++)
    {
        const unsigned long iSlot = next_slot(ptTraffic, i);

        one_call(ptTraffic, &tPool, &ptHeld[iSlot], next_step(ptTraffic, iSlot));
    }
    if (Juno_MemoryTraceClose(&tTrace) != JUNO_STATUS_SUCCESS)
    {
        fail("the trace cannot be ended");
    }
    free(ptMetadata);
    free(pvBlocks);
    free(ptHeld);
}

int main(int argc, char **argv)
{
    traffic tTraffic = {.iRandom = 1};

    if (argc < 4)
    {
        fail("usage: traffic calls|references BLOCKS EVENTS [FILE]");
    }
    tTraffic.bReferences = strcmp(argv[1], "references") == 0;
    tTraffic.iBlocks = strtoul(argv[2], NULL, 10);
    tTraffic.iEvents = strtoul(argv[3], NULL, 10);
    tTraffic.piState = room(tTraffic.iBlocks, 1);
    if (argc > 4)
    {
        recorded(&tTraffic, argv[4]);
    }
    else
    {
        through_malloc(&tTraffic);
    }
    free(tTraffic.piState);
    return 0;
}
