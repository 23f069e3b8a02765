"""How large a table may be: 20 MB, 50 000 rows, 64 MB unpacked, and what follows from that."""

from decimal import Decimal

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 64 * 1024 * 1024
MAX_ARCHIVE_ENTRIES = 1_000
MAX_ROWS = 50_000
MAX_COLUMNS = 200
# Lines of a text file: rows may hold line breaks inside quotes, blank lines do not count as rows.
MAX_LINES = 4 * MAX_ROWS
# A workbook's filled rectangle is laid out in memory before it is read, the empty cells inside it as well.
MAX_SHEET_ROW = MAX_ROWS + 100
MAX_SHEET_AREA = 2_000_000
MAX_FILLED_CELLS = 1_000_000
MAX_XML_DEPTH = 50
MAX_MERGED_CELLS = 100_000
MAX_CELL_CHARACTERS = 32_767
HEADER_SEARCH_ROWS = 20

MAX_AMOUNT = Decimal(10) ** 15
MAX_DIGITS = 30
FIRST_YEAR = 1990
LAST_YEAR = 2100
MAX_PERIOD_YEARS = 5

# Naming the nearest known word costs milliseconds; a hostile file must not ask for it fifty thousand times.
MAX_SUGGESTIONS = 40
# What is shown back of a cell, in a sentence and in the row.
SHOWN_IN_SENTENCE = 60
SHOWN_IN_ROW = 500
