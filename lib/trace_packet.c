/* SPDX-License-Identifier: MIT */
#include "trace_packet.h"
#include "crc32c.h"

enum
{
    VERSION = 1,
    OFFSET_KIND = 5,
    OFFSET_LENGTH = 6
};

void Trace_PutByte(JUNO_MEMORY_TRACE_T *ptTrace, unsigned int iByte)
{
    ptTrace->piPacket[ptTrace->iFill] = (unsigned char)iByte;
    ptTrace->iFill++;
}

void Trace_PutVarint(JUNO_MEMORY_TRACE_T *ptTrace, uint64_t iValue)
{
    unsigned char *piNext = &ptTrace->piPacket[ptTrace->iFill];

    while (iValue >= 128u)
    {
        *piNext = (unsigned char)(iValue | 128u);
        piNext++;
        iValue >>= 7;
    }
    *piNext = (unsigned char)iValue;
    ptTrace->iFill = (uint16_t)(piNext + 1 - ptTrace->piPacket);
}

/* Little-endian, whatever the machine is. */
static void Store(unsigned char *piTo, uint64_t iValue, unsigned int iBytes)
{
    for (unsigned int i = 0; i < iBytes; i++)
    {
        piTo[i] = (unsigned char)(iValue >> (8u * i));
    }
}

void Trace_PutFixed(JUNO_MEMORY_TRACE_T *ptTrace, uint64_t iValue, unsigned int iBytes)
{
    Store(&ptTrace->piPacket[ptTrace->iFill], iValue, iBytes);
    ptTrace->iFill = (uint16_t)(ptTrace->iFill + iBytes);
}

void Trace_PutString(JUNO_MEMORY_TRACE_T *ptTrace, const char *pcText, size_t zLength)
{
    Trace_PutVarint(ptTrace, zLength);
    for (size_t i = 0; i < zLength; i++)
    {
        Trace_PutByte(ptTrace, (unsigned char)pcText[i]);
    }
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

size_t Trace_RecordBegin(JUNO_MEMORY_TRACE_T *ptTrace, unsigned int iType)
{
    Trace_PutByte(ptTrace, 0u); /* class 0: a record */
    Trace_PutByte(ptTrace, iType);
    Trace_PutByte(ptTrace, 0u); /* the length, if one byte is enough */
    return ptTrace->iFill;
}

void Trace_RecordEnd(JUNO_MEMORY_TRACE_T *ptTrace, size_t zBody)
{
    unsigned char *const piPacket = ptTrace->piPacket;
    const size_t zLength = ptTrace->iFill - zBody;
    size_t zMore = 0;

    for (size_t zRest = zLength; zRest >= 128u; zRest >>= 7)
    {
        zMore++; /* another byte for the length: the body moves on by one */
    }
    for (size_t i = ptTrace->iFill; zMore > 0u && i > zBody; i--)
    {
        piPacket[i - 1u + zMore] = piPacket[i - 1u];
    }
    ptTrace->iFill = (uint16_t)(zBody - 1u);
    Trace_PutVarint(ptTrace, zLength);
    ptTrace->iFill = (uint16_t)(ptTrace->iFill + zLength);
}

size_t Trace_PacketRoom(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    return (size_t)ptTrace->iCapacity - ptTrace->iFill - TRACE_PACKET_CRC;
}

void Trace_PacketBegin(JUNO_MEMORY_TRACE_T *ptTrace, TRACE_PACKET_KIND_T eKind)
{
    ptTrace->iFill = 0;
    Trace_PutFixed(ptTrace, 0x544D4AD6u, 4); /* the magic */
    Trace_PutByte(ptTrace, VERSION);
    Trace_PutByte(ptTrace, (unsigned int)eKind);
    Trace_PutFixed(ptTrace, 0, 2);
    Trace_PutFixed(ptTrace, ptTrace->iStream, 4);
    Trace_PutFixed(ptTrace, ptTrace->iSequence, 4);
    Trace_PutFixed(ptTrace, ptTrace->iDropped, 4);
    Trace_PutFixed(ptTrace, ptTrace->iTime, 8);
    ptTrace->iPacketEvents = 0;
    ptTrace->iClasses = 0;
    ptTrace->iSites = 0;
}

/* Adds to a counter that stays at its largest value. */
static void AddSaturating(uint32_t *piCounter, uint32_t iMore)
{
    *piCounter = (*piCounter > UINT32_MAX - iMore) ? UINT32_MAX : *piCounter + iMore;
}

/*
 * Whether a packet that could not be written would leave no trace: it has no
 * events to count as dropped, and is not repeated either. Its sequence number is
 * then left out, so that the gap shows.
 */
static bool IsLostSilently(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    const unsigned int iKind = ptTrace->piPacket[OFFSET_KIND];

    return ptTrace->iPacketEvents == 0u && (iKind == TRACE_PACKET_STATE || iKind == TRACE_PACKET_EVENTS);
}

JUNO_STATUS_T Trace_PacketEnd(JUNO_MEMORY_TRACE_T *ptTrace)
{
    const JUNO_MEMORY_TRACE_CONFIG_T *const ptConfig = &ptTrace->tConfig;
    const size_t zLength = (size_t)ptTrace->iFill + TRACE_PACKET_CRC;
    JUNO_STATUS_T tStatus = JUNO_STATUS_SUCCESS;

    Store(&ptTrace->piPacket[OFFSET_LENGTH], zLength, 2);
    Trace_PutFixed(ptTrace, Crc32c(ptTrace->piPacket, ptTrace->iFill), 4);
    ptTrace->iFill = 0;
    ptTrace->zSinceRepeat += zLength;
    if (ptConfig->pfcnWrite(ptTrace->piPacket, zLength, ptConfig->pvUserData) == JUNO_STATUS_SUCCESS)
    {
        ptTrace->iSequence++;
        ptTrace->iDropped = 0;
        ptTrace->iEvents += ptTrace->iPacketEvents;
    }
    else
    {
        ptTrace->iSequence += IsLostSilently(ptTrace) ? 1u : 0u;
        AddSaturating(&ptTrace->iDropped, ptTrace->iPacketEvents);
        AddSaturating(&ptTrace->iDroppedTotal, ptTrace->iPacketEvents);
        tStatus = JUNO_STATUS_WRITE_ERROR;
    }
    ptTrace->iPacketEvents = 0;
    return tStatus;
}
