"""A table of many rows through the browser: ``python -m bench.importing ROWS``.

Prints the seconds until its check is there and until its rows count, and how much slower pages of others are
while that happens: the 95th percentile of a page that everybody looks at, with and without the import.
"""

import json
import re
import sys
import threading
import time

from bench.browsing import Visitor, demo, inventory_path, p95_ms

_KINDS = (("Strom", "kWh"), ("Erdgas", "kWh Hs"), ("Diesel", "l"), ("Fernwärme", "MWh"), ("Restmüll", "t"))
_LOOKED_AT, _PAUSE_S, _AIM_S = 150, 0.05, 120


def table(rows: int) -> bytes:
    """Return a table of monthly bills of forty sites."""
    lines = ["Standort;Aktivität;Menge;Einheit;Von;Bis;Datenqualität;Nachweis"]
    for number in range(rows):
        name, unit = _KINDS[number % len(_KINDS)]
        month = number % 12 + 1
        lines.append(
            f"Halle {number % 40};{name};{number * 7 + 1},{number % 10}5;{unit};01.{month:02}.2024;"
            f"28.{month:02}.2024;abgerechnet;Rechnung {number}"
        )
    return "\r\n".join(lines).encode()


class _Looking(threading.Thread):
    """Somebody else, who looks at a page again and again until told to stop."""

    def __init__(self, visitor: Visitor, path: str) -> None:
        super().__init__(daemon=True)
        self._visitor = Visitor(visitor.port, dict(visitor.cookies))
        self._path = path
        self._is_over = threading.Event()
        self.seconds: list[float] = []

    def run(self) -> None:
        while not self._is_over.wait(_PAUSE_S):
            self.seconds.append(self._visitor.timed(self._path))

    def stop(self) -> list[float]:
        self._is_over.set()
        self.join()
        return self.seconds


def main(rows: str) -> None:
    """Print one JSON object."""
    with demo() as visitor:
        inventory, other = inventory_path(visitor, 2024), "/portal/"
        quiet: list[float] = []
        for _ in range(_LOOKED_AT):
            time.sleep(_PAUSE_S)
            quiet.append(visitor.timed(other))
        looking = _Looking(visitor, other)
        looking.start()
        began = time.perf_counter()
        _, upload = visitor.upload(f"{inventory}uploads/new/", table(int(rows)), "large.csv")
        until_over(visitor, upload)
        read = time.perf_counter() - began
        _, page = visitor.get(upload)
        checked = time.perf_counter() - began
        seal = re.search(r'name="seal" value="(\w+)"', page)
        if seal is None:
            raise LookupError("the check of the table")
        visitor.post(f"{upload}take-over/", {"seal": seal.group(1)})
        until_over(visitor, upload)
        counted = time.perf_counter() - began
        busy = looking.stop()
    measured = {
        "rows": int(rows),
        "read_s": read,
        "checked_s": checked,
        "counted_s": counted,
        "page_p95_ms": p95_ms(quiet),
        "page_p95_ms_meanwhile": p95_ms(busy),
        "ratio": p95_ms(busy) / p95_ms(quiet),
    }
    print(json.dumps(measured))


def until_over(visitor: Visitor, upload: str) -> None:
    """Wait until no job is busy with a file any more."""
    end = time.perf_counter() + _AIM_S
    while time.perf_counter() < end:
        _, answer = visitor.get(f"{upload}progress.json")
        if json.loads(answer)["is_over"]:
            return
        time.sleep(0.2)
    raise TimeoutError(upload)


if __name__ == "__main__":
    main(*sys.argv[1:])
