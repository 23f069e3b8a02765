"""Targets as members read them: the promise as a sentence, the paths as a picture, verdicts as statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from klimapakt.foundation.design.charts import Bars, Curve, Curves, Part, Tone
from klimapakt.foundation.templatetags.format import mass, percent
from klimapakt.inventories.presenting.versions import signed_mass
from klimapakt.methods.pathway import published
from klimapakt.targets.expecting import Expected
from klimapakt.targets.picture import LAW, LINEAR, PACT, Compared, Picture

_SHORT: Final[Mapping[str, tuple[object, Tone]]] = {
    PACT: (gettext_lazy("Pact"), "two"),
    LAW: (gettext_lazy("Law"), "three"),
    LINEAR: (gettext_lazy("1.5 °C"), "neutral"),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that can be said about a target beside a path, whether it holds, and in words."""

    name: str
    is_met: bool
    words: str


@dataclass(frozen=True, slots=True)
class ShownPath:
    """A target beside one path: two statements that are never one, or why there is none; notes, source."""

    name: str
    statements: tuple[Statement, ...]
    obstacle: str
    notes: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year as a line of the table: the target, the other paths, what was emitted."""

    year: int
    target: str
    paths: tuple[tuple[str, str], ...]
    actual: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of what moves emissions until the target year."""

    name: str
    mass: str
    words: str = ""


def figure(mg: int | None, picture: Picture) -> str:
    """Return a figure in the unit of a target; a dash where there is none."""
    if mg is None:
        return "–"
    target = picture.held.target
    return f"{mass(mg)} {target.get_per_display()}" if target.per else mass(mg)


def name_of(one: Compared) -> str:
    """Return what a reference path is called."""
    if one.key == PACT:
        return _("The path of the pact: straight to zero in %(year)s") % {"year": one.neutral_year}
    if one.key == LAW:
        return _("The path of the law (Federal Climate Act)")
    return _("The straight 1.5 °C path")


def shown_paths(compared: tuple[Compared, ...], last_year: int) -> tuple[ShownPath, ...]:
    """Return every reference with its two statements."""
    return tuple(_shown(one, last_year) for one in compared)


def _shown(one: Compared, last_year: int) -> ShownPath:
    notes = tuple(
        reason.translated(_) for reason in one.pathway.reasons if reason.code == "base_year_adjusted"
    )
    name = name_of(one)
    source = "" if one.key == PACT else published().sources[one.key].written(get_language() or "en")
    if not one.is_comparable:
        reasons = one.pathway.reasons
        return ShownPath(name, (), reasons[0].translated(_) if reasons else "", (), source)
    return ShownPath(name, (_by_point(one), _by_budget(one, last_year)), "", notes, source)


def _by_point(one: Compared) -> Statement:
    missed = one.said("point_missed")
    if missed is None:
        return Statement(
            _("By point"), True, _("In every year with a target you allow at most what this path allows.")
        )
    values = {"years": missed.params["years"]}
    return Statement(_("By point"), False, _("In %(years)s your target allows more than this path.") % values)


def _by_budget(one: Compared, last_year: int) -> Statement:
    used = percent(Decimal(str((one.pathway.budget_used or 0) * 100)))
    exceeded = one.said("budget_exceeded")
    values = {"share": used, "until": last_year, "year": exceeded.params["year"] if exceeded else ""}
    if exceeded is None:
        words = _("Up to %(until)s your target allows %(share)s of what this path allows altogether.")
    else:
        words = _(
            "Up to %(until)s your target allows %(share)s of what this path allows altogether. "
            "Its amount is used up in %(year)s."
        )
    return Statement(_("By budget"), one.is_met_by_budget, words % values)


def chart_of(picture: Picture) -> Curves | None:
    """Return the picture of a target with the other paths and the accepted inventories."""
    if not picture.path:
        return None
    curves = [Curve(_("Target"), picture.path, "accent")]
    for one in picture.compared:
        values = _in_unit(one, picture)
        if values:
            name, tone = _SHORT[one.key]
            curves.append(Curve(str(name), values, tone))
    curves.append(Curve(_("Emitted"), picture.actual, "neutral", is_measured=True))
    most = max(value for curve in curves for value in curve.values.values())
    last = picture.held.version.target_year
    parts = tuple(
        Part(curve.name, curve.values[max(curve.values)], figure(curve.values[max(curve.values)], picture))
        for curve in curves
        if curve.values
    )
    return Curves(
        key="target-path",
        title=_("The target, year by year"),
        sentence=_said(picture),
        parts=parts,
        label_heading=_("Path, at its end"),
        value_heading=_("At most in %(year)s, or emitted last") % {"year": last},
        curves=tuple(curves),
        most=figure(most, picture),
    )


