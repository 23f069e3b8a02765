"""What the office chooses in the list of members, and saves as a view."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klimapakt.casework.listing import NO_TIER, NOBODY, SORTS, Choice
from klimapakt.memberships.enums import Stage
from klimapakt.organisations.enums import OrganisationKind
from klimapakt.people.models import Person

COLUMNS: Final = {
    "stage": _("Stage"),
    "since": _("In this stage for"),
    "next_step": _("Next step"),
    "owner": _("Looked after by"),
    "joined": _("Member since"),
    "signed": _("Agreement signed on"),
    "kind": _("Kind of organisation"),
    "city": _("Place"),
    "contact": _("Last contact"),
    "tasks": _("Open tasks"),
    "duty": _("Next duty"),
    "tier": _("Kind of membership"),
}
USUAL: Final = ("stage", "duty", "next_step", "owner")


class ChoiceForm(forms.Form):
    """Which members the list shows, in which order and with which columns."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    stage = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        choices=[
            ("", _("all that have not ended")),
            ("members", _("all members")),
            ("before", _("all on their way")),
            *Stage.choices,
        ],
    )
    owner = forms.ChoiceField(label=_("Looked after by"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind of organisation"),
        required=False,
        choices=[("", _("every kind")), *OrganisationKind.choices],
    )
    step = forms.ChoiceField(
        label=_("Next step"),
        required=False,
        choices=[("", _("any or none")), ("due", _("is due")), ("none", _("is not planned"))],
    )
    duty = forms.ChoiceField(
        label=_("Duties"),
        required=False,
        choices=[
            ("", _("any or none")),
            ("overdue", _("something is overdue")),
            ("none", _("nothing is owed")),
        ],
    )
    tier = forms.ChoiceField(label=_("Kind of membership"), required=False)
    silent = forms.BooleanField(label=_("no contact for 90 days"), required=False)
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        required=False,
        choices=list(COLUMNS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any], *, people: QuerySet[Person], tiers: Mapping[str, str]
    ) -> None:
        super().__init__(data)
        kinds = [("", gettext("every kind")), *tiers.items(), (NO_TIER, gettext("none yet"))]
        self.fields["tier"].choices = kinds  # type: ignore[attr-defined]  # a field of choices
        self.has_tiers = bool(tiers)
        owners = [("", gettext("anybody")), (NOBODY, gettext("nobody yet"))]
        owners += [(str(one.pk), one.name) for one in people]
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]  # a field of choices

    def choice(self) -> Choice:
        """Return what was chosen; of what makes no sense, nothing."""
        self.is_valid()
        entered = self.cleaned_data
        sort = entered.get("sort", "")
        return Choice(
            q=entered.get("q", "").strip(),
            stage=entered.get("stage", ""),
            owner=entered.get("owner", ""),
            kind=entered.get("kind", ""),
            step=entered.get("step", ""),
            tier=entered.get("tier", ""),
            duty=entered.get("duty", ""),
            silent=entered.get("silent", False),
            sort=sort if sort.removeprefix("-") in SORTS else "name",
        )

    def chosen_columns(self) -> tuple[str, ...]:
        """Return the columns in their order; the usual ones where none was chosen."""
        wanted = self.cleaned_data.get("columns", []) if self.is_valid() else []
        return tuple(name for name in COLUMNS if name in wanted) or USUAL


class ViewForm(forms.Form):
    """A name for what the list shows now."""

    name = forms.CharField(label=_("Name of the view"), max_length=60)
    is_shared = forms.BooleanField(label=_("for everybody in the office"), required=False)
    query = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
