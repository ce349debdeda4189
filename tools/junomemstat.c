/* SPDX-License-Identifier: MIT */
/* junomemstat: what happened in the memory pools of a traced program. */
#include "command.h"
#include "export.h"
#include "file.h"
#include "message.h"

#include <locale.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "1.0.0"
#endif

static void help_overview(FILE *stream)
{
    (void)fputs(
        "Usage: junomemstat [COMMAND] [OPTION...] TRACE...\n"
        "\n"
        "Reports what happened in the memory pools of a traced program. TRACE is a file\n"
        "with a JMT trace or its text form; `-` is standard input. With --image there may be\n"
        "none. `junomemstat COMMAND --help` lists the command's options.\n"
        "\n"
        "Commands:\n",
        stream
    );
    for (size_t i = 0; i < command_count; i++)
    {
        (void)fprintf(stream, "  %-10s %s\n", commands[i].name, commands[i].help);
    }
}

static void help_command(FILE *stream, const struct command *command)
{
    (void)fprintf(
        stream, "Usage: junomemstat %s [OPTION...] %s\n\n%s\n", command->name, command->words, command->help
    );
    if ((command->options & OPTIONS_EXPORT) != 0)
    {
        (void)fputc('\n', stream);
        exporters_help(stream);
    }
}

static void help(FILE *stream, const struct options *options)
{
    const struct command *command = options->word_count > 0 ? command_find(options->words[0]) : NULL;
    if (command == NULL)
    {
        help_overview(stream);
    }
    else
    {
        help_command(stream, command);
    }
    (void)fputc('\n', stream);
    options_help(stream, command == NULL ? commands[0].options : command->options);
    (void)fputs(
        "\n"
        "Exit codes: 0 done; 1 findings of check, or with --fail-on-change; N findings,\n"
        "with --error-exitcode N; 2 usage, input or output, or not a trace; 3 incomplete\n"
        "input, with --strict.\n",
        stream
    );
}

/* A first word that is no command is a trace if it is `-`, there is such a file, or looks so. */
static bool is_trace(const char *word)
{
    return strcmp(word, "-") == 0 || strpbrk(word, "./") != NULL || access(word, F_OK) == 0;
}

static int unknown_command(const char *word)
{
    struct buffer valid = {0};
    for (size_t i = 0; i < command_count; i++)
    {
        buffer_word(&valid, i > 0 ? ", " : "");
        buffer_word(&valid, commands[i].name);
    }
    message("%s: no such command or file; the commands are %s", word, valid.text);
    buffer_free(&valid);
    return EXIT_CODE_TROUBLE;
}

static int refuse_option(const struct command *command, const struct option_entry *option)
{
    message("%s: has no --%s; try `junomemstat %s --help`", command->name, option->name, command->name);
    return EXIT_CODE_TROUBLE;
}

static int refuse_format(const struct command *command, enum format format)
{
    struct buffer valid = {0};
    for (enum format i = OUTPUT_TEXT; i <= OUTPUT_CSV; i++)
    {
        if ((command->formats & FORMAT_BIT(i)) != 0)
        {
            buffer_word(&valid, valid.size > 0 ? ", " : "");
            buffer_word(&valid, options_format_name(i));
        }
    }
    message("%s: has no --format %s; it has %s", command->name, options_format_name(format), valid.text);
    buffer_free(&valid);
    return EXIT_CODE_TROUBLE;
}

static size_t is_standard_input(const char *name)
{
    return name != NULL && strcmp(name, "-") == 0 ? 1 : 0;
}

/* Whoever reads it first leaves nothing to the other. */
static bool reads_twice(const struct options *options, size_t skip)
{
    size_t times = is_standard_input(options->rules.baseline);
    for (size_t i = skip; i < options->word_count; i++)
    {
        times += is_standard_input(options->words[i]);
    }
    for (size_t i = 0; i < options->image_count; i++)
    {
        times += is_standard_input(options->images[i]);
    }
    return times > 1;
}

/* Runs the command on the words from number `skip` on. */
static int run(const struct command *command, struct options *options, size_t skip)
{
    const struct option_entry *refused = options_refused(options, command->options);
    if (options->word_count == skip && options->image_count == 0)
    {
        message("%s: no trace given; `-` reads standard input", command->name);
        return EXIT_CODE_TROUBLE;
    }
    if (refused != NULL)
    {
        return refuse_option(command, refused);
    }
    if (reads_twice(options, skip))
    {
        message("%s: `-` is given twice, and standard input can be read once only", command->name);
        return EXIT_CODE_TROUBLE;
    }
    if ((command->formats & FORMAT_BIT(options->format)) == 0)
    {
        return refuse_format(command, options->format);
    }
    if (!options_settle(options, command->options))
    {
        return EXIT_CODE_TROUBLE;
    }
    char *const *words = options->words + skip;
    const size_t count = options->word_count - skip;
    return command->whole != NULL ? command->whole(command, options, words, count)
                                  : command_run(command, options, words, count);
}

static int dispatch(struct options *options)
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
    const struct command *command = command_find(options->words[0]);
    if (command != NULL)
    {
        return run(command, options, 1);
    }
    return is_trace(options->words[0]) ? run(&commands[0], options, 0) : unknown_command(options->words[0]);
}

static int to_standard_output(const struct options *options)
{
    struct output output;
    if (!output_open(&output, "-", false))
    {
        return EXIT_CODE_TROUBLE;
    }
    if (options->help)
    {
        help(output.stream, options);
    }
    else
    {
        (void)fputs("junomemstat " PACKAGE_VERSION "\n", output.stream);
    }
    return output_commit(&output) ? EXIT_CODE_DONE : EXIT_CODE_TROUBLE;
}

int main(int count, char **arguments)
{
    struct options options;
    int code = EXIT_CODE_TROUBLE;
    file_keep_standard();
    (void)signal(SIGXFSZ, SIG_IGN); /* a file at its limit is an error of output */
    (void)setlocale(LC_CTYPE, "");
    if (options_parse(&options, count, arguments))
    {
        code = options.help || options.version ? to_standard_output(&options) : dispatch(&options);
    }
    options_free(&options);
    return code;
}
