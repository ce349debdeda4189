/* SPDX-License-Identifier: MIT */
/* Memory that never fails to the caller, and growing arrays. */
#ifndef JUNOMEMSTAT_MEM_H
#define JUNOMEMSTAT_MEM_H

#include <stddef.h>
#include <stdio.h>

/* `size` bytes, zeroed; ends the program with exit code 2 where there are none. */
void *mem_alloc(size_t size);

/* Says that there is no memory, and ends the program with exit code 2. */
_Noreturn void mem_out(void);

/* Makes room for `need` elements of `size` bytes; new room is zeroed. */
void *mem_grow(void *old, size_t *capacity, size_t need, size_t size);

/* A stream into memory: the text, to be freed, and its size are there once it has ended. */
FILE *mem_stream(char **text, size_t *size);
void mem_stream_end(FILE *stream);

#endif
