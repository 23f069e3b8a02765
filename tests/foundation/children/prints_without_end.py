"""Writes for ever."""

import sys

while True:
    sys.stdout.write("a" * 65536)
