/* SPDX-License-Identifier: MIT */
/* The Common Trace Format, version 1.8: the description of what export_ctf.c writes. */
#ifndef JUNOMEMSTAT_CTF_H
#define JUNOMEMSTAT_CTF_H

#include "buffer.h"

#include <stdio.h>

enum ctf_event
{
    CTF_GET,
    CTF_UPDATE,
    CTF_PUT,
    CTF_REF_GET,
    CTF_REF_PUT,
    CTF_FAILED,
    CTF_ATTACH,
    CTF_DETACH,
    CTF_DEINIT,
    CTF_OTHER,
    CTF_MARK,
    CTF_GAP
};

/* Fields of an event, in their order: bits. */
enum ctf_field
{
    CTF_FIELD_KIND = 1,
    CTF_FIELD_OPERATION = 2, /* and cause and status */
    CTF_FIELD_POOL = 4,
    CTF_FIELD_USED = 8, /* and its limits, the same where it is sure */
    CTF_FIELD_BLOCK = 16,
    CTF_FIELD_LIVE = 32,
    CTF_FIELD_SIZE = 64,
    CTF_FIELD_COUNT = 128,
    CTF_FIELD_VALUE = 256,
    CTF_FIELD_SITE = 512,
    CTF_FIELD_THREAD = 1024,
    CTF_FIELD_TEXT = 2048
};

/* enum ctf_field, of an event. */
unsigned ctf_fields(enum ctf_event event);

/* Writes the metadata. Pools are numbered as in the names. */
void ctf_metadata(FILE *stream, const struct names *names);

#endif
