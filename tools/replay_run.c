/* SPDX-License-Identifier: MIT */
/*
 * The short cut for what nearly all events are: something that was to be expected,
 * of a block of which all is known, in a pool of which nothing is missing.
 *
 * Of such a pool one number, how many blocks are live, tells `live` and `unknown`,
 * `certain`, `low` and `high`, and one tells all three peaks: see lane_open(). For the
 * length of a run that number is kept in a lane. Get, put and update differ in masks
 * only, not in branches: which of them comes next is as good as random. Whatever is
 * not just so closes the lane and takes the long way, replay_apply().
 *
 * The records of a run's blocks are looked up ahead, so that the memory they are in
 * is on its way when they are needed.
 */
#include "replay_run.h"

#include "mem.h"
#include "replay_pool.h"

/* What get and put do; masks are all ones or nothing. */
struct rule
{
    uint64_t more;    /* blocks live, modulo 2^64 */
    uint64_t is_get;  /* mask: a free block becomes live */
    bool is_exchange; /* get or put */
};

static const struct rule rules[EVENT_REF_PUT + 1] = {
    [EVENT_GET] = {1, UINT64_MAX, true}, [EVENT_UPDATE] = {0, 0, false},  [EVENT_PUT] = {UINT64_MAX, 0, true},
    [EVENT_REF_GET] = {0, 0, false},     [EVENT_REF_PUT] = {0, 0, false},
};

/* Where an event happens. */
struct place
{
    struct block *block; /* NULL: the event takes the long way */
    struct replay_pool *pool;
};

struct run
{
    struct replay *replay;
    const struct event_run *events;
    struct place places[EVENT_RUN_MOST];
    uint32_t open[EVENT_RUN_MOST]; /* pools whose lane was opened */
    size_t open_count;
    size_t told; /* events of which the stream knows */
    uint64_t clock_more;
};

/* Of constants only, which compilers then know: the parts of a state made one by one are slow to read. */
static inline uint64_t state_of(unsigned flags, uint64_t epoch, uint64_t size)
{
    struct block block = {0};
    block.flags = (uint8_t)flags;
    block.epoch = (uint16_t)epoch;
    block.size = size & BLOCK_SIZE_MOST;
    return block.state;
}

/* As wherever in the state the size may stand. */
static inline uint64_t state_of_size(uint64_t size)
{
    return size * state_of(0, 0, 1);
}

static inline uint64_t size_of_state(uint64_t state)
{
    return (state & state_of(0, 0, BLOCK_SIZE_MOST)) / state_of(0, 0, 1);
}

