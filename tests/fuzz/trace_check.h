/* SPDX-License-Identifier: MIT */
/* What holds for every run of the tool, whatever it was given. */
#ifndef FUZZ_TRACE_CHECK_H
#define FUZZ_TRACE_CHECK_H

#include "tool.h"
#include "trace_commands.h"

/* Exit code, messages and the form of what was printed. */
void fuzz_check_run(const struct fuzz_words *words, enum fuzz_form form, const struct tool_result *result);

/* Both runs gave the same. */
void fuzz_check_same(const char *what, const struct tool_result *one, const struct tool_result *other);

/*
 * Takes out of a JSON report what a dump cannot keep: where in the file something stood,
 * and in which order pools that are not defined were first met.
 */
void fuzz_without_places(struct tool_text *text);

#endif
