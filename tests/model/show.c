/* SPDX-License-Identifier: MIT */
/*
 * A sequence of calls as a C test: the calls with literal arguments, and after
 * each what the model says. expect.h has the rest.
 */
#include "recording.h"
#include "trial.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool any_traced; /* a call that is compiled for tracing */
static bool any_recorded;

static const char *yes_no(bool yes)
{
    return yes ? "true" : "false";
}

/* Texts of arguments; each may stand in a line once or twice. */
static const char *text(const char *format, long a, long b)
{
    static char texts[16][64];
    static unsigned int used;
    char *const to = texts[used++ % 16];

    (void)snprintf(to, sizeof(texts[0]), format, a, b);
    return to;
}

static const char *slot_text(int slot)
{
    return (slot == CALL_NO_SLOT) ? "NULL" : text("&slot[%ld]", slot, 0);
}

static const char *pool_text(int pool)
{
    return (pool == MODEL_NONE) ? "NULL" : text("&pool[%ld]", pool, 0);
}

static const char *block_pool_text(int pool)
{
    return (pool == MODEL_NONE) ? "NULL" : text("&pool[%ld].tBlock", pool, 0);
}

static const char *size_text(size_t size)
{
    if (size == SIZE_MAX)
    {
        return "SIZE_MAX";
    }
    return (size > SIZE_MAX / 2u) ? text("SIZE_MAX - %ld", (long)(SIZE_MAX - size), 0)
                                  : text("%ld", (long)size, 0);
}

static const char *place_text(place_t place)
{
    return (place.pool == MODEL_NONE) ? "NULL" : text("at(%ld, %ld)", place.pool, place.offset);
}

static const char *status_text(JUNO_STATUS_T status)
{
    return Juno_StatusToString(status);
}

/* A function's name: in parentheses it is no macro, so the plain one. */
static const char *name_text(const args_t *args, const char *name)
{
    static char parenthesised[40];

    if (args->way == WAY_TRACED || !any_traced)
    {
        return name;
    }
    (void)snprintf(parenthesised, sizeof(parenthesised), "(%s)", name);
    return parenthesised;
}

static void line(const char *call, const outcome_t *outcome)
{
    printf(
        "    expect(%s, %s, %d);\n", call, status_text(outcome->status),
        outcome->reported ? outcome->told : -1
    );
}

static void show_main_call(const args_t *args, const outcome_t *outcome)
{
    static const char *const names[] = {
        [OP_GET] = "Juno_MemoryGet", [OP_UPDATE] = "Juno_MemoryUpdate", [OP_PUT] = "Juno_MemoryPut"};
    char call[160];
    char size[40] = "";

    if (args->op != OP_PUT)
    {
        (void)snprintf(size, sizeof(size), ", %s", size_text(args->size));
    }
    (void)snprintf(
        call, sizeof(call), "%s(%s, %s%s)", name_text(args, names[args->op]), pool_text(args->pool),
        slot_text(args->slot), size
    );
    line(call, outcome);
}

static void show_ref(const args_t *args, const outcome_t *outcome)
{
    const char *const name = (args->op == OP_REF_GET) ? "Juno_MemoryGetRef" : "Juno_MemoryPutRef";

    printf(
        "    expect_ref(%s(%s), %s, %d);\n", name_text(args, name), slot_text(args->slot),
        status_text(outcome->status), outcome->reported ? outcome->told : -1
    );
}

static void show_init(const args_t *args, const outcome_t *outcome)
{
    const char *size = size_text(args->size);
    const char *length = size_text(args->length);
    const char *metadata = text("metadata[%ld]", args->pool, 0);
    char call[240];

    size = (args->how == INIT_NO_SIZE) ? "0" : size;
    size = (args->how == INIT_PRODUCT) ? "SIZE_MAX / 2u + 1u" : size;
    size = (args->how == INIT_END) ? "SIZE_MAX" : size;
    size = (args->how == INIT_TOO_LONG) ? "1" : size;
    length = (args->how == INIT_NO_LENGTH) ? "0" : length;
    length = (args->how == INIT_PRODUCT) ? "2" : length;
    length = (args->how == INIT_END) ? "1" : length;
    length = (args->how == INIT_TOO_LONG) ? "JUNO_MEMORY_BLK_LENGTH_MAX + 1u" : length;
    metadata = (args->how == INIT_NO_METADATA) ? "NULL" : metadata;
    if (args->how == INIT_MISALIGNED)
    {
        metadata = text("(void *)((unsigned char *)metadata[%ld] + 1)", args->pool, 0);
    }
    (void)snprintf(
        call, sizeof(call), "%s(%s, %s, %s, %s, %s, %s, &lock[%d])", name_text(args, "Juno_MemoryBlkInit"),
        (args->how == INIT_NO_POOL) ? "NULL" : block_pool_text(args->pool),
        (args->how == INIT_NO_MEMORY) ? "NULL" : place_text((place_t){args->pool, 0}), metadata, size, length,
        args->has_handler ? "handler" : "NULL", args->pool
    );
    line(call, outcome);
}