static uint64_t smaller(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/*
 * Whether one number tells all that is known of how many blocks are live, and no sum can
 * overflow: after an event, without a gap, the limits of that number and those of the peak
 * are one number each.
 */
static bool is_plain(const struct replay_pool *pool, uint64_t cap)
{
    return pool->seen && !pool->gapped && pool->low <= smaller(cap, UINT64_MAX / 2) &&
           pool->sized_bytes <= UINT64_MAX / 2;
}

static bool lane_open(struct run *run, uint32_t position)
{
    struct replay_pool *pool = &run->replay->pools[position];
    const struct pool *about = &run->replay->names.pools[position];
    const uint64_t cap = pool_cap(run->replay, position);
    if (run->open_count == EVENT_RUN_MOST || !is_plain(pool, cap))
    {
        return false;
    }
    pool->lane = (struct replay_lane
    ){.is_open = true,
      .used = pool->low,
      .used_before = pool->low,
      .cap = cap,
      .size_most = about->defined ? smaller(about->block_size, BLOCK_SIZE_MOST) : BLOCK_SIZE_MOST,
      .live_state = state_of(BLOCK_KNOWN, pool->epoch, 0),
      .bytes = pool->sized_bytes,
      .sized_more = pool->sized - pool->low};
    run->open[run->open_count++] = position;
    return true;
}

static void lane_close(struct replay_pool *pool)
{
    struct replay_lane *lane = &pool->lane;
    if (!lane->is_open)
    {
        return;
    }
    const uint64_t more = lane->used - lane->used_before;
    pool->live += more;
    pool->certain += more;
    pool->low = lane->used;
    pool->high = lane->used;
    pool->peak_low = pool->peak;
    pool->peak_high = pool->peak;
    pool->sized = lane->used + lane->sized_more;
    pool->sized_bytes = lane->bytes;
    pool->gets += lane->counts[EVENT_GET];
    pool->updates += lane->counts[EVENT_UPDATE];
    pool->puts += lane->counts[EVENT_PUT];
    *lane = (struct replay_lane){.used = UINT64_MAX / 2}; /* above the cap: nothing goes through */
}

/* A block that is seen for the first time, or in a pool whose lane is not open yet. */
static struct block *look_further(struct run *run, const struct run_event *event)
{
    const uint32_t position = event->common->pool;
    struct replay_pool *pool = &run->replay->pools[position];
    const bool is_open = pool->lane.is_open || lane_open(run, position);
    return is_open && event->block < pool->lane.cap ? blocks_at(&pool->blocks, event->block) : NULL;
}

static inline struct place look_up(struct run *run, const struct run_event *event)
{
    const uint64_t kind = event->common->kind;
    struct replay_pool *pool = &run->replay->pools[event->common->pool];
    if (kind - EVENT_GET > EVENT_REF_PUT - EVENT_GET) /* it concerns no block */
    {
        return (struct place){NULL, pool};
    }
    /* The cap of a lane that is not open is 0. */
    struct block *block = event->block < pool->lane.cap ? blocks_near(&pool->blocks, event->block) : NULL;
    return (struct place){block != NULL ? block : look_further(run, event), pool};
}

static void look_ahead(struct run *run)
{
    for (size_t i = 0; i < run->events->count; i++)
    {
        run->places[i] = look_up(run, &run->events->events[i]);
        __builtin_prefetch(run->places[i].block, 1);
    }
}

static void note_peak(struct replay_pool *pool, uint64_t time)
{
    const struct replay_lane *lane = &pool->lane;
    pool->peak = lane->used;
    pool->peak_time = time;
    pool->has_peak_time = true;
    pool->peak_sized = lane->used + lane->sized_more;
    pool->peak_sized_bytes = lane->bytes;
}

/* Whether the block is live, and all is known of it. */
static inline bool is_known(const struct replay_lane *lane, const struct block *block)
{
    return ((block->state ^ lane->live_state) & ~state_of(0, 0, BLOCK_SIZE_MOST)) == 0;
}

/*
 * Applies a get or a put; false, and nothing is changed, where it takes the long way. What
 * is written of a block that was put does not matter, but for its flags, epoch and serial.
 */
static inline bool
exchange(const struct place *place, const struct rule *rule, const struct run_event *event, uint64_t time)
{
    struct replay_pool *pool = place->pool;
    struct replay_lane *lane = &pool->lane;
    struct block *block = place->block;
    const uint64_t size_bits = state_of(0, 0, BLOCK_SIZE_MOST);
    const uint64_t flag_bits = state_of(UINT8_MAX, 0, 0);
    const uint64_t state = block->state;
    const uint64_t size = event->value & rule->is_get;
    const uint64_t used = lane->used + rule->more;
    /* A free block's flags are all that matters of it; of a live one its size does not. */
    const uint64_t matters = flag_bits | (~size_bits & ~rule->is_get);
    const uint64_t wrong = (state ^ (lane->live_state & ~rule->is_get)) & matters;
    if ((wrong | block->refs) != 0 || size > lane->size_most || used > lane->cap)
    {
        return false;
    }
    lane->used = used;
    lane->bytes += size - (size_of_state(state) & ~rule->is_get);
    lane->counts[event->common->kind]++;
    block->state = (lane->live_state & (rule->is_get | ~flag_bits)) | state_of_size(size);
    block->get_time = time;
    block->site = event->common->site;
    block->count = 1;
    block->serial += (uint32_t)(rule->is_get & (block->serial < UINT32_MAX));
    if (used > pool->peak)
    {
        note_peak(pool, time);
    }
    return true;
}

static bool resize(struct replay_lane *lane, const struct run_event *event, struct block *block)
{
    if (event->value > lane->size_most)
    {
        return false;
    }
    lane->bytes += event->value - block->size;
    lane->counts[EVENT_UPDATE]++;
    block->state = lane->live_state | state_of_size(event->value);
    return true;
}

/* Applies an event of another kind to a block that is live; false as above. */
static bool change(struct replay *replay, const struct place *place, const struct run_event *event)
{
    struct block *block = place->block;
    if (!place->pool->lane.is_open || !is_known(&place->pool->lane, block))
    {
        return false;
    }
    if (event->common->kind == EVENT_UPDATE)
    {
        return resize(&place->pool->lane, event, block);
    }
    if (event->common->kind == EVENT_REF_GET)
    {
        pool_ref_get(replay, block, event->value, event->common->site);
    }
    else
    {
        pool_ref_put(replay, block, event->value, event->common->site);
    }
    return true;
}

static inline bool is_applied(struct run *run, size_t position)
{
    const struct place *place = &run->places[position];
    const struct run_event *event = &run->events->events[position];
    if (place->block == NULL)
    {
        return false;
    }
    const struct rule *rule = &rules[event->common->kind];
    return rule->is_exchange ? exchange(place, rule, event, event->time + run->clock_more)
                             : change(run->replay, place, event);
}

/* Tells the stream of the events before this one. */
static void tell_stream(struct run *run, size_t before)
{
    struct replay_stream *stream = &run->replay->streams[run->events->stream];
    if (before > run->told)
    {
        const uint64_t shown = run->events->events[before - 1].time;
        stream->clock.shown = shown;
        stream->clock.time = shown + run->clock_more;
        stream->last_time = stream->clock.time;
        stream->events += before - run->told;
        stream->close = STREAM_OPEN;
        run->told = before;
    }
}

/* An event may change all that is known of its pool; perhaps the others of the run are plain again. */
static void long_way(struct run *run, size_t position)
{
    const struct trace_event event = event_of_run(&run->events->events[position]);
    tell_stream(run, position);
    lane_close(&run->replay->pools[event.pool]);
    replay_apply(run->replay, &event);
    run->told++;
    (void)lane_open(run, event.pool);
}

/* Whether the clock of the trace and that of the replay go on side by side. */
static bool has_plain_time(const struct replay_stream *stream, const struct event_run *run)
{
    const uint64_t first = run->events[0].time;
    const uint64_t last = run->events[run->count - 1].time;
    return stream->has_time && run->goes_on && first >= stream->clock.shown &&
           last - stream->clock.shown <= UINT64_MAX - stream->clock.time;
}

static void each_the_long_way(struct replay *replay, const struct event_run *events)
{
    for (size_t i = 0; i < events->count; i++)
    {
        const struct trace_event event = event_of_run(&events->events[i]);
        replay_apply(replay, &event);
    }
}

void replay_run(struct replay *replay, const struct event_run *events)
{
    const struct replay_stream *stream = replay_stream_at(replay, events->stream);
    if (!has_plain_time(stream, events))
    {
        each_the_long_way(replay, events);
        return;
    }
    /* Pools do not move while the run goes through. */
    replay->pools =
        mem_grow(replay->pools, &replay->pool_room, replay->names.pool_count, sizeof *replay->pools);
    struct run run;
    run.replay = replay;
    run.events = events;
    run.open_count = 0;
    run.told = 0;
    run.clock_more = stream->clock.time - stream->clock.shown;
    look_ahead(&run);
    for (size_t i = 0; i < events->count; i++)
    {
        if (!is_applied(&run, i))
        {
            long_way(&run, i);
        }
    }
    tell_stream(&run, events->count);
    for (size_t i = 0; i < run.open_count; i++)
    {
        lane_close(&replay->pools[run.open[i]]);
    }
}
