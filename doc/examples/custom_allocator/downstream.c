/* SPDX-License-Identifier: MIT */
#include "downstream.h"
#include "juno/memory/memory_api.h"
#include <stdio.h>
#include <string.h>

JUNO_STATUS_T downstream_greet(JUNO_MEMORY_ALLOC_T *memory, JUNO_MEMORY_T *greeting, const char *name)
{
    size_t size = strlen("Hello, !") + strlen(name) + 1;
    JUNO_STATUS_T status = Juno_MemoryGet(memory, greeting, size);
    if (status == JUNO_STATUS_SUCCESS)
    {
        snprintf(greeting->pvAddr, size, "Hello, %s!", name);
    }
    return status;
}

JUNO_STATUS_T downstream_shorten(JUNO_MEMORY_ALLOC_T *memory, JUNO_MEMORY_T *greeting, size_t letters)
{
    JUNO_STATUS_T status = Juno_MemoryApi()->Update(memory, greeting, letters + 1);
    if (status == JUNO_STATUS_SUCCESS)
    {
        ((char *)greeting->pvAddr)[letters] = '\0';
    }
    return status;
}

void downstream_print(JUNO_MEMORY_T *greeting)
{
    JUNO_NEW_REF_FROM_PTR(greeting);
    printf(
        "%s (%zu bytes, held by %zu)\n", (const char *)greeting->pvAddr, greeting->zSize, greeting->iRefCount
    );
    Juno_MemoryPutRef(JUNO_REF(greeting));
}
