"""How the duties of a member stand on a day: a pure function of what is known, the same in any order.

The method (``methods.duties``) knows rulebook, days and events. Here accepted inventories become fulfilments,
and a merger hands over what has happened (``docs/duties.md``).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from klimapakt.duties.enums import OWED, Because, DutyState, EventKind
from klimapakt.methods.duties import Duty, Event, Membership, duties_of
from klimapakt.methods.rulebook import SINGLE_DUTIES, Rulebook
from klimapakt.targets.rules import SetTarget, set_on

_TARGETS: Final = "targets"
BY_REPORT: Final = frozenset({"baseline", "monitoring", "closing_balance"})
"""Rules that an accepted inventory fulfils."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event about a duty as it counts: what was taken back is not among them."""

    duty: str
    kind: str
    on: date
    months: int = 0
    until: date | None = None
    missed_reason: str = ""
    text: str = ""
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an inventory that was handed in; ``is_accepted`` once the office has accepted it."""

    pk: UUID
    year: int
    submitted_on: date
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Everything the duties of one membership follow from.

    ``before`` is the membership that it took over with its days; ``joined_by`` are members of their own that
    merged into it later.
    """

    joined_on: date
    signed_on: date | None = None
    tier: str | None = None
    ended_on: date | None = None
    rests: tuple[tuple[date, bool], ...] = ()
    told: tuple[Told, ...] = ()
    versions: tuple[Version, ...] = ()
    targets: tuple[SetTarget, ...] = ()
    before: "Known | None" = None
    joined_by: "tuple[Known, ...]" = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A duty with what the method does not know: why it stands so, and by what."""

    duty: Duty
    because: Because
    reason: str
    extended_months: int
    fulfilled_on: date | None
    fulfilled_by: UUID | None
    handed_in_on: date | None
    missed_reason: str

    @property
    def state(self) -> str:
        """Return the state of the duty."""
        return self.duty.state


def standing(known: Known, rulebook: Rulebook, as_of: date) -> tuple[Standing, ...]:
    """Return how every duty of a membership stands on a day, by due day."""
    told, versions = _all_told(known), _counting(known, rulebook, as_of)
    member, events = member_of(known), _said(known)
    plain = duties_of(rulebook, member, events, as_of)
    done = credit(plain, [one for one in versions if one.is_accepted], {})
    by_target = _targets_done(known, rulebook, as_of, plain)
    events += [*_done(done), *by_target]
    owed = {duty.id for duty in plain if duty.state in OWED} - done.keys() - {one.duty for one in by_target}
    later = {key: day for key, day in _later_days(known, rulebook).items() if key in owed}
    found = duties_of(rulebook, member, events, as_of, later) if done or by_target or later else plain
    handed_in = credit(found, [one for one in versions if not one.is_accepted], done)
    until_now = [one for one in told if one.on <= as_of]
    moved = {duty.id for duty in found if later.get(duty.id) == duty.due_on}
    return tuple(
        _standing(
            duty,
            until_now,
            handed_in.get(duty.id),
            _Limits(known.ended_on, duty.id in moved, _day(by_target)),
        )
        for duty in found
    )


def member_of(known: Known) -> Membership:
    """Return what the method wants to know of a membership."""
    return Membership(known.joined_on, known.signed_on, known.tier)


def happened(known: Known, rulebook: Rulebook, as_of: date) -> tuple[Event, ...]:
    """Return everything that moves the duties of a membership, with what reports did under this rulebook."""
    events = _said(known)
    accepted = [one for one in _counting(known, rulebook, as_of) if one.is_accepted]
    plain = duties_of(rulebook, member_of(known), events, as_of)
    by_target = _targets_done(known, rulebook, as_of, plain)
    return (*events, *_done(credit(plain, accepted, {})), *by_target)


def _said(known: Known) -> list[Event]:
    return [*_of_the_membership(known), *_events(_all_told(known))]


def _done(done: Mapping[str, Version]) -> list[Event]:
    return [Event(one.submitted_on, "fulfilled", key) for key, one in done.items()]


def _targets_done(known: Known, rulebook: Rulebook, as_of: date, plain: Iterable[Duty]) -> list[Event]:
    """Return that a target was set which is enough for the pact; nothing where a person has settled it."""
    is_open = any(duty.id == _TARGETS and duty.state in OWED for duty in plain)
    day = set_on((one for one in _all_targets(known) if one.on <= as_of), rulebook) if is_open else None
    return [Event(day, "fulfilled", _TARGETS)] if day else []


def _day(events: Iterable[Event]) -> date | None:
    return next((one.on for one in events), None)


def _all_targets(known: Known) -> list[SetTarget]:
    earlier = _all_targets(known.before) if known.before else []
    return [*earlier, *known.targets]


def _counting(known: Known, rulebook: Rulebook, as_of: date) -> list[Version]:
    oldest = rulebook.base_year.value.not_before
    found = [one for one in _all_versions(known) if one.submitted_on <= as_of]
    return [one for one in found if oldest is None or one.year >= oldest]


def credit(
    duties: Iterable[Duty], versions: Iterable[Version], done: Mapping[str, Version]
) -> Mapping[str, Version]:
    """Return which version does which duty, beside those that are ``done``; a year does one duty at most.

    The baseline takes the version that was handed in first. A later report takes the first of a later year
    than the baseline's that was handed in once it was open. What a person has settled takes none.
    """
    waiting = sorted(versions, key=lambda one: (one.submitted_on, one.year, str(one.pk)))
    found = dict(done)
    for duty in sorted(duties, key=lambda one: (one.rule != "baseline", one.due_on, one.id)):
        if duty.rule not in BY_REPORT or duty.state in (DutyState.FULFILLED, DutyState.WAIVED):
            continue
        taken = {one.year for one in found.values()}
        fitting = (one for one in waiting if one.year not in taken and _fits(duty, one, found))
        version = next(fitting, None)
        if version is not None:
            found[duty.id] = version
    return found


def _fits(duty: Duty, version: Version, found: Mapping[str, Version]) -> bool:
    if duty.rule == "baseline":
        return True
    baseline = found.get("baseline")
    return version.submitted_on >= duty.opens_on and (baseline is None or version.year > baseline.year)


def _all_told(known: Known) -> list[Told]:
    """Return the events of a membership, with those of the one it took over as its own."""
    earlier = _all_told(known.before) if known.before else []
    return [*earlier, *known.told]


def _all_versions(known: Known) -> list[Version]:
    earlier = _all_versions(known.before) if known.before else []
    return [*earlier, *known.versions]


def _later_days(known: Known, rulebook: Rulebook) -> Mapping[str, date]:
    """Return the latest days after mergers of members, for what is owed once and open on all sides."""
    found = dict(_later_days(known.before, rulebook)) if known.before else {}
    for other in known.joined_by:
        if other.ended_on is None:
            continue
        for one in standing(replace(other, ended_on=None), rulebook, other.ended_on):
            if one.duty.rule in SINGLE_DUTIES and one.state in OWED:
                found[one.duty.id] = max(one.duty.due_on, found.get(one.duty.id, one.duty.due_on))
    return found


def _of_the_membership(known: Known) -> Iterator[Event]:
    for day, is_resting in known.rests:
        yield Event(day, "paused" if is_resting else "resumed")
    if known.before:
        yield from (event for event in _of_the_membership(known.before) if event.kind != "ended")
    if known.ended_on:
        yield Event(known.ended_on, "ended")


def _events(told: Iterable[Told]) -> Iterator[Event]:
    """Yield the events as the method takes them; extensions of one day are one, which it would count once."""
    extended: dict[tuple[str, date], int] = {}
    for one in told:
        if one.kind == EventKind.EXTENDED:
            extended[one.duty, one.on] = extended.get((one.duty, one.on), 0) + one.months
        elif one.kind in (EventKind.FULFILLED, EventKind.WAIVED):
            yield Event(one.on, one.kind, one.duty, reason=one.text)
    for (duty, day), months in extended.items():
        yield Event(day, "extended", duty, months)


@dataclass(frozen=True, slots=True)
class _Limits:
    """What moves or ends a duty from outside."""

    ended_on: date | None
    is_moved: bool
    target_set_on: date | None = None


def _standing(duty: Duty, happened: list[Told], version: Version | None, limits: _Limits) -> Standing:
    own = sorted(
        (one for one in happened if one.duty == duty.id), key=lambda one: (one.on, one.text, one.months)
    )
    of_kind = {kind: [one for one in own if one.kind == kind] for kind in EventKind.values}
    is_done = duty.state == DutyState.FULFILLED
    by_version = version if is_done and not of_kind[EventKind.FULFILLED] else None
    explained = of_kind[EventKind.EXPLAINED]
    because = _because(duty, of_kind, limits)
    return Standing(
        duty=duty,
        because=because,
        reason=_reason(because, of_kind),
        extended_months=sum(one.months for one in of_kind[EventKind.EXTENDED]),
        fulfilled_on=_done_on(of_kind, by_version, because, limits) if is_done else None,
        fulfilled_by=by_version.pk if by_version else None,
        handed_in_on=version.submitted_on if version and not version.is_accepted else None,
        missed_reason=explained[-1].missed_reason if explained and not is_done else "",
    )


def _done_on(
    of_kind: Mapping[str, list[Told]], by_version: Version | None, because: Because, limits: _Limits
) -> date | None:
    confirmed = of_kind[EventKind.FULFILLED]
    if confirmed:
        return confirmed[0].on
    if because == Because.TARGET:
        return limits.target_set_on
    return by_version.submitted_on if by_version else None


def _because(duty: Duty, of_kind: Mapping[str, list[Told]], limits: _Limits) -> Because:
    if duty.state == DutyState.FULFILLED:
        if of_kind[EventKind.FULFILLED]:
            return Because.CONFIRMED
        return Because.TARGET if duty.id == _TARGETS else Because.VERSION
    if duty.state == DutyState.WAIVED:
        if of_kind[EventKind.WAIVED]:
            return Because.RELEASED
        return Because.ENDED if limits.ended_on and limits.ended_on < duty.due_on else Because.PAUSE
    if limits.is_moved:
        return Because.MERGER
    if of_kind[EventKind.EXTENDED]:
        return Because.GRANTED
    return Because.CALENDAR


def _reason(because: Because, of_kind: Mapping[str, list[Told]]) -> str:
    """Return what the person wrote who brought this about; the newest counts."""
    kinds = {
        Because.CONFIRMED: EventKind.FULFILLED,
        Because.RELEASED: EventKind.WAIVED,
        Because.GRANTED: EventKind.EXTENDED,
    }
    told = of_kind[kinds[because]] if because in kinds else []
    return told[-1].text if told else ""
