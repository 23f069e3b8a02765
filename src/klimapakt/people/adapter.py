"""What we change about allauth's sign-in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from klimapakt.people.models import Person


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation, and a person finds the pages in the language chosen before."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: an account is created for somebody, not by anybody."""
        return False

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
