/* SPDX-License-Identifier: MIT */
/* Compression, for inputs that the tool unpacks. */
#ifndef FUZZ_TRACE_PACK_H
#define FUZZ_TRACE_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Returns malloc's memory and sets *packed_size; NULL where this build has not the library. */
uint8_t *fuzz_pack(const uint8_t *bytes, size_t size, bool with_zstd, size_t *packed_size);

#endif
