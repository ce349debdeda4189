/* SPDX-License-Identifier: MIT */
#include "trace_event.h"
#include "trace_cache.h"
#include "trace_define.h"
#include "trace_kind.h"

enum
{
    FIXED_SHARE = 4, /* the part of the cache for classes with a fixed value */
    SITES_MIN = 15,  /* a smaller cache is for classes alone */
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
            const uint32_t iUnused = 32u - ptConfig->iClockBits;
            const uint32_t iElapsed = ((uint32_t)iNow - (uint32_t)ptTrace->iTime) << iUnused;
            iNow = ptTrace->iTime + (iElapsed >> iUnused);
        }
    }
    return iNow;
}

void Trace_EventRoom(JUNO_MEMORY_TRACE_T *ptTrace, size_t zRoom)
{
    if (Trace_PacketRoom(ptTrace) < zRoom)
    {
        Trace_PacketEnd(ptTrace);
    }
    if (ptTrace->iFill == 0u)
    {
        if (ptTrace->zSinceRepeat > ptTrace->zRepeatAfter)
        {
            Trace_DefineAll(ptTrace);
        }
        Trace_PacketBegin(ptTrace, TRACE_PACKET_EVENTS);
    }
}

/* Adds the record of a clock that went back. */
static void PutTime(JUNO_MEMORY_TRACE_T *ptTrace, uint64_t iNow)
{
    unsigned char *piNext = Trace_RecordOpen(ptTrace, TRACE_RECORD_TIME);

    piNext = Trace_PutWord(piNext, (uint32_t)iNow);
    piNext = Trace_PutWord(piNext, (uint32_t)(iNow >> 32));
    Trace_RecordClose(ptTrace, piNext);
}

