/* SPDX-License-Identifier: MIT */
/* The text form: which line is wrong, what is said of it, and what is read all the same. */
#include "run_suite.h"
#include "trace_load.h"

#include <check.h>

static struct loaded loaded;

static void teardown(void)
{
    loaded_free(&loaded);
}

static const struct
{
    const char *lines;
    const char *error;
} wrong_lines[] = {
    {"bogus\n", "line 2: not a line of a trace: bogus"},
    {"\n\n5 pop 1 2\n", "line 4: not a kind of event: pop"},
    {"5 get\n", "line 2: a pool's number is missing here"},
    {"5 get 1 x size=3\n", "line 2: a block's number is missing here: x"},
    {"5 get 1 1 count=3\n", "line 2: a field that this line cannot have: count=3"},
    {"5 get 1 1\n", "line 2: size= (get, update), count= (ref-get, ref-put) or live= (attach, "
                    "detach, deinit) is missing"},
    {"5 get 1 1 size=1 size=2\n", "line 2: the field stands twice: size=2"},
    {"5 get 1 1 size=99999999999999999999\n",
     "line 2: not a number that fits in 64 bits: 99999999999999999999"},
    {"5 get 1 1 size=\n", "line 2: not a number that fits in 64 bits"},
    {"5 get 1 1 size=1 at nowhere\n",
     "line 2: a site is FILE:LINE (FUNCTION), MODULE+0xOFFSET or 0xADDRESS: nowhere"},
    {"5 get 1 1 size=1 at a.c:1 f\n", "line 2: after FILE:LINE only (FUNCTION) may follow: f"},
    {"5 get 1 1 size=1 at 0x10 f\n", "line 2: nothing may follow the site: f"},
    {"5 failed pop 1 - full\n", "line 2: not a call that can fail: pop"},
    {"5 failed get 1 full\n", "line 2: a block's number or - is missing here: full"},
    {"5 failed get 1 - bad\n", "line 2: not a cause of a failure: bad"},
    {"5 mark\n", "line 2: a mark's text is missing"},
    {"5 mark \"a\\q\"\n", "line 2: unknown escape in a quoted name: \"a\\q\""},
    {"5 mark \"a\n", "line 2: a quoted name does not end with its quote: \"a"},
    {"pool 1 \"p\" size=1\n", "line 2: a pool needs a number above 0, size= and length="},
    {"pool 1\n", "line 2: a name is missing here"},
    {"module x \"p\"\n", "line 2: a module's number is missing here: x"},
    {"module 1 \"p\" build-id=zz\n", "line 2: build-id is not hexadecimal: zz"},
    {"state 1 x\n", "line 2: state POOL BLOCK or state POOL - is meant here: x"},
    {"stream 4294967296\n", "line 2: a stream's number has 32 bits"},
    {"gap packets=many\n", "line 2: not a number that fits in 64 bits: many"},
    {"end dropped=x\n", "line 2: not a number that fits in 64 bits: x"},
    {"header size=3\n", "line 2: a field that this line cannot have: size=3"},
    {"5 get 1 1 size=1 at a+b\n",
     "line 2: a site is FILE:LINE (FUNCTION), MODULE+0xOFFSET or 0xADDRESS: a+b"},
    {"5 get 1 1 size=1 at a+0xg\n",
     "line 2: a site is FILE:LINE (FUNCTION), MODULE+0xOFFSET or 0xADDRESS: a+0xg"},
    {"5 get 1 1 size=1 at \"a\\q\":1\n", "line 2: unknown escape in a quoted name: \"a\\q\""},
    {"5 get 1 1 size=1 at \"a\\q\"+0x10\n", "line 2: unknown escape in a quoted name: \"a\\q\""},
    {"5 failed get 1 18446744073709551615 full\n",
     "line 2: a block's number or - is missing here: 18446744073709551615"},
    {"5 mark \"a\" size=3\n", "line 2: a field that this line cannot have: size=3"},
    {"5 mark \"a\\\n", "line 2: unknown escape in a quoted name: \"a\\"},
    {"5 mark \"\\x4\"\n", "line 2: unknown escape in a quoted name: \"\\x4\""},
    {"5 mark \"\\x4g\"\n", "line 2: unknown escape in a quoted name: \"\\x4g\""},
    {"5 mark \"\\xg4\"\n", "line 2: unknown escape in a quoted name: \"\\xg4\""},
    {"5 mark \"\\041\"\n", "line 2: unknown escape in a quoted name: \"\\041\""},
    {"module 1\n", "line 2: a name is missing here"},
    {"state 0 5\n", "line 2: state POOL BLOCK or state POOL - is meant here: 5"},
    {"state 0 anew\n", "line 2: state POOL BLOCK or state POOL - is meant here: anew"},
    {"state 1 anew 5\n", "line 2: state POOL BLOCK or state POOL - is meant here: anew"},
    {"state 1 - 5\n", "line 2: state POOL BLOCK or state POOL - is meant here: -"},
    {"stream x\n", "line 2: a stream's number is missing here: x"},
    {"dumped early\n", "line 2: nothing goes with dumped: early"},
};

