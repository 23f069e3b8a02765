"""What a member fills in to ask for advice."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from klimapakt.advice.bundles import Consented
from klimapakt.advice.enums import Addressee, Part
from klimapakt.inventories.models import Inventory
from klimapakt.measures.enums import Field
from klimapakt.measures.models import Measure

_PARTS: Final = (Part.CONTACT, Part.PROFILE)
_ROWS: Final = {"rows": 5}


class AskForm(forms.Form):
    """What is asked, whom, and what goes along: each part by its own decision."""

    topic = forms.ChoiceField(label=_("Field of action"), choices=Field.choices)
    question = forms.CharField(
        label=_("Your question"),
        max_length=4000,
        help_text=_("What you want to do or know, and what you have tried. At most 4,000 characters."),
        widget=forms.Textarea(attrs=_ROWS),
    )
    addressee = forms.ChoiceField(
        label=_("Who is asked"),
        required=False,
        help_text=_("Left open, it goes to your chamber for its topics and else to the pact office."),
    )
    parts = forms.MultipleChoiceField(
        label=_("What goes along"),
        required=False,
        choices=[(part.value, part.label) for part in _PARTS],
        help_text=_(
            "Nothing has to. The name of your organisation always goes along, so that one can reply."
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    inventory = forms.ChoiceField(label=_("Figures of an accepted inventory"), required=False)
    measure = forms.ChoiceField(label=_("One measure"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        staffed: Collection[str],
        inventories: Collection[Inventory],
        measures: QuerySet[Measure],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"parts": [Part.CONTACT.value], **(initial or {})})
        self._inventories = {str(one.pk): one for one in inventories}
        self._measures = {str(one.pk): one for one in measures}
        asked = [(one.value, one.label) for one in Addressee if one in staffed]
        none = [("", _("do not send any"))]
        years = [(key, _year(one)) for key, one in self._inventories.items()]
        titles = [(key, one.title) for key, one in self._measures.items()]
        self._offer("addressee", [("", _("whoever is right for it")), *asked])
        self._offer("inventory", [*none, *years])
        self._offer("measure", [*none, *titles])

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def consented(self) -> Consented:
        """Return what may go along."""
        entered = self.cleaned_data
        return Consented(
            has_contact=Part.CONTACT in entered["parts"],
            has_profile=Part.PROFILE in entered["parts"],
            inventory=self._inventories.get(entered["inventory"]),
            measure=self._measures.get(entered["measure"]),
        )


class WriteForm(forms.Form):
    """Something to add to a request."""

    text = forms.CharField(
        label=_("Write to the adviser"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeclineForm(forms.Form):
    """Why an appointment does not suit."""

    text = forms.CharField(
        label=_("What would suit you"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _year(one: Inventory) -> str:
    return f"{one.year}"
