#!/bin/sh
# SPDX-License-Identifier: MIT
# devices.sh LIST FILE: the trace FILE of each device in LIST, as one report.
export TRACE="$2"
parallel --jobs 64 --arg-file "$1" '
    ssh -n -o BatchMode=yes -o ConnectTimeout=10 {} cat "$TRACE" |
        junomemstat report --format jsonl --origin {} -' |
    junomemstat merge -
