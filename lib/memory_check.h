/* SPDX-License-Identifier: MIT */
/*
 * What calls share that only look at a pool or configure it: they refuse and
 * report like the others, but no observer hears of them.
 */
#ifndef MEMORY_CHECK_H
#define MEMORY_CHECK_H

#include "memory_call.h"

/*
 * What is wrong with the pool of such a call: NULLPTR where it or another
 * argument is NULL, INVALID_TYPE where it is no pool. Where the pool is right
 * and the other argument NULL, that is reported to its handler.
 */
/*@ requires Askable(ptBlk);
    exits \false;
    assigns Outside.iReports, Outside.tReported;
    behavior null:
      assumes ptBlk == \null;
      assigns \nothing;
      ensures Silent{Pre, Post};
      ensures \result == JUNO_STATUS_NULLPTR_ERROR;
    behavior unknown_null:
      assumes ptBlk != \null && !Inited(ptBlk) && bOtherNull;
      assigns \nothing;
      ensures Silent{Pre, Post};
      ensures \result == JUNO_STATUS_NULLPTR_ERROR;
    behavior unknown:
      assumes ptBlk != \null && !Inited(ptBlk) && !bOtherNull;
      assigns \nothing;
      ensures Silent{Pre, Post};
      ensures \result == JUNO_STATUS_INVALID_TYPE_ERROR;
    behavior other_null:
      assumes ptBlk != \null && Inited(ptBlk) && bOtherNull;
      ensures \result == JUNO_STATUS_NULLPTR_ERROR;
      ensures Reported{Pre, Post}(ptBlk, \result);
    behavior right:
      assumes ptBlk != \null && Inited(ptBlk) && !bOtherNull;
      assigns \nothing;
      ensures Silent{Pre, Post};
      ensures \result == JUNO_STATUS_SUCCESS;
    complete behaviors;
    disjoint behaviors;
*/
JUNO_STATUS_T Memory_Check(const JUNO_MEMORY_BLOCK_T *ptBlk, bool bOtherNull);

/* Reports a failure of such a call and returns its status. Outside the lock. */
/*@ requires Wired(ptBlk) && Outside.iLocked == 0;
    requires MEMORY_CAUSE_NULL <= eCause < MEMORY_CAUSES;
    exits \false;
    assigns Outside.iReports, Outside.tReported;
    ensures Reported{Pre, Post}(ptBlk, \result);
    ensures eCause == MEMORY_CAUSE_NULL ==> \result == JUNO_STATUS_NULLPTR_ERROR;
    ensures eCause == MEMORY_CAUSE_OPTION ==> \result == JUNO_STATUS_ERR;
    ensures eCause == MEMORY_CAUSE_STRUCT_SIZE ==> \result == JUNO_STATUS_INVALID_SIZE_ERROR;
*/
JUNO_STATUS_T Memory_CheckReport(const JUNO_MEMORY_BLOCK_T *ptBlk, MEMORY_CAUSE_T eCause);

#endif
