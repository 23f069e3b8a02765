"""Every write of the offers room."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.measures.actions import GrantFacts, save_grant
from klimapakt.measures.enums import GrantOrder
from klimapakt.measures.models import Grant, Measure
from klimapakt.methods import funding
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.offers import rules
from klimapakt.offers.enums import Kind, OfferState
from klimapakt.offers.models import Offer, OfferEvent
from klimapakt.offers.queries import shown
from klimapakt.offers.rules import OfferRefused
from klimapakt.organisations.rules import ChangedMeanwhile, NotPossible
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person

_KINDS: Final = {"grant": Kind.FUNDING, "programme": Kind.ADVICE, "advice": Kind.ADVICE}
_FROM_RULES: Final = gettext_noop("From the rule files")


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What is known about an offer, in both languages; days that are None: without beginning, without end."""

    kind: str
    title_de: str
    title_en: str
    provider_de: str
    provider_en: str
    text_de: str = ""
    text_en: str = ""
    audience_de: str = ""
    audience_en: str = ""
    field: str = ""
    amounts_de: str = ""
    amounts_en: str = ""
    percent: Decimal | None = None
    most_eur: Decimal | None = None
    region: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    url: str = ""
    order: str = GrantOrder.APPROVAL_FIRST
    rule_key: str = ""
    responsible: Person | None = None


@transaction.atomic
def write(*, facts: OfferFacts, by: Person | None) -> Offer:
    """Write an offer down as a draft; raise OfferRefused with the field that is wrong."""
    offer = Offer(pact=pact_at_hand())
    _fill(offer, facts)
    offer.save(force_insert=True)
    _keep(offer, "", "", by)
    audit.record(what="offer.written", subject=offer, by=by, details={"rules": offer.rule_key})
    return offer


@transaction.atomic
def change(*, offer: Offer, facts: OfferFacts, seen_revision: int, by: Person | None) -> Offer:
    """Change what an offer says; raise ChangedMeanwhile when somebody else did since it was looked at."""
    found = _locked(offer)
    if found.revision != seen_revision:
        raise ChangedMeanwhile(found)
    _fill(found, facts)
    found.revision += 1
    found.save()
    audit.record(what="offer.changed", subject=found, by=by, details={"revision": found.revision})
    return found


@transaction.atomic
def move(*, offer: Offer, state: str, reason: str, today: date, by: Person | None) -> Offer:
    """Put an offer into another state with a reason; only what was checked lately is shown."""
    found = _locked(offer)
    rules.ensure_follows(found.state, state, reason)
    if state != OfferState.DRAFT:
        rules.ensure_checked(found.last_checked_on, today)
    came_from, found.state = found.state, state
    found.revision += 1
    found.save()
    _keep(found, came_from, reason, by)
    details: dict[str, audit.Detail] = {"from": came_from, "state": state, "reason": audit.sealed(reason)}
    audit.record(what="offer.moved", subject=found, by=by, details=details)
    return found


@transaction.atomic
def check(*, offer: Offer, today: date, by: Person | None) -> Offer:
    """Say that somebody looked at the source today and everything still holds; twice a day is as once."""
    found = _locked(offer)
    if found.last_checked_on == today and found.last_checked_by == by:
        return found
    before = str(found.last_checked_on or "")
    found.last_checked_on, found.last_checked_by = today, by
    found.revision += 1
    found.save()
    audit.record(
        what="offer.checked", subject=found, by=by, details={"before": before, "on": today.isoformat()}
    )
    return found


@transaction.atomic
def take(*, offer: Offer, measure: Measure, today: date, by: Person | None) -> Grant:
    """Note an offer as an intended grant of a measure, with its order of steps; twice is the same as once.

    From then on the measure cannot be ordered before its time (``measures.funding.ensure_may_order``). Raises
    NotPossible for what gives no money or is not open.
    """
    found = shown(today).filter(pk=offer.pk).select_for_update(of=("self",)).first()
    if found is None or found.kind != Kind.FUNDING or not _is_open(found, today):
        text = gettext_noop("This offer gives no money now. Look at it again, or ask the pact office.")
        raise NotPossible(Message("offer_not_open", text))
    names = (found.title_de, found.title_en)
    taken = Grant.objects.filter(measure=measure, name__in=names).first()
    if taken is not None:
        return taken
    grant = save_grant(measure=measure, facts=GrantFacts(found.title, order=order_of(found)), by=by)
    audit.record(what="offer.taken", subject=found, by=by, details={"measure": str(measure.pk)})
    return grant


def order_of(offer: Offer) -> str:
    """Return what an offer demands about the order of the steps; its rule file knows better than the row."""
    demanded = {one.id: one.order for one in funding.offers()}
    return demanded.get(offer.rule_key, "") or offer.order


@transaction.atomic
def seed(*, today: date, by: Person | None) -> list[Offer]:
    """Write down the offers of the rule files that this pact does not have yet; return the new ones.

    One that was read at its source and seen for this day stands as it was seen. All others, templates above
    all, are drafts: the office reads them first.
    """
    pact = pact_at_hand()
    known = set(Offer.objects.values_list("rule_key", flat=True))
    new = [_from_rules(one, today) for one in funding.offers() if one.id not in known]
    for offer in new:
        offer.pact = pact
        offer.save(force_insert=True)
        _keep(offer, "", _FROM_RULES, by)
        audit.record(what="offer.written", subject=offer, by=by, details={"rules": offer.rule_key})
    return new


def _from_rules(one: funding.Offer, today: date) -> Offer:
    seen = [
        state for state in one.states if state.begins <= today and (not state.ends or today <= state.ends)
    ]
    checked = one.oldest_check
    is_fresh = rules.freshness(checked, today) is not rules.Freshness.HIDDEN
    return Offer(
        kind=_KINDS.get(one.form, Kind.INFORMATION),
        title_de=one.title.de,
        title_en=one.title.en,
        provider_de=one.provider.de,
        provider_en=one.provider.en,
        order=one.order or GrantOrder.NONE,
        rule_key=one.id,
        state=seen[-1].state if seen and is_fresh else OfferState.DRAFT,
        last_checked_on=checked if one.completeness == "reviewed" else None,
    )


def _is_open(offer: Offer, today: date) -> bool:
    stands = rules.standing(offer.state, offer.valid_from, offer.valid_until, today)
    return stands is rules.Standing.OPEN


def _fill(offer: Offer, facts: OfferFacts) -> None:
    rules.ensure_days(facts.valid_from, facts.valid_until)
    rules.ensure_link(facts.url)
    for name in OfferFacts.__dataclass_fields__:
        setattr(offer, name, getattr(facts, name))
    same = Offer.objects.exclude(pk=offer.pk).filter(rule_key=facts.rule_key)
    if facts.rule_key and same.exists():
        text = gettext_noop("Another offer goes by this rule file already.")
        raise OfferRefused(Message("rule_file_taken", text), "rule_key")


def _keep(offer: Offer, came_from: str, reason: str, by: Person | None) -> None:
    OfferEvent.objects.create(
        offer=offer,
        came_from=came_from,
        state=offer.state,
        reason=reason.strip()[:1000],
        at=timezone.now(),
        by=by,
    )


def _locked(offer: Offer) -> Offer:
    return Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
