"""What members and office fill in about duties."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from klimapakt.duties.enums import MissedReason
from klimapakt.people.models import Person

_DAY = {"type": "date"}
_REASON = 1000


class _ReasonForm(forms.Form):
    """Something that is understood later because somebody wrote down why."""

    reason = forms.CharField(label=_("Why"), max_length=_REASON, widget=forms.Textarea(attrs={"rows": 3}))


class MoreTimeForm(_ReasonForm):
    """How many months more, and why; ``most`` is what the rulebook leaves.

    Whoever decides about a request (``is_request``) does not name the reason again.
    """

    months = forms.TypedChoiceField(label=_("Months more"), coerce=int)
    why = forms.ChoiceField(label=_("Main reason"), choices=[("", "–"), *MissedReason.choices])
    field_order = ("months", "why", "reason")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        most: int,
        wanted: int | None = None,
        is_request: bool = False,
    ) -> None:
        super().__init__(data, initial={"months": wanted})
        if is_request:
            del self.fields["why"]
        self.fields["months"].error_messages["invalid_choice"] = _beyond(most)
        self.fields["months"].choices = [(n, str(n)) for n in range(1, most + 1)]  # type: ignore[attr-defined]  # a field of choices


def _beyond(most: int) -> str:
    """Return what is said to more months than the rulebook leaves."""
    if most < 1:
        return gettext("No more time can be given: the limit of the rulebook is reached.")
    told = ngettext(
        "That is more than the rulebook leaves: %(most)s month. Choose that.",
        "That is more than the rulebook leaves: at most %(most)s months. Choose fewer.",
        most,
    )
    return told % {"most": most}


class RefuseForm(_ReasonForm):
    """Why more time is refused."""


class WaiveForm(_ReasonForm):
    """Why a member is let off."""


class TakeBackForm(_ReasonForm):
    """Why something that was entered counts no more."""


class ExplainForm(forms.Form):
    """Why something was not done in time."""

    why = forms.ChoiceField(label=_("Main reason"), choices=MissedReason.choices)
    text = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed for another reason. What would help you?"),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where the reason says nothing."""
        entered = self.cleaned_data
        if entered.get("why") == MissedReason.OTHER and not entered.get("text", "").strip():
            self.add_error("text", _("Please say why, in a few words."))
        return entered


class ConfirmForm(forms.Form):
    """That what is known is still true, or what has changed."""

    text = forms.CharField(
        label=_("What has changed"),
        required=False,
        max_length=_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence is enough."),
    )


class FulfilForm(forms.Form):
    """That the office has what was owed."""

    on = forms.DateField(label=_("Done on"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    document = forms.CharField(
        label=_("Document"),
        max_length=200,
        help_text=_("By which it is proven: title, date, where it is kept."),
    )
    text = forms.CharField(
        label=_("Note"), required=False, max_length=_REASON, widget=forms.Textarea(attrs={"rows": 2})
    )


class AnswerForm(forms.Form):
    """That the member has answered, and until when it is left in peace."""

    until = forms.DateField(
        label=_("Leave in peace until"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    text = forms.CharField(
        label=_("What they said"),
        required=False,
        max_length=_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AssignDutyForm(forms.Form):
    """Who in the office answers for it, and who stands in."""

    responsible = forms.ModelChoiceField(
        label=_("Responsible"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("whoever looks after the member"),
    )
    deputy = forms.ModelChoiceField(
        label=_("Deputy"), queryset=Person.objects.none(), required=False, empty_label=_("nobody")
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        people: QuerySet[Person],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        for name in ("responsible", "deputy"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]  # a field of rows
