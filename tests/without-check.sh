#!/bin/sh
# SPDX-License-Identifier: MIT
# Stands in the list of tests for the suites that this build leaves out.
echo "the suites need Check, which was not found or not wanted: not built"
exit 77
