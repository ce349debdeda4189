/* SPDX-License-Identifier: MIT */
/*
 * The trace harness: a whole command of junomemstat on bytes that anyone may
 * have made. The input chooses the command (trace_input.h); what must hold of
 * every run is in trace_check.c. No command keeps memory.
 */
#include "fuzz.h"
#include "tool.h"
#include "trace_check.h"
#include "trace_input.h"
#include "trace_pack.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct tool_result first, other;

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    (void)count;
    (void)arguments;
    if (!tool_init())
    {
        (void)fputs("fuzz: no files in memory here\n", stderr);
        exit(77);
    }
    return 0;
}

static void run_line(struct tool_result *result, const char *line, enum fuzz_form form, unsigned add)
{
    struct fuzz_words words;
    fuzz_words_make(&words, line, add);
    tool_run(result, words.words);
    fuzz_check_run(&words, form, result);
}

static bool says_complete(const struct tool_text *out)
{
    return strstr(out->text, "\"complete\": true") != NULL;
}

/* The line with the number of events. */
static void keep_events(struct tool_text *text)
{
    const char *line = strstr(text->text, "\"events\": ");
    text->size = line == NULL ? 0 : strcspn(line, "\n");
    memmove(text->text, line == NULL ? "" : line, text->size);
    text->text[text->size] = '\0';
}

/*
 * A report of a complete trace is a report of its dump, and the dump's dump is the dump.
 * Of a damaged one, what is only named in it (a pool without events, a stream without
 * lines) is not dumped: there the number of events is the same, and the dump does not
 * say that it is whole.
 */
static void check_dump(void)
{
    run_line(&first, "report --format json %1", FORM_JSON, 0);
    const bool is_complete = says_complete(&first.out);
    if (first.code != 0)
    {
        return;
    }
    run_line(&other, "dump %1", FORM_DUMP, 0);
    tool_set(TOOL_SECOND, other.out.text, other.out.size);
    run_line(&other, "report --format json %2", FORM_JSON, 0);
    if (says_complete(&other.out) != is_complete)
    {
        fuzz_fail("the dump makes a trace complete, or incomplete");
    }
    (is_complete ? fuzz_without_places : keep_events)(&first.out);
    (is_complete ? fuzz_without_places : keep_events)(&other.out);
    fuzz_check_same("report of the dump", &first, &other);
    if (is_complete)
    {
        run_line(&first, "dump %1", FORM_DUMP, 0);
        run_line(&other, "dump %2", FORM_DUMP, 0);
        fuzz_check_same("dump of the dump", &first, &other);
    }
}

static void check_agreement(void)
{
    run_line(&first, "report --format json %1", FORM_JSON, ADD_STRICT);
    run_line(&other, "validate --format json %1", FORM_JSON, ADD_STRICT);
    if (first.code != other.code ||
        (first.code != 2 && says_complete(&first.out) != says_complete(&other.out)))
    {
        fuzz_fail("report exits with %d, validate with %d", first.code, other.code);
    }
    if (first.code != 2 && (first.code == 0) != says_complete(&first.out))
    {
        fuzz_fail("exit code %d with --strict, and the report says otherwise", first.code);
    }
}

/* Compressed, a trace says the same. */
static void check_packed(const struct fuzz_input *input, const struct fuzz_line *line)
{
    size_t size;
    uint8_t *packed = fuzz_pack(input->trace, input->trace_size, (input->run & RUN_ZSTD) != 0, &size);
    if (packed != NULL && first.code != 2)
    {
        tool_set(TOOL_TRACE, packed, size);
        run_line(&other, line->words, line->form, input->add);
        fuzz_check_same("compressed", &first, &other);
        tool_set(TOOL_TRACE, input->trace, input->trace_size);
    }
    free(packed);
}

static void set_locale(bool unicode)
{
    if (setenv("LC_ALL", unicode ? "C.UTF-8" : "C", 1) != 0)
    {
        fuzz_fail("setenv");
    }
}

static void run_input(const struct fuzz_input *input)
{
    const struct fuzz_line *line = &fuzz_lines[input->command];
    set_locale((input->run & RUN_UNICODE) != 0);
    tool_set(TOOL_TRACE, input->trace, input->trace_size);
    tool_set(TOOL_SECOND, input->second, input->second_size);
    run_line(&first, line->words, line->form, input->add);
    if ((input->run & RUN_TWICE) != 0)
    {
        run_line(&other, line->words, line->form, input->add);
        fuzz_check_same("the same again", &first, &other);
    }
    if ((input->run & RUN_PACKED) != 0)
    {
        check_packed(input, line);
    }
    if ((input->run & RUN_AGREE) != 0)
    {
        check_agreement();
    }
    if ((input->run & RUN_DUMP) != 0)
    {
        check_dump();
    }
}

/* What a library keeps for the next time is not lost; what is lost is lost again. */
static void check_lost(const struct fuzz_input *input, long before)
{
    long kept = fuzz_blocks() - before;
    for (unsigned i = 0; kept > 0 && i < 3; i++)
    {
        before = fuzz_blocks();
        run_input(input);
        kept = fuzz_blocks() - before;
    }
    if (kept > 0)
    {
        fuzz_fail("%ld blocks are not freed", kept);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input input;
    uint8_t *copy = malloc(size + 1);
    if (copy == NULL)
    {
        return 0;
    }
    if (size > 0)
    {
        memcpy(copy, data, size);
    }
    if (fuzz_input_parse(&input, copy, size) && input.command < fuzz_line_count)
    {
        const long before = fuzz_blocks();
        run_input(&input);
        check_lost(&input, before);
    }
    free(copy);
    return 0;
}
