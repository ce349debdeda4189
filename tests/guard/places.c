/* SPDX-License-Identifier: MIT */
/*
 * Pools beside, over and after each other, and such as cannot be guarded: what
 * AddressSanitizer is told of them, the real one or the stand-in of shadow.c.
 * Exit code 0; else it says which line of this file does not hold.
 */
#define _GNU_SOURCE
#include "juno/memory/memory.h"
#ifdef WITH_TRACE
#include "juno/memory/trace.h"
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

#pragma weak __asan_address_is_poisoned
int __asan_address_is_poisoned(void const volatile *address);
#pragma weak shadow_opened
bool shadow_opened(void const volatile *address, size_t size);

enum
{
    BLOCK = 64,
    BLOCKS = 4,
    MANY = 300 /* pools, more than one page has records for */
};

static _Alignas(64) unsigned char room[16 * BLOCK];
static JUNO_MEMORY_BLOCK_METADATA_T metadata[4][BLOCKS];
static JUNO_MEMORY_ALLOC_T pools[4];
static JUNO_MEMORY_T descriptors[4];

#define HOLDS(condition) hold((condition), #condition, __LINE__)

static void hold(bool condition, const char *text, int line)
{
    if (!condition)
    {
        printf("places.c:%d: %s\n", line, text);
        exit(1);
    }
}

static bool is_closed(const void *byte)
{
    return __asan_address_is_poisoned(byte) != 0;
}

/* Whether all of so many blocks of the room, from one on, are closed; false: all are open. */
static bool are_closed(size_t from, size_t count)
{
    const bool closed = is_closed(&room[from * BLOCK]);

    for (size_t i = 0; i < count * BLOCK; i++)
    {
        HOLDS(is_closed(&room[from * BLOCK + i]) == closed);
    }
    return closed;
}

/* That just those blocks of the room are closed for which there is a # in the picture. */
static void room_is(const char *picture)
{
    for (size_t i = 0; picture[i] != '\0'; i++)
    {
        HOLDS(are_closed(i, 1) == (picture[i] == '#'));
    }
}

/* A pool of BLOCKS blocks of the room, from one on. */
static void begin(size_t pool, size_t from)
{
    HOLDS(
        Juno_MemoryBlkInit(
            &pools[pool].tBlock, &room[from * BLOCK], metadata[pool], BLOCK, BLOCKS, NULL, NULL
        ) == JUNO_STATUS_SUCCESS
    );
}

static void end(size_t pool)
{
    HOLDS(Juno_MemoryBlkDeinit(&pools[pool].tBlock) == JUNO_STATUS_SUCCESS);
}

static void get(size_t pool)
{
    HOLDS(Juno_MemoryGet(&pools[pool], &descriptors[pool], BLOCK) == JUNO_STATUS_SUCCESS);
}

static void put(size_t pool)
{
    HOLDS(Juno_MemoryPut(&pools[pool], &descriptors[pool]) == JUNO_STATUS_SUCCESS);
}

/* A call that fails, and references, open and close nothing. */
static void use_references(void)
{
    begin(0, 0);
    get(0);
    HOLDS(!are_closed(0, 1));
    Juno_MemoryGetRef(&descriptors[0]);
    HOLDS(Juno_MemoryPut(&pools[0], &descriptors[0]) == JUNO_STATUS_REF_IN_USE_ERROR);
    HOLDS(!are_closed(0, 1));
    Juno_MemoryPutRef(&descriptors[0]);
    HOLDS(are_closed(1, 3));
    put(0);
    HOLDS(are_closed(0, 4));
    end(0);
    HOLDS(!are_closed(0, 4));
}

#ifdef WITH_TRACE
static JUNO_STATUS_T write_nowhere(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    (void)data;
    (void)size;
    (void)user_data;
    return JUNO_STATUS_SUCCESS;
}

/* A name for a pool. */
static void record(size_t pool)
{
    static JUNO_MEMORY_TRACE_T trace;
    static unsigned char buffer[1024];
    const JUNO_MEMORY_TRACE_CONFIG_T config = {.zStructSize = sizeof(config), .pfcnWrite = write_nowhere};

    HOLDS(Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config) == JUNO_STATUS_SUCCESS);
    HOLDS(Juno_MemoryTraceAttach(&trace, &pools[pool], "x") == JUNO_STATUS_SUCCESS);
    HOLDS(Juno_MemoryTraceEnd(&trace) == JUNO_STATUS_SUCCESS);
}
#else
static void record(size_t pool)
{
    (void)pool;
}
#endif

