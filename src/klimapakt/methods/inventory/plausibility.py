"""What one year's data tell about themselves (domain.md 3.5): overlaps, duplicates, missing quality, gaps.

Each rule is named after a case that was really published.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter

from klimapakt.methods.inventory.case import Entry
from klimapakt.methods.inventory.lines import Line
from klimapakt.methods.inventory.parts import Finding
from klimapakt.methods.inventory.quality import ASSUMED_QUALITY
from klimapakt.methods.inventory.rules_energy import RESIDUAL
from klimapakt.methods.inventory.totals import Totals
from klimapakt.methods.inventory.words import word
from klimapakt.methods.messages import Message, gettext_noop

_FIRST_AND_LAST_DAY = itemgetter(0, 1)
_NOTABLE_GAP = 1.05
_CALORIFIC = (Decimal(7), Decimal(14))
_Z_NUMBER = (Decimal("0.7"), Decimal("1.1"))


def plausibility(entries: Sequence[Entry], lines: Sequence[Line], totals: Totals) -> list[Finding]:
    """Return the findings that concern several activities or the whole inventory."""
    return [
        *_overlaps(entries),
        *_duplicates(entries),
        *_zeros(entries),
        *_gas_bills(entries),
        *_quality(entries),
        *_market(lines, totals),
    ]


def _overlaps(entries: Iterable[Entry]) -> Iterable[Finding]:
    """Two bills for the same thing at the same site whose days overlap count those days twice."""
    grouped: defaultdict[tuple[object, ...], list[tuple[date, date, Entry]]] = defaultdict(list)
    for entry in entries:
        if entry.period_start and entry.period_end and entry.year is None:
            grouped[_what(entry)].append((entry.period_start, entry.period_end, entry))
    template = gettext_noop(
        "The period overlaps with that of %(other)s (same site, same activity). Days in both bills "
        "count twice."
    )
    for group in grouped.values():
        group.sort(key=_FIRST_AND_LAST_DAY)
        _, last_day, longest = group[0]
        for start, end, later in group[1:]:
            if start <= last_day:
                message = Message("overlap", template, {"other": longest.id})
                yield Finding("overlapping_periods", "warning", later.id, message)
            if end > last_day:
                last_day, longest = end, later


def _duplicates(entries: Iterable[Entry]) -> Iterable[Finding]:
    """The same amount of the same thing, entered twice without a period that tells them apart."""
    seen: dict[tuple[object, ...], str] = {}
    template = gettext_noop(
        "The same amount is entered as %(other)s (same site, activity and unit). Is it one and the same?"
    )
    for entry in entries:
        key = entry.what_and_how_much()
        first = seen.setdefault(key, entry.id)
        if first is not entry.id and entry.amount:
            yield Finding(
                "possible_duplicate",
                "warning",
                entry.id,
                Message("duplicate", template, {"other": first}),
            )


def _zeros(entries: Iterable[Entry]) -> Iterable[Finding]:
    template = gettext_noop(
        "The amount is zero. Leave the line out if nothing was used, or enter the amount."
    )
    for entry in entries:
        if entry.amount == 0:
            yield Finding("zero_amount", "hint", entry.id, Message("zero_amount", template))


def _gas_bills(entries: Iterable[Entry]) -> Iterable[Finding]:
    """Calorific values of grid gas lie between 7 and 14 kWh/m3, z-numbers a little below 1."""
    template = gettext_noop(
        "Calorific value %(calorific)s kWh/m3 and z-number %(z)s are unusual. Compare them with the bill "
        "(about 10 to 12 kWh/m3 and 0.9 to 1.0)."
    )
    for entry in entries:
        calorific, z_number = entry.calorific_kwh_per_m3, entry.z_number
        if calorific is None or z_number is None:
            continue
        if not (_CALORIFIC[0] <= calorific <= _CALORIFIC[1] and _Z_NUMBER[0] <= z_number <= _Z_NUMBER[1]):
            message = Message("gas_bill", template, {"calorific": calorific, "z": z_number})
            yield Finding("calorific_value_out_of_band", "warning", entry.id, message)


def _quality(entries: Iterable[Entry]) -> Iterable[Finding]:
    missing = sum(1 for entry in entries if entry.quality is None)
    if missing:
        template = gettext_noop(
            "Activities that do not say how their amount was found: %(count)s. They are treated as "
            "%(quality)s."
        )
        message = Message("quality_missing", template, {"count": missing, "quality": word(ASSUMED_QUALITY)})
        yield Finding("quality_missing", "hint", None, message)


def _market(lines: Iterable[Line], totals: Totals) -> Iterable[Finding]:
    """Explain what surprises most people: without proof of origin the market-based figure is higher."""
    is_higher = totals.scope2_market_mg > totals.scope2_location_mg * _NOTABLE_GAP
    if is_higher and any(line.factor_id.startswith(RESIDUAL) for line in lines):
        template = gettext_noop(
            "Market-based scope 2 is higher than location-based: without proof of origin the residual mix "
            "applies, from which all sold green electricity has been taken out. Both figures are right; "
            "they are never added."
        )
        yield Finding("market_exceeds_location", "hint", None, Message("market_exceeds_location", template))


def _what(entry: Entry) -> tuple[object, ...]:
    return (
        entry.site,
        entry.activity or entry.factor_id or (entry.factor and entry.factor.source),
        entry.gas,
        entry.country,
        entry.cabin,
        entry.purpose,
    )
