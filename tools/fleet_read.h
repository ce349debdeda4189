/* SPDX-License-Identifier: MIT */
/* JSON lines, as `report --format jsonl` and `merge --format jsonl` print them. */
#ifndef JUNOMEMSTAT_FLEET_READ_H
#define JUNOMEMSTAT_FLEET_READ_H

#include "fleet.h"

/*
 * Adds one line's figures, those that the filter asks for. `place` names a trace
 * that has no name. Returns NULL, or what is wrong with the line, of which nothing
 * was added then; the text is valid until the next call.
 */
const char *
fleet_read_line(struct fleet *fleet, const struct filter *filter, struct slice line, const char *place);

/*
 * Adds all lines of a file (`-`: standard input). What cannot be read is said, and
 * counted in the fleet. Returns whether nothing was.
 */
bool fleet_read_file(struct fleet *fleet, const struct filter *filter, const char *file);

#endif
