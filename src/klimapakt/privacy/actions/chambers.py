"""What a chamber's partner writes down about a contact, where the member agreed to share the log."""

from django.db import transaction

from klimapakt.casework import actions as casework
from klimapakt.casework.actions import Noted
from klimapakt.casework.models import Contact
from klimapakt.memberships.models import Membership
from klimapakt.organisations.enums import chambers_with
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.queries import chamber_of
from klimapakt.people.models import Person
from klimapakt.privacy import rules
from klimapakt.privacy.queries import shares_contact_log


@transaction.atomic
def note_for_chamber(*, membership: Membership, what: Noted, by: Person) -> Contact:
    """Add a contact to the log of a member of the own chamber; the office sees whose it is.

    Raises NotShared when the member has withdrawn its consent or names another chamber by now.
    """
    member = Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    chamber = chamber_of(by)
    if not chamber or member.chamber not in chambers_with(chamber) or not shares_contact_log(member):
        raise rules.NotShared
    return casework.note_contact_of_chamber(membership=membership, what=what, chamber=chamber, by=by)
