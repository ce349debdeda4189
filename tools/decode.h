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

/* What the first byte of an event says: ids of one byte are nearly all there are. */
enum decode_shape
{
    SHAPE_NONE, /* no class that is defined, or an id of several bytes */
    SHAPE_SHORT,
    SHAPE_VALUE /* the value is in the event */
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
    uint8_t shapes[256];           /* enum decode_shape, by first byte */
    uint32_t class_positions[128]; /* by first byte */
    struct event_run run;          /* not yet sent */
};

void decode_init(struct decoder *decoder, struct names *names, struct sink *sink);
void decode_free(struct decoder *decoder);

/* Whether this is a header packet of a flight recorder: a beginning that is whole. */
bool decode_is_ring_head(const struct packet *packet);

struct cursor;

/*
 * The events of a packet up to the next record, whose first field is 0 and stays
 * to be read; returns NULL, or what is wrong.
 */
const char *decode_events(struct decoder *decoder, struct cursor *items);

/* Returns NULL, or why the rest of the packet could not be read. */
const char *decode_packet(struct decoder *decoder, uint32_t stream, const struct packet *packet);

#endif
