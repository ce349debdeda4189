/* SPDX-License-Identifier: MIT */
/*
 * What the core's suites share: two small pools, a failure handler that
 * records what it is told, and snapshots that show that an error changed
 * nothing. main() is in run_suite.c.
 */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include "juno/memory/memory.h"
#include "juno/memory/memory_api.h"
#include "juno/memory/memory_types.h"
#include "juno/status.h"
#include "run_suite.h"
#include <check.h>

enum
{
    BLOCKS = 4,
    BLOCK_SIZE = 16,
    PATTERN = 0xA5
};

typedef struct pool
{
    JUNO_MEMORY_ALLOC_T alloc;
    JUNO_MEMORY_BLOCK_METADATA_T metadata[BLOCKS];
    union
    {
        unsigned char bytes[BLOCKS * BLOCK_SIZE];
        max_align_t alignment;
    } memory;
} pool_t;

/* What the failure handler was told since the last forget_reports(). */
typedef struct report
{
    int calls;
    JUNO_STATUS_T status;
    const char *message;
    void *user_data;
    int lock_depth; /* depth of the counting lock when the handler ran */
} report_t;

/* A lock that counts; its functions check that it is not entered twice. */
typedef struct counting_lock
{
    JUNO_MEMORY_LOCK_T lock;
    int depth;
    int locks;
    int unlocks;
} counting_lock_t;

extern pool_t pool;  /* under test */
extern pool_t other; /* beside it */
extern report_t report;
extern counting_lock_t counting;

/* Inits a pool, whatever its memory and metadata hold. */
void init_pool(pool_t *fresh);

/* Checked fixture: both pools fresh on patterned memory, nothing reported. */
void setup_pools(void);
void teardown_pools(void);

/*
 * Lets the test look into blocks that are nobody's, at what memcheck and
 * AddressSanitizer would report: until the block's next get, update or put.
 */
void lay_open_pools(void);

/* Ends `pool` and gives it this type tag, which the library may not know. */
void set_type(int type);

/* A test case with that fixture. */
TCase *pool_case(const char *name);

/* Records the call in `report`. */
void record_failure(JUNO_STATUS_T status, const char *message, JUNO_USER_DATA_T *user_data);
void forget_reports(void);

/* Sets the counting lock, with all its counts at 0. */
void use_counting_lock(void);

/* The user data that both pools hand to the handler. */
void *handler_data(void);

unsigned char *block_address(pool_t *from, size_t index);

/* A get that must succeed. */
void get(pool_t *from, JUNO_MEMORY_T *memory);

/* A put that must succeed. */
void put(pool_t *to, JUNO_MEMORY_T *memory);

/* Gets a block and puts it back, keeping a copy of the descriptor. */
void get_and_put(pool_t *from, JUNO_MEMORY_T *copy);

/* A descriptor made by code that knows only the three documented fields. */
JUNO_MEMORY_T by_hand(void *address, size_t size, size_t count);

/* Expects exactly one call of the handler, with this status. */
void expect_report(JUNO_STATUS_T status);
void expect_no_report(void);

/* Remembers both pools and the descriptor (which may be NULL). */
void remember(const JUNO_MEMORY_T *memory);

/* Expects all that to be as it was, failure counters aside. */
void expect_unchanged(const JUNO_MEMORY_T *memory);

/* A failing call as rules 1 and 2 want it: status, one report, no change. */
void expect_refused(JUNO_STATUS_T got, JUNO_STATUS_T wanted, const JUNO_MEMORY_T *memory);

/* The same where no allocator is known: status, no report, no change. */
void expect_refused_unheard(JUNO_STATUS_T got, JUNO_STATUS_T wanted, const JUNO_MEMORY_T *memory);

/*
 * Descriptors that name no live block of `pool`. Each maker may use up some
 * of the pools' blocks.
 */
typedef struct bad_descriptor
{
    const char *name;
    void (*make)(JUNO_MEMORY_T *memory);
} bad_descriptor_t;

extern const bad_descriptor_t bad_descriptors[];
extern const int bad_descriptor_count;

#endif