START_TEST(a_wrong_line_is_a_gap_that_says_what_is_wrong)
{
    load_text(&loaded, wrong_lines[_i].lines);
    ck_assert(loaded.good);
    ck_assert_str_eq(loaded.result.error, "");
    ck_assert_str_eq(loaded_why(&loaded), wrong_lines[_i].error);
    ck_assert_uint_eq(loaded.replay.gaps[0].events, UNKNOWN_COUNT);
}
END_TEST

START_TEST(the_lines_after_a_wrong_one_are_read)
{
    load_text(&loaded, "1 get 7 0 size=8 at a.c:2 (f)\nboot ok\n2 get 7 1 size=8 at b.c:2 (g)\nend\n");
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded_why(&loaded), "line 3: not a line of a trace: boot ok");
    ck_assert_uint_eq(loaded.replay.gaps[0].offset, 43);
    ck_assert_uint_eq(loaded_events(&loaded), 2);
    ck_assert_str_eq(loaded.findings.leaks.items[0].site.text, "b.c:2 (g)");
    ck_assert_uint_eq(findings_blocks(&loaded.findings.leaks), 1);
    ck_assert_uint_eq(findings_blocks(&loaded.findings.uncertain), 1);
}
END_TEST

START_TEST(an_end_tells_how_many_events_a_wrong_line_held)
{
    load_text(&loaded, "1 get 7 0 size=8\n2 p#t 7 0\nend events=2\n");
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_uint_eq(loaded.replay.gaps[0].events, 1);
}
END_TEST

START_TEST(a_snapshot_with_a_wrong_line_in_it_says_nothing)
{
    load_text(&loaded, "1 get 7 0 size=8\nstate 7 0\nst#te 7 1\nstate 7 2\nend\n");
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_uint_eq(findings_blocks(&loaded.findings.leaks), 0);
    ck_assert_uint_eq(findings_blocks(&loaded.findings.uncertain), 1);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.max, UNBOUNDED);
}
END_TEST

START_TEST(another_version_of_the_text_form_is_refused)
{
    load_bytes(&loaded, "# JMT text 2\n", 13);
    ck_assert(!loaded.good);
    ck_assert_str_eq(
        loaded.result.error, "line 1: a text trace of another version than 1: update junomemstat"
    );
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("reader: wrong lines");
    TCase *tests = tcase_create("lines");
    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_loop_test(
        tests, a_wrong_line_is_a_gap_that_says_what_is_wrong, 0,
        (int)(sizeof wrong_lines / sizeof wrong_lines[0])
    );
    tcase_add_test(tests, another_version_of_the_text_form_is_refused);
    tcase_add_test(tests, the_lines_after_a_wrong_one_are_read);
    tcase_add_test(tests, an_end_tells_how_many_events_a_wrong_line_held);
    tcase_add_test(tests, a_snapshot_with_a_wrong_line_in_it_says_nothing);
    suite_add_tcase(suite, tests);
    return suite;
}
