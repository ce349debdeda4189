/* SPDX-License-Identifier: MIT */
/* Decodes the payload of a packet into events and items. */
#ifndef JUNOMEMSTAT_DECODE_H
#define JUNOMEMSTAT_DECODE_H

#include "event.h"
#include "idmap.h"
#include "packet.h"

struct decode_class
{
    struct trace_event event; /* what all events of the class have in common */
    bool value_in_event;
};

struct decoder
{
    struct names *names;
    struct sink *sink;
    uint32_t stream;
    uint64_t time;
    uint64_t base_time;
    struct decode_class *classes;
    size_t class_count, class_room;
    struct idmap class_map;
    struct idmap site_map;
};

void decode_init(struct decoder *decoder, struct names *names, struct sink *sink);
void decode_free(struct decoder *decoder);

/* Whether this is a header packet of a flight recorder: a beginning that is whole. */
bool decode_is_ring_head(const struct packet *packet);

/* Returns NULL, or why the rest of the packet could not be read. */
const char *decode_packet(struct decoder *decoder, uint32_t stream, const struct packet *packet);

#endif
