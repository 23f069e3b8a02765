"""The result page of a large inventory: ``python -m bench.result_page ROWS``.

Prints the milliseconds of the page, in turns with the page about sources, which asks the database nothing.
The first look after a change calculates the inventory; the others rest on what is kept, as long as nobody
changes anything, and a process of the server that has not seen it yet makes it once more.
"""

import json
import sys
from statistics import median

from bench.browsing import demo, inventory_path, p95_ms
from bench.importing import imported, table

_TIMES = 40


def main(rows: str) -> None:
    """Print one JSON object."""
    pages: list[float] = []
    plain: list[float] = []
    with demo() as visitor:
        inventory = inventory_path(visitor, 2024)
        imported(visitor, inventory, table(int(rows)))
        first = visitor.timed(inventory)
        visitor.timed("/sources/")
        for _ in range(_TIMES):
            pages.append(visitor.timed(inventory))
            plain.append(visitor.timed("/sources/"))
    measured = {
        "rows": int(rows),
        "first_ms": first * 1000,
        "page_ms": median(pages) * 1000,
        "page_p95_ms": p95_ms(pages),
        "plain_ms": median(plain) * 1000,
        "ratio": median(pages) / median(plain),
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main(*sys.argv[1:])
