/* SPDX-License-Identifier: MIT */
/* What check tells CI systems, in the XML that JUnit's report has become. */
#include "check.h"
#include "layout.h"

#include <string.h>

/* Two characters that UTF-8 can write and XML cannot have. */
static bool is_no_character(struct slice text)
{
    const unsigned char *bytes = (const unsigned char *)text.text;
    return text.size == 3 && bytes[0] == 0xEF && bytes[1] == 0xBF && bytes[2] >= 0xBE;
}

static void add_ascii(struct buffer *out, char character)
{
    switch (character)
    {
    case '&':
        buffer_word(out, "&amp;");
        break;
    case '<':
        buffer_word(out, "&lt;");
        break;
    case '>':
        buffer_word(out, "&gt;");
        break;
    case '"':
        buffer_word(out, "&quot;");
        break;
    case '\n':
    case '\t':
        buffer_word(out, " ");
        break;
    default:
        /* XML 1.0 has no way to write the others. */
        buffer_add(
            out, (struct slice){&character, (unsigned char)character < 0x20 || character == 0x7F ? 0 : 1}
        );
        break;
    }
}

/* The text in an attribute or between tags; what is no UTF-8 becomes U+FFFD. */
static void add_escaped(struct buffer *out, struct slice text)
{
    for (size_t at = 0; at < text.size;)
    {
        const size_t size = layout_character((struct slice){text.text + at, text.size - at});
        const struct slice character = {text.text + at, size};
        if (size == 1)
        {
            add_ascii(out, text.text[at]);
        }
        else if (size == 0 || is_no_character(character))
        {
            buffer_word(out, "\xEF\xBF\xBD");
        }
        else
        {
            buffer_add(out, character);
        }
        at += size == 0 ? 1 : size;
    }
}

static void attribute(struct buffer *out, const char *name, struct slice value)
{
    buffer_word(out, " ");
    buffer_word(out, name);
    buffer_word(out, "=\"");
    add_escaped(out, value);
    buffer_word(out, "\"");
}

static void number(struct buffer *out, const char *name, size_t value)
{
    struct buffer digits = {0};
    buffer_number(&digits, value);
    attribute(out, name, buffer_slice(&digits));
    buffer_free(&digits);
}

static void details(struct buffer *out, const struct check_result *result, size_t most)
{
    struct buffer line = {0};
    for (size_t i = 0; i < result->item_count && i < most; i++)
    {
        buffer_clear(&line);
        check_item(&line, result, &result->items[i]);
        add_escaped(out, buffer_slice(&line));
        buffer_word(out, "\n");
    }
    if (result->item_count > most)
    {
        buffer_word(out, "and ");
        buffer_number(out, result->item_count - most);
        buffer_word(out, " more\n");
    }
    buffer_free(&line);
}

static void outcome(struct buffer *out, const struct check_result *result, const char *tag, size_t most)
{
    struct buffer text = {0};
    check_figure(&text, result);
    buffer_word(&text, ", limit ");
    check_limit(&text, result);
    buffer_word(&text, result->verdict == VERDICT_UNSURE ? ": unsure, events are missing" : "");
    buffer_word(out, "      <");
    buffer_word(out, tag);
    attribute(out, "message", buffer_slice(&text));
    if (result->verdict == VERDICT_FAILED)
    {
        buffer_clear(&text);
        buffer_word(&text, result->rule);
        attribute(out, "type", buffer_slice(&text));
    }
    buffer_word(out, ">");
    details(out, result, most);
    buffer_word(out, "</");
    buffer_word(out, tag);
    buffer_word(out, ">\n");
    buffer_free(&text);
}

static void
test_case(struct buffer *out, struct slice trace, const struct check_result *result, size_t most, bool strict)
{
    struct buffer title = {0};
    check_title(&title, result);
    buffer_word(out, "    <testcase");
    attribute(out, "classname", trace);
    attribute(out, "name", buffer_slice(&title));
    buffer_free(&title);
    if (result->verdict == VERDICT_OK)
    {
        buffer_word(out, "/>\n");
        return;
    }
    buffer_word(out, ">\n");
    outcome(out, result, result->verdict == VERDICT_FAILED ? "failure" : strict ? "error" : "skipped", most);
    buffer_word(out, "    </testcase>\n");
}

static void counts(struct buffer *out, const struct junit *junit)
{
    number(out, "tests", junit->tests);
    number(out, "failures", junit->failures);
    number(out, "errors", junit->errors);
    number(out, "skipped", junit->skipped);
    buffer_word(out, ">\n");
}

void junit_add(
    struct junit *junit, const char *trace, const struct check_results *results, size_t most, bool strict
)
{
    const struct slice name = {trace, strlen(trace)};
    const size_t unsure = results->of[VERDICT_UNSURE];
    const struct junit suite = {
        .tests = results->count,
        .failures = results->of[VERDICT_FAILED],
        .errors = strict ? unsure : 0,
        .skipped = strict ? 0 : unsure};
    buffer_word(&junit->suites, "  <testsuite");
    attribute(&junit->suites, "name", name);
    counts(&junit->suites, &suite);
    for (size_t i = 0; i < results->count; i++)
    {
        test_case(&junit->suites, name, &results->items[i], most, strict);
    }
    buffer_word(&junit->suites, "  </testsuite>\n");
    junit->tests += suite.tests;
    junit->failures += suite.failures;
    junit->errors += suite.errors;
    junit->skipped += suite.skipped;
}

void junit_print(const struct junit *junit, FILE *stream)
{
    struct buffer head = {0};
    buffer_word(&head, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"junomemstat check\"");
    counts(&head, junit);
    (void)fwrite(head.text, 1, head.size, stream);
    (void)fwrite(junit->suites.text, 1, junit->suites.size, stream);
    (void)fputs("</testsuites>\n", stream);
    buffer_free(&head);
}
