/* SPDX-License-Identifier: MIT */
#include "ctf.h"

#include "event.h"
#include "label.h"
#include "layout.h"

#include <inttypes.h>
#include <string.h>

#define BLOCK_FIELDS (CTF_FIELD_POOL | CTF_FIELD_USED | CTF_FIELD_BLOCK | CTF_FIELD_SITE | CTF_FIELD_THREAD)
#define POOL_FIELDS (CTF_FIELD_POOL | CTF_FIELD_USED | CTF_FIELD_LIVE | CTF_FIELD_SITE | CTF_FIELD_THREAD)

struct description
{
    const char *name;
    unsigned fields;
};

static const struct description descriptions[] = {
    [CTF_GET] = {"get", BLOCK_FIELDS | CTF_FIELD_SIZE},
    [CTF_UPDATE] = {"update", BLOCK_FIELDS | CTF_FIELD_SIZE},
    [CTF_PUT] = {"put", BLOCK_FIELDS},
    [CTF_REF_GET] = {"ref-get", BLOCK_FIELDS | CTF_FIELD_COUNT},
    [CTF_REF_PUT] = {"ref-put", BLOCK_FIELDS | CTF_FIELD_COUNT},
    [CTF_FAILED] = {"failed", BLOCK_FIELDS | CTF_FIELD_OPERATION | CTF_FIELD_VALUE},
    [CTF_ATTACH] = {"attach", POOL_FIELDS},
    [CTF_DETACH] = {"detach", POOL_FIELDS},
    [CTF_DEINIT] = {"deinit", POOL_FIELDS},
    [CTF_OTHER] = {"other", BLOCK_FIELDS | CTF_FIELD_KIND | CTF_FIELD_VALUE},
    [CTF_MARK] = {"mark", CTF_FIELD_THREAD | CTF_FIELD_TEXT},
    [CTF_GAP] = {"gap", CTF_FIELD_TEXT},
};

#define EVENTS (sizeof descriptions / sizeof descriptions[0])

static const char *const declarations[] = {
    "uint64_t kind;",   "enum operation operation; enum cause cause; uint64_t status;",
    "enum pool pool;",  "uint64_t used; uint64_t used_min; uint64_t used_max;",
    "int64_t block;",   "uint64_t live;",
    "uint64_t size;",   "uint64_t count;",
    "uint64_t value;",  "string site;",
    "uint64_t thread;", "string text;",
};

static const char head[] =
    "/* CTF 1.8 */\n"
    "typealias integer { size = 16; align = 8; signed = false; } := uint16_t;\n"
    "typealias integer { size = 32; align = 8; signed = false; } := uint32_t;\n"
    "typealias integer { size = 64; align = 8; signed = false; } := uint64_t;\n"
    "typealias integer { size = 64; align = 8; signed = true; } := int64_t;\n"
    "trace {\n"
    "    major = 1; minor = 8; byte_order = le;\n"
    "    packet.header := struct { uint32_t magic; uint32_t stream_id; };\n"
    "};\n"
    "env { tracer_name = \"libjuno-memory\"; };\n"
    "clock {\n"
    "    name = \"trace\"; freq = 1000000000; offset = 0;\n"
    "    description = \"nanoseconds from the stream's first event, or events where it has no clock\";\n"
    "};\n"
    "typealias integer { size = 64; align = 8; signed = false; map = clock.trace.value; } := moment_t;\n"
    "stream {\n"
    "    id = 0;\n"
    "    packet.context := struct {\n"
    "        moment_t timestamp_begin; moment_t timestamp_end;\n"
    "        uint64_t content_size; uint64_t packet_size;\n"
    "        uint64_t events_discarded; uint64_t packet_seq_num;\n"
    "    };\n"
    "    event.header := struct { uint16_t id; moment_t timestamp; };\n"
    "};\n";

unsigned ctf_fields(enum ctf_event event)
{
    return descriptions[event].fields;
}

/* As a literal, with what is no text escaped twice: once to be read, and once for the literal. */
static void literal(FILE *stream, struct slice text)
{
    struct buffer safe = {0};
    layout_escape(&safe, text, true);
    (void)fputc('"', stream);
    for (size_t i = 0; i < safe.size; i++)
    {
        (void)fputs(safe.text[i] == '"' || safe.text[i] == '\\' ? "\\" : "", stream);
        (void)fputc(safe.text[i], stream);
    }
    (void)fputc('"', stream);
    buffer_free(&safe);
}

/* Labels with their numbers; no two are the same. */
static void pools(FILE *stream, const struct names *names)
{
    struct names seen;
    names_init(&seen);
    (void)fputs("enum pool : uint32_t {\n    \"none\" = 0", stream);
    (void)names_string(&seen, (struct slice){"none", 4});
    for (uint32_t i = 1; i < names->pool_count; i++)
    {
        struct buffer label = {0};
        const size_t count = seen.string_count;
        label_pool(&label, names, i);
        if (names_string(&seen, buffer_slice(&label)) < count)
        {
            buffer_word(&label, " #");
            buffer_number(&label, i);
            (void)names_string(&seen, buffer_slice(&label));
        }
        (void)fputs(",\n    ", stream);
        literal(stream, buffer_slice(&label));
        (void)fprintf(stream, " = %" PRIu32, i);
        buffer_free(&label);
    }
    (void)fputs("\n};\n", stream);
    names_free(&seen);
}

/* Names of numbers from 1 on. */
static void numbers(FILE *stream, const char *name, const char *(*name_of)(uint64_t number))
{
    (void)fprintf(stream, "enum %s : uint64_t { \"none\" = 0", name);
    for (uint64_t i = 1; name_of(i) != NULL; i++)
    {
        (void)fprintf(stream, ", \"%s\" = %" PRIu64, name_of(i), i);
    }
    (void)fputs(" };\n", stream);
}

static void event(FILE *stream, size_t id)
{
    (void)fprintf(
        stream, "event {\n    name = \"%s\"; id = %zu; stream_id = 0;\n    fields := struct {\n",
        descriptions[id].name, id
    );
    for (unsigned bit = 0; bit < sizeof declarations / sizeof declarations[0]; bit++)
    {
        if ((descriptions[id].fields & 1u << bit) != 0)
        {
            (void)fprintf(stream, "        %s\n", declarations[bit]);
        }
    }
    (void)fputs("    };\n};\n", stream);
}

void ctf_metadata(FILE *stream, const struct names *names)
{
    (void)fputs(head, stream);
    numbers(stream, "operation", event_kind_name);
    numbers(stream, "cause", event_cause_name);
    pools(stream, names);
    for (size_t i = 0; i < EVENTS; i++)
    {
        event(stream, i);
    }
}
