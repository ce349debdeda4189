/* SPDX-License-Identifier: MIT */
/*
 * Prints the completions of junomemstat for a shell, made from the tables of
 * commands, options and formats. Not installed: see `make completions`.
 *
 *     make_completions bash|zsh|fish
 */
#include "command.h"
#include "export.h"

#include <stdio.h>
#include <string.h>

#define MADE "Made from the tables of commands and options by `make completions`: do not edit."

/* What the value of an option is. */
enum value_kind
{
    VALUE_NONE, /* the option is a flag */
    VALUE_ONE_OF,
    VALUE_FILE,
    VALUE_DIRECTORY,
    VALUE_FREE
};

static bool has_option(const struct command *command, const struct option_entry *option)
{
    return option->groups == OPTIONS_ALL || (option->groups & command->options) != 0;
}

static void add_word(struct buffer *list, const char *word)
{
    buffer_word(list, list->size > 0 ? " " : "");
    buffer_word(list, word);
}

static void add_formats(struct buffer *values, const struct command *command)
{
    for (enum format i = OUTPUT_TEXT; i <= OUTPUT_CSV; i++)
    {
        if ((command->formats & FORMAT_BIT(i)) != 0)
        {
            add_word(values, options_format_name(i));
        }
    }
}

static void add_exporters(struct buffer *values)
{
    for (size_t i = 0; i < exporter_count; i++)
    {
        add_word(values, exporters[i].name);
    }
}

/* Adds the values that the option can have with this command, if they can be listed. */
static void
add_values(struct buffer *values, const struct command *command, const struct option_entry *option)
{
    if (strcmp(option->name, "format") == 0)
    {
        add_formats(values, command);
    }
    else if (strcmp(option->name, "to") == 0)
    {
        if ((command->options & OPTIONS_EXPORT) != 0)
        {
            add_exporters(values);
        }
    }
    else if (option->values != NULL)
    {
        buffer_word(values, option->values);
    }
}

static bool is_file(const char *argument)
{
    return strcmp(argument, "FILE") == 0 || strcmp(argument, "TRACE") == 0;
}

/* The kind of the value; `values` gets the list of them, if there is one. */
static enum value_kind
value_of(const struct command *command, const struct option_entry *option, struct buffer *values)
{
    buffer_clear(values);
    if (option->argument == NULL)
    {
        return VALUE_NONE;
    }
    add_values(values, command, option);
    if (values->size > 0)
    {
        return VALUE_ONE_OF;
    }
    if (is_file(option->argument))
    {
        return VALUE_FILE;
    }
    return strcmp(option->argument, "DIR") == 0 ? VALUE_DIRECTORY : VALUE_FREE;
}

/* Prints `report|pools|...`, or with blanks between them. */
static void print_commands(const char *between)
{
    for (size_t i = 0; i < command_count; i++)
    {
        (void)printf("%s%s", i > 0 ? between : "", commands[i].name);
    }
}

/* Prints text for single quotes, with a backslash before `special` ones. */
static void print_quoted(const char *text, const char *special)
{
    for (; *text != '\0'; text++)
    {
        if (*text == '\'')
        {
            (void)printf("'\\''");
            continue;
        }
        (void)printf("%s%c", strchr(special, *text) != NULL ? "\\" : "", *text);
    }
}

/* Prints `--output|-o` */
static void bash_names(const struct option_entry *option, const char *between)
{
    (void)printf("--%s", option->name);
    if (option->letter != 0)
    {
        (void)printf("%s-%c", between, option->letter);
    }
}

static void bash_options(const struct command *command)
{
    (void)printf("        %s)\n            options='", command->name);
    for (size_t i = 0; i < options_table_size; i++)
    {
        if (has_option(command, &options_table[i]))
        {
            (void)printf("%s", i > 0 ? " " : "");
            bash_names(&options_table[i], " ");
        }
    }
    (void)printf("'\n            case $option in\n");
}

static void
bash_value(const struct command *command, const struct option_entry *option, struct buffer *values)
{
    static const char *const actions[] = {
        [VALUE_FILE] = "kind=file", [VALUE_DIRECTORY] = "kind=directory", [VALUE_FREE] = "kind=free"};
    const enum value_kind kind = value_of(command, option, values);
    if (kind == VALUE_NONE || !has_option(command, option))
    {
        return;
    }
    (void)printf("                ");
    bash_names(option, " | ");
    if (kind == VALUE_ONE_OF)
    {
        (void)printf(") kind=words values='%s' ;;\n", values->text);
    }
    else
    {
        (void)printf(") %s ;;\n", actions[kind]);
    }
}

