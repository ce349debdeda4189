/* SPDX-License-Identifier: MIT */
/*
 * Compressed input, read as what it was before: told by content, and in as many
 * pieces of any known format as follow each other.
 */
#ifndef JUNOMEMSTAT_UNPACK_H
#define JUNOMEMSTAT_UNPACK_H

#include "input.h"

/* Where the input is compressed, puts what it was before in its place; else leaves it as it is. */
void unpack_input(struct input *input);

/* What to do with an input that is compressed still; NULL where it is not. */
const char *unpack_hint(struct input *input);

/* One step: bytes from here to there. */
struct unpack_step
{
    const unsigned char *from;
    size_t from_size;
    size_t taken;
    unsigned char *to;
    size_t room;
    size_t given;
    const char *wrong; /* what is damaged, or NULL */
};

enum unpack_progress
{
    UNPACK_ON,
    UNPACK_END, /* of the piece: another may follow */
    UNPACK_DAMAGED
};

/* A format, of which `open` is NULL where this build has no library for it. */
struct unpack_format
{
    const char *name;
    const char *library;
    bool (*is_start)(const unsigned char *bytes, size_t size);
    void *(*open)(void);
    enum unpack_progress (*step)(void *state, struct unpack_step *step);
    void (*close)(void *state);
};

extern const struct unpack_format unpack_gzip;
extern const struct unpack_format unpack_zstd;

#endif
