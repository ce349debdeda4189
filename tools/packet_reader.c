/* SPDX-License-Identifier: MIT */
#include "packet_reader.h"

#include "decode.h"
#include "mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DROPPED_SATURATED UINT32_MAX

struct sequence
{
    uint32_t next;
    uint32_t crc; /* of the packet before */
    bool started;
};

/* A header packet of a flight recorder. */
struct ring_head
{
    uint32_t stream;
    uint32_t sequence;
    uint32_t crc;
};

struct packet_reader
{
    struct names *names;
    struct sink *sink;
    struct reader_result *result;
    struct packet_finder finder;
    struct decoder decoder;
    struct sequence *sequences; /* by stream */
    size_t sequence_room;
    struct ring_head *heads;
    size_t head_count, head_room;
    struct hash_index head_index;
    uint64_t after_last; /* offset of the first byte after the last intact packet */
};

static void
send_gap(struct packet_reader *reader, uint32_t stream, uint64_t packets, uint64_t dropped, const char *why)
{
    const struct trace_item item = {
        .kind = ITEM_GAP,
        .stream = stream,
        .packets = packets,
        .dropped = dropped,
        .text = {why, strlen(why)}};
    reader->sink->item(reader->sink->context, &item);
}

/*
 * A packet that came before. Of a flight recorder that was dumped twice, the first dump's
 * last packet may have been longer in the second: then events are missing.
 */
static void came_before(struct packet_reader *reader, uint32_t stream, const struct packet *packet)
{
    const struct sequence *sequence = &reader->sequences[stream];
    reader->result->duplicates++;
    const bool is_ring = reader->names->streams[stream].is_ring;
    if (is_ring && packet->sequence + 1 == sequence->next && packet->crc != sequence->crc)
    {
        reader->sink->offset = packet->offset;
        send_gap(reader, stream, UNKNOWN_COUNT, 0, "a packet came twice, and not the same");
    }
}

/* Sends the gap before this packet, if there is one; false: the packet came before. */
static bool in_order(struct packet_reader *reader, uint32_t stream, const struct packet *packet)
{
    struct sequence *sequence = &reader->sequences[stream];
    const uint32_t missing = packet->sequence - sequence->next;
    const bool is_whole_start = !sequence->started && decode_is_ring_head(packet);
    if (sequence->started && missing >= UINT32_C(0x80000000))
    {
        came_before(reader, stream, packet);
        return false;
    }
    *sequence = (struct sequence){.next = packet->sequence + 1, .crc = packet->crc, .started = true};
    if (!is_whole_start && (missing > 0 || packet->dropped > 0))
    {
        reader->sink->offset = missing > 0 ? reader->after_last : packet->offset;
        const uint64_t dropped = packet->dropped == DROPPED_SATURATED ? UNKNOWN_COUNT : packet->dropped;
        send_gap(reader, stream, missing, dropped, "");
    }
    return true;
}

static void decode_body(struct packet_reader *reader, uint32_t stream, const struct packet *packet)
{
    reader->sink->offset = packet->offset;
    const char *wrong = decode_packet(&reader->decoder, stream, packet);
    if (wrong != NULL)
    {
        send_gap(reader, stream, UNKNOWN_COUNT, 0, wrong);
    }
}

static void make_room(struct packet_reader *reader, uint32_t stream)
{
    reader->sequences =
        mem_grow(reader->sequences, &reader->sequence_room, (size_t)stream + 1, sizeof *reader->sequences);
}

static bool head_equal(const void *owner, uint32_t position, const void *key)
{
    const struct ring_head *head = &((const struct packet_reader *)owner)->heads[position];
    const struct ring_head *wanted = key;
    return head->stream == wanted->stream && head->sequence == wanted->sequence && head->crc == wanted->crc;
}

