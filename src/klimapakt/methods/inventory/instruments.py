"""Contract instruments for electricity: when they count, and for how much.

Source: GHG Protocol Scope 2 Guidance, chapter 7, table 7.1 (eight quality criteria), as given in factors.md
2.2. One criterion that is not met is enough: the instrument is ignored and the next step of the hierarchy
applies.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from klimapakt.methods.inventory.case import Entry, Instrument
from klimapakt.methods.inventory.parts import Finding, Part
from klimapakt.methods.inventory.words import word, words
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused
from klimapakt.methods.units import conversion

_ZERO_KINDS = ("guarantee_of_origin", "ppa")
_NO_INSTRUMENT_ID = "marktbasiert-oekostrom-hkn"


@dataclass(frozen=True, slots=True)
class Covered:
    """How an instrument counts: the share of the amount it covers and its market-based part."""

    share: Decimal
    part: Part | None
    is_renewable: bool
    findings: tuple[Finding, ...] = ()


NOT_COVERED = Covered(Decimal(0), None, False)


def covered(entry: Entry, market: Part | None) -> Covered:
    """Return what the activity's instrument covers.

    Nothing when it has none or the instrument does not count.
    """
    instrument = entry.instrument
    if instrument is None or instrument.kind == "none":
        return NOT_COVERED
    if market is None or market.category != "purchased_electricity":
        return replace(NOT_COVERED, findings=(_only_electricity(entry),))
    missing = instrument.missing_criteria()
    if missing:
        return replace(NOT_COVERED, findings=(_ignored(entry, instrument, missing),))
    kg = _kg_per_kwh(entry, instrument)
    share, findings = _share(entry, instrument)
    template = gettext_noop("Contract instrument (%(kind)s): all eight quality criteria are met.")
    part = replace(
        market,
        factor_id=_NO_INSTRUMENT_ID if kg == 0 else f"instrument:{entry.id}",
        kg_per_unit=kg,
        unit="kWh",
        conversion=conversion(entry.unit, "kWh"),
        source="WRI/WBCSD: GHG Protocol Scope 2 Guidance (2015), chapters 6-7",
        reason=Message("instrument", template, {"kind": word(instrument.kind)}),
        quality=4,
    )
    is_renewable = kg == 0 and instrument.kind in _ZERO_KINDS
    return Covered(share, part, is_renewable, findings)


def _kg_per_kwh(entry: Entry, instrument: Instrument) -> Decimal:
    if instrument.kg_per_unit is not None:
        to_kwh = conversion(entry.unit, "kWh")
        return instrument.kg_per_unit * to_kwh.denominator / to_kwh.numerator
    if instrument.kind in _ZERO_KINDS:
        return Decimal(0)
    template = gettext_noop(
        "The supplier's factor is missing: add kg_per_unit, in kilograms CO2e per unit as entered."
    )
    raise Refused(f"{entry.path}.instrument.kg_per_unit", Message("missing_key", template))


def _share(entry: Entry, instrument: Instrument) -> tuple[Decimal, tuple[Finding, ...]]:
    if instrument.amount is None or entry.amount == 0:
        return Decimal(1), ()
    if instrument.amount <= entry.amount:
        return instrument.amount / entry.amount, ()
    template = gettext_noop(
        "The instrument covers %(amount)s %(unit)s, more than the %(used)s %(unit)s used. The surplus "
        "does not count."
    )
    values = {"amount": instrument.amount, "used": entry.amount, "unit": entry.unit}
    finding = Finding(
        "instrument_exceeds_consumption", "warning", entry.id, Message("surplus", template, values)
    )
    return Decimal(1), (finding,)


def _ignored(entry: Entry, instrument: Instrument, missing: list[str]) -> Finding:
    template = gettext_noop(
        "The instrument (%(kind)s) does not count, because these quality criteria are not met: "
        "%(missing)s. The "
        "market-based figure is calculated without it."
    )
    values = {"kind": word(instrument.kind), "missing": words(missing)}
    return Finding("instrument_ignored", "warning", entry.id, Message("instrument_ignored", template, values))


def _only_electricity(entry: Entry) -> Finding:
    template = gettext_noop(
        "Contract instruments count for purchased electricity only; this one is left aside."
    )
    return Finding(
        "instrument_ignored", "warning", entry.id, Message("instrument_only_electricity", template)
    )