static void bash_commands(void)
{
    struct buffer values = {0};
    for (size_t i = 0; i < command_count; i++)
    {
        bash_options(&commands[i]);
        for (size_t j = 0; j < options_table_size; j++)
        {
            bash_value(&commands[i], &options_table[j], &values);
        }
        (void)printf("            esac\n            ;;\n");
    }
    buffer_free(&values);
}

static void bash(void)
{
    (void)printf(
        "# bash completion for junomemstat\n# SPDX-License-Identifier: MIT\n# " MADE "\n\n"
        "_junomemstat()\n{\n"
        "    local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]}\n"
        "    local command=%s named= kind= values= options= i\n"
        "    # bash makes three words of --option=value.\n"
        "    if [[ $word == = ]]; then\n"
        "        word=\n"
        "    elif [[ $option == = && COMP_CWORD -gt 2 ]]; then\n"
        "        option=${COMP_WORDS[COMP_CWORD - 2]}\n"
        "    fi\n"
        "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
        "        case ${COMP_WORDS[i]} in\n"
        "            ",
        commands[0].name
    );
    print_commands(" | ");
    (void)printf(")\n"
                 "                command=${COMP_WORDS[i]} named=yes\n"
                 "                break\n"
                 "                ;;\n"
                 "        esac\n"
                 "    done\n"
                 "    case $command in\n");
    bash_commands();
    (void)printf("    esac\n"
                 "    COMPREPLY=()\n"
                 "    case $kind in\n"
                 "        words) mapfile -t COMPREPLY < <(compgen -W \"$values\" -- \"$word\") ;;\n"
                 "        directory) mapfile -t COMPREPLY < <(compgen -d -- \"$word\") ;;\n"
                 "        file) mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n"
                 "        free) return ;;\n"
                 "        *)\n"
                 "            if [[ $word == -* ]]; then\n"
                 "                mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\")\n"
                 "                return\n"
                 "            fi\n"
                 "            mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
                 "            if [[ -z $named ]]; then\n"
                 "                mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W '");
    print_commands(" ");
    (void)printf("' -- \"$word\")\n"
                 "            fi\n"
                 "            ;;\n"
                 "    esac\n"
                 "    if [[ $kind != words ]]; then\n"
                 "        compopt -o filenames 2>/dev/null\n"
                 "    fi\n"
                 "} &&\n"
                 "    complete -F _junomemstat junomemstat\n");
}

/* Prints `'(-o --output)'{-o+,--output=}'[help]:FILE:_files'`. */
static void
zsh_option(const struct command *command, const struct option_entry *option, struct buffer *values)
{
    const enum value_kind kind = value_of(command, option, values);
    const char *equals = kind == VALUE_NONE ? "" : "=";
    (void)printf("                ");
    if (option->letter != 0)
    {
        (void)printf(
            "'(-%c --%s)'{-%c%s,--%s%s}'", option->letter, option->name, option->letter,
            kind == VALUE_NONE ? "" : "+", option->name, equals
        );
    }
    else
    {
        (void)printf("'*--%s%s", option->name, equals);
    }
    (void)printf("[");
    print_quoted(option->help, "[]\\");
    (void)printf("]");
    if (kind != VALUE_NONE)
    {
        (void)printf(":%s:", option->argument);
    }
    if (kind == VALUE_ONE_OF)
    {
        (void)printf("(%s)", values->text);
    }
    else
    {
        static const char *const actions[] = {
            [VALUE_NONE] = "", [VALUE_FILE] = "_files", [VALUE_DIRECTORY] = "_files -/", [VALUE_FREE] = " "};
        (void)printf("%s", actions[kind]);
    }
    (void)printf("'\n");
}

static void zsh_commands(void)
{
    struct buffer values = {0};
    for (size_t i = 0; i < command_count; i++)
    {
        (void)printf("        %s)\n            specs=(\n", commands[i].name);
        for (size_t j = 0; j < options_table_size; j++)
        {
            if (has_option(&commands[i], &options_table[j]))
            {
                zsh_option(&commands[i], &options_table[j], &values);
            }
        }
        (void)printf("            )\n            ;;\n");
    }
    buffer_free(&values);
}