/* Remembers a flight recorder's header packet; false: it was there before. */
static bool is_new_head(struct packet_reader *reader, uint32_t stream, const struct packet *packet)
{
    const struct ring_head head = {stream, packet->sequence, packet->crc};
    const uint32_t hash = hash_number((uint64_t)head.sequence << 32 | head.crc, stream);
    if (hash_find(&reader->head_index, hash, head_equal, reader, &head) != HASH_NONE)
    {
        return false;
    }
    reader->heads = mem_grow(reader->heads, &reader->head_room, reader->head_count + 1, sizeof head);
    reader->heads[reader->head_count] = head;
    hash_enter(&reader->head_index, hash, (uint32_t)reader->head_count++);
    return true;
}

/* Whether the packet, of a stream that has begun, begins another recording with the same id. */
static bool is_restart(struct packet_reader *reader, uint32_t stream, const struct packet *packet)
{
    const struct sequence *sequence = &reader->sequences[stream];
    const bool is_late = packet->sequence - sequence->next >= UINT32_C(0x80000000);
    if (packet->kind != PACKET_HEADER || !sequence->started)
    {
        return false;
    }
    if (is_late && decode_is_ring_head(packet))
    {
        return is_new_head(reader, stream, packet);
    }
    return packet->sequence == 0 && sequence->next > 1;
}

/*
 * The packet's stream. A header with number 0 after later packets is a device
 * that started anew and came to the same id; right after another number 0 it
 * is a duplicate. Two dumps of one flight recorder may share packets.
 */
static uint32_t stream_of(struct packet_reader *reader, const struct packet *packet)
{
    uint32_t stream = names_stream(reader->names, packet->stream);
    make_room(reader, stream);
    if (is_restart(reader, stream, packet))
    {
        stream = names_stream_restart(reader->names, packet->stream);
        make_room(reader, stream);
    }
    if (packet->kind == PACKET_HEADER && decode_is_ring_head(packet))
    {
        (void)is_new_head(reader, stream, packet);
    }
    return stream;
}

static void one_packet(struct packet_reader *reader, const struct packet *packet)
{
    if (packet->version != PACKET_VERSION)
    {
        reader->result->unknown_packets++;
        return;
    }
    const uint32_t stream = stream_of(reader, packet);
    if (!in_order(reader, stream, packet))
    {
        return;
    }
    if (packet->kind < PACKET_HEADER || packet->kind > PACKET_END)
    {
        reader->result->unknown_packets++;
        return;
    }
    decode_body(reader, stream, packet);
}

static bool whole_input(struct packet_reader *reader)
{
    struct packet packet;
    while (packet_next(&reader->finder, &packet))
    {
        reader->sink->next = packet.offset + packet.payload_size + PACKET_OVERHEAD;
        one_packet(reader, &packet);
        reader->after_last = reader->sink->next;
    }
    reader->result->packets = reader->finder.intact_count;
    reader->result->corrupt_bytes = reader->finder.corrupt_bytes;
    if (reader->finder.intact_count == 0)
    {
        (void)snprintf(
            reader->result->error, sizeof reader->result->error,
            "not a trace: no intact packet in %llu bytes, nor a text trace's first "
            "line",
            (unsigned long long)reader->finder.input->offset
        );
        return false;
    }
    if (reader->finder.has_skipped)
    {
        reader->sink->offset = reader->finder.skip_offset;
        send_gap(reader, STREAM_NONE, UNKNOWN_COUNT, 0, "more false packets than there is time to check");
    }
    if (reader->finder.is_cut && input_broken(reader->finder.input) == NULL)
    {
        reader->sink->offset = reader->finder.cut_offset;
        send_gap(reader, STREAM_NONE, UNKNOWN_COUNT, 0, "the input ends inside a packet");
    }
    return true;
}

bool packet_reader_run(
    struct input *input, struct names *names, struct sink *sink, struct reader_result *result
)
{
    struct packet_reader reader = {
        .names = names, .sink = sink, .result = result, .finder = {.input = input}};
    result->format = FORMAT_PACKETS;
    decode_init(&reader.decoder, names, sink);
    const bool good = whole_input(&reader);
    decode_free(&reader.decoder);
    free(reader.sequences);
    free(reader.heads);
    hash_free(&reader.head_index);
    return good;
}
