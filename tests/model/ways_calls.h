/* SPDX-License-Identifier: MIT */
/* Included by ways_plain.c and ways_traced.c: the calls are macros in one of them. */
#include "ways.h"

static JUNO_STATUS_T get(JUNO_MEMORY_ALLOC_T *pool, JUNO_MEMORY_T *memory, size_t size)
{
    return Juno_MemoryGet(pool, memory, size);
}

static JUNO_STATUS_T update(JUNO_MEMORY_ALLOC_T *pool, JUNO_MEMORY_T *memory, size_t size)
{
    return Juno_MemoryUpdate(pool, memory, size);
}

static JUNO_STATUS_T put(JUNO_MEMORY_ALLOC_T *pool, JUNO_MEMORY_T *memory)
{
    return Juno_MemoryPut(pool, memory);
}

static JUNO_MEMORY_T *ref_get(JUNO_MEMORY_T *memory)
{
    return Juno_MemoryGetRef(memory);
}

static void ref_put(JUNO_MEMORY_T *memory)
{
    Juno_MemoryPutRef(memory);
}

static JUNO_STATUS_T init(
    JUNO_MEMORY_BLOCK_T *pool,
    void *memory,
    JUNO_MEMORY_BLOCK_METADATA_T *metadata,
    size_t type_size,
    size_t length,
    JUNO_FAILURE_HANDLER_T handler,
    void *user_data
)
{
    return Juno_MemoryBlkInit(pool, memory, metadata, type_size, length, handler, user_data);
}

const ways_t MODEL_WAYS = {
    .get = get, .update = update, .put = put, .ref_get = ref_get, .ref_put = ref_put, .init = init};
