"""What we change about allauth's sign-in."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klimapakt.foundation import audit
from klimapakt.people import actions, letters, sessions
from klimapakt.people.models import Person


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation, and a person finds the pages in the language chosen before."""

    error_messages: dict[str, Any] = {  # noqa: RUF012  (allauth declares it so)
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Address and password do not belong together. Please check both."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This is not the code we sent last. Please look into your e-mail again."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("There were too many attempts. Please wait fifteen minutes."),
        "rate_limited": _("There were too many attempts. Please wait fifteen minutes."),
        "unverified_primary_email": _("Please confirm your e-mail address first."),
    }

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in and begin a session that ends with the browser, after twelve hours at the latest."""
        super().login(request, user)
        sessions.begin(request)

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Return the ways to prove once more who one is, in our words."""
        words = {
            "reauthenticate": _("With your password"),
            "mfa_reauthenticate": _("With a code from your app"),
            "mfa_reauthenticate:webauthn": _("With a passkey"),
        }
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": words.get(way["id"], way["description"])} for way in ways]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: an account is created for somebody, not by anybody."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post what allauth wants to send through our outbox, in the language of the page."""
        letters.send(template_prefix, email, context, language=get_language() or settings.LANGUAGE_CODE)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Replace the password of whoever is signed in or came by the link in a mail."""
        person = cast(Person, user)
        actions.set_password(person=person, password=password, by=person)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Make a confirmed address the one to sign in with; return whether that was possible."""
        with transaction.atomic():
            is_confirmed = bool(super().confirm_email(request, email_address))
            if is_confirmed:
                person = Person.objects.get(pk=email_address.user_id)
                audit.record(what="person.address_confirmed", subject=person, by=person)
        return is_confirmed

    def post_login(
        self,
        request: HttpRequest,
        user: AbstractBaseUser,
        **rest: Any,  # noqa: ANN401 -- passed on as it came
    ) -> HttpResponse:
        """Return where to go after signing in, in the person's language unless the device has its own."""
        response = super().post_login(request, user, **rest)
        if isinstance(user, Person) and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                user.language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                path=settings.LANGUAGE_COOKIE_PATH,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
                samesite="Lax",
            )
        return response