static void show_simple(const args_t *args, const outcome_t *outcome)
{
    const char *const pool = block_pool_text(args->pool);
    char call[160];

    switch (args->op)
    {
    case OP_DEINIT:
        (void)snprintf(call, sizeof(call), "Juno_MemoryBlkDeinit(%s)", pool);
        break;
    case OP_PEAK:
        (void)snprintf(call, sizeof(call), "Juno_MemoryBlkPeakReset(%s)", pool);
        break;
    case OP_WALK:
        (void)snprintf(
            call, sizeof(call),
            (args->how == 1) ? "Juno_MemoryBlkForEach(%s, NULL, NULL)" : "walk(%s, SIZE_MAX)", pool
        );
        break;
    case OP_OPTIONS:
        (void)snprintf(
            call, sizeof(call), "Juno_MemoryBlkOptionsSet(%s, %s)", pool,
            text("%ldu", (args->how == 3) ? 0x7FFFFFF1 : (long)args->how, 0)
        );
        break;
    default:
        (void)snprintf(
            call, sizeof(call), "stats_of_size(%s, %s)", pool,
            (args->how == 2) ? text("%ld %% sizeof(JUNO_MEMORY_STATS_T)", (long)args->number, 0)
                             : "sizeof(JUNO_MEMORY_STATS_T)"
        );
        if (args->how == 1)
        {
            (void)snprintf(call, sizeof(call), "Juno_MemoryBlkStats(%s, NULL)", pool);
        }
        break;
    }
    line(call, outcome);
}

static void show_lock(const args_t *args, const outcome_t *outcome)
{
    char call[160];

    (void)snprintf(call, sizeof(call), "set_half_lock(%s)", pool_text(args->pool));
    if (args->how <= 1)
    {
        (void)snprintf(
            call, sizeof(call), "Juno_MemoryLockSet(%s, %s)", pool_text(args->pool),
            (args->how == 1 && args->pool != MODEL_NONE) ? text("lock_of(%ld)", args->pool, 0) : "NULL"
        );
    }
    line(call, outcome);
}

static void show_owns(const args_t *args, const outcome_t *outcome)
{
    printf(
        "    ck_assert(Juno_MemoryBlkOwns(%s, %s) == %s);\n", block_pool_text(args->pool),
        place_text(args->place), yes_no(outcome->answer)
    );
}

static void show_descriptor(const args_t *args, const outcome_t *outcome)
{
    (void)outcome;
    switch (args->op)
    {
    case OP_COPY:
        printf("    slot[%d] = slot[%d];\n", args->other, args->slot);
        break;
    case OP_COUNT:
        printf("    slot[%d].iRefCount = %s;\n", args->slot, size_text(args->count));
        break;
    case OP_HAND:
        printf(
            "    slot[%d] = (JUNO_MEMORY_T){.pvAddr = %s, .zSize = %s, .iRefCount = %s};\n", args->slot,
            place_text(args->place), size_text(args->size), size_text(args->count)
        );
        break;
    case OP_MOVE:
        printf("    slot[%d].pvAddr = %s;\n", args->slot, place_text(args->place));
        break;
    case OP_TAG:
        printf(
            "    pool[%d].tHdr.tType = (JUNO_MEMORY_ALLOC_TYPE_T)%d;\n", MODEL_STRANGER,
            "\7\2\177\3"[args->number % 4]
        );
        break;
    default:
        printf("    slot[%d] = (JUNO_MEMORY_T){0};\n", args->slot);
        break;
    }
}

static void show_many(const args_t *args, const outcome_t *outcome)
{
    (void)outcome;
    if (args->pool < 0 || args->pool >= MODEL_POOLS || !world.model.pools[args->pool].inited)
    {
        return;
    }
    if (args->op == OP_CYCLE)
    {
        printf("    cycle(%d, %lu);\n", args->pool, (unsigned long)args->number);
        return;
    }
    printf("    %s_reserve(%lu);\n", (args->op == OP_FILL) ? "fill" : "drain", (unsigned long)args->number);
}

