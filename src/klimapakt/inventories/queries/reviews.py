"""A review as it stands: checklist of this round, order by risk, rows that were looked at, who is there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from klimapakt.inventories import reviewing
from klimapakt.inventories.models import Inventory, ReviewCheck, ReviewPresence, RowLook
from klimapakt.inventories.queries.beside import year_before
from klimapakt.inventories.queries.results import Calculated
from klimapakt.inventories.queries.samples import Sampled, sampled_of
from klimapakt.inventories.reviewing import Asked, Ranked
from klimapakt.methods.review import checklist, items_for
from klimapakt.methods.rulebook import Rulebook
from klimapakt.methods.texts import Text
from klimapakt.pacts.queries import rulebook_of, version_in_force

SAMPLE: Final = "sample"
PRESENT_FOR: Final = timedelta(hours=1)
_BY_A_PERSON_IN_FILES: Final = "largest"


@dataclass(frozen=True, slots=True)
class Review:
    """What is checked about an inventory in this round, under which rulebook and edition of the checklist.

    ``rulebook`` names it as it is kept with every answer, ``title`` as people call it, with its edition.
    """

    rulebook: str
    title: Text
    edition: str
    asked: tuple[Asked, ...]
    sampled: Sampled | None

    @property
    def open_count(self) -> int:
        """Return how many checks somebody still has to answer."""
        return sum(one.is_open for one in self.asked)


@dataclass(frozen=True, slots=True)
class Looks:
    """Which rows were looked at as they are now, and which have changed since."""

    unchanged: frozenset[int]
    changed: frozenset[int]


def review_of(calculated: Calculated, evidence: Collection[int], accepted: Collection[str]) -> Review | None:
    """Return the review of an inventory; None where the pact at hand has no rulebook in force."""
    version = version_in_force()
    if version is None:
        return None
    inventory, rulebook = calculated.inventory, rulebook_of(version)
    sampled = None
    if rulebook.review_mode.value == SAMPLE:
        sampled = sampled_of(inventory)
    facts = reviewing.facts_of(calculated, evidence, accepted, sites_inside(inventory))
    asked = _asked(calculated, rulebook, facts)
    if sampled is not None and not sampled.is_in_depth:
        asked = tuple(one for one in asked if not one.item.is_for_a_person)
    title = _with_edition(rulebook)
    return Review(f"{rulebook.id} {rulebook.edition}", title, checklist().edition, asked, sampled)


def _with_edition(rulebook: Rulebook) -> Text:
    title, edition = rulebook.title, rulebook.edition
    return Text(f"{title.de}, {edition}", f"{title.en}, {edition}")


def does_sample() -> bool:
    """Tell whether the rulebook in force of the pact at hand reviews a sample only."""
    version = version_in_force()
    return version is not None and rulebook_of(version).review_mode.value == SAMPLE


def sites_inside(inventory: Inventory) -> frozenset[UUID]:
    """Return the sites that belong to an inventory under its boundary, whether or not a row names them."""
    return frozenset(
        site.pk
        for site in inventory.organisation.sites.all()
        if reviewing.is_inside(site, inventory.boundary)
    )


def rows_by_risk(calculated: Calculated) -> tuple[Ranked, ...]:
    """Return the rows of an inventory, the riskiest first, compared with the year before."""
    before = year_before(calculated.inventory)
    return reviewing.by_risk(calculated, before.calculated if before else None)


def looks_of(calculated: Calculated) -> Looks:
    """Return which rows were looked at, and which of them are others by now."""
    now = {row.number: row.fingerprint for row in calculated.rows}
    ticked = dict(
        RowLook.objects.filter(inventory=calculated.inventory).values_list("row_number", "fingerprint")
    )
    same = frozenset(number for number, mark in ticked.items() if now.get(number) == mark)
    return Looks(same, frozenset(number for number in ticked if number in now) - same)


def present_at(inventory: Inventory, now: datetime) -> QuerySet[ReviewPresence]:
    """Return who works on a review at the moment, the first to come first."""
    lately = ReviewPresence.objects.filter(inventory=inventory, seen_at__gt=now - PRESENT_FOR)
    return lately.select_related("person")


def _asked(
    calculated: Calculated, rulebook: Rulebook, facts: Mapping[str, reviewing.Fact]
) -> tuple[Asked, ...]:
    inventory = calculated.inventory
    answers: dict[str, ReviewCheck] = {}
    earlier: dict[str, ReviewCheck] = {}
    given = ReviewCheck.objects.filter(inventory=inventory).select_related("answered_by")
    for one in given.order_by("round_at", "pk"):
        (answers if one.round_at == inventory.submitted_at else earlier)[one.item] = one
    found = []
    for item in items_for(rulebook):
        if inventory.is_external and (not item.is_for_a_person or item.key == _BY_A_PERSON_IN_FILES):
            continue  # another tool's report has no rows that could be counted
        fact = None if item.is_for_a_person else facts[item.key]
        found.append(Asked(item, fact, answers.get(item.key), earlier.get(item.key)))
    return tuple(found)
