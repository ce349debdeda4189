/* SPDX-License-Identifier: MIT */
/*
 * The function-pointer interface: for code that is handed its allocator's
 * functions instead of naming them.
 */
#ifndef JUNO_MEMORY_API_H
#define JUNO_MEMORY_API_H

#include "juno/memory/memory_types.h"

#ifdef __cplusplus
extern "C"
{
#endif

/* Each member is the function of the same name in alloc.h. None is NULL. */
typedef struct JUNO_MEMORY_API_TAG
{
    JUNO_STATUS_T (*Get)(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize);
    JUNO_STATUS_T (*Update)(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zNewSize);
    JUNO_STATUS_T (*Put)(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory);
} JUNO_MEMORY_API_T;

/*
 * The interface of the allocators that the program is linked with: the
 * library's own, or the application's (JUNO_CUSTOM_ALLOC). Never NULL, and
 * the same at every call. O(1); may be called from an interrupt.
 */
JUNO_API const JUNO_MEMORY_API_T *Juno_MemoryApi(void);

#ifdef __cplusplus
}
#endif
#endif
