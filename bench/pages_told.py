"""The figures of the office's pages as Markdown, and its aims."""

from collections.abc import Iterator
from typing import Any, Final

Answer = dict[str, Any]
AIM_PAGE_MS: Final = 300.0
_NAMES: Final = {
    "queue": "work queue, everybody's and one's own",
    "members": "list of members, filtered and sorted",
    "duties": "list of duties",
    "measures": "list of measures with its sums",
    "inventories": "inventories that wait and were accepted",
    "member": "page of a member",
    "sums": "sums of the leadership",
    "targets": "targets of the members",
    "mails": "e-mails",
    "report_members": "report: members by state",
    "report_duties": "report: duties met in time",
    "report_stages": "report: time between the stages",
    "report_answers": "report: answers in time",
    "report_barriers": "report: barriers",
    "report_minutes": "report: minutes per step",
    "member_table": "table of all members, every column, as CSV",
}
_NO_PAGE: Final = ("member_table",)
"""Handed out as a file; there is no aim for it."""


def lines(found: Answer) -> Iterator[str]:
    """Yield the pages as a section."""
    counts = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in found["counts"].items())
    yield ""
    yield f"### Pages of the office with {found['members']:,} members on {found['database']}"
    yield ""
    yield f"{found['looks']} looks each; load of the machine {found['load']:.1f} as they began."
    yield f"In the database: {counts}."
    yield ""
    yield (
        "| page | median ms | 95th percentile ms | CPU ms | of it waiting for the database ms | queries "
        "| ÷ a page that asks nothing |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for page in found["pages"]:
        asked = sorted({page["queries_least"], page["queries_most"]})
        yield (
            f"| {_NAMES.get(page['page'], page['page'])} | {page['ms']:.0f} | {page['p95_ms']:.0f} "
            f"| {page['cpu_ms']:.0f} | {page['database_ms']:.0f} | {'–'.join(map(str, asked))} "
            f"| {page['ratio']:.1f} |"
        )


def aims(found: Answer) -> Iterator[tuple[str, float, float]]:
    """Yield the name of each page, its 95th percentile, and the aim."""
    for page in found["pages"]:
        if page["page"] not in _NO_PAGE:
            name = _NAMES.get(page["page"], page["page"])
            yield f"{name}, 95th percentile, ms", page["p95_ms"], AIM_PAGE_MS
