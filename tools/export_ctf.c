/* SPDX-License-Identifier: MIT */
/*
 * convert --to ctf: a directory in the Common Trace Format, with a file for each
 * stream. What pools are called stands in the metadata, which is written last;
 * sites are text in each event, as readers are slow with names of very many numbers.
 */
#include "ctf.h"
#include "directory.h"
#include "figures.h"
#include "mem.h"
#include "packet_reader.h"
#include "pick.h"

#include "export.h"

#include <stdlib.h>
#include <string.h>

/* A packet is closed when it has this many bytes. */
#define PACKET_SIZE 65536u
#define CTF_MAGIC UINT32_C(0xC1FC1FC1)
/* Magic, stream id, and six numbers of context. */
#define CTF_HEAD 56u

struct ctf_stream
{
    uint64_t packets;
    uint64_t discarded;
};

struct ctf
{
    struct run *run;
    struct pick pick;
    struct directory directory;
    struct ctf_stream *streams;
    size_t stream_room;
    struct buffer packet;
    uint32_t stream; /* of the packet */
    uint64_t begin, end;
};

static void put(struct buffer *bytes, uint64_t number, size_t size)
{
    char little[8];
    for (size_t i = 0; i < size; i++)
    {
        little[i] = (char)(unsigned char)(number >> 8 * i & 0xFF);
    }
    buffer_add(bytes, (struct slice){little, size});
}

static struct ctf_stream *stream_at(struct ctf *ctf, uint32_t stream)
{
    ctf->streams = mem_grow(ctf->streams, &ctf->stream_room, (size_t)stream + 1, sizeof *ctf->streams);
    return &ctf->streams[stream];
}

static void make_head(struct ctf *ctf, struct buffer *head)
{
    struct ctf_stream *about = stream_at(ctf, ctf->stream);
    const uint64_t bits = (ctf->packet.size + CTF_HEAD) * 8;
    put(head, CTF_MAGIC, 4);
    put(head, 0, 4);
    put(head, ctf->begin, 8);
    put(head, ctf->end, 8);
    put(head, bits, 8);
    put(head, bits, 8);
    put(head, about->discarded, 8);
    put(head, about->packets++, 8);
}

static void flush(struct ctf *ctf)
{
    char name[32];
    if (ctf->packet.size == 0)
    {
        return;
    }
    (void)snprintf(name, sizeof name, "stream_%lu", (unsigned long)ctf->stream);
    FILE *stream = directory_open(&ctf->directory, name);
    if (stream != NULL)
    {
        struct buffer head = {0};
        make_head(ctf, &head);
        (void)fwrite(head.text, 1, head.size, stream);
        (void)fwrite(ctf->packet.text, 1, ctf->packet.size, stream);
        directory_close(&ctf->directory, stream);
        buffer_free(&head);
    }
    buffer_clear(&ctf->packet);
}

static void begin_event(struct ctf *ctf, uint32_t stream, enum ctf_event event)
{
    const struct replay *replay = &ctf->run->replay;
    const uint64_t now =
        figures_has_clock(replay, stream) ? figures_now(replay, stream) : replay->streams[stream].events;
    if (ctf->packet.size >= PACKET_SIZE || ctf->stream != stream)
    {
        flush(ctf);
    }
    if (ctf->packet.size == 0)
    {
        ctf->stream = stream;
        ctf->begin = now;
    }
    ctf->end = now;
    put(&ctf->packet, event, 2);
    put(&ctf->packet, now, 8);
}

/* A string ends with a zero, and so holds none. */
static void put_text(struct ctf *ctf, struct slice text)
{
    const char *end = text.size == 0 ? NULL : memchr(text.text, '\0', text.size);
    buffer_add(&ctf->packet, (struct slice){text.text, end == NULL ? text.size : (size_t)(end - text.text)});
    put(&ctf->packet, 0, 1);
}

static void put_used(struct ctf *ctf, uint32_t pool)
{
    struct pool_figures figures = {.used = {.sure = true}};
    if (figures_has_pool(&ctf->run->replay, pool))
    {
        figures_of_pool(&ctf->run->replay, pool, &figures);
    }
    const struct figure *used = &figures.used;
    put(&ctf->packet, used->value, 8);
    put(&ctf->packet, used->sure ? used->value : used->min, 8);
    put(&ctf->packet, used->sure ? used->value : used->max, 8);
}

