/* SPDX-License-Identifier: MIT */
/* convert: the trace in a format of other tools. */
#include "export.h"
#include "message.h"

#include <string.h>
#include <unistd.h>

const struct exporter exporters[] = {
    {.name = "perfetto",
     .help = "trace events in JSON, for Perfetto's viewer and Chrome's",
     .begin = export_perfetto_begin,
     .print = export_perfetto_print,
     .end = export_perfetto_end},
    {.name = "pprof",
     .help = "a profile for pprof, of gets and of what is live at the end",
     .flags = EXPORT_BINARY,
     .begin = export_pprof_begin,
     .print = export_pprof_print,
     .end = export_live_end},
    {.name = "collapsed",
     .help = "stacks for flame graphs, of bytes live at the end",
     .begin = export_collapsed_begin,
     .print = export_collapsed_print,
     .end = export_live_end},
    {.name = "csv",
     .help = "one row an event, as RFC 4180 has it",
     .begin = export_csv_begin,
     .print = export_rows_print,
     .end = export_rows_end},
    {.name = "jsonl",
     .help = "one JSON object a line, for each event",
     .begin = export_jsonl_begin,
     .print = export_rows_print,
     .end = export_rows_end},
    {.name = "ctf",
     .help = "a directory in the Common Trace Format, for babeltrace2",
     .flags = EXPORT_DIRECTORY,
     .begin = export_ctf_begin,
     .print = export_ctf_print,
     .end = export_ctf_end},
    {.name = "jmt",
     .help = "packets, from text too",
     .flags = EXPORT_BINARY,
     .begin = export_jmt_begin,
     .print = export_jmt_print,
     .end = cmd_trim_end},
    {.name = "html",
     .help = "a page with charts and tables that needs no other file",
     .flags = EXPORT_MANY,
     .begin = export_html_begin,
     .print = export_html_print,
     .end = export_html_end},
};

const size_t exporter_count = sizeof exporters / sizeof exporters[0];

const struct exporter *exporter_find(const char *name)
{
    for (size_t i = 0; i < exporter_count; i++)
    {
        if (strcmp(exporters[i].name, name) == 0)
        {
            return &exporters[i];
        }
    }
    return NULL;
}

void exporters_help(FILE *stream)
{
    (void)fputs("Formats:\n", stream);
    for (size_t i = 0; i < exporter_count; i++)
    {
        (void)fprintf(stream, "  %-10s %s\n", exporters[i].name, exporters[i].help);
    }
}

static int refuse_format(const char *name)
{
    struct buffer valid = {0};
    for (size_t i = 0; i < exporter_count; i++)
    {
        buffer_word(&valid, i > 0 ? ", " : "");
        buffer_word(&valid, exporters[i].name);
    }
    if (name == NULL)
    {
        message("convert: needs a format: --to %s", valid.text);
    }
    else
    {
        message("convert: --to %s: not one of %s", name, valid.text);
    }
    buffer_free(&valid);
    return EXIT_CODE_TROUBLE;
}

static void convert_begin(struct run *run)
{
    if (!run->options->quiet)
    {
        run->options->exporter->begin(run);
    }
}

static void convert_print(struct run *run)
{
    command_count_findings(run);
    if (!run->options->quiet)
    {
        run->options->exporter->print(run);
    }
}

static void convert_end(struct run *run)
{
    if (!run->options->quiet)
    {
        run->options->exporter->end(run);
    }
}

/* What the format does not allow; returns false after a message. */
static bool fits(const struct exporter *exporter, const struct options *options, size_t traces)
{
    const bool is_standard = strcmp(options->output, "-") == 0;
    if (traces > 1 && (exporter->flags & EXPORT_MANY) == 0)
    {
        message("convert: --to %s takes one trace at a time", exporter->name);
        return false;
    }
    if (is_standard && (exporter->flags & EXPORT_DIRECTORY) != 0)
    {
        message("convert: --to %s writes a directory: name it with -o", exporter->name);
        return false;
    }
    if (is_standard && (exporter->flags & EXPORT_BINARY) != 0 && isatty(STDOUT_FILENO))
    {
        message("convert: --to %s is not for a terminal: name a file with -o", exporter->name);
        return false;
    }
    return true;
}

int cmd_convert(
    const struct command *command, const struct options *options, char *const *words, size_t count
)
{
    const struct exporter *exporter = options->to_word == NULL ? NULL : exporter_find(options->to_word);
    if (exporter == NULL)
    {
        return refuse_format(options->to_word);
    }
    if (!fits(exporter, options, options->image_count + count))
    {
        return EXIT_CODE_TROUBLE;
    }
    struct command through = *command;
    through.prints_early = true;
    through.begin = convert_begin;
    through.print = convert_print;
    through.end = convert_end;
    struct options inner = *options;
    inner.exporter = exporter;
    if ((exporter->flags & EXPORT_DIRECTORY) != 0)
    {
        inner.directory = options->output;
        inner.output = "-";
    }
    return command_run(&through, &inner, words, count);
}
