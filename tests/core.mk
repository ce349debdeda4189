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
check_PROGRAMS += $(core_suites)
TESTS += $(core_suites)

# Both pools, the recording handler and main(), once for all suites.
check_LTLIBRARIES += tests/libsupport.la
tests_libsupport_la_SOURCES = \
	tests/bad_descriptors.c \
	tests/support.c \
	tests/support.h
core_test_cflags = $(AM_CFLAGS) $(CHECK_CFLAGS)
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
endif

# Compilers and installed libraries: nothing here for memcheck to look at.
core_scripts = \
	tests/custom/run.sh \
	tests/macros.sh \
	tests/reference/run.sh \
	tests/trace-or-custom.sh
juno_package_tests += $(core_scripts)
EXTRA_DIST += \
	tests/installed.sh \
	tests/macros.c \
	tests/reference/extract.awk
