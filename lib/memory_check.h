/* SPDX-License-Identifier: MIT */
/*
 * What calls share that only look at a pool or configure it: they refuse and
 * report like the others, but no observer hears of them.
 */
#ifndef MEMORY_CHECK_H
#define MEMORY_CHECK_H

#include "memory_call.h"

/*
 * What is wrong with the pool of such a call: NULLPTR where it or another
 * argument is NULL, INVALID_TYPE where it is no pool. Where the pool is right
 * and the other argument NULL, that is reported to its handler.
 */
JUNO_STATUS_T Memory_Check(const JUNO_MEMORY_BLOCK_T *ptBlk, bool bOtherNull);

/* Reports a failure of such a call and returns its status. Outside the lock. */
JUNO_STATUS_T Memory_CheckReport(const JUNO_MEMORY_BLOCK_T *ptBlk, MEMORY_CAUSE_T eCause);

#endif
