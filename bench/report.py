"""The figures of a run as Markdown."""

import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from os import cpu_count

from bench import pages_told, portal
from bench.many import ENGINES, Bandwidth, Size
from bench.startup import Started

_LIBRARIES = ("duckdb", "narwhals", "polars", "pandas", "numpy", "pyarrow")
AIM_RATIO, AIM_PEAK_MB, AIM_COMPANY_MS, AIM_START_S, AIM_DUTIES_S = 1.5, 1500, 5.0, 0.3, 5.0
AIM_FOUNDING_S, AIM_SEALED_S, AIM_NIGHT_S = 5.0, 1.0, 60.0
AIM_APPRAISAL_MS = 100.0


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that one run has measured."""

    on: date
    rounds: int
    bandwidth: Bandwidth
    sizes: Sequence[Size]
    company: dict[str, dict[str, float]]
    duties: dict[str, float]
    nightly: dict[str, float]
    pages: pages_told.Answer
    founding: dict[str, float]
    agreements: dict[str, float]
    investments: dict[str, float]
    calc: Started
    interpreter: Started
    portal: portal.Portal


def markdown(run: Run) -> str:
    """Return the run as a section of a page."""
    return "\n".join(
        [
            *_machine(run),
            *(line for size in run.sizes for line in _size(size)),
            *_company(run),
            *_duties(run.duties),
            *_nightly(run.nightly),
            *pages_told.lines(run.pages),
            *_founding(run.founding),
            *_agreements(run.agreements),
            *_investments(run.investments),
            *portal.lines(run.portal),
            "",
        ]
    )


def _machine(run: Run) -> Iterator[str]:
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    python = f"Python {platform.python_version()}"
    one, two = run.bandwidth.one_thread, run.bandwidth.two_threads
    yield f"Run of {run.on.isoformat()} on {cpu_count()} cores, {python}; {libraries}."
    yield f"Medians of {run.rounds} rounds in which the engines take turns."
    yield ""
    yield f"Memory bandwidth (numpy copy, bytes read and written): {one:.1f} GB/s on one thread,"
    yield f"{two:.1f} GB/s on two."


def _size(size: Size) -> Iterator[str]:
    yield ""
    yield f"### {size.activities:,} activities, {size.sums:,} sums"
    yield ""
    limit_ms = size.limit_s * 1000
    yield f"Least time to read the activities and write the sums once: {limit_ms:.1f} ms on two threads."
    yield ""
    yield "| engine | wall s | CPU s | peak MB | wall ÷ SQL | CPU ÷ SQL | wall ÷ bandwidth |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for found in size.measured:
        yield (
            f"| {ENGINES[found.engine]} | {found.wall_s:.3f} | {found.cpu_s:.3f} | {found.peak_mb:,.0f} "
            f"| {found.wall_ratio:.2f} | {found.cpu_ratio:.2f} | {found.wall_s / size.limit_s:,.0f} |"
        )
    yield ""
    yield "All sums are equal to the milligram (fingerprints compared, the run fails otherwise)."


def _company(run: Run) -> Iterator[str]:
    own, reference = run.company["inventory"], run.company["reference"]
    yield ""
    yield "### One company"
    yield ""
    yield "| what | wall ms | CPU ms | best CPU ms |"
    yield "|---|--:|--:|--:|"
    yield f"| `calculate`, 250 activities, in the process | {_times(own)} |"
    yield f"| reference loop (10,000 Decimal products) | {_times(reference)} |"
    yield ""
    yield f"An inventory costs {own['cpu'] / reference['cpu']:.2f} reference loops."
    yield ""
    yield "| from the shell | wall s | CPU s |"
    yield "|---|--:|--:|"
    yield f"| `klimapakt calc inventory`, one activity | {run.calc.wall_s:.3f} | {run.calc.cpu_s:.3f} |"
    yield f"| `python -c pass` | {run.interpreter.wall_s:.3f} | {run.interpreter.cpu_s:.3f} |"


def _duties(found: dict[str, float]) -> Iterator[str]:
    asked = found["members"] * found["years"]
    yield ""
    yield "### Duties of a city"
    yield ""
    yield "| what | duties | wall s | CPU s | CPU µs per member and day |"
    yield "|---|--:|--:|--:|--:|"
    yield (
        f"| {found['members']:,} members, at the end of each of {found['years']} years "
        f"| {found['duties']:,} | {found['wall']:.2f} | {found['cpu']:.2f} "
        f"| {found['cpu'] / asked * 1e6:.0f} |"
    )


def _nightly(found: dict[str, float]) -> Iterator[str]:
    nights = (
        ("the first, every duty new", "first"),
        ("the next, nine of ten past duties entered as done", "settled"),
        ("a plain one, median of ten", "night"),
        ("one that finds everything done", "again"),
    )
    yield ""
    yield f"### The nightly run of {found['members']:,} members on {found['database']}"
    yield ""
    yield "| night | wall s | CPU s |"
    yield "|---|--:|--:|"
    for what, name in nights:
        yield f"| {what} | {found[f'{name}_s']:.2f} | {found[f'{name}_cpu_s']:.2f} |"
    yield ""
    yield f"{found['duties']:,} duties, {found['reminders']:,} reminders. What the office is needed for,"
    yield f"{found['needed']:,} entries, took {found['list_ms']:.0f} ms, 95th percentile"
    yield f"{found['list_p95_ms']:.0f} ms, with {found['list_queries']} queries."


def _founding(found: dict[str, float]) -> Iterator[str]:
    yield ""
    yield "### A further pact"
    yield ""
    yield "| from the shell | median s | slowest s | ratio | to what |"
    yield "|---|--:|--:|--:|---|"
    yield (
        f"| `klimapakt pact create`, with rulebook, host and head, {found['pacts']} times "
        f"| {found['founded_s']:.2f} | {found['slowest_s']:.2f} | {found['ratio']:.2f} "
        f"| `klimapakt pact list`, {found['listed_s']:.2f} s |"
    )


def _agreements(found: dict[str, float]) -> Iterator[str]:
    steps = (
        ("issued", "the German text issued as PDF"),
        ("sealed", "issued, with the page of evidence, and sealed"),
        ("checked", "the sealed file checked in its confined process"),
        ("packed", "the package of evidence"),
        ("compared", "one member compared with a changed text"),
    )
    yield ""
    yield f"### An agreement, {found['agreements']:,} times"
    yield ""
    yield "| what | median s | slowest s |"
    yield "|---|--:|--:|"
    for step, words in steps:
        yield f"| {words} | {found[f'{step}_s']:.3f} | {found[f'{step}_slowest_s']:.3f} |"


def _investments(found: dict[str, float]) -> Iterator[str]:
    yield ""
    yield "### Investments"
    yield ""
    yield "| what | CPU ms | ÷ reference loop |"
    yield "|---|--:|--:|"
    for name, words in (
        ("large", "200 positions over 30 years, sensitivities, 3 scenarios"),
        ("lines", f"200 lines of 3 positions over 15 years, {found['per_second']:,.0f} a second"),
        ("portfolio", "25 measures on 4 flows over 10 years, chosen, with the value of each"),
    ):
        yield f"| {words} | {found[name]:.1f} | {found[name] / found['reference']:.2f} |"


def aims(run: Run) -> Iterator[str]:
    """Yield each aim with what was measured."""
    largest = run.sizes[-1]
    ours = largest.of("ours_on_duckdb")
    yield _aim("expression ÷ plain DuckDB SQL, wall", ours.wall_ratio, AIM_RATIO)
    yield _aim("peak memory, MB", ours.peak_mb, AIM_PEAK_MB)
    yield _aim("250 activities, CPU ms", run.company["inventory"]["cpu"], AIM_COMPANY_MS)
    yield _aim("klimapakt calc, CPU s", run.calc.cpu_s, AIM_START_S)
    yield _aim("duties of a city over ten years, CPU s", run.duties["cpu"], AIM_DUTIES_S)
    yield _aim("slowest nightly run of 2,000 members, s", run.nightly["first_s"], AIM_NIGHT_S)
    yield _aim("a further pact, slowest, s", run.founding["slowest_s"], AIM_FOUNDING_S)
    yield _aim("an agreement issued and sealed, median, s", run.agreements["sealed_s"], AIM_SEALED_S)
    yield _aim("200 positions over 30 years, CPU ms", run.investments["large"], AIM_APPRAISAL_MS)
    for name, found, aim in (*pages_told.aims(run.pages), *portal.aims(run.portal)):
        yield _aim(name, found, aim)


def _times(times: dict[str, float]) -> str:
    return f"{times['wall']:.2f} | {times['cpu']:.2f} | {times['best']:.2f}"


def _aim(name: str, found: float, aim: float) -> str:
    return f"{'met   ' if found <= aim else 'MISSED'} {name}: {found:.3g} (aim {aim:g})"
