/* SPDX-License-Identifier: MIT */
/* The recorder to a file: opening, closing, and what must not be lost. */
#define _GNU_SOURCE
#include "juno/memory/trace_file.h"
#include "support.h"
#include "trace_text.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static JUNO_MEMORY_TRACE_T trace;
static char directory[64];
static char path[128];

static void setup(void)
{
    setup_pools();
    strcpy(directory, "/tmp/juno-trace-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    ck_assert_int_gt(snprintf(path, sizeof(path), "%s/t.jmt", directory), 0);
}

static void teardown(void)
{
    (void)remove(path);
    (void)remove(directory);
}

/* Reads the file onto the tape. */
static void read_file(void)
{
    FILE *const file = fopen(path, "rb");

    ck_assert_ptr_nonnull(file);
    tape_reset();
    tape.size = fread(tape.bytes, 1, sizeof(tape.bytes), file);
    (void)fclose(file);
}

static void write_file(const char *text)
{
    FILE *const file = fopen(path, "wb");

    ck_assert_ptr_nonnull(file);
    (void)fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

/* A recording with one get. */
static void record(void)
{
    JUNO_MEMORY_T memory = {0};

    ck_assert_int_eq(Juno_MemoryTraceOpen(&trace, path), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "frames"), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 1), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceClose(&trace), JUNO_STATUS_SUCCESS);
}

START_TEST(a_closed_file_is_a_complete_trace)
{
    record();
    read_file();
    ck_assert(tape_is_complete());
    ck_assert_ptr_nonnull(strstr(tape_text(), "header ticks=1000000000 program="));
    ck_assert_ptr_nonnull(
        strstr(tape_text(), "get pool=1 block=0 value=1 thread=1 at an address\nend events=2")
    );
}
END_TEST

START_TEST(a_trace_that_is_there_is_replaced)
{
    const char *first_end = NULL;

    record();
    setup_pools();
    record();
    read_file();
    ck_assert(tape_is_complete());
    first_end = strstr(tape_text(), "end events=2");
    ck_assert_ptr_nonnull(first_end);
    ck_assert_ptr_null(strstr(first_end + 1, "end events"));
}
END_TEST

START_TEST(a_file_that_is_no_trace_is_left_alone)
{
    write_file("my thesis");
    ck_assert_int_eq(Juno_MemoryTraceOpen(&trace, path), JUNO_STATUS_FILE_ERROR);
    ck_assert_int_eq(errno, EEXIST);
    read_file();
    ck_assert_uint_eq(tape.size, 9u);
    ck_assert_mem_eq(tape.bytes, "my thesis", 9);
}
END_TEST

START_TEST(a_file_that_is_shorter_than_any_trace_is_left_alone)
{
    write_file("JMT");
    ck_assert_int_eq(Juno_MemoryTraceOpen(&trace, path), JUNO_STATUS_FILE_ERROR);
    ck_assert_int_eq(errno, EEXIST);
    read_file();
    ck_assert_uint_eq(tape.size, 3u);
}
END_TEST

START_TEST(recordings_may_be_closed_in_any_order)
{
    static JUNO_MEMORY_TRACE_T others[3];
    char name[sizeof(path) + 8];

    ck_assert_int_eq(Juno_MemoryTraceOpen(&trace, path), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < 3; i++)
    {
        (void)snprintf(name, sizeof(name), "%s.%d", path, i);
        ck_assert_int_eq(Juno_MemoryTraceOpen(&others[i], name), JUNO_STATUS_SUCCESS);
        ck_assert_int_eq(remove(name), 0);
    }
    ck_assert_int_eq(Juno_MemoryTraceClose(&others[1]), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceClose(&trace), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceClose(&others[2]), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceClose(&others[0]), JUNO_STATUS_SUCCESS);
    read_file();
    ck_assert(tape_is_complete());
}
END_TEST

START_TEST(an_empty_file_is_used)
{
    write_file("");
    record();
    read_file();
    ck_assert(tape_is_complete());
}
END_TEST

START_TEST(open_refuses_null)
{
    ck_assert_int_eq(Juno_MemoryTraceOpen(NULL, path), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceOpen(&trace, NULL), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceClose(NULL), JUNO_STATUS_NULLPTR_ERROR);
}
END_TEST