static void zsh(void)
{
    (void)printf(
        "#compdef junomemstat\n# SPDX-License-Identifier: MIT\n# " MADE "\n\n"
        "_junomemstat()\n{\n"
        "    local curcontext=$curcontext command=%s state line\n"
        "    local -a specs names\n"
        "    typeset -A opt_args\n"
        "    names=(\n",
        commands[0].name
    );
    for (size_t i = 0; i < command_count; i++)
    {
        (void)printf("        '%s:", commands[i].name);
        print_quoted(commands[i].help, "\\");
        (void)printf("'\n");
    }
    (void)printf("    )\n    case $words[2] in\n        ");
    print_commands(" | ");
    (void)printf(") command=$words[2] ;;\n    esac\n    case $command in\n");
    zsh_commands();
    (void)printf("    esac\n"
                 "    _arguments -s -S : $specs '1: :->first' '*:TRACE:_files' && return\n"
                 "    if [[ $state == first ]]; then\n"
                 "        _describe -t commands command names\n"
                 "        _files\n"
                 "    fi\n"
                 "}\n\n"
                 "_junomemstat \"$@\"\n");
}

static void fish_option(
    const struct option_entry *option, const char *condition, enum value_kind kind, const char *values
)
{
    (void)printf("complete -c junomemstat -n '%s' -l %s", condition, option->name);
    if (option->letter != 0)
    {
        (void)printf(" -s %c", option->letter);
    }
    switch (kind)
    {
    case VALUE_ONE_OF:
        (void)printf(" -x -a '%s'", values);
        break;
    case VALUE_FILE:
        (void)printf(" -r -F");
        break;
    case VALUE_DIRECTORY:
        (void)printf(" -x -a '(__fish_complete_directories)'");
        break;
    case VALUE_FREE:
        (void)printf(" -x");
        break;
    default:
        break;
    }
    (void)printf(" -d '");
    for (const char *at = option->help; *at != '\0'; at++)
    {
        (void)printf("%s%c", *at == '\'' || *at == '\\' ? "\\" : "", *at);
    }
    (void)printf("'\n");
}

/* A line for each command that has the option: what values it takes depends on that. */
static void fish_options(const struct command *command)
{
    struct buffer values = {0};
    struct buffer condition = {0};
    buffer_word(&condition, "__junomemstat_does ");
    buffer_word(&condition, command->name);
    for (size_t i = 0; i < options_table_size; i++)
    {
        if (has_option(command, &options_table[i]))
        {
            const enum value_kind kind = value_of(command, &options_table[i], &values);
            fish_option(&options_table[i], condition.text, kind, values.text);
        }
    }
    buffer_free(&values);
    buffer_free(&condition);
}

static void fish(void)
{
    (void)printf("# SPDX-License-Identifier: MIT\n# " MADE "\n\n"
                 "set -g __junomemstat_commands ");
    print_commands(" ");
    (void)printf(
        "\n\n"
        "function __junomemstat_named\n"
        "    for word in (commandline -opc)[2..-1]\n"
        "        if contains -- $word $__junomemstat_commands\n"
        "            echo $word\n"
        "            return\n"
        "        end\n"
        "    end\n"
        "    return 1\n"
        "end\n\n"
        "function __junomemstat_does\n"
        "    set -l command (__junomemstat_named)\n"
        "    or set command %s\n"
        "    test $command = $argv[1]\n"
        "end\n\n",
        commands[0].name
    );
    for (size_t i = 0; i < command_count; i++)
    {
        (void)printf("complete -c junomemstat -n 'not __junomemstat_named' -a %s -d '", commands[i].name);
        print_quoted(commands[i].help, "\\");
        (void)printf("'\n");
    }
    for (size_t i = 0; i < command_count; i++)
    {
        fish_options(&commands[i]);
    }
}

int main(int count, char **arguments)
{
    static const struct
    {
        const char *name;
        void (*print)(void);
    } shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};
    for (size_t i = 0; count == 2 && i < sizeof shells / sizeof shells[0]; i++)
    {
        if (strcmp(arguments[1], shells[i].name) == 0)
        {
            shells[i].print();
            return fflush(stdout) == 0 && ferror(stdout) == 0 ? 0 : 1;
        }
    }
    (void)fputs("usage: make_completions bash|zsh|fish\n", stderr);
    return 2;
}
