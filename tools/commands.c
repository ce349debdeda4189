/* SPDX-License-Identifier: MIT */
/* The table of commands, from which help, completions and the manual's list follow. */
#include "command.h"

#include "export.h"

#include <string.h>

const struct command commands[] = {
    {.name = "report",
     .words = "TRACE...",
     .help = "pools, leaks, references, errors and what is unsure (default)",
     .formats = FORMATS_JSONL,
     .options = OPTIONS_TRACE | OPTIONS_RANGE | OPTIONS_POOL | OPTIONS_SITE | OPTIONS_LINES | OPTIONS_TOP |
                OPTIONS_SUPPRESS | OPTIONS_GENERATE,
     .print = cmd_report},
    {.name = "pools",
     .words = "TRACE...",
     .help = "occupancy and waste of each pool, and how long it was nearly full",
     .formats = FORMATS_JSON | FORMAT_BIT(OUTPUT_CSV),
     .options = OPTIONS_TRACE | OPTIONS_RANGE | OPTIONS_POOL,
     .begin = cmd_pools_begin,
     .print = cmd_pools,
     .end = cmd_pools_end},
    {.name = "timeline",
     .words = "TRACE...",
     .help = "occupancy over time: a chart of each pool, values, a picture",
     .formats = FORMATS_JSON | FORMAT_BIT(OUTPUT_CSV),
     .options = OPTIONS_TRACE | OPTIONS_RANGE | OPTIONS_POOL | OPTIONS_SVG,
     .begin = cmd_timeline_begin,
     .print = cmd_timeline,
     .end = cmd_timeline_end,
     .start = cmd_timeline_start,
     .finish = cmd_timeline_finish},
    {.name = "at",
     .words = "TRACE...",
     .help = "who held what at a moment: --peak, --time or --mark",
     .formats = FORMATS_JSON | FORMAT_BIT(OUTPUT_CSV),
     .options = OPTIONS_TRACE | OPTIONS_RANGE | OPTIONS_POOL | OPTIONS_SITE | OPTIONS_TOP | OPTIONS_AT,
     .begin = cmd_at_begin,
     .print = cmd_at,
     .end = cmd_at_end,
     .start = cmd_at_start},
    {.name = "leaks",
     .words = "TRACE...",
     .help = "blocks still out at the end, by site",
     .formats = FORMATS_JSON | FORMAT_BIT(OUTPUT_CSV),
     .options = OPTIONS_TRACE | OPTIONS_RANGE | OPTIONS_POOL | OPTIONS_SITE | OPTIONS_TOP | OPTIONS_SUPPRESS |
                OPTIONS_GENERATE,
     .begin = cmd_leaks_begin,
     .print = cmd_leaks,
     .end = cmd_leaks_end},
    {.name = "refs",
     .words = "TRACE...",
     .help = "references not given back, by block and by site",
     .formats = FORMATS_JSON,
     .options = OPTIONS_TRACE | OPTIONS_RANGE | OPTIONS_POOL | OPTIONS_SITE | OPTIONS_TOP | OPTIONS_SUPPRESS |
                OPTIONS_GENERATE | OPTIONS_REFS,
     .begin = cmd_refs_begin,
     .print = cmd_refs,
     .end = cmd_refs_end},
    {.name = "lifetimes",
     .words = "TRACE...",
     .help = "how long blocks live, by pool and site",
     .formats = FORMATS_JSON | FORMAT_BIT(OUTPUT_CSV),
     .options = OPTIONS_TRACE | OPTIONS_RANGE | OPTIONS_POOL | OPTIONS_SITE | OPTIONS_TOP,
     .begin = cmd_lifetimes_begin,
     .print = cmd_lifetimes,
     .end = cmd_lifetimes_end},
    {.name = "check",
     .words = "TRACE...",
     .help = "the gate of a CI job: limits, a budget, a baseline",
     .formats = FORMATS_JSON,
     .options = OPTIONS_TRACE | OPTIONS_RANGE | OPTIONS_POOL | OPTIONS_SITE | OPTIONS_TOP | OPTIONS_SUPPRESS |
                OPTIONS_CHECK,
     .start = cmd_check_start,
     .begin = cmd_check_begin,
     .print = cmd_check,
     .end = cmd_check_end,
     .finish = cmd_check_finish},
    {.name = "diff",
     .words = "BEFORE AFTER",
     .help = "what changed between two runs, the worse first",
     .formats = FORMATS_JSON,
     .options = OPTIONS_TRACE | OPTIONS_RANGE | OPTIONS_POOL | OPTIONS_SITE | OPTIONS_TOP | OPTIONS_SUPPRESS |
                OPTIONS_DIFF,
     .start = cmd_diff_start,
     .print = cmd_diff,
     .finish = cmd_diff_finish,
     .is_joint = true},
    {.name = "dump",
     .words = "TRACE...",
     .help = "the trace as text, one event a line",
     .formats = FORMATS_TEXT,
     .options = OPTIONS_TRACE | OPTIONS_RANGE | OPTIONS_POOL,
     .prints_early = true,
     .begin = cmd_dump_begin,
     .print = cmd_dump,
     .end = cmd_dump_end},
    {.name = "trim",
     .words = "TRACE",
     .help = "a part of the trace as a trace, by time, mark or pool",
     .formats = FORMATS_TEXT,
     .options = OPTIONS_TRACE | OPTIONS_RANGE | OPTIONS_POOL,
     .prints_early = true,
     .start = cmd_trim_start,
     .begin = cmd_trim_begin,
     .print = cmd_trim,
     .end = cmd_trim_end},
    {.name = "convert",
     .words = "--to FORMAT TRACE",
     .help = "the trace in a format of other tools",
     .formats = FORMATS_TEXT,
     .options =
         OPTIONS_TRACE | OPTIONS_RANGE | OPTIONS_POOL | OPTIONS_SITE | OPTIONS_SUPPRESS | OPTIONS_EXPORT,
     .whole = cmd_convert},
    {.name = "watch",
     .words = "TRACE",
     .help = "a live view of a trace that is still growing",
     .formats = FORMATS_TEXT,
     .options = OPTIONS_POOL | OPTIONS_SITE | OPTIONS_WATCH,
     .whole = cmd_watch},
    {.name = "merge",
     .words = "FILE...",
     .help = "many machines' JSON lines as one report",
     .formats = FORMATS_JSONL,
     .options = OPTIONS_POOL | OPTIONS_MERGE | OPTIONS_TOP,
     .whole = cmd_merge},
    {.name = "validate",
     .words = "TRACE...",
     .help = "is the trace sound, and what is missing",
     .formats = FORMATS_JSON,
     .options = OPTIONS_TRACE | OPTIONS_RANGE,
     .print = cmd_validate},
};

const size_t command_count = sizeof commands / sizeof commands[0];

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
    {
        if (strcmp(commands[i].name, name) == 0)
        {
            return &commands[i];
        }
    }
    return NULL;
}
