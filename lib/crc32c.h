/* SPDX-License-Identifier: MIT */
/*
 * CRC-32C (RFC 3720, appendix B.4), the check of every packet.
 */
#ifndef CRC32C_H
#define CRC32C_H

#include <stddef.h>
#include <stdint.h>

uint32_t Crc32c(const void *pvData, size_t zSize);

#endif
