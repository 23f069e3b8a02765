"""What a member fills in to take part in a meeting: who comes, and an answer where something is asked."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.network.models import Meeting
from klimapakt.network.rules import MOST_SEATS


class RegisterForm(forms.Form):
    """One field for each seat an organisation can have; the first has to be filled."""

    def __init__(self, data: Mapping[str, Any] | None, *, meeting: Meeting, first: str = "") -> None:
        super().__init__(data, initial={"name_1": first})
        self._names = [f"name_{number}" for number in range(1, min(meeting.seats_each, MOST_SEATS) + 1)]
        for number, name in enumerate(self._names, 1):
            self.fields[name] = forms.CharField(
                label=_("Name of person %(number)s") % {"number": number},
                required=number == 1,
                max_length=150,
                error_messages={"required": _("Name at least one person who comes.")},
            )
        if meeting.question:
            widget = forms.Textarea(attrs={"rows": 3})
            self.fields["answer"] = forms.CharField(
                label=meeting.question, required=False, max_length=2000, widget=widget
            )

    def people(self) -> list[str]:
        """Return the names that were entered."""
        return [self.cleaned_data[name] for name in self._names]

    def answer(self) -> str:
        """Return the answer; empty where nothing is asked."""
        return str(self.cleaned_data.get("answer", ""))
