"""What holds for every pact, every member and everything that may happen."""

from datetime import date, timedelta
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from klimapakt.methods.duties import Duty, duties, read_case
from klimapakt.methods.duties.model import STATES
from klimapakt.methods.duties.schedule import last_day
from klimapakt.methods.rulebook import preset
from klimapakt.methods.working_days import is_working_day
from tests.methods.duties.building import Fields, case_of
from tests.methods.duties.random_cases import JOINED, PACTS, RANDOMLY, cases

OPEN_STATES = ("upcoming", "open", "due", "overdue")


def answer(case: Fields) -> tuple[Duty, ...]:
    """Return the duties of a case."""
    return duties(read_case(case))


def events_of(case: Fields) -> list[Fields]:
    """Return the events of a case."""
    return cast("list[Fields]", case["events"])


@RANDOMLY
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(case: Fields, chance: object) -> None:
    events = list(events_of(case))
    chance.shuffle(events)  # type: ignore[attr-defined]  # Hypothesis draws a Random
    assert answer({**case, "events": events}) == answer(case)


@RANDOMLY
@given(cases())
def test_events_told_twice_count_once(case: Fields) -> None:
    assert answer({**case, "events": [*events_of(case), *events_of(case)]}) == answer(case)


@RANDOMLY
@given(cases())
def test_the_same_case_gives_the_same_answer(case: Fields) -> None:
    assert answer(case) == answer(case)


@RANDOMLY
@given(cases())
def test_events_after_the_day_have_not_happened(case: Fields) -> None:
    happened = [event for event in events_of(case) if str(event["on"]) <= str(case["as_of"])]
    assert answer({**case, "events": happened}) == answer(case)


@RANDOMLY
@given(cases())
def test_nothing_is_due_after_the_closing_balance_and_every_duty_opens_before_it_is_due(case: Fields) -> None:
    found = answer(case)
    closing = [duty.due_on for duty in found if duty.rule == "closing_balance"]
    for duty in found:
        assert duty.state in STATES
        assert duty.opens_on <= duty.due_on <= duty.grace_ends_on
        assert not closing or duty.due_on <= closing[0]


@RANDOMLY
@given(cases())
def test_duties_stand_by_due_day_under_ids_of_their_own(case: Fields) -> None:
    found = answer(case)
    assert [duty.due_on for duty in found] == sorted(duty.due_on for duty in found)
    assert len({duty.id for duty in found}) == len(found)


@RANDOMLY
@given(cases())
def test_reminders_come_on_working_days_from_joining_until_the_due_day(case: Fields) -> None:
    read = read_case(case)
    for duty in answer(case):
        assert list(duty.reminders) == sorted(set(duty.reminders))
        for day in duty.reminders:
            assert read.membership.joined_on <= day <= duty.due_on
            assert is_working_day(day, read.rulebook.working_days.value)


@RANDOMLY
@given(cases())
def test_every_duty_names_its_source_and_the_edition(case: Fields) -> None:
    for duty in answer(case):
        assert duty.source.endswith(f"; rulebook {case['rulebook']} 2026.1")


@RANDOMLY
@given(PACTS, JOINED, st.lists(st.dates(date(2022, 1, 1), date(2050, 12, 31)), min_size=2, max_size=6))
def test_without_events_a_state_never_goes_back(pact: str, joined: date, days: list[date]) -> None:
    before: dict[str, int] = {}
    for on in sorted(days):
        case = case_of(pact=pact, joined=joined.isoformat(), on=on.isoformat())
        now = {duty.id: OPEN_STATES.index(duty.state) for duty in answer(case)}
        assert not before or before.keys() == now.keys()
        assert all(now[duty] >= place for duty, place in before.items())
        before = now


@RANDOMLY
@given(cases(), st.integers(1, 3000))
def test_what_is_settled_stays_settled(case: Fields, later: int) -> None:
    settled = {duty.id for duty in answer(case) if duty.state == "fulfilled"}
    day = date.fromisoformat(str(case["as_of"])) + timedelta(days=later)
    states = {duty.id: duty.state for duty in answer({**case, "as_of": day.isoformat()})}
    assert all(states[duty] == "fulfilled" for duty in settled)


@RANDOMLY
@given(PACTS, JOINED)
def test_the_last_duty_is_due_on_the_last_day_or_before(pact: str, joined: date) -> None:
    found = answer(case_of(pact=pact, joined=joined.isoformat()))
    assert all(joined <= duty.due_on <= last_day(preset(pact), joined) for duty in found)


@RANDOMLY
@given(cases())
def test_while_a_membership_rests_no_further_duty_becomes_overdue(case: Fields) -> None:
    on = date.fromisoformat(str(case["as_of"]))
    before = [event for event in events_of(case) if str(event["on"]) < str(case["as_of"])]
    resting = {**case, "events": [*before, {"kind": "paused", "on": on.isoformat()}]}
    overdue = {duty.id for duty in answer(resting) if duty.state == "overdue"}
    for days in (1, 40, 400):
        later = answer({**resting, "as_of": (on + timedelta(days=days)).isoformat()})
        assert {duty.id for duty in later if duty.state == "overdue"} <= overdue
