"""However often and in whatever order things become known, duties stand the same."""

from datetime import date, timedelta
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from klimapakt.duties.enums import DutyState, EventKind
from klimapakt.duties.rules import steps_today
from klimapakt.duties.standing import Known, Told, Version, standing
from klimapakt.methods.duties.ladder import STEPS, ladder
from klimapakt.methods.rulebook import preset
from klimapakt.methods.working_days import is_working_day

FIRST = date(2024, 1, 31)
RULEBOOKS = ("duesseldorf", "krefeld", "essen", "sme-climate-hub")
DAYS = st.integers(0, 2500).map(lambda count: FIRST + timedelta(days=count))
KEYS = ("baseline", "targets", "measures", "monitoring-1", "monitoring-2", "closing_balance")
KINDS = (EventKind.FULFILLED, EventKind.WAIVED, EventKind.EXPLAINED, EventKind.ANSWERED, EventKind.ASKED)
TOLD = st.builds(
    Told,
    duty=st.sampled_from(KEYS),
    kind=st.sampled_from(KINDS),
    on=DAYS,
    text=st.sampled_from(("", "a", "b")),
    missed_reason=st.just("money"),
) | st.builds(
    Told, duty=st.sampled_from(KEYS), kind=st.just(EventKind.EXTENDED), on=DAYS, months=st.integers(1, 3)
)
VERSIONS = st.lists(
    st.builds(
        Version,
        pk=st.integers(0, 2**64).map(lambda number: UUID(int=number)),
        year=st.integers(2018, 2032),
        submitted_on=DAYS,
        is_accepted=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda one: one.pk,
)
RESTS = st.lists(DAYS, max_size=4, unique=True).map(
    lambda days: tuple((day, place % 2 == 0) for place, day in enumerate(sorted(days)))
)


@given(st.sampled_from(RULEBOOKS), st.lists(TOLD, max_size=8), VERSIONS, RESTS, DAYS, st.randoms())
def test_the_order_in_which_things_become_known_changes_nothing(
    name: str,
    told: list[Told],
    versions: list[Version],
    rests: tuple[tuple[date, bool], ...],
    as_of: date,
    chance: Random,
) -> None:
    known = Known(FIRST, rests=rests, told=tuple(told), versions=tuple(versions))
    chance.shuffle(told)
    chance.shuffle(versions)
    again = Known(FIRST, rests=rests, told=tuple(told), versions=tuple(versions))
    assert standing(known, preset(name), as_of) == standing(again, preset(name), as_of)


@given(st.sampled_from(RULEBOOKS), VERSIONS, DAYS)
def test_a_year_of_inventories_does_one_duty_at_most(name: str, versions: list[Version], as_of: date) -> None:
    found = standing(Known(FIRST, versions=tuple(versions)), preset(name), as_of)
    years = {one.pk: one.year for one in versions}
    used = [years[one.fulfilled_by] for one in found if one.fulfilled_by is not None]
    assert len(used) == len(set(used))
    assert all((one.fulfilled_on is not None) == (one.state == DutyState.FULFILLED) for one in found)


@given(st.lists(TOLD, max_size=8), DAYS, st.integers(1, 900))
def test_what_is_done_stays_done(told: list[Told], as_of: date, later: int) -> None:
    known, rulebook = Known(FIRST, told=tuple(told)), preset("duesseldorf")
    done = {one.duty.id for one in standing(known, rulebook, as_of) if one.state == DutyState.FULFILLED}
    after = standing(known, rulebook, as_of + timedelta(days=later))
    assert done <= {one.duty.id for one in after if one.state == DutyState.FULFILLED}


@given(DAYS, st.integers(0, 400))
def test_every_step_falls_on_a_working_day_between_opening_and_end(due_on: date, open_days: int) -> None:
    opens_on = due_on - timedelta(days=open_days)
    steps = ladder(opens_on, due_on, "DE-NW")
    assert [step.name for step in steps] == [name for name in STEPS if name in {one.name for one in steps}]
    assert all(is_working_day(step.on, "DE-NW") and step.on >= opens_on for step in steps)
    assert [step.on for step in steps] == sorted(step.on for step in steps)


@given(DAYS, st.lists(st.integers(0, 60), min_size=1, max_size=40))
def test_however_the_clock_jumps_a_step_is_taken_once_and_one_is_sent_a_night(
    due_on: date, jumps: list[int]
) -> None:
    steps, day = ladder(due_on - timedelta(days=180), due_on, "DE-NW"), due_on
    taken: list[str] = []
    for place, jump in enumerate(jumps):
        day += timedelta(days=jump if place % 3 else -jump)
        tonight = steps_today(steps, taken, day)
        assert sum(not one.skipped for one in tonight) <= 1
        taken += [one.step.name for one in tonight]
    assert len(taken) == len(set(taken))
