/* SPDX-License-Identifier: MIT */
/* What the wrappers of calls ask before they make the call. */
#ifndef FAULTS_INTERPOSE_H
#define FAULTS_INTERPOSE_H

#include <stdint.h>

/* Calls of a class are counted together; the driver has the same names in the same order. */
enum fault_class
{
    FAULT_MEMORY,
    FAULT_OPEN,
    FAULT_READ,
    FAULT_WRITE,
    FAULT_CLOSE,
    FAULT_STAT,
    FAULT_SEEK,
    FAULT_MAP,
    FAULT_NAME,
    FAULT_WAIT,
    FAULT_CLASSES
};

/* What a wrapper has to do. */
enum fault_act
{
    FAULT_NONE,   /* make the call */
    FAULT_FAIL,   /* fail, errno is set */
    FAULT_SHORT,  /* make the call with fewer bytes */
    FAULT_NOTHING /* return 0 bytes */
};

/*
 * Counts a call, and says what becomes of it. `descriptor` is that of the call, or
 * -1; `caller` is where the wrapper returns to.
 */
enum fault_act fault_strikes(enum fault_class kind, const char *name, int descriptor, const void *caller);

/* Puts the address of the function that the wrapper hides into the function pointer at `to`. */
void fault_next(void *to, const char *name);

#endif
