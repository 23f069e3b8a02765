"""Read a case from the contract's JSON; what cannot be is refused with its place."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from klimapakt.methods import reading
from klimapakt.methods.funding.model import BUILDINGS, KINDS, MEASURE_STATES, Case, Measure, Organisation
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

CASE_KEYS: Final = ("organisation", "measure", "on")
ORGANISATION_KEYS: Final = (
    *("employees", "turnover_eur", "balance_sheet_eur", "energy_mwh", "legal_form", "sector", "postcode"),
)
MEASURE_KEYS: Final = (
    *("kind", "investment_eur", "building", "state", "applied_on", "approved_on", "ordered_on"),
)
REQUIRED_OF_A_MEASURE: Final = ("kind", "state")
POSTCODE: Final = r"^[0-9]{5}$"


def read_case(raw: object) -> Case:
    """Return the case. Raises Refused with path and sentence for the first thing that is wrong.

    What is not known may be left out or null: then the rules ask for it.
    """
    given = reading.mapping(raw, "", CASE_KEYS, required=CASE_KEYS)
    on = reading.day(given["on"], "on")
    return Case(_organisation(given["organisation"]), _measure(given["measure"], on), on)


def _organisation(raw: object) -> Organisation:
    given = reading.mapping(raw, "organisation", ORGANISATION_KEYS)
    return Organisation(
        employees=_amount(given, "employees", "organisation."),
        turnover_eur=_amount(given, "turnover_eur", "organisation."),
        balance_sheet_eur=_amount(given, "balance_sheet_eur", "organisation."),
        energy_mwh=_amount(given, "energy_mwh", "organisation."),
        legal_form=_text(given, "legal_form"),
        sector=_text(given, "sector"),
        postcode=_postcode(given.get("postcode")),
    )


def _measure(raw: object, on: date) -> Measure:
    given = reading.mapping(raw, "measure", MEASURE_KEYS, required=REQUIRED_OF_A_MEASURE)
    state = reading.choice(given["state"], "measure.state", MEASURE_STATES)
    building = given.get("building")
    found = Measure(
        kind=reading.choice(given["kind"], "measure.kind", KINDS),
        state=state,
        investment_eur=_amount(given, "investment_eur", "measure."),
        building="" if building is None else reading.choice(building, "measure.building", BUILDINGS),
        applied_on=_day(given, "applied_on"),
        approved_on=_day(given, "approved_on"),
        ordered_on=_day(given, "ordered_on"),
    )
    _ensure_possible(found, on)
    return found


def _ensure_possible(measure: Measure, on: date) -> None:
    """Refuse steps that contradict one another."""
    if measure.state == "ordered" and measure.ordered_on is not None and measure.ordered_on > on:
        template = gettext_noop("The measure is ordered, but the day of its order lies ahead. Check both.")
        raise Refused("measure.ordered_on", Message("contradiction", template))
    if measure.applied_on and measure.approved_on and measure.approved_on < measure.applied_on:
        template = gettext_noop("The approval lies before the application. Check both days.")
        raise Refused("measure.approved_on", Message("contradiction", template))


def _amount(given: Mapping[str, object], key: str, prefix: str) -> Decimal | None:
    value = given.get(key)
    return None if value is None else reading.positive_or_zero(value, f"{prefix}{key}")


def _day(given: Mapping[str, object], key: str) -> date | None:
    value = given.get(key)
    return None if value is None else reading.day(value, f"measure.{key}")


def _text(given: Mapping[str, object], key: str) -> str:
    value = given.get(key)
    return "" if value is None else reading.text(value, f"organisation.{key}")


def _postcode(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and re.fullmatch(POSTCODE, value, re.ASCII):
        return value
    template = gettext_noop("A German postcode has five digits. Write it as a text, such as “40213”.")
    raise Refused("organisation.postcode", Message("not_a_postcode", template))
