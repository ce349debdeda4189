#!/bin/sh
# SPDX-License-Identifier: MIT
# Thousands of damaged traces and images: every statement of the report is true, or says that it is not sure.
#
# DAMAGE_ROUNDS and DAMAGE_SEED in the environment try more, and others.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

if ! python3 -c '' 2>/dev/null; then
    echo "python3 is missing"
    exit 77
fi
# A round is two dozen files; under memcheck a few have to do.
rounds=${DAMAGE_ROUNDS:-100}
test -z "${JUNO_BRIEF:-}" || rounds=${DAMAGE_ROUNDS:-10}
test -z "${RUN_UNDER:-}" || rounds=1
PYTHONDONTWRITEBYTECODE=1 python3 "$top_srcdir/tests/damage/run.py" "$RUN_UNDER $tool" "$rounds" "${DAMAGE_SEED:-1}" ||
    fail "see the seed above"
