/* SPDX-License-Identifier: MIT */
/*
 * Building a packet in the trace's buffer, and handing it to the writer. The
 * callers see to it that what they put fits (Trace_PacketRoom).
 */
#ifndef TRACE_PACKET_H
#define TRACE_PACKET_H

#include "juno/memory/trace.h"

/* Kinds of packet; doc/trace-format.md, section 1. */
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
    TRACE_PACKET_HEAD = 28,    /* bytes before the payload */
    TRACE_PACKET_CRC = 4,      /* bytes after it */
    TRACE_PACKET_MAX = 65535,  /* bytes in a packet */
    TRACE_STATE_RECORDING = 1, /* iState */
    TRACE_STATE_ENDED = 2
};

/* Begins a packet whose base time is ptTrace->iTime. */
void Trace_PacketBegin(JUNO_MEMORY_TRACE_T *ptTrace, TRACE_PACKET_KIND_T eKind);

/*
 * Ends the packet and writes it. Where that fails its events count as dropped,
 * and its sequence number goes to the next packet; that of one without events
 * which nothing repeats is left out.
 */
JUNO_STATUS_T Trace_PacketEnd(JUNO_MEMORY_TRACE_T *ptTrace);

/* Bytes that still fit into the packet. */
size_t Trace_PacketRoom(const JUNO_MEMORY_TRACE_T *ptTrace);

/* Appends one field. */
void Trace_PutByte(JUNO_MEMORY_TRACE_T *ptTrace, unsigned int iByte);
void Trace_PutVarint(JUNO_MEMORY_TRACE_T *ptTrace, uint64_t iValue);
void Trace_PutFixed(JUNO_MEMORY_TRACE_T *ptTrace, uint64_t iValue, unsigned int iBytes);
void Trace_PutString(JUNO_MEMORY_TRACE_T *ptTrace, const char *pcText, size_t zLength);

/* Begins a record; returns where its body begins. Ends it: sets its length. */
size_t Trace_RecordBegin(JUNO_MEMORY_TRACE_T *ptTrace, unsigned int iType);
void Trace_RecordEnd(JUNO_MEMORY_TRACE_T *ptTrace, size_t zBody);

/* Length of a string, at most zMax; 0 for NULL. */
size_t Trace_Length(const char *pcText, size_t zMax);

#endif
