/* SPDX-License-Identifier: MIT */
/* The recorder: each status that its functions return. */
#include "support.h"
#include "trace_text.h"
#include <stdlib.h>
#include <string.h>

static JUNO_MEMORY_TRACE_T trace;
static unsigned char buffer[4096];

static void setup(void)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();

    tape_reset();
    setup_pools();
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_SUCCESS);
}

START_TEST(init_refuses_null)
{
    JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();

    ck_assert_int_eq(Juno_MemoryTraceInit(NULL, buffer, sizeof(buffer), &config), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, NULL, sizeof(buffer), &config), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), NULL), JUNO_STATUS_NULLPTR_ERROR);
    config.pfcnWrite = NULL;
    ck_assert_int_eq(
        Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_NULLPTR_ERROR
    );
}
END_TEST

START_TEST(init_refuses_a_buffer_below_256_bytes)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();

    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, 255, &config), JUNO_STATUS_INVALID_SIZE_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, 256, &config), JUNO_STATUS_SUCCESS);
}
END_TEST

START_TEST(init_refuses_a_structure_size_of_zero)
{
    JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();

    config.zStructSize = 0;
    ck_assert_int_eq(
        Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_INVALID_SIZE_ERROR
    );
}
END_TEST

START_TEST(init_refuses_a_clock_without_a_rate)
{
    JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();

    config.iTicksPerSecond = 0;
    ck_assert_int_eq(
        Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_INVALID_SIZE_ERROR
    );
}
END_TEST

START_TEST(init_reports_a_header_that_cannot_be_written)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();

    tape.fail_from = 0;
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_WRITE_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "x"), JUNO_STATUS_ERR);
}
END_TEST

START_TEST(attach_refuses_null)
{
    ck_assert_int_eq(Juno_MemoryTraceAttach(NULL, &pool.alloc, "x"), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, NULL, "x"), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, NULL), JUNO_STATUS_NULLPTR_ERROR);
}
END_TEST

START_TEST(attach_and_detach_refuse_what_is_no_pool)
{
    JUNO_MEMORY_ALLOC_T none = {0};

    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &none, "x"), JUNO_STATUS_INVALID_TYPE_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceDetach(&trace, &none), JUNO_STATUS_INVALID_TYPE_ERROR);
}
END_TEST

START_TEST(attach_refuses_a_pool_that_is_attached)
{
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "x"), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "y"), JUNO_STATUS_ERR);
}
END_TEST

START_TEST(detach_refuses_null_and_what_is_not_attached)
{
    ck_assert_int_eq(Juno_MemoryTraceDetach(NULL, &pool.alloc), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceDetach(&trace, NULL), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceDetach(&trace, &pool.alloc), JUNO_STATUS_DNE_ERROR);
}
END_TEST

START_TEST(mark_flush_and_end_refuse_null)
{
    ck_assert_int_eq(Juno_MemoryTraceMark(NULL, "x"), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceMark(&trace, NULL), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceFlush(NULL), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceEnd(NULL), JUNO_STATUS_NULLPTR_ERROR);
}
END_TEST

START_TEST(the_smallest_buffer_takes_a_pool_and_refuses_more_in_time)
{
    static JUNO_MEMORY_BLOCK_METADATA_T metadata[16];
    static JUNO_MEMORY_ALLOC_T pools[16];
    static unsigned char blocks[16];
    const JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();
    JUNO_STATUS_T status = JUNO_STATUS_SUCCESS;
    int attached = 0;

    tape_reset();
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, 256, &config), JUNO_STATUS_SUCCESS);
    while (attached < 16 && status == JUNO_STATUS_SUCCESS)
    {
        ck_assert_int_eq(
            Juno_MemoryBlkInit(
                &pools[attached].tBlock, &blocks[attached], &metadata[attached], 1, 1, NULL, NULL
            ),
            JUNO_STATUS_SUCCESS
        );
        status = Juno_MemoryTraceAttach(&trace, &pools[attached], "a pool with a name of some length");
        attached += (status == JUNO_STATUS_SUCCESS) ? 1 : 0;
    }
    ck_assert_int_eq(status, JUNO_STATUS_TABLE_FULL_ERROR);
    ck_assert_int_ge(attached, 1);
    ck_assert_ptr_null(pools[attached].tBlock.ptObserver);
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    ck_assert(tape_is_complete());
}
END_TEST

/* What the macro calls, for sites that the test makes up. */
JUNO_API JUNO_STATUS_T Juno_MemoryGetAt(
    JUNO_MEMORY_ALLOC_T *ptMem,
    JUNO_MEMORY_T *ptMemory,
    size_t zSize,
    const char *pcFile,
    int iLine,
    const char *pcFunction
);

