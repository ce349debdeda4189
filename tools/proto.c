/* SPDX-License-Identifier: MIT */
#include "proto.h"

enum wire_type
{
    WIRE_VARINT = 0,
    WIRE_BYTES = 2
};

static void varint(struct buffer *message, uint64_t number)
{
    char bytes[10];
    size_t size = 0;
    for (; number >= 0x80; number >>= 7)
    {
        bytes[size++] = (char)(unsigned char)((number & 0x7F) | 0x80);
    }
    bytes[size++] = (char)number;
    buffer_add(message, (struct slice){bytes, size});
}

void proto_number(struct buffer *message, unsigned field, uint64_t number)
{
    if (number != 0)
    {
        /* cppcheck-suppress badBitmaskCheck; it names the wire type, which is 0 */
        varint(message, field << 3 | WIRE_VARINT);
        varint(message, number);
    }
}

void proto_bytes(struct buffer *message, unsigned field, struct slice bytes)
{
    varint(message, field << 3 | WIRE_BYTES);
    varint(message, bytes.size);
    buffer_add(message, bytes);
}

void proto_numbers(struct buffer *message, unsigned field, const uint64_t *numbers, size_t count)
{
    struct buffer list = {0};
    for (size_t i = 0; i < count; i++)
    {
        varint(&list, numbers[i]);
    }
    proto_bytes(message, field, buffer_slice(&list));
    buffer_free(&list);
}