static void show_attach(const args_t *args, const outcome_t *outcome)
{
    const bool has_table = args->how == 1 && args->pool >= 0 && args->pool < MODEL_POOLS &&
                           world.model.pools[args->pool].length <= WORLD_SLOTS_TOLD;
    char call[160];

    (void)snprintf(
        call, sizeof(call),
        has_table ? "Juno_MemoryTraceAttachTable(&trace, %s, \"pool\", %s, %d)"
                  : "Juno_MemoryTraceAttach(&trace, %s, \"pool\")",
        pool_text(args->pool), text("trace_table[%ld]", args->pool, 0), WORLD_SLOTS_TOLD
    );
    if (args->op == OP_DETACH)
    {
        (void)snprintf(call, sizeof(call), "Juno_MemoryTraceDetach(&trace, %s)", pool_text(args->pool));
    }
    if (args->op == OP_MARK)
    {
        (void)snprintf(call, sizeof(call), "Juno_MemoryTraceMark(&trace, \"compare\")");
    }
    line(call, outcome);
}

typedef void (*show_t)(const args_t *args, const outcome_t *outcome);

static const show_t shows[OPS] = {
    [OP_GET] = show_main_call,    [OP_UPDATE] = show_main_call,
    [OP_PUT] = show_main_call,    [OP_REF_GET] = show_ref,
    [OP_REF_PUT] = show_ref,      [OP_INIT] = show_init,
    [OP_DEINIT] = show_simple,    [OP_OPTIONS] = show_simple,
    [OP_LOCK] = show_lock,        [OP_STATS] = show_simple,
    [OP_PEAK] = show_simple,      [OP_WALK] = show_simple,
    [OP_OWNS] = show_owns,        [OP_COPY] = show_descriptor,
    [OP_COUNT] = show_descriptor, [OP_HAND] = show_descriptor,
    [OP_MOVE] = show_descriptor,  [OP_EMPTY] = show_descriptor,
    [OP_TAG] = show_descriptor,   [OP_FILL] = show_many,
    [OP_DRAIN] = show_many,       [OP_CYCLE] = show_many,
    [OP_ATTACH] = show_attach,    [OP_DETACH] = show_attach,
    [OP_MARK] = show_attach,      [OP_RENEW] = NULL,
};

/* What must be so after a call. */

static void show_slot(int slot)
{
    const model_memory_t *const memory = &world.model.slots[slot];

    printf(
        "    expect_slot(%d, %s, %s, %s);\n", slot, place_text(memory->place), size_text(memory->size),
        size_text(memory->count)
    );
}

static void show_pool(int pool)
{
    const model_pool_t *const about = &world.model.pools[pool];

    if (!about->inited)
    {
        printf("    expect_no_pool(%d);\n", pool);
        return;
    }
    printf(
        "    expect_pool(%d, %s, %s, %s, %s, %s, %s, %s);\n", pool, size_text(about->used),
        size_text(about->free_count), size_text(about->peak), size_text(about->gets),
        size_text(about->failed_gets), size_text(about->puts), size_text(about->failed_puts)
    );
}

/* The block's content: its owner's until it is put back, then its owner's still, or cleared. */
static void show_contents(const args_t *args, const outcome_t *outcome)
{
    model_pool_t *const pool = &world.model.pools[outcome->pool];
    model_block_t *const block = &pool->blocks[outcome->block];
    const place_t place = model_place(&world.model, outcome->pool, outcome->block);

    if (args->op == OP_PUT)
    {
        block->fill = pool->clears ? 0 : block->fill;
        printf(
            "    expect_filled(%s, %s, %d);\n", place_text(place), size_text(pool->type_size), block->fill
        );
    }
    else if (args->op == OP_GET)
    {
        block->fill = (unsigned char)(block->lives * 16u + outcome->block + 1u);
        printf("    memset(%s, %d, %s);\n", place_text(place), block->fill, size_text(pool->type_size));
    }
}

static void show_after(const args_t *args, const outcome_t *outcome)
{
    if (outcome->in_lock && outcome->pool != MODEL_NONE && args->op != OP_DEINIT && args->op != OP_OWNS &&
        world.model.pools[outcome->pool].has_lock)
    {
        printf("    expect_in_lock(%d);\n", outcome->pool);
    }
    if (outcome->has_block)
    {
        show_contents(args, outcome);
    }
    if (args->op <= OP_REF_PUT && args->slot != CALL_NO_SLOT)
    {
        show_slot(args->slot);
    }
    if (args->op <= OP_DEINIT && outcome->pool != MODEL_NONE)
    {
        show_pool(outcome->pool);
    }
}

