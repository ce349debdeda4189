/* SPDX-License-Identifier: MIT */
/* Allocations, also those inside the C library and every other. */
#define _GNU_SOURCE
#include "interpose.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The C library's own, by names that need no look-up, which may allocate itself. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static int fails(const char *name, const void *caller)
{
    return fault_strikes(FAULT_MEMORY, name, -1, caller) == FAULT_FAIL;
}

void *malloc(size_t size)
{
    return fails("malloc", __builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails("calloc", __builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails("realloc", __builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
}

void *reallocarray(void *old, size_t count, size_t size)
{
    size_t all;
    if (__builtin_mul_overflow(count, size, &all))
    {
        errno = ENOMEM;
        return NULL;
    }
    return fails("reallocarray", __builtin_return_address(0)) ? NULL : __libc_realloc(old, all);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return fails("aligned_alloc", __builtin_return_address(0)) ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size)
{
    const int error = errno;
    if (fails("posix_memalign", __builtin_return_address(0)))
    {
        errno = error;
        return ENOMEM;
    }
    *memory = __libc_memalign(alignment, size);
    return *memory == NULL ? ENOMEM : 0;
}
