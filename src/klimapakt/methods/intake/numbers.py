"""Amounts as people write them: "1.234,5", "1,234.5", "1 234,5", "1'234.5", "ca. 500", "1.200 kWh".

A single separator before exactly three digits ("1.234") has two meanings. It is never guessed: other cells of
the same column decide, or the person does.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from klimapakt.methods.intake.limits import MAX_AMOUNT, MAX_DIGITS
from klimapakt.methods.intake.tables import NumberStyle
from klimapakt.methods.intake.words import decimal_of, shown
from klimapakt.methods.messages import Message, gettext_noop

_LONGEST = 200
_SPACES = " \u00a0\u2007\u2009\u202f"
_APOSTROPHES = "'’‘`\u00b4"
_MINUS = "-−–"
_ABOUT = re.compile(
    r"(?:ca|circa|etwa|rund|ungefähr|ungef|about|approx|approximately|around|roughly)\b\.?\s*|[~≈]\s*",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?:[<>≤≥]|(?:unter|über|mind|mindestens|max|maximal|höchstens|up to|at least|over|under)\b)",
    re.IGNORECASE,
)
_BODY = re.compile(rf"[0-9.,{_SPACES}{_APOSTROPHES}]*")
_EXPONENT = re.compile(r"[eE]([+\-−]?[0-9]{1,6})(?![0-9A-Za-z])")
_DATE = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RANGE = re.compile(r"\s*(?:-|–|−|bis\b|to\b)\s*[0-9]", re.IGNORECASE)
_WORDS_FOR_NO_NUMBER = {"nan", "#nan", "1.#qnan", "1,#qnan"}
_WORDS_FOR_INFINITY = {"inf", "infinity", "∞", "unendlich", "1.#inf"}
_WORDS_FOR_UNKNOWN = {
    "k. a.",
    "keine angabe",
    *"- – — ? ?? k.a. unbekannt n/a n.a. na none null unknown x tbd offen fehlt".split(),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What an amount's text says.

    ``value`` is the only possible value, or None when ``as_de`` and ``as_en`` are both possible. ``style`` is
    the way of writing that the text proves. ``rest`` is what follows the number, usually a unit.
    """

    value: Decimal | None
    as_de: Decimal | None = None
    as_en: Decimal | None = None
    style: NumberStyle | None = None
    rest: str = ""
    is_about: bool = False

    def in_style(self, style: NumberStyle | None) -> Decimal | None:
        """Return the value when numbers are written in this style; None while it stays open."""
        if self.value is not None:
            return self.value
        return {"de": self.as_de, "en": self.as_en, None: None}[style]


def read_number(text: str) -> Reading | Message:
    """Return what a text says as an amount, or the sentence that says why it is none.

    >>> read_number("1.234,5 kWh").value, read_number("1.234,5 kWh").rest
    (Decimal('1234.5'), 'kWh')
    >>> read_number("1.234").as_de, read_number("1.234").as_en
    (Decimal('1234'), Decimal('1.234'))
    >>> read_number("NaN").code
    'amount_not_a_number'
    """
    return _read_number(text) if len(text) <= _LONGEST else _text(text)


@lru_cache(maxsize=8192)
def _read_number(text: str) -> Reading | Message:
    plain = text.strip()
    refused = _no_number_at_all(plain)
    if refused:
        return refused
    about = _ABOUT.match(plain)
    if about:
        plain = plain[about.end() :]
    plain = _without_text_mark(plain)
    sign, plain = _sign(plain)
    plain = _without_leading_currency(plain)
    body = _BODY.match(plain)
    digits = body.group().strip(_SPACES) if body else ""
    rest = plain[body.end() :].strip() if body else plain
    if not any(character in "0123456789" for character in digits):
        return _text(text)
    digits, rest = _german_dash(digits, rest)
    refused = _strange(text, digits, rest, sign)
    if refused:
        return refused
    return _read(text, digits, replace(_NOTHING, rest=rest, is_about=bool(about)))


def ensure_size(value: Decimal) -> Message | None:
    """Return the sentence about an amount beyond every real consumption; None for a possible one."""
    if value <= MAX_AMOUNT:
        return None
    return Message(
        "amount_too_large",
        gettext_noop("%(amount)s is larger than any consumption can be. Check the number and its unit."),
        {"amount": f"{value:.3e}" if value.adjusted() > 20 else decimal_of(value)},
    )


