# SPDX-License-Identifier: MIT
# What memcheck and AddressSanitizer say of a pool's blocks.
