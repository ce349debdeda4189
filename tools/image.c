/* SPDX-License-Identifier: MIT */
#include "image.h"

#include "crc32c.h"
#include "mem.h"
#include "packet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const unsigned char ring_magic[8] = {0xD6, 'J', 'R', 'I', 'N', 'G', 0x0D, 0x01};

#define BYTE_ORDER_MARK 0x01020304u
#define RING_HEAD 36u
#define PACKET_CRC 4u
/* The packet's length stands here. */
#define LENGTH_AT 6u

/* The image, and what of it is a recording. */
struct image
{
    const unsigned char *bytes;
    size_t size;
    size_t damaged; /* places that begin like a recorder and are none */
    struct input *recordings;
};

/* A recorder as its head describes it, whose segments lie in the image. */
struct ring
{
    size_t start; /* of the first segment */
    size_t segment;
    size_t closed[2];
    size_t committed;
    unsigned current;
};

static uint32_t word(const unsigned char *bytes, bool is_big)
{
    uint32_t number = 0;
    for (unsigned i = 0; i < 4; i++)
    {
        number = number << 8 | bytes[is_big ? i : 3 - i];
    }
    return number;
}

/* Whether the sizes can be those of a recorder at `offset`. */
static bool is_plausible(const struct image *image, size_t offset, const struct ring *ring)
{
    const size_t room = image->size - offset;
    return ring->start >= RING_HEAD && ring->start < room && ring->segment >= PACKET_OVERHEAD &&
           ring->segment <= (room - ring->start) / 2 && ring->current <= 1 &&
           ring->closed[0] <= ring->segment && ring->closed[1] <= ring->segment &&
           ring->committed <= ring->segment;
}

/* Reads the head of a recorder; false where it is none. */
static bool read_head(struct image *image, size_t offset, struct ring *ring)
{
    const unsigned char *head = image->bytes + offset;
    if (image->size - offset < RING_HEAD)
    {
        image->damaged++;
        return false;
    }
    const bool is_big = word(head + 8, true) == BYTE_ORDER_MARK;
    *ring = (struct ring
    ){.start = word(head + 12, is_big),
      .segment = word(head + 16, is_big),
      .closed = {word(head + 24, is_big), word(head + 28, is_big)},
      .committed = word(head + 32, is_big),
      .current = word(head + 20, is_big)};
    if (word(head + 8, is_big) != BYTE_ORDER_MARK || !is_plausible(image, offset, ring))
    {
        image->damaged++;
        return false;
    }
    ring->start += offset;
    return true;
}

/*
 * The packet that has been begun, at `offset`: a Dumped record, its length and CRC
 * are put in. Where it has no head, or is longer than a packet can be, it is left as it is, and is
 * found to be damaged.
 */
static void add_begun(struct input *recordings, const struct image *image, size_t offset, size_t size)
{
    static const unsigned char dumped[] = {0, 11, 0};
    const bool has_head = size >= PACKET_HEAD;
    const size_t length = size + sizeof dumped + PACKET_CRC;
    unsigned char *packet = mem_alloc(length);
    memcpy(packet, image->bytes + offset, size);
    memcpy(packet + size, dumped, sizeof dumped);
    size += sizeof dumped;
    if (has_head && length <= UINT16_MAX)
    {
        packet[LENGTH_AT] = (unsigned char)(length & 0xFFu);
        packet[LENGTH_AT + 1] = (unsigned char)(length >> 8);
        const uint32_t crc = crc32c(packet, size);
        for (unsigned i = 0; i < PACKET_CRC; i++)
        {
            packet[size + i] = (unsigned char)(crc >> (8 * i));
        }
    }
    input_add(recordings, offset, packet, length);
    free(packet);
}

static void add_ring(struct image *image, const struct ring *ring)
{
    const unsigned other = 1 - ring->current;
    const size_t older = ring->start + other * ring->segment;
    const size_t newer = ring->start + ring->current * ring->segment;
    const size_t closed = ring->closed[ring->current];
    input_add(image->recordings, older, image->bytes + older, ring->closed[other]);
    input_add(image->recordings, newer, image->bytes + newer, closed);
    if (ring->committed > closed)
    {
        add_begun(image->recordings, image, newer + closed, ring->committed - closed);
    }
}

/* The next place at or after `offset` where a recorder may begin; the image's size if there is none. */
static size_t next_magic(const struct image *image, size_t offset)
{
    while (offset < image->size)
    {
        const unsigned char *found = memchr(image->bytes + offset, ring_magic[0], image->size - offset);
        offset = found == NULL ? image->size : (size_t)(found - image->bytes);
        const size_t rest = image->size - offset;
        if (rest >= sizeof ring_magic && memcmp(image->bytes + offset, ring_magic, sizeof ring_magic) == 0)
        {
            return offset;
        }
        offset += rest > 0 ? 1 : 0;
    }
    return image->size;
}

static size_t find_rings(struct image *image)
{
    size_t count = 0;
    size_t offset = next_magic(image, 0);
    while (offset < image->size)
    {
        struct ring ring;
        const bool found = read_head(image, offset, &ring);
        size_t next = offset + 1;
        if (found)
        {
            count++;
            add_ring(image, &ring);
            next = ring.start + 2 * ring.segment;
        }
        offset = next_magic(image, next);
    }
    return count;
}

static void explain(const struct image *image, char *error, size_t size)
{
    const unsigned long long bytes = image->size;
    if (image->damaged == 0)
    {
        (void)snprintf(
            error, size,
            "no flight recorder (bytes D6 4A 52 49 4E 47 0D 01) in %llu bytes: save the memory that holds "
            "the one given to Juno_MemoryTraceRingInit",
            bytes
        );
        return;
    }
    (void)snprintf(
        error, size,
        "no flight recorder that is whole in %llu bytes, but what begins like one: save all of the memory "
        "given to Juno_MemoryTraceRingInit",
        bytes
    );
}

bool image_open(struct input *input, struct input *recordings, char *error, size_t size)
{
    struct image image = {.size = input_all(input), .recordings = recordings};
    if (input->error != 0)
    {
        (void)snprintf(error, size, "%s", strerror(input->error));
        return false;
    }
    image.bytes = input_bytes(input);
    input_from_parts(recordings, input->name);
    const size_t count = find_rings(&image);
    if (count > 0 && recordings->size > 0)
    {
        return true;
    }
    input_close(recordings);
    if (count > 0)
    {
        (void)snprintf(error, size, "the flight recorder in it holds no packet");
        return false;
    }
    explain(&image, error, size);
    return false;
}
