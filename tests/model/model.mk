# SPDX-License-Identifier: MIT
# The library against a plain model of its contract, by chance.
