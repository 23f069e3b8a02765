"""Reads of the publicity room; every list of drafts starts from who is asking, the rest is public."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from klimapakt.inventories.models import Inventory
from klimapakt.measures.models import Measure
from klimapakt.measures.queries import accepted_of
from klimapakt.memberships.models import Membership
from klimapakt.memberships.queries import members
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.enums import MandatePart
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import Asking
from klimapakt.publicity import rules
from klimapakt.publicity.checking import Told, ledger_of, read
from klimapakt.publicity.enums import VersionState
from klimapakt.publicity.models import Badge, Correction, Story, StoryVersion
from klimapakt.publicity.rules import Drift

_AROUND = ("story__measure__organisation", "story__measure__inventory", "claim")


@dataclass(frozen=True, slots=True)
class Shown:
    """A version with what stands in it, and how the ledger differs today."""

    version: StoryVersion
    told: Told
    drift: Drift | None = None

    @property
    def organisation(self) -> Organisation:
        """Return the member it is about."""
        return self.version.story.measure.organisation


def visible_to(person: Asking) -> QuerySet[Story]:
    """Return the stories of the organisations whose figures this person may see."""
    readable = organisations.readable_by(person, MandatePart.MEASURES)
    found = Story.objects.filter(measure__organisation__in=readable)
    return found.select_related("measure__organisation", "measure__inventory")


def stories_of(organisation: Organisation) -> QuerySet[Story]:
    """Return the stories of an organisation, the newest first."""
    found = Story.objects.filter(measure__organisation=organisation)
    return found.select_related("measure").prefetch_related("versions", "texts")


def story_of(measure: Measure) -> Story | None:
    """Return the story of a measure, the newest one."""
    return Story.objects.filter(measure=measure).first()


def versions_of(story: Story) -> QuerySet[StoryVersion]:
    """Return every version of a story, the newest first."""
    found = StoryVersion.objects.filter(story=story).select_related(*_AROUND, "released_by")
    return found.order_by("-number")


def drift_of(version: StoryVersion) -> Drift | None:
    """Return how the ledger differs today from what a version claims."""
    now = ledger_of(version.story.measure).claim
    told = version.claim
    return rules.drift((told.figure_mg, told.state), (now.figure_mg, now.state))


def shown(version: StoryVersion) -> Shown:
    """Return a version with what stands in it and how the ledger differs."""
    return Shown(version, read(version), drift_of(version))


def for_office(*states: VersionState) -> QuerySet[StoryVersion]:
    """Return the versions in these states, the longest waiting first; the office decides who may ask."""
    found = StoryVersion.objects.filter(state__in=states or VersionState.values)
    return found.select_related(*_AROUND, "released_by").order_by("released_at", "pk")


def published(today: date) -> QuerySet[StoryVersion]:
    """Return what everybody may read today, the newest first."""
    found = StoryVersion.objects.filter(state=VersionState.PUBLISHED, valid_until__gte=today)
    return found.select_related(*_AROUND).order_by("-published_at", "pk")


def published_story(story: UUID, today: date) -> Shown | None:
    """Return what everybody may read of one story today."""
    version = published(today).filter(story=story).first()
    return shown(version) if version else None


def was_withdrawn(story: UUID) -> bool:
    """Tell whether a story was public and was withdrawn."""
    return StoryVersion.objects.filter(story=story, state=VersionState.WITHDRAWN).exists()


def corrections() -> QuerySet[Correction]:
    """Return the public log, the newest first."""
    return Correction.objects.select_related("story__measure__organisation")


def corrections_of(story: Story) -> QuerySet[Correction]:
    """Return what was corrected about a story, the newest first."""
    return Correction.objects.filter(story=story)


def badge_of(organisation: Organisation) -> Badge | None:
    """Return the badge of a member, switched on or off."""
    return Badge.objects.filter(organisation=organisation).first()


@dataclass(frozen=True, slots=True)
class Standing:
    """What the badge of a member says now."""

    organisation: Organisation
    membership: Membership
    checked: Inventory | None


def standing_of(badge: UUID) -> Standing | None:
    """Return what a badge says now; None where there is none, it is off, or the membership has ended."""
    found = Badge.objects.filter(pk=badge, is_on=True).select_related("organisation").first()
    membership = members().filter(organisation=found.organisation).first() if found else None
    if found is None or membership is None:
        return None
    # The baseline is the earliest year that was accepted.
    checked = accepted_of(found.organisation).order_by("year").first()
    return Standing(found.organisation, membership, checked)
