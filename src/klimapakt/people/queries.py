"""Reads about people."""

from collections.abc import Collection

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from klimapakt.people.models import Person


def has_second_factor(person: Person) -> bool:
    """Tell whether this person proves twice who they are: by an app for codes or by a passkey."""
    return bool(with_second_factor([person.pk]))


def with_second_factor(people: Collection[int]) -> frozenset[int]:
    """Return those of these people who prove twice who they are."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    found = Authenticator.objects.filter(user_id__in=people, type__in=kinds)
    return frozenset(found.values_list("user_id", flat=True))


def sessions_of(person: Person) -> list[UserSession]:
    """Return where this person is signed in, the last used first; what is over is left out."""
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    found = UserSession.objects.filter(user_id=person.pk, session_key__in=alive.values("session_key"))
    return list(found.order_by("-last_seen_at", "pk"))


def holder_of(address: str) -> Person | None:
    """Return who signs in with this address, or confirmed it for their account; None when nobody does."""
    person = Person.objects.filter(email=address.lower()).first()
    if person is not None:
        return person
    known = EmailAddress.objects.filter(email__iexact=address, verified=True).first()
    return None if known is None else Person.objects.get(pk=known.user_id)


def has_address(person: Person, address: str) -> bool:
    """Tell whether this address is confirmed for this person's account."""
    known = EmailAddress.objects.filter(user_id=person.pk, email__iexact=address, verified=True)
    return person.email == address.lower() or bool(known.exists())
