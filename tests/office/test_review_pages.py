"""The pages of a review as two reviewers use them at once, and what stays on them when something is wrong."""

import re

import pytest
from django.test import Client

from klimapakt.inventories import actions, queries
from klimapakt.inventories.models import Inventory, ReviewCheck
from klimapakt.inventories.seen import round_mark
from klimapakt.office.views import review
from klimapakt.pacts.actions import adopt_preset, give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.versions import checked, fresh, staff, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def ole() -> Person:
    """Ole reviews as well."""
    return staff()


@pytest.fixture
def adas(ada: Person, sign_in: SignIn) -> Client:
    """Ada at her computer, who reviews."""
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    return sign_in(ada)


@pytest.fixture
def waiting(inventory: Inventory, bruno: Person) -> Inventory:
    """The bakery's inventory, submitted in a pact that has Krefeld's rulebook."""
    adopt_preset(preset="krefeld", by=None)
    return submitted(inventory, bruno)


def of(inventory: Inventory, rest: str = "") -> str:
    """Return an address of the review."""
    return f"/office/inventories/{inventory.pk}/{rest}"


def fields_of(client: Client, inventory: Inventory) -> dict[str, str]:
    """Return the hidden fields of the checklist as the page shows them now."""
    html = client.get(of(inventory)).content.decode()
    form = html[html.index("review_checks") if "review_checks" in html else html.index("/checks/") :]
    found: dict[str, str] = {}
    for field in re.findall(r"<input[^>]*>", form[: form.index("</form>")]):
        name, value = re.search(r'name="([^"]+)"', field), re.search(r'value="([^"]*)"', field)
        if name and 'type="hidden"' in field and name[1] != "csrfmiddlewaretoken":
            found[name[1]] = value[1] if value else ""
    return found


def answer_of(inventory: Inventory, item: str) -> tuple[str, str]:
    """Return what stands in the database for an item."""
    found = ReviewCheck.objects.get(inventory=inventory, item=item)
    return found.answer, found.note


def test_an_answer_given_meanwhile_is_not_overwritten(adas: Client, waiting: Inventory, ole: Person) -> None:
    seen = fields_of(adas, waiting)
    actions.save_checks(inventory=waiting, answers={"area": ("no", "The shop is missing")}, by=ole)
    adas.post(of(waiting, "checks/"), {**seen, "area-answer": "yes"})
    assert answer_of(waiting, "area") == ("no", "The shop is missing")


def test_a_conflict_shows_both_answers(adas: Client, waiting: Inventory, ole: Person) -> None:
    seen = fields_of(adas, waiting)
    actions.save_checks(inventory=waiting, answers={"area": ("no", "The shop is missing")}, by=ole)
    told = {"area-answer": "not_applicable", "area-note": "Only one site"}
    response = adas.post(of(waiting, "checks/"), {**seen, **told})
    html = response.content.decode()
    assert response.status_code == 409
    assert [words in html for words in ("Ole Petersen", "The shop is missing", "Only one site")] == [True] * 3


def test_what_is_in_no_conflict_is_saved_all_the_same(adas: Client, waiting: Inventory, ole: Person) -> None:
    seen = fields_of(adas, waiting)
    actions.save_checks(inventory=waiting, answers={"area": ("no", "The shop is missing")}, by=ole)
    adas.post(of(waiting, "checks/"), {**seen, "area-answer": "yes", "exclusions-answer": "yes"})
    assert answer_of(waiting, "exclusions") == ("yes", "")


def test_saving_again_after_a_conflict_replaces_what_was_seen(
    adas: Client, waiting: Inventory, ole: Person
) -> None:
    actions.save_checks(inventory=waiting, answers={"area": ("no", "The shop is missing")}, by=ole)
    adas.post(of(waiting, "checks/"), {**fields_of(adas, waiting), "area-answer": "yes"})
    assert answer_of(waiting, "area") == ("yes", "")


def test_what_was_left_as_it_was_shown_takes_nothing_back(
    adas: Client, waiting: Inventory, ole: Person
) -> None:
    checked(waiting, ole)
    seen = fields_of(adas, waiting)
    actions.save_checks(inventory=waiting, answers={"area": ("no", "The shop is missing")}, by=ole)
    response = adas.post(of(waiting, "checks/"), {**seen, "area-answer": "yes"})
    assert response.status_code == 302
    assert answer_of(waiting, "area") == ("no", "The shop is missing")


def test_answers_about_an_earlier_submission_are_not_saved(
    adas: Client, waiting: Inventory, bruno: Person
) -> None:
    seen = fields_of(adas, waiting)
    actions.withdraw(inventory=waiting, by=bruno)
    submitted(fresh(waiting), bruno)
    html = adas.post(of(waiting, "checks/"), {**seen, "area-answer": "yes"}).content.decode()
    assert "has changed since you looked at this page" in html
    assert not ReviewCheck.objects.exists()


def test_a_tick_set_meanwhile_stays(adas: Client, waiting: Inventory, ole: Person) -> None:
    actions.mark_rows(inventory=waiting, shown={1, 2}, looked_at={2}, by=ole)
    told = {"shown": "1,2,3", "ticked": "", "round": round_mark(waiting), "row": ["1"]}
    adas.post(of(waiting, "rows/"), told)
    assert queries.looks_of(queries.calculated(fresh(waiting))).unchanged == frozenset({1, 2})


def test_a_tick_that_was_shown_can_be_taken_away(adas: Client, waiting: Inventory, ole: Person) -> None:
    actions.mark_rows(inventory=waiting, shown={1, 2}, looked_at={1, 2}, by=ole)
    told = {"shown": "1,2,3", "ticked": "1,2", "round": round_mark(waiting), "row": ["1"]}
    adas.post(of(waiting, "rows/"), told)
    assert queries.looks_of(queries.calculated(fresh(waiting))).unchanged == frozenset({1})


def test_ticks_on_the_second_page_lead_back_to_it(
    adas: Client, waiting: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "ROWS_ON_A_PAGE", 2)
    html = adas.get(of(waiting, "?page=2")).content.decode()
    assert '<input type="hidden" name="page" value="2">' in html
    told = {"shown": "3", "ticked": "", "round": round_mark(waiting), "row": ["3"], "page": "2"}
    assert adas.post(of(waiting, "rows/"), told)["Location"] == of(waiting, "?page=2#rows")


def test_a_question_that_cannot_be_closed_keeps_what_was_typed(
    adas: Client, waiting: Inventory, ole: Person
) -> None:
    question = actions.ask(inventory=waiting, text="Really?", row_number=None, by=ole)
    told = {"outcome": "dunno", "reason": "The meter is old"}
    html = adas.post(of(waiting, f"questions/{question.pk}/close/"), told).content.decode()
    assert 'value="The meter is old"' in html


def test_a_missing_reason_is_told_at_its_field(adas: Client, waiting: Inventory, ole: Person) -> None:
    question = actions.ask(inventory=waiting, text="Really?", row_number=None, by=ole)
    told = {"outcome": "as_is", "reason": ""}
    html = adas.post(of(waiting, f"questions/{question.pk}/close/"), told).content.decode()
    assert f'id="reason-{question.pk}_error"' in html or f'id="reason-{question.pk}-error"' in html
    assert "Please say in a sentence why you accept it as it is." in html
