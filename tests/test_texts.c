/* SPDX-License-Identifier: MIT */
/* What names of sites are taken for, and what a row of samples is called. */
#include "run_suite.h"
#include "../tools/growth_kind.h"
#include "../tools/summary.h"
#include "../tools/suppress.h"

#include <check.h>
#include <string.h>

static struct slice slice_of(const char *text)
{
    return (struct slice){text, strlen(text)};
}

/* What is left of a site where its place in the function does not matter. */
static const char *const keys[][2] = {
    {"a.c:12 (f)", "a.c (f)"},
    {"a.c:12 (f) < b.c:3 (g)", "a.c (f) < b.c (g)"},
    {"app+0x1f (f)", "app (f)"},
    {"a.c:12", "a.c:12"},
    {"app+0x1f", "app+0x1f"},
    {"unknown", "unknown"},
    {"", ""},
    /* Names that only look so. */
    {"12 (copy).c:3 (f)", "12 (copy).c (f)"},
    {"long (copy).c:3 (f)", "long (copy).c (f)"},
    {"x (copy).c:3 (f)", "x (copy).c (f)"},
    {"z+1f (copy).c:3 (f)", "z+1f (copy).c (f)"},
    {"zz+1f (copy).c:3 (f)", "zz+1f (copy).c (f)"},
    {"zz-0x1f (copy).c:3 (f)", "zz-0x1f (copy).c (f)"},
    {"file12 (copy).c:3 (f)", "file12 (copy).c (f)"},
    {" (f)", " (f)"},
    {":1 (f)", " (f)"},
};

START_TEST(a_sites_key_is_its_name_without_line_and_offset)
{
    struct buffer key = {0};
    summary_site_key(&key, slice_of(keys[_i][0]));
    ck_assert_uint_eq(key.size, strlen(keys[_i][1]));
    ck_assert(memcmp(key.text == NULL ? "" : key.text, keys[_i][1], key.size) == 0);
    buffer_free(&key);
}
END_TEST

static const struct
{
    const char *glob;
    const char *text;
    size_t size; /* of the text, where it has a zero in it; else 0 */
    bool matches;
} globs[] = {
    {"ab", "ab", 0, true},       {"ab", "abc", 0, false},   {"abc", "ab", 0, false},
    {"*", "x", 0, true},         {"*", "", 0, false},       {"a*", "a", 0, true},
    {"a**", "a", 0, true},       {"*b", "aab", 0, true},    {"*b", "aabc", 0, false},
    {"a*b*c", "abcbc", 0, true}, {"ab", "ab\0c", 4, false}, {"ab*", "ab\0c", 4, true},
    {"*c", "ab\0c", 4, true},
};

START_TEST(a_pattern_is_for_the_whole_text)
{
    const struct suppress_line line = {.glob = (char *)globs[_i].glob};
    const size_t size = globs[_i].size > 0 ? globs[_i].size : strlen(globs[_i].text);
    ck_assert(suppress_matches(&line, (struct slice){globs[_i].text, size}) == globs[_i].matches);
}
END_TEST

/* Patterns, and whether they fit an address in the module /lib/app.so, or one in none. */
static const struct
{
    const char *glob;
    const char *label;
    bool has_home;
    bool matches;
} places[] = {
    {"a.c:1 (f) < b.c:2 (g)", "a.c:1 (f) < b.c:2 (g)", true, true},
    {"b.c:2 (g)", "a.c:1 (f) < b.c:2 (g)", true, true},
    {"a.c", "a.c:1 (f) < b.c:2 (g)", true, true},
    {"b.c", "a.c:1 (f) < b.c:2 (g)", true, true},
    {"g", "a.c:1 (f) < b.c:2 (g)", true, true},
    {"c.c", "a.c:1 (f) < b.c:2 (g)", true, false},
    {"app.so", "app.so+0x10", true, true},
    {"app.so", "app.so+0x10 (f)", true, true},
    {"0x10", "app.so+0x10", true, false},
    {"/lib/*.so", "app.so+0x10", true, true},
    {"/lib/*.so", "0x10", false, false},
    {"/lib/other.so", "app.so+0x10", true, false},
    {"*", "", false, false},
};

