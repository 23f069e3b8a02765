"""Forms around signing in: allauth's, with our words and our limits."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    ConfirmLoginCodeForm,
    LoginForm,
    ReauthenticateForm,
    RequestLoginCodeForm,
)
from allauth.core import context, ratelimit
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

_ONE_TIME = {"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false"}


class SignInForm(LoginForm):
    """Address and password; with an empty password, or by the second button, a code comes by mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- passed on as it came
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].label = _("Password")
        self.fields["password"].required = False
        self.fields["password"].help_text = _("Leave it empty and we send you a code by e-mail instead.")

    def clean_password(self) -> str:
        """Return the password; none when the person asked for a code."""
        return "" if self.data.get("way") == "code" else str(self.cleaned_data["password"])


class AskForCodeForm(RequestLoginCodeForm):
    """The address to which a code goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- passed on as it came
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")


class EnterCodeForm(ConfirmLoginCodeForm):
    """The code from the mail."""

    code = forms.CharField(
        label=_("Code from the e-mail"), max_length=40, widget=forms.TextInput(attrs=dict(_ONE_TIME))
    )


class PasswordAgainForm(ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- passed on as it came
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")


class _Limited(forms.Form):
    """A code that may be guessed at ten times in a quarter of an hour per person."""

    def clean_code(self) -> str:
        """Return the code when it is right; refuse after ten tries."""
        key = f"second-factor-{self.user.pk}"  # type: ignore[attr-defined]  # allauth's form has it
        if not ratelimit.consume(context.request, action="second_factor", key=key):
            raise get_adapter().validation_error("too_many_login_attempts")
        return str(super().clean_code())  # type: ignore[misc]  # allauth's form has it


class SecondFactorForm(_Limited, AuthenticateForm):
    """A code from the app, or one of the recovery codes."""

    code = forms.CharField(
        label=_("Code from the app, or a recovery code"),
        max_length=40,
        widget=forms.TextInput(attrs=dict(_ONE_TIME)),
    )


class SecondFactorAgainForm(_Limited, ReauthenticateByCodeForm):
    """The same once more, before something that concerns the account."""

    code = forms.CharField(
        label=_("Code from the app, or a recovery code"),
        max_length=40,
        widget=forms.TextInput(attrs=dict(_ONE_TIME)),
    )


class AddAppForm(_Limited, ActivateTOTPForm):
    """The first code of a new app: proves that it was set up."""

    code = forms.CharField(
        label=_("Six digits that the app shows"),
        max_length=40,
        widget=forms.TextInput(attrs=dict(_ONE_TIME, inputmode="numeric")),
    )


class AddPasskeyForm(AddWebAuthnForm):
    """A name for the passkey; the browser adds the rest. It always works without a password."""

    passwordless = forms.BooleanField(initial=True, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- passed on as it came
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("So that you know it again, for example: work laptop")
        self.fields["name"].widget.attrs["maxlength"] = 80
        self.fields["credential"].error_messages["required"] = _(
            "The browser has not created a passkey. This works with JavaScript only."
        )


class RenamePasskeyForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=80)
