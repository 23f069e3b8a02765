"""From draft to accepted: who may do what when, what is told to whom, and that nobody decides alone."""

import json

import pytest
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks

from klimapakt.foundation.models import AuditEvent
from klimapakt.inventories import actions, lifecycle, queries, rules
from klimapakt.inventories.enums import InventoryStatus, QuestionOutcome
from klimapakt.inventories.lifecycle import Act, Standing
from klimapakt.inventories.models import FrozenLine, Inventory, RemovedRow
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.actions import change_language
from klimapakt.people.models import Person
from tests.inventories.versions import accepted, filled, fresh, seal_now, staff, submitted

pytestmark = pytest.mark.django_db
REVIEWER = Standing(is_staff=True)


@pytest.fixture(autouse=True)
def _ada_reviews(ada: Person) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)


def told(what: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(AuditEvent.objects.get(what=what).details)
    return found


@pytest.mark.parametrize("status", InventoryStatus.values)
@pytest.mark.parametrize("act", list(Act))
def test_every_move_is_in_the_table_or_refused(status: str, act: Act) -> None:
    if lifecycle.is_possible(status, act):
        assert lifecycle.moved(status, act) == lifecycle.TRANSITIONS[status, act]
    else:
        with pytest.raises(lifecycle.NotInThisState):
            lifecycle.moved(status, act)


def test_nothing_leads_away_from_accepted() -> None:
    assert not any(lifecycle.is_possible(InventoryStatus.ACCEPTED, act) for act in Act)


@pytest.mark.parametrize(
    "who",
    [
        Standing(),
        Standing(may_edit=True, has_role=True),
        Standing(is_staff=True, has_role=True, may_edit=True),
        Standing(is_staff=True, has_role=True),
        Standing(is_staff=True, is_submitter=True),
        Standing(is_staff=True, wrote_rows=True),
    ],
)
def test_nobody_decides_about_own_work(who: Standing) -> None:
    assert not lifecycle.is_theirs(Act.ACCEPT, who)
    assert not lifecycle.is_theirs(Act.RETURN, who)
    assert lifecycle.is_theirs(Act.ACCEPT, REVIEWER)


def test_an_inventory_without_rows_cannot_be_submitted(inventory: Inventory, bruno: Person) -> None:
    with pytest.raises(lifecycle.NotReady, match="no rows"):
        actions.submit(inventory=inventory, seen_revision=inventory.revision, by=bruno)


def test_errors_are_mended_before_the_submission() -> None:
    with pytest.raises(lifecycle.NotReady, match="2"):
        lifecycle.ensure_ready(has_figures=True, errors=2)


def test_what_changed_since_the_look_is_not_submitted(inventory: Inventory, bruno: Person) -> None:
    found = filled(inventory, bruno)
    with pytest.raises(lifecycle.Outdated):
        actions.submit(inventory=found, seen_revision=found.revision - 1, by=bruno)
    assert fresh(inventory).status == InventoryStatus.DRAFT


def test_a_submitted_inventory_takes_no_rows(inventory: Inventory, bruno: Person) -> None:
    found = submitted(inventory, bruno)
    row = found.activities.order_by("number").first()
    assert row is not None
    with pytest.raises(rules.InventoryClosed):
        actions.remove_row(row=row, by=bruno)


def test_submitting_twice_has_one_effect(inventory: Inventory, bruno: Person) -> None:
    found = submitted(inventory, bruno)
    with pytest.raises(lifecycle.NotInThisState, match="already been submitted"):
        actions.submit(inventory=found, seen_revision=found.revision, by=bruno)
    assert AuditEvent.objects.filter(what="inventory.submitted").count() == 1


def test_a_submission_can_be_withdrawn(inventory: Inventory, bruno: Person) -> None:
    actions.withdraw(inventory=submitted(inventory, bruno), by=bruno)
    assert fresh(inventory).status == InventoryStatus.DRAFT


def test_another_company_can_neither_submit_nor_withdraw(
    inventory: Inventory, bruno: Person, carla: Person, metalworks: Organisation
) -> None:
    found = filled(inventory, bruno)
    with pytest.raises(lifecycle.NotYours):
        actions.submit(inventory=found, seen_revision=found.revision, by=carla)
    found = submitted(found, bruno)
    with pytest.raises(lifecycle.NotYours):
        actions.withdraw(inventory=found, by=carla)


def test_the_office_returns_only_with_a_question(inventory: Inventory, bruno: Person, ada: Person) -> None:
    found = submitted(inventory, bruno)
    with pytest.raises(lifecycle.NotReady, match="question"):
        actions.return_with_questions(inventory=found, by=ada)
    actions.ask(inventory=found, text="Why so much gas?", row_number=2, by=ada)
    assert actions.return_with_questions(inventory=found, by=ada).status == InventoryStatus.RETURNED


def test_a_question_about_a_row_that_is_not_there_is_refused(
    inventory: Inventory, bruno: Person, ada: Person
) -> None:
    with pytest.raises(rules.RowRefused):
        actions.ask(inventory=submitted(inventory, bruno), text="Why?", row_number=77, by=ada)


def test_an_answered_question_is_closed_by_the_office(
    inventory: Inventory, bruno: Person, ada: Person
) -> None:
    found = submitted(inventory, bruno)
    question = actions.ask(inventory=found, text="Why so much gas?", row_number=2, by=ada)
    actions.return_with_questions(inventory=found, by=ada)
    actions.answer(question=question, text="A typing error.", is_corrected=True, by=bruno)
    found = submitted(found, bruno)
    with pytest.raises(lifecycle.NotReady, match="outcome"):
        actions.accept(inventory=found, seen_sha256=seal_now(found), by=ada)
    assert actions.close(question=question, by=ada).outcome == QuestionOutcome.CORRECTED
    actions.accept(inventory=found, seen_sha256=seal_now(found), by=ada)


def test_a_closed_question_takes_no_answer(inventory: Inventory, bruno: Person, ada: Person) -> None:
    found = submitted(inventory, bruno)
    first = actions.ask(inventory=found, text="One?", row_number=None, by=ada)
    actions.ask(inventory=found, text="Two?", row_number=None, by=ada)
    actions.close(question=first, by=ada)
    actions.return_with_questions(inventory=found, by=ada)
    with pytest.raises(rules.NotPossible, match="closed"):
        actions.answer(question=first, text="Late.", is_corrected=False, by=bruno)


def test_who_submitted_cannot_accept_even_when_the_office_hires_them(
    inventory: Inventory, bruno: Person, bakery: Organisation
) -> None:
    found = submitted(inventory, bruno)
    give_office_role(person=bruno, kind=OfficeKind.LEAD, by=None)
    bakery.roles.all().delete()
    with pytest.raises(lifecycle.NotYours):
        actions.accept(inventory=found, seen_sha256=seal_now(found), by=bruno)


def test_staff_with_a_role_in_the_organisation_cannot_decide(
    inventory: Inventory, bruno: Person, ada: Person, bakery: Organisation
) -> None:
    found = submitted(inventory, bruno)
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    with pytest.raises(lifecycle.NotYours, match="yourself"):
        actions.accept(inventory=found, seen_sha256=seal_now(found), by=ada)


def test_accepting_something_else_than_was_looked_at_is_refused(
    inventory: Inventory, bruno: Person, ada: Person
) -> None:
    with pytest.raises(lifecycle.Outdated):
        actions.accept(inventory=submitted(inventory, bruno), seen_sha256="0" * 64, by=ada)
    assert not FrozenLine.objects.exists()


def test_accepting_freezes_record_lines_and_edition(inventory: Inventory, bruno: Person, ada: Person) -> None:
    found = filled(inventory, bruno)
    row = found.activities.get(number=3)
    actions.remove_row(row=row, by=bruno)
    found = accepted(fresh(found), bruno, ada)
    calculated = queries.calculated(found)
    frozen = queries.frozen_of(found)
    assert told("inventory.accepted")["sha256"] == frozen.sha256
    assert frozen.edition_sha256 == calculated.result.factors.sha256
    assert list(FrozenLine.objects.values_list("line_id", "co2e_mg")) == [
        (line.id, line.co2e_mg) for line in calculated.result.lines
    ]
    assert not RemovedRow.objects.exists()


def test_the_other_side_is_told_in_its_language(
    inventory: Inventory,
    bruno: Person,
    ada: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    change_language(person=ada, language="de", by=ada)
    staff("editor@city.example.org", OfficeKind.EDITOR)
    found = filled(inventory, bruno)
    with django_capture_on_commit_callbacks(execute=True):
        found = submitted(found, bruno)
    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([ada.email], "Bilanz 2024 von Bakery wurde eingereicht")
    ]
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.accept(inventory=found, seen_sha256=seal_now(found), by=ada)
    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([bruno.email], "Your inventory 2024 has been accepted")
    ]


def test_no_mail_holds_a_figure(
    inventory: Inventory,
    bruno: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        submitted(inventory, bruno)
    assert mail.outbox
    assert not any("CO" in one.body or "48000" in one.body for one in mail.outbox)
