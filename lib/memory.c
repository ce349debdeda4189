/* SPDX-License-Identifier: MIT */
/*
 * The five functions that an application may replace by its own
 * (JUNO_CUSTOM_ALLOC). They have this object to themselves, so that a static
 * link takes either all of them or none.
 */
#include "juno/memory/alloc.h"
#include "memory_call.h"
#include "memory_plain.h"

/*@ requires Ready(ptMem, ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(&ptMem->tBlock, ptMemory);
    ensures Ends{Pre, Post}(ptMem, ptMemory, zSize, MEMORY_KIND_GET, \result);
*/
static MEMORY_COLD JUNO_STATUS_T
GetFully(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize, const void *pvCaller)
{
    const MEMORY_SITE_T tSite = Memory_CallSite(MEMORY_KIND_GET, pvCaller);

    return Memory_Call(ptMem, ptMemory, zSize, &tSite);
}

/*@ requires Ready(ptMem, ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(&ptMem->tBlock, ptMemory);
    ensures Ends{Pre, Post}(ptMem, ptMemory, zSize, MEMORY_KIND_GET, \result);
*/
JUNO_STATUS_T Juno_MemoryGet(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize)
{
    return Memory_PlainGet(ptMem, ptMemory, zSize) ? JUNO_STATUS_SUCCESS
                                                   : GetFully(ptMem, ptMemory, zSize, MEMORY_CALLER());
}

/*@ requires Ready(ptMem, ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(&ptMem->tBlock, ptMemory);
    ensures Ends{Pre, Post}(ptMem, ptMemory, zNewSize, MEMORY_KIND_UPDATE, \result);
*/
static MEMORY_COLD JUNO_STATUS_T
UpdateFully(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zNewSize, const void *pvCaller)
{
    const MEMORY_SITE_T tSite = Memory_CallSite(MEMORY_KIND_UPDATE, pvCaller);

    return Memory_Call(ptMem, ptMemory, zNewSize, &tSite);
}

/*@ requires Ready(ptMem, ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(&ptMem->tBlock, ptMemory);
    ensures Ends{Pre, Post}(ptMem, ptMemory, zNewSize, MEMORY_KIND_UPDATE, \result);
*/
JUNO_STATUS_T Juno_MemoryUpdate(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zNewSize)
{
    return Memory_PlainUpdate(ptMem, ptMemory, zNewSize)
               ? JUNO_STATUS_SUCCESS
               : UpdateFully(ptMem, ptMemory, zNewSize, MEMORY_CALLER());
}

/*@ requires Ready(ptMem, ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(&ptMem->tBlock, ptMemory);
    ensures Ends{Pre, Post}(ptMem, ptMemory, 0, MEMORY_KIND_PUT, \result);
*/
static MEMORY_COLD JUNO_STATUS_T
PutFully(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, const void *pvCaller)
{
    const MEMORY_SITE_T tSite = Memory_CallSite(MEMORY_KIND_PUT, pvCaller);

    return Memory_Call(ptMem, ptMemory, 0u, &tSite);
}

/*@ requires Ready(ptMem, ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(&ptMem->tBlock, ptMemory);
    ensures Ends{Pre, Post}(ptMem, ptMemory, 0, MEMORY_KIND_PUT, \result);
*/
JUNO_STATUS_T Juno_MemoryPut(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory)
{
    return Memory_PlainPut(ptMem, ptMemory) ? JUNO_STATUS_SUCCESS
                                            : PutFully(ptMem, ptMemory, MEMORY_CALLER());
}

/*@ requires Referable(ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(MEMORY_OWNER(ptMemory), ptMemory);
    assigns \result \from ptMemory;
    ensures RefEnds{Pre, Post}(ptMemory, MEMORY_KIND_REF_GET);
    ensures \result == ptMemory;
*/
static MEMORY_COLD JUNO_MEMORY_T *GetRefFully(JUNO_MEMORY_T *ptMemory, const void *pvCaller)
{
    const MEMORY_SITE_T tSite = Memory_CallSite(MEMORY_KIND_REF_GET, pvCaller);

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
JUNO_MEMORY_T *Juno_MemoryGetRef(JUNO_MEMORY_T *ptMemory)
{
    return Memory_PlainRef(ptMemory, MEMORY_KIND_REF_GET) ? ptMemory : GetRefFully(ptMemory, MEMORY_CALLER());
}

/*@ requires Referable(ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(MEMORY_OWNER(ptMemory), ptMemory);
    ensures RefEnds{Pre, Post}(ptMemory, MEMORY_KIND_REF_PUT);
*/
static MEMORY_COLD void PutRefFully(JUNO_MEMORY_T *ptMemory, const void *pvCaller)
{
    const MEMORY_SITE_T tSite = Memory_CallSite(MEMORY_KIND_REF_PUT, pvCaller);

    Memory_CallRef(ptMemory, &tSite);
}

/*@ requires Referable(ptMemory);
    exits \false;
    assigns MEMORY_CALL_CHANGES(MEMORY_OWNER(ptMemory), ptMemory);
    ensures RefEnds{Pre, Post}(ptMemory, MEMORY_KIND_REF_PUT);
*/
void Juno_MemoryPutRef(JUNO_MEMORY_T *ptMemory)
{
    if (!Memory_PlainRef(ptMemory, MEMORY_KIND_REF_PUT))
    {
        PutRefFully(ptMemory, MEMORY_CALLER());
    }
}
