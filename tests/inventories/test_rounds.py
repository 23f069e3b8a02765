"""What changed since the last round: rows added, removed and changed, with what was answered."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from klimapakt.inventories import actions, queries
from klimapakt.inventories.models import Inventory, SubmittedRound
from klimapakt.inventories.rounds import KeptRow, as_json, from_json, moves
from klimapakt.pacts.actions import adopt_preset
from klimapakt.people.models import Person
from tests.inventories.versions import accepted, checked, fresh, staff, submitted

WORDS = st.sampled_from(("", "gas", "Müller & Söhne", "12.5"))
ROW = st.builds(
    KeptRow, st.integers(1, 9), WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, st.integers()
)
ROWS = st.lists(ROW, unique_by=lambda row: row.number, max_size=6)


@pytest.fixture
def ole() -> Person:
    """Ole reviews."""
    return staff()


@pytest.fixture
def returned(inventory: Inventory, bruno: Person, ole: Person) -> Inventory:
    """The bakery's inventory with three rows, submitted, checked and returned."""
    adopt_preset(preset="krefeld", by=None)
    found = submitted(inventory, bruno)
    checked(found, ole)
    actions.ask(inventory=found, text="Really?", row_number=1, by=ole)
    actions.return_with_questions(inventory=found, by=ole)
    return fresh(found)


def again(inventory: Inventory, by: Person) -> queries.RoundBefore:
    """Submit once more and return what is different."""
    submitted(inventory, by)
    found = queries.round_before(queries.calculated(fresh(inventory)))
    assert found is not None
    return found


def changed(inventory: Inventory, number: int, amount: int, by: Person) -> None:
    """Give a row another amount."""
    row = inventory.activities.get(number=number)
    draft = replace(queries.draft_of_row(row), amount=Decimal(amount))
    actions.change_row(row=row, draft=draft, site=row.site, seen_revision=row.revision, by=by)


@pytest.mark.django_db
def test_the_first_round_has_none_before(inventory: Inventory, bruno: Person) -> None:
    assert queries.round_before(queries.calculated(submitted(inventory, bruno))) is None


@pytest.mark.django_db
def test_a_round_in_which_nothing_changed_says_so(returned: Inventory, bruno: Person) -> None:
    found = again(returned, bruno)
    assert (found.number, found.moves) == (2, ())


@pytest.mark.django_db
def test_a_changed_amount_stands_beside_the_one_before(returned: Inventory, bruno: Person) -> None:
    changed(returned, 1, 7, bruno)
    (move,) = again(returned, bruno).moves
    assert (move.kind, move.fields) == ("changed", ("amount",))
    assert move.before is not None
    assert move.after is not None
    assert (move.before.amount, move.after.amount) == ("48000", "7")


@pytest.mark.django_db
def test_a_removed_row_is_told(returned: Inventory, bruno: Person) -> None:
    actions.remove_row(row=returned.activities.get(number=3), by=bruno)
    (move,) = again(returned, bruno).moves
    assert (move.kind, move.row.number) == ("removed", 3)


@pytest.mark.django_db
def test_totals_of_both_rounds_are_known(returned: Inventory, bruno: Person) -> None:
    changed(returned, 1, 7, bruno)
    found = again(returned, bruno)
    assert found.before_mg is not None
    assert found.now_mg is not None
    assert found.now_mg < found.before_mg


@pytest.mark.django_db
def test_answers_of_the_last_round_stand_beside(returned: Inventory, bruno: Person) -> None:
    question = returned.questions.get()
    actions.answer(question=question, text="Yes, really.", is_corrected=False, by=bruno)
    found = again(returned, bruno)
    assert [one.answer for one in found.answered] == ["Yes, really."]
    assert "area" in [one.item for one in found.checks]


@pytest.mark.django_db
def test_a_round_is_frozen_with_its_inventory(inventory: Inventory, bruno: Person, ole: Person) -> None:
    found = accepted(inventory, bruno, ole)
    with pytest.raises(DatabaseError, match="can be neither changed nor deleted"), transaction.atomic():
        SubmittedRound.objects.filter(inventory=found).update(rows=[])


@given(ROWS)
def test_kept_rows_come_back_as_they_were(rows: list[KeptRow]) -> None:
    assert from_json(as_json(rows)) == tuple(rows)


@given(ROWS)
def test_the_same_rows_have_no_moves(rows: list[KeptRow]) -> None:
    assert moves(rows, list(reversed(rows))) == ()


@given(ROWS, ROWS)
def test_whatever_is_added_one_way_is_removed_the_other_way(
    before: list[KeptRow], after: list[KeptRow]
) -> None:
    there = {move.row.number for move in moves(before, after) if move.kind == "added"}
    back = {move.row.number for move in moves(after, before) if move.kind == "removed"}
    assert there == back == {row.number for row in after} - {row.number for row in before}
