/* SPDX-License-Identifier: MIT */
/* The text form: what its lines say. */
#include "run_suite.h"
#include "trace_load.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct loaded loaded;

static void teardown(void)
{
    loaded_free(&loaded);
}

static const char *leak_site(void)
{
    ck_assert_str_eq(loaded.result.error, "");
    ck_assert_uint_eq(loaded.findings.leaks.count, 1);
    return loaded.findings.leaks.items[0].site.text;
}

START_TEST(the_example_of_the_format_is_read)
{
    load_text(
        &loaded, "header ticks=1000000000 pointer=8 version=\"1.0.0\" program=\"router\"\n"
                 "pool 1 \"messages\" size=64 length=16 base=0x20000000\n"
                 "100 attach 1 live=0\n"
                 "120 get 1 0 size=48 at router.c:33 (produce)\n"
                 "150 ref-get 1 0 count=2 at router.c:71 (route)\n"
                 "160 ref-put 1 0 count=1 at router.c:90 (consume)\n"
                 "165 update 1 0 size=20 thread=2 at 1+0x4f2\n"
                 "170 put 1 0 at router.c:91 (consume)\n"
                 "180 failed get 1 - full size=48 status=3 at router.c:33 (produce)\n"
                 "190 mark \"burst over\"\n"
                 "200 detach 1 live=0\n"
                 "end events=8 dropped=0\n"
    );
    ck_assert_str_eq(loaded.result.error, "");
    ck_assert_str_eq(loaded_why(&loaded), "");
    const struct pool_figures pool = loaded_pool(&loaded, 1);
    ck_assert_uint_eq(pool.used.value, 0);
    ck_assert_uint_eq(pool.peak.value, 1);
    ck_assert_uint_eq(pool.peak_time_ns.value, 20);
    ck_assert_uint_eq(pool.failed_gets.value, 1);
    ck_assert_uint_eq(pool.updates.value, 1);
    ck_assert_uint_eq(pool.waste_at_peak.value, 16);
    ck_assert_str_eq(loaded.findings.errors[0].kind, "full");
    ck_assert_uint_eq(loaded.findings.errors[0].count, 1);
}
END_TEST

START_TEST(blank_lines_comments_and_windows_line_ends_are_fine)
{
    load_text(&loaded, "\n# a comment\r\n\t 1 get 7 0 size=8 at a.c:2 (f)\r\nend\r\n");
    ck_assert_str_eq(leak_site(), "a.c:2 (f)");
    ck_assert_str_eq(loaded_why(&loaded), "");
}
END_TEST

START_TEST(the_first_line_may_have_a_windows_line_end_and_blanks_behind_it)
{
    static const char text[] = "# JMT text 1 \r\n1 get 7 0 size=8\r\nend\r\n";
    load_bytes(&loaded, text, sizeof text - 1);
    ck_assert_str_eq(loaded.result.error, "");
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded_events(&loaded), 1);
}
END_TEST

START_TEST(a_last_line_without_line_end_is_cut_even_if_it_looks_whole)
{
    load_text(&loaded, "1 get 7 0 size=8\nend events=1");
    ck_assert(loaded.good);
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded_why(&loaded), "the input ends inside a line");
    ck_assert_uint_eq(loaded.replay.gaps[0].offset, 30);
}
END_TEST

START_TEST(a_last_line_cut_in_its_middle_is_one_gap)
{
    load_text(&loaded, "1 get 7 0 size=8\n2 get 7 1 size=1");
    ck_assert(loaded.good);
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded_why(&loaded), "the input ends inside a line");
    ck_assert_uint_eq(loaded.replay.gaps[0].events, UNKNOWN_COUNT);
    ck_assert_uint_eq(loaded_events(&loaded), 1);
}
END_TEST

/* Whether a line that begins with a digit ends after so many bytes. */
static bool is_end_of_event(const char *text, size_t size)
{
    size_t start = size - 1;
    while (start > 0 && text[start - 1] != '\n')
    {
        start--;
    }
    return text[size - 1] == '\n' && text[start] >= '0' && text[start] <= '9';
}

