"""What a reviewer fills in: answers to the checklist, rows that were looked at, the outcome of a question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.enums import CheckAnswer, QuestionOutcome
from klimapakt.inventories.models import FIRST_YEAR, LAST_YEAR
from klimapakt.inventories.reviewing import ReasonNeeded, ensure_closing
from klimapakt.inventories.seen import Conflict, Seen, mark_of

MOST_NOTE = 1000
MOST_WORDS = 3000


class CheckForm(forms.Form):
    """The answer to one item; a no and a not-applicable say why. ``seen`` is the mark of what it showed."""

    answer = forms.ChoiceField(
        label=_("Your answer"), choices=CheckAnswer.choices, widget=forms.RadioSelect, required=False
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Needed for “No” and “Not applicable”."),
        max_length=MOST_NOTE,
        required=False,
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, object]:
        """Refuse a no without a note."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") not in {"", None, CheckAnswer.YES} and not cleaned.get("note"):
            self.add_error("note", _("Please say in a sentence why."))
        return dict(cleaned)


class LooksForm(forms.Form):
    """The numbers of the rows that were shown, of those that were ticked then, and of those ticked now."""

    shown = forms.CharField(max_length=2000)
    ticked = forms.CharField(max_length=2000, required=False)
    round = forms.CharField(max_length=64, required=False)
    page = forms.IntegerField(min_value=1, required=False)

    def numbers(self) -> tuple[set[int], set[int]]:
        """Return the rows that were shown and those that were ticked; what is no number is left out."""
        shown = _numbers(self.cleaned_data["shown"].split(","))
        ticked = self.data.getlist("row") if isinstance(self.data, QueryDict) else []
        return shown, _numbers(ticked) & shown

    def seen(self) -> Seen:
        """Return what the page showed when it was filled in."""
        ticked = frozenset(_numbers(self.cleaned_data["ticked"].split(",")))
        return Seen(self.cleaned_data["round"], ticked=ticked)


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
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed for “accepted as it is”."),
        max_length=MOST_NOTE,
        required=False,
    )

    def clean(self) -> dict[str, object]:
        """Refuse what is accepted as it is without a reason."""
        cleaned = super().clean() or self.cleaned_data
        try:
            ensure_closing(cleaned.get("outcome") or "", cleaned.get("reason") or "")
        except ReasonNeeded as refused:
            if "reason" not in self.errors:
                self.add_error("reason", refused.message.translated(gettext))
        return dict(cleaned)


class LetterForm(forms.Form):
    """What the reviewer adds to the letter, and which letter the person looked at."""

    words = forms.CharField(
        label=_("Your own words"),
        help_text=_("They stand below the decision, in the language of the letter. You can leave them out."),
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    sha256 = forms.CharField(widget=forms.HiddenInput, min_length=64, max_length=64)


class YearForm(forms.Form):
    """Of which year the inventories are that a draw is about."""

    year = forms.IntegerField(label=_("Year of the inventories"), min_value=FIRST_YEAR, max_value=LAST_YEAR)


@dataclass(frozen=True, slots=True)
class Closing:
    """The form that ends one question, as it was sent and could not be taken."""

    question: int
    form: CloseForm


@dataclass(frozen=True, slots=True)
class Filled:
    """The forms of items as they were sent, by their keys, and which of them somebody else answered too."""

    forms: Mapping[str, CheckForm]
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)

    @classmethod
    def of(cls, keys: Iterable[str], data: QueryDict) -> "Filled":
        """Return what was sent for each item."""
        return cls({key: CheckForm(data, prefix=key) for key in keys})

    def only(self, conflicts: Iterable[Conflict]) -> "Filled":
        """Return the forms that were not saved; sending them again replaces what stands there by now."""
        found = {one.theirs.item: one for one in conflicts}
        again = {}
        for key, one in found.items():
            data = dict(self.forms[key].data.items())
            data[f"{key}-seen"] = mark_of(one.theirs)
            again[key] = CheckForm(data, prefix=key)
        return Filled(again, found)

    def seen(self, round_mark: str) -> Seen:
        """Return what the page showed when it was filled in."""
        return Seen(round_mark, {key: form.cleaned_data["seen"] for key, form in self.forms.items()})

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
