/* SPDX-License-Identifier: MIT */
/*
 * A library that needs memory and does not care whose: it is compiled without
 * JUNO_CUSTOM_ALLOC and sees only the allocator's name.
 */
#ifndef DOWNSTREAM_H
#define DOWNSTREAM_H

#include "juno/memory/alloc.h"

/* Writes a greeting into memory from the allocator. */
JUNO_STATUS_T downstream_greet(JUNO_MEMORY_ALLOC_T *memory, JUNO_MEMORY_T *greeting, const char *name);

/* Shortens it to its first letters. */
JUNO_STATUS_T downstream_shorten(JUNO_MEMORY_ALLOC_T *memory, JUNO_MEMORY_T *greeting, size_t letters);

/* Prints it, holding a reference meanwhile. */
void downstream_print(JUNO_MEMORY_T *greeting);

#endif
