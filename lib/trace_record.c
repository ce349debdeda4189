/* SPDX-License-Identifier: MIT */
#include "trace_record.h"

size_t Trace_RecordSiteRoom(const MEMORY_SITE_T *ptSite)
{
    return TRACE_ROOM_SITE + Trace_Length(ptSite->pcFile, TRACE_RECORD_MAX) +
           Trace_Length(ptSite->pcFunction, TRACE_RECORD_MAX);
}

/* Of a file name that is too long the end says more than the beginning. */
static unsigned char *PutSource(unsigned char *piTo, const MEMORY_SITE_T *ptSite, size_t zRoom)
{
    const size_t zFunction = Trace_Length(ptSite->pcFunction, zRoom / 2u);
    const size_t zFile = Trace_Length(ptSite->pcFile, TRACE_PACKET_MAX);
    const size_t zCut = (zFile > zRoom - zFunction) ? zFile - (zRoom - zFunction) : 0u;

    piTo = Trace_PutSize(piTo, ptSite->iLine);
    piTo = Trace_PutText(piTo, &ptSite->pcFile[zCut], zFile);
    return Trace_PutText(piTo, ptSite->pcFunction, zFunction);
}

void Trace_RecordSite(
    JUNO_MEMORY_TRACE_T *ptTrace, unsigned int iNumber, const MEMORY_SITE_T *ptSite, size_t zKeep
)
{
    const bool bSource = ptSite->pcFile != NULL;
    unsigned char *piNext =
        Trace_RecordOpen(ptTrace, bSource ? TRACE_RECORD_SOURCE_SITE : TRACE_RECORD_ADDRESS_SITE);

    piNext = Trace_PutSize(piNext, iNumber);
    if (bSource)
    {
        piNext = PutSource(piNext, ptSite, Trace_PacketRoom(ptTrace) - TRACE_ROOM_SITE - zKeep);
    }
    else
    {
        piNext = Trace_PutSize(piNext, 0u); /* no module: an absolute address */
        piNext = Trace_PutSize(piNext, (uintptr_t)ptSite->pvCaller);
    }
    Trace_RecordClose(ptTrace, piNext);
}
