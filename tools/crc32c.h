/* SPDX-License-Identifier: MIT */
/* CRC-32C (Castagnoli), RFC 3720, appendix B.4. */
#ifndef JUNOMEMSTAT_CRC32C_H
#define JUNOMEMSTAT_CRC32C_H

#include <stddef.h>
#include <stdint.h>

/* The CRC of `size` bytes; with the processor's own instruction where it has one. */
uint32_t crc32c(const void *data, size_t size);

/* The same by tables, on every machine. */
uint32_t crc32c_tables(const void *data, size_t size);

#endif
