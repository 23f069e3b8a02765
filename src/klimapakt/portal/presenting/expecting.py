"""Targets on the first page: the promise in a sentence, and what is missing where it is one organisation."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from klimapakt.pacts.queries import rulebook_in_force
from klimapakt.portal.presenting.targets import gap_words
from klimapakt.targets import queries
from klimapakt.targets.expecting import expected_of
from klimapakt.targets.picture import picture_of
from klimapakt.targets.presenting import promise_words
from klimapakt.targets.queries import Held
from klimapakt.targets.rules import pact_year


@dataclass(frozen=True, slots=True)
class ToldTarget:
    """A target in one line; ``gap`` is empty where nothing is worked out."""

    pk: UUID
    title: str
    gap: str = ""


def told_targets(organisations: Collection[UUID]) -> Mapping[UUID, tuple[ToldTarget, ...]]:
    """Return the targets of organisations in a few queries; what is missing only where it is one of them."""
    found: defaultdict[UUID, list[ToldTarget]] = defaultdict(list)
    is_alone = len(organisations) == 1
    for one in queries.counting(organisations):
        gap = _gap(one) if is_alone else ""
        found[one.target.organisation_id].append(ToldTarget(one.target.pk, promise_words(one), gap))
    return {pk: tuple(listed) for pk, listed in found.items()}


def _gap(held: Held) -> str:
    years = queries.accepted_years(held.target.organisation)
    outlook = queries.outlook_of(held.target)
    expected = expected_of(picture_of(held, years, pact_year(rulebook_in_force())), years, outlook)
    return gap_words(expected) if expected else ""
