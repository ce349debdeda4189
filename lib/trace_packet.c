/* SPDX-License-Identifier: MIT */
#include "trace_packet.h"
#include "crc32c.h"
#include "trace_cache.h"
#include "trace_kind.h"

unsigned char *Trace_PutLong(unsigned char *piTo, uint64_t iValue)
{
    do
    {
        *piTo = (unsigned char)(iValue | 128u);
        piTo++;
        iValue >>= 7;
    }
    while (iValue != 0u);
    piTo[-1] &= 127u; /* the last byte */
    return piTo;
}

unsigned char *Trace_PutSize(unsigned char *piTo, size_t zValue)
{
    return Trace_PutLong(piTo, zValue);
}

unsigned char *Trace_PutText(unsigned char *piTo, const char *pcText, size_t zMax)
{
    size_t zLength = Trace_Length(pcText, zMax);

    piTo = Trace_PutSize(piTo, zLength);
    for (; zLength > 0u; zLength--)
    {
        *piTo = (unsigned char)*pcText;
        piTo++;
        pcText++;
    }
    return piTo;
}

unsigned char *Trace_PutWord(unsigned char *piTo, uint32_t iValue)
{
    for (unsigned int i = 0; i < 4u; i++)
    {
        *piTo = (unsigned char)iValue;
        piTo++;
        iValue >>= 8;
    }
    return piTo;
}

size_t Trace_Length(const char *pcText, size_t zMax)
{
    size_t zLength = 0;

    while (pcText != NULL && zLength < zMax && pcText[zLength] != '\0')
    {
        zLength++;
    }
    return zLength;
}

size_t Trace_PacketRoom(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    const size_t zRoom = (size_t)ptTrace->iCapacity - ptTrace->iFill - TRACE_PACKET_CRC;

    return (zRoom < TRACE_RECORD_MAX) ? zRoom : TRACE_RECORD_MAX;
}

void Trace_PacketCommit(JUNO_MEMORY_TRACE_T *ptTrace, const unsigned char *piEnd)
{
    ptTrace->iFill = (uint16_t)(piEnd - ptTrace->piPacket);
    if (ptTrace->ptKind->pfcnCommit != NULL)
    {
        ptTrace->ptKind->pfcnCommit(ptTrace);
    }
}

void Trace_PacketBegin(JUNO_MEMORY_TRACE_T *ptTrace, TRACE_PACKET_KIND_T eKind)
{
    unsigned char *const piNext = Trace_PacketHead(ptTrace, eKind, ptTrace->piPacket);

    ptTrace->iPacketEvents = 0;
    ptTrace->iClasses = 0;
    Trace_CacheClear(ptTrace);
    Trace_PacketCommit(ptTrace, piNext);
}

void Trace_PacketEnd(JUNO_MEMORY_TRACE_T *ptTrace)
{
    unsigned char *const piPacket = ptTrace->piPacket;
    const size_t zFill = ptTrace->iFill;
    const size_t zLength = zFill + TRACE_PACKET_CRC;

    if (zFill == 0u)
    {
        return;
    }
    piPacket[TRACE_OFFSET_LENGTH] = (unsigned char)zLength;
    piPacket[TRACE_OFFSET_LENGTH + 1] = (unsigned char)(zLength >> 8);
    (void)Trace_PutWord(&piPacket[zFill], Crc32c(0, piPacket, zFill));
    ptTrace->iFill = 0;
    ptTrace->ptKind->pfcnEmit(ptTrace, zLength);
}

unsigned char *Trace_RecordOpen(const JUNO_MEMORY_TRACE_T *ptTrace, unsigned int iType)
{
    unsigned char *const piNext = Trace_PacketNext(ptTrace);

    piNext[0] = 0; /* class 0: a record */
    piNext[1] = (unsigned char)iType;
    return &piNext[TRACE_RECORD_HEAD];
}

void Trace_RecordClose(JUNO_MEMORY_TRACE_T *ptTrace, unsigned char *piEnd)
{
    unsigned char *const piNext = Trace_PacketNext(ptTrace);
    const size_t zLength = (size_t)(piEnd - piNext) - TRACE_RECORD_HEAD;

    piNext[2] = (unsigned char)(zLength | 128u); /* a varint of two bytes */
    piNext[3] = (unsigned char)(zLength >> 7);
    Trace_PacketCommit(ptTrace, piEnd);
}
