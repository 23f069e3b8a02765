"""Which offers fit a measure of a member: yes, ask or no, with the reason of every rule in words.

Nobody fills in a questionnaire: the case is made from what the platform knows of the member and the measure.
What it does not know, the rules ask (``docs/methods/funding.md``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from klimapakt.measures.enums import GrantState, MeasureState
from klimapakt.measures.models import Grant, Measure
from klimapakt.measures.queries import newest_inventory
from klimapakt.methods import funding
from klimapakt.methods.funding import ANSWERS, Answer, Case
from klimapakt.methods.funding.offers import State
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.offers.enums import Kind
from klimapakt.offers.models import Offer
from klimapakt.offers.rules import Standing, standing
from klimapakt.organisations.enums import StaffBand, TurnoverBand
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import sites_of

_IDEAS: Final = (MeasureState.IDEA,)
_BEFORE_ORDER: Final = (MeasureState.PLANNED, MeasureState.DECIDED, MeasureState.POSTPONED)
_OF_LIBRARY: Final[Mapping[str, str]] = {
    "heat-pump-space": "heat_pump",
    "heat-pump-process": "heat_pump",
    "pv-own-use": "photovoltaics",
    "electric-cars": "e_mobility",
    "electric-vans": "e_mobility",
    "commuting": "mobility",
    "rail-not-flight": "mobility",
    "district-heat-connect": "heat_network",
    "residual-waste": "waste_separation",
    "energy-management": "environmental_management",
    "staff-training": "training",
}
_OF_FIELD: Final[Mapping[str, str]] = {"electricity": "energy_efficiency", "mobility": "mobility"}
"""A field that may mean several kinds is ``other``: then the rules ask."""

_STAFF: Final[Mapping[str, tuple[int, int]]] = {
    StaffBand.MICRO: (0, 9),
    StaffBand.SMALL: (10, 49),
    StaffBand.MEDIUM: (50, 249),
    StaffBand.LARGE: (250, 999),
    StaffBand.VERY_LARGE: (1000, 100_000),
}
_TURNOVER: Final[Mapping[str, tuple[int, int]]] = {
    TurnoverBand.MICRO: (0, 2_000_000),
    TurnoverBand.SMALL: (2_000_001, 10_000_000),
    TurnoverBand.MEDIUM: (10_000_001, 50_000_000),
    TurnoverBand.LARGE: (50_000_001, 10**12),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What one rule says, and why."""

    rule: str
    answer: Answer
    why: Message


@dataclass(frozen=True, slots=True)
class Fit:
    """What an offer answers to a measure; ``can_be_taken`` where it gives money and has not said no."""

    offer: Offer
    answer: Answer
    reasons: tuple[Said, ...]
    warnings: tuple[Message, ...]
    is_taken: bool

    @property
    def can_be_taken(self) -> bool:
        """Tell whether it can be noted as a grant of the measure."""
        return self.offer.kind == Kind.FUNDING and self.answer != "no" and not self.is_taken


def fits(measure: Measure, offers: Iterable[Offer], today: date, *, with_figures: bool) -> list[Fit]:
    """Return what each offer answers to this measure on a day, those that fit first.

    ``with_figures`` says whether turnover and positions of the newest inventory may be read; without them the
    bands of the member's profile have to do.
    """
    grants = list(Grant.objects.filter(measure=measure).exclude(state=GrantState.REFUSED))
    listed = list(offers)
    files = _as_the_office_sees(listed, today)
    common = _results(cases(measure, None, today, with_figures=with_figures), files)
    found = []
    for one in listed:
        mine = next((grant for grant in grants if grant.name in (one.title_de, one.title_en)), None)
        results = common
        if mine is not None:
            results = _results(cases(measure, mine, today, with_figures=with_figures), files)
        found.append(_fit(one, results.get(one.rule_key), today, is_taken=mine is not None))
    return sorted(found, key=lambda one: (ANSWERS.index(one.answer), one.offer.title))


def _results(ends: tuple[Case, Case], files: list[funding.Offer]) -> Mapping[str, funding.Result]:
    low, high = ({one.offer: one for one in funding.funding(case, files)} for case in ends)
    return low if ends[0] == ends[1] else _where_both_agree(low, high)


def _as_the_office_sees(offers: Iterable[Offer], today: date) -> list[funding.Offer]:
    """Return the rule files with the states of the rows: the office has looked later than the files say."""
    rows = {one.rule_key: one for one in offers if one.rule_key}
    found = []
    for one in funding.offers():
        row = rows.get(one.id)
        if row is not None:
            stands = standing(row.state, row.valid_from, row.valid_until, today)
            state = "valid" if stands is Standing.OPEN else "paused"
            one = replace(one, states=(State(state, today, None, one.checked),))  # noqa: PLW2901 -- as seen
        found.append(one)
    return found