START_TEST(a_cut_at_any_byte_is_incomplete_and_keeps_whole_lines)
{
    static const char text[] = "# JMT text 1\npool 1 \"p\" size=64 length=4\n1 attach 1 live=0\n"
                               "2 get 1 0 size=48 at a.c:33 (f)\n3 put 1 0\nend events=3 dropped=0\n";
    uint64_t events = 0;
    for (size_t size = 12; size < sizeof text - 1; size++)
    {
        events += is_end_of_event(text, size) ? 1 : 0;
        load_bytes(&loaded, text, size);
        ck_assert_msg(loaded.good, "no trace of %zu bytes", size);
        ck_assert_msg(loaded.replay.gap_count == 1, "%zu gaps at %zu", loaded.replay.gap_count, size);
        ck_assert_uint_eq(loaded_events(&loaded), events);
        ck_assert_uint_eq(loaded.findings.leaks.count, 0);
        loaded_free(&loaded);
    }
    ck_assert_uint_eq(events, 3);
    load_bytes(&loaded, text, sizeof text - 1);
    ck_assert_str_eq(loaded_why(&loaded), "");
}
END_TEST

START_TEST(a_snapshot_that_a_cut_interrupts_says_nothing)
{
    load_text(&loaded, "1 get 7 0 size=8\n2 get 7 1 size=8\nstate 7 0\nstate 7");
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_uint_eq(loaded.findings.at_cut.items[0].blocks, 2);
}
END_TEST

START_TEST(without_an_end_line_the_trace_is_cut)
{
    load_text(&loaded, "1 get 7 0 size=8\n");
    ck_assert_str_eq(loaded_why(&loaded), "the end is missing");
    ck_assert_uint_eq(loaded.findings.leaks.count, 0);
    ck_assert_uint_eq(loaded.findings.at_cut.count, 1);
}
END_TEST

START_TEST(a_file_name_with_blanks_stands_in_quotes)
{
    load_text(&loaded, "1 get 7 0 size=8 at \"my file.c\":12 (f)\nend\n");
    ck_assert_str_eq(leak_site(), "my file.c:12 (f)");
}
END_TEST

START_TEST(tabs_and_windows_line_ends_around_a_function_are_no_part_of_it)
{
    load_text(&loaded, "1 get 7 0 size=8 at a.c:12\t(f) \t\r\nend\n");
    ck_assert_str_eq(leak_site(), "a.c:12 (f)");
}
END_TEST

START_TEST(a_function_may_have_blanks_and_parentheses)
{
    load_text(&loaded, "1 get 7 0 size=8 at a.cc:12 (f(int, char))\nend\n");
    ck_assert_str_eq(leak_site(), "a.cc:12 (f(int, char))");
}
END_TEST

START_TEST(a_site_without_a_function_is_fine)
{
    load_text(&loaded, "1 get 7 0 size=8 at C:/a.c:12\nend\n");
    ck_assert_str_eq(leak_site(), "C:/a.c:12");
}
END_TEST

START_TEST(a_module_line_names_the_module_of_a_site)
{
    load_text(
        &loaded, "module 2 \"/opt/lib x/libx.so\" base=0x1000 size=4096 build-id=ab01\n"
                 "1 get 7 0 size=8 at 2+0x1f\nend\n"
    );
    ck_assert_str_eq(leak_site(), "libx.so+0x1f");
}
END_TEST

START_TEST(a_module_may_be_named_in_the_site)
{
    load_text(&loaded, "1 get 7 0 size=8 at libx.so+0x1f\nend\n");
    ck_assert_str_eq(leak_site(), "libx.so+0x1f");
}
END_TEST

/* What is no number of a module is its name, though nobody calls one so. */
static const struct
{
    const char *site;
    const char *label;
} odd_sites[] = {
    {"0+0x1f", "0+0x1f"}, {"\"2\"+0x1f", "2+0x1f"},     {"\"my lib\"+0x1f", "my lib+0x1f"}, {"+0x1f", "0x1f"},
    {":7", ":7"},         {"\"\\x4a\\x4A\":7", "JJ:7"},
};

START_TEST(names_in_sites_may_be_odd)
{
    char lines[128];
    (void)snprintf(lines, sizeof lines, "1 get 7 0 size=8 at %s\nend\n", odd_sites[_i].site);
    load_text(&loaded, lines);
    ck_assert_str_eq(leak_site(), odd_sites[_i].label);
    ck_assert_str_eq(loaded_why(&loaded), "");
}
END_TEST

