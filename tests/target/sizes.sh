#!/bin/sh
# SPDX-License-Identifier: MIT
# Core and recorder keep to their budgets on a Cortex-M4; make sizes shows all parts.
set -eu
if ! command -v python3 >/dev/null; then
    echo "python3 is missing"
    exit 77
fi
exec "$top_srcdir/scripts/sizes" core recorder
