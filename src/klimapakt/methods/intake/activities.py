"""Which activity a person means: by slug, label, synonym, and with a qualifier inside the label.

Nothing is guessed from similarity. What is not known is refused, and the nearest known names are shown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from klimapakt.methods.carriers import UNKNOWN, carriers
from klimapakt.methods.catalogue import activities
from klimapakt.methods.factors import Factor, edition, edition_names
from klimapakt.methods.intake.words import fold, listed, spellings
from klimapakt.methods.units import UNITS, is_convertible

_LONGEST = 120
_MOST_WORDS = 12
_WORD = re.compile(r"[^\W_]+")
_FILLERS = frozenset(
    {"in", "im", "der", "die", "den", "the", "of", "at", "to", "nach", "mit", "class", "klasse", "von"}
)
_NEEDING = ("refrigerant", "hotel_night")
_OTHER_ELECTRICITY = ("pv", "photovolt", "solar", "eigen", "einspeis", "feed", "self")
"""What brackets after a label must not hold: it would be another activity."""


@dataclass(frozen=True, slots=True)
class ActivityReading:
    """A known activity, or a row of a factor edition, with what its name says in addition.

    ``is_green`` marks a green tariff; ``ignored`` is a remark in brackets that was not read; ``unread`` are
    words that should name a gas or a country, but name none that is known.
    """

    slug: str | None = None
    factor_id: str | None = None
    gas: str | None = None
    country: str | None = None
    cabin: str | None = None
    is_green: bool = False
    ignored: str = ""
    unread: str = ""

    @property
    def units(self) -> tuple[str, ...]:
        """Return the units that fit."""
        if self.slug:
            return activities()[self.slug].units
        row = factor_row(self.factor_id or "")
        return _units_of_row(row) if row else ()


@lru_cache(maxsize=4096)
def read_activity(text: str) -> ActivityReading | None:
    """Return what a cell means; None when it is not known.

    >>> read_activity("Kältemittel R-410A").gas, read_activity("Hotel Frankreich").country
    ('R-410A', 'FR')
    """
    if len(text) > _LONGEST:
        return None
    return _by_name(text) or _factor(text) or _qualified(text) or _bracketed(text) or _unqualified(text)


def factor_row(factor_id: str) -> Factor | None:
    """Return the row with exactly this id from the newest edition that has it."""
    return next((rows[factor_id] for rows in _editions() if factor_id in rows), None)


def looks_like_factor_id(text: str) -> bool:
    """Return whether a text has the form of a factor's id: small words joined by at least two hyphens."""
    parts = text.strip().split("-")
    return len(parts) > 2 and all(
        part.isascii() and part.isalnum() and part == part.lower() for part in parts
    )


def read_gas(text: str) -> str | None:
    """Return the name of a greenhouse gas; None when it is not known or has no published value.

    >>> read_gas("r 410 a"), read_gas("Benzin")
    ('R-410A', None)
    """
    return gas_names().get(fold(text))


def read_country(text: str) -> str | None:
    """Return the two letters of a country for which a hotel factor is published."""
    return spellings("countries").get(fold(text))


@cache
def activity_labels() -> Mapping[str, str]:
    """Return every way of naming an activity, folded, with the way it is written."""
    found: dict[str, str] = {}
    for slug, activity in activities().items():
        own = listed("activities").get(slug, ())
        for word in (activity.label_de, activity.label_en, *activity.synonyms, *own):
            found.setdefault(fold(word), word)
    return found


@cache
def activity_names() -> Mapping[str, str]:
    """Return every way of naming an activity, folded, with the slug it means."""
    found = {fold(slug): slug for slug in activities()}
    for slug, activity in activities().items():
        own = listed("activities").get(slug, ())
        for word in (activity.label_de, activity.label_en, *activity.synonyms, *own):
            found.setdefault(fold(word), slug)
    return found


@cache
def gas_names() -> Mapping[str, str]:
    """Return every way of writing a gas that has a published value, folded, with its usual name."""
    found: dict[str, str] = {}
    for gas in edition().gases.values():
        if gas.ar5 is None or gas.kyoto_ar5 is None:
            continue
        words = [gas.name, gas.id, *re.split(r"[\s()/]+", gas.name), gas.composition]
        name = gas.name.partition(" ")[0] if gas.name.startswith("R-") else gas.composition or gas.name
        for word in words:
            if len(fold(word)) > 1:
                found.setdefault(fold(word), name)
    return found


