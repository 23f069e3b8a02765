"""The amount of a row: which number it is, and how the file as a whole writes its numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from klimapakt.methods.intake.drafts import Draft
from klimapakt.methods.intake.grids import Cell, Odd, text_of
from klimapakt.methods.intake.numbers import Reading, ensure_size, negative, read_number
from klimapakt.methods.intake.tables import NumberStyle
from klimapakt.methods.intake.words import cleaned, day_of, decimal_of, shown
from klimapakt.methods.messages import Message, gettext_noop


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what stood behind it (usually a unit); ``is_estimated`` after "ca." and the like."""

    value: Decimal
    rest: str = ""
    is_estimated: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How a file writes its numbers, and what must be said about that."""

    style: NumberStyle | None
    notes: tuple[Message, ...] = ()


def style_of(rows: Iterable[tuple[int, Cell]], chosen: Literal["auto", "de", "en"]) -> Style:
    """Decide how the amounts of a file are written, from the cells that allow one reading only.

    The person's choice goes first. Cells that contradict each other decide nothing.
    """
    proofs: dict[NumberStyle, tuple[int, str]] = {}
    has_open = False
    for number, cell in rows:
        text = cleaned(cell) if isinstance(cell, str) else ""
        found = read_number(text) if text else None
        if not isinstance(found, Reading):
            continue
        has_open = has_open or found.value is None
        if found.style and found.style not in proofs:
            proofs[found.style] = (number, shown(text))
    if chosen != "auto":
        return Style(chosen, _against(chosen, proofs))
    if len(proofs) == 1:
        style, (number, text) = next(iter(proofs.items()))
        return Style(style, (_decided(style, number, text),) if has_open else ())
    return Style(None, _undecided(proofs) if has_open else ())


def read_amount(draft: Draft, cell: Cell, style: NumberStyle | None) -> Amount | None:
    """Return the amount of a row; None after noting why it cannot be read."""
    amount = _text(draft, cell, style) if isinstance(cell, str) else _typed(draft, cell)
    if amount and amount.value == 0:
        template = gettext_noop(
            "The amount is 0. That is fine if nothing was consumed; otherwise enter the amount."
        )
        draft.hint("amount", Message("amount_zero", template))
    return amount


def scaled(draft: Draft, amount: Amount, factor: Decimal) -> Decimal | None:
    """Return the amount in the contract's unit; None when it has become too large."""
    return _sized(draft, amount.value * factor)


def _text(draft: Draft, cell: str, style: NumberStyle | None) -> Amount | None:
    found = read_number(cleaned(cell))
    if isinstance(found, Message):
        draft.error("amount", found)
        return None
    value = found.in_style(style)
    if value is None:
        draft.ask("amount", _which(cell, found))
        return None
    if _sized(draft, value) is None:
        return None
    if found.is_about:
        template = gettext_noop("“%(cell)s” was read as %(amount)s and marked as estimated.")
        params = {"cell": shown(cell), "amount": decimal_of(value)}
        draft.correct("amount", Message("amount_estimated", template, params))
    return Amount(value, found.rest, found.is_about)


def _typed(draft: Draft, cell: Decimal | date | Odd) -> Amount | None:
    """Read a workbook cell that is no text."""
    if isinstance(cell, Odd):
        draft.error("amount", _odd(cell))
    elif not isinstance(cell, Decimal):
        draft.error("amount", _date(cell))
    elif cell < 0:
        draft.error("amount", negative(f"{cell:f}" if cell.adjusted() < 20 else f"{cell:.3e}"))
    elif _sized(draft, cell) is not None:
        return Amount(cell)
    return None


def _sized(draft: Draft, value: Decimal) -> Decimal | None:
    problem = ensure_size(value)
    if problem:
        draft.error("amount", problem)
        return None
    return value


def _odd(cell: Odd) -> Message:
    sentences = {
        "error": gettext_noop(
            "The spreadsheet shows the error “%(cell)s” here. Mend the formula or enter the amount."
        ),
        "uncalculated": gettext_noop(
            "This cell holds a formula without a stored result. Open the file in your spreadsheet program, "
            "save it and upload it again, or enter the result as a number."
        ),
        "infinite": gettext_noop("The amount is “infinite” or no number at all. Enter the real amount."),
        "time": gettext_noop(
            "“%(cell)s” is a time of day, not an amount. Format the cell as a number and enter it again."
        ),
        "boolean": gettext_noop(
            "“%(cell)s” is a yes-or-no value, not an amount. Enter the amount as a number."
        ),
    }
    return Message(f"amount_{cell.kind}", sentences[cell.kind], {"cell": shown(cell.text)})


def _date(day: date) -> Message:
    template = gettext_noop(
        "This cell holds the date %(date)s, not an amount. Spreadsheets turn entries such as 1.5 into "
        "dates: format the cell as a number and enter the amount again."
    )
    return Message("amount_is_date", template, {"date": day_of(day)})


def _which(cell: Cell, found: Reading) -> Message:
    whole, _, fraction = f"{min(found.as_de or 0, found.as_en or 0):f}".partition(".")
    template = gettext_noop(
        "“%(cell)s” can mean %(whole)s%(fraction)s (thousands) or %(whole)s point %(fraction)s (decimals). "
        "Say how this file writes its numbers, or write the amount without a separator for thousands."
    )
    params = {
        "cell": shown(text_of(cell)),
        "whole": whole,
        "fraction": fraction,
        "de": f"{found.as_de:f}",
        "en": f"{found.as_en:f}",
    }
    return Message("amount_ambiguous", template, params)


def _decided(style: NumberStyle, row: int, text: str) -> Message:
    if style == "de":
        template = gettext_noop(
            "Numbers such as 1.234 were read in the German way, as one thousand two hundred and "
            "thirty-four, because row %(row)s says “%(cell)s”."
        )
    else:
        template = gettext_noop(
            "Numbers such as 1,234 were read in the English way, as one thousand two hundred and "
            "thirty-four, because row %(row)s says “%(cell)s”."
        )
    return Message(f"numbers_{style}", template, {"row": row, "cell": text})


def _undecided(proofs: dict[NumberStyle, tuple[int, str]]) -> tuple[Message, ...]:
    if not proofs:
        template = gettext_noop(
            "Nothing in this file shows whether 1.234 means one thousand two hundred and thirty-four or a "
            "little more than one. Say which, then the rows marked with a question can be read."
        )
        return (Message("numbers_undecided", template),)
    template = gettext_noop(
        "The file writes numbers in two ways: “%(de)s” in row %(de_row)s and “%(en)s” in row %(en_row)s. So "
        "for numbers such as 1.234 please say which way they are meant."
    )
    (de_row, de), (en_row, en) = proofs["de"], proofs["en"]
    return (
        Message("numbers_contradict", template, {"de_row": de_row, "de": de, "en_row": en_row, "en": en}),
    )


def _against(chosen: NumberStyle, proofs: dict[NumberStyle, tuple[int, str]]) -> tuple[Message, ...]:
    other: NumberStyle = "en" if chosen == "de" else "de"
    if other not in proofs:
        return ()
    row, text = proofs[other]
    template = gettext_noop(
        "Row %(row)s writes its number in the other way: “%(cell)s”. Please check the amounts."
    )
    return (Message("numbers_against_choice", template, {"row": row, "cell": text}),)