START_TEST(an_address_alone_is_a_site)
{
    load_text(&loaded, "1 get 7 0 size=8 at 0x8000\nend\n");
    ck_assert_str_eq(leak_site(), "0x8000");
}
END_TEST

START_TEST(escapes_in_names_are_taken_off)
{
    load_text(&loaded, "pool 1 \"a\\\"b\\\\c\\n\\t\\x41\" size=8 length=2\nend\n");
    ck_assert_str_eq(loaded.result.error, "");
    const struct names *names = &loaded.replay.names;
    ck_assert_str_eq(names_text(names, names->pools[1].name).text, "a\"b\\c\n\tA");
}
END_TEST

START_TEST(state_lines_are_one_snapshot)
{
    load_text(
        &loaded, "pool 1 \"p\" size=8 length=4\n"
                 "10 attach 1 live=2\n"
                 "state 1 0 size=5 count=1 age=4 at a.c:1 (f)\n"
                 "state 1 3\n"
                 "20 put 1 3\n"
                 "end events=2\n"
    );
    ck_assert_str_eq(leak_site(), "a.c:1 (f)");
    ck_assert_uint_eq(loaded.findings.leaks.items[0].bytes, 5);
    ck_assert_uint_eq(loaded.findings.leaks.items[0].oldest, 6);
    ck_assert_str_eq(loaded_why(&loaded), "");
}
END_TEST

START_TEST(an_empty_snapshot_frees_what_was_live)
{
    load_text(&loaded, "1 get 7 0 size=8\ngap packets=1\nstate 7 -\nend\n");
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.value, 0);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.max, 0);
}
END_TEST

START_TEST(a_gap_line_is_a_gap)
{
    load_text(&loaded, "gap packets=? dropped=3\nend\n");
    ck_assert_str_eq(loaded_why(&loaded), "packets are missing");
    ck_assert_uint_eq(loaded.replay.streams[0].dropped, 3);
}
END_TEST

START_TEST(stream_lines_keep_streams_apart)
{
    load_text(&loaded, "1 get 1 0 size=8\nend events=1\nstream 4\n1 get 1 0 size=8\nend events=1\n");
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded.replay.names.pool_count, 3);
}
END_TEST

START_TEST(numbers_stand_for_names_of_later_versions)
{
    load_text(&loaded, "1 77 1 5 value=3\n2 failed get 1 - 42 size=1\nend events=2\n");
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_str_eq(loaded.findings.errors[0].kind, "other");
}
END_TEST

/* Text with so many times one character in it. */
static char *long_text(const char *before, char c, size_t count, const char *after)
{
    const size_t head = strlen(before);
    char *text = malloc(head + count + strlen(after) + 1);
    ck_assert_ptr_nonnull(text);
    memcpy(text, before, head);
    memset(text + head, c, count);
    memcpy(text + head + count, after, strlen(after) + 1);
    return text;
}

START_TEST(a_line_that_is_too_long_is_a_gap)
{
    char *lines = long_text("", 'x', 1000000, "\n1 get 7 0 size=8\nend\n");
    load_text(&loaded, lines);
    free(lines);
    ck_assert(loaded.good);
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded_why(&loaded), "line 2: longer than 278,528 bytes");
    ck_assert_uint_eq(loaded_events(&loaded), 1);
}
END_TEST

START_TEST(a_long_line_that_the_input_cuts_is_a_cut)
{
    char *lines = long_text("", 'x', 1000000, "");
    load_text(&loaded, lines);
    free(lines);
    ck_assert(loaded.good);
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded_why(&loaded), "the input ends inside a line");
}
END_TEST

/* Reads what one write to a file, or several to a pipe, have put there. */
static void load_descriptor(int descriptor)
{
    struct input input;
    char name[32];
    (void)snprintf(name, sizeof name, "/dev/fd/%d", descriptor);
    ck_assert(input_open(&input, name));
    replay_init(&loaded.replay);
    loaded.good = reader_run(&input, &loaded.replay.names, &loaded.replay.sink, &loaded.result);
    replay_finish(&loaded.replay, loaded.result.bytes);
    findings_collect(&loaded.findings, &loaded.replay, &(const struct filter){0});
    input_close(&input);
}

