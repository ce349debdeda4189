/* SPDX-License-Identifier: MIT */
#include "cursor.h"

static uint64_t fail(struct cursor *cursor)
{
    cursor->failed = true;
    cursor->at = cursor->end;
    return 0;
}

uint64_t cursor_long_varint(struct cursor *cursor)
{
    uint64_t number = 0;
    for (unsigned shift = 0; cursor->at < cursor->end; shift += 7)
    {
        const uint64_t byte = *cursor->at++;
        if (shift == 63 && byte > 1)
        {
            break;
        }
        number |= (byte & 0x7Fu) << shift;
        if (byte < 0x80)
        {
            return number;
        }
    }
    return fail(cursor);
}

struct slice cursor_string(struct cursor *cursor)
{
    const uint64_t size = cursor_varint(cursor);
    if (size > (uint64_t)(cursor->end - cursor->at))
    {
        (void)fail(cursor);
        return (struct slice){"", 0};
    }
    const struct slice string = {(const char *)cursor->at, (size_t)size};
    cursor->at += size;
    return string;
}

uint64_t cursor_fixed64(struct cursor *cursor)
{
    uint64_t number = 0;
    if (cursor->end - cursor->at < 8)
    {
        return fail(cursor);
    }
    for (unsigned i = 0; i < 8; i++)
    {
        number |= (uint64_t)cursor->at[i] << (8 * i);
    }
    cursor->at += 8;
    return number;
}
