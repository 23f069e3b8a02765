"""Forms about who acts for an organisation."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.rules import may_grant

ROLES_IN_WORDS = {
    RoleKind.MANAGEMENT: _("Management: decides, submits, invites everybody"),
    RoleKind.CLIMATE_CONTACT: _("Climate contact: fills in, submits, invites helpers"),
    RoleKind.DATA_ENTRY: _("Data entry: fills in consumption and evidence"),
    RoleKind.PRESS: _("Press and publicity: sees no figures until they are released"),
    RoleKind.READ_ONLY: _("Read only: sees everything, changes nothing"),
}


def _grantable(own: str | None) -> Iterable[tuple[str, object]]:
    return [(str(kind), words) for kind, words in ROLES_IN_WORDS.items() if may_grant(own, kind)]


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We write to this address once. The link in the mail works for 14 days."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, data: object = None, *, own: str | None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a query dict or None
        self.fields["kind"].choices = _grantable(own)  # type: ignore[attr-defined]  # a choice


class RoleForm(forms.Form):
    """What somebody does from now on."""

    kind = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, data: object = None, *, own: str | None, now: str) -> None:
        super().__init__(data, initial={"kind": now})  # type: ignore[arg-type]  # a query dict or None
        self.fields["kind"].choices = _grantable(own)  # type: ignore[attr-defined]  # a choice