START_TEST(a_path_that_cannot_be_opened_is_a_file_error)
{
    ck_assert_int_eq(Juno_MemoryTraceOpen(&trace, "/nonexistent/t.jmt"), JUNO_STATUS_FILE_ERROR);
    ck_assert_int_eq(errno, ENOENT);
}
END_TEST

START_TEST(a_full_disk_at_open_is_a_write_error)
{
    ck_assert_int_eq(Juno_MemoryTraceOpen(&trace, "/dev/full"), JUNO_STATUS_WRITE_ERROR);
}
END_TEST

START_TEST(close_refuses_a_trace_that_open_did_not_begin)
{
    static unsigned char buffer[1024];
    const JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();

    tape_reset();
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceClose(&trace), JUNO_STATUS_ERR);
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    record();
    ck_assert_int_eq(Juno_MemoryTraceClose(&trace), JUNO_STATUS_ERR);
}
END_TEST

/* What a child does that inherited the trace: use the pool, and close. */
static void be_a_child(void)
{
    JUNO_MEMORY_T memory = {0};

    (void)Juno_MemoryGet(&pool.alloc, &memory, 2);
    const bool closed = Juno_MemoryTraceClose(&trace) == JUNO_STATUS_SUCCESS;

    memset(&trace, 0xA5, sizeof(trace)); /* the caller's again: no pool may hang on it */
    _exit(closed && Juno_MemoryGet(&pool.alloc, &memory, 2) == JUNO_STATUS_SUCCESS ? 0 : 1);
}

START_TEST(a_forked_child_writes_nothing)
{
    JUNO_MEMORY_T memory = {0};
    int status = 0;
    pid_t child = 0;

    ck_assert_int_eq(Juno_MemoryTraceOpen(&trace, path), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "frames"), JUNO_STATUS_SUCCESS);
    child = fork();
    if (child == 0)
    {
        be_a_child();
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    (void)Juno_MemoryGet(&pool.alloc, &memory, 3);
    ck_assert_int_eq(Juno_MemoryTraceClose(&trace), JUNO_STATUS_SUCCESS);
    read_file();
    ck_assert(tape_is_complete());
    ck_assert_ptr_nonnull(strstr(tape_text(), "value=3"));
    ck_assert_ptr_null(strstr(tape_text(), "value=2"));
}
END_TEST

START_TEST(a_closed_trace_refuses_every_call)
{
    record();
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "x"), JUNO_STATUS_ERR);
    ck_assert_int_eq(Juno_MemoryTraceDetach(&trace, &pool.alloc), JUNO_STATUS_DNE_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceClose(&trace), JUNO_STATUS_ERR);
}
END_TEST

START_TEST(a_trace_that_has_ended_can_still_be_closed)
{
    ck_assert_int_eq(Juno_MemoryTraceOpen(&trace, path), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceClose(&trace), JUNO_STATUS_SUCCESS);
    read_file();
    ck_assert(tape_is_complete());
}
END_TEST

START_TEST(a_pipe_whose_reader_has_gone_leaves_the_program_alone)
{
    JUNO_MEMORY_T memory = {0};
    int reader = -1;

    ck_assert_int_eq(mkfifo(path, 0600), 0);
    reader = open(path, O_RDONLY | O_NONBLOCK);
    ck_assert_int_ge(reader, 0);
    ck_assert_int_eq(Juno_MemoryTraceOpen(&trace, path), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "frames"), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(close(reader), 0);
    errno = 77;
    ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_WRITE_ERROR);
    ck_assert_int_eq(errno, 77);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 1), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceClose(&trace), JUNO_STATUS_WRITE_ERROR);
}
END_TEST

