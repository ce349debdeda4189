/* SPDX-License-Identifier: MIT */
/* Sums and differences that stay at the end of their range: what a trace says may be any number. */
#ifndef JUNOMEMSTAT_SATURATE_H
#define JUNOMEMSTAT_SATURATE_H

#include <stdint.h>

static inline uint64_t plus(uint64_t number, uint64_t more)
{
    return more > UINT64_MAX - number ? UINT64_MAX : number + more;
}

static inline uint64_t minus(uint64_t number, uint64_t less)
{
    return number > less ? number - less : 0;
}

#endif
