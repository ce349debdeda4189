/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_TRACE_JSON_H
#define FUZZ_TRACE_JSON_H

#include <stdbool.h>
#include <stddef.h>

/* Whether it is one JSON value without duplicate members; else `why` says what is wrong. */
bool fuzz_is_json(const char *text, size_t size, char *why, size_t why_size);

#endif
