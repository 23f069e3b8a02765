"""The closed list of placeholders, the conditions, and what each becomes in either language.

A placeholder is looked up by its whole name in a fixed table of functions of ours. Nothing in a text is
evaluated: there is no attribute, no index, no format and no expression that a text could reach.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from klimapakt.agreements.wording.values import Values
from klimapakt.methods.messages import Message, gettext_noop

_MONTHS_DE: Final = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
)
_MONTHS_EN: Final = (
    "January February March April May June July August September October November December".split()
)
_METHODS: Final = {
    "location": {"de": "ortsbasiert", "en": "location-based"},
    "market": {"de": "marktbasiert", "en": "market-based"},
    "both": {"de": "ortsbasiert und marktbasiert", "en": "location-based and market-based"},
    "own_choice": {"de": "ortsbasiert oder marktbasiert", "en": "location-based or market-based"},
}


def day(on: date, language: str) -> str:
    """Return a day in words.

    >>> day(date(2026, 3, 1), "de"), day(date(2026, 3, 1), "en")
    ('1. März 2026', '1 March 2026')
    """
    if language == "de":
        return f"{on.day}. {_MONTHS_DE[on.month - 1]} {on.year}"
    return f"{on.day} {_MONTHS_EN[on.month - 1]} {on.year}"


def months(count: int, language: str) -> str:
    """Return a number of months in words, as it stands behind "within" or "after".

    >>> months(1, "de"), months(24, "de"), months(12, "en")
    ('einem Monat', '24 Monaten', '12 months')
    """
    if language == "de":
        return "einem Monat" if count == 1 else f"{count} Monaten"
    return "one month" if count == 1 else f"{count} months"


def scopes(numbers: tuple[int, ...], language: str) -> str:
    """Return scopes in words.

    >>> scopes((1, 2, 3), "de")
    'Scope 1, Scope 2 und Scope 3'
    """
    *first, last = (f"Scope {number}" for number in numbers)
    conjunction = "und" if language == "de" else "and"
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def decimal(number: Decimal, language: str) -> str:
    """Return a number as the language writes it.

    >>> decimal(Decimal("1.5"), "de")
    '1,5'
    """
    return f"{number:f}".replace(".", ",") if language == "de" else f"{number:f}"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What a placeholder stands for, and the function that says it; None where the values do not say."""

    meaning: Message
    written: Callable[[Values, str], str | None]


def _meant(code: str, sentence: str) -> Message:
    return Message(code, sentence)


def _months(count: int | None, language: str) -> str | None:
    return None if count is None else months(count, language)


def _interval(count: int | None, language: str) -> str | None:
    if count is None:
        return None
    years, rest = divmod(count, 12)
    if rest or years == 1:
        return f"{count} Monate" if language == "de" else f"{count} months"
    return f"{years} Jahre" if language == "de" else f"{years} years"


def _day(on: date | None, language: str) -> str | None:
    return None if on is None else day(on, language)


PLACEHOLDERS: Final[Mapping[str, Placeholder]] = {
    name: Placeholder(_meant(f"placeholder_{name}", meaning), written)
    for name, meaning, written in (
        ("agreement.number", gettext_noop("number of the document"), lambda v, _l: v.number),
        (
            "agreement.joins_on",
            gettext_noop("first day of the membership"),
            lambda v, lg: day(v.joins_on, lg),
        ),
        ("pact.name", gettext_noop("name of the climate pact"), lambda v, lg: v.pact.written(lg)),
        ("city.name", gettext_noop("name of the city"), lambda v, _l: v.city.name),
        ("city.address", gettext_noop("address of the city"), lambda v, _l: v.city.address),
        ("city.office", gettext_noop("name of the pact office"), lambda v, _l: v.city.office),
        ("city.email", gettext_noop("mail address of the pact office"), lambda v, _l: v.city.email),
        ("city.signatory", gettext_noop("who signs for the city"), lambda v, _l: v.city.signatory.name),
        ("city.function", gettext_noop("function of that person"), lambda v, _l: v.city.signatory.function),
        ("organisation.name", gettext_noop("name of the member"), lambda v, _l: v.member.name),
        ("organisation.address", gettext_noop("address of the member"), lambda v, _l: v.member.address),
        (
            "organisation.register",
            gettext_noop("entry of the member in the commercial register"),
            lambda v, _l: v.member.register or None,
        ),
        (
            "organisation.signatory",
            gettext_noop("who signs for the member"),
            lambda v, _l: v.member.signatory.name,
        ),
        (
            "organisation.function",
            gettext_noop("function of the person who signs for the member"),
            lambda v, _l: v.member.signatory.function,
        ),
        ("rules.title", gettext_noop("name of the rulebook"), lambda v, lg: v.rules.title.written(lg)),
        ("rules.edition", gettext_noop("edition of the rulebook"), lambda v, _l: v.rules.edition),
        (
            "rules.baseline_months",
            gettext_noop("months until the baseline inventory is due"),
            lambda v, lg: _months(v.rules.baseline_months, lg),
        ),
        (
            "rules.grace_months",
            gettext_noop("months of grace after that"),
            lambda v, lg: _months(v.rules.grace_months or None, lg),
        ),
        (
            "rules.extension_months",
            gettext_noop("by how many months a deadline may be extended"),
            lambda v, lg: _months(v.rules.extension_months or None, lg),
        ),
        (
            "rules.targets_months",
            gettext_noop("months until the targets are due"),
            lambda v, lg: _months(v.rules.targets_months, lg),
        ),
        (
            "rules.measures_months",
            gettext_noop("months until the measures are due"),
            lambda v, lg: _months(v.rules.measures_months, lg),
        ),
        (
            "rules.measures_at_least",
            gettext_noop("how many measures there have to be"),
            lambda v, _l: str(v.rules.measures_at_least),
        ),
        (
            "rules.monitoring_months",
            gettext_noop("months between two reports"),
            lambda v, lg: _months(v.rules.monitoring_months, lg),
        ),
        (
            "rules.monitoring_interval",
            gettext_noop("the same, as it stands behind “every”"),
            lambda v, lg: _interval(v.rules.monitoring_months, lg),
        ),
        (
            "rules.synchronised_on",
            gettext_noop("day of a report that all members owe together"),
            lambda v, lg: _day(v.rules.synchronised_on, lg),
        ),
        (
            "rules.scopes",
            gettext_noop("scopes of an inventory"),
            lambda v, lg: scopes(v.rules.scopes, lg) if v.rules.scopes else None,
        ),
        (
            "rules.scope_2_method",
            gettext_noop("how purchased energy is counted"),
            lambda v, lg: _METHODS.get(v.rules.scope_2_method, {}).get(lg),
        ),
        (
            "rules.closing_on",
            gettext_noop("day of the closing balance"),
            lambda v, lg: _day(v.rules.closing_on, lg),
        ),
        (
            "rules.term_until",
            gettext_noop("last day of the agreement"),
            lambda v, lg: _day(v.rules.term_until, lg),
        ),
        (
            "rules.tonnes_per_head",
            gettext_noop("tonnes of CO2 per head and year that the city calls neutral"),
            lambda v, lg: decimal(v.rules.tonnes_per_head, lg) if v.rules.tonnes_per_head else None,
        ),
        (
            "rules.neutrality",
            gettext_noop("what the pact calls climate-neutral"),
            lambda v, lg: v.rules.neutrality.written(lg) if v.rules.neutrality else None,
        ),
    )
}
REFERENCES: Final = ("clause", "annex")
"""``{{clause.KEY}}`` and ``{{annex.KEY}}`` become the number that the part has in this document."""

