"""To which kind of membership a member agreed, where the rulebook knows several; every change is kept."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.memberships import rules
from klimapakt.memberships.models import Membership, TierChange
from klimapakt.organisations.rules import ChangedMeanwhile
from klimapakt.pacts.queries import rulebook_in_force
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class Agreed:
    """A kind of membership, since when, in which version of the agreement, and why it is entered."""

    tier: str
    on: date
    agreement: str = ""
    reason: str = ""


@transaction.atomic
def set_tier(*, membership: Membership, agreed: Agreed, seen_revision: int, by: Person | None) -> Membership:
    """Enter the kind of membership; raise TierUnknown, TierAsItIs, DayNotPossible, ReasonMissing.

    Raises ChangedMeanwhile when somebody else was faster. Whoever calls it lets duties follow.
    """
    locked = Membership.objects.select_for_update(of=("self",)).select_related("organisation")
    one = locked.get(pk=membership.pk)
    if one.revision != seen_revision:
        raise ChangedMeanwhile(one)
    rulebook = rulebook_in_force()
    known = [tier.key for tier in rulebook.tiers.value] if rulebook else []
    rules.ensure_tier(tier=agreed.tier, before=one.tier, known=known)
    rules.ensure_agreed(on=agreed.on, reason=agreed.reason, today=timezone.localdate())
    before, one.tier = one.tier, agreed.tier
    one.revision += 1
    one.save(update_fields=["tier", "revision"])
    write_down(one, before, agreed, by)
    return one


def write_down(one: Membership, before: str, agreed: Agreed, by: Person | None) -> None:
    """Keep in the history that the kind of a membership changed."""
    TierChange.objects.create(
        membership=one,
        from_tier=before,
        tier=agreed.tier,
        agreed_on=agreed.on,
        agreement=agreed.agreement.strip(),
        reason=agreed.reason.strip(),
        at=timezone.now(),
        by=by,
    )
    details: dict[str, audit.Detail] = {
        "from": before,
        "to": agreed.tier,
        "agreed_on": agreed.on.isoformat(),
        "agreement": audit.sealed(agreed.agreement.strip()),
        "reason": audit.sealed(agreed.reason.strip()),
    }
    audit.record(what="membership.tier_set", subject=one, by=by, details=details)
