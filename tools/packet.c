/* SPDX-License-Identifier: MIT */
#include "packet.h"

#include "crc32c.h"

#include <string.h>

static const unsigned char magic[4] = {0xD6, 'J', 'M', 'T'};

static uint32_t load16(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8;
}

static uint32_t load32(const unsigned char *bytes)
{
    return load16(bytes) | load16(bytes + 2) << 16;
}

static uint64_t load64(const unsigned char *bytes)
{
    return load32(bytes) | (uint64_t)load32(bytes + 4) << 32;
}

static void skip_foreign(struct packet_finder *finder, size_t count)
{
    input_skip(finder->input, count);
    finder->corrupt_bytes += count + input_skip_hole(finder->input);
}

static void note_cut(struct packet_finder *finder)
{
    if (!finder->is_cut)
    {
        finder->is_cut = true;
        finder->cut_offset = finder->input->offset;
    }
}

/* How much of the magic stands at `bytes`, of which there are `size`; 0 if another byte is. */
static size_t magic_part(const unsigned char *bytes, size_t size)
{
    const size_t part = size < sizeof magic ? size : sizeof magic;
    return memcmp(bytes, magic, part) == 0 ? part : 0;
}

/* Moves to the next magic, or to what the end leaves of one; false if there is none. */
static bool find_magic(struct packet_finder *finder)
{
    for (;;)
    {
        const size_t size = input_need(finder->input, PACKET_HEAD);
        if (size == 0)
        {
            return false;
        }
        const unsigned char *bytes = input_bytes(finder->input);
        const unsigned char *found = memchr(bytes, magic[0], size);
        const size_t before = found == NULL ? size : (size_t)(found - bytes);
        skip_foreign(finder, before);
        if (found != NULL && before == 0)
        {
            if (magic_part(bytes, size) > 0)
            {
                return true;
            }
            skip_foreign(finder, 1);
        }
    }
}

/*
 * Each false head costs the CRC of as many bytes as it claims. What is made of
 * nothing else would take the square of its size: where more than so many bytes for
 * each one read have been looked at in vain, heads are skipped until there are more.
 * A packet skipped with them is missing, like a damaged one.
 */
#define WASTED_A_BYTE 64u
#define WASTED_FREE (UINT64_C(4) << 20)

static bool may_look(struct packet_finder *finder)
{
    const bool may = finder->wasted <= finder->input->offset * WASTED_A_BYTE + WASTED_FREE;
    if (!may && !finder->has_skipped)
    {
        finder->has_skipped = true;
        finder->skip_offset = finder->input->offset;
    }
    return may;
}

/* Whether the bytes are a packet; looks at no more than is allowed. */
static bool is_intact(struct packet_finder *finder, size_t length)
{
    const unsigned char *bytes = input_bytes(finder->input);
    if (!may_look(finder))
    {
        return false;
    }
    const bool intact = crc32c(bytes, length - 4) == load32(bytes + length - 4);
    finder->wasted += intact ? 0 : length;
    return intact;
}

/* The size of the packet whose magic stands at the window's start, 0 if it is none. */
static size_t candidate(struct packet_finder *finder)
{
    const size_t size = input_need(finder->input, PACKET_OVERHEAD);
    const unsigned char *bytes = input_bytes(finder->input);
    if (size < 8)
    {
        note_cut(finder);
        return 0;
    }
    const size_t length = load16(bytes + 6);
    if (length < PACKET_OVERHEAD)
    {
        return 0;
    }
    if (input_need(finder->input, length) < length)
    {
        note_cut(finder);
        return 0;
    }
    return is_intact(finder, length) ? length : 0;
}

static void take(struct packet_finder *finder, size_t length, struct packet *packet)
{
    const unsigned char *bytes = input_bytes(finder->input);
    *packet = (struct packet
    ){.offset = finder->input->offset,
      .version = bytes[4],
      .kind = bytes[5],
      .stream = load32(bytes + 8),
      .sequence = load32(bytes + 12),
      .dropped = load32(bytes + 16),
      .base_time = load64(bytes + 20),
      .crc = load32(bytes + length - 4),
      .payload = bytes + PACKET_HEAD,
      .payload_size = length - PACKET_OVERHEAD};
    finder->pending = length;
    finder->intact_count++;
    finder->is_cut = false;
}

bool packet_next(struct packet_finder *finder, struct packet *packet)
{
    input_skip(finder->input, finder->pending);
    finder->pending = 0;
    while (find_magic(finder))
    {
        const size_t length = candidate(finder);
        if (length > 0)
        {
            take(finder, length, packet);
            return true;
        }
        skip_foreign(finder, 1);
    }
    return false;
}
