/* SPDX-License-Identifier: MIT */
/*
 * What the bytes of an input of the trace harness mean:
 *
 *   byte 0      the command line: its number in tests/fuzz/trace_commands.c
 *   byte 1      options that are added: ADD_...
 *   byte 2      how it is run, and what is compared: RUN_...
 *   bytes 3, 4  size of the second file, least significant first; what is
 *               beyond the input is not there
 *   then        the second file, then the trace
 *
 * The second file is what --suppress, --budget and --baseline name, and the
 * first of two traces; without RUN_SECOND there is none.
 */
#ifndef FUZZ_TRACE_INPUT_H
#define FUZZ_TRACE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FUZZ_HEAD 5u

enum
{
    ADD_STRICT = 0x01,
    ADD_EXITCODE = 0x02, /* --error-exitcode 77 */
    ADD_POOL = 0x04,     /* --pool messages */
    ADD_RANGE = 0x08,    /* --from 100ns --until mark:m */
    ADD_COLOR = 0x10,
    ADD_TOP = 0x20,  /* --top 1 */
    ADD_SITE = 0x40, /* --site a.c */
    ADD_QUIET = 0x80
};

enum
{
    RUN_REPAIR = 0x01,  /* each packet gets a length and a CRC that are right */
    RUN_SECOND = 0x02,  /* there is a second file */
    RUN_TWICE = 0x04,   /* the same again says the same */
    RUN_DUMP = 0x08,    /* what the dump says is what the trace says */
    RUN_AGREE = 0x10,   /* validate and report say the same */
    RUN_PACKED = 0x20,  /* compressed, with gzip, it says the same */
    RUN_UNICODE = 0x40, /* in a locale with UTF-8 */
    RUN_ZSTD = 0x80     /* with RUN_PACKED: with zstd instead */
};

struct fuzz_input
{
    unsigned command, add, run;
    uint8_t *second, *trace; /* the caller's memory, and repaired in place */
    size_t second_size, trace_size;
};

/* Takes apart a copy of an input that the caller may change; false: there is no head. */
bool fuzz_input_parse(struct fuzz_input *input, uint8_t *data, size_t size);

#endif
