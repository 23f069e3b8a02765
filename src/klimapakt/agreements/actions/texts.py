"""Writing a version of a text: begin, change it part by part, note the legal check, release or give up.

Whoever writes in a draft does not release it. A check of the legal office counts for the text it read: any
change of the words takes it away again, and the sentence that asks for it stands in the documents once more.
"""

import copy
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from klimapakt.agreements import rules, text_rules, texts
from klimapakt.agreements.enums import TextStatus
from klimapakt.agreements.models import AgreementText, AgreementTextAuthor
from klimapakt.agreements.text_rules import TextRefused
from klimapakt.agreements.wording import editing, templates
from klimapakt.foundation import audit
from klimapakt.organisations.rules import ChangedMeanwhile
from klimapakt.pacts.models import Pact
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed, pact_at_hand, rulebook_in_force
from klimapakt.people.models import Person

TO_BE_CHECKED: Final = {
    "de": "Entwurf, von Ihrer Rechtsabteilung zu prüfen.",
    "en": "Draft, to be checked by your legal department.",
}


@dataclass(frozen=True, slots=True)
class LegalCheck:
    """Who of the city's legal office read the text, when, and what they noted."""

    name: str
    on: date
    note: str = ""


@transaction.atomic
def begin_text(*, key: str, reason: str, by: Person) -> AgreementText:
    """Begin a new version of a text from the one in use.

    Raises NotSignatory without the permission, DraftExists, ReasonNeeded.
    """
    _ensure(by, Permission.PREPARE_AGREEMENTS)
    if not reason.strip():
        raise text_rules.ReasonNeeded
    pact = Pact.objects.select_for_update(no_key=True).get(pk=pact_at_hand().pk)
    found = texts.in_use(key)
    if found is None:
        raise editing.NoSuchPart(key)
    if texts.drafts().filter(template=key).exists():
        raise text_rules.DraftExists
    now = timezone.now()
    own = texts.versions_of(key).values_list("version", flat=True)
    version = text_rules.next_version(
        [*own, *(one.version for one in templates()[key])], timezone.localdate(now).year
    )
    content = copy.deepcopy(found.content)
    content |= {
        "version": version,
        "valid_from": timezone.localdate(now).isoformat(),
        "draft": TO_BE_CHECKED,
        "editorial": {},
    }
    made = AgreementText.objects.create(
        pact=pact,
        template=key,
        version=version,
        content=content,
        basis=found.text,
        basis_version=found.template.version,
        reason=reason.strip(),
        drafted_at=now,
        drafted_by=by,
    )
    AgreementTextAuthor.objects.create(text=made, person=by)
    audit.record(what="agreement_text.begun", subject=made, by=by, details={"text": key, "version": version})
    return made


@transaction.atomic
def change_part(
    *, text: AgreementText, section: str, part: editing.Raw, seen: str, by: Person
) -> AgreementText:
    """Put a part in the place of the one that was seen.

    Raises ChangedMeanwhile with the part as it is now when somebody else was faster, and TextRefused with
    every fault of it.
    """
    one = _writable(text, by)
    try:
        stored = editing.part_of(one.content, section, part["key"])
    except editing.NoSuchPart as gone:
        raise ChangedMeanwhile(None) from gone
    if editing.fingerprint(stored) != seen:
        raise ChangedMeanwhile(stored)
    return _save(one, editing.with_part(one.content, section, part), "changed", part["key"], by)


@transaction.atomic
def add_part(*, text: AgreementText, section: str, part: editing.Raw, by: Person) -> AgreementText:
    """Add a clause or an annex at the end. Raises TextRefused with every fault of it."""
    one = _writable(text, by)
    content = editing.with_new_part(one.content, section, part)
    return _save(one, content, "part_added", content[section][-1]["key"], by)


@transaction.atomic
def remove_part(*, text: AgreementText, section: str, key: str, seen: str, by: Person) -> AgreementText:
    """Remove a part that was seen. Raises TextRefused where another part refers to it."""
    one = _writable(text, by)
    try:
        stored = editing.part_of(one.content, section, key)
        content = editing.without_part(one.content, section, key)
    except editing.NoSuchPart as gone:
        raise ChangedMeanwhile(None) from gone
    if editing.fingerprint(stored) != seen:
        raise ChangedMeanwhile(stored)
    return _save(one, content, "part_removed", key, by)


@transaction.atomic
def move_part(*, text: AgreementText, section: str, key: str, step: int, by: Person) -> AgreementText:
    """Move a part one place further up (-1) or down (1)."""
    one = _writable(text, by)
    try:
        content = editing.with_moved_part(one.content, section, key, step)
    except editing.NoSuchPart as gone:
        raise ChangedMeanwhile(None) from gone
    return one if content == one.content else _save(one, content, "part_moved", key, by)


