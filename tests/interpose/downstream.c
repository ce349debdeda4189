/* SPDX-License-Identifier: MIT */
#include "downstream.h"

JUNO_STATUS_T Downstream_Get(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize)
{
    return Juno_MemoryGet(ptMem, ptMemory, zSize);
}

JUNO_STATUS_T Downstream_Update(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize)
{
    return Juno_MemoryUpdate(ptMem, ptMemory, zSize);
}

JUNO_STATUS_T Downstream_Put(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory)
{
    return Juno_MemoryPut(ptMem, ptMemory);
}

JUNO_MEMORY_T *Downstream_GetRef(JUNO_MEMORY_T *ptMemory)
{
    return Juno_MemoryGetRef(ptMemory);
}

void Downstream_PutRef(JUNO_MEMORY_T *ptMemory)
{
    Juno_MemoryPutRef(ptMemory);
}
