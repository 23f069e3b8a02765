"""What a reviewer fills in: answers to the checklist, rows that were looked at, the outcome of a question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.enums import CheckAnswer, QuestionOutcome

MOST_NOTE = 1000


class CheckForm(forms.Form):
    """The answer to one item; a no and a not-applicable say why."""

    answer = forms.ChoiceField(
        label=_("Your answer"), choices=CheckAnswer.choices, widget=forms.RadioSelect, required=False
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Needed for “No” and “Not applicable”."),
        max_length=MOST_NOTE,
        required=False,
    )

    def clean(self) -> dict[str, object]:
        """Refuse a no without a note."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") not in {"", None, CheckAnswer.YES} and not cleaned.get("note"):
            self.add_error("note", _("Please say in a sentence why."))
        return dict(cleaned)


class LooksForm(forms.Form):
    """The numbers of the rows that were shown, and of those that have been looked at."""

    shown = forms.CharField(max_length=2000)

    def numbers(self) -> tuple[set[int], set[int]]:
        """Return the rows that were shown and those that were ticked; what is no number is left out."""
        shown = _numbers(self.cleaned_data["shown"].split(","))
        ticked = self.data.getlist("row") if isinstance(self.data, QueryDict) else []
        return shown, _numbers(ticked) & shown


OUTCOMES: Final = (
    ("", _("settled")),
    (QuestionOutcome.CORRECTED, _("corrected")),
    (QuestionOutcome.AS_IS, _("accepted as it is")),
    (QuestionOutcome.WITHDRAWN, _("withdrawn")),
)
"""How a question can end."""


class CloseForm(forms.Form):
    """The outcome of a question; what is accepted as it is needs a reason."""

    outcome = forms.ChoiceField(label=_("Outcome"), required=False, choices=OUTCOMES)
    reason = forms.CharField(label=_("Reason"), max_length=MOST_NOTE, required=False)


@dataclass(frozen=True, slots=True)
class Filled:
    """The forms of all items, by their keys."""

    forms: Mapping[str, CheckForm]

    @classmethod
    def of(cls, keys: Iterable[str], data: QueryDict) -> "Filled":
        """Return what was sent for each item."""
        return cls({key: CheckForm(data, prefix=key) for key in keys})

    def is_valid(self) -> bool:
        """Tell whether every answer can be taken."""
        return not any(form.errors for form in self.forms.values())

    def answers(self) -> dict[str, tuple[str, str]]:
        """Return the answers that were given."""
        return {
            key: (form.cleaned_data["answer"], form.cleaned_data["note"])
            for key, form in self.forms.items()
            if form.cleaned_data["answer"]
        }


def _numbers(texts: Iterable[str]) -> set[int]:
    return {int(one) for one in texts if one.isascii() and one.isdigit() and len(one) < 10}
