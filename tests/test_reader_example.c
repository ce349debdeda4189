/* SPDX-License-Identifier: MIT */
/* The worked example of doc/trace-format.md decodes to what the text beside it says. */
#include "run_suite.h"
#include "trace_load.h"

#include <check.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned char bytes[4096];
static size_t size;
static char text[4096];
static struct loaded loaded;

/* The bytes in hexadecimal at the line's start, up to two blanks or the line's end. */
static void hex_line(const char *line)
{
    while (isxdigit((unsigned char)line[0]) && isxdigit((unsigned char)line[1]))
    {
        const char pair[3] = {line[0], line[1], '\0'};
        ck_assert_uint_lt(size, sizeof bytes);
        bytes[size++] = (unsigned char)strtoul(pair, NULL, 16);
        line += line[2] == ' ' ? 3 : 2;
    }
}

static FILE *open_document(void)
{
    char path[4096];
    const char *top = getenv("top_srcdir");
    (void)snprintf(path, sizeof path, "%s/doc/trace-format.md", top == NULL ? "." : top);
    FILE *document = fopen(path, "r");
    ck_assert_msg(document != NULL, "cannot open %s", path);
    return document;
}

/* The first fenced block of section 6 is the dump, the second one the text form. */
static void setup(void)
{
    char line[512];
    int fences = -1;
    FILE *document = open_document();
    size = 0;
    text[0] = '\0';
    while (fgets(line, sizeof line, document) != NULL)
    {
        fences = strncmp(line, "## 6.", 5) == 0 ? 0 : fences;
        if (strncmp(line, "```", 3) == 0)
        {
            fences += fences >= 0 ? 1 : 0;
        }
        else if (fences == 1)
        {
            hex_line(line);
        }
        else if (fences == 3)
        {
            strncat(text, line, sizeof text - strlen(text) - 1);
        }
    }
    fclose(document);
}

static void teardown(void)
{
    loaded_free(&loaded);
}

START_TEST(the_hex_dump_is_a_whole_trace)
{
    load_bytes(&loaded, bytes, size);
    ck_assert(loaded.good);
    ck_assert_uint_eq(size, 354);
    ck_assert_uint_eq(loaded.result.packets, 5);
    ck_assert_uint_eq(loaded.result.corrupt_bytes, 0);
    ck_assert_str_eq(loaded_why(&loaded), "");
}
END_TEST

/* What both forms must say. */
static void expect_the_example(void)
{
    const struct pool_figures pool = loaded_pool(&loaded, 1);
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded_events(&loaded), 8);
    ck_assert_uint_eq(pool.used.value, 0);
    ck_assert_uint_eq(pool.peak.value, 2);
    ck_assert_uint_eq(pool.peak_time_ns.value, 25);
    ck_assert_uint_eq(pool.gets.value, 2);
    ck_assert_uint_eq(pool.puts.value, 2);
    ck_assert_uint_eq(pool.failed_gets.value, 1);
    ck_assert_uint_eq(pool.waste_at_peak.value, 16);
    ck_assert_uint_eq(loaded.findings.error_count, 1);
    ck_assert_str_eq(loaded.findings.errors[0].kind, "full");
    ck_assert_str_eq(loaded.findings.errors[0].site.text, "router.c:71 (route)");
}

START_TEST(the_hex_dump_says_what_it_is_said_to_say)
{
    load_bytes(&loaded, bytes, size);
    expect_the_example();
}
END_TEST

START_TEST(the_text_beside_it_says_the_same)
{
    load_bytes(&loaded, text, strlen(text));
    ck_assert_str_eq(loaded.result.error, "");
    expect_the_example();
}
END_TEST

START_TEST(the_hex_dump_is_what_the_builder_writes)
{
    struct sample sample;
    sample_init(&sample);
    load_bytes(&loaded, bytes, size);
    ck_assert_uint_eq(size, sample.build.size);
    ck_assert_int_eq(memcmp(bytes, sample.build.bytes, size), 0);
    sample_free(&sample);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("reader: worked example");
    TCase *tests = tcase_create("example");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, the_hex_dump_is_a_whole_trace);
    tcase_add_test(tests, the_hex_dump_says_what_it_is_said_to_say);
    tcase_add_test(tests, the_text_beside_it_says_the_same);
    tcase_add_test(tests, the_hex_dump_is_what_the_builder_writes);
    suite_add_tcase(suite, tests);
    return suite;
}
