/* SPDX-License-Identifier: MIT */
#include "unpack.h"

#include "mem.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* So many bytes tell any format. */
#define START_SIZE 4u

static const struct unpack_format *const formats[] = {&unpack_gzip, &unpack_zstd};

#define FORMATS (sizeof formats / sizeof formats[0])

struct unpacker
{
    struct input packed;
    void *states[FORMATS]; /* NULL: not used yet */
    size_t format;         /* of the piece in work, or of the one before */
    bool in_piece;
    char broken[160]; /* why nothing more could be read, or empty */
};

/* The format of what comes next, or FORMATS. */
static size_t format_of(struct input *input)
{
    const size_t size = input_need(input, START_SIZE);
    size_t format = 0;
    while (format < FORMATS && !formats[format]->is_start(input_bytes(input), size))
    {
        format++;
    }
    return format;
}

/* Whether there is one, and this tool was built with its library. */
static bool can_unpack(size_t format)
{
    return format < FORMATS && formats[format]->open != NULL;
}

/* Archives on tapes and disks are filled up with zeros. */
static void skip_zeros(struct input *input)
{
    while (input_need(input, 1) > 0 && *input_bytes(input) == 0)
    {
        input_skip(input, 1);
        (void)input_skip_hole(input);
    }
}

/* Ends the reading here. */
static void break_off(struct unpacker *unpacker, const char *what, const char *detail)
{
    (void)snprintf(
        unpacker->broken, sizeof unpacker->broken, "the %s data %s at their byte %llu%s%.60s%s",
        formats[unpacker->format]->name, what, (unsigned long long)unpacker->packed.offset,
        detail == NULL ? "" : " (", detail == NULL ? "" : detail, detail == NULL ? "" : ")"
    );
}

/* Whether another piece follows, whose format is told then. */
static bool next_piece(struct unpacker *unpacker)
{
    skip_zeros(&unpacker->packed);
    if (input_need(&unpacker->packed, 1) == 0)
    {
        return false;
    }
    const size_t format = format_of(&unpacker->packed);
    if (!can_unpack(format))
    {
        break_off(unpacker, "are followed by something else", NULL);
        return false;
    }
    unpacker->format = format;
    unpacker->in_piece = true;
    if (unpacker->states[format] == NULL)
    {
        unpacker->states[format] = formats[format]->open();
    }
    return true;
}

/* Returns what the step gave. */
static size_t one_step(struct unpacker *unpacker, void *bytes, size_t size)
{
    const size_t there = input_need(&unpacker->packed, 1);
    struct unpack_step step = {
        .from = input_bytes(&unpacker->packed), .from_size = there, .to = bytes, .room = size};
    const enum unpack_progress progress =
        formats[unpacker->format]->step(unpacker->states[unpacker->format], &step);
    input_skip(&unpacker->packed, step.taken);
    unpacker->in_piece = progress != UNPACK_END;
    if (progress == UNPACK_DAMAGED)
    {
        break_off(unpacker, "are damaged", step.wrong);
    }
    else if (there == 0 && step.given == 0 && progress == UNPACK_ON)
    {
        break_off(unpacker, "end too early", NULL);
    }
    return step.given;
}

static ptrdiff_t unpacker_read(void *context, void *bytes, size_t size)
{
    struct unpacker *unpacker = context;
    size_t given = 0;
    while (given == 0 && unpacker->broken[0] == '\0' && (unpacker->in_piece || next_piece(unpacker)))
    {
        given = one_step(unpacker, bytes, size);
    }
    if (given == 0 && unpacker->packed.error != 0)
    {
        errno = unpacker->packed.error;
        return -1;
    }
    return (ptrdiff_t)given;
}

static const char *unpacker_broken(void *context)
{
    const struct unpacker *unpacker = context;
    return unpacker->broken[0] == '\0' ? NULL : unpacker->broken;
}

static void unpacker_close(void *context)
{
    struct unpacker *unpacker = context;
    for (size_t i = 0; i < FORMATS; i++)
    {
        if (unpacker->states[i] != NULL)
        {
            formats[i]->close(unpacker->states[i]);
        }
    }
    input_close(&unpacker->packed);
    free(unpacker);
}

void unpack_input(struct input *input)
{
    const size_t format = format_of(input);
    if (can_unpack(format))
    {
        struct unpacker *unpacker = mem_alloc(sizeof *unpacker);
        unpacker->packed = *input;
        const struct input_source source = {unpacker, unpacker_read, unpacker_broken, unpacker_close};
        input_from_source(input, unpacker->packed.name, &source);
    }
}

const char *unpack_hint(struct input *input)
{
    static char hint[128];
    const size_t format = format_of(input);
    if (format == FORMATS)
    {
        return NULL;
    }
    if (can_unpack(format))
    {
        return "compressed more than once: decompress it first";
    }
    (void)snprintf(
        hint, sizeof hint, "compressed with %s: this junomemstat was built without %s; decompress it first",
        formats[format]->name, formats[format]->library
    );
    return hint;
}