uint64_t Trace_EventElapsed(JUNO_MEMORY_TRACE_T *ptTrace, uint64_t iNow)
{
    uint64_t iElapsed = iNow - ptTrace->iTime;

    if (iElapsed > UINT64_MAX / 2u)
    {
        PutTime(ptTrace, iNow);
        iElapsed = 0;
    }
    ptTrace->iTime = iNow;
    return iElapsed;
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

/*
 * Whether the value is part of the event instead of the class: a value common to
 * many events belongs to the class, but only while there are few classes.
 */
static bool ValueInEvent(const JUNO_MEMORY_TRACE_T *ptTrace, size_t zValue)
{
    return zValue > UINT32_MAX || ptTrace->iClasses * FIXED_SHARE > ptTrace->iCacheSize;
}

/* What the events of this event's class have in common. */
static void
SetKey(TRACE_KEY_T *ptKey, const JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_EVENT_T *ptEvent, size_t zValue)
{
    uint32_t iKind = (uint32_t)ptEvent->eKind;

    if (ptEvent->eCause != MEMORY_CAUSE_NONE)
    {
        iKind = (iKind << 12) + ((uint32_t)ptEvent->eCause << 8) + (uint32_t)MEMORY_KIND_FAILED;
    }
    iKind |= ptEvent->ptBlk->iObserverPool << TRACE_POOL_SHIFT;
    (void)Trace_CacheSite(ptKey, ptEvent->ptSite);
    ptKey->aiWords[TRACE_KEY_THREAD] = Trace_EventThread(ptTrace);
    if (ValueInEvent(ptTrace, zValue))
    {
        iKind |= TRACE_VALUE_IN_EVENT;
    }
    else
    {
        ptKey->aiWords[TRACE_KEY_VALUE] = (uint32_t)zValue;
    }
    ptKey->aiWords[TRACE_KEY_KIND] = iKind;
}

/* The number of an event's site in this packet, defined here if it is new. */
static unsigned int SiteNumber(JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_SITE_T *ptSite)
{
    TRACE_KEY_T tKey;
    uint32_t iSite = 0;
    uint32_t *piSite = &iSite;

    if (!Trace_CacheSite(&tKey, ptSite))
    {
        return 0;
    }
    if (ptTrace->iCacheSize >= SITES_MIN)
    {
        piSite = Trace_CacheNumber(ptTrace, &tKey);
    }
    if (*piSite == 0u)
    {
        *piSite = ptTrace->iClasses; /* its class is the first that has it */
        Trace_RecordSite(ptTrace, *piSite, ptSite, ROOM_NEW);
    }
    return *piSite;
}

/* Defines the class of an event in this packet. */
static void DefineClass(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey, const MEMORY_EVENT_T *ptEvent)
{
    const uint32_t iKind = ptKey->aiWords[TRACE_KEY_KIND];
    unsigned char *piNext = NULL;
    unsigned int iSite = 0;

    ptTrace->iClasses++;
    iSite = SiteNumber(ptTrace, ptEvent->ptSite);
    piNext = Trace_RecordOpen(ptTrace, TRACE_RECORD_CLASS);
    piNext = Trace_PutSize(piNext, ptTrace->iClasses);
    piNext = Trace_PutSize(piNext, iKind & TRACE_KIND_MASK);
    piNext = Trace_PutSize(piNext, iKind >> TRACE_POOL_SHIFT);
    piNext = Trace_PutSize(piNext, iSite);
    piNext = Trace_PutSize(piNext, ptKey->aiWords[TRACE_KEY_THREAD]);
    if ((iKind & TRACE_VALUE_IN_EVENT) == 0u)
    {
        piNext = Trace_PutSize(piNext, ptKey->aiWords[TRACE_KEY_VALUE]);
    }
    if (ptEvent->eCause != MEMORY_CAUSE_NONE)
    {
        piNext = Trace_PutSize(piNext, (size_t)ptEvent->eKind);
        piNext = Trace_PutSize(piNext, (size_t)ptEvent->eCause);
        piNext = Trace_PutSize(piNext, (size_t)ptEvent->tStatus);
    }
    Trace_RecordClose(ptTrace, piNext);
    *Trace_CacheNumber(ptTrace, ptKey) = ptTrace->iClasses;
}

/* Has the module of a new address defined, where somebody can. */
static void DefineModule(JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_SITE_T *ptSite)
{
    if (ptSite->pcFile == NULL && ptTrace->ptKind->pfcnModules != NULL)
    {
        ptTrace->ptKind->pfcnModules(ptTrace, ptSite->pvCaller);
    }
}

/* The class of an event, defined in this packet if it is new. */
static unsigned int
ClassNumber(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey, const MEMORY_EVENT_T *ptEvent)
{
    unsigned int iClass = *Trace_CacheNumber(ptTrace, ptKey);

    if (iClass == 0u)
    {
        DefineModule(ptTrace, ptEvent->ptSite);
        Trace_EventRoom(ptTrace, ROOM_NEW + Trace_RecordSiteRoom(ptEvent->ptSite));
        DefineClass(ptTrace, ptKey, ptEvent);
        iClass = ptTrace->iClasses;
    }
    return iClass;
}

void Trace_EventAppend(JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_EVENT_T *ptEvent)
{
    const uint64_t iNow = Trace_EventNow(ptTrace);
    const size_t zValue = ValueField(ptEvent);
    uint64_t iElapsed = 0;
    unsigned char *piNext = NULL;
    TRACE_KEY_T tKey;
    unsigned int iClass = 0;

    SetKey(&tKey, ptTrace, ptEvent, zValue);
    Trace_EventRoom(ptTrace, TRACE_ROOM_EVENT);
    iClass = ClassNumber(ptTrace, &tKey, ptEvent);
    iElapsed = Trace_EventElapsed(ptTrace, iNow);
    piNext = Trace_PutQuickly(Trace_PacketNext(ptTrace), iClass);
    piNext = Trace_PutLong(piNext, iElapsed);
    piNext = Trace_PutQuickly(piNext, BlockField(ptEvent));
    if ((tKey.aiWords[TRACE_KEY_KIND] & TRACE_VALUE_IN_EVENT) != 0u)
    {
        piNext = Trace_PutQuickly(piNext, zValue);
    }
    ptTrace->iPacketEvents++;
    Trace_PacketCommit(ptTrace, piNext);
}