/* A get that is said to come from line `place` of a file. */
static void get_from(unsigned int place, size_t size, JUNO_MEMORY_T *memory)
{
    (void)Juno_MemoryGetAt(
        &pool.alloc, memory, size, "a/rather/long/path/to/a/source/file.c", (int)place, "a_function"
    );
}

/* Counts the lines of the trace's text that contain a word. */
static unsigned int count_of(const char *word)
{
    unsigned int count = 0;

    for (const char *at = strstr(tape_text(), word); at != NULL; at = strstr(at + 1, word))
    {
        count++;
    }
    return count;
}

START_TEST(a_buffer_of_any_size_records_every_event_from_many_places)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();
    const size_t size = 256u + (size_t)_i * 61u;
    unsigned char *const memory = malloc(size);
    unsigned int seed = 1u + (unsigned int)_i;

    ck_assert_ptr_nonnull(memory);
    tape_reset();
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, memory, size, &config), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "frames"), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < 200; i++)
    {
        JUNO_MEMORY_T one = {0};
        seed = seed * 1664525u + 1013904223u;
        tape.time += seed >> 28;
        get_from(1u + (seed >> 8) % 50u, 1u + (seed >> 16) % 16u, &one);
        ck_assert_int_eq(Juno_MemoryPut(&pool.alloc, &one), JUNO_STATUS_SUCCESS);
    }
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    ck_assert(tape_is_complete());
    ck_assert_uint_eq(count_of(" get pool=1 block=0 value="), 200u);
    ck_assert_uint_eq(count_of(" put pool=1 block=0 value=0"), 200u);
    ck_assert_uint_eq(count_of("file.c:"), 200u);
    ck_assert_uint_le(tape.largest, size);
    free(memory);
}
END_TEST

START_TEST(a_buffer_that_is_not_aligned_is_used_from_the_next_aligned_byte)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();

    tape_reset();
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer + 1, 300, &config), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "frames"), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    ck_assert(tape_is_complete());
}
END_TEST

START_TEST(a_long_path_keeps_its_end)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();
    JUNO_MEMORY_T one = {0};
    char path[600];

    memset(path, 'd', sizeof(path));
    strcpy(&path[580], "/file.c");
    tape_reset();
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, 256, &config), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "frames"), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryGetAt(&pool.alloc, &one, 1, path, 7, "function"), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    ck_assert(tape_is_complete());
    ck_assert_ptr_nonnull(strstr(tape_text(), "ddd/file.c:7 (function)"));
}
END_TEST

START_TEST(definitions_are_repeated)
{
    size_t headers = 0;

    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "frames"), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < 20000; i++)
    {
        JUNO_MEMORY_T one = {0};
        ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &one, 1), JUNO_STATUS_SUCCESS);
        ck_assert_int_eq(Juno_MemoryPut(&pool.alloc, &one), JUNO_STATUS_SUCCESS);
    }
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    ck_assert(tape_is_complete());
    for (size_t i = 0; i + 8u < tape.size; i++)
    {
        headers += (memcmp(&tape.bytes[i], "\xD6JMT\x01\x01", 6) == 0) ? 1u : 0u;
    }
    ck_assert_uint_ge(headers, 10u);
}
END_TEST

START_TEST(more_than_65536_packets_keep_their_classes_apart)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();
    JUNO_MEMORY_T one = {0};

    tape_reset();
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "frames"), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < 65536; i++)
    {
        ck_assert_int_eq(Juno_MemoryTraceMark(&trace, "m"), JUNO_STATUS_SUCCESS);
        if (i == 0)
        {
            ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &one, 1), JUNO_STATUS_SUCCESS);
            ck_assert_int_eq(Juno_MemoryPut(&pool.alloc, &one), JUNO_STATUS_SUCCESS);
        }
        ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_SUCCESS);
        tape.size = 0; /* only the last of it is looked at */
    }
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &one, 1), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    ck_assert_ptr_nonnull(strstr(tape_text(), " get pool=1 block=0 value=1"));
}
END_TEST

static void no_lock(JUNO_USER_DATA_T *user_data)
{
    (void)user_data;
}

START_TEST(init_refuses_a_lock_without_both_functions)
{
    const JUNO_MEMORY_LOCK_T locks[] = {{0}, {no_lock, NULL, NULL}, {NULL, no_lock, NULL}};
    JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();

    config.ptLock = &locks[_i];
    ck_assert_int_eq(
        Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_NULLPTR_ERROR
    );
}
END_TEST

