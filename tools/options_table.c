/* SPDX-License-Identifier: MIT */
/* All options, in the order of the help, and what each does. */
#include "message.h"
#include "options.h"

#include <stdlib.h>
#include <string.h>

static bool take_text(const char *option, const char *what, const char *value, const char **place)
{
    *place = value;
    if (*value == '\0')
    {
        message("%s needs %s", option, what);
        return false;
    }
    return true;
}

static bool take_pool(struct options *options, const char *value)
{
    for (size_t i = 0; i < options->filter.pool_count; i++)
    {
        if (strcmp(options->pools[i], value) == 0)
        {
            return true;
        }
    }
    options->pools[options->filter.pool_count++] = value;
    options->filter.pools = options->pools;
    return true;
}

static bool take_site(struct options *options, const char *value)
{
    return take_text("--site", "a text that is not empty", value, &options->filter.site);
}

static bool take_moment(const char *option, const char *value, struct moment *moment)
{
    if (!moment_parse(moment, value))
    {
        message("%s %s: not " MOMENT_SYNTAX, option, value);
        return false;
    }
    return true;
}

static bool take_from(struct options *options, const char *value)
{
    return take_moment("--from", value, &options->from);
}

static bool take_until(struct options *options, const char *value)
{
    return take_moment("--until", value, &options->to);
}

/* What it means depends on the command: options_settle knows. */
static bool take_to(struct options *options, const char *value)
{
    return take_text("--to", "a text that is not empty", value, &options->to_word);
}

static bool take_top(struct options *options, const char *value)
{
    char *end;
    const long number = strtol(value, &end, 10);
    if (*end != '\0' || number < 1)
    {
        message("--top %s: not a number of rows from 1 on", value);
        return false;
    }
    options->top = (size_t)number;
    options->filter.top = options->top;
    return true;
}

static bool take_suppress(struct options *options, const char *value)
{
    const char *file;
    options->filter.suppressions = &options->suppressions;
    return take_text("--suppress", "a file's name", value, &file) &&
           suppress_read(&options->suppressions, file);
}

static bool take_object(struct options *options, const char *value)
{
    if (!object_parse(&options->object, value))
    {
        message("--object %s: not POOL:BLOCK#SERIAL, nor POOL:BLOCK for the block's last life", value);
        return false;
    }
    return true;
}

#define SWITCH "on off"

static bool take_unbalanced(struct options *options, const char *value)
{
    const int choice = options_choose("--unbalanced", value, SWITCH);
    options->balanced = choice == 1;
    return choice >= 0;
}

static bool take_generate(struct options *options, const char *value)
{
    (void)value;
    options->generate = true;
    return true;
}

static bool take_interval(struct options *options, const char *value)
{
    char *end;
    const double seconds = strtod(value, &end);
    if (*end != '\0' || !(seconds >= 0.1 && seconds <= 3600))
    {
        message("--interval %s: not a number of seconds from 0.1 to 3600", value);
        return false;
    }
    options->interval_ms = (uint64_t)(seconds * 1000 + 0.5);
    return true;
}

static bool take_baud(struct options *options, const char *value)
{
    char *end;
    const long number = strtol(value, &end, 10);
    if (*end != '\0' || number < 1)
    {
        message("--baud %s: not a speed such as 9600 or 115200", value);
        return false;
    }
    options->baud = (unsigned long)number;
    return true;
}

static bool take_elf(struct options *options, const char *value)
{
    options->places.files[options->places.file_count++] = value;
    return true;
}

static bool take_sysroot(struct options *options, const char *value)
{
    return take_text("--sysroot", "a directory", value, &options->places.root);
}

static bool take_image(struct options *options, const char *value)
{
    return take_text(
        "--image", "a file's name; `-` is standard input", value, &options->images[options->image_count++]
    );
}

#define FORMATS "text json jsonl csv"

const char *options_format_name(enum format format)
{
    static const char *const names[] = {"text", "json", "jsonl", "csv"};
    return names[format];
}

static bool take_format(struct options *options, const char *value)
{
    const int choice = options_choose("--format", value, FORMATS);
    options->format = choice < 0 ? OUTPUT_TEXT : (enum format)choice;
    return choice >= 0;
}

