/* SPDX-License-Identifier: MIT */
#include "buffer.h"

#include "mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_add(struct buffer *buffer, struct slice text)
{
    buffer->text = mem_grow(buffer->text, &buffer->room, buffer->size + text.size + 1, 1);
    if (text.size > 0)
    {
        memcpy(buffer->text + buffer->size, text.text, text.size);
    }
    buffer->size += text.size;
    buffer->text[buffer->size] = '\0';
}

void buffer_word(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, (struct slice){text, strlen(text)});
}

void buffer_number(struct buffer *buffer, uint64_t number)
{
    char digits[24];
    (void)snprintf(digits, sizeof digits, "%" PRIu64, number);
    buffer_word(buffer, digits);
}

void buffer_hex(struct buffer *buffer, uint64_t number)
{
    char digits[24];
    (void)snprintf(digits, sizeof digits, "0x%" PRIx64, number);
    buffer_word(buffer, digits);
}

void buffer_clear(struct buffer *buffer)
{
    buffer->size = 0;
    buffer_word(buffer, "");
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->text);
    *buffer = (struct buffer){0};
}

struct slice buffer_slice(const struct buffer *buffer)
{
    return (struct slice){buffer->text == NULL ? "" : buffer->text, buffer->size};
}
