"""The life of a version of the rulebook: drafted, changed, proposed, sent back, put into force."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.pacts import letters, mail_kinds, rules
from klimapakt.pacts.actions.locking import locked_pact, told
from klimapakt.pacts.models import RulebookVersion
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import office_kind, rulebook_in_force, version_in_force
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a version is put into force, and what was seen of its effects.

    ``seen_sha256`` is the hash of the simulation the person looked at, ``now_sha256`` that of what it says
    when the decision arrives; the caller knows the members, pacts do not.
    """

    reason: str
    seen_sha256: str
    now_sha256: str


@transaction.atomic
def draft_rulebook(*, raw: object, reason: str, by: Person) -> RulebookVersion:
    """Draft the next version of the rulebook of the pact at hand.

    Raises NotPermitted, Missing without a reason, RulebookRefused with the place of what cannot be.
    """
    pact = locked_pact()
    rules.ensure_may(office_kind(by), Permission.DRAFT_RULEBOOK)
    newest = RulebookVersion.objects.filter(pact=pact).aggregate(newest=Max("version"))["newest"] or 0
    version = RulebookVersion(pact=pact, version=newest + 1, drafted_by=by)
    _write(version, raw, reason)
    version.save()
    audit.record(what="rulebook.drafted", subject=version, by=by, details=told(version))
    return version


@transaction.atomic
def change_draft(
    *, version: RulebookVersion, raw: object, reason: str, seen_sha256: str, by: Person
) -> RulebookVersion:
    """Change a draft that nobody has proposed yet; whoever changes it has drafted it from then on.

    Raises NotPermitted, NotInThisState, DraftChanged when it is no longer what was seen, and what
    ``draft_rulebook`` raises.
    """
    locked_pact()
    rules.ensure_may(office_kind(by), Permission.DRAFT_RULEBOOK)
    version = _still(version)
    rules.ensure_draft(version.state)
    if version.sha256 != seen_sha256:
        raise rules.DraftChanged
    version.drafted_by = by
    _write(version, raw, reason)
    version.save()
    audit.record(what="rulebook.draft_changed", subject=version, by=by, details=told(version))
    return version


@transaction.atomic
def discard_draft(*, version: RulebookVersion, by: Person) -> None:
    """Throw a draft away that nobody has proposed yet."""
    locked_pact()
    rules.ensure_may(office_kind(by), Permission.DRAFT_RULEBOOK)
    version = _still(version)
    rules.ensure_draft(version.state)
    audit.record(what="rulebook.discarded", subject=version, by=by, details=told(version))
    version.delete()


@transaction.atomic
def propose_rulebook(*, version: RulebookVersion, by: Person) -> RulebookVersion:
    """Put a draft before the head of the office; from now on nothing in it changes."""
    locked_pact()
    rules.ensure_may(office_kind(by), Permission.DRAFT_RULEBOOK)
    version = _still(version)
    rules.ensure_draft(version.state)
    version.proposed_at, version.proposed_by = timezone.now(), by
    version.save(update_fields=["proposed_at", "proposed_by"])
    audit.record(what="rulebook.proposed", subject=version, by=by, details=told(version))
    letters.proposed(version, by=by)
    return version


@transaction.atomic
def return_rulebook(*, version: RulebookVersion, reason: str, by: Person) -> RulebookVersion:
    """Send a proposed version back with the reason; it is kept, and a new draft may begin from it."""
    locked_pact()
    rules.ensure_may(office_kind(by), Permission.ACTIVATE_RULEBOOK)
    version = _still(version)
    rules.ensure_waits(version.state)
    version.returned_at, version.returned_by = timezone.now(), by
    version.returned_reason = rules.clean_text(reason, "reason")
    version.save(update_fields=["returned_at", "returned_by", "returned_reason"])
    details = {**told(version), "reason": audit.sealed(version.returned_reason)}
    audit.record(what="rulebook.returned", subject=version, by=by, details=details)
    letters.decided(mail_kinds.RULEBOOK_RETURNED, version, by=by)
    return version


@transaction.atomic
def activate_rulebook(*, version: RulebookVersion, decision: Decision, by: Person) -> RulebookVersion:
    """Put a proposed version into force; the one before is replaced, and kept.

    Raises NotPermitted, OwnDraft, NotInThisState, NotYetValid, Missing without a reason, and EffectsChanged
    when what it changes is no longer what was seen.
    """
    locked_pact()
    rules.ensure_may(office_kind(by), Permission.ACTIVATE_RULEBOOK)
    version = _still(version)
    rules.ensure_waits(version.state)
    rules.ensure_valid(valid_from=version.valid_from, today=timezone.localdate())
    rules.ensure_second_person(by.pk, version.drafted_by_id, version.proposed_by_id)
    version.activation_reason = rules.clean_text(decision.reason, "reason")
    rules.ensure_seen(seen_sha256=decision.seen_sha256, now_sha256=decision.now_sha256)
    now = timezone.now()
    before = version_in_force()
    if before is not None:
        before.replaced_at = now
        before.save(update_fields=["replaced_at"])
    version.activated_at, version.activated_by = now, by
    version.simulation_sha256 = decision.now_sha256
    version.save(update_fields=["activated_at", "activated_by", "activation_reason", "simulation_sha256"])
    details = {
        **told(version),
        "reason": audit.sealed(version.activation_reason),
        "simulation_sha256": version.simulation_sha256,
    }
    audit.record(what="rulebook.activated", subject=version, by=by, details=details)
    letters.decided(mail_kinds.RULEBOOK_ACTIVATED, version, by=by)
    return version


def _write(version: RulebookVersion, raw: object, reason: str) -> None:
    rulebook = rules.checked_rulebook(raw)
    rules.ensure_sourced(rulebook_in_force(), rulebook)
    version.document = rules.canonical(raw)
    version.sha256 = rules.sha256_of(version.document)
    version.reason = rules.clean_text(reason, "reason")
    version.valid_from = rulebook.valid_from


def _still(version: RulebookVersion) -> RulebookVersion:
    """Lock a version and return it as it is then; a discarded one has moved on."""
    found = RulebookVersion.objects.select_for_update(of=("self",)).filter(pk=version.pk).first()
    if found is None:
        raise rules.NotInThisState
    return found
