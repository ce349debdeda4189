# SPDX-License-Identifier: MIT
# The library on an emulated Cortex-M3.

target_tests = \
	tests/target/failing.sh \
	tests/target/router.sh \
	tests/target/suites.sh
juno_package_tests += $(target_tests)
EXTRA_DIST += \
	tests/target/check.c \
	tests/target/check.h \
	tests/target/failing.c \
	tests/target/lib.sh \
	tests/target/link.ld \
	tests/target/recorder.c \
	tests/target/recorder.h \
	tests/target/start.c
