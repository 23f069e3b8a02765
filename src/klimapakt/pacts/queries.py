"""Reads about pacts: which there are, who does what for one, and which rules it has."""

from datetime import date
from functools import lru_cache
from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from klimapakt.methods.rulebook import Rulebook
from klimapakt.pacts import rules
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import OfficeRole, Pact, RulebookVersion
from klimapakt.pacts.permissions import Permission, kinds_with, may
from klimapakt.pacts.scoping import at_hand
from klimapakt.people.models import Person

Asking = Person | AnonymousUser


def pact_at_hand() -> Pact:
    """Return the pact of the page or job; raise ScopeError where none was named."""
    return cast("Pact", at_hand())


def every_pact() -> QuerySet[Pact]:
    """Return the pacts of the installation by name: for its operator and for finding one by its host."""
    return Pact.objects.all()


def pact_called(slug: str) -> Pact | None:
    """Return the pact with this short name."""
    return Pact.objects.filter(slug=slug).first()


def pact_with_host(host: str) -> Pact | None:
    """Return the pact that names exactly this host; for an empty one, that which answers under all others."""
    return Pact.objects.filter(host=host).first()


def office_kind(person: Asking, pact: Pact | None = None) -> str | None:
    """Return what this person does for a pact, else for the one at hand.

    None when nothing, or when they may not sign in.
    """
    if isinstance(person, AnonymousUser) or not person.is_active:
        return None
    found = OfficeRole.objects.filter(person=person, pact=pact or pact_at_hand(), token_hash="")
    return found.values_list("kind", flat=True).first()


def chamber_of(person: Asking) -> str:
    """Return for which chamber this person is a partner of the pact at hand; nothing for everybody else."""
    if isinstance(person, AnonymousUser) or not person.is_active:
        return ""
    partner = OfficeRole.objects.filter(person=person, kind=OfficeKind.CHAMBER_PARTNER, token_hash="")
    found = partner.filter(pact=pact_at_hand())
    return found.values_list("chamber", flat=True).first() or ""


def office_roles() -> QuerySet[OfficeRole]:
    """Return who works for the pact at hand or was asked to, by name."""
    return OfficeRole.objects.select_related("person").order_by("person__name", "pk")


def office_offer(token: str) -> OfficeRole | None:
    """Return the role that a link offers; None where it was taken on, ended, or offered anew."""
    offered = OfficeRole.objects.select_related("person", "pact").exclude(token_hash="")
    return offered.filter(token_hash=rules.hash_of(token)).first()


def office_role(pk: int) -> OfficeRole | None:
    """Return a role in the office of the pact at hand."""
    return OfficeRole.objects.select_related("person", "pact").filter(pk=pk).first()


def is_allowed(person: Asking, permission: Permission, pact: Pact | None = None) -> bool:
    """Tell whether this person may do something for a pact, else for the one at hand."""
    return may(office_kind(person, pact), permission)


def who_may(permission: Permission, pact: Pact) -> QuerySet[Person]:
    """Return who may do something for a pact, by name."""
    found = Person.objects.filter(
        is_active=True,
        office_roles__pact=pact,
        office_roles__kind__in=kinds_with(permission),
        office_roles__token_hash="",
    )
    return found.order_by("name", "pk")


def version_in_force() -> RulebookVersion | None:
    """Return the version of the rulebook that counts in the pact at hand; None where there is none yet."""
    return RulebookVersion.objects.filter(activated_at__isnull=False, replaced_at__isnull=True).first()


def rulebook_in_force() -> Rulebook | None:
    """Return what the pact at hand asks of its members now; None where nobody gave it a rulebook yet."""
    version = version_in_force()
    return None if version is None else rulebook_of(version)


def versions() -> QuerySet[RulebookVersion]:
    """Return every version of the rulebook of the pact at hand, the newest first."""
    people = ("drafted_by", "proposed_by", "returned_by", "activated_by")
    return RulebookVersion.objects.select_related("pact", *people).order_by("-version")


def version_numbered(number: int) -> RulebookVersion | None:
    """Return a version of the rulebook of the pact at hand."""
    return versions().filter(version=number).first()


def why_not_activate(version: RulebookVersion, person: Person, today: date) -> rules.NotPossible | None:
    """Return why this person cannot put a version into force today; None when they can."""
    try:
        rules.ensure_may(office_kind(person), Permission.ACTIVATE_RULEBOOK)
        rules.ensure_waits(version.state)
        rules.ensure_second_person(person.pk, version.drafted_by_id, version.proposed_by_id)
        rules.ensure_valid(valid_from=version.valid_from, today=today)
    except rules.NotPossible as refused:
        return refused
    return None


def rulebook_of(version: RulebookVersion) -> Rulebook:
    """Return what a version says; raise RulebookRefused when this program cannot read it any more."""
    return _read(version.document)


@lru_cache(maxsize=32)
def _read(document: str) -> Rulebook:
    return rules.rulebook_in(document)
