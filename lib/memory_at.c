/* SPDX-License-Identifier: MIT */
/*
 * The calls as code built with JUNO_MEMORY_TRACE makes them: told by the
 * caller where it is.
 */
#define JUNO_MEMORY_TRACE
#include "juno/memory/memory.h"
#include "memory_block.h"
#include "memory_call.h"
#include "memory_plain.h"

/* A site in source. */
/*@ exits \false;
    assigns \result \from eKind, pcFile, iLine, pcFunction;
    ensures \result.pcFile == pcFile && \result.pcFunction == pcFunction;
    ensures \result.iLine == (uint32_t)iLine;
    ensures \result.eKind == eKind && \result.pvCaller == \null;
*/
static MEMORY_SITE_T Source(MEMORY_KIND_T eKind, const char *pcFile, int iLine, const char *pcFunction)
{
    MEMORY_SITE_T tSite = Memory_CallSite(eKind, NULL);

    tSite.pcFile = pcFile;
    tSite.pcFunction = pcFunction;
    tSite.iLine = (uint32_t)iLine;
    return tSite;
}

/*@ requires Ready(ptMem, ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(&ptMem->tBlock, ptMemory);
    ensures Ends{Pre, Post}(ptMem, ptMemory, zSize, MEMORY_KIND_GET, \result);
*/
static MEMORY_COLD JUNO_STATUS_T GetAtFully(
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

/*@ requires Ready(ptMem, ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(&ptMem->tBlock, ptMemory);
    ensures Ends{Pre, Post}(ptMem, ptMemory, zSize, MEMORY_KIND_GET, \result);
*/
JUNO_STATUS_T Juno_MemoryGetAt(
    JUNO_MEMORY_ALLOC_T *ptMem,
    JUNO_MEMORY_T *ptMemory,
    size_t zSize,
    const char *pcFile,
    int iLine,
    const char *pcFunction
)
{
    return Memory_PlainGet(ptMem, ptMemory, zSize)
               ? JUNO_STATUS_SUCCESS
               : GetAtFully(ptMem, ptMemory, zSize, pcFile, iLine, pcFunction);
}

/*@ requires Ready(ptMem, ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(&ptMem->tBlock, ptMemory);
    ensures Ends{Pre, Post}(ptMem, ptMemory, zNewSize, MEMORY_KIND_UPDATE, \result);
*/
static MEMORY_COLD JUNO_STATUS_T UpdateAtFully(
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

/*@ requires Ready(ptMem, ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(&ptMem->tBlock, ptMemory);
    ensures Ends{Pre, Post}(ptMem, ptMemory, zNewSize, MEMORY_KIND_UPDATE, \result);
*/
JUNO_STATUS_T Juno_MemoryUpdateAt(
    JUNO_MEMORY_ALLOC_T *ptMem,
    JUNO_MEMORY_T *ptMemory,
    size_t zNewSize,
    const char *pcFile,
    int iLine,
    const char *pcFunction
)
{
    return Memory_PlainUpdate(ptMem, ptMemory, zNewSize)
               ? JUNO_STATUS_SUCCESS
               : UpdateAtFully(ptMem, ptMemory, zNewSize, pcFile, iLine, pcFunction);
}

/*@ requires Ready(ptMem, ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(&ptMem->tBlock, ptMemory);
    ensures Ends{Pre, Post}(ptMem, ptMemory, 0, MEMORY_KIND_PUT, \result);
*/
static MEMORY_COLD JUNO_STATUS_T PutAtFully(
    JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, const char *pcFile, int iLine, const char *pcFunction
)
{
    const MEMORY_SITE_T tSite = Source(MEMORY_KIND_PUT, pcFile, iLine, pcFunction);

    return Memory_Call(ptMem, ptMemory, 0u, &tSite);
}

/*@ requires Ready(ptMem, ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(&ptMem->tBlock, ptMemory);
    ensures Ends{Pre, Post}(ptMem, ptMemory, 0, MEMORY_KIND_PUT, \result);
*/
JUNO_STATUS_T Juno_MemoryPutAt(
    JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, const char *pcFile, int iLine, const char *pcFunction
)
{
    return Memory_PlainPut(ptMem, ptMemory) ? JUNO_STATUS_SUCCESS
                                            : PutAtFully(ptMem, ptMemory, pcFile, iLine, pcFunction);
}

/*@ requires Referable(ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(MEMORY_OWNER(ptMemory), ptMemory);
    assigns \result \from ptMemory;
    ensures RefEnds{Pre, Post}(ptMemory, MEMORY_KIND_REF_GET);
    ensures \result == ptMemory;
*/
static MEMORY_COLD JUNO_MEMORY_T *
GetRefAtFully(JUNO_MEMORY_T *ptMemory, const char *pcFile, int iLine, const char *pcFunction)
{
    const MEMORY_SITE_T tSite = Source(MEMORY_KIND_REF_GET, pcFile, iLine, pcFunction);

    Memory_CallRef(ptMemory, &tSite);
    return ptMemory;
}

/*@ requires Referable(ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(MEMORY_OWNER(ptMemory), ptMemory);
    assigns \result \from ptMemory;
    ensures RefEnds{Pre, Post}(ptMemory, MEMORY_KIND_REF_GET);
    ensures \result == ptMemory;
*/
JUNO_MEMORY_T *
Juno_MemoryGetRefAt(JUNO_MEMORY_T *ptMemory, const char *pcFile, int iLine, const char *pcFunction)
{
    return Memory_PlainRef(ptMemory, MEMORY_KIND_REF_GET)
               ? ptMemory
               : GetRefAtFully(ptMemory, pcFile, iLine, pcFunction);
}

/*@ requires Referable(ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(MEMORY_OWNER(ptMemory), ptMemory);
    ensures RefEnds{Pre, Post}(ptMemory, MEMORY_KIND_REF_PUT);
*/
static MEMORY_COLD void
PutRefAtFully(JUNO_MEMORY_T *ptMemory, const char *pcFile, int iLine, const char *pcFunction)
{
    const MEMORY_SITE_T tSite = Source(MEMORY_KIND_REF_PUT, pcFile, iLine, pcFunction);

    Memory_CallRef(ptMemory, &tSite);
}

/*@ requires Referable(ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(MEMORY_OWNER(ptMemory), ptMemory);
    ensures RefEnds{Pre, Post}(ptMemory, MEMORY_KIND_REF_PUT);
*/
void Juno_MemoryPutRefAt(JUNO_MEMORY_T *ptMemory, const char *pcFile, int iLine, const char *pcFunction)
{
    if (!Memory_PlainRef(ptMemory, MEMORY_KIND_REF_PUT))
    {
        PutRefAtFully(ptMemory, pcFile, iLine, pcFunction);
    }
}

/*@ requires ptBlk == \null || \valid(ptBlk);
    requires IsNumber(pvMemory) && (uintptr_t)ptMetadata >= 0;
    requires ptMetadata == \null || WrongSize(pvMemory, zTypeSize, zLength) ||
      \valid(ptMetadata + (0 .. zLength - 1));
    requires pfcnFailureHandler == \null || pfcnFailureHandler == &Outside_Handle;
    requires Outside.iLocked == 0;
    exits \false;
    assigns Outside, *ptBlk;
    ensures Outside.iLocked == 0;
    ensures InitReturns(ptBlk, pvMemory, ptMetadata, zTypeSize, zLength, \result);
    ensures InitDone(ptBlk, pvMemory, ptMetadata, zTypeSize, zLength, \result);
    ensures InitTells{Pre, Post}(ptBlk, pfcnFailureHandler, pvUserData, \result);
*/
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
