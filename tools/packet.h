/* SPDX-License-Identifier: MIT */
/* Finds the intact packets in a stream of bytes. */
#ifndef JUNOMEMSTAT_PACKET_H
#define JUNOMEMSTAT_PACKET_H

#include "input.h"

enum packet_kind
{
    PACKET_HEADER = 1,
    PACKET_DEFINITIONS,
    PACKET_STATE,
    PACKET_EVENTS,
    PACKET_END
};

#define PACKET_VERSION 1
#define PACKET_OVERHEAD 32u
#define PACKET_HEAD 28u

struct packet
{
    uint64_t offset; /* in the input */
    uint8_t version;
    uint8_t kind;
    uint32_t stream;
    uint32_t sequence;
    uint32_t dropped;
    uint32_t crc;
    uint64_t base_time;
    const unsigned char *payload; /* valid until the next packet_next */
    size_t payload_size;
};

struct packet_finder
{
    struct input *input;
    size_t pending; /* size of the packet given out last, not yet consumed */
    uint64_t intact_count;
    uint64_t corrupt_bytes; /* bytes outside intact packets */
    uint64_t cut_offset;    /* of a packet that the input's end cuts */
    bool is_cut;            /* the input ends inside a packet */
    uint64_t wasted;        /* bytes whose CRC showed no packet */
    uint64_t skip_offset;   /* of the first head that was skipped */
    bool has_skipped;       /* heads that there was no time to look at */
};

/* Gives the next intact packet; false at the end of the input. */
bool packet_next(struct packet_finder *finder, struct packet *packet);

#endif
