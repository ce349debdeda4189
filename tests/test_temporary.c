/* SPDX-License-Identifier: MIT */
/* Files that go when the program ends, however it ends. */
#define _XOPEN_SOURCE 700
#include "run_suite.h"
#include "../tools/temporary.h"

#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char directory[64];

static void setup(void)
{
    strcpy(directory, "/tmp/juno-temporary-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    ck_assert_int_eq(chdir(directory), 0);
}

static void teardown(void)
{
    static const char *const names[] = {"full/foreign", "full", "other", "plain", "gone", "kept"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    {
        (void)remove(names[i]);
    }
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(rmdir(directory), 0);
}

static bool is_there(const char *name)
{
    return access(name, F_OK) == 0;
}

static void make_file(const char *name)
{
    const int file = open(name, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (file < 0 || close(file) != 0)
    {
        _exit(9);
    }
}

static void plan_file(const char *name)
{
    (void)temporary_plan(name);
    make_file(name);
    temporary_add(name);
}

static void plan_directory(const char *name)
{
    (void)temporary_plan(name);
    if (mkdir(name, 0700) != 0)
    {
        _exit(9);
    }
    temporary_add(name);
}

/* What a program does that ends with all kinds of files around. */
static void make_all(void)
{
    (void)temporary_plan("never_made");
    plan_file("gone");
    (void)remove("gone"); /* by somebody else */
    plan_directory("other");
    plan_directory("full");
    make_file("full/foreign");
    plan_file("plain");
    plan_file("kept");
    temporary_forget("kept");
}

static void end_plainly(void)
{
    make_all();
    exit(0);
}

static void end_by_signal(void)
{
    make_all();
    (void)raise(SIGTERM);
    _exit(9); /* not reached */
}

static void (*const ends[])(void) = {end_plainly, end_by_signal};

START_TEST(what_is_the_programs_goes_and_what_is_not_stays)
{
    int status = 0;
    const pid_t child = fork();
    if (child == 0)
    {
        ends[_i]();
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(_i == 0 ? WIFEXITED(status) && WEXITSTATUS(status) == 0 : WIFSIGNALED(status));
    ck_assert(!is_there("gone") && !is_there("plain") && !is_there("other"));
    ck_assert(is_there("kept"));
    ck_assert(is_there("full/foreign")); /* and so the directory cannot go */
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("temporary");
    TCase *tests = tcase_create("temporary");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(
        tests, what_is_the_programs_goes_and_what_is_not_stays, 0, (int)(sizeof ends / sizeof ends[0])
    );
    suite_add_tcase(suite, tests);
    return suite;
}
