/* SPDX-License-Identifier: MIT */
#include "trace_text.h"
#include "../tools/reader.h"
#include "../tools/replay.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

tape_t tape;

typedef struct text
{
    char chars[1 << 16];
    size_t size;
    struct names names;
    uint32_t pools; /* bit i: pool at position i has been printed */
    bool header;
} text_t;

static text_t text;

void tape_reset(void)
{
    memset(&tape, 0, sizeof(tape));
    tape.fail_from = SIZE_MAX;
    tape.fail_to = SIZE_MAX;
}

static JUNO_STATUS_T tape_write(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    tape_t *const to = user_data;
    const size_t call = to->calls;

    to->calls++;
    if ((call >= to->fail_from && call < to->fail_to) || to->size + size > sizeof(to->bytes))
    {
        return JUNO_STATUS_FILE_ERROR;
    }
    memcpy(&to->bytes[to->size], data, size);
    to->size += size;
    to->packets++;
    to->largest = (size > to->largest) ? size : to->largest;
    return JUNO_STATUS_SUCCESS;
}

static uint64_t tape_clock(JUNO_USER_DATA_T *user_data)
{
    return ((const tape_t *)user_data)->time;
}

static uint32_t tape_thread(JUNO_USER_DATA_T *user_data)
{
    return ((const tape_t *)user_data)->thread;
}

JUNO_MEMORY_TRACE_CONFIG_T tape_config(void)
{
    return (JUNO_MEMORY_TRACE_CONFIG_T){
        .zStructSize = sizeof(JUNO_MEMORY_TRACE_CONFIG_T),
        .pfcnWrite = tape_write,
        .pfcnClock = tape_clock,
        .iTicksPerSecond = 1000,
        .pfcnThread = tape_thread,
        .pvUserData = &tape,
        .pcProgram = "suite",
    };
}

__attribute__((format(printf, 1, 2))) static void print(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    const int size = vsnprintf(&text.chars[text.size], sizeof(text.chars) - text.size, format, arguments);
    va_end(arguments);
    text.size += (size > 0) ? (size_t)size : 0u;
    text.size = (text.size < sizeof(text.chars)) ? text.size : sizeof(text.chars) - 1u;
}

static void print_string(uint32_t string)
{
    const struct slice slice = names_text(&text.names, string);

    print("%.*s", (int)slice.size, slice.text);
}

static void print_site(uint32_t site)
{
    const struct site *const at = &text.names.sites[site];

    if (at->kind == SITE_SOURCE)
    {
        print(" at ");
        print_string(at->file);
        print(":%d (", (int)at->number);
        print_string(at->function);
        print(")");
    }
    if (at->kind == SITE_ADDRESS)
    {
        print(" at an address");
    }
}

static void on_event(void *context, const struct trace_event *event)
{
    const uint64_t pool = text.names.pools[event->pool].id;
    const char *const kind = event_kind_name(event->kind);

    (void)context;
    print("%d %s", (int)event->time, (kind != NULL) ? kind : "?");
    if (event->kind == EVENT_FAILED)
    {
        print(
            " %s %s status=%d", event_kind_name(event->operation), event_cause_name(event->cause),
            (int)event->status
        );
    }
    print(" pool=%d block=%d value=%d", (int)pool, (int)event->block, (int)event->value);
    if (event->thread != 0u)
    {
        print(" thread=%d", (int)event->thread);
    }
    print_site(event->site);
    print("\n");
}

static void print_state(const struct trace_item *item)
{
    print("state block=%d", (int)item->block);
    if (item->size_known)
    {
        print(" size=%d count=%d since=%d", (int)item->size, (int)item->count, (int)item->time);
        print_site(item->site);
    }
    print("\n");
}

static void print_header(uint32_t position)
{
    const struct stream *const stream = &text.names.streams[position];

    if (!text.header)
    {
        print("header ticks=%d program=", (int)stream->ticks_per_second);
        print_string(stream->program);
        print("\n");
    }
    text.header = true;
}

static void print_pool(uint32_t position)
{
    const struct pool *const pool = &text.names.pools[position];
    const uint32_t bit = 1u << position;

    if ((text.pools & bit) == 0u)
    {
        print("pool %d ", (int)pool->id);
        print_string(pool->name);
        print(" %dx%d\n", (int)pool->block_size, (int)pool->length);
    }
    text.pools |= bit;
}

static void on_item(void *context, const struct trace_item *item)
{
    (void)context;
    switch (item->kind)
    {
    case ITEM_HEADER:
        print_header(item->stream);
        break;
    case ITEM_POOL:
        print_pool(item->pool);
        break;
    case ITEM_MARK:
        print("%d mark %.*s\n", (int)item->time, (int)item->text.size, item->text.text);
        break;
    case ITEM_STATE_BLOCK:
        print_state(item);
        break;
    case ITEM_GAP:
        print(
            "gap packets=%d events=%d dropped=%d\n", (int)item->packets, (int)item->events, (int)item->dropped
        );
        break;
    case ITEM_DUMPED:
        print("dumped\n");
        break;
    case ITEM_END:
        print("end events=%d dropped=%d\n", (int)item->events, (int)item->dropped);
        break;
    default:
        break;
    }
}

const char *tape_text(void)
{
    struct input input;
    struct reader_result result;
    struct sink sink = {.context = &text, .event = on_event, .item = on_item};

    text.size = 0;
    text.chars[0] = '\0';
    text.pools = 0;
    text.header = false;
    names_init(&text.names);
    input_from_memory(&input, "tape", tape.bytes, tape.size);
    if (!reader_run(&input, &text.names, &sink, &result))
    {
        print("not a trace: %s\n", result.error);
    }
    if (result.corrupt_bytes != 0u)
    {
        print("corrupt bytes\n");
    }
    input_close(&input);
    names_free(&text.names);
    return text.chars;
}

bool tape_is_complete(void)
{
    struct replay replay;
    struct input input;
    struct reader_result result;
    bool complete = false;

    replay_init(&replay);
    input_from_memory(&input, "tape", tape.bytes, tape.size);
    if (reader_run(&input, &replay.names, &replay.sink, &result))
    {
        replay_finish(&replay, tape.size);
        complete = replay_is_complete(&replay) && result.corrupt_bytes == 0u;
    }
    input_close(&input);
    replay_free(&replay);
    return complete;
}
