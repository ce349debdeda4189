# SPDX-License-Identifier: MIT
# The recorder where traces go: threads, and sinks that fail.

if HOSTED_TRACE
if TOOLS
check_PROGRAMS += tests/trace_threads
tests_trace_threads_CFLAGS = $(AM_CFLAGS)
tests_trace_threads_LDADD = lib/libjuno-memory.la
TESTS += tests/trace_threads.sh
endif
endif
EXTRA_DIST += tests/trace_threads.sh
