/* SPDX-License-Identifier: MIT */
/*
 * The yardstick: a free list linked through the free blocks, without any
 * check, and a bare counter; behind calls into a shared library, as the
 * library under test. The least that a pool and a reference can cost.
 */
#ifndef BARE_H
#define BARE_H

#include <stddef.h>

typedef struct bare_pool
{
    void *pvFree;
} bare_pool;

/* What a bare allocation hands out: an address, a size and a count. */
typedef struct bare_memory
{
    void *pvAddr;
    size_t zSize;
    size_t iCount;
} bare_memory;

void bare_init(bare_pool *ptPool, void *pvMemory, size_t zSize, size_t zLength);
int bare_get(bare_pool *ptPool, bare_memory *ptMemory, size_t zSize);
int bare_put(bare_pool *ptPool, bare_memory *ptMemory);
void bare_ref(bare_memory *ptMemory);
void bare_unref(bare_memory *ptMemory);

#endif
