"""Every write about people."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet

from klimapakt.foundation import audit
from klimapakt.people.enums import Language
from klimapakt.people.models import Person


class AddressTaken(Exception):
    """Somebody else signs in with this address."""


@transaction.atomic
def create_person(
    *,
    email: str,
    name: str,
    language: str = Language.GERMAN,
    password: str | None = None,
    hashed: str = "",
    by: Person | None,
) -> Person:
    """Create an account whose address counts as verified; without a password the person sets one by mail.

    ``hashed`` is a password as it is kept, for accounts whose password everybody knows. Raises
    ValidationError for an address, a name, a language or a password that cannot be used, AddressTaken for an
    address in use.
    """
    address = email.strip().lower()
    validate_email(address)
    if (
        Person.objects.filter(email=address).exists()
        or EmailAddress.objects.filter(email__iexact=address).exists()
    ):
        raise AddressTaken(address)
    person = Person(email=address, name=name.strip(), language=language)
    if hashed:
        person.password = hashed
    elif password is None:
        person.set_unusable_password()
    else:
        validate_password(password, person)
        person.set_password(password)
    person.full_clean()
    person.save()
    EmailAddress.objects.create(user=person, email=address, primary=True, verified=True)
    audit.record(what="person.created", subject=person, by=by, details={"language": person.language})
    return person


@transaction.atomic
def set_password(*, person: Person, password: str, by: Person) -> Person:
    """Replace the password, which ends all other sessions of the person; the form has checked it."""
    Person.objects.select_for_update().get(pk=person.pk)
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record(what="person.password_set", subject=person, by=by)
    return person


@transaction.atomic
def change_language(*, person: Person, language: str, by: Person) -> Person:
    """Keep the language a person reads in, for other devices and mails; the same again changes nothing."""
    if language not in Language.values:
        raise ValidationError({"language": language})
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.language == language:
        return person
    person.language = language
    person.save(update_fields=["language"])
    audit.record(what="person.language_changed", subject=person, by=by, details={"language": language})
    return person


@transaction.atomic
def deactivate(*, person: Person, by: Person | None) -> Person:
    """Close an account: its sessions end with the next request, and nothing can be accepted with it."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not person.is_active:
        return person
    person.is_active = False
    person.save(update_fields=["is_active"])
    _end(UserSession.objects.filter(user_id=person.pk))
    audit.record(what="person.deactivated", subject=person, by=by)
    return person


def note_session_used(*, key: str, at: datetime) -> None:
    """Note when a device was last seen; no event of its own, the session itself is the record."""
    UserSession.objects.filter(session_key=key).update(last_seen_at=at)


@transaction.atomic
def end_session(*, session: UserSession, by: Person) -> None:
    """Sign a device out; its next request finds nobody signed in."""
    _end(UserSession.objects.filter(pk=session.pk, user_id=by.pk))
    audit.record(what="person.session_ended", subject=by, by=by)


@transaction.atomic
def end_other_sessions(*, kept_key: str, by: Person) -> int:
    """Sign out all devices of a person but the one whose key is kept; return how many."""
    others = UserSession.objects.filter(user_id=by.pk).exclude(session_key=kept_key)
    ended = _end(others)
    if ended:
        audit.record(what="person.session_ended", subject=by, by=by)
    return ended


def _end(sessions: QuerySet[UserSession]) -> int:
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)
