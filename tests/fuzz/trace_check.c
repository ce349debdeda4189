/* SPDX-License-Identifier: MIT */
#include "trace_check.h"

#include "fuzz.h"
#include "trace_json.h"

#include <stdlib.h>
#include <string.h>

#define EXITCODE 77 /* as ADD_EXITCODE has it */

static bool has_word(const struct fuzz_words *words, const char *wanted)
{
    for (size_t i = 0; words->words[i] != NULL; i++)
    {
        if (strcmp(words->words[i], wanted) == 0)
        {
            return true;
        }
    }
    return false;
}

/* doc/man/junomemstat.1, "EXIT STATUS". */
static bool is_code(const struct fuzz_words *words, int code)
{
    switch (code)
    {
    case 0:
    case 2:
        return true;
    case 1:
        return strcmp(words->words[0], "check") == 0 || has_word(words, "--fail-on-change");
    case 3:
        return has_word(words, "--strict");
    default:
        return code == EXITCODE && has_word(words, "--error-exitcode");
    }
}

/* Lines that begin with the program's name, without control characters whoever wrote the trace. */
static void check_messages(const struct tool_result *result)
{
    static const char begin[] = "junomemstat: ";
    const char *at = result->err.text;
    if (result->code == 2 && result->err.size == 0)
    {
        fuzz_fail("exit code 2 without a message");
    }
    if (strlen(at) != result->err.size)
    {
        fuzz_fail("a NUL in the messages");
    }
    while (*at != '\0')
    {
        const char *end = strchr(at, '\n');
        if (strncmp(at, begin, sizeof begin - 1) != 0 || end == NULL)
        {
            fuzz_fail("not a message: %.200s", at);
        }
        for (; at < end; at++)
        {
            if ((unsigned char)*at < 0x20 || *at == 0x7F)
            {
                fuzz_fail("character %d in a message", (unsigned char)*at);
            }
        }
        at = end + 1;
    }
}

/* Text for people: what a trace says never steers their terminal. */
static void check_text(const struct fuzz_words *words, const struct tool_text *out)
{
    const bool coloured = has_word(words, "--color");
    for (size_t i = 0; i < out->size; i++)
    {
        const unsigned char byte = (unsigned char)out->text[i];
        const bool is_colour = byte == 0x1B && coloured;
        if ((byte < 0x20 && byte != '\n' && !is_colour) || byte == 0x7F)
        {
            fuzz_fail("character %d at byte %zu of the output", byte, i);
        }
    }
}

/* One JSON value, with nothing but blanks after it. */
static void check_value(const char *text, size_t size)
{
    char why[200];
    if (!fuzz_is_json(text, size, why, sizeof why))
    {
        fuzz_fail("not JSON: %s: %.80s", why, text);
    }
}

static void check_lines(const struct tool_text *out)
{
    for (size_t at = 0; at < out->size;)
    {
        const char *end = memchr(out->text + at, '\n', out->size - at);
        if (end == NULL)
        {
            fuzz_fail("a last line that does not end");
        }
        const size_t length = (size_t)(end - out->text) - at;
        check_value(out->text + at, length);
        at += length + 1;
    }
}

static void check_dump(const struct tool_text *out)
{
    static const char first[] = "# JMT text 1\n";
    if (out->size < sizeof first - 1 || memcmp(out->text, first, sizeof first - 1) != 0 ||
        out->text[out->size - 1] != '\n')
    {
        fuzz_fail("not a text trace");
    }
}

static void check_form(const struct fuzz_words *words, enum fuzz_form form, const struct tool_text *out)
{
    switch (form)
    {
    case FORM_TEXT:
        check_text(words, out);
        break;
    case FORM_JSON:
        check_value(out->text, out->size);
        break;
    case FORM_LINES:
        check_lines(out);
        break;
    case FORM_DUMP:
        check_text(words, out);
        check_dump(out);
        break;
    case FORM_BYTES:
        break;
    }
}

void fuzz_check_run(const struct fuzz_words *words, enum fuzz_form form, const struct tool_result *result)
{
    if (!is_code(words, result->code))
    {
        fuzz_fail("exit code %d", result->code);
    }
    check_messages(result);
    if (has_word(words, "--quiet"))
    {
        if (result->out.size > 0)
        {
            fuzz_fail("--quiet, but prints %.80s", result->out.text);
        }
    }
    else if (result->code != 2)
    {
        check_form(words, form, &result->out);
    }
}

static void check_same_text(
    const char *what, const char *part, const struct tool_text *one, const struct tool_text *other
)
{
    size_t at = 0;
    while (at < one->size && at < other->size && one->text[at] == other->text[at])
    {
        at++;
    }
    if (at < one->size || at < other->size)
    {
        fuzz_fail(
            "%s: %s differs at byte %zu: %.60s | %.60s", what, part, at, one->text + (at > 30 ? at - 30 : 0),
            other->text + (at > 30 ? at - 30 : 0)
        );
    }
}

void fuzz_check_same(const char *what, const struct tool_result *one, const struct tool_result *other)
{
    if (one->code != other->code)
    {
        fuzz_fail("%s: exit code %d, then %d: %.200s", what, one->code, other->code, other->err.text);
    }
    check_same_text(what, "output", &one->out, &other->out);
}

/* Takes the number that follows out of the text. */
static void drop_number(struct tool_text *text, const char *name)
{
    const size_t size = strlen(name);
    char *at = strstr(text->text, name);
    for (; at != NULL; at = strstr(at, name))
    {
        at += size;
        const size_t digits = strspn(at, "0123456789");
        memmove(at, at + digits, text->size - (size_t)(at - text->text) - digits + 1);
        text->size -= digits;
    }
}

static int compare_lines(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

static size_t count_lines(const struct tool_text *text)
{
    size_t count = 0;
    for (size_t i = 0; i < text->size; i++)
    {
        count += text->text[i] == '\n' ? 1 : 0;
    }
    return count;
}

/* Lines without the commas at their ends, in alphabetical order. */
static void sort_lines(struct tool_text *text)
{
    size_t count = 0;
    char *copy = strdup(text->text);
    char **lines = malloc((count_lines(text) + 1) * sizeof *lines);
    if (copy == NULL || lines == NULL)
    {
        fuzz_fail("no memory for %zu bytes of lines", text->size);
    }
    for (char *line = copy; line != NULL && *line != '\0'; count++)
    {
        char *end = strchr(line, '\n');
        lines[count] = line;
        line = end == NULL ? NULL : end + 1;
        if (end != NULL)
        {
            end[end > lines[count] && end[-1] == ',' ? -1 : 0] = '\0';
        }
    }
    qsort(lines, count, sizeof lines[0], compare_lines);
    text->size = 0;
    for (size_t i = 0; i < count; i++)
    {
        const size_t size = strlen(lines[i]);
        memcpy(text->text + text->size, lines[i], size);
        text->size += size;
        text->text[text->size++] = '\n';
    }
    text->text[text->size] = '\0';
    free(lines);
    free(copy);
}

void fuzz_without_places(struct tool_text *text)
{
    drop_number(text, "\"offset\": ");
    drop_number(text, "\"corrupt_bytes\": ");
    sort_lines(text);
}
