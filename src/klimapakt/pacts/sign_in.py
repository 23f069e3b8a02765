"""What a pact adds to signing in: the session is bound to it, and apps for codes show its name."""

from typing import cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse

from klimapakt.pacts import sessions
from klimapakt.pacts.permissions import partner_page
from klimapakt.pacts.queries import office_kind, pact_at_hand
from klimapakt.people.adapter import AccountAdapter
from klimapakt.people.models import Person
from klimapakt.people.second_factor import SecondFactors


class PactAccountAdapter(AccountAdapter):
    """Signs in to one pact."""

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in and bind the session to the pact of the host."""
        super().login(request, user)
        sessions.bind(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where people land: partners of a chamber and the leadership where their page is."""
        page = partner_page(office_kind(cast("Person", request.user)))
        return reverse(page) if page else str(super().get_login_redirect_url(request))


class PactSecondFactors(SecondFactors):
    """Second factors under the pact's name."""

    def get_totp_issuer(self) -> str:
        """Return what the app calls the account."""
        return pact_at_hand().name
