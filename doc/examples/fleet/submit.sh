#!/bin/sh
# SPDX-License-Identifier: MIT
# submit.sh LIST TASKS: the traces in LIST, in TASKS tasks; the report is fleet.txt.
# shellcheck disable=SC2086 # a pattern of names
set -e
shares=$(seq --format 'share-%g.jsonl' 0 $(($2 - 1)) | tr '\n' ' ')
rm -f $shares
array=$(sbatch --parsable --array="0-$(($2 - 1))" "$(dirname "$0")/share.sh" "$1")
sbatch --wait --dependency="afterany:$array" --job-name=merge \
    --wrap "junomemstat merge -f -o fleet.txt $shares"
