/* SPDX-License-Identifier: MIT */
/* What packets are made of: numbers, strings, records and sites; head and CRC. */
#include "packet_writer.h"

#include "crc32c.h"
#include "mem.h"
#include "records.h"

#include <string.h>

#define MAGIC UINT32_C(0x544D4AD6)
#define VARINT_MAX ((size_t)10)
/* Bytes of a record's length, which is written with more than it may need. */
#define LENGTH_SIZE 3u
/* Of a record at most two strings are long. */
#define STRING_MAX 32000u

static bool id_equal(const void *owner, uint32_t position, const void *key)
{
    return ((const struct packet_writer *)owner)->ids[position] == *(const uint32_t *)key;
}

/* The stream's own id; another one where an earlier stream has it. */
static uint32_t new_id(struct packet_writer *writer, uint32_t stream)
{
    uint32_t id = writer->names->streams[stream].id;
    while (hash_find(&writer->id_index, hash_number(id, 0), id_equal, writer, &id) != HASH_NONE)
    {
        id += UINT32_C(0x9E3779B1);
    }
    writer->ids = mem_grow(writer->ids, &writer->id_room, writer->id_count + 1, sizeof *writer->ids);
    writer->ids[writer->id_count] = id;
    hash_enter(&writer->id_index, hash_number(id, 0), (uint32_t)writer->id_count++);
    return id;
}

struct writer_stream *writer_stream(struct packet_writer *writer, uint32_t stream)
{
    writer->streams =
        mem_grow(writer->streams, &writer->stream_room, (size_t)stream + 1, sizeof *writer->streams);
    struct writer_stream *about = &writer->streams[stream];
    if (!about->has_id)
    {
        about->has_id = true;
        about->id = new_id(writer, stream);
    }
    return about;
}

void writer_byte(struct packet_writer *writer, unsigned byte)
{
    writer->bytes[writer->size++] = (unsigned char)byte;
}

void writer_varint(struct packet_writer *writer, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
    {
        writer_byte(writer, (unsigned)(number & 0x7F) | 0x80);
    }
    writer_byte(writer, (unsigned)number);
}

void writer_fixed(struct packet_writer *writer, uint64_t number, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
    {
        writer_byte(writer, (unsigned)(number >> 8 * i) & 0xFF);
    }
}

static size_t string_length(struct slice text)
{
    return text.size > STRING_MAX ? STRING_MAX : text.size;
}

size_t writer_string_size(struct slice text)
{
    return VARINT_MAX + string_length(text);
}

void writer_string(struct packet_writer *writer, struct slice text)
{
    const size_t length = string_length(text);
    writer_varint(writer, length);
    if (length > 0)
    {
        memcpy(writer->bytes + writer->size, text.text, length);
        writer->size += length;
    }
}

size_t writer_begin_record(struct packet_writer *writer, unsigned type)
{
    writer_byte(writer, 0);
    writer_byte(writer, type);
    writer->size += LENGTH_SIZE;
    return writer->size;
}

/* The length in as many bytes as there is room for. */
void writer_end_record(struct packet_writer *writer, size_t start)
{
    const size_t length = writer->size - start;
    unsigned char *place = writer->bytes + start - LENGTH_SIZE;
    place[0] = (unsigned char)((length & 0x7F) | 0x80);
    place[1] = (unsigned char)((length >> 7 & 0x7F) | 0x80);
    place[2] = (unsigned char)(length >> 14);
}

void writer_close(struct packet_writer *writer)
{
    if (writer->size == 0)
    {
        return;
    }
    struct writer_stream *about = writer_stream(writer, writer->owner);
    writer_end_entries(writer, false);
    const size_t end = writer->size;
    const size_t length = end + 4;
    writer->size = 0;
    writer_fixed(writer, MAGIC, 4);
    writer_byte(writer, PACKET_VERSION);
    writer_byte(writer, writer->kind);
    writer_fixed(writer, length, 2);
    writer_fixed(writer, about->id, 4);
    writer_fixed(writer, about->sequence, 4);
    writer_fixed(writer, about->dropped, 4);
    writer_fixed(writer, writer->base_time, 8);
    writer->size = end;
    writer_fixed(writer, crc32c(writer->bytes, end), 4);
    (void)fwrite(writer->bytes, 1, length, writer->stream);
    about->time = writer->time;
    about->sequence++;
    about->dropped = 0;
    writer->size = 0;
}

static void open_packet(struct packet_writer *writer, uint32_t stream, enum packet_kind kind)
{
    const struct writer_stream *about = writer_stream(writer, stream);
    writer->size = PACKET_HEAD;
    writer->owner = stream;
    writer->kind = kind;
    writer->time = about->time;
    writer->base_time = about->time;
    writer->packet++;
    writer->site_count = 0;
    writer->class_count = 0;
    if (writer->class_index.slot_count > 0)
    {
        memset(writer->class_index.slots, 0, writer->class_index.slot_count * sizeof(struct hash_slot));
        writer->class_index.count = 0;
    }
}

void writer_reserve(struct packet_writer *writer, uint32_t stream, enum packet_kind kind, size_t need)
{
    const size_t entries = writer->entry_count * 5 * VARINT_MAX + 8 * VARINT_MAX;
    const bool fits = writer->size + entries + need <= WRITER_PACKET_SIZE;
    if (writer->size > 0 && (!fits || writer->owner != stream || writer->kind != kind))
    {
        writer_close(writer);
    }
    if (writer->size == 0)
    {
        open_packet(writer, stream, kind);
    }
}

size_t writer_site_size(const struct packet_writer *writer, uint32_t site)
{
    const struct site *about = &writer->names->sites[site];
    return 5 * VARINT_MAX + writer_string_size(names_text(writer->names, about->file)) +
           writer_string_size(names_text(writer->names, about->function));
}

/* An address in a module that has a name only is told as a source, with the offset as its line. */
static void define_site(struct packet_writer *writer, const struct site *site, uint32_t number)
{
    const bool is_address = site->kind == SITE_ADDRESS && site->file == 0;
    const size_t start = writer_begin_record(writer, is_address ? RECORD_ADDRESS_SITE : RECORD_SOURCE_SITE);
    writer_varint(writer, number);
    if (is_address)
    {
        writer_varint(writer, site->module);
        writer_varint(writer, site->number);
    }
    else
    {
        writer_varint(writer, site->number);
        writer_string(writer, names_text(writer->names, site->file));
        writer_string(writer, names_text(writer->names, site->function));
    }
    writer_end_record(writer, start);
}

uint32_t writer_site(struct packet_writer *writer, uint32_t site)
{
    const struct site *about = &writer->names->sites[site];
    if (about->kind != SITE_SOURCE && about->kind != SITE_ADDRESS)
    {
        return 0;
    }
    writer->sites = mem_grow(writer->sites, &writer->site_room, (size_t)site + 1, sizeof *writer->sites);
    struct writer_site *known = &writer->sites[site];
    if (known->packet != writer->packet)
    {
        *known = (struct writer_site){.packet = writer->packet, .number = ++writer->site_count};
        define_site(writer, about, known->number);
    }
    return known->number;
}

void packet_writer_finish(struct packet_writer *writer)
{
    writer_close(writer);
    if (writer->is_cut)
    {
        writer_fixed(writer, MAGIC, 4);
        (void)fwrite(writer->bytes, 1, writer->size, writer->stream);
        writer->size = 0;
    }
}
