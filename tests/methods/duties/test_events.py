"""What happens to duties: fulfilled, extended, waived, a membership that rests, goes on or ends."""

import pytest

from tests.methods.duties.building import (
    JOINED,
    case_of,
    day,
    due_days,
    extended,
    found,
    fulfilled,
    happened,
    state_of,
    waived,
)
from tests.methods.rulebook.building import written


def test_a_fulfilled_duty_stays_fulfilled() -> None:
    for on in ("2024-12-01", "2025-02-28", "2030-01-01"):
        assert state_of(case_of(fulfilled("baseline", "2024-12-01"), on=on)) == "fulfilled"


def test_an_event_after_the_day_has_not_happened() -> None:
    assert state_of(case_of(fulfilled("baseline", "2024-12-01"), on="2024-11-30")) == "open"


def test_what_is_done_early_or_late_is_done() -> None:
    assert state_of(case_of(fulfilled("monitoring-2", JOINED), on=JOINED), "monitoring-2") == "fulfilled"
    assert state_of(case_of(fulfilled("baseline", "2026-01-01"), on="2026-01-01")) == "fulfilled"


def test_fulfilled_counts_more_than_waived() -> None:
    both = (waived("baseline", "2024-05-01"), fulfilled("baseline", "2024-12-01"))
    assert state_of(case_of(*both, on="2024-06-01")) == "waived"
    assert state_of(case_of(*both, on="2024-12-01")) == "fulfilled"


def test_the_days_of_the_reminders_follow_from_the_due_day_alone() -> None:
    fulfilled_early = case_of(fulfilled("baseline", "2024-12-01"), on="2024-12-01")
    assert found(fulfilled_early)["baseline"].reminders == found(case_of())["baseline"].reminders


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2024-03-01", "upcoming"),
        ("2025-02-09", "due"),
        ("2025-02-10", "extended"),
        ("2025-03-01", "extended"),
        ("2025-07-30", "extended"),
        ("2025-07-31", "due"),
        ("2025-08-29", "due"),
        ("2025-08-30", "overdue"),
    ],
)
def test_an_extension_moves_the_day_counted_from_the_original_one(on: str, state: str) -> None:
    case = case_of(extended("baseline", "2025-02-10", 6), on=on)
    assert state_of(case) == state
    assert due_days(case)["baseline"] == ("2025-02-28" if on < "2025-02-10" else "2025-08-29")


def test_an_extended_duty_opens_six_months_before_its_new_day() -> None:
    duty = found(case_of(extended("baseline", "2025-02-10", 3), on="2025-02-10"))["baseline"]
    assert (duty.opens_on, duty.due_on) == (day("2024-11-29"), day("2025-05-29"))
    assert duty.state == "extended"


def test_extensions_add_up() -> None:
    events = (extended("baseline", "2025-01-10", 2), extended("baseline", "2025-02-10", 3))
    assert due_days(case_of(*events, on="2025-03-01"))["baseline"] == "2025-07-29"


def test_an_extension_told_twice_counts_once_whatever_its_reason() -> None:
    told = extended("baseline", "2025-01-10", 6)
    case = case_of(told, {**told, "reason": "told again"}, on="2025-03-01")
    assert due_days(case)["baseline"] == "2025-08-29"


def test_an_extension_never_passes_the_closing_balance() -> None:
    case = case_of(extended("baseline", "2035-07-01", 6), joined="2034-08-01", on="2035-07-01")
    assert due_days(case)["baseline"] == "2035-12-31"


def test_an_extended_closing_balance_stays_the_last_duty() -> None:
    case = case_of(extended("closing_balance", "2035-12-01", 6), on="2035-12-01")
    assert due_days(case)["closing_balance"] == "2036-06-30"


def test_a_pause_moves_the_clock_of_the_member_by_its_days() -> None:
    case = case_of(happened("paused", "2024-10-01"), happened("resumed", "2024-10-11"), on="2025-01-01")
    days = due_days(case)
    assert (days["baseline"], days["monitoring-1"]) == ("2025-03-10", "2029-03-10")
    assert days["closing_balance"] == "2035-12-31"


def test_a_pause_does_not_move_the_days_that_are_the_same_for_everybody() -> None:
    case = case_of(
        happened("paused", "2025-03-01"), happened("resumed", "2025-06-01"), pact="krefeld", on="2025-07-01"
    )
    assert due_days(case)["monitoring-1"] == "2025-12-31"


