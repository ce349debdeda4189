/* SPDX-License-Identifier: MIT */
/* Memory that grows, and what is said where there is none. */
#define _POSIX_C_SOURCE 200809L
#include "run_suite.h"
#include "../tools/mem.h"

#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* AddressSanitizer ends the program itself unless it is told not to. */
const char *__asan_default_options(void); /* NOLINT(bugprone-reserved-identifier): its name */
const char *__asan_default_options(void)  /* NOLINT(bugprone-reserved-identifier) */
{
    return "allocator_may_return_null=1";
}

START_TEST(what_is_new_is_zero_and_what_was_there_stays)
{
    size_t capacity = 0;
    unsigned *numbers = NULL;
    for (size_t count = 1; count < 1000; count++)
    {
        numbers = mem_grow(numbers, &capacity, count, sizeof *numbers);
        ck_assert_uint_ge(capacity, count);
        ck_assert_uint_eq(numbers[count - 1], 0);
        numbers[count - 1] = (unsigned)count;
    }
    for (size_t i = 0; i < 999; i++)
    {
        ck_assert_uint_eq(numbers[i], i + 1);
    }
    free(numbers);
}
END_TEST

static void *volatile kept;

static void ask_for_much(void)
{
    kept = mem_alloc(PTRDIFF_MAX / 2);
}

static void grow_to_much(void)
{
    size_t capacity = 0;
    kept = mem_grow(NULL, &capacity, PTRDIFF_MAX / 2, 1);
}

static void grow_beyond_all_numbers(void)
{
    size_t capacity = 0;
    kept = mem_grow(NULL, &capacity, SIZE_MAX / 2, 16);
}

static void (*const ways[])(void) = {ask_for_much, grow_to_much, grow_beyond_all_numbers};

START_TEST(without_memory_the_program_says_so_once_and_ends)
{
    char said[256] = "";
    int ends[2];
    int status = 0;
    if (SIZE_MAX <= UINT32_MAX && ways[_i] != grow_beyond_all_numbers)
    {
        return; /* on such a machine there may be so much */
    }
    ck_assert_int_eq(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0)
    {
        (void)dup2(ends[1], STDERR_FILENO);
        ways[_i]();
        exit(0);
    }
    (void)close(ends[1]);
    size_t size = 0;
    for (ssize_t got = 1; got > 0 && size<sizeof said - 1; size += got> 0 ? (size_t)got : 0)
    {
        got = read(ends[0], said + size, sizeof said - 1 - size);
    }
    (void)close(ends[0]);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), 2);
    /* A sanitizer or memcheck may have said something before. */
    ck_assert_ptr_nonnull(strstr(said, "junomemstat: out of memory\n"));
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("mem");
    TCase *tests = tcase_create("mem");
    tcase_add_test(tests, what_is_new_is_zero_and_what_was_there_stays);
    tcase_add_loop_test(
        tests, without_memory_the_program_says_so_once_and_ends, 0, (int)(sizeof ways / sizeof ways[0])
    );
    suite_add_tcase(suite, tests);
    return suite;
}
