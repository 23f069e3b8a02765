"""Members as the office reads them: stages with numbers, time spent, history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import ngettext

from klimapakt.memberships import queries, rules
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership, Step, TierChange
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.presenting.told import written
from klimapakt.pacts.queries import rulebook_in_force

_IN_DAYS: Final = 61
_IN_MONTHS: Final = 24
_DAYS_OF_A_MONTH: Final = 30.4375

BADGES: Final[Mapping[str, str]] = {
    Stage.INTEREST: "info",
    Stage.TALK: "info",
    Stage.LETTER_OF_INTENT: "info",
    Stage.ISSUED: "info",
    Stage.SIGNED: "info",
    Stage.ACTIVE: "success",
    Stage.DORMANT: "neutral",
    Stage.IN_DELAY: "warning",
    Stage.ENDED: "neutral",
}


@dataclass(frozen=True, slots=True)
class StageCount:
    """A stage with how many are in it."""

    key: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One step of a history with how long the stage after it lasted."""

    step: Step
    lasted: str


def stages(counts: Mapping[str, int], chosen: str) -> list[StageCount]:
    """Return every stage in order with its number."""
    return [StageCount(key, str(Stage(key).label), count, key == chosen) for key, count in counts.items()]


def history(steps: Iterable[Step], now: datetime) -> list[Told]:
    """Return the steps, the latest first, each with how long what followed lasted."""
    listed = list(steps)
    lasted = rules.time_spent([(one.to_stage, one.at) for one in listed], now)
    told = [Told(one, spent(for_)) for one, (_stage, for_) in zip(listed, lasted, strict=True)]
    if told and told[-1].step.to_stage == Stage.ENDED:
        told[-1] = Told(told[-1].step, "")
    return told[::-1]


def tier_names() -> dict[str, str]:
    """Return the kinds of membership of the rulebook in force with their names; none where all are alike."""
    rulebook = rulebook_in_force()
    return {tier.key: written(tier.title) for tier in rulebook.tiers.value} if rulebook else {}


def tier_changes(one: Membership, tiers: Mapping[str, str]) -> list[tuple[str, TierChange]]:
    """Return how a membership came to its kind, with the names of the kinds, the latest first."""
    return [(tiers.get(each.tier, each.tier), each) for each in queries.tier_changes_of(one)][::-1]


def may_move(one: Membership) -> bool:
    """Tell whether the office can move a membership by hand."""
    return bool(rules.steps_by_hand(one.stage))


def continued_by(one: Membership) -> Membership | None:
    """Return the membership that carries this one on."""
    return Membership.objects.filter(carries_on=one).select_related("organisation").first()


def contact_of(one: Membership) -> dict[str, str]:
    """Return address and language of whoever asked to join, for the invitation."""
    asked = queries.requests_for(one.organisation).first()
    return {"email": asked.email, "language": asked.language} if asked else {"language": "de"}


def with_open(found: Iterable[Organisation]) -> list[tuple[Organisation, Membership | None]]:
    """Return organisations with the membership they have."""
    return [(one, queries.open_membership_of(one)) for one in found]


def spent(lasted: timedelta) -> str:
    """Return how long something lasted: in days, after two months in months, after two years in years."""
    days = max(0, lasted.days)
    if days < _IN_DAYS:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    months = int(days / _DAYS_OF_A_MONTH)
    if months < _IN_MONTHS:
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    years = months // 12
    return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
