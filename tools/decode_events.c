/* SPDX-License-Identifier: MIT */
/*
 * Events, of which a trace consists nearly whole. They are decoded into runs, so
 * that who takes them can look ahead.
 *
 * The numbers of an event are mostly so small that those after its class fit into
 * eight bytes. These are taken apart without a branch: how long each number is, is
 * as good as random, and a processor that guesses wrong loses more than all this
 * takes.
 */
#include "cursor.h"
#include "decode.h"

/* An event of one byte for the class and eight for the rest. */
#define QUICK_EVENT 9

#define LAST_BITS UINT64_C(0x8080808080808080)

static void flush(struct decoder *decoder)
{
    struct event_run *run = &decoder->run;
    if (run->count > 0 && decoder->sink->events != NULL)
    {
        run->stream = decoder->stream;
        decoder->sink->events(decoder->sink->context, run);
    }
    for (size_t i = 0; i < run->count && decoder->sink->events == NULL; i++)
    {
        const struct trace_event event = event_of_run(&run->events[i]);
        decoder->sink->event(decoder->sink->context, &event);
    }
    run->count = 0;
    run->goes_on = true;
}

static inline void
add(struct decoder *decoder, const struct decode_class *class, uint64_t delta, uint64_t block, uint64_t value)
{
    struct event_run *run = &decoder->run;
    run->goes_on = run->goes_on && (run->count == 0 || delta <= UINT64_MAX - decoder->time);
    decoder->time += delta;
    run->events[run->count++] =
        (struct run_event){.time = decoder->time, .block = block, .value = value, .common = &class->event};
    if (run->count == EVENT_RUN_MOST)
    {
        flush(decoder);
    }
}

static inline uint64_t load64(const unsigned char *bytes)
{
    uint64_t number = 0;
    for (unsigned i = 0; i < 8; i++)
    {
        number |= (uint64_t)bytes[i] << (8 * i);
    }
    return number;
}

/* The number of which each byte has seven bits. */
static inline uint64_t seven_bits_each(uint64_t bytes)
{
    bytes &= ~LAST_BITS;
    bytes = (bytes & 0x007F007F007F007Fu) | (bytes & 0x7F007F007F007F00u) >> 1;
    bytes = (bytes & 0x00003FFF00003FFFu) | (bytes & 0x3FFF00003FFF0000u) >> 2;
    return (bytes & 0x0FFFFFFFu) | (bytes & 0x0FFFFFFF00000000u) >> 4;
}

/* All bits up to the lowest that is set. */
static inline uint64_t up_to_lowest(uint64_t bits)
{
    return bits ^ (bits - 1);
}

static inline unsigned lowest(uint64_t bits)
{
    return (unsigned)__builtin_ctzll(bits);
}

/* Decodes one event of at most QUICK_EVENT bytes, which are there; false: it may be longer. */
static inline bool quick_event(struct decoder *decoder, struct cursor *items)
{
    const unsigned first = *items->at;
    const bool has_value = decoder->shapes[first] == SHAPE_VALUE;
    const uint64_t bytes = load64(items->at + 1);
    const uint64_t ends = ~bytes & LAST_BITS; /* one bit in the last byte of each number */
    const uint64_t block_ends = ends & (ends - 1);
    const uint64_t value_ends = block_ends & (block_ends - 1);
    const uint64_t last = has_value ? value_ends : block_ends;
    if (decoder->shapes[first] == SHAPE_NONE || last == 0)
    {
        return false;
    }
    const struct decode_class *class = &decoder->classes[decoder->class_positions[first]];
    const uint64_t delta = seven_bits_each(bytes & up_to_lowest(ends));
    const uint64_t block = seven_bits_each((bytes & up_to_lowest(block_ends)) >> (lowest(ends) + 1));
    /* The shift is below 64 where there is a value, and the other number is not looked at. */
    const uint64_t rest = (bytes & up_to_lowest(value_ends)) >> ((lowest(block_ends) + 1) & 63);
    const uint64_t value = has_value ? seven_bits_each(rest) : class->event.value;
    items->at += (lowest(last) + 1) / 8 + 1;
    add(decoder, class, delta, block, value);
    return true;
}

/* Decodes an event of any length; returns NULL, or what is wrong. `number` is its class. */
static const char *any_event(struct decoder *decoder, struct cursor *items, uint64_t number)
{
    const uint32_t at = idmap_get(&decoder->class_map, number);
    if (at == HASH_NONE)
    {
        return "an event's class is not defined";
    }
    const struct decode_class *class = &decoder->classes[at];
    const uint64_t delta = cursor_varint(items);
    const uint64_t block = cursor_varint(items);
    const uint64_t value = class->value_in_event ? cursor_varint(items) : class->event.value;
    if (items->failed)
    {
        return "a packet's last event is cut short";
    }
    add(decoder, class, delta, block, value);
    return NULL;
}

const char *decode_events(struct decoder *decoder, struct cursor *items)
{
    const char *wrong = NULL;
    bool is_record = false;
    flush(decoder);
    while (items->at < items->end && wrong == NULL && !is_record)
    {
        if (items->end - items->at >= QUICK_EVENT && quick_event(decoder, items))
        {
            continue;
        }
        const unsigned char *start = items->at;
        const uint64_t number = cursor_varint(items);
        is_record = number == 0 && !items->failed; /* 0 may have more bytes than it needs */
        items->at = is_record ? start : items->at;
        wrong = is_record ? NULL : any_event(decoder, items, number);
    }
    flush(decoder);
    return wrong;
}