def negative(text: str) -> Message:
    """Return the sentence about an amount below zero."""
    return Message(
        "amount_negative",
        gettext_noop(
            "%(cell)s is less than zero. Enter what was consumed as a positive number. Electricity that you "
            "fed into the grid gets a row of its own with the activity “Electricity fed into the grid”."
        ),
        {"cell": shown(text)},
    )


_NOTHING = Reading(value=None)


def _read(text: str, digits: str, reading: Reading) -> Reading | Message:
    """Read digits and separators; everything else has been taken off."""
    grouped = _without_groups(digits)
    if grouped is None:
        return _malformed(text)
    plain, had_groups = grouped
    dots, commas = plain.count("."), plain.count(",")
    if dots and commas:
        return _both(text, plain, reading)
    separator = "." if dots else ","
    if dots + commas == 0:
        return replace(reading, value=Decimal(plain))
    if dots + commas > 1:
        return _only_groups(text, plain, separator, reading)
    whole, _, fraction = plain.partition(separator)
    if not fraction or not (whole or fraction):
        return _malformed(text)
    value = Decimal(f"{whole or '0'}.{fraction}")
    if len(fraction) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0" and not had_groups:
        thousands = Decimal(whole + fraction)
        as_de, as_en = (thousands, value) if separator == "." else (value, thousands)
        return replace(reading, as_de=as_de, as_en=as_en)
    return replace(reading, value=value, style="en" if separator == "." else "de")


def _both(text: str, plain: str, reading: Reading) -> Reading | Message:
    """Read a number with points and commas: the last separator is the decimal one and stands once."""
    decimal = "." if plain.rfind(".") > plain.rfind(",") else ","
    grouping = "," if decimal == "." else "."
    whole, _, fraction = plain.rpartition(decimal)
    if decimal in whole or not fraction or not _are_groups(whole.split(grouping)):
        return _malformed(text)
    value = Decimal(f"{whole.replace(grouping, '')}.{fraction}")
    return replace(reading, value=value, style="en" if decimal == "." else "de")


def _only_groups(text: str, plain: str, separator: str, reading: Reading) -> Reading | Message:
    groups = plain.split(separator)
    if not _are_groups(groups):
        return _malformed(text)
    return replace(reading, value=Decimal("".join(groups)), style="de" if separator == "." else "en")


def _without_groups(digits: str) -> tuple[str, bool] | None:
    """Take out spaces and apostrophes that group thousands; None when they stand elsewhere."""
    marks = set(digits) & set(_SPACES + _APOSTROPHES)
    if not marks:
        return digits, False
    uniform = "".join(" " if character in marks else character for character in digits)
    cut = min((uniform.find(mark) for mark in ".," if mark in uniform), default=len(uniform))
    whole, fraction = uniform[:cut], uniform[cut:]
    if " " in fraction or not _are_groups(whole.split(" ")):
        return None
    return whole.replace(" ", "") + fraction, True


def _are_groups(groups: list[str]) -> bool:
    return (
        1 <= len(groups[0]) <= 3
        and all(group.isdigit() for group in groups)
        and all(len(group) == 3 for group in groups[1:])
    )


def _no_number_at_all(plain: str) -> Message | None:
    lower = plain.casefold()
    if lower in _WORDS_FOR_UNKNOWN or not plain:
        return _missing()
    if lower.lstrip("+-") in _WORDS_FOR_NO_NUMBER:
        return Message(
            "amount_not_a_number",
            gettext_noop(
                "“NaN” means that a program could not work out the number. Enter the amount itself."
            ),
        )
    if lower.lstrip("+-−") in _WORDS_FOR_INFINITY:
        return Message(
            "amount_infinite",
            gettext_noop(
                "The amount is “infinite”, usually the result of a division by zero. Enter the real amount."
            ),
        )
    if plain.startswith("="):
        return Message(
            "amount_is_formula_text",
            gettext_noop("“%(cell)s” is a formula that was not worked out. Enter its result instead."),
            {"cell": shown(plain)},
        )
    return _foreign_digits(plain)


