/* SPDX-License-Identifier: MIT */
/* Text that grows. */
#ifndef JUNOMEMSTAT_BUFFER_H
#define JUNOMEMSTAT_BUFFER_H

#include "names.h"

struct buffer
{
    char *text; /* terminated once something was added */
    size_t size, room;
};

void buffer_add(struct buffer *buffer, struct slice text);
void buffer_word(struct buffer *buffer, const char *text);
void buffer_number(struct buffer *buffer, uint64_t number);
void buffer_hex(struct buffer *buffer, uint64_t number); /* with 0x */
void buffer_clear(struct buffer *buffer);
void buffer_free(struct buffer *buffer);
struct slice buffer_slice(const struct buffer *buffer);

#endif
