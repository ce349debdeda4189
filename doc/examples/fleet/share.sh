#!/bin/sh
# SPDX-License-Identifier: MIT
#SBATCH --job-name=junomemstat
# share.sh LIST: this task's share of the traces in LIST, as one line in a file.
awk -v tasks="$SLURM_ARRAY_TASK_COUNT" -v task="$SLURM_ARRAY_TASK_ID" 'NR % tasks == task' "$1" |
    tr '\n' '\0' | xargs -0 junomemstat report --format jsonl |
    junomemstat merge --format jsonl -f -o "share-$SLURM_ARRAY_TASK_ID.jsonl" -
