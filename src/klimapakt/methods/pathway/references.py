"""The paths that targets are held against; statutory and published ones are data with source and date."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.pathway.lines import straight
from klimapakt.methods.pathway.model import Case, Neutrality
from klimapakt.methods.texts import Text, text_of


@dataclass(frozen=True, slots=True)
class Published:
    """The published paths as they are shipped: what they rest on, and when that was looked up."""

    edition: str
    ksg: Mapping[int, Fraction]
    sbti_share_per_year: Fraction
    sbti_first_base_year: int
    sbti_last_confirmed_base_year: int
    sources: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference for one base year: the share of its emissions per year, or why there is none.

    ``shares`` is empty where the reference says nothing; ``obstacle`` says why nothing can be concluded from
    the comparison, ``note`` what one should know about it.
    """

    shares: Mapping[int, Fraction]
    source: str
    edition: str | None
    obstacle: Message | None = None
    note: Message | None = None


@cache
def published() -> Published:
    """Return the shipped paths. Raises KeyError or ValueError for one without source or date.

    >>> published().ksg[2030]
    Fraction(438, 1)
    """
    text = files("klimapakt.methods").joinpath("data/pathways.json").read_text(encoding="utf-8")
    return loaded(json.loads(text))


def loaded(raw: Mapping[str, Mapping[str, object]]) -> Published:
    """Return the paths of a data file. Raises KeyError or ValueError for one without source or date."""
    edition = date.fromisoformat(str(raw["edition"])).isoformat()
    for name in ("ksg", "sbti_1p5_linear"):
        date.fromisoformat(str(raw[name]["seen_on"]))
    ksg, sbti = raw["ksg"], raw["sbti_1p5_linear"]
    points: Mapping[str, str] = ksg["points"]  # type: ignore[assignment]  # a table in the file
    return Published(
        edition=edition,
        ksg={int(year): Fraction(amount) for year, amount in points.items()},
        sbti_share_per_year=Fraction(str(sbti["percent_per_year"])) / 100,
        sbti_first_base_year=int(str(sbti["first_base_year"])),
        sbti_last_confirmed_base_year=int(str(sbti["last_confirmed_base_year"])),
        sources={name: text_of(raw[name]["source"], f"{name}.source") for name in ("ksg", "sbti_1p5_linear")},
    )


def reference_of(case: Case) -> Reference:
    """Return the reference of a case for every year from its base year to its last target."""
    if isinstance(case.reference, Neutrality):
        return _own(case, case.reference)
    return _ksg(case) if case.reference == "ksg" else _sbti(case)


def _years(case: Case) -> range:
    return range(case.base_year, case.last_year + 1)


def _own(case: Case, wanted: Neutrality) -> Reference:
    points = {case.base_year: Fraction(1), wanted.year: Fraction(wanted.residual_percent) / 100}
    source = (
        f"stated in the case: straight to {wanted.residual_percent} % of the base year's emissions "
        f"in {wanted.year}, level afterwards"
    )
    return Reference({year: straight(points, year) for year in _years(case)}, source, None)


def _sbti(case: Case) -> Reference:
    data = published()
    shares = {
        year: max(Fraction(0), 1 - data.sbti_share_per_year * (year - case.base_year))
        for year in _years(case)
    }
    obstacle = note = None
    if case.base_year < data.sbti_first_base_year:
        template = gettext_noop("SBTi takes no base year before %(first)s; the base year is %(year)s.")
        values = {"first": data.sbti_first_base_year, "year": case.base_year}
        obstacle = Message("base_year_too_early", template, values)
    elif case.base_year > data.sbti_last_confirmed_base_year:
        template = gettext_noop(
            "For base years after %(last)s SBTi asks for more than the straight line shown here; how much, "
            "its own tool says."
        )
        note = Message("base_year_adjusted", template, {"last": data.sbti_last_confirmed_base_year})
    return Reference(shares, data.sources["sbti_1p5_linear"].en, data.edition, obstacle, note)


def _ksg(case: Case) -> Reference:
    data = published()
    source = data.sources["ksg"].en
    if case.base_year < min(data.ksg) or not (base := straight(data.ksg, case.base_year)):
        template = gettext_noop(
            "The Federal Climate Act has yearly amounts above zero from %(first)s to %(last)s only; a path "
            "from %(year)s cannot be scaled to them."
        )
        values = {"first": min(data.ksg), "last": max(data.ksg) - 1, "year": case.base_year}
        return Reference({}, source, data.edition, Message("no_statutory_amount", template, values))
    shares = {year: straight(data.ksg, year) / base for year in _years(case)}
    return Reference(shares, source, data.edition)
