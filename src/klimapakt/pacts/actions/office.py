"""Who works for the pact: roles given, changed and ended; who is new finds the way in by a mail."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.pacts import letters, mail_kinds, rules
from klimapakt.pacts.actions.locking import locked_pact
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import OfficeRole
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import office_kind, office_offer
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person
from klimapakt.people.queries import holder_of

_TOKEN_BYTES: Final = 32
Link = Callable[[str], str]
"""Makes an address of a token; of an empty one the page to sign in."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Who is invited into the office as what; name and language count where the account is a new one."""

    email: str
    name: str
    kind: OfficeKind
    language: str
    chamber: str = ""


@transaction.atomic
def invite_to_office(*, colleague: Colleague, link: Link, by: Person) -> OfficeRole:
    """Offer somebody a role at the pact at hand by their address; it counts once they follow the link.

    Where there is no account one is created: it has no password, and a code comes by mail, so that only who
    reads the mail of this address gets in. ``link`` makes an address of a token. Raises NotPermitted,
    InOfficeAlready, ClosedAccount, and ValidationError for an address or a name that cannot be.
    """
    pact = locked_pact()
    _ensure_may_give(by)
    address = colleague.email.strip().lower()
    validate_email(address)
    person = holder_of(address)
    if person is None:
        person = create_person(email=address, name=colleague.name, language=colleague.language, by=by)
    elif not person.is_active:
        raise rules.ClosedAccount
    known = OfficeRole.objects.filter(pact=pact, person=person).first()
    if known is not None:
        raise rules.InOfficeAlready(person.name, known.get_kind_display())
    chamber = _chamber(colleague.kind, colleague.chamber)
    role = OfficeRole(pact=pact, person=person, kind=colleague.kind, chamber=chamber)
    token = _offer(role)
    audit.record(what="office_role.offered", subject=role, by=by, details={"kind": str(colleague.kind)})
    letters.invite(role, link(token), by=by)
    return role


@transaction.atomic
def take_on_office_role(*, token: str, by: Person | None) -> OfficeRole:
    """Let a role count from now on whose link was followed, once; raises OfferOver and NotPermitted.

    Who has the link reads the mail of the address; somebody else who is signed in cannot use it.
    """
    locked_pact()
    role = office_offer(token)
    if role is None:
        raise rules.OfferOver
    rules.ensure_offered(role.token_until, timezone.now())
    if not role.person.is_active or (by is not None and by.pk != role.person_id):
        raise rules.NotPermitted
    role.token_hash, role.token_until = "", None
    role.save(update_fields=["token_hash", "token_until"])
    audit.record(what="office_role.given", subject=role, by=role.person, details={"kind": role.kind})
    return role


@transaction.atomic
def remind_of_role(*, role: OfficeRole, link: Link, by: Person) -> None:
    """Write once more to who has not followed the link, or not signed in yet; the former link ends.

    Raises HasSignedIn and RoleGone.
    """
    locked_pact()
    _ensure_may_give(by)
    role = _still(role)
    if role.is_taken_on and role.person.last_login is not None:
        raise rules.HasSignedIn(role.person.name)
    token = "" if role.is_taken_on else _offer(role)
    audit.record(what="office_role.reminded", subject=role, by=by)
    letters.invite(role, link(token), by=by)


@transaction.atomic
def give_office_role(*, person: Person, kind: OfficeKind, chamber: str = "", by: Person | None) -> OfficeRole:
    """Let a person work for the pact at hand, or change as what; the same again changes nothing.

    ``chamber`` counts for a chamber's partner only, whose members it opens.

    Raises NotPermitted, and LastLead when nobody else would head the office; the operator may.
    """
    pact = locked_pact()
    _ensure_may_give(by)
    role = OfficeRole.objects.filter(pact=pact, person=person).first()
    chamber = _chamber(kind, chamber)
    if role is not None and (role.kind, role.chamber) == (kind, chamber):
        return role
    if role is not None and role.kind != kind:
        _ensure_lead_remains(role, by)
    kind_of_mail = mail_kinds.OFFICE_ROLE_GIVEN if role is None else mail_kinds.OFFICE_ROLE_CHANGED
    role = role or OfficeRole(pact=pact, person=person)
    role.kind, role.chamber = kind, chamber
    role.save()
    audit.record(what="office_role.given", subject=role, by=by, details={"kind": str(kind)})
    letters.tell(kind_of_mail, role, by=by)
    return role


@transaction.atomic
def end_office_role(*, person: Person, by: Person | None) -> None:
    """Let a person no longer work for the pact at hand; anybody may end their own role.

    Raises NotPermitted, and LastLead when nobody else would head the office; the operator may.
    """
    pact = locked_pact()
    if by is None or by.pk != person.pk:
        _ensure_may_give(by)
    role = OfficeRole.objects.filter(pact=pact, person=person).first()
    if role is None:
        return
    _ensure_lead_remains(role, by)
    audit.record(what="office_role.ended", subject=role, by=by, details={"kind": role.kind})
    letters.tell(mail_kinds.OFFICE_ROLE_ENDED, role, by=by)
    OfficeRole.objects.filter(pk=role.pk).delete()


def _offer(role: OfficeRole) -> str:
    """Give a role a link that counts for some days, and return its token; only the hash is kept."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    role.token_hash, role.token_until = rules.hash_of(token), timezone.now() + rules.OFFER_COUNTS
    role.save()
    return token


def _chamber(kind: OfficeKind, chamber: str) -> str:
    """Return the chamber that a role names: none but that of a partner."""
    return chamber if kind == OfficeKind.CHAMBER_PARTNER else ""


def _ensure_may_give(by: Person | None) -> None:
    """The operator of the installation may, and the head of the office."""
    if by is not None:
        rules.ensure_may(office_kind(by), Permission.GIVE_OFFICE_ROLES)


def _ensure_lead_remains(role: OfficeRole, by: Person | None) -> None:
    """Somebody has to remain who heads the office and has found the way in, unless the operator decides."""
    if by is None or role.kind != OfficeKind.LEAD:
        return
    others = OfficeRole.objects.filter(
        pact=role.pact_id,
        kind=OfficeKind.LEAD,
        token_hash="",
        person__is_active=True,
        person__last_login__isnull=False,
    )
    rules.ensure_lead_remains(other_exists=others.exclude(pk=role.pk).exists())


def _still(role: OfficeRole) -> OfficeRole:
    found = OfficeRole.objects.select_related("person", "pact").filter(pk=role.pk).first()
    if found is None:
        raise rules.RoleGone
    return found
