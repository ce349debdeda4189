/* SPDX-License-Identifier: MIT */
#include "mem.h"

#include "message.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Noreturn void mem_out(void)
{
    static bool is_ending;
    if (is_ending) /* what is done at the end needs some too */
    {
        _exit(EXIT_CODE_TROUBLE);
    }
    is_ending = true;
    message_no_memory();
    exit(EXIT_CODE_TROUBLE);
}

void *mem_alloc(size_t size)
{
    void *memory = calloc(1, size ? size : 1);
    if (memory == NULL)
    {
        mem_out();
    }
    return memory;
}

void *mem_grow(void *old, size_t *capacity, size_t need, size_t size)
{
    if (need <= *capacity)
    {
        return old;
    }
    size_t wanted = *capacity < 8 ? 8 : *capacity + *capacity / 2;
    if (wanted < need)
    {
        wanted = need;
    }
    if (wanted > SIZE_MAX / size)
    {
        mem_out();
    }
    char *memory = realloc(old, wanted * size);
    if (memory == NULL)
    {
        mem_out();
    }
    memset(memory + *capacity * size, 0, (wanted - *capacity) * size);
    *capacity = wanted;
    return memory;
}

FILE *mem_stream(char **text, size_t *size)
{
    FILE *stream = open_memstream(text, size);
    if (stream == NULL)
    {
        mem_out();
    }
    return stream;
}

void mem_stream_end(FILE *stream)
{
    if (fclose(stream) != 0)
    {
        mem_out();
    }
}
