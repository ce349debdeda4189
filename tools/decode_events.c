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

#if defined(__x86_64__) && defined(__GNUC__)
#define DECODE_X86 1
#else
#define DECODE_X86 0
#endif

#if defined(__GNUC__)
#define INLINED static inline __attribute__((always_inline))
#else
#define INLINED static inline
#endif

/* An event of one byte for the class and eight for the rest. */
#define QUICK_EVENT 9

#define LAST_BITS UINT64_C(0x8080808080808080)
#define HIGHEST_BIT UINT64_C(0x8000000000000000)

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

/* Written so that compilers make one load of it. */
INLINED uint64_t load64(const unsigned char *bytes)
{
    return (uint64_t)bytes[0] | (uint64_t)bytes[1] << 8 | (uint64_t)bytes[2] << 16 |
           (uint64_t)bytes[3] << 24 | (uint64_t)bytes[4] << 32 | (uint64_t)bytes[5] << 40 |
           (uint64_t)bytes[6] << 48 | (uint64_t)bytes[7] << 56;
}

/* All bits up to the lowest that is set. */
INLINED uint64_t up_to_lowest(uint64_t bits)
{
    return bits ^ (bits - 1);
}

/* The position of the lowest bit that is set; there is one. */
INLINED unsigned lowest(uint64_t bits)
{
#if defined(__GNUC__)
    return (unsigned)__builtin_ctzll(bits);
#else
    unsigned position = 0;
    for (; (bits & 1) == 0; bits >>= 1)
    {
        position++;
    }
    return position;
#endif
}

/* The bits of `from` that the mask shows, side by side. */
INLINED uint64_t gather(uint64_t from, uint64_t mask)
{
#if DECODE_X86
    __asm__("pext %2, %1, %0" : "=r"(from) : "r"(from), "r"(mask));
#else
    (void)mask;
#endif
    return from;
}

/* The number of which each byte of four has seven bits. */
INLINED uint64_t seven_bits_each(uint64_t bytes)
{
    uint32_t number = (uint32_t)bytes;
    number = (number & 0x007F007Fu) | (number >> 1 & 0x3F803F80u);
    return (number & 0x00003FFFu) | (number >> 2 & 0x0FFFC000u);
}

/* The three numbers after an event's class. */
struct quick
{
    uint64_t delta, block, value;
    uint64_t last; /* one bit in the last byte; 0: they go on, or have more bits than can be done here */
};

/* Where in `bytes` the numbers are: masks of bits next to each other. Any processor can do this. */
INLINED void numbers_plain(struct quick *quick, uint64_t bytes)
{
    const uint64_t delta = bytes & quick->delta;
    const uint64_t block = (bytes & quick->block) >> lowest(quick->block | HIGHEST_BIT);
    const uint64_t value = (bytes & quick->value) >> lowest(quick->value | HIGHEST_BIT);
    quick->last = (delta | block | value) <= UINT32_MAX ? quick->last : 0;
    quick->delta = seven_bits_each(delta);
    quick->block = seven_bits_each(block);
    quick->value = seven_bits_each(value);
}

INLINED void numbers_gathered(struct quick *quick, uint64_t bytes)
{
    quick->delta = gather(bytes, quick->delta & ~LAST_BITS);
    quick->block = gather(bytes, quick->block & ~LAST_BITS);
    quick->value = gather(bytes, quick->value & ~LAST_BITS);
}

/* One of the two above; it is known where this is compiled into, and no call is left of it. */
typedef void numbers_function(struct quick *quick, uint64_t bytes);

/* `value_mask`: all ones where the event has a value, else 0. */
INLINED struct quick take_apart(uint64_t bytes, uint64_t value_mask, numbers_function *numbers)
{
    const uint64_t ends = ~bytes & LAST_BITS; /* one bit in the last byte of each number */
    const uint64_t block_ends = ends & (ends - 1);
    const uint64_t value_ends = block_ends & (block_ends - 1);
    struct quick quick = {
        .delta = up_to_lowest(ends),
        .block = up_to_lowest(block_ends) ^ up_to_lowest(ends),
        .value = (up_to_lowest(value_ends) ^ up_to_lowest(block_ends)) & value_mask,
        .last = (value_ends & value_mask) | (block_ends & ~value_mask)};
    numbers(&quick, bytes);
    return quick;
}

/* Decodes events of at most QUICK_EVENT bytes, as many as there are and have room in the run. */
INLINED void quick_events(struct decoder *decoder, struct cursor *items, numbers_function *numbers)
{
    struct event_run *run = &decoder->run;
    const unsigned char *at = items->at;
    uint64_t time = decoder->time;
    size_t count = run->count;
    bool went_back = !run->goes_on;
    while (items->end - at >= QUICK_EVENT && count < EVENT_RUN_MOST)
    {
        const struct decode_quick *class = &decoder->quick[*at];
        const struct quick quick = take_apart(load64(at + 1), class->value_mask, numbers);
        if (class->common == NULL || quick.last == 0)
        {
            break;
        }
        const uint64_t before = time;
        time += quick.delta;
        went_back |= time < before;
        run->events[count++] = (struct run_event
        ){.time = time, .block = quick.block, .value = quick.value | class->value, .common = class->common};
        at += lowest(quick.last) / 8 + 2;
    }
    items->at = at;
    decoder->time = time;
    run->count = count;
    run->goes_on = !went_back;
}

static void quick_events_plain(struct decoder *decoder, struct cursor *items)
{
    quick_events(decoder, items, numbers_plain);
}

#if DECODE_X86
__attribute__((target("bmi,bmi2"))) static void
quick_events_gathered(struct decoder *decoder, struct cursor *items)
{
    quick_events(decoder, items, numbers_gathered);
}
#endif

/* Some processors know the instruction and take longer for it than for all it replaces. */
bool decode_can_gather(void)
{
#if DECODE_X86
    return __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") && !__builtin_cpu_is("bdver4") &&
           !__builtin_cpu_is("znver1") && !__builtin_cpu_is("znver2");
#else
    return false;
#endif
}

static void quickest_events(struct decoder *decoder, struct cursor *items)
{
#if DECODE_X86
    if (decoder->gathers)
    {
        quick_events_gathered(decoder, items);
        return;
    }
#endif
    quick_events_plain(decoder, items);
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
    struct event_run *run = &decoder->run;
    run->goes_on = run->goes_on && delta <= UINT64_MAX - decoder->time;
    decoder->time += delta;
    run->events[run->count++] =
        (struct run_event){.time = decoder->time, .block = block, .value = value, .common = &class->event};
    return NULL;
}

/* The same for one that is longer, the packet's last ones, and what is no event but a record. */
static const char *long_event(struct decoder *decoder, struct cursor *items, bool *is_record)
{
    const unsigned char *start = items->at;
    if (start == items->end)
    {
        return NULL;
    }
    const uint64_t number = cursor_varint(items);
    *is_record = number == 0 && !items->failed; /* 0 may have more bytes than it needs */
    items->at = *is_record ? start : items->at;
    return *is_record ? NULL : any_event(decoder, items, number);
}

const char *decode_events(struct decoder *decoder, struct cursor *items)
{
    const char *wrong = NULL;
    bool is_record = false;
    flush(decoder);
    while (items->at < items->end && wrong == NULL && !is_record)
    {
        quickest_events(decoder, items);
        if (decoder->run.count == EVENT_RUN_MOST)
        {
            flush(decoder);
        }
        else
        {
            wrong = long_event(decoder, items, &is_record);
        }
    }
    flush(decoder);
    return wrong;
}
