# SPDX-License-Identifier: MIT
# The tool and the recorder where each allocation, read and write fails in turn.
