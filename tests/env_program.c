/* SPDX-License-Identifier: MIT */
/*
 * A program that knows nothing of traces but how it was compiled: what
 * JUNO_MEMORY_TRACE_FILE makes of it. Exit code 0 whatever becomes of the
 * trace. With the argument "fork" a child uses the pool too; with "daemon" only
 * a child does, in the background; with "gone" a pool and its lock no longer
 * exist when the process ends; with "many" there are thousands of pools.
 */
#define _DEFAULT_SOURCE
#include "juno/memory/memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

JUNO_MEMORY_BLOCK(alFrames, long, 4);
JUNO_MEMORY_BLOCK_METADATA(atMetadata, 4);

static JUNO_MEMORY_ALLOC_T tPool;

/* The child's calls, which no trace may show. */
static int use_in_child(void)
{
    JUNO_MEMORY_T tMemory = {0};

    for (int i = 0; i < 100; i++)
    {
        Juno_MemoryGet(&tPool, &tMemory, 1);
        Juno_MemoryPut(&tPool, &tMemory);
    }
    return 0;
}

/* More pools than a recording can name. */
static int use_many(void)
{
    enum
    {
        MANY = 5000
    };
    static JUNO_MEMORY_ALLOC_T atPools[MANY];
    static JUNO_MEMORY_BLOCK_METADATA_T atOne[MANY];
    static long alOne[MANY];
    JUNO_MEMORY_T tMemory = {0};
    int iStatus = 0;

    for (int i = 0; i < MANY; i++)
    {
        iStatus +=
            (int)Juno_MemoryBlkInit(&atPools[i].tBlock, &alOne[i], &atOne[i], sizeof(long), 1, NULL, NULL);
        iStatus += (int)Juno_MemoryGet(&atPools[i], &tMemory, sizeof(long));
        iStatus += (int)Juno_MemoryPut(&atPools[i], &tMemory);
    }
    return iStatus;
}

static void nothing(JUNO_USER_DATA_T *pvUserData)
{
    (void)pvUserData;
}

/* A pool, its lock and its memory that end without having been told to. */
static int use_and_vanish(void)
{
    struct
    {
        JUNO_MEMORY_ALLOC_T tPool;
        JUNO_MEMORY_LOCK_T tLock;
        JUNO_MEMORY_BLOCK_METADATA_T atMetadata[2];
        long alBlocks[2];
    } *const ptAll = malloc(sizeof(*ptAll));
    JUNO_MEMORY_T tMemory = {0};
    int iStatus = 1;

    if (ptAll != NULL)
    {
        ptAll->tLock = (JUNO_MEMORY_LOCK_T){nothing, nothing, NULL};
        if (Juno_MemoryBlkInit(
                &ptAll->tPool.tBlock, ptAll->alBlocks, ptAll->atMetadata, sizeof(long), 2, NULL, NULL
            ) == JUNO_STATUS_SUCCESS &&
            Juno_MemoryLockSet(&ptAll->tPool, &ptAll->tLock) == JUNO_STATUS_SUCCESS)
        {
            iStatus = (Juno_MemoryGet(&ptAll->tPool, &tMemory, 1) == JUNO_STATUS_SUCCESS) ? 0 : 1;
        }
        memset(&ptAll->tPool, 0x55, sizeof(ptAll->tPool));
        memset(&ptAll->tLock, 0x55, sizeof(ptAll->tLock));
        memset(ptAll->atMetadata, 0x55, sizeof(ptAll->atMetadata));
        free(ptAll);
    }
    return iStatus;
}

static int use_in_fork(void)
{
    const pid_t iChild = fork();
    int iStatus = 0;

    if (iChild == 0)
    {
        exit(use_in_child());
    }
    (void)waitpid(iChild, &iStatus, 0);
    return iStatus;
}

static int use_in_background(void)
{
    if (daemon(1, 1) == 0)
    {
        exit(use_in_child());
    }
    return 1;
}

/* What the argument asks for, besides a pool that is used. */
static int use_more(const char *pcHow)
{
    static const struct
    {
        const char *pcHow;
        int (*pfcnUse)(void);
    } atUses[] = {
        {"fork", use_in_fork}, {"daemon", use_in_background}, {"gone", use_and_vanish}, {"many", use_many}};

    for (size_t i = 0; i < sizeof(atUses) / sizeof(atUses[0]); i++)
    {
        if (strcmp(pcHow, atUses[i].pcHow) == 0)
        {
            return atUses[i].pfcnUse();
        }
    }
    return 1;
}

int main(int iArguments, char **ppcArguments)
{
    JUNO_MEMORY_T tMemory = {0};
    int iStatus = 0;

    if (Juno_MemoryBlkInit(&tPool.tBlock, alFrames, atMetadata, sizeof(long), 4, NULL, NULL))
    {
        return 1;
    }
    if (Juno_MemoryGet(&tPool, &tMemory, sizeof(long)) != JUNO_STATUS_SUCCESS)
    {
        return 1;
    }
    if (iArguments > 1)
    {
        iStatus = use_more(ppcArguments[1]);
    }
    printf("%ld\n", (long)getpid());
    return (Juno_MemoryPut(&tPool, &tMemory) == JUNO_STATUS_SUCCESS) ? iStatus : 1;
}
