"""Forms about who acts for an organisation, and the page that accepts an invitation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from klimapakt.organisations.actions.invitations import Invited
from klimapakt.organisations.enums import RoleKind
from klimapakt.people.enums import Language
from klimapakt.people.models import Person


class InvitationForm(forms.Form):
    """Who is invited as what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Best the address at work: the invitation goes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=Language.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, roles: Sequence[RoleKind], **kwargs: Any) -> None:  # noqa: ANN401 -- passed on to Django
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices_of(roles)  # type: ignore[attr-defined]  # a choice field has them

    def invited(self) -> Invited:
        """Return what was entered."""
        entered = self.cleaned_data
        return Invited(entered["email"], RoleKind(entered["kind"]), entered["language"])


class RoleForm(forms.Form):
    """What a person does for an organisation."""

    kind = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- passed on to Django
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices_of(tuple(RoleKind))  # type: ignore[attr-defined]  # as above


class NewAccountForm(forms.Form):
    """Name and password of somebody who had no account."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        max_length=200,
        help_text=_(
            "At least twelve characters; several words are easy to remember. Leave it empty if you would "
            "rather get a code by e-mail each time."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:  # noqa: ANN401 -- passed on to Django
        super().__init__(*args, **kwargs)
        self._email = email

    def clean_name(self) -> str:
        """Return the name with single spaces."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not name:
            raise forms.ValidationError(_("Please enter your name."))
        return name

    def clean(self) -> dict[str, Any]:
        """Check the password against name and address, as everywhere else."""
        entered = super().clean() or self.cleaned_data
        password = entered.get("password")
        if password:
            person = Person(email=self._email, name=entered.get("name", ""))
            try:
                validate_password(password, person)
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return entered


def choices_of(roles: Sequence[RoleKind]) -> list[tuple[str, object]]:
    """Return the roles with what each may do, for radio buttons."""
    return [(role.value, WHAT_ROLES_MAY[role]) for role in roles]


WHAT_ROLES_MAY: dict[RoleKind, object] = {
    RoleKind.MANAGEMENT: _("Management: decides who acts for the organisation, may do everything"),
    RoleKind.CLIMATE_CONTACT: _("Climate contact: enters, submits, invites people for data and reading"),
    RoleKind.DATA_ENTRY: _("Data entry: enters consumption and files"),
    RoleKind.PRESS: _("Press and publicity: sees no consumption, later releases texts"),
    RoleKind.READ_ONLY: _("Read only: sees everything, changes nothing"),
}
