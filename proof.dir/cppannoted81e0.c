# 0 "/tmp/jm/guard/proof.dir/ppannotaaca5f.c"
# 0 "<built-in>"
# 0 "<command-line>"
# 1 "/usr/include/stdc-predef.h" 1 3 4

# 1 "/usr/include/stdc-predef.h" 3 4
/* Copyright (C) 1991-2022 Free Software Foundation, Inc.
   This file is part of the GNU C Library.

   The GNU C Library is free software; you can redistribute it and/or
   modify it under the terms of the GNU Lesser General Public
   License as published by the Free Software Foundation; either
   version 2.1 of the License, or (at your option) any later version.

   The GNU C Library is distributed in the hope that it will be useful,
   but WITHOUT ANY WARRANTY; without even the implied warranty of
   MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the GNU
   Lesser General Public License for more details.

   You should have received a copy of the GNU Lesser General Public
   License along with the GNU C Library; if not, see
   <https://www.gnu.org/licenses/>.  */




/* This header is separate from features.h so that the compiler can
   include it implicitly at the start of every compilation.  It must
   not itself include <features.h> or any other header that includes
   <features.h> because the implicit include comes before any feature
   test macros that may be defined in a source file before it first
   explicitly includes a system header.  GCC knows the name of this
   header in order to preinclude it.  */

/* glibc's intent is to support the IEC 559 math functionality, real
   and complex.  If the GCC (4.9 and later) predefined macros
   specifying compiler intent are available, use them to determine
   whether the overall intent is to support these features; otherwise,
   presume an older compiler has intent to support these features and
   define these macros by default.  */
# 56 "/usr/include/stdc-predef.h" 3 4
/* wchar_t uses Unicode 10.0.0.  Version 10.0 of the Unicode Standard is
   synchronized with ISO/IEC 10646:2017, fifth edition, plus
   the following additions from Amendment 1 to the fifth edition:
   - 56 emoji characters
   - 285 hentaigana
   - 3 additional Zanabazar Square characters */
# 0 "<command-line>" 2
# 1 "/tmp/jm/guard/proof.dir/ppannotaaca5f.c"
# 705 "/tmp/jm/guard/proof.dir/ppannotaaca5f.c"

