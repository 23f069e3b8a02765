"""Every write of the publicity room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.measures.models import Measure
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import stands_with
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed
from klimapakt.people.models import Person
from klimapakt.publicity import checking, rules
from klimapakt.publicity.enums import CorrectionKind, TextLanguage, VersionState
from klimapakt.publicity.models import Badge, Claim, Correction, Story, StoryText, StoryVersion
from klimapakt.publicity.rules import FIELDS, Checked, StoryChanged

_LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member has written: the parts by language, and who is quoted."""

    texts: Mapping[str, Mapping[str, str]]
    quoted: str = ""
    quote_consent: bool = False


@transaction.atomic
def begin(*, measure: Measure, today: date, by: Person | None) -> Story:
    """Begin a story of a measure, with its title and a sentence that holds in both languages."""
    story = Story.objects.create(measure=measure, by=by)
    ledger = checking.ledger_of(measure)
    for language in TextLanguage.values:
        is_german = language == TextLanguage.DE
        sentence = checking.proposed_sentence(ledger.claim, language, today)
        title = measure.title if is_german else ""
        StoryText.objects.create(
            story=story, language=language, title=title, sentence=sentence if is_german else ""
        )
    audit.record(what="story.begun", subject=story, by=by)
    return story


@transaction.atomic
def save_draft(*, story: Story, draft: Draft, seen: int, by: Person | None) -> Story:
    """Keep what was written; raise StoryChanged when somebody else did since revision ``seen``."""
    found = _locked(story)
    if found.revision != seen:
        raise StoryChanged
    found.quoted, found.quote_consent = draft.quoted.strip(), draft.quote_consent
    found.revision += 1
    found.save()
    for language, parts in draft.texts.items():
        values = {name: parts[name].strip() for name in FIELDS}
        StoryText.objects.update_or_create(story=found, language=language, defaults=values)
    audit.record(what="story.changed", subject=found, by=by, details={"revision": found.revision})
    return found


@transaction.atomic
def check(*, story: Story, today: date) -> list[Checked]:
    """Let the guard read the draft with the figure of the ledger, and note which change it read."""
    found = _locked(story)
    ledger = checking.ledger_of(found.measure)
    Story.objects.filter(pk=found.pk).update(checked_revision=found.revision)
    return checking.check_all(checking.texts_of(found), ledger.claim, today)


@transaction.atomic
def release(*, story: Story, seen: int, reason: str, today: date, by: Person) -> StoryVersion:
    """Release a story for the member: the text is frozen and waits for the office.

    Raises StoryRefused for a text that does not hold, StoryChanged when it is not the one that was read.
    """
    found = _locked(story)
    if found.revision != seen or found.versions.filter(state=VersionState.RELEASED).exists():
        raise StoryChanged
    texts = checking.texts_of(found)
    rules.ensure_tellable(texts)
    rules.ensure_quotable(texts, found.quoted, consents=found.quote_consent)
    ledger = checking.ledger_of(found.measure)
    rules.ensure_holds(checking.check_all(texts, ledger.claim, today))
    last = found.versions.order_by("-number").first()
    was_published = found.versions.filter(published_at__isnull=False).exists()
    reason = rules.ensure_reason(reason) if was_published else ""
    document = checking.document_of(found, texts, ledger.claim)
    version = StoryVersion.objects.create(
        story=found,
        number=last.number + 1 if last else 1,
        document=document,
        sha256=checking.hash_of(document),
        reason=reason[:_LONGEST],
        released_at=timezone.now(),
        released_by=by,
    )
    _keep_claim(version, ledger)
    Story.objects.filter(pk=found.pk).update(checked_revision=found.revision)
    details: dict[str, audit.Detail] = {"number": version.number, "sha256": version.sha256}
    audit.record(what="story.released", subject=found, by=by, details=details)
    return version


@transaction.atomic
def give_back(*, version: StoryVersion, reason: str, by: Person) -> StoryVersion:
    """Give a released version back to the member, saying why."""
    found = _locked_version(version, VersionState.RELEASED)
    reason = rules.ensure_reason(reason)
    return _end(found, VersionState.RETURNED, reason, by)


