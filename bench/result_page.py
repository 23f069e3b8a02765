"""The result page of a large inventory: ``python -m bench.result_page ROWS``.

Prints the milliseconds of the page, next to the page about sources, which asks the database nothing.
"""

import json
import re
import sys
from statistics import median

from bench.browsing import demo, inventory_path, p95_ms
from bench.importing import table, until_over

_TIMES = 40


def main(rows: str) -> None:
    """Print one JSON object."""
    with demo() as visitor:
        inventory = inventory_path(visitor, 2024)
        _, upload = visitor.upload(f"{inventory}uploads/new/", table(int(rows)), "large.csv")
        until_over(visitor, upload)
        found = re.search(r'name="seal" value="(\w+)"', visitor.get(upload)[1])
        if found is None:
            raise LookupError("the check of the table")
        visitor.post(f"{upload}take-over/", {"seal": found.group(1)})
        until_over(visitor, upload)
        for path in (inventory, "/sources/"):
            visitor.timed(path)
        pages = [visitor.timed(inventory) for _ in range(_TIMES)]
        plain = [visitor.timed("/sources/") for _ in range(_TIMES)]
    measured = {
        "rows": int(rows),
        "page_ms": median(pages) * 1000,
        "page_p95_ms": p95_ms(pages),
        "plain_ms": median(plain) * 1000,
        "ratio": median(pages) / median(plain),
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main(*sys.argv[1:])
