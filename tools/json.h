/* SPDX-License-Identifier: MIT */
/*
 * Writes JSON: commas, line breaks and escapes in one place. No name here is one of
 * Jansson's, which reads it.
 */
#ifndef JUNOMEMSTAT_JSON_H
#define JUNOMEMSTAT_JSON_H

#include "names.h"

#include <stdio.h>

struct json
{
    FILE *stream;
    unsigned depth;
    unsigned break_depth; /* elements down to this depth begin a line */
    bool is_first;        /* of its object or array */
    bool has_key;         /* a key was written, its value comes next */
};

void json_begin(struct json *json, char bracket);
void json_end(struct json *json, char bracket);
void json_key(struct json *json, const char *key);
void json_number(struct json *json, uint64_t number);
/* A number of thousandths, with its decimals. */
void json_thousandths(struct json *json, uint64_t number);
void json_signed(struct json *json, int64_t number);
/* `part` of `whole` as a number from 0 to 1; null where there is no whole. */
void json_share(struct json *json, uint64_t part, uint64_t whole);
void json_bool(struct json *json, bool truth);
void json_none(struct json *json);

/* Bytes that are not UTF-8 become U+FFFD. */
void json_slice(struct json *json, struct slice text);
void json_text(struct json *json, const char *text);

/* A member of an object: the key and its value, null where the number is not known. */
void json_put_number(struct json *json, const char *key, uint64_t number);
void json_put_known(struct json *json, const char *key, bool is_known, uint64_t number);
void json_put_bool(struct json *json, const char *key, bool truth);
void json_put_string(struct json *json, const char *key, struct slice text);
void json_put_text(struct json *json, const char *key, const char *text);

#endif
