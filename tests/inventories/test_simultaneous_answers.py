"""Two devices answer the same question at the same moment: one answer stands, the other is told."""

from threading import Barrier

import pytest
from django.db import connection

from klimapakt.inventories import actions
from klimapakt.inventories.actions import Given
from klimapakt.inventories.models import Activity, Inventory, QuestionAnswer
from klimapakt.inventories.rules import AnswerChanged
from klimapakt.people.models import Person
from tests.pacts.threads import threads

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_of_two_answers_at_once_one_stands_and_the_other_is_told(inventory: Inventory, bruno: Person) -> None:
    run = actions.begin_questions(inventory=inventory, key="office", by=bruno)
    start = Barrier(2)

    def answer(diesel: str) -> bool:
        try:
            start.wait(10)
            actions.save_answer(run=run, given=Given("vehicles", {"diesel": diesel}), by=bruno)
        except AnswerChanged:
            return False
        else:
            return True
        finally:
            connection.close()

    with threads(2) as both:
        futures = [both.submit(answer, "100"), both.submit(answer, "200")]
        results = [future.result(20) for future in futures]
    assert sorted(results) == [False, True]
    kept = QuestionAnswer.objects.get()
    assert str(Activity.objects.get().amount.normalize()) in {"1E+2", "2E+2"}
    assert f"{Activity.objects.get().amount:f}".startswith(kept.values["diesel"])
