"""What a single rule of an offer says about a case."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from klimapakt.methods.funding.model import Case
from klimapakt.methods.funding.offers import Offer, Rule, State
from klimapakt.methods.funding.order import Said, in_order
from klimapakt.methods.funding.questions import QUESTIONS
from klimapakt.methods.funding.regions import regions
from klimapakt.methods.funding.sizes import fits
from klimapakt.methods.funding.sizes import source as size_source
from klimapakt.methods.messages import Message, gettext_noop

_NO_COMPANY: Final = re.compile(
    r"(?<!\w)(e\.? ?v\.?|verein|association|club|stiftung|foundation|universität|university|hochschule"
    r"|körperschaft|anstalt|kommune|stadt|municipality|public body)(?!\w)",
    re.IGNORECASE,
)


def said_by(rule: Rule, case: Case) -> Said:
    """Return the answer of a rule with its reason or its question."""
    return _RULES[rule.rule](rule, case)


def source_of(rule: Rule) -> str:
    """Return where a rule is written, with the source of the definition it rests on."""
    if rule.rule == "size":
        return f"{rule.checked.source}; {size_source()}"
    if rule.rule == "region":
        return f"{rule.checked.source}; {regions()[rule.words[0]].source}"
    return rule.checked.source


def state_on(offer: Offer, case: Case) -> State | None:
    """Return the state that somebody has seen for the day; None where nobody has."""
    known = [
        one for one in offer.states if one.begins <= case.on and (one.ends is None or case.on <= one.ends)
    ]
    return max(known, key=lambda one: one.begins, default=None)


def said_by_state(state: State | None) -> Said:
    """Return what the state of an offer means for a new application."""
    if state is None:
        template = gettext_noop("Is the offer open on this day? That is not known; ask the provider.")
        return "ask", Message("state_unknown", template)
    if state.state == "valid":
        return "yes", Message("valid", gettext_noop("The offer is open."))
    return "no", Message(state.state, _CLOSED[state.state])


def said_by_template() -> Said:
    """Return what an offer says whose conditions nobody has read at their source."""
    template = gettext_noop(
        "Which conditions hold? They have not been read at their source; ask the provider."
    )
    return "ask", Message("template", template)


_CLOSED: Final[Mapping[str, str]] = {
    "paused": gettext_noop("The offer is paused; no application is accepted at present."),
    "exhausted": gettext_noop("The money of this offer is used up."),
    "ended": gettext_noop("The offer has ended."),
}


def _measure(rule: Rule, case: Case) -> Said:
    if case.measure.kind in rule.words:
        return "yes", Message("kind_fits", gettext_noop("The offer is for measures of this kind."))
    if case.measure.kind == "other":
        return "ask", Message("kind_unknown", gettext_noop("What kind of measure is it?"))
    if case.measure.kind in rule.asked:
        return "ask", Message("kind_asked", gettext_noop("Is the offer for a measure of this kind, too?"))
    return "no", Message("kind_differs", gettext_noop("The offer is for other kinds of measures."))


def _name(rule: Rule, case: Case) -> Said:
    """Say what the name of a programme tells whose conditions nobody has read."""
    if case.measure.kind in (*rule.words, "other"):
        template = gettext_noop("By its name the programme may fit. Is it for this measure?")
        return "ask", Message("name_fits", template)
    template = gettext_noop("By its name the programme is about other measures.")
    return "no", Message("name_differs", template)


def _region(rule: Rule, case: Case) -> Said:
    region = regions()[rule.words[0]]
    found = region.holds(case.organisation.postcode)
    values = {"region": region.name}
    if found == "yes":
        return "yes", Message("inside", gettext_noop("The postcode lies in %(region)s."), values)
    if found == "no":
        return "no", Message("outside", gettext_noop("The postcode does not lie in %(region)s."), values)
    return "ask", Message("where", gettext_noop("Does the site lie in %(region)s?"), values)


def _building(rule: Rule, case: Case) -> Said:
    building = case.measure.building
    if not building:
        template = gettext_noop("Is the building used for business, as a home, or both?")
        return "ask", Message("building_unknown", template)
    if building in rule.words:
        return "yes", Message("building_fits", gettext_noop("The offer is for buildings of this use."))
    if building == "mixed":
        template = gettext_noop("Which part of the building is it for? The offer is not for every use.")
        return "ask", Message("building_mixed", template)
    return "no", Message("building_differs", gettext_noop("The offer is for buildings of another use."))


def _size(rule: Rule, case: Case) -> Said:
    found = fits(case.organisation, rule.words)
    if found == "yes":
        return "yes", Message("size_fits", gettext_noop("The organisation is small enough."))
    if found == "no":
        return "no", Message("too_large", gettext_noop("The organisation is too large for this offer."))
    if case.organisation.employees is None:
        template = gettext_noop("How many employees are there, and how high is turnover or balance sheet?")
    else:
        template = gettext_noop("How high is the turnover or the balance sheet of a year?")
    return "ask", Message("size_unknown", template)


def _order(rule: Rule, case: Case) -> Said:
    return in_order(case, rule.words[0])


def _company(rule: Rule, case: Case) -> Said:
    form = case.organisation.legal_form
    if not form:
        return "ask", Message("form_unknown", gettext_noop("Which legal form does the organisation have?"))
    if _NO_COMPANY.search(form):
        template = gettext_noop("The offer speaks of companies. Is this organisation one in its sense?")
        return "ask", Message("no_company", template)
    return "yes", Message("company", gettext_noop("The organisation is a company."))


def _sector(rule: Rule, case: Case) -> Said:
    sector = case.organisation.sector.casefold()
    if any(word in sector for word in rule.words):
        return "yes", Message("sector_fits", gettext_noop("The offer is for this sector."))
    return "ask", Message("sector_asked", gettext_noop("Does the organisation belong to the sector meant?"))


def _question(rule: Rule, case: Case) -> Said:
    return "ask", Message(rule.words[0], QUESTIONS[rule.words[0]])


_RULES: Final[Mapping[str, Callable[[Rule, Case], Said]]] = {
    "measure": _measure,
    "name": _name,
    "region": _region,
    "building": _building,
    "size": _size,
    "order": _order,
    "company": _company,
    "sector": _sector,
    "question": _question,
}
