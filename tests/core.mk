# SPDX-License-Identifier: MIT
# The core: Check suites, one for each area of the contract, and what can only
# be tried with a compiler or with an installed library.

if HAVE_CHECK
core_suites = \
	tests/test_api \
	tests/test_deinit \
	tests/test_get \
	tests/test_handler \
	tests/test_init \
	tests/test_lock \
	tests/test_options \
	tests/test_owns \
	tests/test_put \
	tests/test_refs \
	tests/test_stale \
	tests/test_stats \
	tests/test_status \
	tests/test_update \
	tests/test_walk
if STATIC
core_suites += tests/test_put_static
endif
# Compiled for tracing, the same calls take another way into the library.
if TRACE
core_suites += \
	tests/test_deinit_traced \
	tests/test_get_traced \
	tests/test_handler_traced \
	tests/test_init_traced \
	tests/test_lock_traced \
	tests/test_put_traced \
	tests/test_refs_traced \
	tests/test_update_traced
endif
check_PROGRAMS += $(core_suites)
TESTS += $(core_suites)

# Both pools, the recording handler and main(), once for all suites.
check_LTLIBRARIES += tests/libsupport.la
tests_libsupport_la_SOURCES = \
	tests/bad_descriptors.c \
	tests/run_suite.c \
	tests/run_suite.h \
	tests/support.c \
	tests/support.h
core_test_cflags = $(AM_CFLAGS) $(CHECK_CFLAGS) $(JUNO_GUARD_DEFINES)
if !MESSAGES
core_test_cflags += -DJUNO_MEMORY_NO_MESSAGES=1
endif
core_test_ldadd = tests/libsupport.la lib/libjuno-memory.la $(CHECK_LIBS)
tests_libsupport_la_CFLAGS = $(core_test_cflags)

tests_test_api_CFLAGS = $(core_test_cflags)
tests_test_api_LDADD = $(core_test_ldadd)
tests_test_deinit_CFLAGS = $(core_test_cflags)
tests_test_deinit_LDADD = $(core_test_ldadd)
tests_test_get_CFLAGS = $(core_test_cflags)
tests_test_get_LDADD = $(core_test_ldadd)
tests_test_handler_CFLAGS = $(core_test_cflags)
tests_test_handler_LDADD = $(core_test_ldadd)
tests_test_init_CFLAGS = $(core_test_cflags)
tests_test_init_LDADD = $(core_test_ldadd)
tests_test_lock_CFLAGS = $(core_test_cflags)
tests_test_lock_LDADD = $(core_test_ldadd)
tests_test_options_CFLAGS = $(core_test_cflags)
tests_test_options_LDADD = $(core_test_ldadd)
tests_test_owns_CFLAGS = $(core_test_cflags)
tests_test_owns_LDADD = $(core_test_ldadd)
tests_test_put_CFLAGS = $(core_test_cflags)
tests_test_put_LDADD = $(core_test_ldadd)
tests_test_refs_CFLAGS = $(core_test_cflags)
tests_test_refs_LDADD = $(core_test_ldadd)
tests_test_stale_CFLAGS = $(core_test_cflags)
tests_test_stale_LDADD = $(core_test_ldadd)
tests_test_stats_CFLAGS = $(core_test_cflags)
tests_test_stats_LDADD = $(core_test_ldadd)
tests_test_status_CFLAGS = $(core_test_cflags)
tests_test_status_LDADD = $(core_test_ldadd)
tests_test_update_CFLAGS = $(core_test_cflags)
tests_test_update_LDADD = $(core_test_ldadd)
tests_test_walk_CFLAGS = $(core_test_cflags)
tests_test_walk_LDADD = $(core_test_ldadd)

# The others take the shared library where there is one.
tests_test_put_static_SOURCES = tests/test_put.c
tests_test_put_static_CFLAGS = $(core_test_cflags)
tests_test_put_static_LDADD = $(core_test_ldadd)
tests_test_put_static_LDFLAGS = $(AM_LDFLAGS) -static-libtool-libs

tests_test_deinit_traced_SOURCES = tests/test_deinit.c
tests_test_deinit_traced_CFLAGS = $(core_test_cflags) -DJUNO_MEMORY_TRACE
tests_test_deinit_traced_LDADD = $(core_test_ldadd)
tests_test_get_traced_SOURCES = tests/test_get.c
tests_test_get_traced_CFLAGS = $(core_test_cflags) -DJUNO_MEMORY_TRACE
tests_test_get_traced_LDADD = $(core_test_ldadd)
tests_test_handler_traced_SOURCES = tests/test_handler.c
tests_test_handler_traced_CFLAGS = $(core_test_cflags) -DJUNO_MEMORY_TRACE
tests_test_handler_traced_LDADD = $(core_test_ldadd)
tests_test_init_traced_SOURCES = tests/test_init.c
tests_test_init_traced_CFLAGS = $(core_test_cflags) -DJUNO_MEMORY_TRACE
tests_test_init_traced_LDADD = $(core_test_ldadd)
tests_test_lock_traced_SOURCES = tests/test_lock.c
tests_test_lock_traced_CFLAGS = $(core_test_cflags) -DJUNO_MEMORY_TRACE
tests_test_lock_traced_LDADD = $(core_test_ldadd)
tests_test_put_traced_SOURCES = tests/test_put.c
tests_test_put_traced_CFLAGS = $(core_test_cflags) -DJUNO_MEMORY_TRACE
tests_test_put_traced_LDADD = $(core_test_ldadd)
tests_test_refs_traced_SOURCES = tests/test_refs.c
tests_test_refs_traced_CFLAGS = $(core_test_cflags) -DJUNO_MEMORY_TRACE
tests_test_refs_traced_LDADD = $(core_test_ldadd)
tests_test_update_traced_SOURCES = tests/test_update.c
tests_test_update_traced_CFLAGS = $(core_test_cflags) -DJUNO_MEMORY_TRACE
tests_test_update_traced_LDADD = $(core_test_ldadd)
endif

# Compilers, installed libraries and suites that memcheck sees on their own.
core_scripts = \
	tests/core-recorded.sh \
	tests/custom/run.sh \
	tests/macros.sh \
	tests/reference/run.sh \
	tests/trace-or-custom.sh \
	tests/unattached.sh
juno_package_tests += $(core_scripts)
EXTRA_DIST += \
	tests/installed.sh \
	tests/macros.c \
	tests/reference/extract.awk \
	tests/unattached.c
