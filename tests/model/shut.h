/* SPDX-License-Identifier: MIT */
/* Memory that nobody may touch, for AddressSanitizer; without it nothing happens here. */
#ifndef MODEL_SHUT_H
#define MODEL_SHUT_H

#include <stdbool.h>
#include <stddef.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MODEL_SHUTS 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define MODEL_SHUTS 1
#endif

#ifdef MODEL_SHUTS
#include <sanitizer/asan_interface.h>
#endif

/* Whether anything can be shut. */
static inline bool shut_works(void)
{
#ifdef MODEL_SHUTS
    return true;
#else
    return false;
#endif
}

static inline void shut(void *memory, size_t size)
{
#ifdef MODEL_SHUTS
    __asan_poison_memory_region(memory, size);
#else
    (void)memory;
    (void)size;
#endif
}

static inline void shut_open(void *memory, size_t size)
{
#ifdef MODEL_SHUTS
    __asan_unpoison_memory_region(memory, size);
#else
    (void)memory;
    (void)size;
#endif
}

#endif
