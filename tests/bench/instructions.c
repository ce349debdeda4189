/* SPDX-License-Identifier: MIT */
/*
 * Makes one kind of call many times, for callgrind to count. instructions.sh
 * runs it with two counts: the difference is what the calls cost.
 *
 * usage: instructions OPERATION COUNT; without arguments, lists the operations
 */
#include "bare.h"
#include "juno/memory/memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum
{
    BLOCKS = 16,
    BLOCK_SIZE = 64
};

static _Alignas(max_align_t) unsigned char memory[BLOCKS * BLOCK_SIZE];
static JUNO_MEMORY_BLOCK_METADATA_T metadata[BLOCKS];
static JUNO_MEMORY_ALLOC_T pool;
static bare_pool bare;

static void nothing(JUNO_MEMORY_T *held)
{
    (void)held;
}

static void bare_pair(JUNO_MEMORY_T *held)
{
    bare_memory other;

    (void)held;
    (void)bare_get(&bare, &other, BLOCK_SIZE);
    (void)bare_put(&bare, &other);
}

static void get_put(JUNO_MEMORY_T *held)
{
    JUNO_MEMORY_T other;

    (void)held;
    (void)Juno_MemoryGet(&pool, &other, BLOCK_SIZE);
    (void)Juno_MemoryPut(&pool, &other);
}

static void update(JUNO_MEMORY_T *held)
{
    (void)Juno_MemoryUpdate(&pool, held, BLOCK_SIZE);
}

static void get_ref_put_ref(JUNO_MEMORY_T *held)
{
    (void)Juno_MemoryGetRef(held);
    Juno_MemoryPutRef(held);
}

static void refused_get(JUNO_MEMORY_T *held)
{
    JUNO_MEMORY_T other;

    (void)held;
    (void)Juno_MemoryGet(&pool, &other, BLOCK_SIZE + 1u);
}

static void refused_put(JUNO_MEMORY_T *held)
{
    JUNO_MEMORY_T stale = *held;

    stale.iSerial++;
    (void)Juno_MemoryPut(&pool, &stale);
}

static const struct
{
    const char *name;
    void (*run)(JUNO_MEMORY_T *held);
} operations[] = {
    {"nothing", nothing},         {"bare-get-put", bare_pair},        {"get-put", get_put},
    {"update", update},           {"getref-putref", get_ref_put_ref}, {"get-refused", refused_get},
    {"put-refused", refused_put},
};

/* Runs the operation of that name; false where there is none. */
static bool run(const char *name, unsigned long count, JUNO_MEMORY_T *held)
{
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++)
    {
        if (strcmp(operations[i].name, name) == 0)
        {
            for (unsigned long j = 0; j < count; j++)
            {
                operations[i].run(held);
            }
            return true;
        }
    }
    return false;
}

static int list(void)
{
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++)
    {
        puts(operations[i].name);
    }
    return 0;
}

int main(int argc, char **argv)
{
    static unsigned char bare_blocks[sizeof memory];
    JUNO_MEMORY_T held;

    if (argc != 3)
    {
        return list();
    }
    bare_init(&bare, bare_blocks, BLOCK_SIZE, BLOCKS);
    if (Juno_MemoryBlkInit(&pool.tBlock, memory, metadata, BLOCK_SIZE, BLOCKS, NULL, NULL) !=
            JUNO_STATUS_SUCCESS ||
        Juno_MemoryGet(&pool, &held, BLOCK_SIZE) != JUNO_STATUS_SUCCESS ||
        !run(argv[1], strtoul(argv[2], NULL, 10), &held))
    {
        fprintf(stderr, "instructions: no operation \"%s\"\n", argv[1]);
        return 2;
    }
    return 0;
}
