"""Offering a mandate to an adviser, accepting, ending it, and noting what was looked at under it."""

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.organisations import mandate_letters as letters
from klimapakt.organisations import mandate_rules as rules
from klimapakt.organisations.actions.invitations import NewAccount
from klimapakt.organisations.actions.standing import kind_of
from klimapakt.organisations.enums import AccessedPage, MandatePart, MandateState
from klimapakt.organisations.mandates import state_of
from klimapakt.organisations.models import Mandate, MandateAccess, Organisation, Role
from klimapakt.organisations.rules import (
    MOST_WAITING,
    NotInvited,
    NotPermitted,
    UnknownToken,
    ensure_may_change_roles,
    hash_of,
    may_change_roles,
)
from klimapakt.people import actions as people
from klimapakt.people.models import Person
from klimapakt.people.queries import has_address, holder_of

_TOKEN_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Offer:
    """To whom a mandate is offered, for what, and until when."""

    email: str
    parts: Collection[MandatePart]
    purpose: str
    ends_on: date
    language: str


@transaction.atomic
def offer(*, organisation: Organisation, what: Offer, link: Callable[[str], str], by: Person) -> Mandate:
    """Offer a mandate by mail; only the management may. It counts once it is accepted.

    Raises NotPermitted, OwnMandate, HasRole, HasMandate, EndNotPossible, NothingOpened, TooManyMandates.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    ensure_may_change_roles(kind_of(by, organisation))
    address, today = what.email.strip().lower(), timezone.localdate()
    validate_email(address)
    rules.ensure_end(what.ends_on, today)
    parts = rules.with_what_it_needs(what.parts)
    _ensure_from_outside(organisation, address, by)
    _settle_what_is_over(organisation)
    _ensure_none_yet(organisation, address)
    mandate = Mandate(organisation=organisation, email=address, purpose=" ".join(what.purpose.split()))
    mandate.begins_on, mandate.ends_on, mandate.language = today, what.ends_on, what.language
    for part, field in rules.FIELDS.items():
        setattr(mandate, field, part in parts)
    return _send(mandate, link, by)


@transaction.atomic
def offer_again(*, mandate: Mandate, link: Callable[[str], str], by: Person) -> Mandate:
    """Send a new link for an offer nobody has accepted; the former one stops working."""
    mandate = _locked(mandate)
    ensure_may_change_roles(kind_of(by, mandate.organisation))
    state = state_of(mandate)
    if state not in {MandateState.OFFERED, MandateState.LAPSED}:
        raise rules.MandateOver(state)
    rules.ensure_end(mandate.ends_on, timezone.localdate())
    _ensure_from_outside(mandate.organisation, mandate.email, by)
    return _send(mandate, link, by)


@transaction.atomic
def accept_mandate(*, token: str, account: NewAccount | None = None, by: Person | None) -> Mandate:
    """Let the right person take a mandate on, once; without a person an account is created.

    Raises UnknownToken, MandateOver, NotInvited for somebody else's offer, HasRole for who acts for the
    organisation by now, HasMandate, AddressTaken and ValidationError.
    """
    found = Mandate.objects.filter(token_hash=hash_of(token)).first()
    if found is None:
        raise UnknownToken
    mandate = _locked(found)
    state = state_of(mandate)
    if state is not MandateState.OFFERED or mandate.token_hash != hash_of(token):
        raise rules.MandateOver(state)
    person = by or _create(mandate, account)
    if not (person.is_active and has_address(person, mandate.email)):
        raise NotInvited
    _ensure_without_role(mandate.organisation, person)
    _settle_what_is_over(mandate.organisation)
    other = Mandate.objects.filter(
        organisation=mandate.organisation, adviser=person, ended_at__isnull=True
    ).first()
    if other is not None:
        raise rules.HasMandate(person.email, other.ends_on)
    mandate.adviser, mandate.accepted_at, mandate.email = person, timezone.now(), ""
    mandate.save(update_fields=["adviser", "accepted_at", "email"])
    audit.record(what="mandate.accepted", subject=mandate, by=person)
    letters.tell_accepted(mandate)
    return mandate


@transaction.atomic
def end_mandate(*, mandate: Mandate, by: Person) -> Mandate:
    """End a mandate at once, or take an offer back: by the management, or by the adviser.

    Ending it twice changes nothing. Raises NotPermitted.
    """
    mandate = _locked(mandate)
    is_adviser = mandate.adviser_id is not None and mandate.adviser_id == by.pk
    if not (is_adviser or may_change_roles(kind_of(by, mandate.organisation))):
        raise NotPermitted
    if mandate.ended_at is None and state_of(mandate) is not MandateState.EXPIRED:
        mandate.ended_at, mandate.ended_by = timezone.now(), by
        mandate.save(update_fields=["ended_at", "ended_by"])
        audit.record(what="mandate.ended", subject=mandate, by=by)
        letters.tell_ended(mandate, by=by)
    return mandate


@transaction.atomic
def note_access(
    *, mandates: Collection[Mandate], page: AccessedPage, thing: UUID | None, is_change: bool, by: Person
) -> int:
    """Write down what an adviser is about to see or change; return how many rows are new.

    A second look at the same thing on the same day adds nothing. Without ``thing`` it is the organisation.
    """
    now, today = timezone.now(), timezone.localdate()
    about = {one.pk: thing or one.organisation_id for one in mandates}
    known = MandateAccess.objects.filter(
        mandate__in=about, on=today, page=page, is_change=is_change, thing__in=about.values()
    ).values_list("mandate", "thing")
    new = set(about.items()) - set(known)
    for one in mandates:
        if (one.pk, about[one.pk]) in new:
            row = MandateAccess(mandate=one, on=today, page=page, thing=about[one.pk])
            row.is_change, row.first_at = is_change, now
            # Two requests of the same person at the same moment: one row is enough.
            MandateAccess.objects.bulk_create([row], ignore_conflicts=True)
            told: Mapping[str, audit.Detail] = {"page": str(page), "change": is_change}
            audit.record(what="mandate.used", subject=one, by=by, details=dict(told))
    return len(new)


@transaction.atomic
def remind_of_ends(*, today: date, not_before: datetime | None = None) -> int:
    """Tell the management of members whose adviser's mandate ends within two weeks, once; return how many."""
    ending = Mandate.objects.select_for_update(of=("self",)).select_related("organisation", "adviser")
    ending = ending.filter(accepted_at__isnull=False, ended_at__isnull=True, reminded_at__isnull=True)
    found = list(ending.filter(ends_on__gte=today, ends_on__lte=today + rules.REMIND_BEFORE))
    for mandate in found:
        mandate.reminded_at = timezone.now()
        mandate.save(update_fields=["reminded_at"])
        audit.record(what="mandate.reminded", subject=mandate, by=None)
        letters.tell_ending(mandate, not_before=not_before)
    return len(found)


