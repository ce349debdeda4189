/* SPDX-License-Identifier: MIT */
#include "trace_event.h"
#include "trace_cache.h"

enum
{
    REPEAT_SHARE = 16, /* the definitions take at most one part in this many */
    FIXED_SHARE = 4    /* part of the cache for classes with a fixed value */
};

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

TRACE_POOL_T *Trace_EventPool(const JUNO_MEMORY_TRACE_T *ptTrace, size_t zIndex)
{
    return (TRACE_POOL_T *)ptTrace->pvPools - 1u - zIndex;
}

uint64_t Trace_EventNow(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    const JUNO_MEMORY_TRACE_CONFIG_T *const ptConfig = &ptTrace->tConfig;

    return (ptConfig->pfcnClock != NULL) ? ptConfig->pfcnClock(ptConfig->pvUserData) : 0u;
}

static uint32_t Thread(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    const JUNO_MEMORY_TRACE_CONFIG_T *const ptConfig = &ptTrace->tConfig;

    return (ptConfig->pfcnThread != NULL) ? ptConfig->pfcnThread(ptConfig->pvUserData) : 0u;
}

/* Ends a packet of definitions where the next one might not fit. */
static JUNO_STATUS_T NextDefinition(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool)
{
    JUNO_STATUS_T tStatus = JUNO_STATUS_SUCCESS;

    if (Trace_PacketRoom(ptTrace) < TRACE_ROOM_RECORD + Trace_Length(ptPool->pcName, TRACE_PACKET_MAX) &&
        ptTrace->iFill > TRACE_PACKET_HEAD)
    {
        tStatus = Trace_PacketEnd(ptTrace);
        Trace_PacketBegin(ptTrace, TRACE_PACKET_DEFINITIONS);
    }
    return tStatus;
}

/* All pools' definitions, in as many packets as they take. */
static JUNO_STATUS_T DefinePools(JUNO_MEMORY_TRACE_T *ptTrace)
{
    JUNO_STATUS_T tStatus = JUNO_STATUS_SUCCESS;

    Trace_PacketBegin(ptTrace, TRACE_PACKET_DEFINITIONS);
    for (size_t i = 0; i < ptTrace->iPools; i++)
    {
        const TRACE_POOL_T *const ptPool = Trace_EventPool(ptTrace, i);
        const JUNO_STATUS_T tOne = NextDefinition(ptTrace, ptPool);

        tStatus = (tOne != JUNO_STATUS_SUCCESS) ? tOne : tStatus;
        Trace_RecordPool(ptTrace, ptPool);
    }
    if (ptTrace->iFill == TRACE_PACKET_HEAD)
    {
        ptTrace->iFill = 0; /* no pool: no packet */
        return tStatus;
    }
    return (Trace_PacketEnd(ptTrace) == JUNO_STATUS_SUCCESS) ? tStatus : JUNO_STATUS_WRITE_ERROR;
}

JUNO_STATUS_T Trace_EventDefine(JUNO_MEMORY_TRACE_T *ptTrace)
{
    JUNO_STATUS_T tStatus = JUNO_STATUS_SUCCESS;
    JUNO_STATUS_T tPools = JUNO_STATUS_SUCCESS;

    ptTrace->zSinceRepeat = 0;
    Trace_PacketBegin(ptTrace, TRACE_PACKET_HEADER);
    Trace_RecordHeader(ptTrace);
    tStatus = Trace_PacketEnd(ptTrace);
    tPools = DefinePools(ptTrace);
    tStatus = (tStatus == JUNO_STATUS_SUCCESS) ? tPools : tStatus;
    ptTrace->zRepeatSize = ptTrace->zSinceRepeat;
    /* What could not be written is due again at once. */
    ptTrace->zSinceRepeat = (tStatus == JUNO_STATUS_SUCCESS) ? 0u : ptTrace->zRepeatSize * REPEAT_SHARE;
    return tStatus;
}

/* A snapshot of the blocks that are out, whose history nobody knows. */
static void WriteState(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool)
{
    size_t zBlock = 0;
    size_t zLeft = ptPool->ptBlk->zUsed;

    while (zLeft > 0u)
    {
        Trace_PacketBegin(ptTrace, TRACE_PACKET_STATE);
        Trace_RecordState(ptTrace, ptPool, &zBlock, &zLeft);
        (void)Trace_PacketEnd(ptTrace);
    }
}

void Trace_EventDefinePool(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool)
{
    (void)Trace_EventFlush(ptTrace);
    ptTrace->iTime = Trace_EventNow(ptTrace);
    Trace_PacketBegin(ptTrace, TRACE_PACKET_DEFINITIONS);
    Trace_RecordPool(ptTrace, ptPool);
    if (Trace_PacketEnd(ptTrace) != JUNO_STATUS_SUCCESS)
    {
        ptTrace->zSinceRepeat = ptTrace->zRepeatSize * REPEAT_SHARE;
    }
    WriteState(ptTrace, ptPool);
}

