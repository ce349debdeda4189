# SPDX-License-Identifier: MIT
# Changes of the core, one at a time, that the tests must notice.
