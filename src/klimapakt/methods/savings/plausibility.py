"""What a measure's figures tell about themselves (domain.md 3.5): what to explain, what to mend.

A doubt can be accepted with a reason; what physics forbids cannot.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

from klimapakt.methods.messages import Message, gettext_noop

Severity = Literal["impossible", "doubt"]
Band = tuple[Decimal, Decimal]
_HOURS_OF_A_YEAR = Decimal(8784)
_MG_PER_KG = Decimal(1_000_000)
_MG_PER_TONNE = Decimal(1_000_000_000)
_FEWEST_YEARS_THAT_LOOK_CUMULATIVE = 5


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """What is known about one measure; whatever is None is not known.

    ``saved_*`` are per year unless ``is_cumulative``; ``line_*`` is the line of the baseline that it
    touches, ``rated_kw`` the power of the devices it concerns, ``life_years`` its useful life.
    """

    carrier: str = ""
    saved_mg: int | None = None
    saved_kwh: Decimal | None = None
    saved_eur: Decimal | None = None
    saved_percent: Decimal | None = None
    is_cumulative: bool = False
    life_years: Decimal | None = None
    line_mg: int | None = None
    line_kwh: Decimal | None = None
    rated_kw: Decimal | None = None
    state: str = "planned"
    planned_for: date | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that cannot be, or that somebody has to explain; ``rule`` never changes."""

    rule: str
    severity: Severity
    message: Message

    @property
    def can_be_accepted(self) -> bool:
        """Return whether a reason is enough."""
        return self.severity == "doubt"


@cache
def bands() -> Mapping[str, Mapping[str, Band]]:
    """Return the usual ranges by carrier, kg and EUR per kWh.

    >>> bands()["kg_per_kwh"]["natural_gas"]
    (Decimal('0.15'), Decimal('0.30'))
    """
    text = files("klimapakt.methods").joinpath("data/saving_bands.json").read_text(encoding="utf-8")
    raw = json.loads(text)
    return {
        name: {carrier: (Decimal(low), Decimal(high)) for carrier, (low, high) in raw[name].items()}
        for name in ("kg_per_kwh", "eur_per_kwh")
    }


def doubts_about(measure: MeasureFacts, *, today: date) -> tuple[Doubt, ...]:
    """Return what is doubtful or impossible about a measure; nothing for one without figures.

    >>> gas = MeasureFacts(carrier="natural_gas", saved_mg=5_000_000_000, saved_kwh=Decimal(1000))
    >>> [doubt.rule for doubt in doubts_about(gas, today=date(2026, 1, 1))]
    ['kg_per_kwh_out_of_band']
    """
    found = [doubt for rule in _RULES for doubt in rule(measure)]
    return (*found, *_date_passed(measure, today))


def _percent(measure: MeasureFacts) -> Iterator[Doubt]:
    """A reduction cannot be more than everything, and a percentage needs something to be of."""
    percent = measure.saved_percent
    if percent is not None and percent > 100:
        template = gettext_noop("%(percent)s %% is more than everything. Enter at most 100 %%.")
        message = Message("more_than_everything", template, {"percent": percent})
        yield Doubt("more_than_everything", "impossible", message)
    if percent is not None and measure.line_mg is None and measure.line_kwh is None:
        template = gettext_noop("%(percent)s %% of what? Name the line of the baseline, or enter an amount.")
        yield Doubt("percent_without_base", "doubt", Message("no_base", template, {"percent": percent}))


def _above_line(measure: MeasureFacts) -> Iterator[Doubt]:
    years = measure.life_years if measure.is_cumulative and measure.life_years else Decimal(1)
    pairs: tuple[tuple[Decimal | int | None, Decimal | int | None], ...] = (
        (measure.saved_kwh, measure.line_kwh),
        (measure.saved_mg, measure.line_mg),
    )
    if measure.is_cumulative and not measure.life_years:
        return
    if any(saved is not None and line is not None and saved > line * years for saved, line in pairs):
        template = gettext_noop("The saving is larger than the line of the baseline that it comes from.")
        yield Doubt("saving_above_its_line", "impossible", Message("above_line", template))


