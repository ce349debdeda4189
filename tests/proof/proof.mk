# SPDX-License-Identifier: MIT
# The core's contracts, proven.
