"""What the text says against what is recorded: figure, year, base year, scopes, period, savings state."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from klimapakt.methods.claims.context import Reading, is_denied
from klimapakt.methods.claims.figures import Figure, energies, masses, shares
from klimapakt.methods.claims.model import STATES, Claim, Finding
from klimapakt.methods.claims.placing import finding
from klimapakt.methods.claims.view import Sentence
from klimapakt.methods.claims.words import has, matches
from klimapakt.methods.messages import gettext_noop

_SCOPES: Final = re.compile(
    r"(?<![a-z])scopes?[ -]?(?P<list>[123](?!\d)"
    r"(?:(?: ?[,/+&-] ?| (?:und|and|bis|to|sowie|plus) )(?:scope )?[123](?!\d))*)"
)
_YEAR: Final = re.compile(
    r"(?<![0-9.,/\-a-z])(?P<year>(?:19|20)\d\d)(?![0-9]|[.,]\d|-\d| ?(?:t|kg|kwh|mwh|euro|eur|l|liter|m2)"
    r"(?![a-z]))"
)
_FREE: Final = 45


def contradictions(reading: Reading) -> Iterator[Finding]:
    """Yield every place where the text says something else than the record."""
    claim = reading.case.claim
    yield from _figures(reading, claim)
    yield from _years(reading, claim)
    yield from _scopes(reading, claim)
    yield from _periods(reading, claim)
    yield from _states(reading, claim)


def years_in(sentence: Sentence) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield the years of a sentence that belong to figures, each with whether it is a base year."""
    for found in _YEAR.finditer(sentence.text):
        before = sentence.text[max(0, found.start() - _FREE) : found.start()]
        if not has("month_before", before):
            yield found, has("base_before", before)


def scopes_in(text: str) -> frozenset[int]:
    """Return the scopes that a text names.

    >>> sorted(scopes_in("scope 1 und 2, scopes 1-3"))
    [1, 2, 3]
    """
    found: set[int] = set()
    for one in _SCOPES.finditer(text):
        named = [int(sign) for sign in re.findall(r"(?<!\d)[123](?!\d)", one["list"])]
        is_range = re.search(r"\d ?(-|bis|to) ?\d", one["list"])
        found |= set(range(named[0], named[-1] + 1)) if is_range else set(named)
    return frozenset(found)


def _figures(reading: Reading, claim: Claim) -> Iterator[Finding]:
    template = gettext_noop(
        "This figure is not the one on record. Take the recorded figure, or say that it is rounded."
    )
    found = list(masses(reading.plain, reading.case.language))
    if claim.figure_mg is not None and found:
        wanted = Decimal(claim.figure_mg)
        if not any(_agrees(reading, one, wanted) for one in found):
            yield finding(reading, (found[0].start, found[0].end), "ledger", "blocked", template)
    if claim.unit_value:
        others = [
            *energies(reading.plain, reading.case.language),
            *shares(reading.plain, reading.case.language),
        ]
        number = re.search(r"\d+(\.\d+)?", claim.unit_value.replace(",", ""))
        if number and others and not any(_agrees(reading, one, Decimal(number[0])) for one in others):
            yield finding(reading, (others[0].start, others[0].end), "ledger", "blocked", template)


def _agrees(reading: Reading, figure: Figure, wanted: Decimal) -> bool:
    if figure.value == wanted:
        return True
    before = reading.plain[max(0, figure.start - 25) : figure.start]
    if has("at_least", before) and not has("at_most", before):
        return figure.value <= wanted <= figure.value + 2 * figure.half_a_digit
    if has("at_most", before) and not has("at_least", before):
        return figure.value - 2 * figure.half_a_digit <= wanted <= figure.value
    after = reading.plain[figure.end : figure.end + 60]
    is_rounded = has("rounded", before) or re.search(r"(gerundet|rounded)", after)
    return bool(is_rounded) and abs(figure.value - wanted) <= figure.half_a_digit


def _years(reading: Reading, claim: Claim) -> Iterator[Finding]:
    template = gettext_noop("The record is about another year. Take the year of the figure.")
    for sentence in reading.sentences:
        if not _has_figure(reading, sentence):
            continue
        stated = list(years_in(sentence))
        plain = [found for found, is_base in stated if not is_base]
        bases = [found for found, is_base in stated if is_base]
        known = {claim.year, claim.base_year}
        if claim.year is not None and plain and not any(int(one["year"]) in known for one in plain):
            yield finding(reading, _place(sentence, plain[0]), "ledger", "blocked", template)
        if claim.base_year is not None and bases and not any(int(one["year"]) in known for one in bases):
            yield finding(reading, _place(sentence, bases[0]), "ledger", "blocked", template)


def _has_figure(reading: Reading, sentence: Sentence) -> bool:
    language = reading.case.language
    return any(
        next(figures(sentence.text, language), None) is not None for figures in (masses, shares, energies)
    )


def _place(sentence: Sentence, found: re.Match[str]) -> tuple[int, int]:
    return sentence.start + found.start(), sentence.start + found.end()


def _scopes(reading: Reading, claim: Claim) -> Iterator[Finding]:
    named = scopes_in(reading.plain)
    if claim.scopes and named and named != claim.scopes:
        template = gettext_noop("The record covers other scopes. Name the scopes of the figure.")
        found = next(_SCOPES.finditer(reading.plain))
        yield finding(reading, found.span(), "scope", "blocked", template)


def _periods(reading: Reading, claim: Claim) -> Iterator[Finding]:
    other = {"annual": "cumulative", "cumulative": "annual"}.get(claim.period)
    if other is None or has(claim.period, reading.plain):
        return
    for sentence in reading.sentences:
        found = matches(other, sentence.text)
        if found and _has_figure(reading, sentence):
            template = gettext_noop(
                "The record says annual where the text says cumulative, or the other way round."
            )
            yield finding(reading, _place(sentence, found[0]), "period", "blocked", template)
            return


def _states(reading: Reading, claim: Claim) -> Iterator[Finding]:
    for sentence in reading.sentences:
        added = matches("states_added", sentence.text)
        if added and _has_figure(reading, sentence) and not has("negation", added[0][0]):
            template = gettext_noop(
                "Savings of different states are never added up. Give one figure for each."
            )
            yield finding(reading, _place(sentence, added[0]), "state", "blocked", template)
    if claim.state:
        yield from _stronger(reading, STATES.index(claim.state))


def _stronger(reading: Reading, recorded: int) -> Iterator[Finding]:
    """Yield words that say more than the recorded state, which is a number: 0 planned to 3 verified."""
    template = gettext_noop("This says more than the record: the saving is recorded as a weaker state.")
    for sentence in reading.sentences:
        if has("future_time", sentence.text) or has("future_will", sentence.text) or sentence.is_question:
            continue
        for rank, name in ((3, "verified"), (2, "evidenced"), (1, "implemented"), (1, "done")):
            if rank <= recorded or (name == "done" and has("planned", sentence.text)):
                continue
            for found in matches(name, sentence.text):
                place = _place(sentence, found)
                if not is_denied(reading, *place):
                    yield finding(reading, place, "state", "blocked", template)
                    break
