/* SPDX-License-Identifier: MIT */
/* Reads a trace of packets: which are missing, and what the others say. */
#ifndef JUNOMEMSTAT_PACKET_READER_H
#define JUNOMEMSTAT_PACKET_READER_H

#include "reader.h"

/* As reader_run. */
bool packet_reader_run(
    struct input *input, struct names *names, struct sink *sink, struct reader_result *result
);

/* The stream of a gap that no stream can be blamed for: the input's own end. */
#define STREAM_NONE UINT32_MAX

#endif