/* 65,535 pools may come and go; a number is not given to two, since a reader would take them for one. */
START_TEST(attach_refuses_a_pool_when_all_numbers_have_been_given_out)
{
    trace.iPoolIds = UINT16_MAX - 3u; /* as if so many had come and gone */
    for (int i = 0; i < 3; i++)
    {
        ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "x"), JUNO_STATUS_SUCCESS);
        ck_assert_int_eq(Juno_MemoryTraceDetach(&trace, &pool.alloc), JUNO_STATUS_SUCCESS);
    }
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "x"), JUNO_STATUS_TABLE_FULL_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "x"), JUNO_STATUS_TABLE_FULL_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceMark(&trace, "still recording"), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    ck_assert(tape_is_complete());
}
END_TEST

START_TEST(a_trace_whose_init_failed_can_be_used_and_records_nothing)
{
    memset(&trace, 0x55, sizeof(trace));
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), NULL), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "x"), JUNO_STATUS_ERR);
    ck_assert_int_eq(Juno_MemoryTraceMark(&trace, "x"), JUNO_STATUS_ERR);
    ck_assert_int_eq(Juno_MemoryTraceDetach(&trace, &pool.alloc), JUNO_STATUS_DNE_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_ERR);
}
END_TEST

/* A recording of one get, without a clock, always from the same buffer. */
static void record_without_clock(void)
{
    JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();
    JUNO_MEMORY_T one = {0};

    setup_pools();
    config.pfcnClock = NULL;
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "frames"), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &one, 1), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
}

START_TEST(a_device_that_starts_anew_without_a_clock_begins_another_stream)
{
    tape_reset();
    record_without_clock();
    record_without_clock();
    ck_assert(tape_is_complete());
    ck_assert_uint_eq(count_of(" get pool=1 block=0 value=1"), 2u);
    ck_assert_uint_eq(count_of("end events=2 dropped=0"), 2u);
}
END_TEST

START_TEST(a_mark_that_could_not_be_written_shows_as_a_gap)
{
    ck_assert_int_eq(Juno_MemoryTraceMark(&trace, "lost"), JUNO_STATUS_SUCCESS);
    tape.fail_from = tape.calls;
    tape.fail_to = tape.calls + 1u;
    ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_WRITE_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    ck_assert(!tape_is_complete());
    ck_assert_ptr_nonnull(strstr(tape_text(), "gap packets=1 "));
}
END_TEST

Suite *test_suite(void)
{
    Suite *const suite = suite_create("trace_api");
    TCase *const tcase = tcase_create("calls");

    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, setup, NULL);
    tcase_add_test(tcase, init_refuses_null);
    tcase_add_test(tcase, init_refuses_a_buffer_below_256_bytes);
    tcase_add_test(tcase, init_refuses_a_structure_size_of_zero);
    tcase_add_test(tcase, init_refuses_a_clock_without_a_rate);
    tcase_add_test(tcase, init_reports_a_header_that_cannot_be_written);
    tcase_add_test(tcase, attach_refuses_null);
    tcase_add_test(tcase, attach_and_detach_refuse_what_is_no_pool);
    tcase_add_test(tcase, attach_refuses_a_pool_that_is_attached);
    tcase_add_test(tcase, detach_refuses_null_and_what_is_not_attached);
    tcase_add_test(tcase, mark_flush_and_end_refuse_null);
    tcase_add_test(tcase, the_smallest_buffer_takes_a_pool_and_refuses_more_in_time);
    tcase_add_loop_test(tcase, a_buffer_of_any_size_records_every_event_from_many_places, 0, 60);
    tcase_add_test(tcase, a_buffer_that_is_not_aligned_is_used_from_the_next_aligned_byte);
    tcase_add_test(tcase, a_long_path_keeps_its_end);
    tcase_add_test(tcase, definitions_are_repeated);
    tcase_add_test(tcase, more_than_65536_packets_keep_their_classes_apart);
    tcase_add_loop_test(tcase, init_refuses_a_lock_without_both_functions, 0, 3);
    tcase_add_test(tcase, attach_refuses_a_pool_when_all_numbers_have_been_given_out);
    tcase_add_test(tcase, a_trace_whose_init_failed_can_be_used_and_records_nothing);
    tcase_add_test(tcase, a_device_that_starts_anew_without_a_clock_begins_another_stream);
    tcase_add_test(tcase, a_mark_that_could_not_be_written_shows_as_a_gap);
    suite_add_tcase(suite, tcase);
    return suite;
}