def _foreign_digits(plain: str) -> Message | None:
    if plain.isascii() or not any(
        character > "\x7f" and character not in "²³" and unicodedata.category(character) in ("Nd", "No")
        for character in plain
    ):
        return None
    return Message(
        "amount_foreign_digits",
        gettext_noop(
            "“%(cell)s” holds digits of another script or fractions. Write the amount with the digits 0 to 9."
        ),
        {"cell": shown(plain)},
    )


def _missing() -> Message:
    return Message(
        "amount_missing", gettext_noop("The amount is missing. Enter a number, or 0 if nothing was consumed.")
    )


def _without_text_mark(plain: str) -> str:
    """Take off the apostrophe by which spreadsheets mark a number as text."""
    return plain[1:].lstrip() if plain[:1] == "'" else plain


def _sign(plain: str) -> tuple[str, str]:
    if plain[:1] in _MINUS and plain:
        return "-", plain[1:].lstrip()
    if plain[:1] == "+":
        return "+", plain[1:].lstrip()
    if plain[:1] == "(" and plain[-1:] == ")":
        return "-", plain[1:-1].strip()
    return "", plain


def _without_leading_currency(plain: str) -> str:
    for mark in ("€", "EUR"):
        if plain.startswith(mark):
            return f"{plain[len(mark) :].strip()} {mark}"
    return plain


def _strange(text: str, digits: str, rest: str, sign: str) -> Message | None:
    """Return what is wrong with a text that does hold digits; None when it may be a plain amount."""
    if _DATE.fullmatch(text.strip()):
        return Message(
            "amount_is_date",
            gettext_noop(
                "“%(cell)s” is a date, not an amount. Enter the amount as a plain number, such as 1234.5."
            ),
            {"cell": shown(text)},
        )
    if sign == "-" or rest in {"-", "−"}:
        return negative(text)
    exponent = _EXPONENT.match(rest)
    if exponent:
        return _scientific(text, int(exponent.group(1).replace("−", "-")))
    if rest.startswith("%"):
        return Message(
            "amount_percent",
            gettext_noop("“%(cell)s” is a percentage. Enter the amount that was consumed, such as 1250 kWh."),
            {"cell": shown(text)},
        )
    if rest.startswith("_"):
        return Message(
            "amount_underscore",
            gettext_noop("“%(cell)s” holds an underscore. Write the amount without it, such as 1000."),
            {"cell": shown(text)},
        )
    if _RANGE.match(rest):
        return _range(text)
    if sum(character.isdigit() for character in digits) > MAX_DIGITS:
        return Message(
            "amount_too_long",
            gettext_noop(
                "The amount has too many digits. Write it with as many digits as the bill or the meter shows."
            ),
        )
    return None


def _scientific(text: str, exponent: int) -> Message:
    if exponent > 15:
        return Message(
            "amount_too_large",
            gettext_noop("%(amount)s is larger than any consumption can be. Check the number and its unit."),
            {"amount": shown(text)},
        )
    return Message(
        "amount_scientific",
        gettext_noop(
            "“%(cell)s” is a number that a spreadsheet has shortened; digits may be lost. Format the column "
            "as a number, so that all digits show, and save the file again."
        ),
        {"cell": shown(text)},
    )


def _range(text: str) -> Message:
    return Message(
        "amount_range",
        gettext_noop(
            "“%(cell)s” is not one amount. Enter one number; if it is not certain, enter your best estimate "
            "and write “estimated” in the column for data quality."
        ),
        {"cell": shown(text)},
    )


def _german_dash(digits: str, rest: str) -> tuple[str, str]:
    """Read the dash for "no cents" of price lists: "1.200,-" is 1200,0."""
    if digits.endswith(",") and rest[:1] in ("-", "–", "—"):
        return f"{digits}0", rest.lstrip("-–—").strip()
    return digits, rest


def _malformed(text: str) -> Message:
    return Message(
        "amount_malformed",
        gettext_noop(
            "“%(cell)s” cannot be read as a number, because its points, commas or spaces are not where they "
            "separate thousands or decimals. Write it like 1234.5 or 1234,5."
        ),
        {"cell": shown(text)},
    )


def _text(text: str) -> Message:
    if _BOUND.match(text.strip()):
        return _range(text)
    return Message(
        "amount_text",
        gettext_noop("“%(cell)s” is not a number. Enter the amount as a number, such as 1234.5."),
        {"cell": shown(text)},
    )
