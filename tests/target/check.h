/* SPDX-License-Identifier: MIT */
/*
 * As much of Check's interface as the suites use, for a target that Check does
 * not exist for: the same sources then run there. No processes: a failed test
 * returns by longjmp.
 */
#ifndef TARGET_CHECK_H
#define TARGET_CHECK_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct TTest
{
    const char *name;
    void (*function)(int _i);
} TTest;

typedef void (*SFun)(void);
typedef struct TCase TCase;
typedef struct Suite Suite;
typedef struct SRunner SRunner;

enum print_output
{
    CK_NORMAL,
    CK_ENV
};

Suite *suite_create(const char *name);
void suite_add_tcase(Suite *suite, TCase *tests);
TCase *tcase_create(const char *name);
void tcase_add_checked_fixture(TCase *tests, SFun setup, SFun teardown);
void tcase_set_timeout(TCase *tests, double seconds);
void tcase_add_test(TCase *tests, const TTest *test);
void tcase_add_loop_test(TCase *tests, const TTest *test, int first, int end);

SRunner *srunner_create(Suite *suite);
void srunner_run_all(SRunner *runner, enum print_output mode);
int srunner_ntests_failed(SRunner *runner);
void srunner_free(SRunner *runner);

/* Ends the running test as failed. */
__attribute__((noreturn, format(printf, 3, 4))) void
target_fail(const char *file, int line, const char *format, ...);

#define START_TEST(test)                                 \
    static void test##_fn(int _i);                       \
    static const TTest test##_test = {#test, test##_fn}; \
    static const TTest *const test = &test##_test;       \
    static void test##_fn(__attribute__((unused)) int _i)
#define END_TEST

#define ck_abort_msg(...) target_fail(__FILE__, __LINE__, __VA_ARGS__)
#define ck_assert_msg(condition, ...) ((condition) ? (void)0 : target_fail(__FILE__, __LINE__, __VA_ARGS__))
#define ck_assert(condition) ck_assert_msg((condition), "%s", #condition)

/* A comparison of two values of one type, which a failure shows. newlib has no %jd. */
#define TARGET_COMPARE(type, format, left, relation, right)                                                  \
    do                                                                                                       \
    {                                                                                                        \
        const type target_left = (left);                                                                     \
        const type target_right = (right);                                                                   \
        ck_assert_msg(                                                                                       \
            target_left relation target_right, "%s %s %s: " format " and " format, #left, #relation, #right, \
            target_left, target_right                                                                        \
        );                                                                                                   \
    }                                                                                                        \
    while (0)

#define ck_assert_int_eq(left, right) TARGET_COMPARE(long long, "%lld", left, ==, right)
#define ck_assert_int_ne(left, right) TARGET_COMPARE(long long, "%lld", left, !=, right)
#define ck_assert_int_lt(left, right) TARGET_COMPARE(long long, "%lld", left, <, right)
#define ck_assert_int_le(left, right) TARGET_COMPARE(long long, "%lld", left, <=, right)
#define ck_assert_int_gt(left, right) TARGET_COMPARE(long long, "%lld", left, >, right)
#define ck_assert_int_ge(left, right) TARGET_COMPARE(long long, "%lld", left, >=, right)
#define ck_assert_uint_eq(left, right) TARGET_COMPARE(unsigned long long, "%llu", left, ==, right)
#define ck_assert_uint_ne(left, right) TARGET_COMPARE(unsigned long long, "%llu", left, !=, right)
#define ck_assert_uint_lt(left, right) TARGET_COMPARE(unsigned long long, "%llu", left, <, right)
#define ck_assert_uint_le(left, right) TARGET_COMPARE(unsigned long long, "%llu", left, <=, right)
#define ck_assert_uint_gt(left, right) TARGET_COMPARE(unsigned long long, "%llu", left, >, right)
#define ck_assert_uint_ge(left, right) TARGET_COMPARE(unsigned long long, "%llu", left, >=, right)
#define ck_assert_double_le(left, right) TARGET_COMPARE(double, "%g", left, <=, right)
#define ck_assert_double_eq_tol(left, right, tolerance)                                                   \
    do                                                                                                    \
    {                                                                                                     \
        const double target_off = (left) - (right);                                                       \
        ck_assert_msg(                                                                                    \
            -(tolerance) <= target_off && target_off <= (tolerance), "%s is off by %g", #left, target_off \
        );                                                                                                \
    }                                                                                                     \
    while (0)
#define ck_assert_ptr_eq(left, right) \
    TARGET_COMPARE(void *, "%p", (void *)(uintptr_t)(left), ==, (void *)(uintptr_t)(right))
#define ck_assert_ptr_null(pointer) ck_assert_msg((pointer) == NULL, "%s is not NULL", #pointer)
#define ck_assert_ptr_nonnull(pointer) ck_assert_msg((pointer) != NULL, "%s is NULL", #pointer)

#define TARGET_COMPARE_STRINGS(left, relation, right)                                                      \
    do                                                                                                     \
    {                                                                                                      \
        const char *const target_left = (left);                                                            \
        const char *const target_right = (right);                                                          \
        ck_assert_msg(                                                                                     \
            strcmp(target_left, target_right) relation 0, "%s %s %s: \"%s\" and \"%s\"", #left, #relation, \
            #right, target_left, target_right                                                              \
        );                                                                                                 \
    }                                                                                                      \
    while (0)
#define ck_assert_str_eq(left, right) TARGET_COMPARE_STRINGS(left, ==, right)
#define ck_assert_str_ne(left, right) TARGET_COMPARE_STRINGS(left, !=, right)
#define ck_assert_mem_eq(left, right, size) \
    ck_assert_msg(memcmp((left), (right), (size)) == 0, "%s and %s differ in content", #left, #right)

#endif
