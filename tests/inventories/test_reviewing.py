"""A review leaves nothing out: checks come before the acceptance, rounds are kept, changes are noticed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from klimapakt.inventories import actions, queries
from klimapakt.inventories.enums import QuestionOutcome
from klimapakt.inventories.lifecycle import NotReady, NotYours
from klimapakt.inventories.models import Inventory, ReviewCheck, ReviewPresence
from klimapakt.inventories.reviewing import NoteNeeded, ReasonNeeded
from klimapakt.pacts.actions import adopt_preset
from klimapakt.people.models import Person
from tests.inventories.versions import checked, fresh, review_now, seal_now, staff, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def ole() -> Person:
    """Ole reviews."""
    return staff()


@pytest.fixture
def waiting(inventory: Inventory, bruno: Person, ole: Person) -> Inventory:
    """The bakery's inventory, submitted in a pact that has Krefeld's rulebook."""
    adopt_preset(preset="krefeld", by=None)
    return submitted(inventory, bruno)


def test_nothing_is_accepted_before_the_checklist_is_answered(waiting: Inventory, ole: Person) -> None:
    with pytest.raises(NotReady, match="Checks without an answer"):
        actions.accept(inventory=waiting, seen_sha256=seal_now(waiting), by=ole)


def test_an_answered_checklist_lets_accept(waiting: Inventory, ole: Person) -> None:
    checked(waiting, ole)
    actions.accept(inventory=waiting, seen_sha256=seal_now(waiting), by=ole)
    assert fresh(waiting).status == "accepted"


def test_a_no_keeps_from_accepting(waiting: Inventory, ole: Person) -> None:
    checked(waiting, ole)
    actions.save_checks(inventory=waiting, answers={"area": ("no", "The shop is missing")}, by=ole)
    with pytest.raises(NotReady, match="answered with “No”"):
        actions.accept(inventory=waiting, seen_sha256=seal_now(waiting), by=ole)


@pytest.mark.parametrize("answer", ["no", "not_applicable"])
def test_what_is_not_a_yes_needs_a_note(waiting: Inventory, ole: Person, answer: str) -> None:
    with pytest.raises(NoteNeeded):
        actions.save_checks(inventory=waiting, answers={"area": (answer, "")}, by=ole)


def test_the_member_answers_no_check(waiting: Inventory, bruno: Person) -> None:
    with pytest.raises(NotYours):
        actions.save_checks(inventory=waiting, answers={"area": ("yes", "")}, by=bruno)


def test_a_second_round_asks_again_and_keeps_what_was_said(
    waiting: Inventory, ole: Person, bruno: Person
) -> None:
    checked(waiting, ole)
    actions.ask(inventory=waiting, text="Where is the bill?", row_number=None, by=ole)
    actions.return_with_questions(inventory=waiting, by=ole)
    again = submitted(waiting, bruno)
    review = review_now(again)
    assert review is not None
    area = next(one for one in review.asked if one.item.key == "area")
    assert area.is_open
    assert area.earlier is not None
    assert area.earlier.answer == "yes"


def test_an_answer_names_the_editions_it_was_given_under(waiting: Inventory, ole: Person) -> None:
    checked(waiting, ole)
    found = ReviewCheck.objects.filter(inventory=waiting).first()
    assert found is not None
    assert (found.checklist, found.rulebook) == ("2026.1", "krefeld 2026.1")


def test_a_row_that_changed_after_the_look_says_so(waiting: Inventory, ole: Person) -> None:
    actions.mark_rows(inventory=waiting, shown={1, 2, 3}, looked_at={1, 2}, by=ole)
    waiting.activities.filter(number=2).update(fingerprint="0" * 64, amount=1)
    Inventory.objects.filter(pk=waiting.pk).update(revision=waiting.revision + 1)
    looks = queries.looks_of(queries.calculated(fresh(waiting)))
    assert (looks.unchanged, looks.changed) == (frozenset({1}), frozenset({2}))


def test_a_tick_can_be_taken_away(waiting: Inventory, ole: Person) -> None:
    actions.mark_rows(inventory=waiting, shown={1, 2}, looked_at={1, 2}, by=ole)
    actions.mark_rows(inventory=waiting, shown={1, 2}, looked_at={2}, by=ole)
    assert queries.looks_of(queries.calculated(fresh(waiting))).unchanged == frozenset({2})


def test_whoever_is_at_a_review_is_seen_for_an_hour(waiting: Inventory, ole: Person) -> None:
    actions.arrive(inventory=waiting, by=ole)
    now = timezone.now()
    assert [one.person for one in queries.present_at(waiting, now)] == [ole]
    assert not queries.present_at(waiting, now + timedelta(minutes=61))


def test_leaving_takes_the_presence_away(waiting: Inventory, ole: Person) -> None:
    actions.arrive(inventory=waiting, by=ole)
    actions.leave(inventory=waiting, by=ole)
    assert not ReviewPresence.objects.exists()


def test_accepted_as_it_is_needs_a_reason(waiting: Inventory, ole: Person) -> None:
    question = actions.ask(inventory=waiting, text="Really?", row_number=None, by=ole)
    with pytest.raises(ReasonNeeded):
        actions.close(question=question, outcome=QuestionOutcome.AS_IS, by=ole)


def test_a_question_closes_with_the_outcome_that_was_chosen(waiting: Inventory, ole: Person) -> None:
    question = actions.ask(inventory=waiting, text="Really?", row_number=None, by=ole)
    closed = actions.close(
        question=question, outcome=QuestionOutcome.AS_IS, reason="The meter is old", by=ole
    )
    assert (closed.outcome, closed.closing_reason) == ("as_is", "The meter is old")
