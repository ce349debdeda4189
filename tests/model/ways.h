/* SPDX-License-Identifier: MIT */
/*
 * The library's calls by each of the ways that lead into it: called directly,
 * and as code calls them that is compiled with JUNO_MEMORY_TRACE.
 */
#ifndef MODEL_WAYS_H
#define MODEL_WAYS_H

#include "juno/memory/memory.h"

typedef struct ways
{
    JUNO_STATUS_T (*get)(JUNO_MEMORY_ALLOC_T *pool, JUNO_MEMORY_T *memory, size_t size);
    JUNO_STATUS_T (*update)(JUNO_MEMORY_ALLOC_T *pool, JUNO_MEMORY_T *memory, size_t size);
    JUNO_STATUS_T (*put)(JUNO_MEMORY_ALLOC_T *pool, JUNO_MEMORY_T *memory);
    JUNO_MEMORY_T *(*ref_get)(JUNO_MEMORY_T *memory);
    void (*ref_put)(JUNO_MEMORY_T *memory);
    /* clang-format off */
    JUNO_STATUS_T (*init)(
        JUNO_MEMORY_BLOCK_T *pool,
        void *memory,
        JUNO_MEMORY_BLOCK_METADATA_T *metadata,
        size_t type_size,
        size_t length,
        JUNO_FAILURE_HANDLER_T handler,
        void *user_data
    );
    /* clang-format on */
} ways_t;

extern const ways_t ways_plain;
extern const ways_t ways_traced;

#endif