static enum ctf_event event_of(uint64_t kind)
{
    return kind >= EVENT_GET && kind <= EVENT_DEINIT ? (enum ctf_event)(kind - EVENT_GET) : CTF_OTHER;
}

/* The fields that stand before the value, in the order of enum ctf_field. */
static void put_about(struct ctf *ctf, unsigned fields, const struct trace_event *event)
{
    if ((fields & CTF_FIELD_KIND) != 0)
    {
        put(&ctf->packet, event->kind, 8);
    }
    if ((fields & CTF_FIELD_OPERATION) != 0)
    {
        put(&ctf->packet, event->operation, 8);
        put(&ctf->packet, event->cause, 8);
        put(&ctf->packet, event->status, 8);
    }
    put(&ctf->packet, event->pool, 4);
    put_used(ctf, event->pool);
}

static void on_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    struct ctf *ctf = context;
    const enum ctf_event kind = event_of(event->kind);
    const unsigned fields = ctf_fields(kind);
    (void)replay;
    if (!pick_wants(&ctf->pick, event))
    {
        return;
    }
    begin_event(ctf, event->stream, kind);
    put_about(ctf, fields, event);
    /* Of a failed call the block plus 1, so that -1 is none; else block or live blocks. */
    put(&ctf->packet, event->kind == EVENT_FAILED ? event->block - 1 : event->block, 8);
    if ((fields & (CTF_FIELD_SIZE | CTF_FIELD_COUNT | CTF_FIELD_VALUE)) != 0)
    {
        put(&ctf->packet, event->value, 8);
    }
    const bool has_site = event->site != SITE_INDEX_UNKNOWN;
    put_text(ctf, has_site ? pick_site_text(&ctf->pick, event->site) : (struct slice){"", 0});
    put(&ctf->packet, event->thread, 8);
}

/* The packet that comes next tells of the events that were dropped before it. */
static void on_gap(struct ctf *ctf, const struct replay *replay, const struct trace_item *item)
{
    const char *why = replay->gaps[replay->gap_count - 1].why;
    flush(ctf);
    stream_at(ctf, item->stream)->discarded += item->dropped == UNKNOWN_COUNT ? 0 : item->dropped;
    begin_event(ctf, item->stream, CTF_GAP);
    put_text(ctf, (struct slice){why, strlen(why)});
}

static void on_item(void *context, const struct replay *replay, const struct trace_item *item)
{
    struct ctf *ctf = context;
    if (item->kind == ITEM_MARK)
    {
        begin_event(ctf, item->stream, CTF_MARK);
        put(&ctf->packet, item->thread, 8);
        put_text(ctf, item->text);
    }
    else if (item->kind == ITEM_GAP && item->stream != STREAM_NONE)
    {
        on_gap(ctf, replay, item);
    }
}

void export_ctf_begin(struct run *run)
{
    struct ctf *ctf = mem_alloc(sizeof *ctf);
    ctf->run = run;
    run->own = ctf;
    pick_init(&ctf->pick, &run->replay, &run->options->filter);
    run->failed = !directory_make(&ctf->directory, run->options->directory, run->options->overwrite);
    const struct replay_observer observer = {.context = ctf, .after = on_event, .item = on_item};
    if (!run->failed)
    {
        replay_observe(&run->replay, &observer);
    }
}

void export_ctf_print(struct run *run)
{
    struct ctf *ctf = run->own;
    flush(ctf);
    FILE *stream = directory_open(&ctf->directory, "metadata");
    if (stream != NULL)
    {
        ctf_metadata(stream, &run->replay.names);
        directory_close(&ctf->directory, stream);
    }
    run->failed = run->failed || !directory_commit(&ctf->directory);
}

void export_ctf_end(struct run *run)
{
    struct ctf *ctf = run->own;
    directory_discard(&ctf->directory);
    pick_free(&ctf->pick);
    buffer_free(&ctf->packet);
    free(ctf->streams);
    free(ctf);
}
