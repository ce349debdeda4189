# SPDX-License-Identifier: MIT
# The tool and the recorder where each allocation, read and write fails in turn.
TESTS += tests/faults.sh
EXTRA_DIST += \
	tests/faults.sh \
	tests/faults/bad.c \
	tests/faults/cases.py \
	tests/faults/conditions.py \
	tests/faults/engine.py \
	tests/faults/files.c \
	tests/faults/interpose.c \
	tests/faults/interpose.h \
	tests/faults/io.c \
	tests/faults/memory.c \
	tests/faults/names.c \
	tests/faults/recorded.py \
	tests/faults/run.py

if HOSTED_TRACE
check_PROGRAMS += tests/faults/recording
tests_faults_recording_SOURCES = tests/faults/recording.c
tests_faults_recording_CFLAGS = $(AM_CFLAGS)
tests_faults_recording_LDADD = lib/libjuno-memory.la
endif

# make check-faults: no call is left out.
.PHONY: check-faults
check-faults: all $(check_PROGRAMS)
	$(AM_V_at)$(AM_TESTS_ENVIRONMENT) FAULTS=full $(SHELL) $(srcdir)/tests/faults.sh
