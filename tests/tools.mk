# SPDX-License-Identifier: MIT
# Nothing here yet.
