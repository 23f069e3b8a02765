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
_SUMMED_REPORT_KB: Final = 600


def estimated_kb(kind: Kind, lines: int) -> int:
    """Return the size in kB with two significant digits.

    >>> estimated_kb("report", 100), estimated_kb("workbook", 5000)
    (280, 1000)
    """
    base, per_line = _BASE_AND_PER_LINE[kind]
    is_summed = kind == "report" and lines > MOST_LINES
    size = _SUMMED_REPORT_KB if is_summed else base + per_line * lines
    return int(float(f"{size:.2g}"))
