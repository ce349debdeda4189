/* SPDX-License-Identifier: MIT */
/*
 * The calls as code built with JUNO_MEMORY_TRACE makes them: told by the
 * caller where it is.
 */
#define JUNO_MEMORY_TRACE
#include "juno/memory/memory.h"
#include "memory_block.h"
#include "memory_call.h"

/* A site in source. */
static MEMORY_SITE_T Source(MEMORY_KIND_T eKind, const char *pcFile, int iLine, const char *pcFunction)
{
    return (MEMORY_SITE_T
    ){.pcFile = pcFile, .pcFunction = pcFunction, .iLine = (uint32_t)iLine, .eKind = eKind};
}

JUNO_STATUS_T Juno_MemoryGetAt(
    JUNO_MEMORY_ALLOC_T *ptMem,
    JUNO_MEMORY_T *ptMemory,
    size_t zSize,
    const char *pcFile,
    int iLine,
    const char *pcFunction
)
{
    const MEMORY_SITE_T tSite = Source(MEMORY_KIND_GET, pcFile, iLine, pcFunction);

    return Memory_Call(ptMem, ptMemory, zSize, &tSite);
}

JUNO_STATUS_T Juno_MemoryUpdateAt(
    JUNO_MEMORY_ALLOC_T *ptMem,
    JUNO_MEMORY_T *ptMemory,
    size_t zNewSize,
    const char *pcFile,
    int iLine,
    const char *pcFunction
)
{
    const MEMORY_SITE_T tSite = Source(MEMORY_KIND_UPDATE, pcFile, iLine, pcFunction);

    return Memory_Call(ptMem, ptMemory, zNewSize, &tSite);
}

JUNO_STATUS_T Juno_MemoryPutAt(
    JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, const char *pcFile, int iLine, const char *pcFunction
)
{
    const MEMORY_SITE_T tSite = Source(MEMORY_KIND_PUT, pcFile, iLine, pcFunction);

    return Memory_Call(ptMem, ptMemory, 0u, &tSite);
}

JUNO_MEMORY_T *
Juno_MemoryGetRefAt(JUNO_MEMORY_T *ptMemory, const char *pcFile, int iLine, const char *pcFunction)
{
    const MEMORY_SITE_T tSite = Source(MEMORY_KIND_REF_GET, pcFile, iLine, pcFunction);

    Memory_CallRef(ptMemory, &tSite);
    return ptMemory;
}

void Juno_MemoryPutRefAt(JUNO_MEMORY_T *ptMemory, const char *pcFile, int iLine, const char *pcFunction)
{
    const MEMORY_SITE_T tSite = Source(MEMORY_KIND_REF_PUT, pcFile, iLine, pcFunction);

    Memory_CallRef(ptMemory, &tSite);
}

JUNO_STATUS_T Juno_MemoryBlkInitAt(
    JUNO_MEMORY_BLOCK_T *ptBlk,
    void *pvMemory,
    JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata,
    size_t zTypeSize,
    size_t zLength,
    JUNO_FAILURE_HANDLER_T pfcnFailureHandler,
    JUNO_USER_DATA_T *pvUserData,
    const char *pcFile,
    int iLine,
    const char *pcFunction
)
{
    const MEMORY_GEOMETRY_T tGeometry = {pvMemory, ptMetadata, zTypeSize, zLength};
    const MEMORY_SITE_T tSite = Source(MEMORY_KIND_OTHER, pcFile, iLine, pcFunction);

    return Memory_BlockInit(ptBlk, &tGeometry, pfcnFailureHandler, pvUserData, &tSite);
}