START_TEST(a_pattern_fits_a_part_of_a_site_that_has_a_name)
{
    struct names names;
    names_init(&names);
    const uint32_t path = names_string(&names, slice_of("/lib/app.so"));
    const uint32_t stream = names_stream(&names, 0);
    (void)names_module_define(
        &names, &(struct module){.stream = stream, .path = path, .id = 1, .base = 0x1000, .size = 0x100}
    );
    const uint32_t site = names_address(&names, stream, 0, places[_i].has_home ? 0x1010 : 0x10);
    const struct suppress_line line = {.glob = (char *)places[_i].glob};
    ck_assert(suppress_matches_site(&line, &names, site, slice_of(places[_i].label)) == places[_i].matches);
    names_free(&names);
}
END_TEST

/* The fewest blocks live in each eighth of a run; a tenth of the largest from the third on is no change. */
static const struct
{
    uint64_t samples[GROWTH_SAMPLES];
    enum growth_kind kind;
} rows[] = {
    {{0, 0, 0, 0, 0, 0, 0, 0}, GROWTH_RECENT},
    {{9, 9, 9, 9, 9, 9, 9, 0}, GROWTH_RECENT},
    {{1, 2, 3, 4, 5, 6, 7, 8}, GROWTH_GROWING},
    {{0, 0, 100, 100, 100, 101, 102, 103}, GROWTH_GROWING},
    {{0, 0, 100, 100, 100, 101, 102, 102}, GROWTH_CONSTANT},
    {{0, 50, 100, 100, 91, 100, 95, 100}, GROWTH_CONSTANT},
    {{0, 0, 50, 50, 50, 100, 95, 100}, GROWTH_GROWING},
    {{0, 0, 100, 100, 50, 50, 20, 10}, GROWTH_SHRINKING},
    {{0, 0, 10, 100, 10, 100, 10, 100}, GROWTH_VARYING},
    {{0, 0, 100, 95, 90, 85, 80, 100}, GROWTH_VARYING}, /* small steps down, and back */
    {{0, 0, 100, 95, 90, 85, 80, 105}, GROWTH_VARYING}, /* and a little more */
    {{0, 0, 90, 100, 100, 93, 86, 81}, GROWTH_VARYING}, /* up and down by small steps */
    {{UINT64_MAX, 1, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX},
     GROWTH_CONSTANT},
};

START_TEST(a_row_of_samples_grows_shrinks_varies_or_is_the_same)
{
    ck_assert_str_eq(growth_name(growth_kind(rows[_i].samples)), growth_name(rows[_i].kind));
}
END_TEST

static const char *line_of(struct buffer *line, const uint64_t samples[GROWTH_SAMPLES])
{
    struct growth_figures figures = {.kind = GROWTH_VARYING};
    memcpy(figures.samples, samples, sizeof figures.samples);
    buffer_clear(line);
    growth_line(line, &figures, false);
    return line->text;
}

START_TEST(a_line_of_samples_has_the_same_heights_whatever_their_size)
{
    const uint64_t small[GROWTH_SAMPLES] = {0, 1, 2, 3, 4, 5, 6, 7};
    const uint64_t large = UINT64_MAX / 7;
    const uint64_t huge[GROWTH_SAMPLES] = {0,         large,     2 * large, 3 * large,
                                           4 * large, 5 * large, 6 * large, UINT64_MAX};
    struct buffer one = {0};
    struct buffer other = {0};
    ck_assert_str_eq(line_of(&one, small), line_of(&other, huge));
    buffer_free(&one);
    buffer_free(&other);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("texts");
    TCase *tests = tcase_create("all");
    tcase_add_loop_test(
        tests, a_sites_key_is_its_name_without_line_and_offset, 0, sizeof keys / sizeof keys[0]
    );
    tcase_add_loop_test(tests, a_pattern_is_for_the_whole_text, 0, sizeof globs / sizeof globs[0]);
    tcase_add_loop_test(
        tests, a_pattern_fits_a_part_of_a_site_that_has_a_name, 0, sizeof places / sizeof places[0]
    );
    tcase_add_loop_test(
        tests, a_row_of_samples_grows_shrinks_varies_or_is_the_same, 0, sizeof rows / sizeof rows[0]
    );
    tcase_add_test(tests, a_line_of_samples_has_the_same_heights_whatever_their_size);
    suite_add_tcase(suite, tests);
    return suite;
}
