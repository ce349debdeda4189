/* SPDX-License-Identifier: MIT */
/*
 * Records calls from modules that come and go: modules_program TRACE PLUGIN...
 * Each plugin is loaded, gets a block, and is unloaded again; before that the
 * program itself gets one.
 */
#include "juno/memory/memory.h"
#include "juno/memory/trace_file.h"
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

typedef JUNO_STATUS_T (*GET_T)(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize);
typedef int (*PLUGIN_T)(GET_T pfcnGet, JUNO_MEMORY_ALLOC_T *ptMem);

JUNO_MEMORY_BLOCK(alFrames, long, 8);
JUNO_MEMORY_BLOCK_METADATA(atMetadata, 8);

static JUNO_MEMORY_ALLOC_T tPool;
static JUNO_MEMORY_TRACE_T tTrace;

static int run(const char *pcPath)
{
    void *const pvPlugin = dlopen(pcPath, RTLD_NOW);
    void *const pvFunction = (pvPlugin != NULL) ? dlsym(pvPlugin, "plugin") : NULL;
    PLUGIN_T pfcnPlugin = NULL;
    int iStatus = 1;

    if (pvFunction != NULL)
    {
        memcpy(&pfcnPlugin, &pvFunction, sizeof(pfcnPlugin));
        iStatus = pfcnPlugin(Juno_MemoryGet, &tPool);
        iStatus += (int)Juno_MemoryTraceFlush(&tTrace);
        iStatus += dlclose(pvPlugin);
    }
    return iStatus;
}

static int get_here(void)
{
    JUNO_MEMORY_T tMemory = {0};
    const JUNO_STATUS_T tStatus = Juno_MemoryGet(&tPool, &tMemory, sizeof(long));

    return (tStatus == JUNO_STATUS_SUCCESS) ? 0 : 1;
}

int main(int iArguments, char **ppcArguments)
{
    int iStatus = 0;

    if (iArguments < 2 ||
        Juno_MemoryBlkInit(&tPool.tBlock, alFrames, atMetadata, sizeof(long), 8, NULL, NULL) ||
        Juno_MemoryTraceOpen(&tTrace, ppcArguments[1]) || Juno_MemoryTraceAttach(&tTrace, &tPool, "frames"))
    {
        return 1;
    }
    iStatus = get_here();
    for (int i = 2; i < iArguments; i++)
    {
        iStatus += run(ppcArguments[i]);
    }
    iStatus += (int)Juno_MemoryTraceClose(&tTrace);
    return iStatus;
}
