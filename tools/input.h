/* SPDX-License-Identifier: MIT */
/* Bytes from a file, a pipe or memory, seen through a window that moves on. */
#ifndef JUNOMEMSTAT_INPUT_H
#define JUNOMEMSTAT_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where bytes of the window come from. */
struct input_part
{
    size_t start;    /* in the window */
    uint64_t offset; /* in what they were taken from */
};

/* Who reads in place of the input, and may take its time: as read(2), 0 being the end. */
struct input_source
{
    void *context;
    ptrdiff_t (*read)(void *context, void *bytes, size_t size); /* NULL: the descriptor is read */
    const char *(*broken)(void *context); /* why there is no more than what was read, or NULL; may be NULL */
    void (*close)(void *context);         /* may be NULL */
};

struct input
{
    const char *name; /* as the user wrote it; "-" is standard input */
    struct input_source source;
    int descriptor;     /* -1: memory only */
    int error;          /* errno of a failed read, 0 otherwise */
    bool at_end;        /* nothing follows what is in the window */
    const char *broken; /* as input_broken says, of an input made of another's parts */
    unsigned char *window;
    size_t capacity;
    size_t start;             /* first byte not yet consumed */
    size_t size;              /* bytes in the window, consumed ones included */
    uint64_t offset;          /* of `start` from the beginning of the input */
    struct input_part *parts; /* of an input made of parts, which tell the offset */
    size_t part_count, part_room;
    size_t part; /* in which `start` lies */
};

/* Who is told after each read from a descriptor how much of it has been read; NULL: nobody. */
extern void (*input_progress)(int descriptor, uint64_t done);

/*
 * Opens the file; what is compressed is read as what it was before, and offsets are
 * those in that. Returns false, with `error` set, where the file cannot be opened.
 */
bool input_open(struct input *input, const char *name);

/* An input that asks `source` whenever it needs more. */
void input_from_source(struct input *input, const char *name, const struct input_source *source);

/* An input that consists of the given bytes, which are copied. */
void input_from_memory(struct input *input, const char *name, const void *data, size_t size);

/* An input to which parts are added before it is read. */
void input_from_parts(struct input *input, const char *name);

/* Adds bytes that stood at `offset` of what they are a part of. */
void input_add(struct input *input, uint64_t offset, const void *data, size_t size);

/* Tries to have at least `need` bytes in the window; returns how many there are. */
size_t input_need(struct input *input, size_t need);

/* The same for more than the window holds: it grows as far as the input has them. */
size_t input_hold(struct input *input, size_t need);

/* The bytes that are in the window; valid until the next input_need. */
const unsigned char *input_bytes(const struct input *input);

/* Why more has been lost of the input than its readers can know, as by damaged compression; or NULL. */
const char *input_broken(const struct input *input);

/* Consumes `count` bytes of those in the window. */
void input_skip(struct input *input, size_t count);

/*
 * Where nothing is in the window, and the file goes on with a hole, which is nothing but
 * zeros: consumes the hole. Returns its size, 0 where there is none or nobody knows.
 */
uint64_t input_skip_hole(struct input *input);

void input_close(struct input *input);

#endif
