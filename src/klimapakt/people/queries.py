"""Reads about people."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from klimapakt.people.enums import StaffKind
from klimapakt.people.models import Person, StaffRole

Asking = Person | AnonymousUser


def staff_kind(person: Asking) -> str | None:
    """Return what this person does in the pact office; None when nothing, or when they may not sign in."""
    if isinstance(person, AnonymousUser) or not person.is_active:
        return None
    return StaffRole.objects.filter(person=person).values_list("kind", flat=True).first()


def is_staff(person: Asking) -> bool:
    """Tell whether this person works in the pact office."""
    return staff_kind(person) is not None


def reviewers() -> QuerySet[Person]:
    """Return who looks at submitted inventories in the pact office, by name."""
    kinds = (StaffKind.CASE_WORKER, StaffKind.REVIEWER, StaffKind.LEAD)
    return Person.objects.filter(is_active=True, staff_role__kind__in=kinds).order_by("name", "pk")


def has_account(address: str) -> bool:
    """Tell whether somebody signs in with this address; only for those who have proved that it is theirs."""
    return Person.objects.filter(email=address.strip().lower()).exists()


def has_second_factor(person: Person) -> bool:
    """Tell whether this person proves twice who they are: by an app for codes or by a passkey."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=kinds).exists())


def sessions_of(person: Person) -> list[UserSession]:
    """Return where this person is signed in, the last used first; what is over is left out."""
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    found = UserSession.objects.filter(user_id=person.pk, session_key__in=alive.values("session_key"))
    return list(found.order_by("-last_seen_at", "pk"))
