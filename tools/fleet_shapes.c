/* SPDX-License-Identifier: MIT */
/* What the lines' lists consist of: the one table for reading, adding and writing them. */
#include "fleet.h"

static struct figure certain(uint64_t value)
{
    return (struct figure){.value = value, .min = value, .max = value};
}

static struct figure one(const struct fleet_item *item)
{
    (void)item;
    return certain(1);
}

static struct figure lacks_clock(const struct fleet_item *item)
{
    return certain(item->has_clock ? 0 : 1);
}

static bool fills(const struct fleet_item *item, uint64_t blocks)
{
    return item->has_length && item->length > 0 && blocks >= item->length;
}

/* Where the peak is not certain, this is not either. */
static struct figure is_full(const struct fleet_item *item)
{
    const struct figure *peak = &item->figures[FLEET_POOL_PEAK];
    return (struct figure
    ){.value = fills(item, peak->value), .min = fills(item, peak->min), .max = fills(item, peak->max)};
}

static struct figure is_doubtful(const struct fleet_item *item)
{
    return certain(item->is_doubtful ? 1 : 0);
}

static const struct fleet_field totals[] = {
    {.key = "events"},
    {.key = "dropped"},
    {.key = "clock_went_back", .is_optional = true},
    {.key = "events_before", .is_optional = true},
    {.key = "duration_ns"},
    {.key = "traces_without_clock", .is_optional = true, .derive = lacks_clock},
    {.key = "corrupt_bytes"},
};

static const struct fleet_field pools[] = {
    {.key = "traces", .is_once = true, .derive = one},
    {.key = "used"},
    {.key = "peak", .way = FLEET_MOST, .names_trace = true},
    {.key = "traces_full", .derive = is_full},
    {.key = "gets"},
    {.key = "puts"},
    {.key = "updates"},
    {.key = "failed_gets"},
    {.key = "waste_bytes_at_peak", .way = FLEET_MOST},
};

static const struct fleet_field out_blocks[] = {
    {.key = "traces", .is_once = true, .derive = one},
    {.key = "blocks"},
    {.key = "bytes"},
    {.key = "most_blocks", .instead = "blocks", .way = FLEET_MOST, .names_trace = true},
    {.key = "blocks_of_unknown_size", .is_optional = true},
    {.key = "blocks_of_unknown_count", .is_optional = true},
};

static const struct fleet_field refs[] = {
    {.key = "traces", .is_once = true, .derive = one},
    {.key = "blocks", .derive = one},
    {.key = "references", .instead = "count"},
    {.key = "blocks_in_doubt", .is_optional = true, .derive = is_doubtful},
};

static const struct fleet_field errors[] = {
    {.key = "traces", .is_once = true, .derive = one},
    {.key = "count"},
    {.key = "most_count", .instead = "count", .way = FLEET_MOST, .names_trace = true},
};

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])
#define OUT_SHAPE(name)                                                                     \
    {                                                                                       \
        .key = (name), .texts = {"pool", "site", "likely_site"}, .trace_key = "most_trace", \
        .fields = out_blocks, .field_count = COUNT_OF(out_blocks), .weights = {             \
            FLEET_OUT_BYTES,                                                                \
            FLEET_ROW_COUNT,                                                                \
            FLEET_ROW_TRACES                                                                \
        }                                                                                   \
    }
#define REFS_SHAPE(name)                                                                                  \
    {                                                                                                     \
        .key = (name), .texts = {"pool", "site", "state"}, .fields = refs, .field_count = COUNT_OF(refs), \
        .weights = {                                                                                      \
            FLEET_ROW_COUNT,                                                                              \
            FLEET_ROW_TRACES,                                                                             \
            FLEET_REF_COUNT                                                                               \
        }                                                                                                 \
    }

const struct fleet_shape fleet_shapes[FLEET_LISTS] = {
    [FLEET_TOTALS] = {.fields = totals, .field_count = COUNT_OF(totals)},
    [FLEET_POOLS] =
        {.key = "pools",
         .texts = {"name"},
         .trace_key = "peak_trace",
         .fields = pools,
         .field_count = COUNT_OF(pools),
         .weights = {FLEET_POOL_FAILED, FLEET_POOL_FULL, FLEET_POOL_PEAK}},
    [FLEET_LEAKS] = OUT_SHAPE("leaks"),
    [FLEET_REFS] = REFS_SHAPE("refs"),
    [FLEET_ERRORS] =
        {.key = "errors",
         .texts = {"pool", "site", "kind"},
         .trace_key = "most_trace",
         .fields = errors,
         .field_count = COUNT_OF(errors),
         .weights = {FLEET_ROW_COUNT, FLEET_ROW_TRACES, FLEET_ROW_TRACES}},
    [FLEET_AT_CUT] = OUT_SHAPE("live_at_cut"),
    [FLEET_UNCERTAIN] = OUT_SHAPE("uncertain"),
    [FLEET_REFS_UNSURE] = REFS_SHAPE("refs_uncertain"),
};

_Static_assert(COUNT_OF(totals) <= FLEET_FIELDS, "room for the totals");
_Static_assert(COUNT_OF(pools) <= FLEET_FIELDS, "room for a pool's figures");
