/* SPDX-License-Identifier: MIT */
#include "trace_event.h"
#include "trace_cache.h"
#include "trace_define.h"
#include "trace_kind.h"

enum
{
    FIXED_SHARE_BITS = 2, /* a quarter of the cache is for classes with a fixed value */
    SITES_BITS = 4,       /* a smaller cache is for classes alone */
    ROOM_NEW = TRACE_ROOM_CLASS + TRACE_ROOM_EVENT
};

_Static_assert(
    TRACE_PACKET_LEAST >= TRACE_PACKET_HEAD + TRACE_PACKET_CRC + ROOM_NEW + TRACE_ROOM_SITE + 16,
    "the smallest packet holds any event, and something of its site's name"
);

void Trace_EventLock(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    if (ptTrace->tConfig.ptLock != NULL)
    {
        ptTrace->tConfig.ptLock->pfcnLock(ptTrace->tConfig.ptLock->pvUserData);
    }
}

void Trace_EventUnlock(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    if (ptTrace->tConfig.ptLock != NULL)
    {
        ptTrace->tConfig.ptLock->pfcnUnlock(ptTrace->tConfig.ptLock->pvUserData);
    }
}

uint64_t Trace_EventNow(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    const JUNO_MEMORY_TRACE_CONFIG_T *const ptConfig = &ptTrace->tConfig;
    uint64_t iNow = 0;

    if (ptConfig->pfcnClock != NULL)
    {
        iNow = ptConfig->pfcnClock(ptConfig->pvUserData);
        if (ptConfig->iClockBits != 0u)
        {
            const uint32_t iMask = UINT32_MAX >> (32u - ptConfig->iClockBits);
            iNow = ptTrace->iTime + (((uint32_t)iNow - (uint32_t)ptTrace->iTime) & iMask);
        }
    }
    return iNow;
}

static uint32_t Thread(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    const JUNO_MEMORY_TRACE_CONFIG_T *const ptConfig = &ptTrace->tConfig;

    return (ptConfig->pfcnThread != NULL) ? ptConfig->pfcnThread(ptConfig->pvUserData) : 0u;
}

bool Trace_EventFlush(JUNO_MEMORY_TRACE_T *ptTrace)
{
    bool bDone = true;

    if (ptTrace->iFill != 0u)
    {
        bDone = Trace_PacketEnd(ptTrace);
        if (Trace_DefineIsDue(ptTrace))
        {
            bDone = Trace_DefineAll(ptTrace) && bDone;
        }
    }
    return bDone;
}

/*
 * Sees to it that a packet of events is begun and has room, and that the time is
 * not after iNow: a clock that went back gets a record of its own.
 */
static void MakeRoom(JUNO_MEMORY_TRACE_T *ptTrace, size_t zRoom, uint64_t iNow)
{
    if (ptTrace->iFill != 0u && Trace_PacketRoom(ptTrace) < zRoom)
    {
        (void)Trace_EventFlush(ptTrace);
    }
    if (ptTrace->iFill == 0u)
    {
        ptTrace->iTime = iNow;
        Trace_PacketBegin(ptTrace, TRACE_PACKET_EVENTS);
    }
    if (iNow < ptTrace->iTime)
    {
        Trace_RecordTime(ptTrace, iNow);
    }
}

/* The format's value field. */
static size_t ValueField(const MEMORY_EVENT_T *ptEvent)
{
    const bool bPut = ptEvent->eKind == MEMORY_KIND_PUT && ptEvent->eCause == MEMORY_CAUSE_NONE;

    return bPut ? 0u : ptEvent->zValue;
}

/* The format's block field: failed calls may have none. */
static size_t BlockField(const MEMORY_EVENT_T *ptEvent)
{
    /* MEMORY_NO_BLOCK is the largest value: with one more it is 0. */
    return (ptEvent->eCause == MEMORY_CAUSE_NONE) ? ptEvent->zBlock : ptEvent->zBlock + 1u;
}

/* Makes the value part of the event instead of the class. */
static void MoveValue(TRACE_KEY_T *ptKey)
{
    ptKey->aiWords[TRACE_KEY_KIND] |= TRACE_VALUE_IN_EVENT;
    ptKey->aiWords[TRACE_KEY_VALUE] = 0;
}

/* What the events of this event's class have in common. */
static void SetKey(TRACE_KEY_T *ptKey, const JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_EVENT_T *ptEvent)
{
    const size_t zValue = ValueField(ptEvent);
    uint32_t iKind = (uint32_t)ptEvent->eKind;

    if (ptEvent->eCause != MEMORY_CAUSE_NONE)
    {
        iKind = (uint32_t)MEMORY_KIND_FAILED | ((uint32_t)ptEvent->eCause << 8) | (iKind << 12);
    }
    Trace_CachePlace(ptKey, ptEvent->ptSite);
    ptKey->aiWords[TRACE_KEY_THREAD] = Thread(ptTrace);
    ptKey->aiWords[TRACE_KEY_VALUE] = (uint32_t)zValue;
    ptKey->aiWords[TRACE_KEY_KIND] = iKind | (ptEvent->ptBlk->iObserverPool << 16);
    if (zValue > UINT32_MAX)
    {
        MoveValue(ptKey);
    }
}

/*
 * Finds the class of a key. While there are few classes, a value common to
 * many events belongs to the class; afterwards it stands in each event.
 */
