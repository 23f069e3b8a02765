"""How large a document will be, for people who decide whether to fetch it. Pure.

Estimated from the number of lines, because nobody should wait for four files that may not be wanted. A test
holds the estimates within half and double of what comes.
"""

from typing import Final, Literal

from klimapakt.inventories.documents.limits import MOST_LINES

Kind = Literal["report", "workbook", "lines", "record"]
_BASE_AND_PER_LINE: Final[dict[Kind, tuple[float, float]]] = {
    "report": (115, 1.6),
    "workbook": (12, 0.2),
    "lines": (1, 0.6),
    "record": (6, 1.15),
}
_SUMMED_BASE, _SUMMED_PER_LINE, _SUMMED_PER_ROW = 200, 0.035, 0.55


def estimated_kb(kind: Kind, lines: int, rows: int) -> int:
    """Return the size in kB with two significant digits; ``rows`` are those the lines come from.

    >>> estimated_kb("report", 100, 40), estimated_kb("workbook", 5000, 2000)
    (280, 1000)
    """
    base, per_line = _BASE_AND_PER_LINE[kind]
    size = base + per_line * lines
    if kind == "report" and lines > MOST_LINES:
        # The lines are only in the attached record; evidence is printed for up to a thousand rows.
        printed = rows if rows <= MOST_LINES else 0
        size = _SUMMED_BASE + _SUMMED_PER_LINE * lines + _SUMMED_PER_ROW * printed
    return int(float(f"{size:.2g}"))
