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
    struct input *input;
    size_t damaged; /* places that begin like a recorder and are none */
    struct input *recordings;
};

/* A recorder as its head describes it. */
struct ring
{
    size_t start; /* of the first segment, from the head on */
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

/* Whether the sizes can be those of a recorder. */
static bool is_plausible(const struct ring *ring)
{
    return ring->start >= RING_HEAD && ring->segment >= PACKET_OVERHEAD &&
           ring->segment <= (SIZE_MAX - ring->start) / 2 && ring->current <= 1 &&
           ring->closed[0] <= ring->segment && ring->closed[1] <= ring->segment &&
           ring->committed <= ring->segment;
}

static size_t size_of(const struct ring *ring)
{
    return ring->start + 2 * ring->segment;
}

/* Reads the head of a recorder, and has all of it in the window; false where it is none. */
static bool read_ring(struct input *input, struct ring *ring)
{
    if (input_hold(input, RING_HEAD) < RING_HEAD)
    {
        return false;
    }
    const unsigned char *head = input_bytes(input);
    const bool is_big = word(head + 8, true) == BYTE_ORDER_MARK;
    *ring = (struct ring
    ){.start = word(head + 12, is_big),
      .segment = word(head + 16, is_big),
      .closed = {word(head + 24, is_big), word(head + 28, is_big)},
      .committed = word(head + 32, is_big),
      .current = word(head + 20, is_big)};
    return word(head + 8, is_big) == BYTE_ORDER_MARK && is_plausible(ring) &&
           input_hold(input, size_of(ring)) >= size_of(ring);
}

/*
 * The packet that has been begun: a Dumped record, its length and CRC are put in.
 * Where it has no head, or is longer than a packet can be, it is left as it is, and is
 * found to be damaged.
 */
static void add_begun(struct image *image, size_t start, size_t size)
{
    static const unsigned char dumped[] = {0, 11, 0};
    const bool has_head = size >= PACKET_HEAD;
    const size_t length = size + sizeof dumped + PACKET_CRC;
    unsigned char *packet = mem_alloc(length);
    memcpy(packet, input_bytes(image->input) + start, size);
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
    input_add(image->recordings, image->input->offset + start, packet, length);
    free(packet);
}

/* Packets that are whole; `start` counts from the recorder's head on. */
static void add_closed(struct image *image, size_t start, size_t size)
{
    input_add(image->recordings, image->input->offset + start, input_bytes(image->input) + start, size);
}

static void add_ring(struct image *image, const struct ring *ring)
{
    const unsigned other = 1 - ring->current;
    const size_t newer = ring->start + ring->current * ring->segment;
    const size_t closed = ring->closed[ring->current];
    add_closed(image, ring->start + other * ring->segment, ring->closed[other]);
    add_closed(image, newer, closed);
    if (ring->committed > closed)
    {
        add_begun(image, newer + closed, ring->committed - closed);
    }
}

/* Moves to the next place where a recorder may begin; to the end, and false, if there is none. */
static bool find_magic(struct input *input)
{
    for (;;)
    {
        const size_t size = input_need(input, sizeof ring_magic);
        if (size < sizeof ring_magic)
        {
            input_skip(input, size);
            return false;
        }
        const unsigned char *bytes = input_bytes(input);
        const unsigned char *found = memchr(bytes, ring_magic[0], size);
        const size_t before = found == NULL ? size : (size_t)(found - bytes);
        if (before == 0 && memcmp(bytes, ring_magic, sizeof ring_magic) == 0)
        {
            return true;
        }
        input_skip(input, before > 0 ? before : 1);
        (void)input_skip_hole(input);
    }
}

static size_t find_rings(struct image *image)
{
    size_t count = 0;
    while (find_magic(image->input))
    {
        struct ring ring;
        const bool found = read_ring(image->input, &ring);
        if (found)
        {
            count++;
            add_ring(image, &ring);
        }
        image->damaged += found ? 0 : 1;
        input_skip(image->input, found ? size_of(&ring) : 1);
    }
    return count;
}

static void explain(const struct image *image, char *error, size_t size)
{
    const unsigned long long bytes = image->input->offset;
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
    struct image image = {.input = input, .recordings = recordings};
    input_from_parts(recordings, input->name);
    const size_t count = find_rings(&image);
    recordings->broken = input_broken(input);
    if (input->error == 0 && count > 0 && recordings->size > 0)
    {
        return true;
    }
    input_close(recordings);
    if (input->error != 0)
    {
        (void)snprintf(error, size, "%s", strerror(input->error));
    }
    else if (count > 0)
    {
        (void)snprintf(error, size, "the flight recorder in it holds no packet");
    }
    else
    {
        explain(&image, error, size);
    }
    return false;
}
