/* SPDX-License-Identifier: MIT */
#include "trace_input.h"

#include "fuzz.h"

#include <string.h>

/* doc/trace-format.md, section 1. */
#define PACKET_LEAST 32u
#define PACKET_MOST 65535u
#define LENGTH_AT 6u

static size_t next_magic(const uint8_t *bytes, size_t size, size_t at)
{
    static const uint8_t magic[4] = {0xD6, 'J', 'M', 'T'};
    while (at < size && (size - at < sizeof magic || memcmp(bytes + at, magic, sizeof magic) != 0))
    {
        at++;
    }
    return at;
}

/* Up to the next magic, or the end: mutations that insert bytes then make it longer. */
static void repair_packet(uint8_t *packet, size_t length)
{
    length = length < PACKET_MOST ? length : PACKET_MOST;
    if (length >= PACKET_LEAST)
    {
        packet[LENGTH_AT] = (uint8_t)(length & 0xFFu);
        packet[LENGTH_AT + 1] = (uint8_t)(length >> 8);
        const uint32_t crc = fuzz_crc(packet, length - 4);
        for (unsigned i = 0; i < 4; i++)
        {
            packet[length - 4 + i] = (uint8_t)(crc >> (8 * i));
        }
    }
}

static void repair(uint8_t *bytes, size_t size)
{
    for (size_t at = next_magic(bytes, size, 0); at < size;)
    {
        const size_t next = next_magic(bytes, size, at + 4);
        repair_packet(bytes + at, next - at);
        at = next;
    }
}

bool fuzz_input_parse(struct fuzz_input *input, uint8_t *data, size_t size)
{
    if (size < FUZZ_HEAD)
    {
        return false;
    }
    const size_t rest = size - FUZZ_HEAD;
    const size_t wanted = data[3] | (size_t)data[4] << 8;
    *input =
        (struct fuzz_input){.command = data[0], .add = data[1], .run = data[2], .second = data + FUZZ_HEAD};
    if ((input->run & RUN_SECOND) != 0)
    {
        input->second_size = wanted < rest ? wanted : rest;
    }
    input->trace = input->second + input->second_size;
    input->trace_size = rest - input->second_size;
    if ((input->run & RUN_REPAIR) != 0)
    {
        repair(input->second, input->second_size);
        repair(input->trace, input->trace_size);
    }
    return true;
}