static unsigned int FindClass(const JUNO_MEMORY_TRACE_T *ptTrace, TRACE_KEY_T *ptKey)
{
    unsigned int iClass = Trace_CacheFind(ptTrace, ptKey);

    if (iClass == 0u && (ptTrace->iClasses << FIXED_SHARE_BITS) >> ptTrace->iCacheBits != 0u)
    {
        MoveValue(ptKey);
        iClass = Trace_CacheFind(ptTrace, ptKey);
    }
    return iClass;
}

/* The number of an event's site in this packet, defined here if it is new. */
static unsigned int SiteNumber(JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_SITE_T *ptSite)
{
    TRACE_KEY_T tKey = {{0}};
    unsigned int iSite = 0;

    if (ptSite->pcFile == NULL && ptSite->pvCaller == NULL)
    {
        return 0; /* unknown */
    }
    Trace_CachePlace(&tKey, ptSite);
    iSite = Trace_CacheFind(ptTrace, &tKey);
    if (iSite == 0u)
    {
        iSite = ptTrace->iClasses; /* its class is the first that has it */
        Trace_RecordSite(ptTrace, iSite, ptSite, ROOM_NEW);
        if (ptTrace->iCacheBits >= SITES_BITS)
        {
            Trace_CacheInsert(ptTrace, &tKey, iSite);
        }
    }
    return iSite;
}

/* Defines the class of an event in this packet. */
static unsigned int
DefineClass(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey, const MEMORY_EVENT_T *ptEvent)
{
    TRACE_CLASS_T tClass = {
        .iPool = ptEvent->ptBlk->iObserverPool,
        .iThread = ptKey->aiWords[TRACE_KEY_THREAD],
        .iKind = ptKey->aiWords[TRACE_KEY_KIND] & 0x7Fu,
        .iValue = ptKey->aiWords[TRACE_KEY_VALUE],
    };

    if (ptEvent->eCause != MEMORY_CAUSE_NONE)
    {
        tClass.iFailedKind = (unsigned int)ptEvent->eKind;
        tClass.iCause = (unsigned int)ptEvent->eCause;
        tClass.iStatus = (unsigned int)ptEvent->tStatus;
    }
    ptTrace->iClasses++;
    tClass.iSite = SiteNumber(ptTrace, ptEvent->ptSite);
    Trace_RecordClass(ptTrace, ptTrace->iClasses, &tClass);
    Trace_CacheInsert(ptTrace, ptKey, ptTrace->iClasses);
    return ptTrace->iClasses;
}

/* Has the module of a new address defined, where somebody can. */
static void DefineModule(JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_SITE_T *ptSite)
{
    if (ptSite->pcFile == NULL && ptTrace->ptKind->pfcnModules != NULL)
    {
        (void)ptTrace->ptKind->pfcnModules(ptTrace, ptSite->pvCaller);
    }
}

void Trace_EventAppend(JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_EVENT_T *ptEvent)
{
    const uint64_t iNow = Trace_EventNow(ptTrace);
    unsigned char *piNext = NULL;
    TRACE_KEY_T tKey;
    unsigned int iClass = 0;

    SetKey(&tKey, ptTrace, ptEvent);
    MakeRoom(ptTrace, TRACE_ROOM_EVENT, iNow);
    iClass = FindClass(ptTrace, &tKey);
    if (iClass == 0u)
    {
        DefineModule(ptTrace, ptEvent->ptSite);
        MakeRoom(ptTrace, ROOM_NEW + Trace_RecordSiteRoom(ptEvent->ptSite), iNow);
        iClass = DefineClass(ptTrace, &tKey, ptEvent);
    }
    piNext = Trace_PutQuickly(Trace_PacketNext(ptTrace), iClass);
    piNext = Trace_PutQuickly(piNext, iNow - ptTrace->iTime);
    piNext = Trace_PutQuickly(piNext, BlockField(ptEvent));
    if ((tKey.aiWords[TRACE_KEY_KIND] & TRACE_VALUE_IN_EVENT) != 0u)
    {
        piNext = Trace_PutQuickly(piNext, ValueField(ptEvent));
    }
    ptTrace->iTime = iNow;
    ptTrace->iPacketEvents++;
    Trace_PacketCommit(ptTrace, piNext);
}

void Trace_EventMark(JUNO_MEMORY_TRACE_T *ptTrace, const char *pcText)
{
    const uint64_t iNow = Trace_EventNow(ptTrace);
    const size_t zText = Trace_Length(pcText, TRACE_RECORD_MAX);

    MakeRoom(ptTrace, TRACE_ROOM_RECORD + zText, iNow);
    Trace_RecordMark(ptTrace, iNow, Thread(ptTrace), pcText);
}

/* Writes what is left, the definitions once more, and the end. */
static bool WriteEnd(JUNO_MEMORY_TRACE_T *ptTrace)
{
    bool bDone = Trace_EventFlush(ptTrace);

    bDone = Trace_DefineAll(ptTrace) && bDone;
    Trace_PacketBegin(ptTrace, TRACE_PACKET_END);
    Trace_RecordEndOfStream(ptTrace);
    return Trace_PacketEnd(ptTrace) && bDone;
}

JUNO_STATUS_T Trace_EventEnd(JUNO_MEMORY_TRACE_T *ptTrace)
{
    JUNO_STATUS_T tStatus = JUNO_STATUS_ERR;

    Trace_EventLock(ptTrace);
    if (ptTrace->iState == TRACE_STATE_RECORDING)
    {
        tStatus = WriteEnd(ptTrace) ? JUNO_STATUS_SUCCESS : JUNO_STATUS_WRITE_ERROR;
        ptTrace->iState = TRACE_STATE_ENDED;
    }
    Trace_EventUnlock(ptTrace);
    return tStatus;
}
