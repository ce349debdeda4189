/* SPDX-License-Identifier: MIT */
/* refs --object: one object's whole life. */
#ifndef JUNOMEMSTAT_REPORT_OBJECT_H
#define JUNOMEMSTAT_REPORT_OBJECT_H

#include "command.h"
#include "object.h"

/* Prints it and counts what has no counterpart as findings; run->failed, after a message, where there is none. */
void report_object(struct run *run, struct object *object);

#endif
