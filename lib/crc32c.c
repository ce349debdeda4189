/* SPDX-License-Identifier: MIT */
#include "crc32c.h"

/*
 * Some bits a step. Table entry n is the remainder of n under the reflected
 * polynomial 0x82F63B78: 64 bytes for four bits; for two 16, and less code, at
 * twice the time.
 */
#if defined(__OPTIMIZE_SIZE__) || defined(CRC32C_SMALL)
enum
{
    STEP = 2
};
static const uint32_t aiTable[1u << STEP] = {0x00000000u, 0x417B1DBCu, 0x82F63B78u, 0xC38D26C4u};
#else
enum
{
    STEP = 4
};
static const uint32_t aiTable[1u << STEP] = {
    0x00000000u, 0x105EC76Fu, 0x20BD8EDEu, 0x30E349B1u, 0x417B1DBCu, 0x5125DAD3u, 0x61C69362u, 0x7198540Du,
    0x82F63B78u, 0x92A8FC17u, 0xA24BB5A6u, 0xB21572C9u, 0xC38D26C4u, 0xD3D3E1ABu, 0xE330A81Au, 0xF36E6F75u,
};
#endif

static uint32_t Portable(uint32_t iCrc, const unsigned char *piData, size_t zSize)
{
    for (size_t i = 0; i < zSize; i++)
    {
        iCrc ^= piData[i];
        for (unsigned int iBits = 0; iBits < 8u; iBits += STEP)
        {
            iCrc = (iCrc >> STEP) ^ aiTable[iCrc & ((1u << STEP) - 1u)];
        }
    }
    return iCrc;
}

#if defined(__x86_64__) && defined(__GNUC__) && !defined(CRC32C_PORTABLE)
#define HAS_HARDWARE 1

/* Eight bytes a step with the instruction that SSE4.2 has for it. */
__attribute__((target("sse4.2"))) static uint32_t
Hardware(uint32_t iCrc, const unsigned char *piData, size_t zSize)
{
    uint64_t iWide = iCrc;
    size_t i = 0;

    for (; i + 8u <= zSize; i += 8u)
    {
        uint64_t iWord;
        __builtin_memcpy(&iWord, piData + i, 8);
        iWide = __builtin_ia32_crc32di(iWide, iWord);
    }
    iCrc = (uint32_t)iWide;
    for (; i < zSize; i++)
    {
        iCrc = __builtin_ia32_crc32qi(iCrc, piData[i]);
    }
    return iCrc;
}
#endif

uint32_t Crc32c(uint32_t iBefore, const void *pvData, size_t zSize)
{
#ifdef HAS_HARDWARE
    if (__builtin_cpu_supports("sse4.2"))
    {
        return ~Hardware(~iBefore, pvData, zSize);
    }
#endif
    return ~Portable(~iBefore, pvData, zSize);
}
