# SPDX-License-Identifier: MIT
# The recorder where traces go: threads, and sinks that fail.

if HOSTED_TRACE
if TOOLS
check_PROGRAMS += tests/sink_program tests/trace_threads
tests_sink_program_SOURCES = tests/sink_program.c tests/traffic.c tests/traffic.h
tests_sink_program_CFLAGS = $(AM_CFLAGS)
tests_sink_program_LDADD = lib/libjuno-memory.la
tests_trace_threads_CFLAGS = $(AM_CFLAGS)
tests_trace_threads_LDADD = lib/libjuno-memory.la
TESTS += tests/trace_sinks.sh tests/trace_threads.sh

if HAVE_CHECK
check_PROGRAMS += tests/test_trace_sinks
TESTS += tests/test_trace_sinks
tests_test_trace_sinks_SOURCES = tests/test_trace_sinks.c tests/traffic.c tests/traffic.h
tests_test_trace_sinks_CFLAGS = $(core_test_cflags)
tests_test_trace_sinks_LDADD = tests/libtraceload.la $(trace_test_ldadd)
endif
endif
endif
EXTRA_DIST += tests/trace_sinks.sh tests/trace_threads.sh
