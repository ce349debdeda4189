#!/bin/sh
# SPDX-License-Identifier: MIT
# Core and recorder keep to their budgets on a Cortex-M4; make sizes shows all parts.
set -eu
if [ -n "${JUNO_BRIEF:-}" ]; then
    echo "left out: it does not depend on how the host's build is made"
    exit 77
fi
if ! command -v python3 >/dev/null; then
    echo "python3 is missing"
    exit 77
fi
exec "$top_srcdir/scripts/sizes" core recorder
