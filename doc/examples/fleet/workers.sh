#!/bin/sh
# SPDX-License-Identifier: MIT
# workers.sh LIST DIRECTORY: all traces under DIRECTORY, a hundred at a time, on
# the machines in LIST, which see it under the same name.
find "$2" -name '*.jmt' | sort | {
    parallel --sshloginfile "$1" --max-replace-args "${BATCH:-100}" --retries 3 '
        junomemstat report --format jsonl {} | junomemstat merge --format jsonl -' ||
        echo '{"schema": 1, "trace": "'$?' batches", "error": "failed on every worker"}'
} | junomemstat merge -
