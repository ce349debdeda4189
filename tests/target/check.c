/* SPDX-License-Identifier: MIT */
#include "check.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum
{
    TESTS_MAX = 100, /* in a case */
    CASES_MAX = 8    /* in a suite */
};

typedef struct entry
{
    const TTest *test;
    int first;
    int end;
} entry_t;

struct TCase
{
    const char *name;
    SFun setup;
    SFun teardown;
    entry_t tests[TESTS_MAX];
    size_t count;
};

struct Suite
{
    const char *name;
    TCase *cases[CASES_MAX];
    size_t count;
};

struct SRunner
{
    const Suite *suite;
    int passed;
    int failed;
};

/* One program runs one suite. */
static Suite the_suite;
static TCase the_cases[CASES_MAX];
static size_t cases_made;
static SRunner the_runner;

static jmp_buf failed_test;
static const char *running_case;
static const char *running_test;

/* A table above is too small: no test has run yet, so none may seem passed. */
static void need(bool room, const char *what)
{
    if (!room)
    {
        printf("tests/target/check.c has no room for the %s\n", what);
        _Exit(2);
    }
}

Suite *suite_create(const char *name)
{
    the_suite.name = name;
    return &the_suite;
}

void suite_add_tcase(Suite *suite, TCase *tests)
{
    need(suite->count < CASES_MAX, "cases");
    suite->cases[suite->count] = tests;
    suite->count++;
}

TCase *tcase_create(const char *name)
{
    need(cases_made < CASES_MAX, "cases");
    TCase *const tests = &the_cases[cases_made];
    cases_made++;
    tests->name = name;
    return tests;
}

void tcase_add_checked_fixture(TCase *tests, SFun setup, SFun teardown)
{
    tests->setup = setup;
    tests->teardown = teardown;
}

void tcase_set_timeout(TCase *tests, double seconds)
{
    (void)tests;
    (void)seconds; /* the script that runs the emulator has one */
}

void tcase_add_loop_test(TCase *tests, const TTest *test, int first, int end)
{
    need(tests->count < TESTS_MAX, "tests");
    tests->tests[tests->count] = (entry_t){.test = test, .first = first, .end = end};
    tests->count++;
}

void tcase_add_test(TCase *tests, const TTest *test)
{
    tcase_add_loop_test(tests, test, 0, 1);
}

void target_fail(const char *file, int line, const char *format, ...)
{
    va_list arguments;

    printf("%s:%d:F:%s:%s: ", file, line, running_case, running_test);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\n");
    longjmp(failed_test, 1);
}

/* One test between its fixtures; a failure anywhere in it leads back here. */
static bool passes(const TCase *tests, const TTest *test, int i)
{
    running_case = tests->name;
    running_test = test->name;
    if (setjmp(failed_test) != 0)
    {
        return false;
    }
    if (tests->setup != NULL)
    {
        tests->setup();
    }
    test->function(i);
    if (tests->teardown != NULL)
    {
        tests->teardown();
    }
    return true;
}

static void run_entry(SRunner *runner, const TCase *tests, const entry_t *entry)
{
    for (int i = entry->first; i < entry->end; i++)
    {
        const bool passed = passes(tests, entry->test, i);

        runner->passed += passed ? 1 : 0;
        runner->failed += passed ? 0 : 1;
    }
}

SRunner *srunner_create(Suite *suite)
{
    the_runner.suite = suite;
    return &the_runner;
}

/* The last line is Check's, which scripts/test counts. */
void srunner_run_all(SRunner *runner, enum print_output mode)
{
    (void)mode;
    for (size_t i = 0; i < runner->suite->count; i++)
    {
        const TCase *const tests = runner->suite->cases[i];

        for (size_t j = 0; j < tests->count; j++)
        {
            run_entry(runner, tests, &tests->tests[j]);
        }
    }
    const int run = runner->passed + runner->failed;
    printf("Running suite(s): %s\n", runner->suite->name);
    printf(
        "%d%%: Checks: %d, Failures: %d, Errors: 0\n", run == 0 ? 0 : 100 * runner->passed / run, run,
        runner->failed
    );
}

/* A suite that ran nothing has failed as well. */
int srunner_ntests_failed(SRunner *runner)
{
    return (runner->passed + runner->failed == 0) ? 1 : runner->failed;
}

void srunner_free(SRunner *runner)
{
    (void)runner;
}
