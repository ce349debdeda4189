# SPDX-License-Identifier: MIT
# What memcheck and AddressSanitizer say of a pool's blocks, and pools that
# threads share.

if HOSTED
check_PROGRAMS += \
	tests/guard/faults \
	tests/guard/faults_traced \
	tests/guard/places \
	tests/guard/random \
	tests/guard/random_shadow
tests_guard_faults_SOURCES = tests/guard/faults.c
tests_guard_faults_CFLAGS = $(JUNO_WARNING_CFLAGS) -g -O0
tests_guard_faults_LDADD = lib/libjuno-memory.la
tests_guard_faults_CPPFLAGS = $(AM_CPPFLAGS)
tests_guard_faults_traced_SOURCES = tests/guard/faults.c
tests_guard_faults_traced_CPPFLAGS = $(AM_CPPFLAGS) -DJUNO_MEMORY_TRACE
tests_guard_faults_traced_CFLAGS = $(tests_guard_faults_CFLAGS)
tests_guard_faults_traced_LDADD = lib/libjuno-memory.la
tests_guard_places_SOURCES = tests/guard/places.c tests/guard/shadow.c
tests_guard_places_CPPFLAGS = $(AM_CPPFLAGS)
tests_guard_places_CFLAGS = $(AM_CFLAGS)
tests_guard_places_LDADD = lib/libjuno-memory.la
if HOSTED_TRACE
tests_guard_faults_CPPFLAGS += -DWITH_TRACE=1
tests_guard_places_CPPFLAGS += -DWITH_TRACE=1
endif
tests_guard_random_SOURCES = tests/guard/random.c
tests_guard_random_CPPFLAGS = $(AM_CPPFLAGS) $(JUNO_GUARD_DEFINES)
tests_guard_random_CFLAGS = $(AM_CFLAGS)
tests_guard_random_LDADD = lib/libjuno-memory.la
tests_guard_random_shadow_SOURCES = tests/guard/random.c tests/guard/shadow.c
tests_guard_random_shadow_CFLAGS = $(AM_CFLAGS)
tests_guard_random_shadow_LDADD = lib/libjuno-memory.la
TESTS += \
	tests/guard/cost.sh \
	tests/guard/guard.sh \
	tests/guard/shadow.sh

# Threads come with the recorder's file part, which needs them.
if HOSTED_TRACE
check_PROGRAMS += tests/guard/threads
tests_guard_threads_SOURCES = tests/guard/threads.c
tests_guard_threads_CFLAGS = $(AM_CFLAGS)
tests_guard_threads_LDADD = lib/libjuno-memory.la $(JUNO_LIBS_PRIVATE)
TESTS += tests/guard/threads.sh
endif
endif
EXTRA_DIST += \
	tests/guard/cost.sh \
	tests/guard/guard.sh \
	tests/guard/shadow.sh \
	tests/guard/threads.sh
