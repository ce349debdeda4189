# SPDX-License-Identifier: MIT
# A program for each way of use. run-examples.sh runs all of them, and compares
# what they print with the .expected file beside each.

check_PROGRAMS += \
	doc/examples/custom_allocator/app \
	doc/examples/failure_handler \
	doc/examples/function_pointer_api \
	doc/examples/quick_start \
	doc/examples/references \
	doc/examples/update
doc_examples_custom_allocator_app_SOURCES = \
	doc/examples/custom_allocator/app.c \
	doc/examples/custom_allocator/downstream.c \
	doc/examples/custom_allocator/downstream.h
doc_examples_custom_allocator_app_LDADD = lib/libjuno-memory.la
doc_examples_failure_handler_LDADD = lib/libjuno-memory.la
doc_examples_function_pointer_api_LDADD = lib/libjuno-memory.la
doc_examples_quick_start_LDADD = lib/libjuno-memory.la
doc_examples_references_LDADD = lib/libjuno-memory.la
doc_examples_update_LDADD = lib/libjuno-memory.la

# These two record, with file and line of each call.
if HOSTED_TRACE
check_PROGRAMS += \
	doc/examples/router \
	doc/examples/tracing
endif
doc_examples_router_CFLAGS = $(AM_CFLAGS) $(JUNO_EXAMPLE_CFLAGS)
doc_examples_router_CPPFLAGS = $(AM_CPPFLAGS) -DJUNO_MEMORY_TRACE
doc_examples_router_LDADD = lib/libjuno-memory.la
doc_examples_tracing_CFLAGS = $(AM_CFLAGS) $(JUNO_EXAMPLE_CFLAGS)
doc_examples_tracing_CPPFLAGS = $(AM_CPPFLAGS) -DJUNO_MEMORY_TRACE
doc_examples_tracing_LDADD = lib/libjuno-memory.la

TESTS += doc/examples/run-examples.sh
EXTRA_DIST += \
	doc/examples/run-examples.sh \
	doc/examples/custom_allocator.expected \
	doc/examples/failure_handler.expected \
	doc/examples/function_pointer_api.expected \
	doc/examples/quick_start.expected \
	doc/examples/references.expected \
	doc/examples/router.budget \
	doc/examples/router.expected \
	doc/examples/tracing.expected \
	doc/examples/update.expected
