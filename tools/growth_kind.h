/* SPDX-License-Identifier: MIT */
/* Whether what stays of a site's blocks grows. */
#ifndef JUNOMEMSTAT_GROWTH_KIND_H
#define JUNOMEMSTAT_GROWTH_KIND_H

#include "growth.h"

enum growth_kind growth_kind(const uint64_t samples[GROWTH_SAMPLES]);

#endif
