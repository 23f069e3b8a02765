"""Duties follow from rulebook, membership, inventories and events, and from nothing else."""

from datetime import date

import pytest

from klimapakt.duties.models import Duty
from klimapakt.memberships.enums import Stage
from klimapakt.organisations.models import Organisation
from tests.duties.owing import BASELINE_DUE, computed, handed_in, member

pytestmark = pytest.mark.django_db


def test_a_member_owes_what_the_rulebook_asks(bakery: Organisation) -> None:
    found = computed(member(bakery), date(2025, 3, 3))
    assert list(found) == [
        *("baseline", "measures", "targets"),
        *("monitoring-1", "monitoring-2", "closing_balance"),
    ]
    assert (found["baseline"].due_on, found["baseline"].state) == (BASELINE_DUE, "upcoming")


def test_who_is_no_member_yet_owes_nothing(bakery: Organisation) -> None:
    one = member(bakery, stage=Stage.TALK)
    one.joined_on = None
    one.save()
    assert computed(one, date(2025, 3, 3)) == {}


def test_an_accepted_inventory_does_the_baseline_on_the_day_it_was_handed_in(bakery: Organisation) -> None:
    version = handed_in(bakery, 2024, date(2025, 11, 5))
    found = computed(member(bakery), date(2026, 6, 1))
    assert (found["baseline"].state, found["baseline"].because) == ("fulfilled", "version")
    assert (found["baseline"].fulfilled_by, found["baseline"].fulfilled_on) == (version, date(2025, 11, 5))
    assert found["monitoring-1"].state == "upcoming"


def test_what_waits_for_the_office_is_handed_in_and_not_done(bakery: Organisation) -> None:
    handed_in(bakery, 2024, date(2025, 11, 5), accepted_later=False)
    found = computed(member(bakery), date(2026, 6, 1))["baseline"]
    assert (found.state, found.handed_in_on, found.fulfilled_on) == ("overdue", date(2025, 11, 5), None)


def test_recomputing_twice_writes_nothing_the_second_time(bakery: Organisation) -> None:
    one = member(bakery)
    handed_in(bakery, 2024, date(2025, 11, 5))
    before = {key: duty.pk for key, duty in computed(one, date(2026, 6, 1)).items()}
    assert {key: duty.pk for key, duty in computed(one, date(2026, 6, 1)).items()} == before
    assert Duty.objects.count() == len(before)
