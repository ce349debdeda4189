/* SPDX-License-Identifier: MIT */
/* Writes messages in the wire format of protocol buffers. */
#ifndef JUNOMEMSTAT_PROTO_H
#define JUNOMEMSTAT_PROTO_H

#include "buffer.h"

/* A field that is 0 or empty is left out, as that is its default. */
void proto_number(struct buffer *message, unsigned field, uint64_t number);

/* A string, bytes, or a message. Those of a list are written even if empty. */
void proto_bytes(struct buffer *message, unsigned field, struct slice bytes);

/* A list of numbers, packed. */
void proto_numbers(struct buffer *message, unsigned field, const uint64_t *numbers, size_t count);

#endif