def _send(mandate: Mandate, link: Callable[[str], str], by: Person) -> Mandate:
    token, now = secrets.token_urlsafe(_TOKEN_BYTES), timezone.now()
    mandate.token_hash = hash_of(token)
    mandate.offered_at, mandate.offered_by, mandate.expires_at = now, by, now + rules.ACCEPT_WITHIN
    mandate.save()
    audit.record(what="mandate.offered", subject=mandate, by=by)
    letters.offer(mandate, link(token), by=by)
    return mandate


def _locked(mandate: Mandate) -> Mandate:
    """Lock the organisation and return the mandate as it is then."""
    Organisation.objects.select_for_update().get(pk=mandate.organisation_id)
    found = Mandate.objects.select_for_update(of=("self",)).select_related("organisation", "adviser")
    return found.get(pk=mandate.pk)


def _ensure_from_outside(organisation: Organisation, address: str, by: Person) -> None:
    if has_address(by, address):
        raise rules.OwnMandate
    holder = holder_of(address)
    if holder is not None:
        _ensure_without_role(organisation, holder)


def _ensure_without_role(organisation: Organisation, person: Person) -> None:
    role = Role.objects.filter(organisation=organisation, person=person).first()
    if role is not None:
        raise rules.HasRole(person.name, role.get_kind_display())


def _ensure_none_yet(organisation: Organisation, address: str) -> None:
    same = Q(email=address)
    holder = holder_of(address)
    if holder is not None:
        same |= Q(adviser=holder)
    living = Mandate.objects.filter(organisation=organisation, ended_at__isnull=True)
    known = living.filter(same).first()
    if known is not None:
        raise rules.HasMandate(address, known.ends_on)
    if living.filter(accepted_at__isnull=True).count() >= MOST_WAITING:
        raise rules.TooManyMandates(MOST_WAITING)


def _settle_what_is_over(organisation: Organisation) -> None:
    """Close what has ended by itself, so that it stands in the way of nothing new."""
    now = timezone.now()
    living = Mandate.objects.filter(organisation=organisation, ended_at__isnull=True)
    over = Q(ends_on__lt=timezone.localdate()) | Q(accepted_at__isnull=True, expires_at__lte=now)
    living.filter(over).update(ended_at=now)


def _create(mandate: Mandate, account: NewAccount | None) -> Person:
    if account is None:
        raise NotInvited
    return people.create_person(
        email=mandate.email,
        name=account.name,
        language=account.language,
        password=account.password or None,
        by=None,
    )
