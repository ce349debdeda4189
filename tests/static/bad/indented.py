# SPDX-License-Identifier: MIT
"""Known to be bad: the second line of the function stands too far right."""


def bad(number):
    number += 1
      return number
