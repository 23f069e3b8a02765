"""Numbers in a text as its language writes them: 1.200 is twelve hundred in German and 1.2 in English."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from klimapakt.methods.claims.words import has

_NUMBER: Final = r"(?<![0-9.,a-z])(?P<number>\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
_MASS: Final = re.compile(
    _NUMBER + r"\s?-?(?P<unit>kt|mt|t|kg|g|mg|kilotonnen|tonnen|tonne|tonnes|tons|ton|kilogramm|kilograms?"
    r"|kilos?|gramm|grams?|million tonnes|millionen tonnen|mio\.? t)(?![a-z])(?=(?P<after>[^.!?]{0,40}))"
)
_SHARE: Final = re.compile(
    _NUMBER + r"\s?(?:%|prozent(?![a-z])|percent(?![a-z])|per cent(?![a-z])|pct(?![a-z]))"
)
_ENERGY: Final = re.compile(
    _NUMBER + r"\s?(?:[kmg]wh|kilowattstunden|megawattstunden|liter[n]?|litres?|m3|kubikmeter[n]?"
    r"|cubic metres?)(?![a-z])"
)
_MG: Final = {
    **dict.fromkeys(("mg",), Decimal(1)),
    **dict.fromkeys(("g", "gramm", "gram", "grams"), Decimal(10) ** 3),
    **dict.fromkeys(("kg", "kilogramm", "kilogram", "kilograms", "kilo", "kilos"), Decimal(10) ** 6),
    **dict.fromkeys(("t", "tonnen", "tonne", "tonnes", "tons", "ton"), Decimal(10) ** 9),
    **dict.fromkeys(("kt", "kilotonnen"), Decimal(10) ** 12),
    **dict.fromkeys(("mt", "million tonnes", "millionen tonnen", "mio. t", "mio t"), Decimal(10) ** 15),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the plain text: its place, its value in its base unit, and half its last digit."""

    start: int
    end: int
    value: Decimal
    half_a_digit: Decimal


def masses(plain: str, language: str) -> Iterator[Figure]:
    """Yield amounts of greenhouse gas in milligrams.

    >>> [float(one.value) for one in masses("1.200 t co2e. dazu 3 kg mehl.", "de")]
    [1200000000000.0]
    """
    for found in _MASS.finditer(plain):
        if not has("of_co2", found["after"]) and not _follows_emissions(plain, found.start()):
            continue
        value, step = read_number(found["number"], language)
        unit = _MG[found["unit"]]
        yield Figure(found.start(), found.end("unit"), value * unit, step * unit / 2)


def shares(plain: str, language: str) -> Iterator[Figure]:
    """Yield percentages."""
    yield from _plain_figures(_SHARE, plain, language)


def energies(plain: str, language: str) -> Iterator[Figure]:
    """Yield amounts of energy, fuel or water."""
    yield from _plain_figures(_ENERGY, plain, language)


def _plain_figures(pattern: re.Pattern[str], plain: str, language: str) -> Iterator[Figure]:
    for found in pattern.finditer(plain):
        value, step = read_number(found["number"], language)
        yield Figure(found.start(), found.end(), value, step / 2)


def _follows_emissions(plain: str, start: int) -> bool:
    before = plain[max(0, start - 60) : start]
    return bool(
        re.search(
            r"(co2\w*|emission\w*|treibhausgas\w*|fussabdruck|footprint|emitted|ausgestossen|inventory)[^.!?;]*$",
            before,
        )
    )


def read_number(written: str, language: str) -> tuple[Decimal, Decimal]:
    """Return a number and the size of its last digit that is not a filling zero.

    >>> read_number("1.204,5", "de"), read_number("1,204.5", "en")
    ((Decimal('1204.5'), Decimal('0.1')), (Decimal('1204.5'), Decimal('0.1')))
    >>> read_number("1200", "de")
    (Decimal('1200'), Decimal('100'))
    """
    decimal_sign, thousands_sign = (",", ".") if language == "de" else (".", ",")
    plain = written.replace(" ", "").replace("'", "")
    if (
        not _is_grouped(plain, thousands_sign)
        and _is_grouped(plain, decimal_sign)
        and plain.count(decimal_sign) > 1
    ):
        decimal_sign, thousands_sign = thousands_sign, decimal_sign
    if thousands_sign in plain and not _is_grouped(plain, thousands_sign):
        decimal_sign, thousands_sign = thousands_sign, decimal_sign
    plain = plain.replace(thousands_sign, "").replace(decimal_sign, ".")
    return Decimal(plain), _step(plain)


def _is_grouped(written: str, sign: str) -> bool:
    return bool(re.fullmatch(rf"\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+(?:[.,]\d+)?", written))


def _step(plain: str) -> Decimal:
    if "." in plain:
        return Decimal(1).scaleb(-len(plain.partition(".")[2]))
    zeros = len(plain) - len(plain.rstrip("0")) if plain.strip("0") else 0
    return Decimal(10) ** zeros
