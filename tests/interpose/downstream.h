/* SPDX-License-Identifier: MIT */
/* Code that was compiled without JUNO_CUSTOM_ALLOC. */
#ifndef DOWNSTREAM_H
#define DOWNSTREAM_H

#include "juno/memory/alloc.h"

JUNO_STATUS_T Downstream_Get(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize);
JUNO_STATUS_T Downstream_Update(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize);
JUNO_STATUS_T Downstream_Put(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory);
JUNO_MEMORY_T *Downstream_GetRef(JUNO_MEMORY_T *ptMemory);
void Downstream_PutRef(JUNO_MEMORY_T *ptMemory);

#endif