def cases(measure: Measure, grant: Grant | None, today: date, *, with_figures: bool) -> tuple[Case, Case]:
    """Return the case of a measure at the lower and at the upper end of what is known of the member.

    ``grant`` is how far the measure is with the offer that is asked, if it was taken; grants of others tell
    nothing about it.
    """
    organisation = measure.organisation
    known = funding.Organisation(
        legal_form=organisation.legal_form,
        sector="craft" if organisation.kind == "craft" else organisation.sector,
        postcode=_postcode(measure),
    )
    lower, upper = _sizes(organisation, with_figures=with_figures)
    first, second = (
        replace(known, employees=staff, turnover_eur=turnover) for staff, turnover in (lower, upper)
    )
    about = _measure(measure, grant)
    return Case(first, about, today), Case(second, about, today)


def _fit(offer: Offer, result: funding.Result | None, today: date, *, is_taken: bool) -> Fit:
    reasons = [_said_by_state(offer, today)]
    if result is None:
        text = gettext_noop("For whom it is was not written down as rules. Ask the pact office.")
        reasons.append(Said("no_rules", "ask", Message("no_rules", text)))
    else:
        # The office has looked at the source later than the rule file did.
        reasons += [Said(one.rule, one.answer, one.why) for one in result.reasons if one.rule != "state"]
    answer = max((one.answer for one in reasons), key=ANSWERS.index)
    warnings = result.warnings if result and answer != "no" else ()
    return Fit(
        offer=offer,
        answer=answer,
        reasons=tuple(sorted(reasons, key=lambda one: -ANSWERS.index(one.answer))),
        warnings=tuple(one for one in warnings if one.code != "stale"),
        is_taken=is_taken,
    )


def _said_by_state(offer: Offer, today: date) -> Said:
    stands = standing(offer.state, offer.valid_from, offer.valid_until, today)
    if stands is Standing.OPEN:
        return Said("state", "yes", Message("offer_open", gettext_noop("It is open.")))
    if stands is Standing.NOT_YET:
        text = gettext_noop("It is not open yet.")
        return Said("state", "no", Message("offer_not_yet", text))
    text = gettext_noop("It takes no applications at present.")
    return Said("state", "no", Message("offer_closed", text))


def _where_both_agree(
    low: Mapping[str, funding.Result], high: Mapping[str, funding.Result]
) -> dict[str, funding.Result]:
    """Return what holds at both ends of a band; where they differ, the size is asked for."""
    found = {}
    for name, one in low.items():
        other = high[name]
        reasons = tuple(
            mine if mine.answer == theirs.answer else replace(mine, answer="ask", why=_ASK_SIZE)
            for mine, theirs in zip(one.reasons, other.reasons, strict=True)
        )
        warnings = tuple(warning for warning in one.warnings if warning in other.warnings)
        found[name] = replace(one, reasons=reasons, warnings=warnings)
    return found


_ASK_SIZE: Final = Message(
    "size_unknown", gettext_noop("How many employees are there, and how high is turnover or balance sheet?")
)


def _sizes(
    organisation: Organisation, *, with_figures: bool
) -> tuple[tuple[Decimal | None, Decimal | None], tuple[Decimal | None, Decimal | None]]:
    """Return staff and turnover at the lower and at the upper end of what is known."""
    newest = newest_inventory(organisation) if with_figures else None
    staff = _ends(newest.fte if newest else None, _STAFF.get(organisation.staff_band))
    turnover = _ends(newest.turnover_eur if newest else None, _TURNOVER.get(organisation.turnover_band))
    return (staff[0], turnover[0]), (staff[1], turnover[1])


def _ends(exact: Decimal | None, band: tuple[int, int] | None) -> tuple[Decimal, Decimal] | tuple[None, None]:
    if exact is not None:
        return exact, exact
    return (None, None) if band is None else (Decimal(band[0]), Decimal(band[1]))


def _measure(measure: Measure, grant: Grant | None) -> funding.Measure:
    state = "idea" if measure.state in _IDEAS else "planned" if measure.state in _BEFORE_ORDER else "ordered"
    kind = _OF_LIBRARY.get(measure.library_key) or _OF_FIELD.get(measure.field, "other")
    is_approved = grant is not None and grant.state in (GrantState.GRANTED, GrantState.PAID)
    return funding.Measure(
        kind=kind,
        state=state,
        investment_eur=measure.investment_eur,
        applied_on=grant.requested_on if grant else None,
        approved_on=grant.decided_on if grant and is_approved else None,
        ordered_on=measure.begun_on,
    )


def _postcode(measure: Measure) -> str:
    """Return the postcode of the site it is about, or the one all sites share; else none, which is asked."""
    if measure.site is not None:
        return measure.site.postcode
    found = set(sites_of(measure.organisation).order_by().values_list("postcode", flat=True))
    return found.pop() if len(found) == 1 else ""
