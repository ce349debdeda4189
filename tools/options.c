/* SPDX-License-Identifier: MIT */
#include "options.h"

#include "mem.h"
#include "message.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum long_only
{
    OPTION_POOL = 256,
    OPTION_SITE,
    OPTION_IMAGE,
    OPTION_FORMAT,
    OPTION_STRICT,
    OPTION_ERROR_EXITCODE,
    OPTION_ELF,
    OPTION_SYSROOT,
    OPTION_COLOUR,
    OPTION_VERSION
};

static const struct option long_options[] = {
    {"pool", required_argument, NULL, OPTION_POOL},
    {"site", required_argument, NULL, OPTION_SITE},
    {"elf", required_argument, NULL, OPTION_ELF},
    {"sysroot", required_argument, NULL, OPTION_SYSROOT},
    {"image", required_argument, NULL, OPTION_IMAGE},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"output", required_argument, NULL, 'o'},
    {"force", no_argument, NULL, 'f'},
    {"strict", no_argument, NULL, OPTION_STRICT},
    {"error-exitcode", required_argument, NULL, OPTION_ERROR_EXITCODE},
    {"color", required_argument, NULL, OPTION_COLOUR},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, OPTION_VERSION},
    {NULL, 0, NULL, 0}};

void options_help(FILE *stream)
{
    (void)fputs(
        "Options:\n"
        "      --pool NAME          only this pool; may be given several times\n"
        "      --site TEXT          only sites that contain TEXT\n"
        "      --elf FILE           names addresses by this program or library; repeatable\n"
        "      --sysroot DIR        finds the recorded programs and libraries under DIR\n"
        "      --image FILE         read flight recorders in a raw image of memory\n"
        "      --format text|json   text is the default\n"
        "  -o, --output FILE        write to FILE; `-` is standard output\n"
        "  -f, --force              let -o overwrite a file\n"
        "      --strict             exit with 3 where a trace is incomplete\n"
        "      --error-exitcode N   exit with N where there are findings\n"
        "      --color WHEN         auto, always or never\n"
        "  -q, --quiet              print nothing but errors\n"
        "  -h, --help               print this help\n"
        "      --version            print the version\n",
        stream
    );
}

static bool choose(const char *option, const char *value, const char *const *names, int *choice)
{
    struct buffer valid = {0};
    for (int i = 0; names[i] != NULL; i++)
    {
        if (strcmp(value, names[i]) == 0)
        {
            *choice = i;
            buffer_free(&valid);
            return true;
        }
        buffer_word(&valid, i > 0 ? ", " : "");
        buffer_word(&valid, names[i]);
    }
    message("%s %s: not one of %s", option, value, valid.text);
    buffer_free(&valid);
    return false;
}

static bool format_option(struct options *options, const char *value)
{
    static const char *const names[] = {"text", "json", NULL};
    int choice = 0;
    const bool good = choose("--format", value, names, &choice);
    options->format = (enum format)choice;
    return good;
}

static bool colour_option(struct options *options, const char *value)
{
    static const char *const names[] = {"auto", "always", "never", NULL};
    int choice = 0;
    const bool good = choose("--color", value, names, &choice);
    options->colour = (enum colour_choice)choice;
    return good;
}

static bool exitcode_option(struct options *options, const char *value)
{
    char *end;
    const long number = strtol(value, &end, 10);
    if (*value == '\0' || *end != '\0' || number < 0 || number > 255)
    {
        message("--error-exitcode %s: not a number from 0 to 255", value);
        return false;
    }
    options->error_exitcode = (int)number;
    return true;
}

static bool add_pool(struct options *options, const char *name)
{
    options->pools[options->filter.pool_count++] = name;
    options->filter.pools = options->pools;
    return true;
}

static bool elf_option(struct options *options, const char *value)
{
    options->places.files[options->places.file_count++] = value;
    return true;
}

static bool sysroot_option(struct options *options, const char *value)
{
    options->places.root = value;
    if (*value == '\0')
    {
        message("--sysroot needs a directory");
        return false;
    }
    return true;
}

static bool add_image(struct options *options, const char *name)
{
    options->images[options->image_count++] = name;
    if (*name == '\0')
    {
        message("--image needs a file's name; `-` is standard input");
        return false;
    }
    return true;
}

static bool output_option(struct options *options, const char *value)
{
    options->output = value;
    if (*value == '\0')
    {
        message("--output needs a file's name; `-` is standard output");
        return false;
    }
    return true;
}

static bool site_option(struct options *options, const char *value)
{
    options->filter.site = value;
    if (*value == '\0')
    {
        message("--site needs a text that is not empty");
        return false;
    }
    return true;
}

/* Options without a value. */
static bool set_flag(struct options *options, int option)
{
    options->overwrite = options->overwrite || option == 'f';
    options->quiet = options->quiet || option == 'q';
    options->help = options->help || option == 'h';
    options->version = options->version || option == OPTION_VERSION;
    options->strict = options->strict || option == OPTION_STRICT;
    return true;
}

static bool set_option(struct options *options, int option)
{
    switch (option)
    {
    case OPTION_POOL:
        return add_pool(options, optarg);
    case OPTION_ELF:
        return elf_option(options, optarg);
    case OPTION_SYSROOT:
        return sysroot_option(options, optarg);
    case OPTION_IMAGE:
        return add_image(options, optarg);
    case OPTION_SITE:
        return site_option(options, optarg);
    case OPTION_FORMAT:
        return format_option(options, optarg);
    case OPTION_COLOUR:
        return colour_option(options, optarg);
    case OPTION_ERROR_EXITCODE:
        return exitcode_option(options, optarg);
    case 'o':
        return output_option(options, optarg);
    default:
        return set_flag(options, option);
    }
}

/* getopt_long names in optopt an option that is known, but was given a value that it does not take. */
static void complain(int option, const char *word)
{
    if (option == ':')
    {
        message("%s needs a value; try --help", word);
    }
    else if (strncmp(word, "--", 2) == 0 && optopt != 0)
    {
        message("%s: this option takes no value; try --help", word);
    }
    else
    {
        message("%s: no such option, or an ambiguous one; try --help", word);
    }
}

bool options_parse(struct options *options, int count, char **arguments)
{
    *options = (struct options){.output = "-"};
    options->pools = mem_alloc((size_t)count * sizeof *options->pools);
    options->places.files = mem_alloc((size_t)count * sizeof *options->places.files);
    options->images = mem_alloc((size_t)count * sizeof *options->images);
    opterr = 0;
    optind = 1;
    for (;;)
    {
        const int before = optind;
        const int option = getopt_long(count, arguments, ":o:fqh", long_options, NULL);
        if (option == -1)
        {
            break;
        }
        if (option == '?' || option == ':')
        {
            const char *word = arguments[optind > before || optind >= count ? optind - 1 : optind];
            complain(option, word);
            return false;
        }
        if (!set_option(options, option))
        {
            return false;
        }
    }
    options->words = arguments + optind;
    options->word_count = (size_t)(count - optind);
    return true;
}

void options_free(struct options *options)
{
    free(options->pools);
    free(options->places.files);
    free(options->images);
    *options = (struct options){0};
}
