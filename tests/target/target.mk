# SPDX-License-Identifier: MIT
# The library on an emulated Cortex-M3, and its size on three Cortex-M.

juno_package_tests += \
	tests/target/failing.sh \
	tests/target/instructions.sh \
	tests/target/router.sh \
	tests/target/sizes.sh \
	tests/target/suites.sh
EXTRA_DIST += \
	tests/target/check.c \
	tests/target/check.h \
	tests/target/failing.c \
	tests/target/instructions.c \
	tests/target/lib.sh \
	tests/target/link.ld \
	tests/target/recorder.c \
	tests/target/recorder.h \
	tests/target/start.c

# make sizes: text, data, bss and the deepest stack of each part, at -Os, beside
# the budgets. make target-instructions: instructions a call on the Cortex-M3.
.PHONY: sizes target-instructions
sizes:
	$(AM_V_at)$(srcdir)/scripts/sizes
target-instructions:
	$(AM_V_at)$(AM_TESTS_ENVIRONMENT) $(SHELL) $(srcdir)/tests/target/instructions.sh
