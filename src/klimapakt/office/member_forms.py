"""What the pact office fills in about members."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klimapakt.memberships import rules
from klimapakt.memberships.actions import Agreed, Days
from klimapakt.memberships.enums import EndReason, Stage
from klimapakt.memberships.models import Membership
from klimapakt.organisations.actions.invitations import Invited
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person

_DATE = {"type": "date"}


class SeenForm(forms.Form):
    """A form that remembers which state of the membership somebody saw."""

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class MoveForm(SeenForm):
    """The next stage, with why."""

    to = forms.ChoiceField(label=_("Next stage"))
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=500,
        help_text=_("Needed for dormant, in delay and a step back."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, membership: Membership) -> None:
        super().__init__(data, initial={"seen_revision": membership.revision})
        self.membership = membership
        choices = [(one.value, one.label) for one in rules.steps_by_hand(membership.stage)]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the step needs one."""
        entered = self.cleaned_data
        if entered.get("to") in rules.NEEDS_REASON and not entered.get("reason", "").strip():
            self.add_error("reason", rules.ReasonMissing().message.translated(gettext))
        return entered

    def stage(self) -> Stage:
        """Return the chosen stage."""
        return Stage(self.cleaned_data["to"])


class PlanForm(SeenForm):
    """Who looks after a member, and what comes next."""

    owner = forms.ModelChoiceField(
        label=_("Looked after by"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
    )
    next_step = forms.CharField(label=_("Next step"), required=False, max_length=300)
    next_step_on = forms.DateField(
        label=_("Due on"), required=False, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, membership: Membership, people: QuerySet[Person]
    ) -> None:
        initial = {
            "seen_revision": membership.revision,
            "owner": membership.owner_id,
            "next_step": membership.next_step,
            "next_step_on": membership.next_step_on,
        }
        super().__init__(data, initial=initial)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]  # a field of rows

    def clean(self) -> dict[str, Any]:
        """A day needs something to be done on it."""
        entered = self.cleaned_data
        if entered.get("next_step_on") and not entered.get("next_step", "").strip():
            self.add_error("next_step", _("Say what is to be done on that day."))
        return entered


class DaysForm(SeenForm):
    """The three days of a membership."""

    signed_on = forms.DateField(
        label=_("Agreement signed on"), required=False, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )
    joined_on = forms.DateField(
        label=_("Member since"),
        required=False,
        help_text=_("Deadlines count from this day."),
        widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"),
    )
    ceremony_on = forms.DateField(
        label=_("Ceremony on"), required=False, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, membership: Membership) -> None:
        initial = {name: getattr(membership, name) for name in ("signed_on", "joined_on", "ceremony_on")}
        super().__init__(data, initial={**initial, "seen_revision": membership.revision})

    def days(self) -> Days:
        """Return the days."""
        return Days(**{name: self.cleaned_data[name] for name in ("signed_on", "joined_on", "ceremony_on")})


class TierForm(SeenForm):
    """To which kind of membership a member agreed, where the rulebook knows several."""

    tier = forms.ChoiceField(label=_("Kind of membership"), required=False)
    agreed_on = forms.DateField(label=_("Agreed on"), widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"))
    agreement = forms.CharField(
        label=_("Version of the agreement"),
        required=False,
        max_length=100,
        help_text=_("The number of the document in which it stands, if there is one."),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("Duties that only some kinds owe follow at once; what was done stays in the history."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        membership: Membership,
        tiers: Mapping[str, str],
    ) -> None:
        initial = {
            "seen_revision": membership.revision,
            "tier": membership.tier,
            "agreed_on": membership.signed_on or timezone.localdate(),
        }
        super().__init__(data, initial=initial)
        kinds = [("", gettext("none yet")), *tiers.items()]
        self.fields["tier"].choices = kinds  # type: ignore[attr-defined]  # a field of choices

    def agreed(self) -> Agreed:
        """Return what was agreed."""
        entered = self.cleaned_data
        return Agreed(entered["tier"], entered["agreed_on"], entered["agreement"], entered["reason"])


class EndForm(SeenForm):
    """How and why a membership ends; a merger names who carries it on."""

    end_reason = forms.ChoiceField(label=_("How it ends"))
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"))
    successor: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=_("Successor"),
        queryset=None,
        required=False,
        empty_label=_("none"),
        help_text=_("After a merger: who carries the membership on. Its history can be followed from there."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        membership: Membership,
        others: QuerySet[Organisation],
    ) -> None:
        initial = {"seen_revision": membership.revision, "on": timezone.localdate()}
        super().__init__(data, initial=initial)
        choices = [(one.value, one.label) for one in rules.ends_for(membership.stage)]
        self.fields["end_reason"].choices = choices  # type: ignore[attr-defined]  # a field of choices
        self.fields["successor"].queryset = others  # type: ignore[attr-defined]  # a field of rows
        self.joined_on = membership.joined_on

    def clean(self) -> dict[str, Any]:
        """A successor belongs to a merger."""
        entered = self.cleaned_data
        is_merger = entered.get("end_reason") == EndReason.MERGER
        if entered.get("successor") and not is_merger:
            self.add_error("successor", _("Only a merger has a successor. Leave it empty."))
        return entered


class InviteForm(forms.Form):
    """Whom the office invites as the management of a member."""

    email = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(label=_("Language of the e-mail"), choices=settings.LANGUAGES)

    def invited(self) -> Invited:
        """Return who is invited."""
        entered = self.cleaned_data
        return Invited(entered["email"], RoleKind.MANAGEMENT, entered["language"])


class NewMemberForm(forms.Form):
    """An organisation the office talks to without a request."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    city = forms.CharField(label=_("Place"), max_length=120)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which members to list: words of the name, a stage, only those I look after."""

    q: str = ""
    stage: str = ""
    mine: bool = False


class MemberFilterForm(forms.Form):
    """Which members the list shows."""

    q = forms.CharField(required=False, max_length=100)
    stage = forms.ChoiceField(required=False, choices=[("", ""), *Stage.choices])
    mine = forms.BooleanField(required=False)

    def chosen(self) -> Chosen:
        """Return what was chosen; nothing where the address makes no sense."""
        if not self.is_valid():
            return Chosen()
        entered = self.cleaned_data
        return Chosen(entered["q"].strip(), entered["stage"], mine=entered["mine"])


class MemberFileForm(forms.Form):
    """A list of members as a file."""

    file = forms.FileField(
        label=_("List of members (CSV or XLSX)"),
        help_text=_("First row: headings. Needed: name. Understood as well: place, state, member since …"),
    )
