"""Read a case from the contract's JSON; what cannot be is refused with its place."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from klimapakt.methods import reading
from klimapakt.methods.claims.model import (
    AUDIENCES,
    KINDS,
    LANGUAGES,
    NOTHING,
    PERIODS,
    SPEAKERS,
    STATES,
    Case,
    Claim,
    Plan,
)
from klimapakt.methods.claims.rules import edition
from klimapakt.methods.figures import milligrams, whole
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

CASE_KEYS: Final = ("text", "language", "audience", "speaker", "on", "claim")
CLAIM_KEYS: Final = (
    "kind",
    "figure_mg",
    "unit_value",
    "scopes",
    "base_year",
    "year",
    "period",
    "state",
    "offsets",
    "scheme",
    "evidence",
    "plan",
)
PLAN_KEYS: Final = ("public_url", "resources", "reviewer", "reviewed_on", "findings_url")
LONGEST_TEXT: Final = 50_000


def read_case(raw: object) -> Case:
    """Return the case. Raises Refused with path and sentence for the first thing that is wrong."""
    given = reading.mapping(raw, "", CASE_KEYS, required=CASE_KEYS[:3])
    on = given.get("on")
    return Case(
        text=_text(given["text"]),
        language=reading.choice(given["language"], "language", LANGUAGES),
        audience=reading.choice(given["audience"], "audience", AUDIENCES),
        speaker=_maybe_choice(given, "speaker", "", SPEAKERS) or SPEAKERS[0],
        # Without a day the text is judged on the day the rules were looked up: no clock decides.
        on=date.fromisoformat(edition()) if on is None else reading.day(on, "on"),
        claim=_claim(given.get("claim")),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Refused("text", Message("not_a_text", gettext_noop("A text is needed here."), {}))
    if len(value) > LONGEST_TEXT:
        template = gettext_noop("The text is longer than %(limit)s characters. Shorten it.")
        raise Refused("text", Message("too_long", template, {"limit": LONGEST_TEXT}))
    return value


def _claim(raw: object) -> Claim:
    if raw is None:
        return NOTHING
    given = reading.mapping(raw, "claim", CLAIM_KEYS, required=("kind", "evidence"))
    figure, base_year, year = (given.get(key) for key in ("figure_mg", "base_year", "year"))
    return Claim(
        kind=reading.choice(given["kind"], "claim.kind", KINDS),
        evidence=_evidence(given["evidence"]),
        figure_mg=None if figure is None else milligrams(figure, "claim.figure_mg"),
        unit_value=_unit_value(given.get("unit_value")),
        scopes=_scopes(given.get("scopes")),
        base_year=None if base_year is None else reading.whole_year(base_year, "claim.base_year"),
        year=None if year is None else reading.whole_year(year, "claim.year"),
        period=_maybe_choice(given, "period", "claim.", PERIODS),
        state=_maybe_choice(given, "state", "claim.", STATES),
        offsets=given.get("offsets") is not None and reading.flag(given["offsets"], "claim.offsets"),
        scheme=_maybe_text(given, "scheme", "claim."),
        plan=_plan(given.get("plan")),
    )


def _evidence(raw: object) -> tuple[str, ...]:
    items = reading.sequence(raw, "claim.evidence")
    return tuple(reading.identifier(item, f"claim.evidence[{at}]") for at, item in enumerate(items))


def _unit_value(value: object) -> str:
    """Return a figure in another unit than milligrams, as a number or as text with its unit."""
    if value is None:
        return ""
    if isinstance(value, str):
        return reading.text(value, "claim.unit_value")
    return f"{reading.number(value, 'claim.unit_value'):f}"


def _scopes(raw: object) -> frozenset[int]:
    if raw is None:
        return frozenset()
    items = reading.sequence(raw, "claim.scopes")
    return frozenset(whole(item, f"claim.scopes[{at}]", least=1, most=3) for at, item in enumerate(items))


def _plan(raw: object) -> Plan | None:
    if raw is None:
        return None
    given = reading.mapping(raw, "claim.plan", PLAN_KEYS)
    reviewed_on = given.get("reviewed_on")
    return Plan(
        public_url=_maybe_text(given, "public_url", "claim.plan."),
        resources=_maybe_text(given, "resources", "claim.plan."),
        reviewer=_maybe_text(given, "reviewer", "claim.plan."),
        reviewed_on=None if reviewed_on is None else reading.day(reviewed_on, "claim.plan.reviewed_on"),
        findings_url=_maybe_text(given, "findings_url", "claim.plan."),
    )


def _maybe_text(given: Mapping[str, object], key: str, prefix: str) -> str:
    """Return a text that may be missing or empty: an incomplete plan is no error."""
    value = given.get(key)
    return "" if value is None or value == "" else reading.text(value, f"{prefix}{key}")


def _maybe_choice(given: Mapping[str, object], key: str, prefix: str, known: tuple[str, ...]) -> str:
    value = given.get(key)
    return "" if value is None else reading.choice(value, f"{prefix}{key}", known)
