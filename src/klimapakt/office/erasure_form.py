"""What the pact office decides about a request to be erased."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from klimapakt.organisations import queries as organisations
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person

_NOBODY = "nobody"


class ErasureForm(forms.Form):
    """Erase or decline; a successor for each organisation without management, or that there is none."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[("erase", _("Erase the person")), ("decline", _("Decline the request"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why you decline"),
        help_text=_("Only when you decline. The person gets this sentence by e-mail."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, data: QueryDict | None, *, person: Person, orphaned: Mapping[UUID, Organisation]
    ) -> None:
        super().__init__(data)
        self._people: dict[str, Person] = {}
        self._orphaned = orphaned
        for pk, organisation in orphaned.items():
            others = [
                role.person
                for role in organisations.roles_of(organisation)
                if role.person_id != person.pk and role.person.is_active
            ]
            self._people |= {str(one.pk): one for one in others}
            self.fields[_name(pk)] = forms.ChoiceField(
                label=_("Who becomes management of %(name)s?") % {"name": organisation.name},
                help_text=_("Needed when you erase: nobody else decides there."),
                required=False,
                choices=[
                    ("", _("Please choose")),
                    *((str(one.pk), one.name) for one in others),
                    (_NOBODY, _("Nobody for now; I confirm this and look for somebody")),
                ],
            )

    def clean(self) -> dict[str, Any]:
        """Ask for what belongs to the decision."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "decline" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Please say why. The person gets this sentence by e-mail."))
        if cleaned.get("decision") == "erase":
            for pk in self._orphaned:
                if not cleaned.get(_name(pk)):
                    self.add_error(_name(pk), _("Please name a successor, or confirm that there is none."))
        return cleaned

    def successors(self) -> dict[UUID, Person | None]:
        """Return who follows where; None where it was confirmed that nobody does."""
        return {pk: self._people.get(self.cleaned_data[_name(pk)]) for pk in self._orphaned}


def _name(pk: UUID) -> str:
    return f"successor_{pk.hex}"