def _more_than_devices_can(measure: MeasureFacts) -> Iterator[Doubt]:
    if measure.rated_kw is None or measure.saved_kwh is None or measure.is_cumulative:
        return
    most = measure.rated_kw * _HOURS_OF_A_YEAR
    if measure.saved_kwh > most:
        template = gettext_noop(
            "%(kwh)s kWh a year are more than devices of %(kw)s kW use when they never stop (%(most)s kWh)."
        )
        values = {"kwh": measure.saved_kwh, "kw": measure.rated_kw, "most": _plain(most)}
        yield Doubt("impossible_kwh", "impossible", Message("impossible_kwh", template, values))


def _kg_per_kwh(measure: MeasureFacts) -> Iterator[Doubt]:
    if measure.saved_mg is None or not measure.saved_kwh:
        return
    ratio = measure.saved_mg / _MG_PER_KG / measure.saved_kwh
    template = gettext_noop(
        "%(ratio)s kg CO2e per kWh is unusual for this energy (%(low)s to %(high)s). Check both figures "
        "and their units."
    )
    yield from _outside("kg_per_kwh", measure.carrier, ratio, template)


def _eur_per_kwh(measure: MeasureFacts) -> Iterator[Doubt]:
    if measure.saved_eur is None or not measure.saved_kwh:
        return
    template = gettext_noop(
        "%(ratio)s EUR per kWh is unusual for this energy (%(low)s to %(high)s). Check both figures and "
        "whether they are for one year."
    )
    yield from _outside("eur_per_kwh", measure.carrier, measure.saved_eur / measure.saved_kwh, template)


def _outside(name: str, carrier: str, ratio: Decimal, template: str) -> Iterator[Doubt]:
    band = bands()[name].get(carrier)
    if band is None or band[0] <= ratio <= band[1]:
        return
    values = {"ratio": _plain(ratio, digits=3), "low": band[0], "high": band[1]}
    yield Doubt(f"{name}_out_of_band", "doubt", Message(f"{name}_out_of_band", template, values))


def _looks_cumulative(measure: MeasureFacts) -> Iterator[Doubt]:
    """A saving said to be annual that exceeds its line, but fits it over the life, was summed up."""
    life = measure.life_years
    if measure.is_cumulative or life is None or life < _FEWEST_YEARS_THAT_LOOK_CUMULATIVE:
        return
    saved, line, unit = measure.saved_kwh, measure.line_kwh, "kWh"
    if saved is None or line is None:
        saved, line, unit = _tonnes(measure.saved_mg), _tonnes(measure.line_mg), "t CO₂e"
    if saved is not None and line is not None and line < saved <= line * life:
        template = gettext_noop(
            "Is this the saving over the whole life of %(life)s years? Per year it would be about %(year)s "
            "%(unit)s."
        )
        values = {"life": life, "year": _plain(saved / life, digits=4), "unit": unit}
        yield Doubt("annual_or_cumulative", "doubt", Message("annual_or_cumulative", template, values))


def _date_passed(measure: MeasureFacts, today: date) -> Iterator[Doubt]:
    if measure.state == "planned" and measure.planned_for is not None and measure.planned_for < today:
        template = gettext_noop(
            "Planned for %(day)s, and that has passed. Has it been done, or when will it be?"
        )
        message = Message("planned_date_passed", template, {"day": measure.planned_for})
        yield Doubt("planned_date_passed", "doubt", message)


def _plain(value: Decimal, digits: int = 15) -> Decimal:
    """Return a number as people write it, with so many digits that say something and without an exponent."""
    return Decimal(format(Decimal(f"{value.normalize():.{digits}g}"), "f"))


def _tonnes(mg: int | None) -> Decimal | None:
    return None if mg is None else Decimal(mg) / _MG_PER_TONNE


_RULES: tuple[Callable[[MeasureFacts], Iterator[Doubt]], ...] = (
    _percent,
    _above_line,
    _more_than_devices_can,
    _kg_per_kwh,
    _eur_per_kwh,
    _looks_cumulative,
)
