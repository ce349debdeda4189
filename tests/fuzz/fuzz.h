/* SPDX-License-Identifier: MIT */
/* What fuzzers, and the replay in make check, call; and how a harness says what is wrong. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Both engines, and the replay, know these two by their names. Returns 0. */
int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Says on standard error what is wrong, and aborts: engines take that for a crash. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
_Noreturn void
fuzz_fail(const char *format, ...);

/*
 * Blocks that malloc gave out and that were not freed since the process began; 0 where
 * nobody counts them, which is without AddressSanitizer.
 */
long fuzz_blocks(void);

/* CRC-32C, bit by bit: neither the library's nor the tool's. */
uint32_t fuzz_crc(const uint8_t *bytes, size_t size);

#endif
