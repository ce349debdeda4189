/* SPDX-License-Identifier: MIT */
#include "trace_commands.h"

#include "fuzz.h"
#include "tool.h"

#include <stdio.h>
#include <string.h>

/* A corpus knows these by their numbers: new ones go to the end. */
const struct fuzz_line fuzz_lines[] = {
    {"report %1", FORM_TEXT},
    {"report --format json %1", FORM_JSON},
    {"report --format jsonl --origin here %1", FORM_LINES},
    {"report --gen-suppressions %1", FORM_TEXT},
    {"report --suppress %2 %1", FORM_TEXT},
    {"report --image %1", FORM_TEXT},
    {"leaks %1", FORM_TEXT},
    {"leaks --format json --suppress %2 %1", FORM_JSON},
    {"leaks --format csv %1", FORM_BYTES},
    {"refs %1", FORM_TEXT},
    {"refs --format json --unbalanced off %1", FORM_JSON},
    {"refs --object messages:0 %1", FORM_TEXT},
    {"refs --object 1:1#1 --format json %1", FORM_JSON},
    {"pools %1", FORM_TEXT},
    {"pools --format json %1", FORM_JSON},
    {"pools --format csv %1", FORM_BYTES},
    {"timeline --svg /dev/null %1", FORM_TEXT},
    {"timeline --format json %1", FORM_JSON},
    {"timeline --format csv %1", FORM_BYTES},
    {"at --peak messages %1", FORM_TEXT},
    {"at --time 1us --format json %1", FORM_JSON},
    {"at --mark m --format csv %1", FORM_BYTES},
    {"lifetimes %1", FORM_TEXT},
    {"lifetimes --format json %1", FORM_JSON},
    {"lifetimes --format csv %1", FORM_BYTES},
    {"check --budget %2 --junit /dev/null %1", FORM_TEXT},
    {"check --baseline %2 --max-leaks 0 --max-peak *=50% --max-errors 1 --format json %1", FORM_JSON},
    {"diff %2 %1", FORM_TEXT},
    {"diff --fail-on-change --format json %2 %1", FORM_JSON},
    {"dump %1", FORM_DUMP},
    {"trim --from 5ns %1", FORM_BYTES},
    {"convert --to jmt %1", FORM_BYTES},
    {"convert --to perfetto %1", FORM_JSON},
    {"convert --to pprof %1", FORM_BYTES},
    {"convert --to collapsed %1", FORM_BYTES},
    {"convert --to csv %1", FORM_BYTES},
    {"convert --to jsonl %1", FORM_LINES},
    {"convert --to html %1", FORM_BYTES},
    {"convert --to ctf -f -o fuzz-ctf.out %1", FORM_BYTES},
    {"merge %1", FORM_TEXT},
    {"merge --format json --site a %1", FORM_JSON},
    {"merge --format jsonl --top 1 %2 %1", FORM_LINES},
    {"validate %1", FORM_TEXT},
    {"validate --format json %1", FORM_JSON},
    {"report --format json %2 %1", FORM_JSON},
    {"refs --gen-suppressions %1", FORM_TEXT},
    {"dump --image %1", FORM_DUMP},
};

const size_t fuzz_line_count = sizeof fuzz_lines / sizeof fuzz_lines[0];

/* Options by the bits of ADD_..., and which commands have them. */
static const struct
{
    unsigned bit, groups;
    const char *words[4];
} additions[] = {
    {ADD_STRICT, 0, {"--strict"}},
    {ADD_EXITCODE, 0, {"--error-exitcode", "77"}},
    {ADD_POOL, OPTIONS_POOL, {"--pool", "messages"}},
    {ADD_RANGE, OPTIONS_RANGE, {"--from", "100ns", "--until", "mark:m"}},
    {ADD_COLOR, 0, {"--color", "always"}},
    {ADD_TOP, OPTIONS_TOP, {"--top", "1"}},
    {ADD_SITE, OPTIONS_SITE | OPTIONS_MERGE, {"--site", "a.c"}},
    {ADD_QUIET, 0, {"--quiet"}},
};

static const char *word_of(const char *word)
{
    return strcmp(word, "%1") == 0   ? tool_path(TOOL_TRACE)
           : strcmp(word, "%2") == 0 ? tool_path(TOOL_SECOND)
                                     : word;
}

void fuzz_words_make(struct fuzz_words *words, const char *line, unsigned add)
{
    size_t count = 0;
    (void)snprintf(words->text, sizeof words->text, "%s", line);
    for (char *word = strtok(words->text, " "); word != NULL; word = strtok(NULL, " "))
    {
        words->words[count++] = word_of(word);
    }
    words->command = command_find(words->words[0]);
    if (words->command == NULL)
    {
        fuzz_fail("no command %s", words->words[0]);
    }
    for (size_t i = 0; i < sizeof additions / sizeof additions[0]; i++)
    {
        const bool has = additions[i].groups == 0 || (additions[i].groups & words->command->options) != 0;
        for (size_t j = 0; j < 4 && has && (add & additions[i].bit) != 0 && additions[i].words[j] != NULL;
             j++)
        {
            words->words[count++] = additions[i].words[j];
        }
    }
    words->words[count] = NULL;
}
