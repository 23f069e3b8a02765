"""What one year's data tell about themselves (domain.md 3.5): overlaps, duplicates, missing quality, gaps.

Each rule is named after a case that was really published.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from klimapakt.methods.inventory.case import Entry
from klimapakt.methods.inventory.parts import Finding
from klimapakt.methods.inventory.quality import ASSUMED_QUALITY
from klimapakt.methods.inventory.totals import Totals
from klimapakt.methods.messages import Message, gettext_noop

_NOTABLE_GAP = 1.05


def plausibility(entries: Sequence[Entry], totals: Totals) -> list[Finding]:
    """Return the findings that concern several activities or the whole inventory."""
    return [
        *_overlaps(entries),
        *_duplicates(entries),
        *_zeros(entries),
        *_quality(entries),
        *_market(totals),
    ]


def _overlaps(entries: Iterable[Entry]) -> Iterable[Finding]:
    """Two bills for the same thing at the same site whose days overlap count those days twice."""
    grouped: defaultdict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.period_start and entry.period_end and entry.year is None:
            grouped[_what(entry)].append(entry)
    template = gettext_noop(
        "The period overlaps with that of %(other)s (same site, same activity). Days in both bills "
        "count twice."
    )
    for group in grouped.values():
        group.sort(key=lambda entry: (str(entry.period_start), str(entry.period_end)))
        for earlier, later in pairwise(group):
            if earlier.period_end and later.period_start and later.period_start <= earlier.period_end:
                message = Message("overlap", template, {"other": earlier.id})
                yield Finding("overlapping_periods", "warning", later.id, message)


def _duplicates(entries: Iterable[Entry]) -> Iterable[Finding]:
    """The same amount of the same thing, entered twice without a period that tells them apart."""
    seen: dict[tuple[object, ...], str] = {}
    template = gettext_noop(
        "The same amount is entered as %(other)s (same site, activity and unit). Is it one and the same?"
    )
    for entry in entries:
        key = (*_what(entry), entry.unit, entry.amount, entry.period_start, entry.period_end, entry.year)
        if key in seen and entry.amount:
            yield Finding(
                "possible_duplicate",
                "warning",
                entry.id,
                Message("duplicate", template, {"other": seen[key]}),
            )
        seen.setdefault(key, entry.id)


def _zeros(entries: Iterable[Entry]) -> Iterable[Finding]:
    template = gettext_noop(
        "The amount is zero. Leave the line out if nothing was used, or enter the amount."
    )
    for entry in entries:
        if entry.amount == 0:
            yield Finding("zero_amount", "hint", entry.id, Message("zero_amount", template))


def _quality(entries: Iterable[Entry]) -> Iterable[Finding]:
    missing = sum(1 for entry in entries if entry.quality is None)
    if missing:
        template = gettext_noop(
            "%(count)s activities do not say how their amount was found; they are treated as %(quality)s."
        )
        message = Message("quality_missing", template, {"count": missing, "quality": ASSUMED_QUALITY})
        yield Finding("quality_missing", "hint", None, message)


def _market(totals: Totals) -> Iterable[Finding]:
    """Explain what surprises most people: without proof of origin the market-based figure is higher."""
    if totals.scope2_market_mg > totals.scope2_location_mg * _NOTABLE_GAP:
        template = gettext_noop(
            "Market-based scope 2 is higher than location-based: without proof of origin the residual "
            "mix applies, from "
            "which all sold green electricity has been taken out. Both figures are right; they are "
            "never added."
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
