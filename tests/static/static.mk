# SPDX-License-Identifier: MIT
# What compilers and analysers say without running anything.
