/* SPDX-License-Identifier: MIT */
#include "crc32c.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define CRC32C_X86 1
#include <nmmintrin.h>
#else
#define CRC32C_X86 0
#endif

#define POLYNOMIAL_REFLECTED 0x82F63B78u

static uint32_t tables[8][256];

static void tables_fill(void)
{
    for (uint32_t byte = 0; byte < 256; byte++)
    {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; bit++)
        {
            crc = (crc >> 1) ^ ((crc & 1u) ? POLYNOMIAL_REFLECTED : 0u);
        }
        tables[0][byte] = crc;
    }
    for (uint32_t byte = 0; byte < 256; byte++)
    {
        for (int slice = 1; slice < 8; slice++)
        {
            const uint32_t before = tables[slice - 1][byte];
            tables[slice][byte] = (before >> 8) ^ tables[0][before & 0xFFu];
        }
    }
}

static uint32_t load32(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static uint32_t eight_bytes(uint32_t crc, const unsigned char *bytes)
{
    const uint32_t low = crc ^ load32(bytes);
    const uint32_t high = load32(bytes + 4);
    return tables[7][low & 0xFFu] ^ tables[6][(low >> 8) & 0xFFu] ^ tables[5][(low >> 16) & 0xFFu] ^
           tables[4][low >> 24] ^ tables[3][high & 0xFFu] ^ tables[2][(high >> 8) & 0xFFu] ^
           tables[1][(high >> 16) & 0xFFu] ^ tables[0][high >> 24];
}

uint32_t crc32c_tables(const void *data, size_t size)
{
    const unsigned char *bytes = data;
    uint32_t crc = 0xFFFFFFFFu;
    if (tables[0][1] == 0)
    {
        tables_fill();
    }
    for (; size >= 8; size -= 8, bytes += 8)
    {
        crc = eight_bytes(crc, bytes);
    }
    for (; size > 0; size--, bytes++)
    {
        crc = (crc >> 8) ^ tables[0][(crc ^ *bytes) & 0xFFu];
    }
    return ~crc;
}

#if CRC32C_X86
__attribute__((target("sse4.2"))) static uint32_t by_instruction(const unsigned char *bytes, size_t size)
{
    uint64_t crc = 0xFFFFFFFFu;
    for (; size >= 8; size -= 8, bytes += 8)
    {
        uint64_t word;
        memcpy(&word, bytes, sizeof word);
        crc = _mm_crc32_u64(crc, word);
    }
    for (; size > 0; size--, bytes++)
    {
        crc = _mm_crc32_u8((uint32_t)crc, *bytes);
    }
    return ~(uint32_t)crc;
}
#endif

uint32_t crc32c(const void *data, size_t size)
{
#if CRC32C_X86
    if (__builtin_cpu_supports("sse4.2"))
    {
        return by_instruction(data, size);
    }
#endif
    return crc32c_tables(data, size);
}
