"""Guided questions in the language of the page: labels, answers as people read them, derivations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from klimapakt.foundation.design import numbers, units
from klimapakt.foundation.templatetags.format import day
from klimapakt.inventories.models import Activity, QuestionAnswer
from klimapakt.inventories.presenting.words import category, is_german
from klimapakt.methods.catalogue import activities
from klimapakt.methods.messages import Message
from klimapakt.methods.questionnaires import (
    BASIS,
    CHOICE,
    PERIOD_END,
    PERIOD_START,
    Field,
    Question,
    Text,
)

BASES: Final[Mapping[str, object]] = {
    "whole_year": _("The whole year"),
    "part_year": _("Only part of the year"),
    "other_year": _("Another year"),
    "own_estimate": _("My own estimate"),
}
BASIS_HINTS: Final[Mapping[str, object]] = {
    "whole_year": _("From bills of the year."),
    "part_year": _("We extrapolate it to the year by days and mark it."),
    "other_year": _("It stands in for the year and counts as an estimate."),
    "own_estimate": _("It counts as an estimate until you replace it."),
}
_UNITS_OF_LABELS: Final[Mapping[str, object]] = {"l": pgettext_lazy("diesel in litres", "litres")}
_UNITS_IN_WORDS: Final[Mapping[str, object]] = {"l": _("litres"), "kWh_Hs": "kWh"}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was answered, as people read it."""

    label: str
    value: str


def written(text: Text | None) -> str:
    """Return a sentence of the data in the language of the page."""
    return text.written(_language()) if text else ""


def unit_in_words(unit: str) -> str:
    """Return a unit as a question names it."""
    return str(_UNITS_IN_WORDS.get(unit) or units.unit(unit))


def label_of(field: Field) -> str:
    """Return what to enter, with its unit."""
    if not field.unit:
        return written(field.label)
    unit = _UNITS_OF_LABELS.get(field.unit) or unit_in_words(field.unit)
    values = {"what": written(field.label), "unit": unit}
    return gettext("%(what)s in %(unit)s") % values


def answered(question: Question, answer: QuestionAnswer) -> tuple[Said, ...]:
    """Return an answer as people read it; nothing where it is simply not known."""
    return tuple(said(question, answer.values))


def said(question: Question, values: Mapping[str, str]) -> Iterator[Said]:
    """Yield what entered values say."""
    branch = question.choice(values.get(CHOICE, ""))
    if branch is not None:
        yield Said(gettext("Answer"), written(branch.label))
    for field in branch.fields if branch else question.fields:
        if values.get(field.key):
            yield Said(written(field.label), _value(field, values[field.key]))
    if values.get("existing") == "covered":
        yield Said(gettext("Answer"), gettext("Contained in the rows that are there already"))
    if values.get(BASIS, "whole_year") != "whole_year":
        yield Said(gettext("Covers"), _covered(values))


def told(message: Message) -> str:
    """Say a refusal of an answer; numbers in it as the language writes them."""
    params = {
        name: numbers.number(value, _language()) if isinstance(value, Decimal) else value
        for name, value in message.params.items()
    }
    return Message(message.code, message.template, params).translated(gettext)


def derivation_of(row: Activity) -> str:
    """Return in a sentence how the amount of a row was found; empty where it stands on a bill."""
    rule, found = row.derivation.get("rule"), row.derivation
    if rule == "by_days":
        return _by_days(row)
    if rule == "product":
        factors = " × ".join(numbers.number(Decimal(part), _language()) for part in found["of"])
        values = {"factors": factors, "amount": _amount(row.amount, row.unit)}
        return gettext("%(factors)s = %(amount)s") % values
    sentences: Mapping[str, object] = {
        "other_year": _("The value of another year stands in for this year."),
        "own_estimate": _("The member's own estimate."),
        "billed_alike": _("Billed by the same amount as the drinking water."),
    }
    return str(sentences.get(str(rule), ""))


def beside(row: Activity) -> str:
    """Name a row that is there already: what, how much, from where."""
    known = activities().get(row.activity)
    name = (known.label_de if is_german() else known.label_en) if known else category(row.activity)
    values = {"what": name, "amount": _amount(row.amount, row.unit), "origin": row.get_origin_display()}
    return gettext("%(what)s: %(amount)s (%(origin)s)") % values


def _by_days(row: Activity) -> str:
    found = row.derivation
    values = {
        "entered": _amount(Decimal(found["amount"]), row.unit),
        "days": found["days"],
        "of": found["of"],
        "start": day(date.fromisoformat(found["from"])),
        "end": day(date.fromisoformat(found["to"])),
        "amount": _amount(row.amount, row.unit),
    }
    return (
        gettext(
            "Extrapolated by days: %(entered)s from %(start)s to %(end)s "
            "× %(of)s ÷ %(days)s days = %(amount)s"
        )
        % values
    )


def _covered(values: Mapping[str, str]) -> str:
    name = str(BASES[values[BASIS]])
    if values[BASIS] != "part_year" or not values.get(PERIOD_START) or not values.get(PERIOD_END):
        return name
    days = {
        "name": name,
        "start": day(date.fromisoformat(values[PERIOD_START])),
        "end": day(date.fromisoformat(values[PERIOD_END])),
    }
    return gettext("%(name)s: %(start)s to %(end)s") % days


def _value(field: Field, entered: str) -> str:
    if field.options:
        return entered
    shown = numbers.number(Decimal(entered), _language())
    return f"{shown}{numbers.NARROW_SPACE}{unit_in_words(field.unit)}" if field.unit else shown


def _amount(amount: Decimal, unit: str) -> str:
    return f"{numbers.number(amount, _language())}{numbers.NARROW_SPACE}{unit_in_words(unit)}"


def _language() -> str:
    return get_language() or "en"
