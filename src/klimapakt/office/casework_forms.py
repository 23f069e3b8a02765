"""What the office fills in about contacts, tasks and work on many."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimapakt.casework.actions import NewTask
from klimapakt.casework.enums import BulkKind, ContactKind
from klimapakt.casework.letters import MOST_PARAGRAPHS
from klimapakt.people.models import Person

_DAY = {"type": "date"}


class ContactForm(forms.Form):
    """A call, a letter, a visit, or a note."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ContactKind.choices)
    on = forms.DateField(label=_("On"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    with_whom = forms.CharField(label=_("With whom"), required=False, max_length=200)
    text = forms.CharField(
        label=_("What it was about"),
        max_length=4000,
        help_text=_("What was agreed, and what was promised. Whoever takes over from you will read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"on": timezone.localdate()})


class _OwnedForm(forms.Form):
    """A form that names somebody of the office."""

    owner = forms.ModelChoiceField(
        label=_("Done by"), queryset=Person.objects.none(), required=False, empty_label=_("nobody yet")
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        people: QuerySet[Person],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]  # a field of rows


class TaskForm(_OwnedForm):
    """Something to be done, by whom and by when."""

    title = forms.CharField(label=_("What is to be done"), max_length=300)
    due_on = forms.DateField(
        label=_("Due on"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    field_order = ("title", "due_on", "owner")

    def task(self) -> NewTask:
        """Return the task."""
        entered = self.cleaned_data
        return NewTask(entered["title"], entered["due_on"], entered["owner"])


class AssignForm(_OwnedForm):
    """Who looks after all of them."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, people: QuerySet[Person]) -> None:
        super().__init__(data, people=people)
        self.fields["owner"].label = _("Looked after by")


class NextStepForm(forms.Form):
    """The next step with all of them."""

    next_step = forms.CharField(label=_("Next step"), max_length=300)
    next_step_on = forms.DateField(
        label=_("Due on"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )


class LetterForm(forms.Form):
    """An e-mail to the people of many members."""

    subject = forms.CharField(label=_("Subject"), max_length=150)
    text = forms.CharField(
        label=_("Text"),
        max_length=4000,
        help_text=_(
            "The greeting with the name and the sender are added. Every line becomes a paragraph; "
            "at most 12 paragraphs."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_text(self) -> str:
        """Refuse more paragraphs than the letter has."""
        text: str = self.cleaned_data["text"]
        if sum(bool(line.strip()) for line in text.splitlines()) > MOST_PARAGRAPHS:
            raise forms.ValidationError(_("A letter has at most 12 paragraphs. Please shorten it."))
        return text


class NothingForm(forms.Form):
    """Nothing has to be entered."""


def bulk_form(kind: BulkKind, data: Mapping[str, Any] | None, people: QuerySet[Person]) -> forms.Form:
    """Return the form of one kind of work on many."""
    if kind == BulkKind.ASSIGN:
        return AssignForm(data, people=people)
    if kind == BulkKind.TASK:
        return TaskForm(data, people=people)
    plain = {BulkKind.PLAN: NextStepForm, BulkKind.LETTER: LetterForm, BulkKind.INVITE: NothingForm}
    plain[BulkKind.REMIND] = NothingForm
    return plain[kind](data)


def given_in(form: forms.Form) -> dict[str, str]:
    """Return what was entered as plain texts: rows by their number, days as ISO."""
    entered = form.cleaned_data
    return {name: _as_text(value) for name, value in entered.items()}


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return str(value.pk) if isinstance(value, Person) else str(value)
