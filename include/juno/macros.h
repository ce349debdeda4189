/* SPDX-License-Identifier: MIT */
/*
 * Macros that all Juno headers share: linkage, attributes, and the pieces
 * from which the modules build their types.
 */
#ifndef JUNO_MACROS_H
#define JUNO_MACROS_H

/* The shared library hides everything that does not carry this. */
#if defined(__GNUC__)
#define JUNO_API __attribute__((visibility("default")))
#else
#define JUNO_API
#endif

/* Marks functions whose status says whether anything happened at all. */
#if defined(JUNO_NO_NODISCARD) || !defined(__GNUC__)
#define JUNO_NODISCARD
#else
#define JUNO_NODISCARD __attribute__((warn_unused_result))
#endif

/*
 * Declares the two members that every type with a failure handler has; used
 * with a semicolon after it, in a struct, after juno/status.h was included.
 */
#define DECLARE_FAILURE_HANDLER                \
    JUNO_FAILURE_HANDLER_T pfcnFailureHandler; \
    JUNO_USER_DATA_T *pvFailureUserData

#endif
