/* SPDX-License-Identifier: MIT */
/* The order of numbers, as qsort() asks for it. */
#ifndef JUNOMEMSTAT_ORDER_H
#define JUNOMEMSTAT_ORDER_H

#include <stdint.h>

/* Below, above or equal to 0. */
static inline int rising(uint64_t one, uint64_t other)
{
    return (int)(one > other) - (int)(one < other);
}

static inline int falling(uint64_t one, uint64_t other)
{
    return -rising(one, other);
}

#endif