@transaction.atomic
def publish(
    *, version: StoryVersion, sha256: str, valid_until: date, today: date, by: Person
) -> StoryVersion:
    """Publish the very text the member released, by somebody else; a version before it is replaced.

    The guard reads it again, because the ledger or the rules may have changed meanwhile.
    """
    found = _locked_version(version, VersionState.RELEASED)
    if found.sha256 != sha256 or checking.hash_of(found.document) != sha256:
        raise StoryChanged
    measure = found.story.measure
    rules.ensure_other_publishes(
        may_release=is_allowed(by, Permission.RELEASE_PUBLICATIONS),
        is_same=found.released_by_id == by.pk,
        stands_with_member=stands_with(by, measure.organisation),
    )
    rules.ensure_valid_until(valid_until, today)
    told = checking.read(found)
    ledger = checking.ledger_of(measure)
    rules.ensure_holds(checking.check_all(told.texts, ledger.claim, today))
    before = found.story.versions.filter(state=VersionState.PUBLISHED).first()
    if before is not None:
        before.state = VersionState.REPLACED
        before.ended_at, before.ended_by, before.end_reason = timezone.now(), by, found.reason
        before.save()
    if found.reason:
        _log(found, CorrectionKind.CORRECTED, found.reason, by)
    found.state = VersionState.PUBLISHED
    found.published_at, found.published_by = timezone.now(), by
    found.valid_until = valid_until
    found.save()
    details: dict[str, audit.Detail] = {"number": found.number, "sha256": found.sha256}
    audit.record(what="story.published", subject=found.story, by=by, details=details)
    return found


@transaction.atomic
def withdraw(*, version: StoryVersion, reason: str, by: Person) -> StoryVersion:
    """Withdraw a published version, saying why; the log of corrections says so in public."""
    found = _locked_version(version, VersionState.PUBLISHED)
    reason = rules.ensure_reason(reason)
    _log(found, CorrectionKind.WITHDRAWN, reason, by)
    return _end(found, VersionState.WITHDRAWN, reason, by)


@transaction.atomic
def correct(*, version: StoryVersion, why: str, by: Person) -> Correction:
    """Add a correction to a published story; it stands beside the story and in the public log."""
    found = _locked_version(version, VersionState.PUBLISHED)
    correction = _log(found, CorrectionKind.CORRECTED, rules.ensure_reason(why), by)
    audit.record(what="story.corrected", subject=found.story, by=by, details={"number": found.number})
    return correction


@transaction.atomic
def switch_badge(*, organisation: Organisation, is_on: bool, by: Person) -> Badge:
    """Switch the badge of a member on or off; its address stays the same."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    values = {"is_on": is_on, "at": timezone.now(), "by": by}
    badge, _is_new = Badge.objects.update_or_create(organisation=organisation, defaults=values)
    audit.record(what="badge.switched", subject=badge, by=by, details={"is_on": is_on})
    return badge


def _locked(story: Story) -> Story:
    found = Story.objects.select_for_update(of=("self",)).filter(pk=story.pk)
    return found.select_related("measure__organisation", "measure__inventory").get()


def _locked_version(version: StoryVersion, state: VersionState) -> StoryVersion:
    """Return the version locked; raise StoryChanged when it is in that state no more."""
    _locked(version.story)
    found = StoryVersion.objects.select_for_update(of=("self",)).filter(pk=version.pk, state=state)
    one = found.select_related("story__measure__organisation", "story__measure__inventory").first()
    if one is None:
        raise StoryChanged
    return one


def _keep_claim(version: StoryVersion, ledger: checking.Ledger) -> None:
    claim = ledger.claim
    Claim.objects.create(
        version=version,
        statement=ledger.statement,
        figure_mg=claim.figure_mg,
        scopes=sorted(claim.scopes),
        base_year=claim.base_year,
        year=claim.year,
        period=claim.period or "annual",
        state=claim.state,
        evidence=sorted(claim.evidence),
    )


def _log(version: StoryVersion, kind: CorrectionKind, why: str, by: Person) -> Correction:
    return Correction.objects.create(
        story=version.story,
        kind=kind,
        title=checking.read(version).title,
        why=why[:_LONGEST],
        at=timezone.now(),
        by=by,
    )


def _end(version: StoryVersion, state: VersionState, reason: str, by: Person) -> StoryVersion:
    version.state = state
    version.ended_at, version.ended_by, version.end_reason = timezone.now(), by, reason[:_LONGEST]
    version.save()
    details: dict[str, audit.Detail] = {"number": version.number, "reason": audit.sealed(reason)}
    audit.record(what=f"story.{state}", subject=version.story, by=by, details=details)
    return version