#define COLOURS "auto always never"

static bool take_colour(struct options *options, const char *value)
{
    const int choice = options_choose("--color", value, COLOURS);
    options->colour = choice < 0 ? COLOUR_AUTO : (enum colour_choice)choice;
    return choice >= 0;
}

static bool take_output(struct options *options, const char *value)
{
    return take_text("--output", "a file's name; `-` is standard output", value, &options->output);
}

static bool take_origin(struct options *options, const char *value)
{
    return take_text("--origin", "a text that is not empty", value, &options->origin);
}

static bool take_peak(struct options *options, const char *value)
{
    options->at_count++;
    return take_pool(options, value);
}

static bool take_time(struct options *options, const char *value)
{
    options->at_count++;
    return take_moment("--time", value, &options->at);
}

static bool take_mark(struct options *options, const char *value)
{
    options->at_count++;
    options->at.kind = MOMENT_MARK;
    return take_text("--mark", "a text that is not empty", value, &options->at.mark);
}

static bool take_svg(struct options *options, const char *value)
{
    return take_text("--svg", "a file's name", value, &options->svg);
}

static bool take_error_exitcode(struct options *options, const char *value)
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

static bool take_budget(struct options *options, const char *value)
{
    return take_text("--budget", "a file's name", value, &options->budget);
}

static bool take_junit(struct options *options, const char *value)
{
    return take_text("--junit", "a file's name; `-` is standard output", value, &options->junit);
}

static bool take_fail_on_change(struct options *options, const char *value)
{
    (void)value;
    options->fail_on_change = true;
    return true;
}

static bool take_force(struct options *options, const char *value)
{
    (void)value;
    options->overwrite = true;
    return true;
}

static bool take_strict(struct options *options, const char *value)
{
    (void)value;
    options->strict = true;
    return true;
}

static bool take_quiet(struct options *options, const char *value)
{
    (void)value;
    options->quiet = true;
    return true;
}

static bool take_help(struct options *options, const char *value)
{
    (void)value;
    options->help = true;
    return true;
}

static bool take_version(struct options *options, const char *value)
{
    (void)value;
    options->version = true;
    return true;
}

static bool in_order(const struct options *options)
{
    const struct moment *from = &options->from;
    const struct moment *to = &options->to;
    if (from->kind == MOMENT_TIME && to->kind == MOMENT_TIME && from->nanoseconds > to->nanoseconds)
    {
        message("--from comes after --to");
        return false;
    }
    return true;
}

bool options_settle(struct options *options, unsigned groups)
{
    /* Lines are to be added up: what is left out of them would be missing there. */
    options->filter.top = options->format == OUTPUT_JSONL ? 0 : options->filter.top;
    if (options->generate && options->format != OUTPUT_TEXT)
    {
        message("--gen-suppressions prints lines of text: leave out --format");
        return false;
    }
    const bool is_moment = options->to_word != NULL && (groups & OPTIONS_EXPORT) == 0;
    return (!is_moment || take_moment("--to", options->to_word, &options->to)) && in_order(options);
}