/* All that can be done with a pool whose block is out and whose memory is another's by now. */
static void use_without_memory(size_t pool)
{
    put(pool);
    record(pool);
    HOLDS(Juno_MemoryBlkOptionsSet(&pools[pool].tBlock, JUNO_MEMORY_BLK_CLEAR) == JUNO_STATUS_SUCCESS);
    get(pool);
    HOLDS(Juno_MemoryUpdate(&pools[pool], &descriptors[pool], 1) == JUNO_STATUS_SUCCESS);
    put(pool);
}

/* Who takes a part of a pool's memory ends it, and no other; who still uses it is told of by nobody. */
static void take_memory(void)
{
    begin(0, 0);
    begin(1, 6);
    begin(2, 12);
    get(1);
    room_is("####...###..####");
    begin(3, 8);
    room_is("####....########");
    use_without_memory(1);
    room_is("####....########");
    get(0);
    room_is(".###....########");
    begin(0, 4);
    room_is("....############");
    end(0);
    end(2);
    end(3);
    room_is("................");
}

/* To close gigabytes would take forever. */
static void use_large(void)
{
    const size_t size = (size_t)1 << 20;
    const size_t length = 1025;
    JUNO_MEMORY_BLOCK_METADATA_T *const large_metadata = calloc(length, sizeof(*large_metadata));
    unsigned char *const memory =
        mmap(NULL, size * length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    if (memory != MAP_FAILED && large_metadata != NULL)
    {
        HOLDS(
            Juno_MemoryBlkInit(&pools[0].tBlock, memory, large_metadata, size, length, NULL, NULL) ==
            JUNO_STATUS_SUCCESS
        );
        get(0);
        put(0);
        if (shadow_opened == NULL) /* which knows of a few bytes only */
        {
            HOLDS(!is_closed(memory) && !is_closed(&memory[size * length - 1u]));
        }
        end(0);
        (void)munmap(memory, size * length);
    }
    free(large_metadata);
}

/* Pools of which nobody can keep account are used as if no tool were there. */
static void use_many(void)
{
    static JUNO_MEMORY_ALLOC_T many[MANY];
    static JUNO_MEMORY_BLOCK_METADATA_T many_metadata[MANY][1];
    static unsigned char many_blocks[MANY][16];
    struct rlimit before;
    size_t closed = 0;

    HOLDS(getrlimit(RLIMIT_AS, &before) == 0);
    HOLDS(setrlimit(RLIMIT_AS, &(struct rlimit){0, before.rlim_max}) == 0);
    for (size_t i = 0; i < MANY; i++)
    {
        HOLDS(
            Juno_MemoryBlkInit(&many[i].tBlock, many_blocks[i], many_metadata[i], 16, 1, NULL, NULL) ==
            JUNO_STATUS_SUCCESS
        );
        HOLDS(!is_closed(many_blocks[i]) || closed == i); /* none after the first without a record */
        closed += is_closed(many_blocks[i]) ? 1u : 0u;
    }
    HOLDS(setrlimit(RLIMIT_AS, &before) == 0);
    HOLDS(closed > 0 && closed < MANY);
    for (size_t i = 0; i < MANY; i++)
    {
        HOLDS(Juno_MemoryGet(&many[i], &descriptors[0], 16) == JUNO_STATUS_SUCCESS);
        HOLDS(!is_closed(many_blocks[i]));
        HOLDS(Juno_MemoryPut(&many[i], &descriptors[0]) == JUNO_STATUS_SUCCESS);
        HOLDS(is_closed(many_blocks[i]) == (i < closed));
        HOLDS(Juno_MemoryBlkDeinit(&many[i].tBlock) == JUNO_STATUS_SUCCESS);
    }
}

int main(void)
{
    if (__asan_address_is_poisoned == NULL)
    {
        puts("AddressSanitizer is not here");
        return 77;
    }
    use_references();
    take_memory();
    use_large();
    if (shadow_opened != NULL) /* the real one needs address space itself */
    {
        use_many();
    }
    return 0;
}
