/* SPDX-License-Identifier: MIT */
/*
 * What the C tests stand on that the model prints: pools, descriptors, a
 * handler and locks, and the comparisons. A printed test is a file of its own
 * that includes this one, and needs Check besides.
 */
#ifndef MODEL_EXPECT_H
#define MODEL_EXPECT_H

#include "juno/memory/memory.h"
#include <check.h>
#include <stdlib.h>
#include <string.h>

enum
{
    EXPECT_POOLS = 8,
    EXPECT_BIG = 4,
    EXPECT_BLOCKS = 65536,
    EXPECT_MARGIN = 64
};

static JUNO_MEMORY_ALLOC_T pool[EXPECT_POOLS] = {[6] = {.tHdr = {(JUNO_MEMORY_ALLOC_TYPE_T)7}}};
static JUNO_MEMORY_BLOCK_METADATA_T metadata[EXPECT_POOLS][EXPECT_BLOCKS + 1];
static JUNO_MEMORY_T slot[32];
static JUNO_MEMORY_T reserve[EXPECT_BLOCKS];
static size_t reserved;
static _Alignas(16) unsigned char memory_of[EXPECT_POOLS][3 * EXPECT_BLOCKS + 2 * EXPECT_MARGIN];

static struct
{
    int calls;
    JUNO_STATUS_T status;
    void *user_data;
    int lock_depth;
} report;

static struct expect_lock
{
    JUNO_MEMORY_LOCK_T lock;
    int depth;
    int entered;
} lock[EXPECT_POOLS];

/* An address in a pool's memory, or near it. */
static inline unsigned char *at(int of, long offset)
{
    return &memory_of[of][EXPECT_MARGIN + offset];
}

static inline void handler(JUNO_STATUS_T status, const char *message, JUNO_USER_DATA_T *user_data)
{
    (void)message;
    report.calls++;
    report.status = status;
    report.user_data = user_data;
    for (int i = 0; i < EXPECT_POOLS; i++)
    {
        report.lock_depth += lock[i].depth;
    }
}

static inline void enter(JUNO_USER_DATA_T *user_data)
{
    struct expect_lock *const entered = user_data;

    entered->depth++;
    entered->entered++;
    ck_assert_int_eq(entered->depth, 1);
}

static inline void leave(JUNO_USER_DATA_T *user_data)
{
    struct expect_lock *const left = user_data;

    left->depth--;
    ck_assert_int_eq(left->depth, 0);
}

/* The lock of a pool, set up. */
static inline const JUNO_MEMORY_LOCK_T *lock_of(int of)
{
    lock[of].lock = (JUNO_MEMORY_LOCK_T){enter, leave, &lock[of]};
    return &lock[of].lock;
}

static inline void forget(void)
{
    memset(&report, 0, sizeof(report));
    for (int i = 0; i < EXPECT_POOLS; i++)
    {
        lock[i].entered = 0;
    }
}

/* The handler was called once, with a pool's user data; not at all: -1. */
static inline void expect_report(JUNO_STATUS_T wanted, int of)
{
    ck_assert_int_eq(report.calls, (of < 0) ? 0 : 1);
    if (of >= 0)
    {
        ck_assert_int_eq((int)report.status, (int)wanted);
        ck_assert_ptr_eq(report.user_data, &lock[of]);
        ck_assert_int_eq(report.lock_depth, 0);
    }
}

/* What a call has to return, and the pool whose handler hears of it. */
#define expect(call, wanted, told)                        \
    do                                                    \
    {                                                     \
        forget();                                         \
        const JUNO_STATUS_T expect_got = (call);          \
        ck_assert_int_eq((int)expect_got, (int)(wanted)); \
        expect_report(wanted, told);                      \
    }                                                     \
    while (0)

/* The same of a reference call, which only its handler hears of. */
#define expect_ref(call, wanted, told) \
    expect(((void)(call), (report.calls > 0) ? report.status : (wanted)), wanted, told)

static inline void expect_slot(int number, const void *address, size_t size, size_t count)
{
    ck_assert_ptr_eq(slot[number].pvAddr, address);
    ck_assert_uint_eq(slot[number].zSize, size);
    ck_assert_uint_eq(slot[number].iRefCount, count);
}

/* The call before ran inside the lock of this pool, and of no other. */
static inline void expect_in_lock(int of)
{
    for (int i = 0; i < EXPECT_POOLS; i++)
    {
        ck_assert_int_eq(lock[i].entered, (i == of) ? 1 : 0);
    }
}

