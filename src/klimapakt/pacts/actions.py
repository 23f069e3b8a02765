"""Every write about pacts: founding one, its office roles, and the versions of its rulebook."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.methods.rulebook import preset_json, rulebook_of
from klimapakt.pacts import colours, hosts, rules
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import OfficeRole, Pact, RulebookVersion
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import office_kind, pact_at_hand, version_in_force
from klimapakt.pacts.scoping import within
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class PactFacts:
    """What a pact is called, where it answers and how it looks."""

    name: str
    city: str
    host: str = ""
    slug: str = ""
    languages: Sequence[str] = ("de", "en")
    contact_email: str = ""
    accent: str = ""


@transaction.atomic
def create_pact(*, facts: PactFacts, preset: str, by: Person | None) -> Pact:
    """Found a pact with the rulebook of a preset in force.

    Raises NotPossible with the reason, ColourRefused, Refused for an unknown preset, and ValidationError for
    an address that is none.
    """
    rulebook_of(preset)
    pact = Pact()
    _describe(pact, facts)
    pact.slug = rules.slug_of(facts.slug or facts.name)
    if Pact.objects.filter(slug=pact.slug).exists():
        raise rules.SlugTaken(pact.slug)
    pact.save(force_insert=True)
    audit.record(what="pact.created", subject=pact, by=by, details={"preset": preset})
    with within(pact):
        adopt_preset(preset=preset, by=by)
    _forget_hosts()
    return pact


@transaction.atomic
def change_pact(*, pact: Pact, facts: PactFacts, by: Person | None) -> Pact:
    """Change what a pact is called, where it answers and how it looks; its short name stays."""
    pact = Pact.objects.select_for_update(no_key=True).get(pk=pact.pk)
    _describe(pact, facts)
    pact.save()
    audit.record(what="pact.changed", subject=pact, by=by)
    _forget_hosts()
    return pact


@transaction.atomic
def adopt_preset(*, preset: str, by: Person | None) -> RulebookVersion:
    """Put the rulebook of a preset into force where there is none yet: what a pact begins with.

    Raises RulebookExists, and Refused for an unknown preset.
    """
    rulebook = rulebook_of(preset)
    pact = _locked_pact()
    if RulebookVersion.objects.filter(pact=pact).exists():
        raise rules.RulebookExists
    now = timezone.now()
    document = rules.canonical(preset_json(preset))
    version = RulebookVersion.objects.create(
        pact=pact,
        version=1,
        document=document,
        sha256=rules.sha256_of(document),
        reason=f"Preset {preset}",
        valid_from=rulebook.valid_from,
        proposed_at=now,
        activated_at=now,
    )
    audit.record(what="rulebook.adopted", subject=version, by=by, details=_told(version))
    return version


@transaction.atomic
def draft_rulebook(*, raw: object, reason: str, by: Person) -> RulebookVersion:
    """Draft the next version of the rulebook of the pact at hand.

    Raises NotPermitted, Missing without a reason, RulebookRefused with the place of what cannot be.
    """
    pact = _locked_pact()
    rules.ensure_may(office_kind(by), Permission.DRAFT_RULEBOOK)
    rulebook = rules.checked_rulebook(raw)
    document = rules.canonical(raw)
    newest = RulebookVersion.objects.filter(pact=pact).aggregate(newest=Max("version"))["newest"] or 0
    version = RulebookVersion.objects.create(
        pact=pact,
        version=newest + 1,
        document=document,
        sha256=rules.sha256_of(document),
        reason=rules.clean_text(reason, "reason"),
        valid_from=rulebook.valid_from,
        drafted_by=by,
    )
    audit.record(what="rulebook.drafted", subject=version, by=by, details=_told(version))
    return version


@transaction.atomic
def propose_rulebook(*, version: RulebookVersion, by: Person) -> RulebookVersion:
    """Put a draft before the head of the office; from now on nothing in it changes."""
    _locked_pact()
    rules.ensure_may(office_kind(by), Permission.DRAFT_RULEBOOK)
    version = _locked_version(version)
    if version.proposed_at is not None:
        raise rules.NotInThisState
    version.proposed_at = timezone.now()
    version.save(update_fields=["proposed_at"])
    audit.record(what="rulebook.proposed", subject=version, by=by, details=_told(version))
    return version


@transaction.atomic
def activate_rulebook(*, version: RulebookVersion, by: Person) -> RulebookVersion:
    """Put a proposed version into force; the one before is replaced, and kept.

    Raises NotPermitted, OwnDraft, NotInThisState, NotYetValid.
    """
    _locked_pact()
    rules.ensure_may(office_kind(by), Permission.ACTIVATE_RULEBOOK)
    version = _locked_version(version)
    rules.ensure_activatable(
        is_proposed=version.proposed_at is not None,
        is_activated=version.activated_at is not None,
        valid_from=version.valid_from,
        today=timezone.localdate(),
    )
    if version.drafted_by_id == by.pk:
        raise rules.OwnDraft
    now = timezone.now()
    before = version_in_force()
    if before is not None:
        before.replaced_at = now
        before.save(update_fields=["replaced_at"])
    version.activated_at, version.activated_by = now, by
    version.save(update_fields=["activated_at", "activated_by"])
    audit.record(what="rulebook.activated", subject=version, by=by, details=_told(version))
    return version


@transaction.atomic
def give_office_role(*, person: Person, kind: OfficeKind, by: Person | None) -> OfficeRole:
    """Let a person work for the pact at hand, or change as what; the same again changes nothing."""
    pact = _locked_pact()
    _ensure_may_give(by)
    role = OfficeRole.objects.filter(pact=pact, person=person).first()
    if role is not None and role.kind == kind:
        return role
    role = role or OfficeRole(pact=pact, person=person)
    role.kind = kind
    role.save()
    audit.record(what="office_role.given", subject=role, by=by, details={"kind": str(kind)})
    return role


@transaction.atomic
def end_office_role(*, person: Person, by: Person | None) -> None:
    """Let a person no longer work for the pact at hand."""
    pact = _locked_pact()
    _ensure_may_give(by)
    role = OfficeRole.objects.filter(pact=pact, person=person).first()
    if role is not None:
        audit.record(what="office_role.ended", subject=role, by=by, details={"kind": role.kind})
        OfficeRole.objects.filter(pk=role.pk).delete()


def _ensure_may_give(by: Person | None) -> None:
    """The operator of the installation may, and the head of the office."""
    if by is not None:
        rules.ensure_may(office_kind(by), Permission.GIVE_OFFICE_ROLES)


def _locked_pact() -> Pact:
    """Lock the pact at hand: what concerns it as a whole happens one after the other."""
    return Pact.objects.select_for_update(no_key=True).get(pk=pact_at_hand().pk)


def _locked_version(version: RulebookVersion) -> RulebookVersion:
    return RulebookVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)


def _told(version: RulebookVersion) -> dict[str, audit.Detail]:
    return {"version": version.version, "sha256": version.sha256}


def _describe(pact: Pact, facts: PactFacts) -> None:
    """Set everything but the short name."""
    pact.name, pact.city = rules.clean_text(facts.name, "name"), rules.clean_text(facts.city, "city")
    pact.host = rules.clean_host(facts.host)
    taken = Pact.objects.filter(host=pact.host).exclude(pk=pact.pk).first()
    if taken is not None:
        raise rules.HostTaken(pact.host, taken.slug)
    pact.languages = rules.clean_languages(facts.languages, dict(settings.LANGUAGES))
    pact.contact_email = facts.contact_email.strip()
    if pact.contact_email:
        validate_email(pact.contact_email)
    pact.accent = colours.ensure_readable(facts.accent) if facts.accent else ""


def _forget_hosts() -> None:
    """Let this process look again at once and when the change stands; others do so within seconds."""
    hosts.forget()
    transaction.on_commit(hosts.forget)
