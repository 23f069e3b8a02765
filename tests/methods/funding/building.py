"""Cases and offers for the tests of the funding check."""

from collections.abc import Mapping
from datetime import date

from klimapakt.methods.funding import Offer, Result, funding, loaded, read_case

Fields = dict[str, object]
CITY = "klimafreundliches-wohnen-und-arbeiten"
CHECKED: Fields = {"source": "example.org", "last_checked_on": "2026-11-22"}
OPEN: Fields = {"state": "valid", "from": "2020-01-01", **CHECKED}


def case_of(
    organisation: Mapping[str, object] | None = None,
    measure: Mapping[str, object] | None = None,
    on: str = "2026-11-27",
) -> Fields:
    """Return a case of a small bakery in Düsseldorf that plans a heat pump, with something changed."""
    known: Fields = {"employees": 12, "turnover_eur": 1_400_000, "legal_form": "GmbH", "sector": "food"}
    planned: Fields = {"kind": "heat_pump", "investment_eur": 48_000, "building": "commercial"}
    return {
        "organisation": {**known, "postcode": "40213", **(organisation or {})},
        "measure": {**planned, "state": "planned", **(measure or {})},
        "on": on,
    }


def offer_of(*rules: Mapping[str, object], **changed: object) -> Offer:
    """Return an open offer with some rules."""
    return loaded([raw_offer(*rules, **changed)])[0]


def raw_offer(*rules: Mapping[str, object], **changed: object) -> Fields:
    """Return the data of an open offer with some rules."""
    return {
        "id": "offer",
        "title": {"de": "Angebot", "en": "Offer"},
        "provider": {"de": "Stadt", "en": "City"},
        "form": "grant",
        "completeness": "reviewed",
        "states": [OPEN],
        "rules": [{**CHECKED, **rule} for rule in rules],
        **CHECKED,
        **changed,
    }


def result(case: Fields, offer: Offer) -> Result:
    """Return what one offer says to a case."""
    return funding(read_case(case), [offer])[0]


def shipped(case: Fields, name: str) -> Result:
    """Return what a shipped offer says to a case."""
    return next(one for one in funding(read_case(case)) if one.offer == name)


def said(found: Result, rule: str) -> tuple[str, str]:
    """Return the answer and the code of the reason of a rule."""
    return next((one.answer, one.why.code) for one in found.reasons if one.rule == rule)


def codes(found: Result) -> list[str]:
    """Return the codes of the warnings."""
    return [one.code for one in found.warnings]


def day(text: str) -> date:
    """Return a day."""
    return date.fromisoformat(text)