static inline void expect_filled(const unsigned char *bytes, size_t size, unsigned char fill)
{
    for (size_t i = 0; i < size; i++)
    {
        ck_assert_uint_eq(bytes[i], fill);
    }
}

/* Sees so many blocks of a walk, at most. */
static size_t walked, walk_most;

static inline bool visit(void *address, size_t block, JUNO_USER_DATA_T *user_data)
{
    (void)address;
    (void)block;
    (void)user_data;
    walked++;
    return walked != walk_most;
}

static inline JUNO_STATUS_T walk(JUNO_MEMORY_BLOCK_T *block_pool, size_t most)
{
    walked = 0;
    walk_most = most;
    return Juno_MemoryBlkForEach(block_pool, visit, NULL);
}

static inline void expect_pool(
    int of,
    size_t used,
    size_t freed,
    size_t peak,
    size_t gets,
    size_t failed_gets,
    size_t puts,
    size_t failed_puts
)
{
    JUNO_MEMORY_STATS_T stats = {.zStructSize = sizeof(stats)};

    ck_assert_int_eq((int)Juno_MemoryBlkStats(&pool[of].tBlock, &stats), (int)JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(stats.zUsed, used);
    ck_assert_uint_eq(pool[of].tBlock.zFreed, freed);
    ck_assert_uint_eq(stats.zPeak, peak);
    ck_assert_uint_eq(stats.zGets, gets);
    ck_assert_uint_eq(stats.zFailedGets, failed_gets);
    ck_assert_uint_eq(stats.zPuts, puts);
    ck_assert_uint_eq(stats.zFailedPuts, failed_puts);
    ck_assert_int_eq((int)walk(&pool[of].tBlock, SIZE_MAX), (int)JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(walked, used);
}

static inline void expect_no_pool(int of)
{
    ck_assert_int_eq((int)pool[of].tHdr.tType, (int)JUNO_MEMORY_ALLOC_TYPE_RESERVED);
}

/* Many calls, as the model makes them. */
static inline void fill_reserve(size_t count)
{
    for (size_t i = 0; i < count && reserved < pool[EXPECT_BIG].tBlock.zLength; i++)
    {
        if (Juno_MemoryGet(
                &pool[EXPECT_BIG], &reserve[reserved], 1 + i % pool[EXPECT_BIG].tBlock.zTypeSize
            ) != JUNO_STATUS_SUCCESS)
        {
            return;
        }
        reserved++;
    }
}

static inline void drain_reserve(uint32_t count)
{
    uint32_t random = count;

    for (uint32_t i = 0; i < count && reserved > 0; i++)
    {
        random = random * 1664525u + 1013904223u;
        const size_t from = (random >> 8) % reserved;
        (void)Juno_MemoryPut(&pool[EXPECT_BIG], &reserve[from]);
        reserved--;
        reserve[from] = reserve[reserved];
    }
}

static inline void cycle(int of, size_t count)
{
    JUNO_MEMORY_T memory = {0};

    for (size_t i = 0; i < count && Juno_MemoryGet(&pool[of], &memory, 1) == JUNO_STATUS_SUCCESS; i++)
    {
        ck_assert_int_eq((int)Juno_MemoryPut(&pool[of], &memory), (int)JUNO_STATUS_SUCCESS);
    }
}

/* Of structures that a call refuses. */
static inline JUNO_STATUS_T stats_of_size(JUNO_MEMORY_BLOCK_T *block_pool, size_t size)
{
    static struct
    {
        JUNO_MEMORY_STATS_T stats;
        size_t after;
    } longer;

    longer.stats.zStructSize = size;
    return Juno_MemoryBlkStats(block_pool, &longer.stats);
}

static inline JUNO_STATUS_T set_half_lock(JUNO_MEMORY_ALLOC_T *allocator)
{
    static const JUNO_MEMORY_LOCK_T half = {NULL, leave, NULL};

    return Juno_MemoryLockSet(allocator, &half);
}

/* What a printed test is run in. */
static inline int expect_run(Suite *suite, TCase *tests)
{
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    SRunner *const runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* main() of a file with one printed test. */
#define EXPECT_MAIN(test)                            \
    int main(void)                                   \
    {                                                \
        Suite *const suite = suite_create("model");  \
        TCase *const tests = tcase_create("shrunk"); \
        tcase_add_test(tests, test);                 \
        return expect_run(suite, tests);             \
    }

#endif
