/* SPDX-License-Identifier: MIT */
/* Decodes the payload of a packet into events and items. */
#ifndef JUNOMEMSTAT_DECODE_H
#define JUNOMEMSTAT_DECODE_H

#include "event.h"
#include "idmap.h"
#include "packet.h"

struct decode_class
{
    uint64_t id;
    struct trace_event event; /* what all events of the class have in common */
    bool value_in_event;
};

/* A class by the first byte of its events: ids of one byte are nearly all there are. */
struct decode_quick
{
    const struct trace_event *common; /* NULL: not defined, or an id of several bytes */
    uint64_t value_mask;              /* all ones where the value is in the event, else 0 */
    uint64_t value;                   /* where it is not, else 0 */
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
    struct decode_quick quick[256];
    bool gathers;         /* the processor has an instruction that decodes */
    struct event_run run; /* not yet sent */
};

void decode_init(struct decoder *decoder, struct names *names, struct sink *sink);
void decode_free(struct decoder *decoder);

/* Whether this is a header packet of a flight recorder: a beginning that is whole. */
bool decode_is_ring_head(const struct packet *packet);

/* Whether the decoder may be told to gather: it is, if so. */
bool decode_can_gather(void);

struct cursor;

/*
 * The events of a packet up to the next record, whose first field is 0 and stays
 * to be read; returns NULL, or what is wrong.
 */
const char *decode_events(struct decoder *decoder, struct cursor *items);

/* Returns NULL, or why the rest of the packet could not be read. */
const char *decode_packet(struct decoder *decoder, uint32_t stream, const struct packet *packet);

#endif
