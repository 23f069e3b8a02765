"""Forms of the guided inventory: one built from each question, and the one that begins it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.actions import ADDED, COVERED, EXISTING
from klimapakt.inventories.drafts import amount_text, storable
from klimapakt.inventories.presenting.questions import (
    BASES,
    BASIS_HINTS,
    label_of,
    told,
    unit_in_words,
    written,
)
from klimapakt.methods.intake.numbers import Reading, read_number
from klimapakt.methods.intake.units import read_unit
from klimapakt.methods.questionnaires import (
    BASIS,
    CHOICE,
    PERIOD_END,
    PERIOD_START,
    Choice,
    Drawing,
    Field,
    Question,
    Questionnaire,
)
from klimapakt.methods.refusal import Refused
from klimapakt.methods.units import UNITS
from klimapakt.portal.forms.numbers import AmountField

_MOST_DECIMALS = 4
_MOST_DIGITS_BEFORE_POINT = 10
_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")


class AskedLater(forms.Field):
    """A field that may belong to a way not chosen: whether it is needed is known when the way is known."""

    def validate(self, value: object) -> None:
        """Leave it to the question to say that something is missing."""


class OptionField(AskedLater, forms.ChoiceField):
    """Takes one of the options of a question."""


class DayField(AskedLater, forms.DateField):
    """Takes a day of the calendar."""


class QuantityField(AskedLater, AmountField):
    """Takes an amount that may be zero; a unit written behind it has to be one that can be converted."""

    def __init__(self, *, unit: str, **kwargs: Any) -> None:  # noqa: ANN401  (passed on to Django)
        self.unit = unit
        super().__init__(**kwargs)
        self.error_messages["too_long"] = _(
            "The amount is too large or has more than four decimals. Please check it."
        )
        self.error_messages["negative"] = _("The amount cannot be negative. Enter 0 if there was nothing.")
        self.error_messages["other_unit"] = _(
            "“%(written)s” does not fit here. Enter the amount in %(unit)s, the number alone is enough."
        )

    def clean(self, value: object) -> Decimal | None:
        """Return the amount in the unit of the question, or None when nothing was entered."""
        found = super().clean(value)
        if found is None:
            return None
        reading = read_number(str(value).strip())
        rest = reading.rest if isinstance(reading, Reading) else ""
        return self._converted(found, rest.strip()) if self.unit and rest.strip() else found

    def _converted(self, amount: Decimal, rest: str) -> Decimal:
        known = read_unit(rest)
        wanted = UNITS.get(self.unit)
        given = UNITS.get(known.unit) if known else None
        if known is None or given is None or wanted is None or not _alike(given.base, wanted.base):
            values = {"written": rest[:30], "unit": unit_in_words(self.unit)}
            raise ValidationError(self.error_messages["other_unit"], params=values)
        steps = amount * known.factor * given.numerator * wanted.denominator
        return storable(steps / (given.denominator * wanted.numerator))

    def _fitting(self, amount: Decimal) -> Decimal:
        if amount < 0:
            raise ValidationError(self.error_messages["negative"])
        exponent = amount.normalize().as_tuple().exponent
        has_too_many_decimals = isinstance(exponent, int) and -exponent > _MOST_DECIMALS
        if amount.adjusted() >= _MOST_DIGITS_BEFORE_POINT or has_too_many_decimals:
            raise ValidationError(self.error_messages["too_long"])
        return amount


@dataclass(frozen=True, slots=True)
class Branch:
    """One way to answer with its radio button, what is shown when it is chosen, and its fields."""

    choice: Choice
    radio: Any
    fields: tuple[BoundField, ...]
    drawing: Drawing | None

    @property
    def label(self) -> str:
        """Return the words beside the radio button."""
        return written(self.choice.label)

    @property
    def note(self) -> str:
        """Return what to know about this way."""
        return written(self.choice.note)


class AnswerForm(forms.Form):
    """The answer to one question; fields of a branch are named after it, so that branches do not mix."""

    use_required_attribute = False
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(
        self,
        data: object = None,
        *,
        question: Question,
        values: Mapping[str, str],
        seen: int,
        has_rows_beside: bool,
    ) -> None:
        self.question = question
        super().__init__(data, initial={"seen": seen, **dict(_initial(question, values))})  # type: ignore[arg-type]  # a query dict or None
        if has_rows_beside:
            self.fields[EXISTING] = _existing_field()
        for one in question.fields:
            self.fields[one.key] = _field(one)
        if question.choices:
            labels = [(choice.key, written(choice.label)) for choice in question.choices]
            self.fields[CHOICE] = forms.ChoiceField(
                label=_("Which answer fits?"), choices=labels, widget=forms.RadioSelect, required=False
            )
        for choice in question.choices:
            for one in choice.fields:
                self.fields[_name(choice, one)] = _field(one)
        if question.bases:
            self._add_basis(question)

    def branches(self) -> Iterator[Branch]:
        """Yield the ways to answer in their order."""
        for choice, radio in zip(self.question.choices, self[CHOICE].subwidgets, strict=True):
            fields = tuple(self[_name(choice, one)] for one in choice.fields)
            drawing = choice.drawing or (self.question.drawing if choice.rows else None)
            yield Branch(choice, radio.data, fields, drawing)

    def plain_fields(self) -> list[BoundField]:
        """Return the fields of a question without branches."""
        return [self[one.key] for one in self.question.fields]

    def bases(self) -> list[tuple[str, str, Any]]:
        """Return how the amount may have been found: key, hint and radio button."""
        radios = self[BASIS].subwidgets
        return [
            (key, str(BASIS_HINTS[key]), radio.data)
            for key, radio in zip(self.question.bases, radios, strict=True)
        ]

    def values(self) -> dict[str, str]:
        """Return what was entered for the chosen way, as the answer keeps it."""
        entered = self.cleaned_data
        kept = {EXISTING: entered.get(EXISTING), CHOICE: entered.get(CHOICE)}
        choice = self.question.choice(entered.get(CHOICE) or "")
        has_rows = bool(choice.rows if choice else self.question.rows)
        for one, name in self._asked(choice):
            kept[one.key] = entered.get(name)
        if has_rows and self.question.bases:
            kept[BASIS] = entered.get(BASIS) or "whole_year"
        if kept.get(BASIS) == "part_year":
            kept |= {PERIOD_START: entered.get(PERIOD_START), PERIOD_END: entered.get(PERIOD_END)}
        if kept[EXISTING] == COVERED:
            return {EXISTING: COVERED}
        return {key: _text(value) for key, value in kept.items() if value not in {None, ""}}

    def clean(self) -> dict[str, Any]:
        """Forgive mistakes in ways that were not chosen: nobody sees their fields."""
        cleaned = super().clean() or self.cleaned_data
        chosen = self.question.choice(cleaned.get(CHOICE) or "")
        seen = {name for _one, name in self._asked(chosen)} | {CHOICE, EXISTING, BASIS, "seen"}
        if cleaned.get(BASIS) == "part_year":
            seen |= {PERIOD_START, PERIOD_END}
        covered = cleaned.get(EXISTING) == COVERED
        for name in [*self.errors]:
            if name not in seen or (covered and name != EXISTING):
                del self.errors[name]
        return cleaned

    def refuse(self, refused: Refused) -> None:
        """Say at its field why an answer cannot be understood."""
        chosen = self.question.choice(self.cleaned_data.get(CHOICE) or "")
        names = {one.key: name for one, name in self._asked(chosen)}
        name = names.get(refused.path, refused.path)
        self.add_error(name if name in self.fields else None, told(refused.message))

    def ensure_valid(self, today: date, *, is_needed: bool) -> None:
        """Check what was entered; "I don't know" needs nothing, and no day may lie in the future."""
        self.full_clean()
        if not is_needed:
            self._errors = ErrorDict()
            return
        end = self.cleaned_data.get(PERIOD_END)
        if self.cleaned_data.get(BASIS) == "part_year" and end is not None and end > today:
            self.add_error(PERIOD_END, _("This day lies in the future. Enter only what was used already."))

    def _asked(self, choice: Choice | None) -> list[tuple[Field, str]]:
        if choice is not None:
            return [(one, _name(choice, one)) for one in choice.fields]
        return [(one, one.key) for one in self.question.fields]

    def _add_basis(self, question: Question) -> None:
        labels = [(basis, BASES[basis]) for basis in question.bases]
        self.fields[BASIS] = forms.ChoiceField(
            label=_("Which time does the amount cover?"),
            choices=labels,
            widget=forms.RadioSelect,
            initial="whole_year",
            required=False,
        )
        if "part_year" in question.bases:
            self.fields[PERIOD_START] = _day_field(_("First day"))
            self.fields[PERIOD_END] = _day_field(_("Last day"))


class BeginForm(forms.Form):
    """Which questionnaire fits, and for a new inventory which year."""

    questionnaire = forms.ChoiceField(
        label=_("What fits your organisation best?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what fits best. You can change it later.")},
    )

    def __init__(
        self,
        data: object = None,
        *,
        offered: Sequence[Questionnaire],
        suggested: str,
        years: Sequence[int] = (),
    ) -> None:
        super().__init__(data, initial={"questionnaire": suggested})  # type: ignore[arg-type]  # a query dict or None
        choices = [(one.key, f"{written(one.title)}: {written(one.suits)}") for one in offered]
        self.fields["questionnaire"].choices = choices  # type: ignore[attr-defined]  # a choice
        if years:
            self.fields["year"] = forms.TypedChoiceField(
                label=_("For which year?"),
                coerce=int,
                choices=[(year, str(year)) for year in years],
                help_text=_("Begin with the last complete year: its bills are at hand."),
            )


def _name(choice: Choice, one: Field) -> str:
    return f"{choice.key}-{one.key}"


def _initial(question: Question, values: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    chosen = question.choice(values.get(CHOICE, ""))
    fields = chosen.fields if chosen else question.fields
    for one in fields:
        if values.get(one.key):
            name = _name(chosen, one) if chosen else one.key
            yield name, values[one.key] if one.options else Decimal(values[one.key])
    for name in (EXISTING, CHOICE):
        yield name, values.get(name, "")
    yield BASIS, values.get(BASIS) or "whole_year"
    for name in (PERIOD_START, PERIOD_END):
        yield name, date.fromisoformat(values[name]) if values.get(name) else None


def _field(one: Field) -> forms.Field:
    help_text = written(one.hint)
    if one.options:
        first = ("", _("Please choose"))
        choices = [first, *((option, option) for option in one.options)]
        return OptionField(
            label=label_of(one), help_text=help_text, choices=choices, required=one.is_required
        )
    return QuantityField(unit=one.unit, label=label_of(one), help_text=help_text, required=one.is_required)


def _existing_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Are these rows the answer already?"),
        choices=(
            (COVERED, _("Yes, they cover it. Take nothing from this page.")),
            (ADDED, _("No, my answer comes on top, for example another meter.")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether your answer is in these rows already.")},
    )


def _day_field(label: Any) -> DayField:  # noqa: ANN401  (a sentence to be translated later)
    return DayField(
        label=label,
        input_formats=_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("This is not a day of the calendar. Write it as 31.12.2024.")},
    )


def _alike(one: str, other: str) -> bool:
    """Tell whether two bases are the same for a person: a gas bill's kWh is the question's kWh."""
    return one == other or {one, other} == {"kWh", "kWh_Hs"} or {one, other} == {"km", "pkm"}


def _text(value: object) -> str:
    return amount_text(value) if isinstance(value, Decimal) else str(value)
