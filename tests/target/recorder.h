/* SPDX-License-Identifier: MIT */
/* Included before the demo program: newlib does not declare this one. */
#ifndef TARGET_RECORDER_H
#define TARGET_RECORDER_H

#include <time.h>

int nanosleep(const struct timespec *pause, struct timespec *rest);

#endif