def test_a_day_for_everybody_that_falls_into_a_pause_is_not_owed() -> None:
    rested = (happened("paused", "2025-11-01"), happened("resumed", "2026-02-01"))
    case = case_of(*rested, pact="krefeld", on="2026-03-01")
    assert state_of(case, "monitoring-1") == "waived"
    assert state_of(case, "monitoring-2") == "upcoming"


def test_nothing_becomes_overdue_while_the_membership_rests() -> None:
    for on in ("2025-02-20", "2025-02-28", "2025-03-01", "2027-01-01"):
        case = case_of(happened("paused", "2025-02-20"), on=on)
        assert state_of(case) == "due"


def test_what_was_overdue_before_a_pause_stays_overdue() -> None:
    case = case_of(happened("paused", "2025-03-01"), happened("resumed", "2026-03-01"), on="2025-06-01")
    assert state_of(case) == "overdue"
    assert due_days(case)["baseline"] == "2025-02-28"


def test_a_pause_on_the_due_day_still_moves_it() -> None:
    rested = (happened("paused", "2025-02-28"), happened("resumed", "2025-03-10"))
    assert due_days(case_of(*rested, on="2025-03-10"))["baseline"] == "2025-03-10"


def test_while_a_pause_lasts_every_day_of_it_counts() -> None:
    case = case_of(happened("paused", "2025-02-20"), on="2025-02-28")
    assert due_days(case)["baseline"] == "2025-03-09"


def test_pausing_twice_is_one_pause_from_the_first_day() -> None:
    rested = (
        happened("paused", "2024-10-01"),
        happened("paused", "2024-10-06"),
        happened("resumed", "2024-10-11"),
    )
    assert due_days(case_of(*rested, on="2025-01-01"))["baseline"] == "2025-03-10"


def test_a_pause_moves_the_opening_with_the_due_day() -> None:
    rested = (happened("paused", "2024-05-01"), happened("resumed", "2024-06-01"))
    duty = found(case_of(*rested, on="2024-06-01"))["baseline"]
    assert (duty.opens_on, duty.due_on) == (day("2024-09-30"), day("2025-03-31"))


def test_going_on_without_a_pause_changes_nothing() -> None:
    assert found(case_of(happened("resumed", "2024-10-11"), on="2025-01-01")) == found(
        case_of(on="2025-01-01")
    )


def test_after_the_end_nothing_is_owed_that_was_not_due_by_then() -> None:
    case = case_of(happened("ended", "2025-06-30"), fulfilled("monitoring-1", "2025-03-01"), on="2025-07-01")
    assert {duty: one.state for duty, one in found(case).items()} == {
        **dict.fromkeys(("baseline", "targets", "measures"), "overdue"),
        "monitoring-1": "fulfilled",
        **dict.fromkeys(("monitoring-2", "closing_balance"), "waived"),
    }


def test_what_is_due_on_the_last_day_of_the_membership_is_still_owed() -> None:
    duties = found(case_of(happened("ended", "2025-02-28"), on="2025-03-01"))
    assert {duties[name].state for name in ("baseline", "targets", "measures")} == {"overdue"}
    assert duties["monitoring-1"].state == "waived"


def test_before_the_end_everything_is_still_owed() -> None:
    assert len(found(case_of(happened("ended", "2025-06-30"), on="2025-06-29"))) == 6


def test_a_duty_may_be_asked_of_some_tiers_only() -> None:
    tiers = [{"key": key, "title": {"de": key, "en": key}} for key in ("basis", "plus")]
    pact = written(tiers=tiers, targets={"due_months": 12, "tiers": ["plus"]})
    for tier, is_asked in (("basis", False), ("plus", True), (None, False)):
        case = {**case_of(pact=pact), "membership": {"joined_on": JOINED, "tier": tier}}
        assert ("targets" in found(case)) is is_asked


def test_a_deadline_that_counts_from_another_one_comes_after_it() -> None:
    pact = written(targets={"due_months": 6, "counts_from": "baseline"})
    assert due_days(case_of(pact=pact))["targets"] == "2025-08-29"


def test_a_rhythm_may_count_from_a_deadline_and_skip_the_first_months() -> None:
    pact = written(monitoring={"every_months": 24, "first_after_months": 36, "counts_from": "baseline"})
    days = due_days(case_of(pact=pact, joined="2025-01-10"))
    assert [days["monitoring-1"], days["monitoring-2"]] == ["2029-01-10", "2031-01-10"]


def test_common_days_may_spare_who_has_just_joined() -> None:
    monitoring = {"every_months": 24, "synchronised_on": "2025-12-31", "first_after_months": 12}
    days = due_days(case_of(pact=written("krefeld", monitoring=monitoring), joined="2025-03-01"))
    assert days["monitoring-1"] == "2027-12-31"
