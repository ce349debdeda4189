# SPDX-License-Identifier: MIT
# Sourced by tests of what does not depend on how the build is made: make check
# runs them, builds of other kinds (JUNO_BRIEF) leave them out.
if [ -n "${JUNO_BRIEF:-}" ]; then
    echo "left out: it does not depend on how the build is made"
    exit 77
fi
