"""The portal end to end: a row saved, a large result shown, a large table loaded while others go on."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.browsing import KEPT_CITY
from bench.many import Answer, child

AIM_PAGE_MS, AIM_IMPORT_S, AIM_OTHERS, AIM_OWN = 300.0, 20.0, 1.2, 2.0


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much is saved, shown and loaded, and how often pages are looked at in quiet."""

    saved: int
    shown: int
    loaded: int
    looks: int


FULL = Amounts(saved=200, shown=5_000, loaded=10_000, looks=80)
QUICK = Amounts(saved=2, shown=20, loaded=20, looks=2)


@dataclass(frozen=True, slots=True)
class Portal:
    """What the three measurements printed."""

    saving: Answer
    result: Answer
    importing: Answer


def measure(amounts: Amounts) -> Portal:
    """Measure one after the other, each in a copy of one demo city that is gone afterwards."""
    with TemporaryDirectory(prefix="klimapakt-bench-") as folder:
        os.environ[KEPT_CITY] = str(Path(folder) / "city")
        return Portal(
            saving=child("bench.saving", str(amounts.saved)),
            result=child("bench.result_page", str(amounts.shown)),
            importing=child("bench.importing", str(amounts.loaded), str(amounts.looks)),
        )


def lines(portal: Portal) -> Iterator[str]:
    """Yield the measurements as a section of a page."""
    saving, result, importing = portal.saving, portal.result, portal.importing
    yield ""
    yield "### The portal"
    yield ""
    yield "| what | median ms | 95th percentile ms | ratio | to what |"
    yield "|---|--:|--:|--:|---|"
    yield _row("a row saved, checked and recorded", saving, "saved", "a plain insert")
    yield _row(f"result page of {result['rows']:,} rows", result, "page", "a page that asks nothing")
    yield _row("page of another member during an import", importing, "meanwhile", "the same page in quiet")
    yield ""
    yield f"The first look at that result after a change took {result['first_ms']:,.0f} ms. The 95th"
    yield f"percentile of the other member's page was {importing['p95_ratio']:.2f} times that in quiet. An"
    yield f"import of {importing['rows']:,} rows was read after {importing['read_s']:.1f} s, checked after"
    yield f"{importing['checked_s']:.1f} s and counted after {importing['counted_s']:.1f} s; afterwards the"
    yield f"start page of whoever loaded it took {importing['own_page_ratio']:.2f} times as long as before."


def _row(what: str, found: Answer, name: str, other: str) -> str:
    middle, high, ratio = found[f"{name}_ms"], found[f"{name}_p95_ms"], found["ratio"]
    return f"| {what} | {middle:.1f} | {high:.1f} | {ratio:.2f} | {other} |"


def aims(portal: Portal) -> Iterator[tuple[str, float, float]]:
    """Yield the name of each aim, what was measured, and the aim."""
    importing = portal.importing
    yield "result page, ms", portal.result["page_ms"], AIM_PAGE_MS
    yield "import until it counts, s", importing["counted_s"], AIM_IMPORT_S
    yield "page of others during an import ÷ in quiet", importing["ratio"], AIM_OTHERS
    yield "own start page after an import ÷ before", importing["own_page_ratio"], AIM_OWN


if __name__ == "__main__":
    print("\n".join(lines(measure(FULL))))
