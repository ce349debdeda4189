/* SPDX-License-Identifier: MIT */
/*
 * Custom allocator: an application that brings its own memory, here the
 * heap within a budget, and links with code that was written for the seam.
 * It completes the allocator's type and supplies the five functions; the
 * library's own give way to them, also where the library itself calls them.
 */
#define JUNO_CUSTOM_ALLOC
#include "downstream.h"
#include "juno/memory/memory_api.h"
#include "juno/status.h"
#include <stdio.h>
#include <stdlib.h>

/* An allocator begins with the header; what follows is the application's. */
union JUNO_MEMORY_ALLOC_TAG
{
    JUNO_MEMORY_ALLOC_HDR_T tHdr;
    struct
    {
        JUNO_MEMORY_ALLOC_HDR_T tHdr;
        size_t budget; /* bytes that may be out */
        size_t used;
    } heap;
};

JUNO_STATUS_T Juno_MemoryGet(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize)
{
    if (ptMem == NULL || ptMemory == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    if (zSize == 0)
    {
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    }
    void *address = zSize <= ptMem->heap.budget - ptMem->heap.used ? malloc(zSize) : NULL;
    if (address == NULL)
    {
        return JUNO_STATUS_MEMALLOC_ERROR;
    }
    *ptMemory = (JUNO_MEMORY_T){.pvAddr = address, .zSize = zSize, .iRefCount = 1};
    ptMem->heap.used += zSize;
    return JUNO_STATUS_SUCCESS;
}

JUNO_STATUS_T Juno_MemoryUpdate(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zNewSize)
{
    if (ptMem == NULL || ptMemory == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    if (zNewSize == 0)
    {
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    }
    size_t others = ptMem->heap.used - ptMemory->zSize;
    void *address = zNewSize <= ptMem->heap.budget - others ? realloc(ptMemory->pvAddr, zNewSize) : NULL;
    if (address == NULL)
    {
        return JUNO_STATUS_MEMALLOC_ERROR;
    }
    ptMemory->pvAddr = address;
    ptMemory->zSize = zNewSize;
    ptMem->heap.used = others + zNewSize;
    return JUNO_STATUS_SUCCESS;
}

JUNO_STATUS_T Juno_MemoryPut(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory)
{
    if (ptMem == NULL || ptMemory == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    if (ptMemory->pvAddr == NULL)
    {
        return JUNO_STATUS_MEMFREE_ERROR;
    }
    if (ptMemory->iRefCount > 1)
    {
        return JUNO_STATUS_REF_IN_USE_ERROR;
    }
    ptMem->heap.used -= ptMemory->zSize;
    free(ptMemory->pvAddr);
    *ptMemory = (JUNO_MEMORY_T){0};
    return JUNO_STATUS_SUCCESS;
}

JUNO_MEMORY_T *Juno_MemoryGetRef(JUNO_MEMORY_T *ptMemory)
{
    if (ptMemory != NULL && ptMemory->iRefCount > 0)
    {
        ptMemory->iRefCount++;
    }
    return ptMemory;
}

void Juno_MemoryPutRef(JUNO_MEMORY_T *ptMemory)
{
    if (ptMemory != NULL && ptMemory->iRefCount > 0)
    {
        ptMemory->iRefCount--;
    }
}

static void show(const char *what, JUNO_STATUS_T status, const JUNO_MEMORY_ALLOC_T *memory)
{
    printf("%s: %s, %zu bytes out\n", what, Juno_StatusToString(status), memory->heap.used);
}

int main(void)
{
    JUNO_MEMORY_ALLOC_T memory = {0};
    JUNO_MEMORY_T greeting = {0};
    JUNO_MEMORY_T another = {0};
    memory.heap.budget = 32;

    show("greet", downstream_greet(&memory, &greeting, "newcomer"), &memory);
    downstream_print(&greeting);
    show("greet again", downstream_greet(&memory, &another, "somebody else"), &memory);
    show("shorten", downstream_shorten(&memory, &greeting, 5), &memory);
    downstream_print(&greeting);
    show("put", Juno_MemoryApi()->Put(&memory, &greeting), &memory);
    return 0;
}
