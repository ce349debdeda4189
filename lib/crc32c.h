/* SPDX-License-Identifier: MIT */
/*
 * CRC-32C (RFC 3720, appendix B.4), the check of every packet.
 */
#ifndef CRC32C_H
#define CRC32C_H

#include <stddef.h>
#include <stdint.h>

/*
 * The CRC of data that follows data whose CRC is iBefore; 0 where nothing does.
 */
uint32_t Crc32c(uint32_t iBefore, const void *pvData, size_t zSize);

#endif
