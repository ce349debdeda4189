#!/bin/sh
# SPDX-License-Identifier: MIT
# Every byte of random pools after each of random calls, as AddressSanitizer is
# told of it: the real one in a build for it, else the stand-in of shadow.c.
# A pool of which nothing is told any more must be noticed. And pools in places of
# which each is told what it is.
set -eu
$LIBTOOL --mode=execute "$top_builddir/tests/guard/places"
program=$top_builddir/tests/guard/random_shadow

for seed in 1 2 3; do
    $LIBTOOL --mode=execute "$program" $seed 30000
done
status=0
said=$($LIBTOOL --mode=execute "$program" 1 600 deaf) || status=$?
case $status:$said in
    1:*" is closed"*) ;;
    *)
        echo "a pool of which nothing is told is not noticed: $status: $said"
        exit 1
        ;;
esac
