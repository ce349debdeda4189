/* SPDX-License-Identifier: MIT */
/* Status codes: values that are part of the ABI, and their names. */
#include "support.h"

static const struct
{
    JUNO_STATUS_T status;
    int value;
    const char *name;
} codes[] = {
    {JUNO_STATUS_SUCCESS, 0, "JUNO_STATUS_SUCCESS"},
    {JUNO_STATUS_ERR, 1, "JUNO_STATUS_ERR"},
    {JUNO_STATUS_NULLPTR_ERROR, 2, "JUNO_STATUS_NULLPTR_ERROR"},
    {JUNO_STATUS_MEMALLOC_ERROR, 3, "JUNO_STATUS_MEMALLOC_ERROR"},
    {JUNO_STATUS_MEMFREE_ERROR, 4, "JUNO_STATUS_MEMFREE_ERROR"},
    {JUNO_STATUS_INVALID_TYPE_ERROR, 5, "JUNO_STATUS_INVALID_TYPE_ERROR"},
    {JUNO_STATUS_INVALID_SIZE_ERROR, 6, "JUNO_STATUS_INVALID_SIZE_ERROR"},
    {JUNO_STATUS_TABLE_FULL_ERROR, 7, "JUNO_STATUS_TABLE_FULL_ERROR"},
    {JUNO_STATUS_DNE_ERROR, 8, "JUNO_STATUS_DNE_ERROR"},
    {JUNO_STATUS_FILE_ERROR, 9, "JUNO_STATUS_FILE_ERROR"},
    {JUNO_STATUS_READ_ERROR, 10, "JUNO_STATUS_READ_ERROR"},
    {JUNO_STATUS_WRITE_ERROR, 11, "JUNO_STATUS_WRITE_ERROR"},
    {JUNO_STATUS_CRC_ERROR, 12, "JUNO_STATUS_CRC_ERROR"},
    {JUNO_STATUS_INVALID_REF_ERROR, 13, "JUNO_STATUS_INVALID_REF_ERROR"},
    {JUNO_STATUS_REF_IN_USE_ERROR, 14, "JUNO_STATUS_REF_IN_USE_ERROR"},
};

enum
{
    CODES = (int)(sizeof(codes) / sizeof(codes[0]))
};

START_TEST(status_codes_have_their_abi_values)
{
    ck_assert_int_eq((int)codes[_i].status, codes[_i].value);
}
END_TEST

START_TEST(status_to_string_gives_the_constants_name)
{
    ck_assert_str_eq(Juno_StatusToString(codes[_i].status), codes[_i].name);
}
END_TEST

/* On targets with enums of one byte only the lowest 8 bits are left: unknown too. */
static const int unknown[] = {15, 16, 255, 1000, -1, INT32_MAX, INT32_MIN + 255};

START_TEST(status_to_string_gives_a_fixed_text_for_unknown_values)
{
    ck_assert_str_eq(Juno_StatusToString((JUNO_STATUS_T)unknown[_i]), "JUNO_STATUS_UNKNOWN");
}
END_TEST

START_TEST(allocator_types_have_their_abi_values)
{
    ck_assert_int_eq(JUNO_MEMORY_ALLOC_TYPE_RESERVED, 0);
    ck_assert_int_eq(JUNO_MEMORY_ALLOC_TYPE_BLOCK, 1);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("status codes");
    TCase *tests = tcase_create("status codes");
    tcase_add_loop_test(tests, status_codes_have_their_abi_values, 0, CODES);
    tcase_add_loop_test(tests, status_to_string_gives_the_constants_name, 0, CODES);
    tcase_add_loop_test(tests, status_to_string_gives_a_fixed_text_for_unknown_values, 0, 7);
    tcase_add_test(tests, allocator_types_have_their_abi_values);
    suite_add_tcase(suite, tests);
    return suite;
}
