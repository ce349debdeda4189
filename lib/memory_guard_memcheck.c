/* SPDX-License-Identifier: MIT */
/*
 * Valgrind's memcheck. A pool is a mempool, so that memcheck knows each block
 * that is out, by whom, and whether anybody still points to it at the end.
 *
 * A report tells of an address what it stands in. Of a mempool's block that is
 * two stacks, but no name; of a block that the program has described it is the
 * description and the stack where that was done. So each block carries a
 * description, renewed as it comes and goes, and the rest of the pool, which was
 * never given out, one more. Of a large pool only the first blocks have one,
 * since memcheck finds a place for a new one by a search.
 *
 * Other tools of Valgrind ignore all this: a program under callgrind or
 * helgrind runs as it does alone.
 */
#ifdef JUNO_MEMORY_GUARD
#define _DEFAULT_SOURCE
#include "memory_guard_tool.h"
#endif

#ifdef GUARD_HAS_MEMCHECK
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <valgrind/memcheck.h>

enum
{
    TEXT = 3 * GUARD_NAME
};

/* Where somebody called: "file:line", else the address. */
static void PrintPlace(char acPlace[GUARD_NAME], const MEMORY_SITE_T *ptSite)
{
    const char *const piCall = (const char *)ptSite->pvCaller - 1; /* back into the call */

    acPlace[0] = '\0';
    if (ptSite->pcFile != NULL)
    {
        const char *const pcSlash = strrchr(ptSite->pcFile, '/');

        (void)snprintf(
            acPlace, GUARD_NAME, "%s:%u", (pcSlash != NULL) ? pcSlash + 1 : ptSite->pcFile,
            (unsigned int)ptSite->iLine
        );
        return;
    }
    (void)VALGRIND_MAP_IP_TO_SRCLOC(piCall, acPlace);
    if (acPlace[0] == '\0')
    {
        (void)snprintf(acPlace, GUARD_NAME, "%p", (const void *)piCall);
    }
}

/* Puts a description in the place of another; NULL: none. */
static void Describe(unsigned int *piHandle, const void *pvAddr, size_t zBytes, const char *pcText)
{
    if (*piHandle != 0u)
    {
        (void)VALGRIND_DISCARD(*piHandle - 1u);
        *piHandle = 0;
    }
    if (pcText != NULL && zBytes != 0u)
    {
        *piHandle = (unsigned int)VALGRIND_CREATE_BLOCK(pvAddr, zBytes, pcText) + 1u;
    }
}

static void DescribeBlock(GUARD_POOL_T *ptPool, size_t zBlock, const char *pcText)
{
    if (zBlock < GUARD_NAMED)
    {
        Describe(
            &ptPool->ptLabels[zBlock].iHandle, Memory_GuardAddress(ptPool, zBlock), ptPool->zTypeSize, pcText
        );
    }
}

/* The blocks that were never given out. */
static void DescribeRest(GUARD_POOL_T *ptPool)
{
    char acText[TEXT];

    (void)snprintf(acText, sizeof(acText), "never given out part of pool %s", ptPool->acName);
    Describe(
        &ptPool->iRest, Memory_GuardAddress(ptPool, ptPool->zCarved),
        (ptPool->zLength - ptPool->zCarved) * ptPool->zTypeSize, acText
    );
}

static void DescribeLive(GUARD_POOL_T *ptPool, size_t zBlock)
{
    char acText[TEXT];

    (void)snprintf(
        acText, sizeof(acText), "block of pool %s (block %zu, %zu bytes asked for)", ptPool->acName, zBlock,
        ptPool->ptBlocks[zBlock].zSize
    );
    DescribeBlock(ptPool, zBlock, acText);
}

static bool Begin(GUARD_POOL_T *ptPool, const MEMORY_SITE_T *ptSite)
{
    const size_t zNamed = (ptPool->zLength < GUARD_NAMED) ? ptPool->zLength : GUARD_NAMED;
    const size_t zBlocks = ptPool->zLength * sizeof(GUARD_BLOCK_T);
    void *pvTables = NULL;

    ptPool->zTables = zBlocks + (zNamed * sizeof(GUARD_LABEL_T));
    pvTables = mmap(
        NULL, ptPool->zTables, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0
    );
    if (pvTables == MAP_FAILED)
    {
        return false;
    }
    ptPool->ptBlocks = pvTables;
    ptPool->ptLabels = (GUARD_LABEL_T *)(void *)((char *)pvTables + zBlocks);
    ptPool->zCarved = 0;
    ptPool->iRest = 0;
    PrintPlace(ptPool->acName, ptSite);
    VALGRIND_CREATE_MEMPOOL(ptPool, 0, 0);
    (void)VALGRIND_MAKE_MEM_NOACCESS(Memory_GuardAddress(ptPool, 0), ptPool->zLength * ptPool->zTypeSize);
    DescribeRest(ptPool);
    return true;
}

