"""Which step follows which, which names mean the same, and which days can be true."""

from datetime import date

import pytest

from klimapakt.memberships import rules
from klimapakt.memberships.enums import EndReason, Stage
from klimapakt.organisations.rules import NotPossible

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller & Söhne GmbH & Co. KG", "MUELLER und Söhne"),
        ("Bäckerei Korn e.K.", "Baeckerei  Korn"),
        ("Turnverein 1848 e. V.", "Turnverein 1848"),
        ("Stahlbau Rhein AG", "stahlbau-rhein"),
    ],
)
def test_names_that_people_take_for_the_same_meet(one: str, other: str) -> None:
    assert rules.alike_key(one) == rules.alike_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Bäckerei Korn", "Bäckerei Kern"), ("GmbH", "AG"), ("Rhein 1", "Rhein 2")]
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert rules.alike_key(one) != rules.alike_key(other)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("to", Stage)
def test_only_the_steps_of_the_table_can_be_taken(stage: Stage, to: Stage) -> None:
    if to in rules.BY_HAND[stage]:
        rules.ensure_by_hand(stage, to, "because")
    else:
        with pytest.raises(rules.StepNotPossible):
            rules.ensure_by_hand(stage, to, "because")


def test_nobody_becomes_a_member_by_hand() -> None:
    reached = {to for stage in rules.BEFORE for to in rules.BY_HAND[stage]}
    assert not reached & (rules.MEMBERS | {Stage.ISSUED, Stage.SIGNED})


def test_a_step_back_needs_a_reason() -> None:
    with pytest.raises(rules.ReasonMissing):
        rules.ensure_by_hand(Stage.ACTIVE, Stage.DORMANT, "  ")


def test_only_a_member_can_withdraw_and_only_others_not_join() -> None:
    rules.ensure_end(Stage.ACTIVE, EndReason.WITHDRAWAL, "moved on")
    with pytest.raises(rules.WrongEnd):
        rules.ensure_end(Stage.ACTIVE, EndReason.NOT_JOINED, "moved on")
    with pytest.raises(rules.WrongEnd):
        rules.ensure_end(Stage.TALK, EndReason.WITHDRAWAL, "moved on")
    with pytest.raises(rules.StepNotPossible):
        rules.ensure_end(Stage.ENDED, EndReason.WITHDRAWAL, "moved on")


def ensure(signed: date | None, joined: date | None, ended: date | None) -> None:
    """Ask both rules about days."""
    rules.ensure_days(signed_on=signed, joined_on=joined, today=TODAY)
    if ended:
        rules.ensure_end_day(joined_on=joined, ended_on=ended, today=TODAY)


@pytest.mark.parametrize(
    ("signed", "joined", "ended"),
    [
        (date(2026, 11, 27), None, None),
        (date(2026, 5, 2), date(2026, 5, 1), None),
        (None, date(2026, 5, 1), date(2026, 4, 30)),
        (None, None, date(2026, 11, 27)),
    ],
)
def test_days_that_cannot_be_true_are_refused(
    signed: date | None, joined: date | None, ended: date | None
) -> None:
    with pytest.raises(NotPossible):
        ensure(signed, joined, ended)