/* What the trace must say of a pool that is attached. */
static void show_replayed_blocks(const model_pool_t *pool)
{
    const unsigned long attached = pool->told.attachment;

    for (size_t i = 0; attached != 0 && i < pool->carved && i < 16; i++)
    {
        const model_block_t *const block = &pool->blocks[i];
        if (block->live && block->size_told)
        {
            printf("    expect_replayed_size(%lu, %zu, %lu);\n", attached, i, (unsigned long)block->size);
        }
        if (block->live && block->count_told)
        {
            printf("    expect_replayed_count(%lu, %zu, %luu);\n", attached, i, (unsigned long)block->count);
        }
    }
    for (size_t cause = 1; attached != 0 && cause < MODEL_CAUSES; cause++)
    {
        if (pool->told.errors[cause] > 0)
        {
            printf(
                "    expect_replayed_failures(%lu, %zu, %" PRIu64 ");\n", attached, cause,
                pool->told.errors[cause]
            );
        }
    }
}

/* Ends the recording of the model, and prints what the replay has to say. */
static void show_replayed(void)
{
    size_t count = 0;

    printf("    end_trace();\n");
    for (int i = 0; i < MODEL_POOLS; i++)
    {
        show_replayed_blocks(&world.model.pools[i]);
    }
    recording_end();
    const expected_t *const expected = recording_expected(&count);
    for (size_t i = 0; i < count; i++)
    {
        if (expected[i].mark == 0)
        {
            printf(
                "    expect_replayed(%" PRIu32 ", %" PRIu64 ", %" PRIu64 ", %" PRIu64 ", %" PRIu64
                ", %" PRIu64 ", %" PRIu64 ");\n",
                expected[i].attachment, expected[i].used, expected[i].peak, expected[i].gets,
                expected[i].puts, expected[i].updates, expected[i].failed_gets
            );
        }
    }
}

static void show_call(const call_t *call)
{
    args_t args;

    call_resolve(&world.model, call, &args);
    if (args.op == OP_RENEW)
    {
        show_replayed();
        recording_begin();
        printf("    begin_trace();\n");
        return;
    }
    if (args.forget)
    {
        printf("    slot[%d] = (JUNO_MEMORY_T){0};\n", args.slot);
    }
    if (args.op == OP_ATTACH || world_is_many(args.op))
    {
        const model_pool_t *const pool = &world.model.pools[(args.pool < 0) ? MODEL_ZERO : args.pool];
        const bool good = pool->inited && pool->told.attachment == 0;
        const outcome_t outcome = {.status = good ? JUNO_STATUS_SUCCESS : JUNO_STATUS_ERR};
        shows[args.op](&args, &outcome); /* says what it looks like before */
        (void)world_call(call);
        return;
    }
    (void)world_call(call);
    shows[args.op](&args, &world.outcome);
    show_after(&args, &world.outcome);
}

static void show_all_state(void)
{
    for (int i = 0; i < MODEL_SLOTS; i++)
    {
        if (world.model.slots[i].place.pool != MODEL_NONE || world.model.slots[i].count != 0)
        {
            show_slot(i);
        }
    }
    for (int i = 0; i < MODEL_POOLS; i++)
    {
        if (world.model.pools[i].length > 0)
        {
            show_pool(i);
        }
    }
}

static void look_through(const call_t *calls, size_t count)
{
    any_traced = false;
    any_recorded = false;
    for (size_t i = 0; i < count; i++)
    {
        any_traced = any_traced || calls[i].way == WAY_TRACED;
        any_recorded = any_recorded || world_is_recording((op_t)calls[i].op);
    }
}

void show_test(const call_t *calls, size_t count, uint64_t seed)
{
    const world_options_t options = {.record = true, .dry = true};

    look_through(calls, count);
    world_begin(&options);
    printf("%s", any_traced ? "#define JUNO_MEMORY_TRACE\n" : "");
    printf("#include \"%s\"\n\n", any_recorded ? "expect_trace.h" : "expect.h");
    printf("START_TEST(model_seed_%" PRIu64 ")\n{\n%s", seed, any_recorded ? "    begin_trace();\n" : "");
    for (size_t i = 0; i < count; i++)
    {
        show_call(&calls[i]);
    }
    show_all_state();
    if (any_recorded)
    {
        show_replayed();
    }
    printf("}\nEND_TEST\n\nEXPECT_MAIN(model_seed_%" PRIu64 ")\n", seed);
}
