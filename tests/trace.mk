# SPDX-License-Identifier: MIT
# The recorder: what it writes, as junomemstat's reader understands it.

if HAVE_CHECK
check_PROGRAMS += tests/test_crc32c tests/test_crc32c_small
TESTS += tests/test_crc32c tests/test_crc32c_small
tests_test_crc32c_SOURCES = tests/test_crc32c.c lib/crc32c.c
tests_test_crc32c_CPPFLAGS = $(AM_CPPFLAGS) -DCRC32C_PORTABLE
tests_test_crc32c_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_test_crc32c_LDADD = $(CHECK_LIBS)
# The same for a build that is optimised for size.
tests_test_crc32c_small_SOURCES = $(tests_test_crc32c_SOURCES)
tests_test_crc32c_small_CPPFLAGS = $(tests_test_crc32c_CPPFLAGS) -DCRC32C_SMALL
tests_test_crc32c_small_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_test_crc32c_small_LDADD = $(CHECK_LIBS)
endif

if HOSTED_TRACE
if TOOLS
if HAVE_CHECK
trace_suites = \
	tests/test_trace \
	tests/test_trace_api \
	tests/test_trace_file \
	tests/test_trace_interrupt \
	tests/test_trace_ring \
	tests/test_trace_ring_odd \
	tests/test_trace_size \
	tests/test_trace_table
check_PROGRAMS += $(trace_suites)
TESTS += $(trace_suites)

trace_test_ldadd = tests/libtracetext.la tools/libjunomemstat.la $(core_test_ldadd)
check_LTLIBRARIES += tests/libtracetext.la
tests_libtracetext_la_SOURCES = tests/trace_text.c tests/trace_text.h
tests_libtracetext_la_CFLAGS = $(core_test_cflags)

tests_test_trace_CFLAGS = $(core_test_cflags)
tests_test_trace_LDADD = $(trace_test_ldadd)
tests_test_trace_api_CFLAGS = $(core_test_cflags)
tests_test_trace_api_LDADD = $(trace_test_ldadd)
tests_test_trace_file_CFLAGS = $(core_test_cflags)
tests_test_trace_file_LDADD = $(trace_test_ldadd)
tests_test_trace_interrupt_CFLAGS = $(core_test_cflags)
tests_test_trace_interrupt_LDADD = tests/libtraceload.la $(trace_test_ldadd)
tests_test_trace_ring_CFLAGS = $(core_test_cflags)
tests_test_trace_ring_LDADD = tests/libtraceload.la $(trace_test_ldadd)
tests_test_trace_ring_odd_CFLAGS = $(core_test_cflags)
tests_test_trace_ring_odd_LDADD = tests/libtraceload.la $(trace_test_ldadd)
tests_test_trace_size_CFLAGS = $(core_test_cflags)
tests_test_trace_size_LDADD = $(trace_test_ldadd)
tests_test_trace_table_CFLAGS = $(core_test_cflags)
tests_test_trace_table_LDADD = $(trace_test_ldadd)
endif

# One program, told at compile time to name its source lines, and not.
check_PROGRAMS += tests/env_plain tests/env_traced
tests_env_plain_SOURCES = tests/env_program.c
tests_env_plain_CFLAGS = $(AM_CFLAGS)
tests_env_plain_LDADD = lib/libjuno-memory.la
tests_env_traced_SOURCES = tests/env_program.c
tests_env_traced_CFLAGS = $(AM_CFLAGS)
tests_env_traced_CPPFLAGS = $(AM_CPPFLAGS) -DJUNO_MEMORY_TRACE
tests_env_traced_LDADD = lib/libjuno-memory.la

TESTS += tests/trace_env.sh

# Without the define, and with modules that come and go.
check_PROGRAMS += tests/modules_program
tests_modules_program_CFLAGS = $(AM_CFLAGS) -g
tests_modules_program_LDADD = lib/libjuno-memory.la $(JUNO_LIBS_PRIVATE)
TESTS += tests/trace_modules.sh tests/trace_modules_odd.sh
endif
endif
TESTS += tests/readme.sh
EXTRA_DIST += \
	tests/readme.sh \
	tests/scratch.sh \
	tests/trace_env.sh \
	tests/trace_modules.sh \
	tests/trace_modules_odd.sh
