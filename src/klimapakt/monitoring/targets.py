"""What a member has promised, as far as it stands somewhere: the one place that knows where targets are kept.

A member sets targets of its own (the room of the targets); once there is one, its own targets count. Before,
a target can stand in the member's own words in its agreement, which is sealed; somebody reads a paragraph of
it as a target. What was read stays beside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid5

from klimapakt.agreements.enums import AgreementState
from klimapakt.agreements.models import Agreement
from klimapakt.memberships.models import Membership
from klimapakt.monitoring.models import ReadTarget
from klimapakt.monitoring.rules import Target
from klimapakt.targets.queries import Held, counting


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The member's own words in one paragraph of its agreement, and the target somebody read in it."""

    place: str
    words: str
    read: ReadTarget | None = None


def targets_of(membership: Membership) -> tuple[Target, ...]:
    """Return the targets of a member, what is due first at the top; none where nothing is stated."""
    own = [point for one in counting([membership.organisation_id]) for point in _points(one)]
    if own:
        return tuple(sorted(own, key=lambda one: (one.target_year, str(one.key))))
    agreement = agreement_in_force(membership)
    if agreement is None:
        return ()
    words = _words(agreement)
    found = ReadTarget.objects.filter(agreement=agreement)
    return tuple(_target(one, words[one.place], agreement.number) for one in found if one.place in words)


def paragraphs_of(agreement: Agreement) -> tuple[Paragraph, ...]:
    """Return what the member has written into its agreement, with what was read in it."""
    read = {one.place: one for one in ReadTarget.objects.filter(agreement=agreement)}
    return tuple(Paragraph(place, words, read.get(place)) for place, words in _words(agreement).items())


def agreement_in_force(membership: Membership) -> Agreement | None:
    """Return the agreement that counts for a member."""
    found = Agreement.objects.filter(membership=membership, state=AgreementState.IN_FORCE)
    return found.order_by("-in_force_at").first()


def _points(held: Held) -> tuple[Target, ...]:
    """Return what an own target promises for each of its years; an id stays whatever is revised."""
    target, version = held.target, held.version
    return tuple(
        Target(
            uuid5(target.pk, str(year)),
            "",
            "",
            target.coverage,
            version.base_year,
            year,
            percent,
            target.per,
        )
        for year, percent in held.promise.points
    )


def _words(agreement: Agreement) -> dict[str, str]:
    """Return the member's paragraphs by where they stand; the rest of the text is everybody's."""
    parts: tuple[tuple[str, Sequence[str]], ...] = (
        ("special", agreement.values.get("special_terms", ())),
        ("measure", agreement.values.get("measures", ())),
    )
    return {
        f"{kind}-{number}": words for kind, listed in parts for number, words in enumerate(listed, start=1)
    }


def _target(one: ReadTarget, words: str, number: str) -> Target:
    return Target(one.pk, words, number, one.coverage, one.base_year, one.target_year, one.percent)
