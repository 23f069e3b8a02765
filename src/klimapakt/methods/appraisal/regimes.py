"""Legal tests of economic efficiency as dated data: at which share of life the curve has to be above zero.

The tests stand in ``data/economic_tests.json`` with source and days; a test without them does not load.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final

from klimapakt.methods import reading
from klimapakt.methods.appraisal.curves import at
from klimapakt.methods.appraisal.indicators import first_positive_year
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused
from klimapakt.methods.texts import Text, text_of

_KEYS: Final = ("title", "versions")
_VERSION_KEYS: Final = (
    "valid_from",
    "valid_to",
    "share_of_life",
    "longest_life_years",
    "longest_assessment_years",
    "source",
    "note",
)
_NEEDED: Final = ("valid_from", "share_of_life", "source")


@dataclass(frozen=True, slots=True)
class Regime:
    """One legal test in the version that is in force from a day (to a day, both included)."""

    id: str
    title: Text
    valid_from: date
    valid_to: date | None
    share_of_life: Decimal
    longest_life_years: Decimal | None
    longest_assessment_years: Decimal | None
    source: Text
    note: Text | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a legal test says about a curve, with the reasons."""

    regime: Regime
    is_economic: bool
    years: float
    npv_at_share_eur: float
    first_positive_year: int | None
    reasons: tuple[Message, ...]

    def as_json(self) -> dict[str, object]:
        """Return the verdict as the shell prints it."""
        return {
            "id": self.regime.id,
            "economic": self.is_economic,
            "npv_at_share_eur": self.npv_at_share_eur,
            "first_positive_year": self.first_positive_year,
            "reasons": [reason.text() for reason in self.reasons],
            "source": self.regime.source.en,
            "valid_from": self.regime.valid_from.isoformat(),
        }


@cache
def regimes() -> Mapping[str, tuple[Regime, ...]]:
    """Return the versions of every test by its id, oldest first."""
    text = files("klimapakt.methods").joinpath("data/economic_tests.json").read_text(encoding="utf-8")
    return {
        name: tuple(sorted(_versions(name, entry), key=lambda version: version.valid_from))
        for name, entry in json.loads(text).items()
    }


def regime_ids() -> tuple[str, ...]:
    """Return the ids of the tests.

    >>> regime_ids()
    ('enefg_9', 'becv_11', 'enfg_besar', 'ensimimav_4')
    """
    return tuple(regimes())


def regime_on(name: str, on: date | None, path: str) -> Regime:
    """Return the version in force on a day; the newest without a day. Raises Refused.

    >>> str(regime_on("becv_11", date(2025, 12, 31), "").share_of_life)
    '0.6'
    """
    versions = regimes()[name]
    if on is None:
        return versions[-1]
    for version in reversed(versions):
        if version.valid_from <= on and (version.valid_to is None or on <= version.valid_to):
            return version
    template = gettext_noop(
        "%(name)s was not in force on %(day)s; it is known from %(first)s to %(last)s. Ask for another day."
    )
    values = {
        "name": name,
        "day": on,
        "first": versions[0].valid_from,
        "last": versions[-1].valid_to or "…",
    }
    raise Refused(path, Message("regime_not_in_force", template, values))


def verdict(regime: Regime, sums: Sequence[float], useful_life_years: Decimal | None) -> Verdict:
    """Return what a test says about the discounted payments summed up to each year.

    Without a useful life the horizon stands for it. In cents: what is shown as 0.00 is not above zero.
    """
    horizon = len(sums) - 1
    life = Decimal(horizon) if useful_life_years is None else useful_life_years
    years, reasons = _time_of_test(regime, life, horizon)
    if useful_life_years is None:
        reasons = [_life_not_stated(horizon), *reasons]
    value = round(at(sums, float(years)), 2) + 0.0
    is_short_enough = regime.longest_life_years is None or life <= regime.longest_life_years
    reasons.append(_said(value, years))
    if not is_short_enough:
        template = gettext_noop(
            "The useful life of %(life)s years is longer than the %(most)s years for which this test is made."
        )
        values = {"life": _written(life), "most": regime.longest_life_years}
        reasons.append(Message("life_too_long", template, values))
    if regime.valid_to:
        template = gettext_noop("This version of the test was in force until %(day)s.")
        reasons.append(Message("no_longer_in_force", template, {"day": regime.valid_to}))
    return Verdict(
        regime=regime,
        is_economic=value > 0 and is_short_enough,
        years=float(years),
        npv_at_share_eur=value,
        first_positive_year=first_positive_year(sums),
        reasons=tuple(reasons),
    )


def _time_of_test(regime: Regime, life: Decimal, horizon: int) -> tuple[Decimal, list[Message]]:
    years = regime.share_of_life * life
    template = gettext_noop("%(percent)s %% of a useful life of %(life)s years are %(years)s years.")
    values = {
        "percent": _written(regime.share_of_life * 100),
        "life": _written(life),
        "years": _written(years),
    }
    reasons = [Message("share_of_life", template, values)]
    longest = regime.longest_assessment_years
    if longest is not None and years > longest:
        template = gettext_noop("The test looks at %(most)s years at most.")
        reasons.append(Message("assessment_cut", template, {"most": _written(longest)}))
        years = longest
    if years > horizon:
        template = gettext_noop("The appraisal ends after %(horizon)s years; the value there decides.")
        reasons.append(Message("horizon_too_short", template, {"horizon": horizon}))
        years = Decimal(horizon)
    return years, reasons


def _life_not_stated(horizon: int) -> Message:
    template = gettext_noop("No useful life is stated; the horizon of %(horizon)s years stands for it.")
    return Message("life_not_stated", template, {"horizon": horizon})


def _said(value: float, years: Decimal) -> Message:
    values = {"value": f"{value:.2f}", "years": _written(years)}
    if value > 0:
        template = gettext_noop("After %(years)s years the net present value is %(value)s EUR, above zero.")
        return Message("above_zero", template, values)
    template = gettext_noop("After %(years)s years the net present value is %(value)s EUR, not above zero.")
    return Message("not_above_zero", template, values)


def _written(number: Decimal) -> str:
    """Return a number without zeros at its end.

    >>> _written(Decimal("7.50")), _written(Decimal("1E+1"))
    ('7.5', '10')
    """
    found = f"{number:f}"
    return found.rstrip("0").rstrip(".") if "." in found else found


def _versions(name: str, entry: object) -> list[Regime]:
    given = reading.mapping(entry, name, _KEYS, required=_KEYS)
    title = text_of(given["title"], f"{name}.title")
    versions = reading.sequence(given["versions"], f"{name}.versions")
    return [_version(name, title, one, f"{name}.versions[{at_}]") for at_, one in enumerate(versions)]


def _version(name: str, title: Text, raw: object, path: str) -> Regime:
    given = reading.mapping(raw, path, _VERSION_KEYS, required=_NEEDED)
    until, note = given.get("valid_to"), given.get("note")
    return Regime(
        id=name,
        title=title,
        valid_from=reading.day(given["valid_from"], f"{path}.valid_from"),
        valid_to=None if until is None else reading.day(until, f"{path}.valid_to"),
        share_of_life=reading.share(given["share_of_life"], f"{path}.share_of_life"),
        longest_life_years=_years(given, "longest_life_years", path),
        longest_assessment_years=_years(given, "longest_assessment_years", path),
        source=text_of(given["source"], f"{path}.source"),
        note=None if note is None else text_of(note, f"{path}.note"),
    )


def _years(given: Mapping[str, object], key: str, path: str) -> Decimal | None:
    return None if given.get(key) is None else reading.above_zero(given[key], f"{path}.{key}")