# 705 "/tmp/jm/guard/proof.dir/ppannotaaca5f.c"
////////////////__ANNOT_BEG__
# 35 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (int)(a + b);
  ensures result_overflow: a + b == (int)(a + b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 44 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (long)(a + b);
  ensures result_overflow: a + b == (long)(a + b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 53 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (long long)(a + b);
  ensures result_overflow: a + b == (long long)(a + b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 62 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned)(a + b);
  ensures result_overflow: a + b == (unsigned)(a + b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 71 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned long)(a + b);
  ensures result_overflow: a + b == (unsigned long)(a + b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 80 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned long long)(a + b);
  ensures result_overflow: a + b == (unsigned long long)(a + b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 89 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (int)(a - b);
  ensures result_overflow: a - b == (int)(a - b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 98 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (long)(a - b);
  ensures result_overflow: a - b == (long)(a - b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 107 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (long long)(a - b);
  ensures result_overflow: a - b == (long long)(a - b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 116 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned)(a - b);
  ensures result_overflow: a - b == (unsigned)(a - b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 125 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned long)(a - b);
  ensures result_overflow: a - b == (unsigned long)(a - b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 134 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned long long)(a - b);
  ensures result_overflow: a - b == (unsigned long long)(a - b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 143 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (int)(a * b);
  ensures result_overflow: a * b == (int)(a * b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 152 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (long)(a * b);
  ensures result_overflow: a * b == (long)(a * b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 161 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (long long)(a * b);
  ensures result_overflow: a * b == (long long)(a * b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 170 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned)(a * b);
  ensures result_overflow: a * b == (unsigned)(a * b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 179 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned long)(a * b);
  ensures result_overflow: a * b == (unsigned long)(a * b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 188 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned long long)(a * b);
  ensures result_overflow: a * b == (unsigned long long)(a * b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 197 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires x_nonzero: x != 0;
  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result < 8 * sizeof(x);

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 204 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires x_nonzero: x != 0;
  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result < 8 * sizeof(x);

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 211 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires x_nonzero: x != 0;
  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result < 8 * sizeof(x);

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 218 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires x_nonzero: x != 0;
  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result < 8 * sizeof(x);

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 225 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires x_nonzero: x != 0;
  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result < 8 * sizeof(x);

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 232 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  requires x_nonzero: x != 0;
  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result < 8 * sizeof(x);

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 239 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result <= 8 * sizeof(x);

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 245 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result <= 8 * sizeof(x);

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 251 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"

  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result <= 8 * sizeof(x);

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 261 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"
 assigns __ANNOT_BACKSLASH__nothing;
////////////////__ANNOT_END__
# 353 "/usr/share/frama-c/libc/__fc_gcc_builtins.h"
////////////////__ANNOT_BEG__
# 11 "/tmp/jm/guard/lib/memory_logic.h"

  // How many blocks were ever out; they are the first ones.
  logic integer Carved{L}(JUNO_MEMORY_BLOCK_T *ptBlk) = ptBlk->zUsed + ptBlk->zFreed;

  // A carved block is out: its serial is odd.
  predicate Live{L}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) = ptBlk->piSerials[zBlock] % 2 == 1;

  // Where a block begins.
  logic char *Address{L}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) =
    (char *)ptBlk->pvMemory + zBlock * ptBlk->zTypeSize;

  // Sizes and tables are as init leaves them; nothing lies on anything else.
  predicate Shape{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    __ANNOT_BACKSLASH__valid(ptBlk) &&
    1 <= ptBlk->zTypeSize && 1 <= ptBlk->zLength <= ((size_t)4294967295U + 1u) &&
    ptBlk->zTypeSize * ptBlk->zLength <= 18446744073709551615UL &&
    __ANNOT_BACKSLASH__valid((char *)ptBlk->pvMemory + (0 .. ptBlk->zTypeSize * ptBlk->zLength - 1)) &&
    __ANNOT_BACKSLASH__valid(ptBlk->piSerials + (0 .. ptBlk->zLength - 1)) &&
    __ANNOT_BACKSLASH__valid(ptBlk->piFree + (0 .. ptBlk->zLength - 1)) &&
    __ANNOT_BACKSLASH__separated(
      ptBlk, ptBlk->piSerials + (0 .. ptBlk->zLength - 1), ptBlk->piFree + (0 .. ptBlk->zLength - 1),
      (char *)ptBlk->pvMemory + (0 .. ptBlk->zTypeSize * ptBlk->zLength - 1)
    );

  predicate Counters{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    Carved(ptBlk) <= ptBlk->zLength && ptBlk->zUsed <= ptBlk->zPeak;

  // What stands on the free stack is carved and not out,
  predicate StackFree{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    __ANNOT_BACKSLASH__forall integer i; 0 <= i < ptBlk->zFreed ==>
      ptBlk->piFree[i] < Carved(ptBlk) && !Live(ptBlk, ptBlk->piFree[i]);

  // stands there once,
  predicate StackOnce{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    __ANNOT_BACKSLASH__forall integer i, j; 0 <= i < j < ptBlk->zFreed ==> ptBlk->piFree[i] != ptBlk->piFree[j];

  // and nothing is missing. So zFreed counts the carved blocks that are not
  // out, and zUsed those that are (tests/proof/counters.c).
  predicate StackWhole{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    __ANNOT_BACKSLASH__forall integer b; 0 <= b < Carved(ptBlk) && !Live(ptBlk, b) ==>
      __ANNOT_BACKSLASH__exists integer i; 0 <= i < ptBlk->zFreed && ptBlk->piFree[i] == b;

  // The invariant: true of each pool between two calls.
  predicate Pool{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    Shape(ptBlk) && Counters(ptBlk) && StackFree(ptBlk) && StackOnce(ptBlk) && StackWhole(ptBlk);

  // A descriptor lies neither on the pool nor in its tables or blocks.
  predicate Apart{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    __ANNOT_BACKSLASH__separated(
      ptMemory, ptBlk, ptBlk->piSerials + (0 .. ptBlk->zLength - 1),
      ptBlk->piFree + (0 .. ptBlk->zLength - 1),
      (char *)ptBlk->pvMemory + (0 .. ptBlk->zTypeSize * ptBlk->zLength - 1)
    );

  // The private fields of a descriptor are what the library writes there: a
  // serial that was given out is odd.
  predicate Written{L}(JUNO_MEMORY_T *ptMemory) =
    ptMemory->ptOwner != __ANNOT_BACKSLASH__null ==> ptMemory->iSerial % 2 == 1;

  predicate Empty{L}(JUNO_MEMORY_T *ptMemory) =
    ptMemory->pvAddr == __ANNOT_BACKSLASH__null && ptMemory->zSize == 0 && ptMemory->iRefCount == 0 &&
    ptMemory->ptOwner == __ANNOT_BACKSLASH__null && ptMemory->iBlock == 0 && ptMemory->iSerial == 0;

  // The block that a descriptor names: its own index or, built by hand, the one
  // that division finds. Only a guess: nothing is proven about it, each user
  // compares the addresses.
  logic integer Named{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    ptMemory->ptOwner != __ANNOT_BACKSLASH__null
      ? ptMemory->iBlock
      : (size_t)((uintptr_t)ptMemory->pvAddr - (uintptr_t)ptBlk->pvMemory) / ptBlk->zTypeSize;

  // It is a carved block, and the descriptor's address is its start.
  predicate NamesBlock{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    0 <= Named(ptBlk, ptMemory) < Carved(ptBlk) &&
    ptMemory->pvAddr == Address(ptBlk, Named(ptBlk, ptMemory)) &&
    ptMemory->pvAddr != __ANNOT_BACKSLASH__null && (ptMemory->ptOwner == __ANNOT_BACKSLASH__null || ptMemory->ptOwner == &ptBlk->tHdr);

  // That block is out, and not given out again since the descriptor was filled.
  predicate Current{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    ptMemory->iBlock < Carved(ptBlk) && ptBlk->piSerials[ptMemory->iBlock] == ptMemory->iSerial;

  // No block but this one has changed hands.
  predicate OthersAsBefore{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) =
    __ANNOT_BACKSLASH__forall integer b; 0 <= b < __ANNOT_BACKSLASH__at(ptBlk->zLength, L1) && b != zBlock ==>
      __ANNOT_BACKSLASH__at(ptBlk->piSerials[b], L2) == __ANNOT_BACKSLASH__at(ptBlk->piSerials[b], L1);
////////////////__ANNOT_END_NL__





////////////////__ANNOT_BEG__
# 51 "/tmp/jm/guard/lib/memory_pool.h"
 requires Shape(ptBlk);
    assigns __ANNOT_BACKSLASH__nothing;
    behavior block:
      assumes zBlock < ptBlk->zLength;
      ensures __ANNOT_BACKSLASH__result == Address(ptBlk, zBlock);
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 63 "/tmp/jm/guard/lib/memory_pool.h"
 requires __ANNOT_BACKSLASH__valid_read(ptBlk) && Counters(ptBlk);
    assigns __ANNOT_BACKSLASH__nothing;
    ensures __ANNOT_BACKSLASH__result == Carved(ptBlk);
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 73 "/tmp/jm/guard/lib/memory_pool.h"
 requires __ANNOT_BACKSLASH__valid_read(ptBlk) && __ANNOT_BACKSLASH__valid_read(ptBlk->piSerials + zBlock);
    assigns __ANNOT_BACKSLASH__nothing;
    ensures __ANNOT_BACKSLASH__result <==> Live(ptBlk, zBlock);
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 83 "/tmp/jm/guard/lib/memory_pool.h"
 requires __ANNOT_BACKSLASH__valid_read(ptBlk) && ptBlk->zTypeSize >= 1;
    assigns __ANNOT_BACKSLASH__nothing;
    behavior zero_size:
      assumes zSize == 0;
      ensures __ANNOT_BACKSLASH__result == MEMORY_CAUSE_ZERO_SIZE;
    behavior too_large:
      assumes zSize > ptBlk->zTypeSize;
      ensures __ANNOT_BACKSLASH__result == MEMORY_CAUSE_TOO_LARGE;
    behavior right:
      assumes 1 <= zSize <= ptBlk->zTypeSize;
      ensures __ANNOT_BACKSLASH__result == MEMORY_CAUSE_NONE;
    complete behaviors;
    disjoint behaviors;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 107 "/tmp/jm/guard/lib/memory_pool.h"
 requires Pool(ptBlk) && __ANNOT_BACKSLASH__valid(ptMemory) && Apart(ptBlk, ptMemory);
    assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->zPeak, ptBlk->zGets,
            ptBlk->piSerials[0 .. ptBlk->zLength - 1], *ptMemory;
    ensures Pool(ptBlk) && Written(ptMemory);
    behavior zero_size:
      assumes zSize == 0;
      assigns __ANNOT_BACKSLASH__nothing;
      ensures __ANNOT_BACKSLASH__result == MEMORY_CAUSE_ZERO_SIZE;
    behavior too_large:
      assumes zSize > ptBlk->zTypeSize;
      assigns __ANNOT_BACKSLASH__nothing;
      ensures __ANNOT_BACKSLASH__result == MEMORY_CAUSE_TOO_LARGE;
    behavior full:
      assumes 1 <= zSize <= ptBlk->zTypeSize && ptBlk->zUsed == ptBlk->zLength;
      assigns __ANNOT_BACKSLASH__nothing;
      ensures __ANNOT_BACKSLASH__result == MEMORY_CAUSE_FULL;
    behavior reused:
      assumes 1 <= zSize <= ptBlk->zTypeSize && ptBlk->zFreed > 0;
      assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->zPeak, ptBlk->zGets,
              ptBlk->piSerials[ptBlk->piFree[ptBlk->zFreed - 1]], *ptMemory;
      ensures __ANNOT_BACKSLASH__result == MEMORY_CAUSE_NONE;
    behavior carved:
      assumes 1 <= zSize <= ptBlk->zTypeSize && ptBlk->zFreed == 0 && ptBlk->zUsed < ptBlk->zLength;
      assigns ptBlk->zUsed, ptBlk->zPeak, ptBlk->zGets, ptBlk->piSerials[ptBlk->zUsed], *ptMemory;
      ensures __ANNOT_BACKSLASH__result == MEMORY_CAUSE_NONE;
    complete behaviors;
    disjoint behaviors;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 26 "/tmp/jm/guard/lib/memory_outside.h"
 ghost OUTSIDE_T Outside;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 27 "/tmp/jm/guard/lib/memory_outside.h"
 ghost JUNO_MEMORY_BLOCK_T *Outside_ptBlk; // pool that is walked
////////////////__ANNOT_END_COMMENT__
////////////////__ANNOT_BEG__
# 29 "/tmp/jm/guard/lib/memory_outside.h"
 requires Outside.iLocked == 0;
    exits __ANNOT_BACKSLASH__false;
    assigns Outside.iLocked;
    ensures Outside.iLocked == 1;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 36 "/tmp/jm/guard/lib/memory_outside.h"
 requires Outside.iLocked == 1;
    exits __ANNOT_BACKSLASH__false;
    assigns Outside.iLocked;
    ensures Outside.iLocked == 0;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 43 "/tmp/jm/guard/lib/memory_outside.h"
 exits __ANNOT_BACKSLASH__false;
    assigns Outside.iEvents;
    ensures Outside.iEvents == __ANNOT_BACKSLASH__old(Outside.iEvents) + 1;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 49 "/tmp/jm/guard/lib/memory_outside.h"
 requires Outside.iLocked == 0;
    requires tStatus != JUNO_STATUS_SUCCESS;
    requires pcMessage != __ANNOT_BACKSLASH__null && pcMessage[0] != 0;
    exits __ANNOT_BACKSLASH__false;
    assigns Outside.iReports, Outside.tReported;
    ensures Outside.iReports == __ANNOT_BACKSLASH__old(Outside.iReports) + 1;
    ensures Outside.tReported == tStatus;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 59 "/tmp/jm/guard/lib/memory_outside.h"
 requires Live(Outside_ptBlk, zBlock) && zBlock < Carved(Outside_ptBlk);
    requires pvAddr == Address(Outside_ptBlk, zBlock);
    requires Outside.zNext <= zBlock;
    requires __ANNOT_BACKSLASH__forall integer b; Outside.zNext <= b < zBlock ==> !Live(Outside_ptBlk, b);
    exits __ANNOT_BACKSLASH__false;
    assigns Outside.zNext;
    ensures Outside.zNext == zBlock + 1;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 70 "/tmp/jm/guard/lib/memory_outside.h"

  // What hangs on a pool is the application's functions, as they are above.
  predicate Wired{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    __ANNOT_BACKSLASH__valid_read(ptBlk) &&
    ((ptBlk->iHooks & 1u) != 0 ==>
      __ANNOT_BACKSLASH__valid_read(ptBlk->ptLock) && ptBlk->ptLock->pfcnLock == &Outside_Lock &&
      ptBlk->ptLock->pfcnUnlock == &Outside_Unlock) &&
    ((ptBlk->iHooks & 2u) != 0 ==>
      __ANNOT_BACKSLASH__valid_read(ptBlk->ptObserver) && ptBlk->ptObserver->pfcnEvent == &Outside_Observe) &&
    (ptBlk->pfcnFailureHandler == __ANNOT_BACKSLASH__null || ptBlk->pfcnFailureHandler == &Outside_Handle);

  predicate Locked{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    Outside.iLocked == ((ptBlk->iHooks & 1u) != 0 ? 1 : 0);

  // Rule 2: the handler was called once, and told the status that is returned.
  predicate ReportedOnce{L1, L2}(JUNO_STATUS_T tStatus) =
    __ANNOT_BACKSLASH__at(Outside.iReports, L2) == __ANNOT_BACKSLASH__at(Outside.iReports, L1) + 1 && __ANNOT_BACKSLASH__at(Outside.tReported, L2) == tStatus;

  predicate Silent{L1, L2} =
    __ANNOT_BACKSLASH__at(Outside.iReports, L2) == __ANNOT_BACKSLASH__at(Outside.iReports, L1) &&
    __ANNOT_BACKSLASH__at(Outside.tReported, L2) == __ANNOT_BACKSLASH__at(Outside.tReported, L1);

  // The same where the pool has a handler at all.
  predicate Reported{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_STATUS_T tStatus) =
    __ANNOT_BACKSLASH__at(ptBlk->pfcnFailureHandler, L1) != __ANNOT_BACKSLASH__null
      ? ReportedOnce{L1, L2}(tStatus)
      : Silent{L1, L2};

  // An address has the range of its type: WP does not know it of casts.
  predicate IsNumber(void *pvAddr) = 0 <= (uintptr_t)pvAddr <= 18446744073709551615UL;

  // What init refuses: the first that applies is returned.
  predicate NullGeometry{L}(void *pvMemory, JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata) =
    pvMemory == __ANNOT_BACKSLASH__null || ptMetadata == __ANNOT_BACKSLASH__null;
  predicate WrongSize(void *pvMemory, integer zTypeSize, integer zLength) =
    zTypeSize == 0 || zLength == 0 || zLength > ((size_t)4294967295U + 1u) ||
    (uintptr_t)pvMemory + zTypeSize * zLength > 18446744073709551615UL;
  predicate Misaligned(JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata) =
    (uintptr_t)ptMetadata % sizeof(JUNO_MEMORY_INDEX_T) != 0;

  predicate Inited{L}(JUNO_MEMORY_BLOCK_T *ptBlk) = ptBlk->tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_BLOCK;

  // What a call may be given that looks at a pool or configures it.
  predicate Askable{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    Outside.iLocked == 0 &&
    (ptBlk == __ANNOT_BACKSLASH__null || (__ANNOT_BACKSLASH__valid(ptBlk) && (Inited(ptBlk) ==> Wired(ptBlk))));
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 13 "/tmp/jm/guard/lib/memory_call.h"
 requires ptMem == __ANNOT_BACKSLASH__null || __ANNOT_BACKSLASH__valid_read(ptMem);
    exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from ptMem, ptMem->tHdr.tType;
    behavior null:
      assumes ptMem == __ANNOT_BACKSLASH__null;
      ensures __ANNOT_BACKSLASH__result == __ANNOT_BACKSLASH__null;
    behavior unknown:
      assumes ptMem != __ANNOT_BACKSLASH__null && ptMem->tHdr.tType != JUNO_MEMORY_ALLOC_TYPE_BLOCK;
      ensures __ANNOT_BACKSLASH__result == __ANNOT_BACKSLASH__null;
    behavior pool:
      assumes ptMem != __ANNOT_BACKSLASH__null && ptMem->tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_BLOCK;
      ensures __ANNOT_BACKSLASH__result == &ptMem->tBlock;
    complete behaviors;
    disjoint behaviors;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 55 "/tmp/jm/guard/lib/memory_call.h"
 requires Wired(ptBlk) && Outside.iLocked == 0;
    exits __ANNOT_BACKSLASH__false;
    assigns Outside.iLocked;
    ensures Locked(ptBlk);
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 61 "/tmp/jm/guard/lib/memory_call.h"
 requires Wired(ptBlk) && Locked(ptBlk);
    exits __ANNOT_BACKSLASH__false;
    assigns Outside.iLocked;
    ensures Outside.iLocked == 0;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 69 "/tmp/jm/guard/lib/memory_call.h"
 requires Wired(ptBlk);
    exits __ANNOT_BACKSLASH__false;
    assigns Outside.iEvents;
    behavior watched:
      assumes (ptBlk->iHooks & 2u) != 0;
      ensures Outside.iEvents == __ANNOT_BACKSLASH__old(Outside.iEvents) + 1;
    behavior alone:
      assumes (ptBlk->iHooks & 2u) == 0;
      assigns __ANNOT_BACKSLASH__nothing;
    complete behaviors;
    disjoint behaviors;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 84 "/tmp/jm/guard/lib/memory_call.h"
 requires Wired(ptBlk) && Outside.iLocked == 0;
    requires tStatus == JUNO_STATUS_SUCCESS || 0 < eCause < MEMORY_CAUSES;
    exits __ANNOT_BACKSLASH__false;
    assigns Outside.iReports, Outside.tReported;
    ensures __ANNOT_BACKSLASH__result == tStatus;
    behavior told:
      assumes tStatus != JUNO_STATUS_SUCCESS && ptBlk->pfcnFailureHandler != __ANNOT_BACKSLASH__null;
      ensures ReportedOnce{Pre, Post}(tStatus);
    behavior silent:
      assumes tStatus == JUNO_STATUS_SUCCESS || ptBlk->pfcnFailureHandler == __ANNOT_BACKSLASH__null;
      assigns __ANNOT_BACKSLASH__nothing;
      ensures Silent{Pre, Post};
    complete behaviors;
    disjoint behaviors;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 103 "/tmp/jm/guard/lib/memory_call.h"
 requires MEMORY_CAUSE_NONE <= eCause < MEMORY_CAUSES;
    exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__nothing;
    behavior success:
      assumes eCause == MEMORY_CAUSE_NONE;
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_SUCCESS;
    behavior null:
      assumes eCause == MEMORY_CAUSE_NULL;
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_NULLPTR_ERROR;
    behavior size:
      assumes eCause __ANNOT_BACKSLASH__in {MEMORY_CAUSE_ZERO_SIZE, MEMORY_CAUSE_GEOMETRY, MEMORY_CAUSE_STRUCT_SIZE};
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_INVALID_SIZE_ERROR;
    behavior memalloc:
      assumes eCause __ANNOT_BACKSLASH__in {MEMORY_CAUSE_TOO_LARGE, MEMORY_CAUSE_FULL};
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_MEMALLOC_ERROR;
    behavior memfree:
      assumes eCause __ANNOT_BACKSLASH__in {MEMORY_CAUSE_BAD_ADDRESS, MEMORY_CAUSE_DOUBLE_FREE, MEMORY_CAUSE_STALE};
      assumes eKind == MEMORY_KIND_PUT;
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_MEMFREE_ERROR;
    behavior reference:
      assumes eCause __ANNOT_BACKSLASH__in {MEMORY_CAUSE_BAD_ADDRESS, MEMORY_CAUSE_DOUBLE_FREE, MEMORY_CAUSE_STALE};
      assumes eKind != MEMORY_KIND_PUT;
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_INVALID_REF_ERROR;
    behavior count:
      assumes eCause __ANNOT_BACKSLASH__in {MEMORY_CAUSE_REF_AFTER_FREE, MEMORY_CAUSE_UNREF_AT_ZERO};
      ensures eKind != MEMORY_KIND_PUT ==> __ANNOT_BACKSLASH__result == JUNO_STATUS_INVALID_REF_ERROR;
    behavior in_use:
      assumes eCause == MEMORY_CAUSE_IN_USE;
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_REF_IN_USE_ERROR;
    behavior other:
      assumes eCause __ANNOT_BACKSLASH__in {MEMORY_CAUSE_MISALIGNED, MEMORY_CAUSE_OPTION};
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_ERR;
    complete behaviors;
    disjoint behaviors;
////////////////__ANNOT_END_NL__

////////////////__ANNOT_BEG__
# 32 "/tmp/jm/guard/lib/memory_guard.h"
 exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__nothing;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 41 "/tmp/jm/guard/lib/memory_guard.h"
 exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__nothing;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 49 "/tmp/jm/guard/lib/memory_guard.h"
 exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__nothing;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 58 "/tmp/jm/guard/lib/memory_guard.h"
 exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__nothing;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 67 "/tmp/jm/guard/lib/memory_guard.h"
 exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__nothing;
////////////////__ANNOT_END_NL__

////////////////__ANNOT_BEG__
# 18 "/tmp/jm/guard/lib/memory_message.h"
 requires MEMORY_CAUSE_NULL <= eCause < MEMORY_CAUSES;
    exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from eCause;
    // One by one: the provers do not split by themselves.
    ensures eCause == MEMORY_CAUSE_NULL ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_ZERO_SIZE ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_TOO_LARGE ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_FULL ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_BAD_ADDRESS ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_DOUBLE_FREE ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_STALE ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_IN_USE ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_REF_AFTER_FREE ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_UNREF_AT_ZERO ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_GEOMETRY ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_MISALIGNED ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_OPTION ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_STRUCT_SIZE ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
////////////////__ANNOT_END_NL__

////////////////__ANNOT_BEG__
# 43 "/tmp/jm/guard/lib/memory_call.c"
 calls Outside_Lock;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 52 "/tmp/jm/guard/lib/memory_call.c"
 calls Outside_Unlock;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 65 "/tmp/jm/guard/lib/memory_call.c"
 calls Outside_Observe;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 76 "/tmp/jm/guard/lib/memory_call.c"
 calls Outside_Handle;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 83 "/tmp/jm/guard/lib/memory_call.c"
 requires Shape(ptBlk) && zBlock < ptBlk->zLength;
    assigns Address(ptBlk, zBlock)[0 .. ptBlk->zTypeSize - 1];
    ensures __ANNOT_BACKSLASH__forall integer i; 0 <= i < ptBlk->zTypeSize ==> Address(ptBlk, zBlock)[i] == 0;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 95 "/tmp/jm/guard/lib/memory_call.c"
 assert (zBlock + 1) * ptBlk->zTypeSize <= ptBlk->zLength * ptBlk->zTypeSize;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 96 "/tmp/jm/guard/lib/memory_call.c"
 loop invariant 0 <= i <= ptBlk->zTypeSize;
        loop invariant __ANNOT_BACKSLASH__forall integer j; 0 <= j < i ==> pcBlock[j] == 0;
        loop assigns i, pcBlock[0 .. ptBlk->zTypeSize - 1];
        loop variant ptBlk->zTypeSize - i;

////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 160 "/tmp/jm/guard/lib/memory_call.c"
 requires __ANNOT_BACKSLASH__valid(ptBlk);
    exits __ANNOT_BACKSLASH__false;
    assigns ptBlk->zFailedGets, ptBlk->zFailedPuts;
    behavior get:
      assumes eKind == MEMORY_KIND_GET;
      assigns ptBlk->zFailedGets;
      ensures ptBlk->zFailedGets == (size_t)(__ANNOT_BACKSLASH__old(ptBlk->zFailedGets) + 1);
    behavior put:
      assumes eKind == MEMORY_KIND_PUT;
      assigns ptBlk->zFailedPuts;
      ensures ptBlk->zFailedPuts == (size_t)(__ANNOT_BACKSLASH__old(ptBlk->zFailedPuts) + 1);
    behavior other:
      assumes eKind != MEMORY_KIND_GET && eKind != MEMORY_KIND_PUT;
      assigns __ANNOT_BACKSLASH__nothing;
    complete behaviors;
    disjoint behaviors;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 190 "/tmp/jm/guard/lib/memory_call.c"
 exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__nothing;
    behavior null:
      assumes ptMem == __ANNOT_BACKSLASH__null || ptMemory == __ANNOT_BACKSLASH__null;
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_NULLPTR_ERROR;
    behavior unknown:
      assumes ptMem != __ANNOT_BACKSLASH__null && ptMemory != __ANNOT_BACKSLASH__null;
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_INVALID_TYPE_ERROR;
    complete behaviors;
    disjoint behaviors;
////////////////__ANNOT_END_NL__
