/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define COUNTS_BLOCKS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define COUNTS_BLOCKS 1
#endif
#endif

void fuzz_fail(const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    const int size = vsnprintf(text, sizeof text - 1, format, arguments);
    va_end(arguments);
    const size_t shown = size < 0 ? 0 : (size_t)size < sizeof text - 1 ? (size_t)size : sizeof text - 2;
    text[shown] = '\n';
    /* Not through stdio: the tool's standard error is captured. */
    ssize_t done = write(STDERR_FILENO, "fuzz: ", 6);
    done = done < 0 ? done : write(STDERR_FILENO, text, shown + 1);
    (void)done;
    abort();
}

#ifdef COUNTS_BLOCKS
#include <sanitizer/allocator_interface.h>

static long blocks;

static void count_malloc(const volatile void *block, size_t size)
{
    (void)block;
    (void)size;
    blocks++;
}

static void count_free(const volatile void *block)
{
    blocks -= block != NULL ? 1 : 0;
}

long fuzz_blocks(void)
{
    static int is_counting;
    if (is_counting == 0)
    {
        is_counting = 1;
        (void)__sanitizer_install_malloc_and_free_hooks(count_malloc, count_free);
    }
    return blocks;
}
#else
long fuzz_blocks(void)
{
    return 0;
}
#endif

uint32_t fuzz_crc(const uint8_t *bytes, size_t size)
{
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < size; i++)
    {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
        {
            crc = (crc >> 1) ^ ((crc & 1u) != 0 ? UINT32_C(0x82F63B78) : 0);
        }
    }
    return ~crc;
}