def _said(picture: Picture) -> str:
    """Return what to see: the latest inventory beside the target of its year."""
    year = picture.latest_year
    if year is None or year == picture.held.promise.base_year or year not in picture.path:
        return _("No later year has been accepted yet, so nothing stands beside the target so far.")
    emitted, allowed = picture.actual[year], picture.path[year]
    values = {
        "year": year,
        "emitted": figure(emitted, picture),
        "allowed": figure(allowed, picture),
    }
    if emitted > allowed:
        return _("In %(year)s %(emitted)s were emitted; the target allows %(allowed)s.") % values
    return _("In %(year)s %(emitted)s were emitted; that is within the target of %(allowed)s.") % values


def _in_unit(one: Compared, picture: Picture) -> dict[int, int]:
    """Return a reference in the unit of the target; none for one per unit, which has no reference path."""
    return {} if picture.held.target.per else dict(one.pathway.reference_mg)


def years_lost(picture: Picture) -> Decimal:
    """Return how many years' allowance is used up already, as a number to be written."""
    lost = picture.carried.years_lost if picture.carried else None
    return Decimal(lost.numerator) / Decimal(lost.denominator) if lost else Decimal(0)


def year_rows(picture: Picture) -> list[YearRow]:
    """Return every year as a line."""
    beside = [(str(_SHORT[one.key][0]), _in_unit(one, picture)) for one in picture.compared]
    shown = [(name, values) for name, values in beside if values]
    return [
        YearRow(
            year,
            figure(allowed, picture),
            tuple((name, figure(values.get(year), picture)) for name, values in shown),
            figure(picture.actual.get(year), picture),
        )
        for year, allowed in picture.path.items()
    ]


def part_rows(expected: Expected) -> list[PartRow]:
    """Return what moves emissions until the target year, in parts that are the whole change together."""
    found = expected.forecast
    return [
        PartRow(
            _("Accepted inventory of %(year)s") % {"year": expected.latest_year},
            mass(found.base_mg),
            _("on the method of the base year"),
        ),
        PartRow(
            _("More or less business"), signed_mass(found.activity_mg), _("your own assumption, see below")
        ),
        PartRow(
            _("Decided measures"), signed_mass(found.measures_mg), _("decided, in work or just implemented")
        ),
        PartRow(_("Cleaner electricity from the grid"), signed_mass(found.factor_mg), _("see below")),
        PartRow(
            _("To be expected in %(year)s") % {"year": expected.target_year}, mass(found.expected_mg), ""
        ),
        PartRow(_("The target allows"), mass(expected.allowed_mg), ""),
    ]


def gap_words(expected: Expected) -> str:
    """Return the answer: what is missing to the target with what is decided."""
    values = {"mass": mass(abs(expected.gap_mg)), "year": expected.target_year}
    if expected.is_reached:
        return _("With what is decided you reach the target for %(year)s, with %(mass)s to spare.") % values
    return _("With what is decided %(mass)s are missing to the target for %(year)s.") % values


def gap_chart(expected: Expected) -> Bars:
    """Return latest inventory, expected and allowed emissions beside each other."""
    found = expected.forecast
    rows = (
        (_("Emitted in %(year)s") % {"year": expected.latest_year}, found.base_mg, "neutral"),
        (_("To be expected in %(year)s") % {"year": expected.target_year}, found.expected_mg, "two"),
        (_("The target allows"), expected.allowed_mg, "accent"),
    )
    return Bars(
        key="target-gap",
        title=_("Expected and promised"),
        sentence=gap_words(expected),
        parts=tuple(Part(name, max(0, mg), mass(mg), tone) for name, mg, tone in rows),  # type: ignore[arg-type]  # the three tones above
        label_heading=_("What"),
        value_heading=_("Emissions in one year"),
    )


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Measures of one state: how many count, what they save in the target year, what of the gap is that."""

    name: str
    count: int
    not_quantified: int
    outside: int
    mass: str
    closes: str


def group_rows(expected: Expected) -> list[GroupRow]:
    """Return the measures by state; each stands for itself and they are never added."""
    names = {
        "decided": _("decided (counted above)"),
        "planned": _("planned"),
        "idea": _("idea"),
    }
    found = []
    for one in expected.groups:
        is_decided = one.group == "decided"
        saved = -expected.forecast.measures_mg if is_decided else expected.forecast.alone_mg[one.group]
        closes = "–"
        if not is_decided and expected.gap_mg > 0:
            closes = percent(min(Decimal(100), Decimal(saved) * 100 / expected.gap_mg))
        found.append(
            GroupRow(names[one.group], one.quantified, one.not_quantified, one.outside, mass(saved), closes)
        )
    return found
