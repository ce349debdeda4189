/* SPDX-License-Identifier: MIT */
/*
 * convert --to pprof: pprof's profile.proto with what was got in the trace and what is
 * live at its end, by site; each sample has its pool as a label. Compressed with gzip
 * where zlib is there; pprof reads both.
 */
#include "export.h"
#include "export_live.h"
#include "figures.h"
#include "label.h"
#include "mem.h"
#include "message.h"
#include "proto.h"

#include <stdlib.h>
#include <string.h>

#if defined(HAVE_ZLIB)
#include <zlib.h>
#endif

enum profile_field
{
    PROFILE_SAMPLE_TYPE = 1,
    PROFILE_SAMPLE = 2,
    PROFILE_LOCATION = 4,
    PROFILE_FUNCTION = 5,
    PROFILE_STRING = 6,
    PROFILE_DURATION = 10,
    PROFILE_COMMENT = 13,
    PROFILE_DEFAULT_TYPE = 14
};

enum sample_field
{
    SAMPLE_LOCATION = 1,
    SAMPLE_VALUE = 2,
    SAMPLE_LABEL = 3
};

#define VALUES 4u

struct profile
{
    struct buffer bytes;
    struct names table; /* strings; functions and locations as sites, lines of these from 1 */
};

static uint32_t text(struct profile *profile, const char *word)
{
    return names_string(&profile->table, (struct slice){word, strlen(word)});
}

static void add_type(struct profile *profile, const char *type, const char *unit)
{
    struct buffer pair = {0};
    proto_number(&pair, 1, text(profile, type));
    proto_number(&pair, 2, text(profile, unit));
    proto_bytes(&profile->bytes, PROFILE_SAMPLE_TYPE, buffer_slice(&pair));
    buffer_free(&pair);
}

static void add_label(struct buffer *sample, uint32_t key, uint32_t value)
{
    struct buffer label = {0};
    proto_number(&label, 1, key);
    proto_number(&label, 2, value);
    proto_bytes(sample, SAMPLE_LABEL, buffer_slice(&label));
    buffer_free(&label);
}

static uint64_t location_of(struct profile *profile, struct live_sites *live, uint32_t site)
{
    const struct live_frame frame = live_frame(live, site);
    struct site place = {.kind = SITE_SOURCE};
    place.file = names_string(&profile->table, frame.file);
    place.function = names_string(&profile->table, frame.function);
    (void)names_site(&profile->table, &place);
    place.number = frame.line < INT64_MAX ? frame.line + 1 : 1;
    return names_site(&profile->table, &place);
}

/* The format's numbers have a sign. */
static uint64_t positive(uint64_t number)
{
    return number > INT64_MAX ? INT64_MAX : number;
}

static void add_sample(struct profile *profile, struct live_sites *live, const struct live_site *item)
{
    struct buffer sample = {0};
    struct buffer pool = {0};
    const uint64_t location = location_of(profile, live, item->site);
    const uint64_t values[VALUES] = {
        positive(item->gets), positive(item->got_bytes), positive(item->blocks), positive(item->bytes)};
    label_pool(&pool, &live->replay->names, item->pool);
    proto_numbers(&sample, SAMPLE_LOCATION, &location, 1);
    proto_numbers(&sample, SAMPLE_VALUE, values, VALUES);
    add_label(&sample, text(profile, "pool"), names_string(&profile->table, buffer_slice(&pool)));
    if (item->is_unsure)
    {
        add_label(&sample, text(profile, "certainty"), text(profile, "uncertain"));
    }
    proto_bytes(&profile->bytes, PROFILE_SAMPLE, buffer_slice(&sample));
    buffer_free(&sample);
    buffer_free(&pool);
}

static void add_function(struct profile *profile, uint32_t position)
{
    struct buffer function = {0};
    const struct site place = profile->table.sites[position];
    proto_number(&function, 1, position);
    proto_number(&function, 2, place.function);
    proto_number(&function, 3, place.function);
    proto_number(&function, 4, place.file);
    proto_bytes(&profile->bytes, PROFILE_FUNCTION, buffer_slice(&function));
    buffer_free(&function);
}

