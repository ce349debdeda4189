/* SPDX-License-Identifier: MIT */
/* Streams on descriptors: closed in any order, and with the first thing that went wrong. */
#define _POSIX_C_SOURCE 200809L
#include "run_suite.h"
#include "../tools/stream.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A stream into a file that has no name any more; `descriptor` reads what was written. */
static FILE *open_nameless(int *descriptor)
{
    char name[] = "/tmp/juno-stream-XXXXXX";
    const int write_end = mkstemp(name);
    ck_assert_int_ge(write_end, 0);
    *descriptor = open(name, O_RDONLY);
    ck_assert_int_ge(*descriptor, 0);
    ck_assert_int_eq(unlink(name), 0);
    FILE *stream = stream_write(write_end);
    ck_assert_ptr_nonnull(stream);
    ck_assert_int_eq(stream_descriptor(stream), write_end);
    return stream;
}

static void expect(int descriptor, const char *wanted)
{
    char there[64] = "";
    ck_assert_int_eq(read(descriptor, there, sizeof there - 1), (ssize_t)strlen(wanted));
    ck_assert_str_eq(there, wanted);
    (void)close(descriptor);
}

START_TEST(streams_may_be_closed_in_any_order)
{
    int descriptors[3];
    FILE *streams[3];
    for (int i = 0; i < 3; i++)
    {
        streams[i] = open_nameless(&descriptors[i]);
        ck_assert_int_gt(fprintf(streams[i], "stream %d", i), 0);
    }
    ck_assert_int_eq(stream_close(streams[1]), 0);
    ck_assert_int_eq(stream_close(streams[0]), 0);
    ck_assert_int_eq(stream_close(streams[2]), 0);
    expect(descriptors[0], "stream 0");
    expect(descriptors[1], "stream 1");
    expect(descriptors[2], "stream 2");
}
END_TEST

START_TEST(standard_output_stays_open_until_its_last_user_closes_it)
{
    const int before = dup(STDOUT_FILENO);
    int there;
    FILE *file = open_nameless(&there);
    ck_assert_int_eq(dup2(stream_descriptor(file), STDOUT_FILENO), STDOUT_FILENO);
    FILE *one = stream_standard_output();
    FILE *other = stream_standard_output();
    ck_assert_ptr_eq(one, other);
    ck_assert_int_ge(fputs("one ", one), 0);
    ck_assert_int_eq(stream_close(one), 0);
    ck_assert_int_ge(fputs("other", other), 0);
    ck_assert_int_eq(stream_close(other), 0);
    ck_assert_int_eq(dup2(before, STDOUT_FILENO), STDOUT_FILENO);
    (void)close(before);
    ck_assert_int_eq(stream_close(file), 0);
    expect(there, "one other");
}
END_TEST

START_TEST(what_cannot_be_written_is_told_at_the_end)
{
    const int full = open("/dev/full", O_WRONLY);
    if (full < 0)
    {
        return; /* not on this system */
    }
    FILE *stream = stream_write(full);
    ck_assert_ptr_nonnull(stream);
    for (int i = 0; i < 10000; i++)
    {
        (void)fputs("more than one buffer\n", stream);
    }
    errno = 0;
    ck_assert_int_eq(stream_close(stream), ENOSPC);
}
END_TEST

/* A descriptor that somebody else has closed: of that the close tells, where nothing else went wrong. */
START_TEST(what_cannot_be_closed_is_told_too)
{
    int there;
    FILE *stream = open_nameless(&there);
    ck_assert_int_eq(close(stream_descriptor(stream)), 0);
    ck_assert_int_eq(stream_close(stream), EBADF);
    expect(there, "");
}
END_TEST

START_TEST(a_file_that_cannot_be_read_is_no_stream_and_a_directory_one_that_fails)
{
    ck_assert_ptr_null(stream_read("/nonexistent/file"));
    ck_assert_int_eq(errno, ENOENT);
    FILE *stream = stream_read("/");
    ck_assert_ptr_nonnull(stream);
    ck_assert_int_eq(fgetc(stream), EOF);
    ck_assert_int_eq(stream_close(stream), EISDIR);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("stream");
    TCase *tests = tcase_create("stream");
    tcase_add_test(tests, streams_may_be_closed_in_any_order);
    tcase_add_test(tests, standard_output_stays_open_until_its_last_user_closes_it);
    tcase_add_test(tests, what_cannot_be_written_is_told_at_the_end);
    tcase_add_test(tests, what_cannot_be_closed_is_told_too);
    tcase_add_test(tests, a_file_that_cannot_be_read_is_no_stream_and_a_directory_one_that_fails);
    suite_add_tcase(suite, tests);
    return suite;
}