const struct option_entry options_table[] = {
    {"pool", "NAME", "only this pool; may be given several times", NULL, 0, OPTIONS_POOL, take_pool},
    {"site", "TEXT", "only sites that contain TEXT", NULL, 0, OPTIONS_SITE | OPTIONS_MERGE, take_site},
    {"from", "TIME", "from this time, or mark:TEXT, on", NULL, 0, OPTIONS_RANGE, take_from},
    {"until", "TIME", "up to this time, or mark:TEXT", NULL, 0, OPTIONS_RANGE, take_until},
    {"to", "TIME", "the same as --until; convert: the format to write", NULL, 0,
     OPTIONS_RANGE | OPTIONS_EXPORT, take_to},
    {"top", "N", "at most N rows of each list, the heaviest", NULL, 0, OPTIONS_TOP, take_top},
    {"object", "OBJECT", "the whole life of POOL:BLOCK#SERIAL", NULL, 0, OPTIONS_REFS, take_object},
    {"unbalanced", "on|off", "only sites that are not balanced (on), or all of the run", SWITCH, 0,
     OPTIONS_REFS, take_unbalanced},
    {"suppress", "FILE", "accept what FILE says is known; repeatable", NULL, 0, OPTIONS_SUPPRESS,
     take_suppress},
    {"gen-suppressions", NULL, "print what would suppress all that is found", NULL, 0, OPTIONS_GENERATE,
     take_generate},
    {"elf", "FILE", "names addresses by this program or library; repeatable", NULL, 0, OPTIONS_SITE,
     take_elf},
    {"sysroot", "DIR", "finds the recorded programs and libraries under DIR", NULL, 0, OPTIONS_SITE,
     take_sysroot},
    {"image", "FILE", "read flight recorders in a raw image of memory", NULL, 0, OPTIONS_TRACE, take_image},
    {"interval", "SECONDS", "time between two looks, 0.1 to 3600; 0.5 if not given", NULL, 0, OPTIONS_WATCH,
     take_interval},
    {"baud", "N", "speed of a serial line; if not given, as it is set", NULL, 0, OPTIONS_WATCH, take_baud},
    {"max-peak", "POOL=LIMIT", "at most N blocks, or N%, of a pool at its peak; *: of all", NULL, 0,
     OPTIONS_CHECK, options_take_max_peak},
    {"max-leaks", "N", "at most N leaked blocks", NULL, 0, OPTIONS_CHECK, options_take_max_leaks},
    {"max-failed", "N", "at most N failed gets", NULL, 0, OPTIONS_CHECK, options_take_max_failed},
    {"max-unbalanced", "N", "at most N blocks with unbalanced references", NULL, 0, OPTIONS_CHECK,
     options_take_max_unbalanced},
    {"max-errors", "N", "at most N failed calls that no full pool caused", NULL, 0, OPTIONS_CHECK,
     options_take_max_errors},
    {"baseline", "TRACE", "nothing is worse than in this trace", NULL, 0, OPTIONS_CHECK,
     options_take_baseline},
    {"budget", "FILE", "take such rules from FILE, one a line", NULL, 0, OPTIONS_CHECK, take_budget},
    {"junit", "FILE", "write JUnit's XML to FILE too", NULL, 0, OPTIONS_CHECK, take_junit},
    {"fail-on-change", NULL, "exit with 1 where anything but times changed", NULL, 0, OPTIONS_DIFF,
     take_fail_on_change},
    {"format", "FORMAT", "text, json, jsonl or csv, as the command has them", FORMATS, 0, OPTIONS_ALL,
     take_format},
    {"origin", "NAME", "whose traces they are, for --format jsonl", NULL, 0, OPTIONS_LINES, take_origin},
    {"peak", "POOL", "when this pool was at its peak, the first time", NULL, 0, OPTIONS_AT, take_peak},
    {"time", "TIME", "at this time from the first event on", NULL, 0, OPTIONS_AT, take_time},
    {"mark", "TEXT", "at the first mark with this text", NULL, 0, OPTIONS_AT, take_mark},
    {"svg", "FILE", "draw a picture, too, into FILE", NULL, 0, OPTIONS_SVG, take_svg},
    {"output", "FILE", "write to FILE; `-` is standard output", NULL, 'o', OPTIONS_ALL, take_output},
    {"force", NULL, "let -o overwrite a file", NULL, 'f', OPTIONS_ALL, take_force},
    {"strict", NULL, "exit with 3 where a trace is incomplete", NULL, 0, OPTIONS_ALL, take_strict},
    {"error-exitcode", "N", "exit with N where there are findings", NULL, 0, OPTIONS_ALL,
     take_error_exitcode},
    {"color", "WHEN", "auto, always or never", COLOURS, 0, OPTIONS_ALL, take_colour},
    {"quiet", NULL, "print nothing but errors", NULL, 'q', OPTIONS_ALL, take_quiet},
    {"help", NULL, "print this help", NULL, 'h', OPTIONS_ALL, take_help},
    {"version", NULL, "print the version", NULL, 0, OPTIONS_ALL, take_version},
};

const size_t options_table_size = sizeof options_table / sizeof options_table[0];

_Static_assert(sizeof options_table / sizeof options_table[0] <= 64, "a bit for each option in `given`");
