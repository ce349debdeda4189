/* SPDX-License-Identifier: MIT */
/*
 * Setting up a pool, as the recorder's form of it needs it too.
 */
#ifndef MEMORY_BLOCK_H
#define MEMORY_BLOCK_H

#include "memory_event.h"

/* What makes a pool, as Juno_MemoryBlkInit gets it. */
typedef struct MEMORY_GEOMETRY_TAG
{
    void *pvMemory;
    JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata;
    size_t zTypeSize;
    size_t zLength;
} MEMORY_GEOMETRY_T;

/* Juno_MemoryBlkInit, with the place that called it. */
JUNO_STATUS_T Memory_BlockInit(
    JUNO_MEMORY_BLOCK_T *ptBlk,
    const MEMORY_GEOMETRY_T *ptGeometry,
    JUNO_FAILURE_HANDLER_T pfcnFailureHandler,
    JUNO_USER_DATA_T *pvUserData,
    const MEMORY_SITE_T *ptSite
);

#endif
