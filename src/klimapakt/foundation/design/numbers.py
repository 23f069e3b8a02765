r"""Numbers as people read them: three significant digits, the unit, the writing of the language.

Rounding here is for the eye only and never flows back into a calculation; halves go to the even digit
(ROUND_HALF_EVEN). Everything is a pure function of the value and the language ("de" or "en").
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal

Number = Decimal | int | float

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
NO_VALUE = "\u2013"

_SIGNIFICANT_DIGITS = 3
_ROUNDING = Context(prec=60, rounding=ROUND_HALF_EVEN)

_CO2E = f"{NO_BREAK_SPACE}CO₂e"

# name and size of the units, the largest first
_MASS_UNITS = (("t", Decimal(10**9)), ("kg", Decimal(10**6)), ("g", Decimal(10**3)), ("mg", Decimal(1)))
_MG_PER_KG = 10**6
_ENERGY_UNITS = (("MWh", Decimal(1)), ("kWh", Decimal("0.001")))


@dataclass(frozen=True, slots=True)
class Writing:
    """How one language writes numbers and days."""

    group: str
    decimal: str
    before_percent: str
    day: str
    months: tuple[str, ...]


_GERMAN = Writing(
    group=".",
    decimal=",",
    before_percent=NARROW_SPACE,
    day="{day}.{gap}{month} {year}",
    months=tuple(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    ),
)
_ENGLISH = Writing(
    group=",",
    decimal=".",
    before_percent="",
    day="{day}{gap}{month} {year}",
    months=tuple(
        "January February March April May June July August September October November December".split(),
    ),
)
_WRITINGS: Mapping[str, Writing] = {"de": _GERMAN, "en": _ENGLISH}


def number(value: Number, language: str) -> str:
    r"""Return every digit of the value, grouped, without zeros at the end.

    >>> number(Decimal("1234.50"), "de"), number(Decimal("1234.50"), "en")
    ('1.234,5', '1,234.5')
    >>> number(-3, "de")
    '\u22123'
    """
    exact = _decimal(value)
    return _written(exact.normalize(_ROUNDING) if exact else Decimal(0), language)


def significant(value: Number, language: str, digits: int = _SIGNIFICANT_DIGITS) -> str:
    """Return the value rounded to so many significant digits; a whole number gets no decimals.

    >>> significant(Decimal("1234.5"), "de"), significant(Decimal("0.012345"), "en"), significant(12, "de")
    ('1.230', '0.0123', '12')
    """
    rounded = _rounded(_decimal(value), digits)
    return (
        number(rounded, language) if rounded == rounded.to_integral_value() else _written(rounded, language)
    )


def mass(mg_co2e: int, language: str) -> str:
    r"""Return a mass of whole milligrams CO2e in the unit in which three digits say most.

    >>> mass(412_345_678_901, "de"), mass(4_123_456_789, "en")
    ('412\u202ft\xa0CO₂e', '4.12\u202ft\xa0CO₂e')
    >>> mass(999_499_999, "de"), mass(999_500_000, "de")
    ('999\u202fkg\xa0CO₂e', '1,00\u202ft\xa0CO₂e')
    """
    if mg_co2e == 0:
        return _with_unit("0", f"t{_CO2E}")
    unit, rounded = _in_fitting_unit(Decimal(mg_co2e), _MASS_UNITS)
    text = number(rounded, language) if unit == "mg" else _written(rounded, language)
    return _with_unit(text, f"{unit}{_CO2E}")


def exact_mass(mg_co2e: int, language: str) -> str:
    r"""Return a mass of whole milligrams CO2e in kilograms, to the last milligram.

    >>> exact_mass(412_345_678_901, "de")
    '412.345,678901\u202fkg\xa0CO₂e'
    """
    return _with_unit(number(Decimal(mg_co2e) / _MG_PER_KG, language), f"kg{_CO2E}")


def energy(mwh: Number, language: str) -> str:
    r"""Return an amount of energy with three significant digits, in MWh or, below one, in kWh.

    >>> energy(Decimal("1234.5"), "de"), energy(Decimal("0.25"), "en")
    ('1.230\u202fMWh', '250\u202fkWh')
    """
    exact = _decimal(mwh)
    if exact == 0:
        return _with_unit("0", "MWh")
    unit, rounded = _in_fitting_unit(exact, _ENERGY_UNITS)
    return _with_unit(_written(rounded, language), unit)


def percent(value: Number, language: str) -> str:
    r"""Return a percentage with at most one decimal; what is too small for that is said to be below 0.1.

    >>> percent(Decimal("12.345"), "de"), percent(8, "en"), percent(Decimal("0.03"), "de")
    ('12,3\u202f%', '8%', '<\xa00,1\u202f%')
    """
    exact = _decimal(value)
    rounded = exact.quantize(Decimal("0.1"), context=_ROUNDING)
    gap = _writing(language).before_percent
    if exact and not rounded:
        sign, limit = ("<", Decimal("0.1")) if exact > 0 else (">", Decimal("-0.1"))
        return f"{sign}{NO_BREAK_SPACE}{number(limit, language)}{gap}%"
    return f"{number(rounded, language)}{gap}%"


def share(part: int, whole: int, language: str) -> str:
    r"""Return which percentage of the whole a part is; a dash where there is no whole.

    >>> share(1, 3, "de"), share(0, 0, "de")
    ('33,3\u202f%', '–')
    """
    if whole == 0:
        return NO_VALUE
    return percent(Decimal(part) * 100 / whole, language)


def day(on: datetime.date, language: str) -> str:
    r"""Return a day with its month as a word.

    >>> day(datetime.date(2024, 12, 31), "de"), day(datetime.date(2024, 12, 31), "en")
    ('31.\xa0Dezember 2024', '31\xa0December 2024')
    """
    writing = _writing(language)
    return writing.day.format(
        day=on.day, gap=NO_BREAK_SPACE, month=writing.months[on.month - 1], year=on.year
    )


def _decimal(value: Number) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"{value} is not a number that can be shown")
    return exact


def _rounded(exact: Decimal, digits: int) -> Decimal:
    if exact == 0:
        return Decimal(0)
    rounded = exact
    # twice, because 9.996 gains a digit by rounding: 10.00 has to become 10.0
    for _ in range(2):
        quantum = Decimal(1).scaleb(rounded.adjusted() - digits + 1)
        rounded = rounded.quantize(quantum, context=_ROUNDING)
    return rounded


def _in_fitting_unit(exact: Decimal, units: Sequence[tuple[str, Decimal]]) -> tuple[str, Decimal]:
    """Return the largest unit in which the rounded value is at least one, else the smallest."""
    candidates = [(name, _rounded(exact / size, _SIGNIFICANT_DIGITS)) for name, size in units]
    return next((found for found in candidates if abs(found[1]) >= 1), candidates[-1])


def _written(exact: Decimal, language: str) -> str:
    writing = _writing(language)
    whole, _, decimals = f"{abs(exact):,f}".partition(".")
    text = whole.replace(",", writing.group) + (writing.decimal + decimals if decimals else "")
    return MINUS + text if exact < 0 else text


def _with_unit(text: str, unit: str) -> str:
    return f"{text}{NARROW_SPACE}{unit}"


def _writing(language: str) -> Writing:
    return _WRITINGS.get(language.split("-", maxsplit=1)[0], _ENGLISH)
