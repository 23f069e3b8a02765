"""Forms of the journey of a file: load, say how numbers are written, take over."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.check import Answers, Check, Outcome

MOST_TICKS = 100
"""Repeated rows that are ticked one by one; beyond it there is one tick for all."""


class FileForm(forms.Form):
    """The table to load."""

    file = forms.FileField(
        label=_("Your table"),
        help_text=_("An Excel file (.xlsx) or a CSV file of at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,text/csv"}),
        error_messages={
            "required": _("Please choose the file first."),
            "empty": _("The file is empty. Please choose the file with your table."),
        },
    )


class NumbersForm(forms.Form):
    """How the numbers of a file are written, asked once per file."""

    numbers = forms.ChoiceField(
        label=_("How are the numbers in this file written?"),
        widget=forms.RadioSelect,
        choices=(
            ("de", _("1.234 means one thousand two hundred and thirty-four (German way)")),
            ("en", _("1.234 means one point two three four (English way)")),
        ),
    )


class UndoForm(forms.Form):
    """How many rows the person knows to have been changed since the take-over, when they undo it."""

    edited = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class TakeOverForm(forms.Form):
    """The answers that go with a take-over. ``seal`` is that of the check the person looked at."""

    seal = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: object = None, *, check: Check, sites: Iterable[str]) -> None:
        super().__init__(data, initial={"seal": check.seal()})  # type: ignore[arg-type]  # a query dict or None
        self._site_of_field: dict[str, str] = {}
        self._add_sites(check, list(sites))
        self._add_repeated(check)

    def answers(self) -> Answers:
        """Return what was answered."""
        entered: dict[str, Any] = self.cleaned_data
        meant = {typed: entered[field] for field, typed in self._site_of_field.items() if entered.get(field)}
        separate = entered.get("separate") or []
        return Answers(
            sites=meant,
            separate=frozenset(int(number) for number in separate),
            is_all_separate=bool(entered.get("all_separate")),
        )

    def _add_sites(self, check: Check, sites: list[str]) -> None:
        for position, new in enumerate(check.new_sites):
            if not sites:
                break
            name = f"site_{position}"
            self._site_of_field[name] = new.name
            label = _("“%(name)s” in your file means") % {"name": new.name}
            self.fields[name] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[("", _("a new site")), *((site, site) for site in sites)],
            )

    def _add_repeated(self, check: Check) -> None:
        repeated = check.with_outcome(Outcome.ALREADY_THERE)
        if not repeated:
            return
        if len(repeated) > MOST_TICKS:
            self.fields["all_separate"] = forms.BooleanField(
                required=False,
                label=_("All these rows really are separate consumption. Take them over as well."),
            )
            return
        choices = []
        for row in repeated:
            told = "; ".join(row.cells.values())[:200]
            choices.append((str(row.number), _("Row %(row)s: %(told)s") % {"row": row.number, "told": told}))
        self.fields["separate"] = forms.MultipleChoiceField(
            required=False,
            label=_("Tick only what really is separate consumption; it is then taken over as well."),
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
        )
