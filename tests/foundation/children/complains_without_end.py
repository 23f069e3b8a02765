"""Writes for ever to standard error."""

import sys

while True:
    sys.stderr.write("a" * 65536)