/* One that came before, and that the program holds back, is the program's. */
START_TEST(a_signal_that_was_pending_is_still_pending_after_a_write_that_failed)
{
    sigset_t pipe_signal;
    sigset_t pending;
    int received = 0;

    ck_assert_int_eq(mkfifo(path, 0600), 0);
    const int reader = open(path, O_RDONLY | O_NONBLOCK);
    ck_assert_int_ge(reader, 0);
    ck_assert_int_eq(Juno_MemoryTraceOpen(&trace, path), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(close(reader), 0);
    (void)sigemptyset(&pipe_signal);
    (void)sigaddset(&pipe_signal, SIGPIPE);
    ck_assert_int_eq(sigprocmask(SIG_BLOCK, &pipe_signal, NULL), 0);
    ck_assert_int_eq(raise(SIGPIPE), 0);
    ck_assert_int_eq(Juno_MemoryTraceMark(&trace, "lost"), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceClose(&trace), JUNO_STATUS_WRITE_ERROR);
    ck_assert_int_eq(sigpending(&pending), 0);
    ck_assert_int_eq(sigismember(&pending, SIGPIPE), 1);
    ck_assert_int_eq(sigwait(&pipe_signal, &received), 0);
    ck_assert_int_eq(sigprocmask(SIG_UNBLOCK, &pipe_signal, NULL), 0);
}
END_TEST

enum
{
    THREADS = 4,
    ROUNDS = 5000
};

/* Each thread has a pool of its own; they meet in the trace. */
static void *work(void *argument)
{
    JUNO_MEMORY_ALLOC_T *const alloc = argument;

    for (int i = 0; i < ROUNDS; i++)
    {
        JUNO_MEMORY_T memory = {0};
        (void)Juno_MemoryGet(alloc, &memory, 1);
        (void)Juno_MemoryPut(alloc, &memory);
    }
    return NULL;
}

START_TEST(threads_with_pools_of_their_own_may_share_a_trace)
{
    static JUNO_MEMORY_ALLOC_T pools[THREADS];
    static JUNO_MEMORY_BLOCK_METADATA_T metadata[THREADS][2];
    static unsigned char memory[THREADS][32];
    pthread_t threads[THREADS];

    ck_assert_int_eq(Juno_MemoryTraceOpen(&trace, path), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < THREADS; i++)
    {
        ck_assert_int_eq(
            Juno_MemoryBlkInit(&pools[i].tBlock, memory[i], metadata[i], 16, 2, NULL, NULL),
            JUNO_STATUS_SUCCESS
        );
        ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pools[i], "mine"), JUNO_STATUS_SUCCESS);
    }
    for (int i = 0; i < THREADS; i++)
    {
        ck_assert_int_eq(pthread_create(&threads[i], NULL, work, &pools[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
    {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
    }
    ck_assert_int_eq(Juno_MemoryTraceClose(&trace), JUNO_STATUS_SUCCESS);
    read_file();
    ck_assert(tape_is_complete());
    ck_assert_uint_eq(trace.zEvents, (size_t)THREADS * (1u + 2u * ROUNDS));
}
END_TEST

Suite *test_suite(void)
{
    Suite *const suite = suite_create("trace_file");
    TCase *const tcase = tcase_create("files");

    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_closed_file_is_a_complete_trace);
    tcase_add_test(tcase, a_trace_that_is_there_is_replaced);
    tcase_add_test(tcase, a_file_that_is_no_trace_is_left_alone);
    tcase_add_test(tcase, a_file_that_is_shorter_than_any_trace_is_left_alone);
    tcase_add_test(tcase, recordings_may_be_closed_in_any_order);
    tcase_add_test(tcase, an_empty_file_is_used);
    tcase_add_test(tcase, open_refuses_null);
    tcase_add_test(tcase, a_path_that_cannot_be_opened_is_a_file_error);
    tcase_add_test(tcase, a_full_disk_at_open_is_a_write_error);
    tcase_add_test(tcase, close_refuses_a_trace_that_open_did_not_begin);
    tcase_add_test(tcase, a_forked_child_writes_nothing);
    tcase_add_test(tcase, threads_with_pools_of_their_own_may_share_a_trace);
    tcase_add_test(tcase, a_closed_trace_refuses_every_call);
    tcase_add_test(tcase, a_trace_that_has_ended_can_still_be_closed);
    tcase_add_test(tcase, a_pipe_whose_reader_has_gone_leaves_the_program_alone);
    tcase_add_test(tcase, a_signal_that_was_pending_is_still_pending_after_a_write_that_failed);
    suite_add_tcase(suite, tcase);
    return suite;
}
