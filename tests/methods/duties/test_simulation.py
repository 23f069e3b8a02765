"""Before a city switches to another rulebook it sees what changes for whom."""

from datetime import date

from hypothesis import given

from klimapakt.methods.duties import Event, Member, Membership, duties_of, simulate
from klimapakt.methods.duties.simulation import KINDS
from klimapakt.methods.rulebook import preset
from tests.methods.duties.random_cases import JOINED, PACTS, RANDOMLY
from tests.methods.rulebook.building import rulebook

ON = date(2026, 11, 26)
BAKERY = Member("bakery", Membership(date(2024, 3, 1)), (Event(date(2025, 2, 1), "fulfilled", "baseline"),))
HOTEL = Member("hotel", Membership(date(2026, 6, 1)))


@RANDOMLY
@given(PACTS, JOINED)
def test_the_same_rulebook_changes_nothing(pact: str, joined: date) -> None:
    assert simulate(preset(pact), preset(pact), [Member("one", Membership(joined))], ON) == ()


def test_another_rhythm_changes_monitoring_and_nothing_else() -> None:
    changes = simulate(rulebook(), rulebook(monitoring={"every_months": 48}), [BAKERY, HOTEL], ON)
    assert [(one.member, one.duty, one.kind) for one in changes] == [
        ("bakery", "monitoring-1", "moved"),
        ("bakery", "monitoring-2", "moved"),
        ("hotel", "monitoring-1", "moved"),
        ("hotel", "monitoring-2", "added"),
    ]
    first = changes[0]
    assert first.old
    assert first.new
    assert (first.old.due_on, first.new.due_on) == (date(2029, 3, 1), date(2028, 3, 1))


def test_a_duty_that_comes_and_one_that_goes_have_one_side_only() -> None:
    changes = simulate(preset("duesseldorf"), preset("krefeld"), [HOTEL], ON)
    kinds = {one.duty: (one.kind, one.old is None, one.new is None) for one in changes}
    assert kinds["targets"] == ("removed", False, True)
    assert kinds["monitoring-5"] == ("added", True, False)
    assert "baseline" not in kinds


def test_an_extension_that_was_granted_counts_although_the_new_rulebook_grants_less() -> None:
    granted = Event(date(2025, 2, 1), "extended", "targets", 6)
    member = Member("one", Membership(date(2024, 3, 1)), (granted,))
    assert simulate(rulebook(), rulebook(extension_months=0), [member], ON) == ()


@RANDOMLY
@given(PACTS, PACTS, JOINED)
def test_every_difference_is_reported_once_and_nothing_else(old: str, new: str, joined: date) -> None:
    member = Member("one", Membership(joined))
    before, after = (
        {duty.id: (duty.due_on, duty.state) for duty in duties_of(preset(name), member.membership, (), ON)}
        for name in (old, new)
    )
    changes = simulate(preset(old), preset(new), [member], ON)
    differing = {duty for duty in before.keys() | after.keys() if before.get(duty) != after.get(duty)}
    assert sorted(one.duty for one in changes) == sorted(differing)
    assert {one.kind for one in changes} <= set(KINDS)
