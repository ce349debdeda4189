/* SPDX-License-Identifier: MIT */
/* Reads the fields of a record one after another; a read past the end sets `failed`. */
#ifndef JUNOMEMSTAT_CURSOR_H
#define JUNOMEMSTAT_CURSOR_H

#include "names.h"

struct cursor
{
    const unsigned char *at;
    const unsigned char *end;
    bool failed;
};

/* A varint of more than one byte, or a failure: 0. */
uint64_t cursor_long_varint(struct cursor *cursor);

static inline uint64_t cursor_varint(struct cursor *cursor)
{
    if (cursor->at < cursor->end && *cursor->at < 0x80)
    {
        return *cursor->at++;
    }
    return cursor_long_varint(cursor);
}

/* A varint and as many bytes. */
struct slice cursor_string(struct cursor *cursor);

/* Eight bytes, least significant first. */
uint64_t cursor_fixed64(struct cursor *cursor);

#endif
