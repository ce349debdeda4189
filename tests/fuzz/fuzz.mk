# SPDX-License-Identifier: MIT
# Hostile bytes for the reader, hostile calls for the pools.
