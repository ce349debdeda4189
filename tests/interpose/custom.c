/* SPDX-License-Identifier: MIT */
/*
 * An application with an allocator of its own, which must be reached through
 * Juno_MemoryApi() and from code that knows nothing of it.
 */
#define JUNO_CUSTOM_ALLOC
#include "downstream.h"
#include "juno/memory/memory_api.h"
#include <stdio.h>

union JUNO_MEMORY_ALLOC_TAG
{
    JUNO_MEMORY_ALLOC_HDR_T tHdr;
    struct
    {
        JUNO_MEMORY_ALLOC_HDR_T tHdr;
        int iCalls;
    } tOwn;
};

static int iRefCalls;

JUNO_STATUS_T Juno_MemoryGet(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize)
{
    (void)ptMemory;
    (void)zSize;
    ptMem->tOwn.iCalls++;
    return JUNO_STATUS_TABLE_FULL_ERROR;
}

JUNO_STATUS_T Juno_MemoryUpdate(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zNewSize)
{
    (void)ptMemory;
    (void)zNewSize;
    ptMem->tOwn.iCalls++;
    return JUNO_STATUS_DNE_ERROR;
}

JUNO_STATUS_T Juno_MemoryPut(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory)
{
    (void)ptMemory;
    ptMem->tOwn.iCalls++;
    return JUNO_STATUS_CRC_ERROR;
}

JUNO_MEMORY_T *Juno_MemoryGetRef(JUNO_MEMORY_T *ptMemory)
{
    iRefCalls++;
    return ptMemory;
}

void Juno_MemoryPutRef(JUNO_MEMORY_T *ptMemory)
{
    (void)ptMemory;
    iRefCalls++;
}

static int iFailures;

static void Expect(const char *pcWhat, int iGot, int iWanted)
{
    if (iGot != iWanted)
    {
        fprintf(stderr, "%s: wanted %d, got %d\n", pcWhat, iWanted, iGot);
        iFailures++;
    }
}

static void ThroughTheApi(JUNO_MEMORY_ALLOC_T *ptMem)
{
    const JUNO_MEMORY_API_T *const ptApi = Juno_MemoryApi();
    JUNO_MEMORY_T tMemory = {0};

    Expect("Get through the API", (int)ptApi->Get(ptMem, &tMemory, 8u), 7);
    Expect("Update through the API", (int)ptApi->Update(ptMem, &tMemory, 8u), 8);
    Expect("Put through the API", (int)ptApi->Put(ptMem, &tMemory), 12);
    Expect("calls after the API's", ptMem->tOwn.iCalls, 3);
}

static void FromDownstream(JUNO_MEMORY_ALLOC_T *ptMem)
{
    JUNO_MEMORY_T tMemory = {0};

    Expect("Get from downstream", (int)Downstream_Get(ptMem, &tMemory, 8u), 7);
    Expect("Update from downstream", (int)Downstream_Update(ptMem, &tMemory, 8u), 8);
    Expect("Put from downstream", (int)Downstream_Put(ptMem, &tMemory), 12);
    Expect("calls after downstream's", ptMem->tOwn.iCalls, 6);
    Expect("GetRef from downstream", Downstream_GetRef(&tMemory) == &tMemory, 1);
    Downstream_PutRef(&tMemory);
    Expect("reference calls", iRefCalls, 2);
}

int main(void)
{
    JUNO_MEMORY_ALLOC_T tMem = {0};

    ThroughTheApi(&tMem);
    FromDownstream(&tMem);
    return iFailures != 0;
}
