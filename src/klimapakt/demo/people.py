"""The people of the demo. Everybody knows their passwords, so each is hashed once for all who share it."""

from functools import cache

from django.contrib.auth.hashers import make_password

from klimapakt.demo.accounts import DemoAccount
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person


def person_of(account: DemoAccount) -> Person:
    """Return who has this account, created where it is missing."""
    known = Person.objects.filter(email=account.email).first()
    return known or create_person(
        email=account.email, name=account.name, hashed=_hashed(account.password), by=None
    )


@cache
def _hashed(password: str) -> str:
    return make_password(password)