@transaction.atomic
def note_legal_check(
    *, text: AgreementText, check: LegalCheck, seen_revision: int, by: Person
) -> AgreementText:
    """Note that the city's legal office has read exactly this draft; its documents no longer ask for it."""
    one = _draft(text, by, Permission.PREPARE_AGREEMENTS)
    _ensure_seen(one, seen_revision)
    if check.on > timezone.localdate():
        raise text_rules.CheckInFuture
    one.legal_name, one.legal_on, one.legal_note = check.name.strip(), check.on, check.note.strip()
    one.content = {name: value for name, value in one.content.items() if name != "draft"}
    one.revision += 1
    one.save(update_fields=["legal_name", "legal_on", "legal_note", "content", "revision"])
    audit.record(
        what="agreement_text.checked",
        subject=one,
        by=by,
        details={"sha256": editing.fingerprint(one.content), "who": audit.sealed(one.legal_name)},
    )
    return one


@transaction.atomic
def release_text(*, text: AgreementText, reason: str, seen_revision: int, by: Person) -> AgreementText:
    """Put a draft into use that somebody else wrote; the version so far is replaced and stays as it is.

    Raises NotSignatory, NotADraft, WroteIt, ReasonNeeded, NothingChanged, ChangedMeanwhile, and TextRefused
    where some member's document could not be filled.
    """
    one = _draft(text, by, Permission.RELEASE_AGREEMENT_TEXTS)
    Pact.objects.select_for_update(no_key=True).get(pk=one.pact_id)
    _ensure_seen(one, seen_revision)
    _ensure_releasable(one, reason, by)
    found = texts.in_use(one.template)
    now = timezone.now()
    if found is not None:
        one.basis, one.basis_version = found.text, found.template.version
        if found.text is not None:
            _supersede(found.text, by)
    one.content = {**one.content, "valid_from": timezone.localdate(now).isoformat()}
    one.sha256 = editing.fingerprint(one.content)
    one.reason, one.status = reason.strip(), TextStatus.RELEASED
    one.released_at, one.released_by = now, by
    one.save()
    audit.record(
        what="agreement_text.released",
        subject=one,
        by=by,
        details={
            "version": one.version,
            "sha256": one.sha256,
            "is_checked": one.legal_on is not None,
            "reason": audit.sealed(one.reason),
        },
    )
    return one


@transaction.atomic
def give_up_text(*, text: AgreementText, by: Person) -> None:
    """Throw a draft away."""
    one = _draft(text, by, Permission.PREPARE_AGREEMENTS)
    audit.record(what="agreement_text.given_up", subject=one, by=by, details={"version": one.version})
    one.delete()


def _supersede(one: AgreementText, by: Person) -> None:
    one.status, one.superseded_at = TextStatus.SUPERSEDED, timezone.now()
    one.save(update_fields=["status", "superseded_at"])
    audit.record(what="agreement_text.superseded", subject=one, by=by)


def _ensure_releasable(one: AgreementText, reason: str, by: Person) -> None:
    if not reason.strip():
        raise text_rules.ReasonNeeded
    if AgreementTextAuthor.objects.filter(text=one, person=by).exists():
        raise text_rules.WroteIt
    found = texts.in_use(one.template)
    if found is not None and _said(found.content) == _said(one.content):
        raise text_rules.NothingChanged
    rulebook = rulebook_in_force()
    facts = rules.facts_of(rulebook) if rulebook else None
    faults = text_rules.unfillable(texts.template_in(one), facts)
    if faults:
        raise TextRefused(faults)


def _said(content: dict[str, Any]) -> str:
    """Return a fingerprint of all a document would say, the sentence about the check included."""
    without = ("version", "valid_from", "editorial")
    return editing.fingerprint({name: value for name, value in content.items() if name not in without})


def _writable(text: AgreementText, by: Person) -> AgreementText:
    return _draft(text, by, Permission.PREPARE_AGREEMENTS)


def _draft(text: AgreementText, by: Person, permission: Permission) -> AgreementText:
    """Lock a draft for a change by somebody who may."""
    _ensure(by, permission)
    one = AgreementText.objects.select_for_update(of=("self",)).filter(pk=text.pk).first()
    if one is None or not one.is_draft:
        raise text_rules.NotADraft
    return one


def _save(one: AgreementText, content: editing.Raw, what: str, key: str, by: Person) -> AgreementText:
    faults = editing.faults(content)
    if faults:
        raise TextRefused(faults)
    one.content = {**content, "draft": TO_BE_CHECKED}
    one.legal_name, one.legal_on, one.legal_note = "", None, ""
    one.revision += 1
    one.save(update_fields=["content", "revision", "legal_name", "legal_on", "legal_note"])
    AgreementTextAuthor.objects.get_or_create(text=one, person=by)
    audit.record(what=f"agreement_text.{what}", subject=one, by=by, details={"part": key})
    return one


def _ensure_seen(one: AgreementText, seen_revision: int) -> None:
    if one.revision != seen_revision:
        raise ChangedMeanwhile(one)


def _ensure(by: Person, permission: Permission) -> None:
    if not is_allowed(by, permission):
        raise rules.NotSignatory
