/* SPDX-License-Identifier: MIT */
/* validate: is this file sound, and what is missing. */
#include "figures.h"
#include "report.h"

static void as_json(struct run *run, uint64_t events)
{
    const struct reader_result *result = &run->result;
    json_begin(&run->json, '{');
    report_json_head(run);
    json_put_text(&run->json, "format", result->format == FORMAT_TEXT ? "text" : "packets");
    json_put_number(&run->json, "bytes", result->bytes);
    json_put_number(&run->json, "packets", result->packets);
    json_put_number(&run->json, "streams", run->replay.names.stream_count);
    json_put_number(&run->json, "events", events);
    json_put_number(&run->json, "corrupt_bytes", result->corrupt_bytes);
    json_put_number(&run->json, "duplicate_packets", result->duplicates);
    json_put_number(&run->json, "unknown_packets", result->unknown_packets);
    report_json_gaps(&run->json, &run->replay);
    report_json_end(run);
}

static void note(const struct run *run, uint64_t count, const char *one, const char *many)
{
    struct buffer line = {0};
    if (count > 0)
    {
        buffer_word(&line, "  ");
        layout_plural(&line, count, one, many);
        report_text_line(run, buffer_slice(&line), COLOUR_PLAIN);
    }
    buffer_free(&line);
}

static void as_text(struct run *run, uint64_t events)
{
    const struct reader_result *result = &run->result;
    const bool sound = replay_is_complete(&run->replay);
    struct buffer line = {0};
    report_text_separate(run);
    buffer_word(&line, sound ? "sound: " : "INCOMPLETE: ");
    if (result->format == FORMAT_PACKETS)
    {
        layout_plural(&line, result->packets, "packet, ", "packets, ");
    }
    layout_plural(&line, events, "event, ", "events, ");
    layout_plural(&line, result->bytes, "byte", "bytes");
    report_text_verdict(run, line.text, sound ? COLOUR_GREEN : COLOUR_YELLOW);
    buffer_free(&line);
    note(
        run, result->corrupt_bytes, "byte that belongs to no intact packet",
        "bytes that belong to no intact packet"
    );
    note(run, result->duplicates, "packet that came twice or late", "packets that came twice or late");
    note(
        run, result->unknown_packets, "packet of an unknown kind or version, skipped",
        "packets of an unknown kind or version, skipped"
    );
    report_text_gaps(run);
}

void cmd_validate(struct run *run)
{
    struct trace_figures figures;
    figures_of_trace(&run->replay, &figures);
    run->findings += run->replay.gap_count;
    if (!run->options->quiet && run->options->format == OUTPUT_JSON)
    {
        as_json(run, figures.events.value);
    }
    else if (!run->options->quiet)
    {
        as_text(run, figures.events.value);
    }
}
