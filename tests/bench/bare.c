/* SPDX-License-Identifier: MIT */
#include "bare.h"

void bare_init(bare_pool *ptPool, void *pvMemory, size_t zSize, size_t zLength)
{
    unsigned char *const piMemory = pvMemory;

    ptPool->pvFree = NULL;
    for (size_t i = zLength; i > 0; i--)
    {
        void *const pvBlock = piMemory + ((i - 1) * zSize);
        *(void **)pvBlock = ptPool->pvFree;
        ptPool->pvFree = pvBlock;
    }
}

int bare_get(bare_pool *ptPool, bare_memory *ptMemory, size_t zSize)
{
    void *const pvBlock = ptPool->pvFree;

    ptPool->pvFree = *(void **)pvBlock;
    ptMemory->pvAddr = pvBlock;
    ptMemory->zSize = zSize;
    ptMemory->iCount = 1;
    return 0;
}

int bare_put(bare_pool *ptPool, bare_memory *ptMemory)
{
    void *const pvBlock = ptMemory->pvAddr;

    *(void **)pvBlock = ptPool->pvFree;
    ptPool->pvFree = pvBlock;
    ptMemory->pvAddr = NULL;
    return 0;
}

void bare_ref(bare_memory *ptMemory)
{
    ptMemory->iCount++;
}

void bare_unref(bare_memory *ptMemory)
{
    ptMemory->iCount--;
}
