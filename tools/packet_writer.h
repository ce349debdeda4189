/* SPDX-License-Identifier: MIT */
/* Writes a trace as packets, as doc/trace-format.md has them: the reverse of packet_reader.h. */
#ifndef JUNOMEMSTAT_PACKET_WRITER_H
#define JUNOMEMSTAT_PACKET_WRITER_H

#include "event.h"
#include "packet.h"

#include <stdio.h>

#define WRITER_PACKET_MAX 65535u
/* A packet is closed when it has about this many bytes, unless one item is larger. */
#define WRITER_PACKET_SIZE 16384u

/* What events have in common. */
struct writer_class
{
    uint64_t kind, thread, value, operation, cause, status;
    uint32_t pool;
    uint32_t site;
};

struct writer_site
{
    uint32_t packet; /* in which the number holds */
    uint32_t number;
};

struct writer_stream
{
    uint64_t time; /* of the item before */
    uint32_t sequence;
    uint32_t dropped; /* not told of yet */
    uint32_t id;
    bool has_id;
};

/* One entry of a snapshot's record. */
struct writer_entry
{
    uint64_t block, size, count, age;
    uint32_t site; /* its number in the packet */
};

/* A record holds up to this many entries. */
#define WRITER_ENTRIES 128u

struct writer_snapshot
{
    bool open;
    bool told; /* a record of it was written */
};

/* The packets are those of one stream after another, in the order of the items. */
struct packet_writer
{
    FILE *stream;
    const struct names *names;
    unsigned char bytes[WRITER_PACKET_MAX];
    size_t size;    /* 0: no packet is open */
    uint32_t owner; /* stream of the packet */
    enum packet_kind kind;
    uint64_t time; /* of the packet's last item */
    uint64_t base_time;
    uint32_t packet; /* how many were begun */
    uint32_t site_count;
    struct writer_class *classes;
    size_t class_count, class_room;
    struct hash_index class_index;
    struct writer_site *sites; /* by position */
    size_t site_room;
    struct writer_stream *streams;
    size_t stream_room;
    uint32_t *ids; /* in use, so that no two streams have the same */
    size_t id_count, id_room;
    struct hash_index id_index;
    struct writer_snapshot *snapshots; /* by pool */
    size_t snapshot_room;
    struct writer_entry entries[WRITER_ENTRIES]; /* of the record in work */
    size_t entry_count;
    uint32_t entry_pool;
    unsigned entries_flags;
    bool is_cut;         /* the input was */
    bool without_counts; /* the ends count no events, as not all are written */
};

void packet_writer_init(struct packet_writer *writer, FILE *stream, const struct names *names);
void packet_writer_free(struct packet_writer *writer);

void packet_writer_event(struct packet_writer *writer, const struct trace_event *event);

/* What only text can say is left out: why there is a gap. */
void packet_writer_item(struct packet_writer *writer, const struct trace_item *item);

/* Writes what is left; where the input was cut, the beginning of a packet last. */
void packet_writer_finish(struct packet_writer *writer);

/* --- Between packet_writer.c and packet_fields.c */

/* The open packet has room for `need` more bytes, and holds this kind of item of the stream. */
void writer_reserve(struct packet_writer *writer, uint32_t stream, enum packet_kind kind, size_t need);
void writer_close(struct packet_writer *writer);
void writer_byte(struct packet_writer *writer, unsigned byte);
void writer_varint(struct packet_writer *writer, uint64_t number);
void writer_fixed(struct packet_writer *writer, uint64_t number, unsigned bytes);

/* A string is cut where a packet could not hold it. */
void writer_string(struct packet_writer *writer, struct slice text);
size_t writer_string_size(struct slice text);

/* A record's body is what is written between the two. */
size_t writer_begin_record(struct packet_writer *writer, unsigned type);
void writer_end_record(struct packet_writer *writer, size_t start);

/* The site's number in the open packet, defined there if need be. */
uint32_t writer_site(struct packet_writer *writer, uint32_t site);
size_t writer_site_size(const struct packet_writer *writer, uint32_t site);

/* The state of the stream; valid until the next call. */
struct writer_stream *writer_stream(struct packet_writer *writer, uint32_t stream);

/* Snapshots; the entries in work go into the packet. */
void writer_state(struct packet_writer *writer, const struct trace_item *item);
void writer_end_entries(struct packet_writer *writer, bool is_last);
void writer_forget_snapshots(struct packet_writer *writer);

#endif
