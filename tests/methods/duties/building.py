"""Cases to ask about: a pact, a day of joining, what happened, and the day on which somebody looks."""

from datetime import date

from klimapakt.methods.duties import Duty, duties, read_case

Fields = dict[str, object]

JOINED = "2024-02-29"


def case_of(
    *events: Fields, pact: object = "duesseldorf", joined: str = JOINED, on: str = "2024-03-01"
) -> Fields:
    """Return a case as JSON."""
    return {"rulebook": pact, "membership": {"joined_on": joined}, "events": list(events), "as_of": on}


def found(case: Fields) -> dict[str, Duty]:
    """Return the duties of a case by id."""
    return {duty.id: duty for duty in duties(read_case(case))}


def due_days(case: Fields) -> dict[str, str]:
    """Return the due day of each duty."""
    return {duty.id: duty.due_on.isoformat() for duty in duties(read_case(case))}


def state_of(case: Fields, duty: str = "baseline") -> str:
    """Return the state of one duty."""
    return found(case)[duty].state


def day(text: str) -> date:
    """Return a day."""
    return date.fromisoformat(text)


def fulfilled(duty: str, on: str) -> Fields:
    """Return that a duty was fulfilled."""
    return {"kind": "fulfilled", "duty": duty, "on": on}


def extended(duty: str, on: str, months: int) -> Fields:
    """Return that a deadline was extended."""
    return {"kind": "extended", "duty": duty, "on": on, "months": months, "reason": "asked for"}


def waived(duty: str, on: str) -> Fields:
    """Return that a duty was waived."""
    return {"kind": "waived", "duty": duty, "on": on, "reason": "merged"}


def happened(kind: str, on: str) -> Fields:
    """Return that the membership paused, went on or ended."""
    return {"kind": kind, "on": on}
