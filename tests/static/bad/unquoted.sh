#!/bin/sh
# SPDX-License-Identifier: MIT
# Known to be bad: a name with a blank becomes two (SC2086).
rm -f $1
