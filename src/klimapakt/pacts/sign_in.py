"""What a pact adds to signing in: the session is bound to it, and apps for codes show its name."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from klimapakt.pacts import sessions
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.adapter import AccountAdapter
from klimapakt.people.second_factor import SecondFactors


class PactAccountAdapter(AccountAdapter):
    """Signs in to one pact."""

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in and bind the session to the pact of the host."""
        super().login(request, user)
        sessions.bind(request)


class PactSecondFactors(SecondFactors):
    """Second factors under the pact's name."""

    def get_totp_issuer(self) -> str:
        """Return what the app calls the account."""
        return pact_at_hand().name
