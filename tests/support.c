/* SPDX-License-Identifier: MIT */
#include "support.h"
#include <string.h>
#ifdef HAVE_VALGRIND
#include <valgrind/memcheck.h>
#endif
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FOR_ASAN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define FOR_ASAN 1
#endif
#ifdef FOR_ASAN
#include <sanitizer/asan_interface.h>
#endif

pool_t pool;
pool_t other;
report_t report;
counting_lock_t counting;

static struct
{
    pool_t pool;
    pool_t other;
    JUNO_MEMORY_T memory;
} remembered;

static int user_data;

void record_failure(JUNO_STATUS_T status, const char *message, JUNO_USER_DATA_T *data)
{
    report.calls++;
    report.status = status;
    report.message = message;
    report.user_data = data;
    report.lock_depth = counting.depth;
}

void forget_reports(void)
{
    memset(&report, 0, sizeof(report));
}

void *handler_data(void)
{
    return &user_data;
}

void init_pool(pool_t *fresh)
{
    JUNO_STATUS_T status = Juno_MemoryBlkInit(
        &fresh->alloc.tBlock, fresh->memory.bytes, fresh->metadata, BLOCK_SIZE, BLOCKS, record_failure,
        &user_data
    );
    ck_assert_int_eq(status, JUNO_STATUS_SUCCESS);
}

static void lay_open(pool_t *laid_open)
{
#ifdef HAVE_VALGRIND
    (void)VALGRIND_MAKE_MEM_DEFINED(&laid_open->memory, sizeof(laid_open->memory));
#endif
#ifdef FOR_ASAN
    __asan_unpoison_memory_region(&laid_open->memory, sizeof(laid_open->memory));
#endif
    (void)laid_open;
}

void lay_open_pools(void)
{
    lay_open(&pool);
    lay_open(&other);
}

void setup_pools(void)
{
    lay_open_pools();
    memset(&counting, 0, sizeof(counting));
    forget_reports();
    memset(&pool, PATTERN, sizeof(pool));
    memset(&other, PATTERN, sizeof(other));
    init_pool(&pool);
    init_pool(&other);
}

static void end_pool(pool_t *ended)
{
    JUNO_STATUS_T status = Juno_MemoryBlkDeinit(&ended->alloc.tBlock);
    ck_assert(status == JUNO_STATUS_SUCCESS || status == JUNO_STATUS_INVALID_TYPE_ERROR);
}

void set_type(int type)
{
    end_pool(&pool);
    pool.alloc.tHdr.tType = (JUNO_MEMORY_ALLOC_TYPE_T)type;
}

void teardown_pools(void)
{
    end_pool(&pool);
    end_pool(&other);
}

TCase *pool_case(const char *name)
{
    TCase *tests = tcase_create(name);
    tcase_add_checked_fixture(tests, setup_pools, teardown_pools);
    return tests;
}

static void count_lock(JUNO_USER_DATA_T *data)
{
    counting_lock_t *lock = data;
    ck_assert_int_eq(lock->depth, 0);
    lock->depth++;
    lock->locks++;
}

static void count_unlock(JUNO_USER_DATA_T *data)
{
    counting_lock_t *lock = data;
    ck_assert_int_eq(lock->depth, 1);
    lock->depth--;
    lock->unlocks++;
}

void use_counting_lock(void)
{
    counting.lock.pfcnLock = count_lock;
    counting.lock.pfcnUnlock = count_unlock;
    counting.lock.pvUserData = &counting;
    ck_assert_int_eq(Juno_MemoryLockSet(&pool.alloc, &counting.lock), JUNO_STATUS_SUCCESS);
    counting.depth = 0;
    counting.locks = 0;
    counting.unlocks = 0;
}

unsigned char *block_address(pool_t *from, size_t index)
{
    return from->memory.bytes + index * BLOCK_SIZE;
}

void get(pool_t *from, JUNO_MEMORY_T *memory)
{
    ck_assert_int_eq(Juno_MemoryGet(&from->alloc, memory, BLOCK_SIZE), JUNO_STATUS_SUCCESS);
}

void put(pool_t *to, JUNO_MEMORY_T *memory)
{
    ck_assert_int_eq(Juno_MemoryPut(&to->alloc, memory), JUNO_STATUS_SUCCESS);
}

void get_and_put(pool_t *from, JUNO_MEMORY_T *copy)
{
    JUNO_MEMORY_T memory = {0};
    get(from, &memory);
    *copy = memory;
    put(from, &memory);
}

JUNO_MEMORY_T by_hand(void *address, size_t size, size_t count)
{
    JUNO_MEMORY_T memory = {0};
    memory.pvAddr = address;
    memory.zSize = size;
    memory.iRefCount = count;
    return memory;
}

void expect_report(JUNO_STATUS_T status)
{
    ck_assert_int_eq(report.calls, 1);
    ck_assert_int_eq(report.status, status);
    ck_assert_ptr_nonnull(report.message);
#ifdef JUNO_MEMORY_NO_MESSAGES
    ck_assert_str_eq(report.message, "");
#else
    ck_assert_str_ne(report.message, "");
#endif
    ck_assert_ptr_eq(report.user_data, &user_data);
}

void expect_no_report(void)
{
    ck_assert_int_eq(report.calls, 0);
}

void remember(const JUNO_MEMORY_T *memory)
{
    lay_open_pools();
    memcpy(&remembered.pool, &pool, sizeof(pool));
    memcpy(&remembered.other, &other, sizeof(other));
    if (memory != NULL)
    {
        memcpy(&remembered.memory, memory, sizeof(*memory));
    }
    forget_reports();
}

/* Failure counters may differ: the old pool takes over the new one's. */
static void expect_same_pool(pool_t *before, const pool_t *after)
{
    before->alloc.tBlock.zFailedGets = after->alloc.tBlock.zFailedGets;
    before->alloc.tBlock.zFailedPuts = after->alloc.tBlock.zFailedPuts;
    ck_assert_mem_eq(&before->alloc, &after->alloc, sizeof(after->alloc));
    ck_assert_mem_eq(before->metadata, after->metadata, sizeof(after->metadata));
    ck_assert_mem_eq(&before->memory, &after->memory, sizeof(after->memory));
}

void expect_unchanged(const JUNO_MEMORY_T *memory)
{
    lay_open_pools();
    expect_same_pool(&remembered.pool, &pool);
    expect_same_pool(&remembered.other, &other);
    if (memory != NULL)
    {
        ck_assert_mem_eq(&remembered.memory, memory, sizeof(*memory));
    }
}

void expect_refused(JUNO_STATUS_T got, JUNO_STATUS_T wanted, const JUNO_MEMORY_T *memory)
{
    ck_assert_int_eq(got, wanted);
    expect_report(wanted);
    expect_unchanged(memory);
}

void expect_refused_unheard(JUNO_STATUS_T got, JUNO_STATUS_T wanted, const JUNO_MEMORY_T *memory)
{
    ck_assert_int_eq(got, wanted);
    expect_no_report();
    expect_unchanged(memory);
}
