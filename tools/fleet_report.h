/* SPDX-License-Identifier: MIT */
/* What many traces say together, as text and as JSON. */
#ifndef JUNOMEMSTAT_FLEET_REPORT_H
#define JUNOMEMSTAT_FLEET_REPORT_H

#include "command.h"
#include "fleet.h"

void fleet_report_text(struct run *run, const struct fleet *fleet);

/* One object, on one line where it is to be merged again. */
void fleet_report_json(struct run *run, const struct fleet *fleet);

#endif
