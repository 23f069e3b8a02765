"""Answers without reading what it is given."""

import sys

sys.stdout.write("done\n")
