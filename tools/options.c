/* SPDX-License-Identifier: MIT */
#include "options.h"

#include "mem.h"
#include "message.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

/* Columns of an option's name in the help. */
#define NAME_WIDTH 22

/* What getopt_long returns for the option at position 0. */
#define FIRST_OPTION 256

int options_choose(const char *option, const char *value, const char *values)
{
    struct buffer valid = {0};
    const size_t size = strlen(value);
    int position = 0;
    for (const char *at = values;; position++)
    {
        const size_t length = strcspn(at, " ");
        if (length == size && memcmp(at, value, size) == 0)
        {
            buffer_free(&valid);
            return position;
        }
        buffer_add(&valid, (struct slice){at, length});
        if (at[length] == '\0')
        {
            break;
        }
        buffer_word(&valid, ", ");
        at += length + 1;
    }
    message("%s %s: not one of %s", option, value, valid.text);
    buffer_free(&valid);
    return -1;
}

static bool heeds(unsigned groups, const struct option_entry *entry)
{
    return entry->groups == OPTIONS_ALL || (entry->groups & groups) != 0;
}

const struct option_entry *options_refused(const struct options *options, unsigned groups)
{
    for (size_t i = 0; i < options_table_size; i++)
    {
        if ((options->given & UINT64_C(1) << i) != 0 && !heeds(groups, &options_table[i]))
        {
            return &options_table[i];
        }
    }
    return NULL;
}

static void help_line(FILE *stream, const struct option_entry *entry)
{
    char name[64];
    (void)snprintf(
        name, sizeof name, "%s%s%s", entry->name, entry->argument != NULL ? " " : "",
        entry->argument != NULL ? entry->argument : ""
    );
    if (entry->letter != 0)
    {
        (void)fprintf(stream, "  -%c, --%-*s %s\n", entry->letter, NAME_WIDTH, name, entry->help);
    }
    else
    {
        (void)fprintf(stream, "      --%-*s %s\n", NAME_WIDTH, name, entry->help);
    }
}

void options_help(FILE *stream, unsigned groups)
{
    (void)fputs("Options:\n", stream);
    for (size_t i = 0; i < options_table_size; i++)
    {
        if (heeds(groups, &options_table[i]))
        {
            help_line(stream, &options_table[i]);
        }
    }
}

/*
 * getopt_long names in optopt a letter, perhaps one of several in a word, or an option that is
 * known, but was given a value that it does not take; 0 where it knows no such long option. Of a
 * long option it has read the word. A byte beyond ASCII is a letter too, and below 0 where char is.
 */
static void complain(int option, const char *last)
{
    const char letter[] = {'-', (char)optopt, '\0'};
    const char *word = optopt != 0 && optopt < FIRST_OPTION ? letter : last;
    if (option == ':')
    {
        message("%s needs a value; try --help", word);
    }
    else if (optopt >= FIRST_OPTION)
    {
        message("%s: this option takes no value; try --help", word);
    }
    else
    {
        message("%s: no such option, or an ambiguous one; try --help", word);
    }
}

/* The table as getopt_long wants it. */
static void make_getopt(struct option *long_options, char *letters)
{
    *letters++ = ':';
    for (size_t i = 0; i < options_table_size; i++)
    {
        const struct option_entry *entry = &options_table[i];
        const int kind = entry->argument != NULL ? required_argument : no_argument;
        long_options[i] = (struct option){entry->name, kind, NULL, FIRST_OPTION + (int)i};
        if (entry->letter != 0)
        {
            *letters++ = entry->letter;
            *letters = ':';
            letters += kind == required_argument ? 1 : 0;
        }
    }
    *letters = '\0';
    long_options[options_table_size] = (struct option){NULL, 0, NULL, 0};
}

/* The position of what getopt_long returned. */
static size_t position_of(int option)
{
    size_t position = 0;
    if (option >= FIRST_OPTION)
    {
        return (size_t)(option - FIRST_OPTION);
    }
    while (options_table[position].letter != option)
    {
        position++;
    }
    return position;
}

static bool take_option(struct options *options, int option)
{
    const size_t position = position_of(option);
    options->given |= UINT64_C(1) << position;
    return options_table[position].take(options, optarg);
}

static bool
take_all(struct options *options, int count, char **arguments, const char *letters, const struct option *all)
{
    for (;;)
    {
        const int option = getopt_long(count, arguments, letters, all, NULL);
        if (option == -1)
        {
            return true;
        }
        if (option == '?' || option == ':')
        {
            complain(option, arguments[optind - 1]);
            return false;
        }
        if (!take_option(options, option))
        {
            return false;
        }
    }
}

bool options_parse(struct options *options, int count, char **arguments)
{
    *options = (struct options){.output = "-"};
    options->pools = mem_alloc((size_t)count * sizeof *options->pools);
    options->places.files = mem_alloc((size_t)count * sizeof *options->places.files);
    options->images = mem_alloc((size_t)count * sizeof *options->images);
    struct option *all = mem_alloc((options_table_size + 1) * sizeof *all);
    char *letters = mem_alloc(2 * options_table_size + 2);
    make_getopt(all, letters);
    opterr = 0;
    optind = 1;
    const bool good = take_all(options, count, arguments, letters, all);
    free(all);
    free(letters);
    options->words = arguments + optind;
    options->word_count = (size_t)(count - optind);
    return good;
}

void options_free(struct options *options)
{
    suppress_free(&options->suppressions);
    free(options->pools);
    free(options->places.files);
    free(options->images);
    rules_free(&options->rules);
    *options = (struct options){0};
}
