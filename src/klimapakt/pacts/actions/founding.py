"""Founding a pact, changing what it is called and how it looks, and the rulebook it begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.methods.disclosure import minimum_group
from klimapakt.methods.rulebook import preset_json, rulebook_of
from klimapakt.pacts import colours, hosts, rules
from klimapakt.pacts.actions.locking import locked_pact, told
from klimapakt.pacts.models import Pact, RulebookVersion
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
def set_least_members(*, members: int | None, today: date, by: Person) -> Pact:
    """Say from how many members on the pact at hand shows a sum; None for the minimum of the method.

    Raises BelowTheMinimum for fewer than the minimum group of the method on this day.
    """
    pact = locked_pact()
    rules.ensure_group(members, floor=minimum_group(today).members)
    pact.least_members = members
    pact.save(update_fields=["least_members"])
    audit.record(what="pact.least_members_set", subject=pact, by=by, details={"members": members or 0})
    return pact


@transaction.atomic
def adopt_preset(*, preset: str, by: Person | None) -> RulebookVersion:
    """Put the rulebook of a preset into force where there is none yet: what a pact begins with.

    Raises RulebookExists, and Refused for an unknown preset.
    """
    rulebook = rulebook_of(preset)
    pact = locked_pact()
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
    audit.record(what="rulebook.adopted", subject=version, by=by, details=told(version))
    return version


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
