"""Read a case from the contract's JSON; what cannot have been is refused with its place."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from klimapakt.methods import reading
from klimapakt.methods.duties.model import ABOUT_A_DUTY, EVENT_KINDS, Case, Event, Membership
from klimapakt.methods.duties.schedule import last_day, schedule
from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.methods.refusal import Refused
from klimapakt.methods.rulebook import Rulebook, rulebook_of
from klimapakt.methods.rulebook.values import months

CASE_KEYS: Final = ("rulebook", "membership", "events", "as_of")
MEMBERSHIP_KEYS: Final = ("joined_on", "signed_on", "tier")
EVENT_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "fulfilled": ("kind", "duty", "on"),
    "extended": ("kind", "duty", "on", "months", "reason"),
    "waived": ("kind", "duty", "on", "reason"),
    "paused": ("kind", "on", "reason"),
    "resumed": ("kind", "on", "reason"),
    "ended": ("kind", "on", "reason"),
}
"""The keys of an event; of those about a duty each is required, else the reason may be left out."""


def read_case(raw: object) -> Case:
    """Return the case. Raises Refused with path and sentence for the first thing that is wrong."""
    given = reading.mapping(raw, "", CASE_KEYS, required=("rulebook", "membership", "as_of"))
    rulebook = rulebook_of(given["rulebook"])
    membership = _membership(given["membership"], rulebook)
    as_of = reading.day(given["as_of"], "as_of")
    items = () if given.get("events") is None else reading.sequence(given["events"], "events")
    events = tuple(_event(item, f"events[{at}]") for at, item in enumerate(items))
    known = [one.id for one in schedule(rulebook, membership)]
    for event in events:
        _ensure_possible(event, rulebook, membership, known)
    _ensure_extensions(events, rulebook, as_of)
    return Case(rulebook, membership, events, as_of)


def _membership(raw: object, rulebook: Rulebook) -> Membership:
    given = reading.mapping(raw, "membership", MEMBERSHIP_KEYS, required=("joined_on",))
    signed = given.get("signed_on")
    found = Membership(
        joined_on=reading.day(given["joined_on"], "membership.joined_on"),
        signed_on=None if signed is None else reading.day(signed, "membership.signed_on"),
        tier=_tier(given.get("tier"), rulebook),
    )
    last = last_day(rulebook, found.joined_on)
    if found.joined_on > last:
        template = gettext_noop("The pact ends on %(last)s; nobody can join on %(day)s. Check the date.")
        values = {"last": last, "day": found.joined_on}
        raise Refused("membership.joined_on", Message("joined_after_end", template, values))
    return found


def _tier(raw: object, rulebook: Rulebook) -> str | None:
    if raw is None:
        return None
    known = [tier.key for tier in rulebook.tiers.value]
    # A pact without tiers asks the same of everybody, whatever they call themselves.
    return reading.choice(raw, "membership.tier", known) if known else reading.text(raw, "membership.tier")


def _event(raw: object, path: str) -> Event:
    every = dict.fromkeys(key for keys in EVENT_KEYS.values() for key in keys)
    kind = reading.choice(
        reading.mapping(raw, path, tuple(every), required=("kind",))["kind"], f"{path}.kind", EVENT_KINDS
    )
    keys = EVENT_KEYS[kind]
    required = keys if kind in ABOUT_A_DUTY else ("kind", "on")
    given = reading.mapping(raw, path, keys, required=required)
    reason = given.get("reason")
    return Event(
        on=reading.day(given["on"], f"{path}.on"),
        kind=kind,
        duty=reading.text(given["duty"], f"{path}.duty") if "duty" in keys else "",
        months=months(given["months"], f"{path}.months") if "months" in keys else 0,
        reason="" if reason is None and kind not in ABOUT_A_DUTY else _reason(given, path),
        path=path,
    )


def _reason(given: Mapping[str, object], path: str) -> str:
    return reading.text(given["reason"], f"{path}.reason") if "reason" in given else ""


def _ensure_possible(event: Event, rulebook: Rulebook, membership: Membership, known: list[str]) -> None:
    if event.duty and event.duty not in known:
        close = nearest(event.duty, known) or known[:1] or ["-"]
        template = gettext_noop(
            "There is no duty %(duty)s in this membership. Nearest: %(nearest)s. Duties: %(known)s."
        )
        values = {"duty": event.duty[:80], "nearest": close[0], "known": ", ".join(known)}
        raise Refused(f"{event.path}.duty", Message("unknown_duty", template, values))
    if event.on < membership.joined_on:
        template = gettext_noop("%(day)s is before the member joined on %(joined)s. Check the date.")
        days = {"day": event.on, "joined": membership.joined_on}
        raise Refused(f"{event.path}.on", Message("event_before_joining", template, days))
    if event.months > rulebook.extension_months.value:
        raise _too_long(event, event.months, rulebook)


def _ensure_extensions(events: tuple[Event, ...], rulebook: Rulebook, as_of: date) -> None:
    """Refuse extensions that have happened by the day and together are longer than the rulebook allows."""
    granted: dict[str, int] = {}
    for event in sorted({event for event in events if event.kind == "extended" and event.on <= as_of}):
        granted[event.duty] = granted.get(event.duty, 0) + event.months
        if granted[event.duty] > rulebook.extension_months.value:
            raise _too_long(event, granted[event.duty], rulebook)


def _too_long(event: Event, granted: int, rulebook: Rulebook) -> Refused:
    template = gettext_noop(
        "%(months)s months of extension for %(duty)s are more than the %(most)s that the rulebook allows."
    )
    values = {"months": granted, "duty": event.duty, "most": rulebook.extension_months.value}
    return Refused(f"{event.path}.months", Message("extension_too_long", template, values))
