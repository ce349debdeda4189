/* SPDX-License-Identifier: MIT */
/*
 * Random calls to pools of random geometry, and after each of them every byte
 * of the pool's memory: what its owner asked for is open, all else is closed.
 *
 *     random [SEED [CALLS [deaf]]]
 *
 * "deaf" takes the library's word away after init: that must be noticed.
 *
 * Where it runs, it asks: memcheck, AddressSanitizer, or the stand-in of
 * shadow.c, which knows bytes by eights as AddressSanitizer does. Those two
 * cannot close a byte in front of an open one of the same eight; and where a
 * block ends inside an eight, what its owner did not ask for there may stay open
 * after the next block has come and gone. Under none of them it says so and
 * exits with 77.
 */
#include "juno/memory/memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef HAVE_VALGRIND
#include <valgrind/memcheck.h>
#endif

#pragma weak __asan_address_is_poisoned
int __asan_address_is_poisoned(void const volatile *address);
#pragma weak shadow_opened
bool shadow_opened(void const volatile *address, size_t size);

enum
{
    BLOCKS_MAX = 12,
    BLOCK_MAX = 40,
    AROUND = 64, /* bytes before and behind a pool, which must stay open */
    ROOM = AROUND + (BLOCKS_MAX * BLOCK_MAX) + AROUND,
    ROUND = 60 /* calls to one pool */
};

static _Alignas(16) unsigned char room[ROOM];
static JUNO_MEMORY_BLOCK_METADATA_T metadata[BLOCKS_MAX];
static JUNO_MEMORY_ALLOC_T pools[2]; /* used in turn: the old one is forgotten */
static JUNO_MEMORY_T held[BLOCKS_MAX];
static unsigned char *start; /* of the pool in room */
static size_t block;         /* bytes of one */
static size_t blocks;
static size_t granule; /* 1 or 8 */
static unsigned long long state;
static bool deaf;
static bool clears; /* the pool, at a put */

static size_t below(size_t limit)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(state >> 33) % limit;
}

static bool on_memcheck(void)
{
#ifdef HAVE_VALGRIND
    return __asan_address_is_poisoned == NULL && VALGRIND_MAKE_MEM_DEFINED(&state, 0) != 0;
#else
    return false;
#endif
}

static bool is_open(const unsigned char *byte)
{
#ifdef HAVE_VALGRIND
    if (granule == 1u)
    {
        unsigned char bits = 0;

        return VALGRIND_GET_VBITS(byte, &bits, 1) == 1;
    }
#endif
    return __asan_address_is_poisoned(byte) == 0;
}

/* Whether an owner may use this byte. */
static bool is_owned(const unsigned char *byte)
{
    if (byte < start || byte >= start + (blocks * block))
    {
        return true;
    }
    for (size_t i = 0; i < BLOCKS_MAX; i++)
    {
        const unsigned char *const from = held[i].pvAddr;

        if (from != NULL && byte >= from && byte < from + held[i].zSize)
        {
            return true;
        }
    }
    return false;
}

/* Whether the block that a byte of the pool belongs to is out. */
static bool is_live(const unsigned char *byte)
{
    const unsigned char *const from = start + ((size_t)(byte - start) / block * block);

    for (size_t i = 0; i < BLOCKS_MAX; i++)
    {
        if (held[i].pvAddr == from)
        {
            return true;
        }
    }
    return false;
}

/* Whether it may stay open for another one of its eight. */
static bool is_excused(const unsigned char *byte)
{
    for (const unsigned char *at = byte + 1; (uintptr_t)at % granule != 0u; at++)
    {
        if (is_owned(at) || (is_live(byte) && (size_t)(at - start) % block == 0u))
        {
            return true;
        }
    }
    return false;
}

/* Bytes that are open against the rule, or closed against it. */
static bool check(const char *after)
{
    for (unsigned char *byte = room; byte < room + ROOM; byte++)
    {
        const bool owned = is_owned(byte);

        if (is_open(byte) != owned && (owned || !is_excused(byte)))
        {
            printf(
                "after %s: byte %td of a pool of %zu times %zu bytes at %td is %s\n", after, byte - start,
                blocks, block, start - room, owned ? "closed" : "open"
            );
            return false;
        }
    }
    return true;
}