JUNO_STATUS_T Trace_EventFlush(JUNO_MEMORY_TRACE_T *ptTrace)
{
    JUNO_STATUS_T tStatus = JUNO_STATUS_SUCCESS;

    if (ptTrace->iFill != 0u)
    {
        tStatus = Trace_PacketEnd(ptTrace);
        if (ptTrace->zSinceRepeat >= ptTrace->zRepeatSize * REPEAT_SHARE)
        {
            const JUNO_STATUS_T tDefine = Trace_EventDefine(ptTrace);
            tStatus = (tStatus == JUNO_STATUS_SUCCESS) ? tDefine : tStatus;
        }
    }
    return tStatus;
}

/* Sees to it that a packet of events is begun and has room. */
static void MakeRoom(JUNO_MEMORY_TRACE_T *ptTrace, size_t zRoom, uint64_t iNow)
{
    if (ptTrace->iFill != 0u && Trace_PacketRoom(ptTrace) < zRoom)
    {
        (void)Trace_EventFlush(ptTrace);
    }
    if (ptTrace->iFill == 0u)
    {
        ptTrace->iTime = iNow;
        Trace_CacheNewPacket(ptTrace);
        Trace_PacketBegin(ptTrace, TRACE_PACKET_EVENTS);
    }
}

/* A clock that went back gets a record of its own. */
static void KeepTime(JUNO_MEMORY_TRACE_T *ptTrace, uint64_t iNow)
{
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

/* Makes the value part of the event instead of the class. */
static void MoveValue(TRACE_KEY_T *ptKey)
{
    ptKey->iKind = (uint8_t)(ptKey->iKind | TRACE_VALUE_IN_EVENT);
    ptKey->iValue = 0;
}

/* What the events of this event's class have in common. */
static TRACE_KEY_T KeyOf(const JUNO_MEMORY_TRACE_T *ptTrace, uint32_t iPool, const MEMORY_EVENT_T *ptEvent)
{
    const MEMORY_SITE_T *const ptSite = ptEvent->ptSite;
    const uint64_t iValue = ValueField(ptEvent);
    TRACE_KEY_T tKey = {
        .pvSite = (ptSite->pcFile != NULL) ? ptSite->pcFile : ptSite->pvCaller,
        .iLine = (ptSite->pcFile != NULL) ? ptSite->iLine : 0u,
        .iThread = Thread(ptTrace),
        .iValue = (uint32_t)iValue,
        .iPool = (uint16_t)iPool,
        .iKind = (uint8_t)ptEvent->eKind,
    };

    if (ptEvent->eCause != MEMORY_CAUSE_NONE)
    {
        tKey.iKind = (uint8_t)MEMORY_KIND_FAILED;
        tKey.iCause = (uint8_t)((unsigned int)ptEvent->eCause + 16u * (unsigned int)ptEvent->eKind);
    }
    if (iValue > UINT32_MAX)
    {
        MoveValue(&tKey);
    }
    return tKey;
}

/*
 * Finds the class of a key. While there are few classes, a value common to
 * many events belongs to the class; afterwards it stands in each event.
 */
static unsigned int FindClass(const JUNO_MEMORY_TRACE_T *ptTrace, TRACE_KEY_T *ptKey)
{
    const unsigned int iClass = Trace_CacheFind(ptTrace, ptKey);

    if (iClass != 0u || ptTrace->iClasses < ptTrace->iCacheSize / FIXED_SHARE)
    {
        return iClass;
    }
    MoveValue(ptKey);
    return Trace_CacheFind(ptTrace, ptKey);
}

/* The number of a site in this packet, defined here if it is new. */
static unsigned int
SiteNumber(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey, const MEMORY_SITE_T *ptSite)
{
    const TRACE_KEY_T tSite = {.pvSite = ptKey->pvSite, .iLine = ptKey->iLine};
    unsigned int iSite = 0;

    if (ptKey->pvSite == NULL)
    {
        return 0; /* unknown */
    }
    iSite = Trace_CacheFind(ptTrace, &tSite);
    if (iSite == 0u)
    {
        ptTrace->iSites++;
        iSite = ptTrace->iSites;
        Trace_RecordSite(ptTrace, iSite, ptSite);
        Trace_CacheInsert(ptTrace, &tSite, iSite);
    }
    return iSite;
}

/* Defines the class of an event in this packet. */
static unsigned int
DefineClass(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_KEY_T *ptKey, const MEMORY_EVENT_T *ptEvent)
{
    const bool bFailed = ptEvent->eCause != MEMORY_CAUSE_NONE;
    const TRACE_CLASS_T tClass = {
        .iPool = ptKey->iPool,
        .iThread = ptKey->iThread,
        .iSite = SiteNumber(ptTrace, ptKey, ptEvent->ptSite),
        .iKind = ptKey->iKind,
        .iFailedKind = bFailed ? (unsigned int)ptEvent->eKind : 0u,
        .iCause = (unsigned int)ptEvent->eCause,
        .iStatus = (unsigned int)ptEvent->tStatus,
        .iValue = ptKey->iValue,
    };

    ptTrace->iClasses++;
    Trace_RecordClass(ptTrace, ptTrace->iClasses, &tClass);
    Trace_CacheInsert(ptTrace, ptKey, ptTrace->iClasses);
    return ptTrace->iClasses;
}

/* The format's block field: failed calls may have none. */
static uint64_t BlockField(const MEMORY_EVENT_T *ptEvent)
{
    if (ptEvent->eCause == MEMORY_CAUSE_NONE)
    {
        return ptEvent->zBlock;
    }
    return (ptEvent->zBlock == MEMORY_NO_BLOCK) ? 0u : (uint64_t)ptEvent->zBlock + 1u;
}

/* Room for an event whose class has to be defined first. */
static size_t RoomOfNew(const JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_EVENT_T *ptEvent)
{
    return (size_t)TRACE_ROOM_EVENT + TRACE_ROOM_CLASS + TRACE_ROOM_SITE +
           Trace_RecordSiteText(ptTrace, ptEvent->ptSite);
}

void Trace_EventAppend(JUNO_MEMORY_TRACE_T *ptTrace, uint32_t iPool, const MEMORY_EVENT_T *ptEvent)
{
    const uint64_t iNow = Trace_EventNow(ptTrace);
    TRACE_KEY_T tKey = KeyOf(ptTrace, iPool, ptEvent);
    unsigned int iClass = 0;

    MakeRoom(ptTrace, TRACE_ROOM_EVENT, iNow);
    iClass = FindClass(ptTrace, &tKey);
    if (iClass == 0u)
    {
        MakeRoom(ptTrace, RoomOfNew(ptTrace, ptEvent), iNow);
        iClass = DefineClass(ptTrace, &tKey, ptEvent);
    }
    KeepTime(ptTrace, iNow);
    Trace_PutVarint(ptTrace, iClass);
    Trace_PutVarint(ptTrace, iNow - ptTrace->iTime);
    Trace_PutVarint(ptTrace, BlockField(ptEvent));
    if ((tKey.iKind & TRACE_VALUE_IN_EVENT) != 0u)
    {
        Trace_PutVarint(ptTrace, ValueField(ptEvent));
    }
    ptTrace->iTime = iNow;
    ptTrace->iPacketEvents++;
}

void Trace_EventMark(JUNO_MEMORY_TRACE_T *ptTrace, const char *pcText)
{
    const uint64_t iNow = Trace_EventNow(ptTrace);
    const size_t zFree = (size_t)ptTrace->iCapacity - TRACE_PACKET_HEAD - TRACE_PACKET_CRC;
    const size_t zRoom = TRACE_ROOM_RECORD + Trace_Length(pcText, zFree - TRACE_ROOM_RECORD);

    MakeRoom(ptTrace, zRoom, iNow);
    KeepTime(ptTrace, iNow);
    Trace_RecordMark(ptTrace, iNow, Thread(ptTrace), pcText);
}

/* Writes what is left, the definitions once more, and the end. */
static JUNO_STATUS_T WriteEnd(JUNO_MEMORY_TRACE_T *ptTrace)
{
    const JUNO_STATUS_T tFlush = Trace_EventFlush(ptTrace);
    const JUNO_STATUS_T tDefine = Trace_EventDefine(ptTrace);
    JUNO_STATUS_T tEnd = JUNO_STATUS_SUCCESS;

    Trace_PacketBegin(ptTrace, TRACE_PACKET_END);
    Trace_RecordEndOfStream(ptTrace);
    tEnd = Trace_PacketEnd(ptTrace);
    if (tFlush != JUNO_STATUS_SUCCESS)
    {
        return tFlush;
    }
    return (tDefine != JUNO_STATUS_SUCCESS) ? tDefine : tEnd;
}

JUNO_STATUS_T Trace_EventEnd(JUNO_MEMORY_TRACE_T *ptTrace)
{
    JUNO_STATUS_T tStatus = JUNO_STATUS_ERR;

    Trace_EventLock(ptTrace);
    if (ptTrace->iState == TRACE_STATE_RECORDING)
    {
        tStatus = WriteEnd(ptTrace);
        ptTrace->iState = TRACE_STATE_ENDED;
    }
    Trace_EventUnlock(ptTrace);
    return tStatus;
}
