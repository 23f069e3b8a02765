"""How much a document prints, and how large one may be to be looked at. Pure."""

from typing import Final

MOST_LINES: Final = 1000
"""The report prints so many lines one by one; of more it prints sums."""

MAX_FILE_BYTES: Final = 30 * 1024 * 1024
