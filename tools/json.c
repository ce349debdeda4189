/* SPDX-License-Identifier: MIT */
#include "json.h"

#include "layout.h"

#include <inttypes.h>
#include <string.h>

/* What must stand before the next key or value. */
static void separate(struct json *json)
{
    if (json->has_key)
    {
        json->has_key = false;
        return;
    }
    if (!json->is_first && json->depth > 0)
    {
        (void)fputs(json->depth > json->break_depth ? ", " : ",", json->stream);
    }
    if (json->depth > 0 && json->depth <= json->break_depth)
    {
        (void)fprintf(json->stream, "\n%*s", (int)json->depth * 2, "");
    }
    json->is_first = false;
}

void json_begin(struct json *json, char bracket)
{
    separate(json);
    (void)fputc(bracket, json->stream);
    json->depth++;
    json->is_first = true;
}

void json_end(struct json *json, char bracket)
{
    json->depth--;
    if (!json->is_first && json->depth < json->break_depth)
    {
        (void)fprintf(json->stream, "\n%*s", (int)json->depth * 2, "");
    }
    (void)fputc(bracket, json->stream);
    json->is_first = false;
}

void json_key(struct json *json, const char *key)
{
    separate(json);
    (void)fprintf(json->stream, "\"%s\": ", key);
    json->has_key = true;
}

void json_number(struct json *json, uint64_t number)
{
    separate(json);
    (void)fprintf(json->stream, "%" PRIu64, number);
}

void json_thousandths(struct json *json, uint64_t number)
{
    separate(json);
    (void)fprintf(json->stream, "%" PRIu64 ".%03u", number / 1000, (unsigned)(number % 1000));
}

void json_signed(struct json *json, int64_t number)
{
    separate(json);
    (void)fprintf(json->stream, "%" PRId64, number);
}

void json_share(struct json *json, uint64_t part, uint64_t whole)
{
    if (whole == 0)
    {
        json_none(json);
        return;
    }
    separate(json);
    (void)fprintf(json->stream, "%.6f", (double)part / (double)whole);
}

void json_bool(struct json *json, bool truth)
{
    separate(json);
    (void)fputs(truth ? "true" : "false", json->stream);
}

void json_none(struct json *json)
{
    separate(json);
    (void)fputs("null", json->stream);
}

void json_slice(struct json *json, struct slice text)
{
    separate(json);
    (void)fputc('"', json->stream);
    for (size_t at = 0; at < text.size;)
    {
        const struct slice rest = {text.text + at, text.size - at};
        const size_t size = layout_character(rest);
        const unsigned char first = (unsigned char)rest.text[0];
        if (size == 0)
        {
            (void)fputs("\\ufffd", json->stream);
        }
        else if (first < 0x20 || first == '"' || first == '\\' || first == 0x7F)
        {
            (void)fprintf(json->stream, "\\u%04x", first);
        }
        else
        {
            (void)fwrite(rest.text, 1, size, json->stream);
        }
        at += size == 0 ? 1 : size;
    }
    (void)fputc('"', json->stream);
}

void json_text(struct json *json, const char *text)
{
    json_slice(json, (struct slice){text, strlen(text)});
}

void json_put_number(struct json *json, const char *key, uint64_t number)
{
    json_key(json, key);
    json_number(json, number);
}

void json_put_known(struct json *json, const char *key, bool is_known, uint64_t number)
{
    json_key(json, key);
    if (is_known)
    {
        json_number(json, number);
    }
    else
    {
        json_none(json);
    }
}

void json_put_bool(struct json *json, const char *key, bool truth)
{
    json_key(json, key);
    json_bool(json, truth);
}

void json_put_string(struct json *json, const char *key, struct slice text)
{
    json_key(json, key);
    json_slice(json, text);
}

void json_put_text(struct json *json, const char *key, const char *text)
{
    json_key(json, key);
    json_text(json, text);
}