/* Contents may be known to whoever filled them before: no byte counts as undefined. */
static void End(GUARD_POOL_T *ptPool)
{
    for (size_t zBlock = 0; zBlock < ptPool->zCarved; zBlock++)
    {
        DescribeBlock(ptPool, zBlock, NULL);
    }
    Describe(&ptPool->iRest, NULL, 0, NULL);
    VALGRIND_DESTROY_MEMPOOL(ptPool);
    (void)VALGRIND_MAKE_MEM_DEFINED(Memory_GuardAddress(ptPool, 0), ptPool->zLength * ptPool->zTypeSize);
    (void)munmap(ptPool->ptBlocks, ptPool->zTables);
}

static void Get(GUARD_POOL_T *ptPool, const MEMORY_EVENT_T *ptEvent)
{
    const size_t zBlock = ptEvent->zBlock;
    const bool bClears = (ptEvent->ptBlk->iHooks & MEMORY_HOOK_CLEAR) != 0u;

    ptPool->ptBlocks[zBlock] =
        (GUARD_BLOCK_T){ptEvent->zValue, bClears ? ptPool->zTypeSize : ptEvent->zValue};
    if (zBlock < GUARD_NAMED)
    {
        GUARD_LABEL_T *const ptLabel = &ptPool->ptLabels[zBlock];

        if (ptLabel->pvGot == NULL || ptLabel->pvGot != ptEvent->ptSite->pvCaller)
        {
            PrintPlace(ptLabel->acGot, ptEvent->ptSite);
            ptLabel->pvGot = ptEvent->ptSite->pvCaller;
        }
    }
    if (zBlock >= ptPool->zCarved)
    {
        ptPool->zCarved = zBlock + 1u;
        DescribeRest(ptPool);
    }
    VALGRIND_MEMPOOL_ALLOC(ptPool, Memory_GuardAddress(ptPool, zBlock), ptEvent->zValue);
    if (bClears) /* who asked for it may count on zeros */
    {
        (void)VALGRIND_MAKE_MEM_DEFINED(Memory_GuardAddress(ptPool, zBlock), ptEvent->zValue);
    }
    DescribeLive(ptPool, zBlock);
}

/* What was within the size before keeps its contents; the rest has none yet. */
static void Update(GUARD_POOL_T *ptPool, const MEMORY_EVENT_T *ptEvent)
{
    GUARD_BLOCK_T *const ptBlock = &ptPool->ptBlocks[ptEvent->zBlock];
    unsigned char *const piBlock = Memory_GuardAddress(ptPool, ptEvent->zBlock);
    const size_t zNew = ptEvent->zValue;
    const size_t zOld = ptBlock->zSize;
    const size_t zKnown = (zNew < ptBlock->zHigh) ? zNew : ptBlock->zHigh;

    if (zNew < zOld)
    {
        (void)VALGRIND_MAKE_MEM_NOACCESS(&piBlock[zNew], zOld - zNew);
    }
    if (zKnown > zOld)
    {
        (void)VALGRIND_MAKE_MEM_DEFINED(&piBlock[zOld], zKnown - zOld);
    }
    if (zNew > ptBlock->zHigh)
    {
        (void)VALGRIND_MAKE_MEM_UNDEFINED(&piBlock[ptBlock->zHigh], zNew - ptBlock->zHigh);
        ptBlock->zHigh = zNew;
    }
    ptBlock->zSize = zNew;
    VALGRIND_MEMPOOL_CHANGE(ptPool, piBlock, piBlock, zNew);
    DescribeLive(ptPool, ptEvent->zBlock);
}

static void Put(GUARD_POOL_T *ptPool, const MEMORY_EVENT_T *ptEvent)
{
    const size_t zBlock = ptEvent->zBlock;
    unsigned char *const piBlock = Memory_GuardAddress(ptPool, zBlock);

    VALGRIND_MEMPOOL_FREE(ptPool, piBlock);
    (void)VALGRIND_MAKE_MEM_NOACCESS(piBlock, ptPool->zTypeSize);
    if (zBlock < GUARD_NAMED)
    {
        char acText[TEXT];

        (void)snprintf(
            acText, sizeof(acText), "free block of pool %s (block %zu, last got at %s)", ptPool->acName,
            zBlock, ptPool->ptLabels[zBlock].acGot
        );
        DescribeBlock(ptPool, zBlock, acText);
    }
}

static void Open(const GUARD_POOL_T *ptPool, size_t zBlock)
{
    (void)VALGRIND_MAKE_MEM_UNDEFINED(Memory_GuardAddress(ptPool, zBlock), ptPool->zTypeSize);
}

static void Name(GUARD_POOL_T *ptPool, const char *pcName)
{
    (void)snprintf(ptPool->acName, GUARD_NAME, "%s", pcName);
    DescribeRest(ptPool);
}

const GUARD_TOOL_T *Memory_GuardMemcheck(void)
{
    static const GUARD_TOOL_T tTool = {Begin, End, Get, Update, Put, Open, Name};

    /* Only memcheck answers this one by anything but 0. */
    return (VALGRIND_MAKE_MEM_DEFINED(&tTool, 0) != 0) ? &tTool : NULL;
}
#else
typedef int MEMORY_GUARD_MEMCHECK_EMPTY_T; /* a translation unit needs a declaration */
#endif