CONDITIONS: Final[Mapping[str, Callable[[Values], bool]]] = {
    "has_register": lambda v: bool(v.member.register),
    "has_no_register": lambda v: not v.member.register,
    "has_baseline": lambda v: v.rules.baseline_months is not None,
    "has_grace": lambda v: v.rules.grace_months > 0,
    "has_extension": lambda v: v.rules.extension_months > 0,
    "has_targets": lambda v: v.rules.targets_months is not None,
    "has_measures": lambda v: v.rules.measures_months is not None,
    "needs_several_measures": lambda v: v.rules.measures_at_least > 1,
    "has_monitoring": lambda v: v.rules.monitoring_months is not None,
    "is_synchronised": lambda v: v.rules.synchronised_on is not None,
    "is_by_joining_date": lambda v: v.rules.monitoring_months is not None and not v.rules.synchronised_on,
    "explains_misses": lambda v: v.rules.explains_misses,
    "has_closing_balance": lambda v: v.rules.closing_on is not None,
    "has_term": lambda v: v.rules.term_until is not None,
    "has_no_term": lambda v: v.rules.term_until is None,
    "defines_neutrality": lambda v: v.rules.neutrality is not None,
    "lists_measures": lambda v: bool(v.measures),
    "lists_no_measures": lambda v: not v.measures,
    "has_special_terms": lambda v: bool(v.special_terms),
    "has_no_special_terms": lambda v: not v.special_terms,
}
"""When a clause, an annex or a paragraph is said."""

CONDITION_WORDS: Final[Mapping[str, Message]] = {
    name: _meant(f"condition_{name}", words)
    for name, words in (
        ("has_register", gettext_noop("if the member has an entry in the commercial register")),
        ("has_no_register", gettext_noop("if the member has no entry in the commercial register")),
        ("has_baseline", gettext_noop("if the rulebook asks for a baseline inventory")),
        ("has_grace", gettext_noop("if the rulebook has a period of grace for the baseline")),
        ("has_extension", gettext_noop("if the rulebook lets deadlines be extended")),
        ("has_targets", gettext_noop("if the rulebook asks for targets")),
        ("has_measures", gettext_noop("if the rulebook asks for measures")),
        ("needs_several_measures", gettext_noop("if the rulebook asks for more than one measure")),
        ("has_monitoring", gettext_noop("if the rulebook asks for reports")),
        ("is_synchronised", gettext_noop("if all members report on the same day")),
        ("is_by_joining_date", gettext_noop("if each member reports by the day it joined")),
        ("explains_misses", gettext_noop("if the rulebook asks to explain what was missed")),
        ("has_closing_balance", gettext_noop("if the rulebook asks for a closing balance")),
        ("has_term", gettext_noop("if the agreement ends on a day")),
        ("has_no_term", gettext_noop("if the agreement has no last day")),
        ("defines_neutrality", gettext_noop("if the rulebook says what climate-neutral means")),
        ("lists_measures", gettext_noop("if measures are agreed with the member")),
        ("lists_no_measures", gettext_noop("if no measures are agreed with the member")),
        ("has_special_terms", gettext_noop("if there are special terms for the member")),
        ("has_no_special_terms", gettext_noop("if there are no special terms for the member")),
    )
}
"""The same for people."""