static void expect_long_name(void)
{
    const struct names *names = &loaded.replay.names;
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(names->pool_count, 2);
    ck_assert_uint_eq(names_text(names, names->pools[1].name).size, 200000);
    ck_assert_int_eq(names_text(names, names->pools[1].name).text[199999], 'n');
}

START_TEST(a_long_name_is_read_from_memory)
{
    char *lines = long_text("pool 1 \"", 'n', 200000, "\" size=8 length=2\nend\n");
    load_text(&loaded, lines);
    free(lines);
    expect_long_name();
}
END_TEST

START_TEST(a_long_name_is_read_from_a_file)
{
    char *text = long_text("# JMT text 1\npool 1 \"", 'n', 200000, "\" size=8 length=2\nend\n");
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    free(text);
    rewind(file);
    load_descriptor(fileno(file));
    (void)fclose(file);
    expect_long_name();
}
END_TEST

START_TEST(a_long_name_is_read_from_a_pipe)
{
    char *text = long_text("# JMT text 1\npool 1 \"", 'n', 200000, "\" size=8 length=2\nend\n");
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    if (fork() == 0)
    {
        FILE *out = fdopen(ends[1], "w");
        _exit(out != NULL && fputs(text, out) >= 0 && fclose(out) == 0 ? 0 : 1);
    }
    (void)close(ends[1]);
    free(text);
    load_descriptor(ends[0]);
    (void)close(ends[0]);
    (void)wait(NULL);
    expect_long_name();
}
END_TEST

static TCase *tests_of_lines(void)
{
    TCase *tests = tcase_create("lines");
    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_test(tests, the_example_of_the_format_is_read);
    tcase_add_test(tests, blank_lines_comments_and_windows_line_ends_are_fine);
    tcase_add_test(tests, the_first_line_may_have_a_windows_line_end_and_blanks_behind_it);
    tcase_add_test(tests, a_last_line_without_line_end_is_cut_even_if_it_looks_whole);
    tcase_add_test(tests, a_last_line_cut_in_its_middle_is_one_gap);
    tcase_add_test(tests, a_cut_at_any_byte_is_incomplete_and_keeps_whole_lines);
    tcase_add_test(tests, a_snapshot_that_a_cut_interrupts_says_nothing);
    tcase_add_test(tests, without_an_end_line_the_trace_is_cut);
    tcase_add_test(tests, escapes_in_names_are_taken_off);
    tcase_add_test(tests, state_lines_are_one_snapshot);
    tcase_add_test(tests, an_empty_snapshot_frees_what_was_live);
    tcase_add_test(tests, a_gap_line_is_a_gap);
    tcase_add_test(tests, stream_lines_keep_streams_apart);
    tcase_add_test(tests, numbers_stand_for_names_of_later_versions);
    return tests;
}

static TCase *tests_of_sites(void)
{
    TCase *tests = tcase_create("sites");
    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_test(tests, a_file_name_with_blanks_stands_in_quotes);
    tcase_add_test(tests, tabs_and_windows_line_ends_around_a_function_are_no_part_of_it);
    tcase_add_test(tests, a_function_may_have_blanks_and_parentheses);
    tcase_add_test(tests, a_site_without_a_function_is_fine);
    tcase_add_test(tests, a_module_line_names_the_module_of_a_site);
    tcase_add_test(tests, a_module_may_be_named_in_the_site);
    tcase_add_loop_test(tests, names_in_sites_may_be_odd, 0, (int)(sizeof odd_sites / sizeof odd_sites[0]));
    tcase_add_test(tests, an_address_alone_is_a_site);
    return tests;
}

static TCase *tests_of_length(void)
{
    TCase *tests = tcase_create("length");
    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_test(tests, a_line_that_is_too_long_is_a_gap);
    tcase_add_test(tests, a_long_line_that_the_input_cuts_is_a_cut);
    tcase_add_test(tests, a_long_name_is_read_from_memory);
    tcase_add_test(tests, a_long_name_is_read_from_a_file);
    tcase_add_test(tests, a_long_name_is_read_from_a_pipe);
    return tests;
}

Suite *test_suite(void)
{
    Suite *suite = suite_create("reader: text");
    suite_add_tcase(suite, tests_of_lines());
    suite_add_tcase(suite, tests_of_sites());
    suite_add_tcase(suite, tests_of_length());
    return suite;
}