static void add_location(struct profile *profile, uint32_t position)
{
    struct buffer line = {0};
    struct buffer location = {0};
    struct site place = profile->table.sites[position];
    const uint64_t number = place.number - 1;
    place.number = 0;
    proto_number(&line, 1, names_site(&profile->table, &place));
    proto_number(&line, 2, number);
    proto_number(&location, 1, position);
    proto_bytes(&location, 4, buffer_slice(&line));
    proto_bytes(&profile->bytes, PROFILE_LOCATION, buffer_slice(&location));
    buffer_free(&line);
    buffer_free(&location);
}

static void add_places(struct profile *profile)
{
    const size_t count = profile->table.site_count;
    for (uint32_t i = SITE_INDEX_BEFORE + 1; i < count; i++)
    {
        if (profile->table.sites[i].number == 0)
        {
            add_function(profile, i);
        }
        else
        {
            add_location(profile, i);
        }
    }
}

static void add_notes(struct profile *profile, const struct replay *replay)
{
    struct trace_figures figures;
    figures_of_trace(replay, &figures);
    if (figures.has_duration)
    {
        proto_number(&profile->bytes, PROFILE_DURATION, positive(figures.duration_ns.value));
    }
    if (!replay_is_complete(replay))
    {
        const uint64_t comment = text(
            profile, "the trace is incomplete: numbers of gets are at least these, live blocks may differ"
        );
        proto_numbers(&profile->bytes, PROFILE_COMMENT, &comment, 1);
    }
}

/* All strings, once nobody adds another. */
static void add_strings(struct profile *profile)
{
    for (uint32_t i = 0; i < profile->table.string_count; i++)
    {
        proto_bytes(&profile->bytes, PROFILE_STRING, names_text(&profile->table, i));
    }
}

static void make_profile(struct profile *profile, struct live_sites *live)
{
    add_type(profile, "alloc_objects", "count");
    add_type(profile, "alloc_space", "bytes");
    add_type(profile, "inuse_objects", "count");
    add_type(profile, "inuse_space", "bytes");
    for (size_t i = 0; i < live->count; i++)
    {
        add_sample(profile, live, &live->items[i]);
    }
    add_places(profile);
    add_notes(profile, live->replay);
    proto_number(&profile->bytes, PROFILE_DEFAULT_TYPE, text(profile, "inuse_space"));
    add_strings(profile);
}

#if defined(HAVE_ZLIB)
/* A window of the largest size, in gzip's frame. */
#define GZIP_WINDOW (15 + 16)

static void write_profile(struct run *run, struct slice bytes)
{
    z_stream stream = {0};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    {
        message("convert: out of memory");
        run->failed = true;
        return;
    }
    const size_t most = deflateBound(&stream, (uLong)bytes.size);
    unsigned char *packed = mem_alloc(most);
    /* zlib does not write to its input, but its type does not say so. */
    memcpy(&stream.next_in, &bytes.text, sizeof stream.next_in);
    stream.avail_in = (uInt)bytes.size;
    stream.next_out = packed;
    stream.avail_out = (uInt)most;
    run->failed = deflate(&stream, Z_FINISH) != Z_STREAM_END;
    (void)fwrite(packed, 1, stream.total_out, run->output.stream);
    (void)deflateEnd(&stream);
    free(packed);
}
#else
static void write_profile(struct run *run, struct slice bytes)
{
    (void)fwrite(bytes.text, 1, bytes.size, run->output.stream);
}
#endif

void export_pprof_begin(struct run *run)
{
    run->own = live_sites_new(&run->replay, &run->options->filter);
}

void export_pprof_print(struct run *run)
{
    struct profile profile = {0};
    names_init(&profile.table);
    live_sites_finish(run->own);
    make_profile(&profile, run->own);
    write_profile(run, buffer_slice(&profile.bytes));
    names_free(&profile.table);
    buffer_free(&profile.bytes);
}
