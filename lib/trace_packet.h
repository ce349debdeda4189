/* SPDX-License-Identifier: MIT */
/*
 * Building a packet and its records (doc/trace-format.md, sections 1 and 2), and
 * handing it on. The callers see to it that what they put fits
 * (Trace_PacketRoom).
 *
 * Fields are appended by functions that take where to write and return where
 * the next one goes. What has been appended counts once it is committed, a whole
 * item at a time: a flight recorder may be dumped between any two instructions.
 */
#ifndef TRACE_PACKET_H
#define TRACE_PACKET_H

#include "juno/memory/trace.h"
#include <stdbool.h>

/* Kinds of packet. */
typedef enum TRACE_PACKET_KIND_TAG
{
    TRACE_PACKET_HEADER = 1,
    TRACE_PACKET_DEFINITIONS = 2,
    TRACE_PACKET_STATE = 3,
    TRACE_PACKET_EVENTS = 4,
    TRACE_PACKET_END = 5
} TRACE_PACKET_KIND_T;

enum
{
    TRACE_PACKET_VERSION = 1,
    TRACE_PACKET_HEAD = 28,    /* bytes before the payload */
    TRACE_PACKET_CRC = 4,      /* bytes after it */
    TRACE_PACKET_LEAST = 128,  /* bytes of a packet that can hold any one item */
    TRACE_PACKET_MAX = 65535,  /* bytes in a packet */
    TRACE_RECORD_HEAD = 4,     /* bytes before a record's body */
    TRACE_RECORD_MAX = 16000,  /* bytes in a record: its length has two bytes */
    TRACE_OFFSET_KIND = 5,     /* in a packet's head */
    TRACE_OFFSET_LENGTH = 6,   /* likewise */
    TRACE_STATE_RECORDING = 1, /* iState */
    TRACE_STATE_ENDED = 2
};

/* Appends one field: a varint, a string cut to zMax bytes, a number of four bytes. */
unsigned char *Trace_PutLong(unsigned char *piTo, uint64_t iValue);
unsigned char *Trace_PutSize(unsigned char *piTo, size_t zValue);
unsigned char *Trace_PutText(unsigned char *piTo, const char *pcText, size_t zMax);
unsigned char *Trace_PutWord(unsigned char *piTo, uint32_t iValue);

/* A varint on the way of every event. */
static inline unsigned char *Trace_PutQuickly(unsigned char *piTo, size_t zValue)
{
#ifndef __OPTIMIZE_SIZE__
    if (zValue < 128u)
    {
        *piTo = (unsigned char)zValue;
        return piTo + 1;
    }
#endif
    return Trace_PutSize(piTo, zValue);
}

/* Length of a string, at most zMax; 0 for NULL. */
size_t Trace_Length(const char *pcText, size_t zMax);

/* Writes a packet's head, without the length; returns the byte after it. */
static inline unsigned char *
Trace_PacketHead(const JUNO_MEMORY_TRACE_T *ptTrace, TRACE_PACKET_KIND_T eKind, unsigned char *piNext)
{
    piNext = Trace_PutWord(piNext, 0x544D4AD6u); /* the magic */
    piNext = Trace_PutWord(piNext, TRACE_PACKET_VERSION | ((uint32_t)eKind << 8));
    piNext = Trace_PutWord(piNext, ptTrace->iStream);
    piNext = Trace_PutWord(piNext, ptTrace->iSequence);
    piNext = Trace_PutWord(piNext, ptTrace->iDropped);
    piNext = Trace_PutWord(piNext, (uint32_t)ptTrace->iTime);
    return Trace_PutWord(piNext, (uint32_t)(ptTrace->iTime >> 32));
}

/* Begins a packet whose base time is ptTrace->iTime. */
void Trace_PacketBegin(JUNO_MEMORY_TRACE_T *ptTrace, TRACE_PACKET_KIND_T eKind);

/*
 * Ends the packet, if one is begun, and hands it on. Where that fails, which
 * iResult tells, its events count as dropped, and its sequence number goes to the
 * next packet; that of one without events which nothing repeats is left out.
 */
void Trace_PacketEnd(JUNO_MEMORY_TRACE_T *ptTrace);

/* Where the next item goes, and up to where items are whole now. */
static inline unsigned char *Trace_PacketNext(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    return &ptTrace->piPacket[ptTrace->iFill];
}
void Trace_PacketCommit(JUNO_MEMORY_TRACE_T *ptTrace, const unsigned char *piEnd);

/* Bytes that still fit into the packet. */
size_t Trace_PacketRoom(const JUNO_MEMORY_TRACE_T *ptTrace);

/* Begins a record: returns where its body goes. Ends it behind its last field. */
unsigned char *Trace_RecordOpen(const JUNO_MEMORY_TRACE_T *ptTrace, unsigned int iType);
void Trace_RecordClose(JUNO_MEMORY_TRACE_T *ptTrace, unsigned char *piEnd);

/* Counts a packet that was handed on. */
static inline void Trace_PacketDone(JUNO_MEMORY_TRACE_T *ptTrace)
{
    ptTrace->iSequence++;
    ptTrace->iDropped = 0;
    ptTrace->zEvents += ptTrace->iPacketEvents;
}

#endif
