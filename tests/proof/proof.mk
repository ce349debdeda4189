# SPDX-License-Identifier: MIT
# make proof: the core's contracts, proven with Frama-C, and the first mutants
# of the core, each of which must leave a goal open. make proof-full: also the
# functions that take long; make proof-mutants: that, and all mutants; make
# proof-smoke: whether a contract is proven because nothing satisfies it.
EXTRA_DIST += \
	tests/proof/functions.txt \
	tests/proof/lemmas.h \
	tests/proof/lemmas_call.h \
	tests/proof/mutants.txt \
	tests/proof/pool.c \
	tests/proof/proven.txt \
	tests/proof/run.py \
	tests/proof/smoke.py \
	tests/proof/unreachable.c

.PHONY: proof proof-full proof-mutants proof-smoke
proof:
	$(AM_V_at)JUNO_PROOF_WORK=proof.dir python3 $(srcdir)/tests/proof/run.py --mutants 3
	$(AM_V_at)JUNO_PROOF_WORK=proof.dir/smoke python3 $(srcdir)/tests/proof/smoke.py lib/memory_check.c
proof-full:
	$(AM_V_at)JUNO_PROOF_WORK=proof.dir python3 $(srcdir)/tests/proof/run.py --full --mutants 3
proof-mutants:
	$(AM_V_at)JUNO_PROOF_WORK=proof.dir python3 $(srcdir)/tests/proof/run.py --full --mutants all
proof-smoke:
	$(AM_V_at)JUNO_PROOF_WORK=proof.dir/smoke python3 $(srcdir)/tests/proof/smoke.py
