/* SPDX-License-Identifier: MIT */
/*
 * Stands in for AddressSanitizer's runtime: one number for eight bytes, which
 * says how many of them, from the first, may be used. With it a program that is
 * compiled as any other shows what the library would tell the real one. Beyond
 * it, it tells where the last opening began and ended (shadow_opened). Where the
 * real one is there, this is empty.
 */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define REAL 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define REAL 1
#endif

#ifdef REAL
typedef int nothing_t;
#else
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum
{
    GRANULE = 8,
    WINDOW = 1 << 16 /* bytes that it keeps numbers of, from the first that it is told of */
};

void __asan_poison_memory_region(void const volatile *address, size_t size);
void __asan_unpoison_memory_region(void const volatile *address, size_t size);
int __asan_address_is_poisoned(void const volatile *address);
bool shadow_opened(void const volatile *address, size_t size);

static uintptr_t base;
static uintptr_t opened; /* where the last opening began */
static size_t opened_bytes;
static unsigned char closed[WINDOW / GRANULE]; /* how many of the eight, from the last */

/* The number of an address's eight. */
static unsigned char *number(uintptr_t address)
{
    if (base == 0u)
    {
        base = (address - WINDOW / 2) / GRANULE * GRANULE;
    }
    if (address - base >= WINDOW)
    {
        fprintf(stderr, "shadow: outside the window\n");
        abort();
    }
    return &closed[(address - base) / GRANULE];
}

static size_t open_bytes(uintptr_t address)
{
    return (size_t)GRANULE - *number(address);
}

/* Closes a byte where that closes no other one; those before it are asked first. */
void __asan_poison_memory_region(void const volatile *address, size_t size)
{
    const uintptr_t from = (uintptr_t)address;

    for (uintptr_t at = from + size; at > from; at--)
    {
        const size_t offset = (at - 1u) % GRANULE;

        if (open_bytes(at - 1u) == offset + 1u)
        {
            *number(at - 1u) = (unsigned char)(GRANULE - offset);
        }
    }
}

void __asan_unpoison_memory_region(void const volatile *address, size_t size)
{
    const uintptr_t from = (uintptr_t)address;

    opened = from;
    opened_bytes = size;
    for (uintptr_t at = from; at < from + size; at++)
    {
        const size_t offset = at % GRANULE;

        if (open_bytes(at) < offset + 1u)
        {
            *number(at) = (unsigned char)(GRANULE - offset - 1u);
        }
    }
}

int __asan_address_is_poisoned(void const volatile *address)
{
    const uintptr_t at = (uintptr_t)address;

    return base != 0u && at % GRANULE >= open_bytes(at);
}

/* Whether the last opening was of just these bytes; the next question is about the next one. */
bool shadow_opened(void const volatile *address, size_t size)
{
    const bool same = opened == (uintptr_t)address && opened_bytes == size;

    opened = 0;
    return same;
}
#endif
