"""Ask every rule of every offer; one no makes no, else one ask makes ask."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from klimapakt.methods.funding.model import ANSWERS, Answer, Case, Reason, Result, worst
from klimapakt.methods.funding.notes import note_message
from klimapakt.methods.funding.offers import Offer, offers
from klimapakt.methods.funding.order import advice
from klimapakt.methods.funding.rules import said_by, said_by_state, said_by_template, source_of, state_on
from klimapakt.methods.messages import Message, gettext_noop

FRESH_DAYS: Final = 180
"""After so many days without a look at the source an offer carries a warning."""


def funding(case: Case, among: Iterable[Offer] | None = None) -> tuple[Result, ...]:
    """Return what every offer answers, those that fit first; the order of the offers changes nothing."""
    known = sorted(offers() if among is None else among, key=lambda one: one.id)
    reasons = {one.id: tuple(_reasons(one, case)) for one in known}
    answers = {name: worst(tuple(one.answer for one in said)) for name, said in reasons.items()}
    found = [
        Result(
            offer=one.id,
            title=one.title,
            answer=answers[one.id],
            reasons=reasons[one.id],
            warnings=tuple(_warnings(one, case, known, answers)),
            last_checked_on=one.oldest_check,
            source=one.checked.source,
        )
        for one in known
    ]
    return tuple(sorted(found, key=lambda one: (ANSWERS.index(one.answer), one.offer)))


def _reasons(offer: Offer, case: Case) -> Iterator[Reason]:
    if offer.states:
        state = state_on(offer, case)
        answer, why = said_by_state(state)
        yield Reason("state", answer, why, (state or offer).checked.source)
    if offer.completeness == "template":
        answer, why = said_by_template()
        yield Reason("template", answer, why, offer.checked.source)
    for rule in offer.rules:
        answer, why = said_by(rule, case)
        yield Reason(rule.rule, answer, why, source_of(rule))


def _warnings(
    offer: Offer, case: Case, known: Iterable[Offer], answers: Mapping[str, Answer]
) -> Iterator[Message]:
    age = (case.on - offer.oldest_check).days
    if age > FRESH_DAYS:
        template = gettext_noop("Last checked on %(day)s, %(days)s days ago. Ask whether it still holds.")
        yield Message("stale", template, {"day": offer.oldest_check.isoformat(), "days": age})
    if answers[offer.id] == "no":
        return
    step = advice(case, offer.order)
    if step is not None:
        yield step
    if any(one.rule == "size" for one in offer.rules):
        template = gettext_noop("Employees and turnover of partner and linked enterprises count, too.")
        yield Message("linked_enterprises", template)
    yield from (note_message(one.note, one.values, case) for one in offer.notes if one.begins <= case.on)
    yield from _beside(offer, known, answers)


def _beside(offer: Offer, known: Iterable[Offer], answers: Mapping[str, Answer]) -> Iterator[Message]:
    """Yield what holds for taking another offer beside this one, where the other has not said no."""
    for other in known:
        is_named = any(one.other == other.id for one in offer.combinations)
        names_this = any(one.other == offer.id for one in other.combinations)
        if not (is_named or names_this) or answers[other.id] == "no":
            continue
        values = {"other": other.title.de}  # programmes keep their names in every language
        if {offer.order, other.order} in (
            {"approval_first", "contract_first"},
            {"request_first", "contract_first"},
        ):
            template = gettext_noop(
                "Beside “%(other)s” only if both providers agree to the order: one wants the contract before "
                "the application, the other nothing ordered before its answer. Ask both in writing."
            )
            yield Message("orders_collide", template, values)
        else:
            template = gettext_noop(
                "Can be combined with “%(other)s”; ask both providers for the conditions."
            )
            yield Message("combinable", template, values)
