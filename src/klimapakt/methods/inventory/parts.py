"""What a resolution is made of: which factor applies to which part of an activity, and why."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal, NamedTuple

from klimapakt.methods.factors import Choice, Factor
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.units import SAME, Conversion

PartName = Literal["direct", "location", "market", "upstream", "biogenic", "memo", "outside_scopes"]
Severity = Literal["error", "warning", "hint"]

PARTS: tuple[PartName, ...] = (
    "direct",
    "location",
    "market",
    "upstream",
    "biogenic",
    "memo",
    "outside_scopes",
)
MG_PER_KG = 1_000_000


class Finding(NamedTuple):
    """Something a person should look at. ``activity`` is None when it concerns the whole inventory."""

    rule: str
    severity: Severity
    activity: str | None
    message: Message

    def as_json(self) -> dict[str, str | None]:
        """Return the finding as the contract prints it."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "activity": self.activity,
            "message": self.message.text(),
        }


@dataclass(frozen=True, slots=True)
class Note:
    """A finding that a resolution carries, before it is known which activity it concerns."""

    rule: str
    severity: Severity
    message: Message

    def about(self, activity: str) -> Finding:
        """Return the finding for one activity."""
        return Finding(self.rule, self.severity, activity, self.message)


@dataclass(frozen=True, slots=True)
class Part:
    """One factor applied to one activity: kilograms and milligrams CO2e per ``unit`` after ``conversion``."""

    part: PartName
    scope: int | None
    scope3_category: int | None
    category: str
    method: str
    factor_id: str
    kg_per_unit: Decimal
    unit: str
    source: str
    reason: Message
    quality: int
    conversion: Conversion = SAME
    mg_per_unit: float = field(init=False)

    def __post_init__(self) -> None:
        # Rounded once to float64, here, so that the loop and the bulk expression multiply the same number.
        object.__setattr__(self, "mg_per_unit", float(self.kg_per_unit * MG_PER_KG))


@dataclass(frozen=True, slots=True)
class EnergyUse:
    """How an activity counts as energy: its carrier and the conversion of its amount to MWh (fuels: Hi)."""

    carrier: str
    kind: Literal["electricity", "fuel", "heat"]
    is_renewable: bool
    conversion: Conversion


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to "which factors apply": the parts, the energy and what people should know."""

    parts: tuple[Part, ...]
    energy: EnergyUse | None = None
    notes: tuple[Note, ...] = ()


def part_of(factor: Factor, part: PartName, conversion: Conversion, reason: Message) -> Part:
    """Return a part with the row's own scope, category, value, unit and source."""
    return Part(
        part=part,
        scope=factor.scope,
        scope3_category=factor.scope3_category,
        category=factor.category,
        method=part if part in ("location", "market") else "both",
        factor_id=factor.id,
        kg_per_unit=factor.kg_per_unit,
        unit=factor.unit,
        source=cited(factor),
        reason=reason,
        quality=factor.quality,
        conversion=conversion,
    )


def upstream_of(factor: Factor, conversion: Conversion, reason: Message) -> Part | None:
    """Return the row's upstream emissions; None when it states none.

    Those of energy belong to scope 3 category 3, those of travel and freight to their own category.
    """
    if not factor.upstream_kg_per_unit:
        return None
    is_energy = factor.scope in (1, 2)
    return replace(
        part_of(factor, "upstream", conversion, reason),
        scope=3,
        scope3_category=3 if is_energy else factor.scope3_category,
        category="upstream_energy" if is_energy else factor.category,
        kg_per_unit=factor.upstream_kg_per_unit,
    )


def biogenic_of(factor: Factor, conversion: Conversion, reason: Message) -> Part | None:
    """Return the row's biogenic CO2, which stands outside the scopes; None when it states none."""
    if not factor.biogenic_kg_per_unit:
        return None
    return replace(
        part_of(factor, "biogenic", conversion, reason),
        scope=None,
        scope3_category=None,
        category="biogenic_co2",
        kg_per_unit=factor.biogenic_kg_per_unit,
    )


def cited(factor: Factor) -> str:
    """Return publisher, title and years of a row."""
    return f"{factor.source.cited()} ({factor.validity()})" if factor.validity() else factor.source.cited()


def reason(what: Message, choice: Choice, year: int, *, by_id: bool = False) -> Message:
    """Return why a row was chosen: what it is, and how its year fits. ``by_id``: the company named it."""
    fits = {
        "own": gettext_noop("It is valid for %(year)s."),
        "provisional": gettext_noop(
            "For %(year)s none is published yet; the last one (%(validity)s) is used."
        ),
        "other_year": gettext_noop("Its year %(validity)s is the nearest to %(year)s in this edition."),
        "named": gettext_noop("It is of %(validity)s, the data are of %(year)s."),
    }
    template = fits["named" if by_id and choice.fit == "other_year" else choice.fit]
    fit = Message(choice.fit, template, {"year": year, "validity": choice.factor.validity()})
    return Message(what.code, gettext_noop("%(what)s %(fit)s"), {"what": what, "fit": fit})


def fit_notes(choice: Choice, year: int) -> tuple[Note, ...]:
    """Return the finding that goes with a row of another year; none for the year's own."""
    values = {"factor": choice.factor.id, "validity": choice.factor.validity(), "year": year}
    if choice.fit == "provisional":
        template = gettext_noop(
            "Provisional: for %(year)s no factor is published yet; %(factor)s of %(validity)s stands in "
            "for it."
        )
        return (Note("provisional", "hint", Message("provisional", template, values)),)
    if choice.fit == "other_year":
        template = gettext_noop("The factor %(factor)s is of %(validity)s, the data are of %(year)s.")
        # A row of a yearly or statutory series was named by its id: no rule would have taken it.
        severity: Severity = "hint" if choice.factor.kind == "standing" else "warning"
        message = Message("factor_year_not_data_year", template, values)
        return (Note("factor_year_not_data_year", severity, message),)
    return ()
