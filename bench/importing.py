"""A table of many rows through the browser: ``python -m bench.importing ROWS [LOOKS]``.

Prints the seconds until its check is there and until its rows count, and how much slower the pages of another
member are while that happens: medians and 95th percentiles of a page that everybody looks at, with and
without the import. Quiet looks come before and after it, so that a busy neighbour strikes both. The start
page of whoever loaded the table is timed as well, once the rows count.
"""

import json
import re
import sys
import threading
import time
from statistics import median

from bench.browsing import CARLA, Visitor, demo, inventory_path, p95_ms, signed_in

_KINDS = (("Strom", "kWh"), ("Erdgas", "kWh Hs"), ("Diesel", "l"), ("Fernwärme", "MWh"), ("Restmüll", "t"))
_PAUSE_S, _AIM_S, _FEWEST_LOOKS = 0.05, 120, 3
_LOOKED_AT = "/portal/"


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

    def __init__(self, visitor: Visitor) -> None:
        super().__init__(daemon=True)
        self._visitor = visitor
        self._is_over = threading.Event()
        self.seconds: list[float] = []

    def run(self) -> None:
        while len(self.seconds) < _FEWEST_LOOKS or not self._is_over.is_set():
            time.sleep(_PAUSE_S)
            self.seconds.append(self._visitor.timed(_LOOKED_AT))

    def stop(self) -> list[float]:
        self._is_over.set()
        self.join()
        return self.seconds


def main(rows: str, looks: str = "80") -> None:
    """Print one JSON object."""
    with demo() as bruno:
        carla = signed_in(bruno.port, CARLA)
        inventory = inventory_path(bruno, 2024)
        own_before = _looks(bruno, int(looks))
        quiet = _looks(carla, int(looks))
        looking = _Looking(carla)
        looking.start()
        seconds = imported(bruno, inventory, table(int(rows)))
        busy = looking.stop()
        quiet += _looks(carla, int(looks))
        own_after = _looks(bruno, int(looks))
    measured = {
        "rows": int(rows),
        **seconds,
        "page_ms": median(quiet) * 1000,
        "page_p95_ms": p95_ms(quiet),
        "meanwhile_ms": median(busy) * 1000,
        "meanwhile_p95_ms": p95_ms(busy),
        "ratio": median(busy) / median(quiet),
        "p95_ratio": p95_ms(busy) / p95_ms(quiet),
        "own_page_ratio": median(own_after) / median(own_before),
    }
    print(json.dumps(measured))


def imported(visitor: Visitor, inventory: str, content: bytes) -> dict[str, float]:
    """Load a table, look at its check and take its rows over; return the seconds until each was done."""
    began = time.perf_counter()
    _, upload = visitor.upload(f"{inventory}uploads/new/", content, "large.csv")
    until_over(visitor, upload)
    read = time.perf_counter() - began
    _, page = visitor.get(upload)
    checked = time.perf_counter() - began
    seal = re.search(r'name="seal" value="(\w+)"', page)
    if seal is None:
        raise LookupError("the check of the table")
    visitor.post(f"{upload}take-over/", {"seal": seal.group(1)})
    until_over(visitor, upload)
    return {"read_s": read, "checked_s": checked, "counted_s": time.perf_counter() - began}


def _looks(visitor: Visitor, times: int) -> list[float]:
    seconds = []
    for _ in range(times):
        time.sleep(_PAUSE_S)
        seconds.append(visitor.timed(_LOOKED_AT))
    return seconds


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