def _by_name(text: str) -> ActivityReading | None:
    key = fold(text)
    if not key:
        return None
    if key in _green():
        return ActivityReading("electricity", is_green=True)
    slug = activity_names().get(key)
    return ActivityReading(slug) if slug else None


def _factor(text: str) -> ActivityReading | None:
    factor_id = text.strip()
    return ActivityReading(factor_id=factor_id) if factor_row(factor_id) else None


def _qualified(text: str) -> ActivityReading | None:
    """Read a name with a gas, a country or a cabin in it."""
    words = _WORD.findall(text)[:_MOST_WORDS]
    for start in range(len(words)):
        for end in range(start + 1, min(start + 4, len(words)) + 1):
            window, rest = words[start:end], [*words[:start], *words[end:]]
            found = _with_gas(window, rest) or _with_country(window, rest) or _with_cabin(window, rest)
            if found:
                return found
    return None


def _with_gas(window: list[str], rest: list[str]) -> ActivityReading | None:
    gas = gas_names().get(fold("".join(window)))
    if gas is None:
        return None
    is_label = re.match(r"r[0-9]", fold("".join(window))) is not None
    is_refill = is_label and all(fold(word) in spellings("refills") for word in rest)
    if is_refill or _rest_means(rest) == "refrigerant":
        return ActivityReading("refrigerant", gas=gas)
    return None


def _with_country(window: list[str], rest: list[str]) -> ActivityReading | None:
    country = read_country(" ".join(window))
    # Two letters are a code only in capitals: "Hotel in Rom" is not in India.
    if country is None or (len("".join(window)) == 2 and not window[0].isupper()):
        return None
    return ActivityReading("hotel_night", country=country) if _rest_means(rest) == "hotel_night" else None


def _with_cabin(window: list[str], rest: list[str]) -> ActivityReading | None:
    cabin = spellings("cabins").get(fold(" ".join(window)))
    slug = _rest_means(rest) if cabin else None
    return ActivityReading(slug, cabin=cabin) if slug and slug.startswith("flight") else None


def _rest_means(rest: list[str]) -> str | None:
    words = [word for word in rest if word.casefold() not in _FILLERS]
    return activity_names().get(fold(" ".join(words))) if words else None


def _bracketed(text: str) -> ActivityReading | None:
    """Read "Strom (Halle 2)": the brackets are a remark, unless they name another activity."""
    name, mark, remark = text.partition("(")
    found = _by_name(name) or _qualified(name) if mark and name.strip() else None
    if not found or not mark:
        return None
    key = fold(remark)
    if key in activity_names() or any(word in key for word in _OTHER_ELECTRICITY):
        return None
    if found.slug in _NEEDING and not (found.gas or found.country):
        return replace(found, unread=remark.strip(" )"))
    return replace(found, ignored=f"({remark}", is_green=found.is_green or key in _green())


def _unqualified(text: str) -> ActivityReading | None:
    """Read "Hotel Österreich": an activity that needs a gas or a country, with one that has no factor."""
    words = _WORD.findall(text)[:_MOST_WORDS]
    for end in range(len(words) - 1, 0, -1):
        slug = activity_names().get(fold(" ".join(words[:end])))
        if slug in _NEEDING:
            rest = [word for word in words[end:] if word.casefold() not in _FILLERS] or words[end:]
            begin = text.find(rest[0]) if text.count(rest[0]) == 1 else -1
            return ActivityReading(slug, unread=text[begin:].strip(" )") if begin >= 0 else " ".join(rest))
    return None


def _units_of_row(row: Factor) -> tuple[str, ...]:
    """Return the row's own unit first, then those that the properties of its fuel lead to."""
    properties = carriers().get(row.series, UNKNOWN).properties
    others = (unit for unit in UNITS if is_convertible(unit, row.unit, properties))
    return tuple(dict.fromkeys((row.unit, *others)))


@cache
def _editions() -> tuple[Mapping[str, Factor], ...]:
    """Return the factors of every edition, the newest first."""
    return tuple(edition(name).factors for name in reversed(edition_names()))


@cache
def _green() -> frozenset[str]:
    return frozenset(fold(word) for word in listed("green_electricity")["green"])