/*
 * A put, refused or not. Where the library then writes zeros, it opens the whole
 * block for that, of which the owner may have had a part; the stand-in saw it.
 */
static const char *put(JUNO_MEMORY_ALLOC_T *pool, JUNO_MEMORY_T *descriptor)
{
    const unsigned char *const from = descriptor->pvAddr;
    const bool asks = shadow_opened != NULL && !deaf;

    if (asks)
    {
        (void)shadow_opened(NULL, 0); /* what came before */
    }
    if (Juno_MemoryPut(pool, descriptor) == JUNO_STATUS_SUCCESS && asks &&
        shadow_opened(from, block) != clears)
    {
        return NULL;
    }
    return "a put";
}

static const char *call(JUNO_MEMORY_ALLOC_T *pool)
{
    const size_t i = below(BLOCKS_MAX);

    if (held[i].pvAddr == NULL)
    {
        if (Juno_MemoryGet(pool, &held[i], 1u + below(block)) != JUNO_STATUS_SUCCESS)
        {
            memset(&held[i], 0, sizeof(held[i]));
        }
        return "a get";
    }
    if (below(3) == 0u)
    {
        (void)Juno_MemoryUpdate(pool, &held[i], 1u + below(block + 2u)); /* at times refused */
        return "an update";
    }
    return put(pool, &held[i]);
}

/* A geometry; all of them have bytes in common. */
static void choose(void)
{
    block = 1u + below(BLOCK_MAX);
    blocks = 1u + below(BLOCKS_MAX);
    if (block * blocks < 16u)
    {
        blocks = BLOCKS_MAX;
        block += 1u;
    }
    start = room + AROUND + below(16);
    memset(held, 0, sizeof(held));
}

/* A pool from init to end, or to where the next one takes its place. */
static bool begin(JUNO_MEMORY_BLOCK_T *pool)
{
    choose();
    if (Juno_MemoryBlkInit(pool, start, metadata, block, blocks, NULL, NULL) != JUNO_STATUS_SUCCESS)
    {
        return false;
    }
    clears = below(4) == 0u;
    if (clears && Juno_MemoryBlkOptionsSet(pool, JUNO_MEMORY_BLK_CLEAR) != JUNO_STATUS_SUCCESS)
    {
        return false;
    }
    return check("init");
}

/* The calls on a pool; deaf, it tells nobody of them. */
static bool use(JUNO_MEMORY_ALLOC_T *pool)
{
    if (deaf)
    {
        pool->tBlock.iHooks = 0;
    }
    for (int i = 0; i < ROUND; i++)
    {
        const char *const did = call(pool);

        if (did == NULL)
        {
            printf(
                "a put of a pool that %s\n",
                clears ? "clears did not open the block" : "does not clear opened it"
            );
            return false;
        }
        if (!check(did))
        {
            return false;
        }
    }
    return true;
}

static bool one_pool(JUNO_MEMORY_ALLOC_T *pool)
{
    if (!begin(&pool->tBlock) || !use(pool))
    {
        return false;
    }
    memset(held, 0, sizeof(held));
    blocks = 0; /* after the end, all is open */
    switch (below(3))
    {
    case 0:
        return Juno_MemoryBlkDeinit(&pool->tBlock) == JUNO_STATUS_SUCCESS && check("deinit");
    case 1: /* a failing init ends it too */
        return Juno_MemoryBlkInit(&pool->tBlock, NULL, metadata, 1, 1, NULL, NULL) != JUNO_STATUS_SUCCESS &&
               check("an init that failed");
    default:
        return true;
    }
}

int main(int argc, char **argv)
{
    const unsigned long calls = (argc > 2) ? strtoul(argv[2], NULL, 10) : 30000u;

    state = (argc > 1) ? strtoull(argv[1], NULL, 10) : 1u;
    if (!on_memcheck() && __asan_address_is_poisoned == NULL)
    {
        puts("neither memcheck nor AddressSanitizer is here");
        return 77;
    }
    deaf = argc > 3 && strcmp(argv[3], "deaf") == 0;
    granule = on_memcheck() ? 1u : 8u;
    for (unsigned long done = 0; done < calls; done += ROUND)
    {
        if (!one_pool(&pools[(done / ROUND) % 2u]))
        {
            printf("random %s %lu\n", (argc > 1) ? argv[1] : "1", calls);
            return 1;
        }
    }
    return 0;
}
