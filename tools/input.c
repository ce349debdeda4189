/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* SEEK_DATA */
#include "input.h"

#include "file.h"
#include "mem.h"
#include "unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Eight times the longest packet, nearly two of the longest lines: few moves of the rest. */
#define WINDOW_SIZE ((size_t)512 * 1024)

void (*input_progress)(int descriptor, uint64_t done);

bool input_open(struct input *input, const char *name)
{
    *input = (struct input){.name = name, .descriptor = STDIN_FILENO};
    if (strcmp(name, "-") != 0)
    {
        input->descriptor = file_open(name, O_RDONLY);
        if (input->descriptor < 0)
        {
            input->error = errno;
            return false;
        }
    }
    input->window = mem_alloc(WINDOW_SIZE);
    input->capacity = WINDOW_SIZE;
    unpack_input(input);
    return true;
}

void input_from_source(struct input *input, const char *name, const struct input_source *source)
{
    *input = (struct input){.name = name, .source = *source, .descriptor = -1};
    input->window = mem_alloc(WINDOW_SIZE);
    input->capacity = WINDOW_SIZE;
}

void input_from_memory(struct input *input, const char *name, const void *data, size_t size)
{
    *input = (struct input){.name = name, .descriptor = -1, .at_end = true, .size = size};
    input->window = mem_alloc(size);
    input->capacity = size;
    if (size > 0)
    {
        memcpy(input->window, data, size);
    }
}

void input_from_parts(struct input *input, const char *name)
{
    *input = (struct input){.name = name, .descriptor = -1, .at_end = true};
}

void input_add(struct input *input, uint64_t offset, const void *data, size_t size)
{
    if (size == 0)
    {
        return;
    }
    input->window = mem_grow(input->window, &input->capacity, input->size + size, 1);
    memcpy(input->window + input->size, data, size);
    input->parts = mem_grow(input->parts, &input->part_room, input->part_count + 1, sizeof *input->parts);
    input->parts[input->part_count++] = (struct input_part){input->size, offset};
    input->size += size;
    input->offset = input->parts[0].offset;
}

static void read_more(struct input *input)
{
    unsigned char *to = input->window + input->size;
    const size_t room = input->capacity - input->size;
    const ssize_t got = input->source.read != NULL ? input->source.read(input->source.context, to, room)
                                                   : file_read(input->descriptor, to, room);
    if (got > 0)
    {
        input->size += (size_t)got;
        if (input_progress != NULL && input->source.read == NULL)
        {
            input_progress(input->descriptor, input->offset + (input->size - input->start));
        }
    }
    else if (got == 0 || errno != EINTR)
    {
        input->error = got == 0 ? 0 : errno;
        input->at_end = true;
    }
}

size_t input_need(struct input *input, size_t need)
{
    if (input->size - input->start >= need || input->at_end)
    {
        return input->size - input->start;
    }
    memmove(input->window, input->window + input->start, input->size - input->start);
    input->size -= input->start;
    input->start = 0;
    while (input->size < need && input->size < input->capacity && !input->at_end)
    {
        read_more(input);
    }
    return input->size;
}

size_t input_hold(struct input *input, size_t need)
{
    (void)input_need(input, need);
    while (input->size - input->start < need && !input->at_end)
    {
        input->window = mem_grow(input->window, &input->capacity, input->size + 1, 1);
        read_more(input);
    }
    return input->size - input->start;
}

const unsigned char *input_bytes(const struct input *input)
{
    return input->window + input->start;
}

void input_skip(struct input *input, size_t count)
{
    input->start += count;
    input->offset += count;
    while (input->part + 1 < input->part_count && input->start >= input->parts[input->part + 1].start)
    {
        input->part++;
        input->offset = input->parts[input->part].offset + (input->start - input->parts[input->part].start);
    }
}

const char *input_broken(const struct input *input)
{
    return input->source.broken != NULL ? input->source.broken(input->source.context) : input->broken;
}

/* Moves the descriptor from `here` to the next data, or to the end; returns where that is, or -1. */
static off_t seek_data(int descriptor, off_t here)
{
#if defined(SEEK_DATA)
    const off_t data = lseek(descriptor, here, SEEK_DATA);
    if (data >= 0 || errno == ENXIO)
    {
        return data >= 0 ? data : lseek(descriptor, 0, SEEK_END);
    }
#endif
    return lseek(descriptor, here, SEEK_SET);
}

uint64_t input_skip_hole(struct input *input)
{
    if (input->start < input->size || input->at_end || input->descriptor < 0)
    {
        return 0;
    }
    const off_t here = lseek(input->descriptor, 0, SEEK_CUR);
    const off_t data = here < 0 ? -1 : seek_data(input->descriptor, here);
    const uint64_t hole = data > here ? (uint64_t)(data - here) : 0;
    input->offset += hole;
    return hole;
}

void input_close(struct input *input)
{
    if (input->source.close != NULL)
    {
        input->source.close(input->source.context);
    }
    if (input->descriptor > STDIN_FILENO)
    {
        (void)close(input->descriptor);
    }
    free(input->window);
    free(input->parts);
    *input = (struct input){.descriptor = -1};
}
