# SPDX-License-Identifier: MIT
# A program for each way that a trace can take; run.sh sends one through each.

if HOSTED_TRACE
juno_sinks = \
	doc/examples/sinks/file \
	doc/examples/sinks/image \
	doc/examples/sinks/pipe \
	doc/examples/sinks/serial \
	doc/examples/sinks/udp \
	doc/examples/sinks/udp_receive
check_PROGRAMS += $(juno_sinks) tests/pty
check_LTLIBRARIES += doc/examples/sinks/libapp.la
doc_examples_sinks_libapp_la_SOURCES = doc/examples/sinks/app.c doc/examples/sinks/app.h
doc_examples_sinks_libapp_la_CFLAGS = $(AM_CFLAGS) $(JUNO_EXAMPLE_CFLAGS)
doc_examples_sinks_libapp_la_CPPFLAGS = $(AM_CPPFLAGS) -DJUNO_MEMORY_TRACE
juno_sinks_ldadd = doc/examples/sinks/libapp.la lib/libjuno-memory.la
doc_examples_sinks_file_LDADD = $(juno_sinks_ldadd)
doc_examples_sinks_image_LDADD = $(juno_sinks_ldadd)
doc_examples_sinks_pipe_LDADD = $(juno_sinks_ldadd)
doc_examples_sinks_serial_LDADD = $(juno_sinks_ldadd)
doc_examples_sinks_udp_LDADD = $(juno_sinks_ldadd)

TESTS += doc/examples/sinks/run.sh
endif
EXTRA_DIST += doc/examples/sinks/run.sh
