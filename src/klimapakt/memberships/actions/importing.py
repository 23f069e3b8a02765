"""A list of members that exists already: one row is one organisation with its membership."""

from dataclasses import dataclass

from django.db import transaction

from klimapakt.memberships import queries, rules
from klimapakt.memberships.actions.stages import Days, begin
from klimapakt.memberships.enums import Source, Stage
from klimapakt.memberships.models import Membership
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class ImportedMember:
    """One row of a list: who, how far, and the days that are known."""

    facts: OrganisationFacts
    stage: Stage
    days: Days


@transaction.atomic
def import_member(*, row: ImportedMember, by: Person) -> Membership:
    """Take in one organisation of a list.

    Raises AlreadyOpen, NameTaken or DayNotPossible, and then nothing of the row is kept.
    """
    same = [one for one in queries.alike(row.facts.name) if one.city == row.facts.city]
    if same and queries.open_membership_of(same[0]) is not None:
        raise rules.AlreadyOpen(same[0].name)
    rules.ensure_first_day(stage=row.stage, joined_on=row.days.joined_on)
    organisation = same[0] if same else create_organisation(facts=row.facts, by=by)
    return begin(organisation=organisation, source=Source.IMPORT, by=by, stage=row.stage, days=row.days)
