/* SPDX-License-Identifier: MIT */
/* junomemstat: what happened in the memory pools of a traced program. */
#include "command.h"
#include "message.h"

#include <locale.h>
#include <string.h>
#include <unistd.h>

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "1.0.0"
#endif

static const struct command commands[] = {
    {"report", cmd_report, NULL, true, true, true,
     "pools, leaks, references, errors and what is unsure (default)"},
    {"leaks", cmd_leaks, NULL, true, true, true, "blocks still out at the end, by site"},
    {"refs", cmd_refs, NULL, true, true, true, "references not given back, by block and by site"},
    {"dump", cmd_dump, cmd_dump_tap, false, true, false, "the trace as text, one event a line"},
    {"validate", cmd_validate, NULL, true, false, false, "is the trace sound, and what is missing"},
};

#define COMMANDS (sizeof commands / sizeof commands[0])

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++)
    {
        if (strcmp(commands[i].name, name) == 0)
        {
            return &commands[i];
        }
    }
    return NULL;
}

static void help(void)
{
    (void)puts("Usage: junomemstat [COMMAND] [OPTION...] TRACE...\n"
               "\n"
               "Reports what happened in the memory pools of a traced program. TRACE is a file\n"
               "with a JMT trace or its text form; `-` is standard input. With --image there may be\n"
               "none.\n"
               "\n"
               "Commands:");
    for (size_t i = 0; i < COMMANDS; i++)
    {
        (void)printf("  %-10s %s\n", commands[i].name, commands[i].help);
    }
    (void)puts("");
    options_help(stdout);
    (void)puts("\n"
               "Exit codes: 0 done; 1 or N findings, with --error-exitcode; 2 usage, input or\n"
               "output, or not a trace; 3 incomplete input, with --strict.");
}

/* A first word that is no command is a trace if it is `-`, there is such a file, or looks so. */
static bool is_trace(const char *word)
{
    return strcmp(word, "-") == 0 || strpbrk(word, "./") != NULL || access(word, F_OK) == 0;
}

static int unknown_command(const char *word)
{
    struct buffer valid = {0};
    for (size_t i = 0; i < COMMANDS; i++)
    {
        buffer_word(&valid, i > 0 ? ", " : "");
        buffer_word(&valid, commands[i].name);
    }
    message("%s: no such command or file; the commands are %s", word, valid.text);
    buffer_free(&valid);
    return EXIT_CODE_TROUBLE;
}

/* The first of the options on sites that was given, or NULL. */
static const char *option_on_sites(const struct options *options)
{
    if (options->filter.site != NULL)
    {
        return "--site";
    }
    if (options->places.file_count > 0)
    {
        return "--elf";
    }
    return options->places.root != NULL ? "--sysroot" : NULL;
}

/* An option that the command does not heed, or NULL. */
static const char *refused_option(const struct command *command, const struct options *options)
{
    if (options->format == OUTPUT_JSON && !command->has_json)
    {
        return "--format json";
    }
    if (options->filter.pool_count > 0 && !command->has_pool)
    {
        return "--pool";
    }
    return command->has_site ? NULL : option_on_sites(options);
}

/* Runs the command on the words from number `skip` on. */
static int run(const struct command *command, const struct options *options, size_t skip)
{
    if (options->word_count == skip && options->image_count == 0)
    {
        message("%s: no trace given; `-` reads standard input", command->name);
        return EXIT_CODE_TROUBLE;
    }
    const char *refused = refused_option(command, options);
    if (refused != NULL)
    {
        message("%s: has no %s", command->name, refused);
        return EXIT_CODE_TROUBLE;
    }
    return command_run(command, options, options->words + skip, options->word_count - skip);
}

static int dispatch(const struct options *options)
{
    if (options->word_count == 0)
    {
        if (options->image_count > 0)
        {
            return run(&commands[0], options, 0);
        }
        message("no trace given; try --help");
        return EXIT_CODE_TROUBLE;
    }
    const struct command *command = find_command(options->words[0]);
    if (command != NULL)
    {
        return run(command, options, 1);
    }
    return is_trace(options->words[0]) ? run(&commands[0], options, 0) : unknown_command(options->words[0]);
}

static int to_standard_output(const struct options *options)
{
    struct output output;
    (void)output_open(&output, "-", false);
    if (options->help)
    {
        help();
    }
    else
    {
        (void)puts("junomemstat " PACKAGE_VERSION);
    }
    return output_commit(&output) ? EXIT_CODE_DONE : EXIT_CODE_TROUBLE;
}

int main(int count, char **arguments)
{
    struct options options;
    int code = EXIT_CODE_TROUBLE;
    (void)setlocale(LC_CTYPE, "");
    if (options_parse(&options, count, arguments))
    {
        code = options.help || options.version ? to_standard_output(&options) : dispatch(&options);
    }
    options_free(&options);
    return code;
}
