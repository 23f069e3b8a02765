"""Contacts, tasks, views and work on many: written down, done, undone, and never for the wrong ones."""

from datetime import timedelta

import pytest
from django.utils import timezone

from klimapakt.casework import actions, doing, jobs, queries, rules
from klimapakt.casework.enums import BulkKind, BulkState, ContactKind, ItemState
from klimapakt.casework.listing import Choice, chosen
from klimapakt.casework.models import BulkRun, Contact, Task
from klimapakt.foundation.models import AuditEvent, OutgoingMail
from klimapakt.memberships import actions as memberships
from klimapakt.memberships.actions import Days
from klimapakt.memberships.enums import EndReason, Source, Stage
from klimapakt.memberships.models import Membership
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.casework.cases import a_contact, a_task, a_view
from tests.pacts.two_cities import asks_to_join
from tests.strictness.rows import QueryCount

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(bakery: Organisation) -> Membership:
    return memberships.begin(organisation=bakery, source=Source.OFFICE, by=None)


@pytest.fixture
def second() -> Membership:
    organisation = create_organisation(facts=OrganisationFacts("Zimmerei Span", "Musterstadt"), by=None)
    today = timezone.localdate()
    return memberships.begin(
        organisation=organisation,
        source=Source.OFFICE,
        by=None,
        stage=Stage.ACTIVE,
        days=Days(joined_on=today - timedelta(days=400)),
    )


def run(kind: BulkKind, by: Person, *members: Membership, **given: str) -> BulkRun:
    one = actions.begin_bulk(kind=kind, given=given, chosen=[member.pk for member in members], by=by)
    while actions.work_on(run=one):
        pass
    one.refresh_from_db()
    return one


def told(one: BulkRun) -> dict[str, str]:
    return {item.membership.organisation.name: item.state for item in one.items.all()}


def test_a_contact_that_was_wrong_is_struck_out_and_stays(member: Membership, ada: Person) -> None:
    contact = actions.strike_contact(contact=a_contact(member, ada), by=ada)
    assert contact.struck_at is not None
    assert Contact.objects.get().text == "They look for an installer."
    assert AuditEvent.objects.filter(what="contact.struck").count() == 1


def test_a_contact_does_not_lie_in_the_future(member: Membership, ada: Person) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(rules.InFuture):
        actions.note_contact(
            membership=member, kind=ContactKind.CALL, on=tomorrow, with_whom="", text="x", by=ada
        )


def test_a_task_is_done_once(member: Membership, ada: Person) -> None:
    task = a_task(member, ada)
    actions.finish_task(task=task, by=ada)
    with pytest.raises(rules.TaskOver):
        actions.finish_task(task=task, by=ada)
    actions.reopen_task(task=task, by=ada)
    assert list(queries.tasks_of(member)) == [task]


def test_a_note_is_no_contact_when_the_office_looks_for_silence(
    member: Membership, second: Membership, ada: Person
) -> None:
    a_contact(member, ada)
    actions.note_contact(
        membership=second,
        kind=ContactKind.NOTE,
        on=timezone.localdate(),
        with_whom="",
        text="They move in spring.",
        by=ada,
    )
    assert list(chosen(Choice(silent=True), timezone.localdate())) == [second]


def test_a_contact_struck_out_counts_for_nothing(member: Membership, ada: Person) -> None:
    actions.strike_contact(contact=a_contact(member, ada), by=ada)
    (found,) = chosen(Choice(), timezone.localdate())
    assert found.last_contact_on is None  # type: ignore[attr-defined]  # annotated


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        (Choice(), ["Bakery", "Zimmerei Span"]),
        (Choice(sort="-name"), ["Zimmerei Span", "Bakery"]),
        (Choice(stage="members"), ["Zimmerei Span"]),
        (Choice(stage="before"), ["Bakery"]),
        (Choice(stage="dormant"), []),
        (Choice(sort="-joined"), ["Zimmerei Span", "Bakery"]),
        (Choice(sort="joined"), ["Zimmerei Span", "Bakery"]),
        (Choice(sort="stage"), ["Bakery", "Zimmerei Span"]),
        (Choice(sort="-stage"), ["Zimmerei Span", "Bakery"]),
        (Choice(q="span"), ["Zimmerei Span"]),
        (Choice(owner="nobody"), ["Bakery", "Zimmerei Span"]),
        (Choice(step="none"), ["Bakery", "Zimmerei Span"]),
        (Choice(step="due"), []),
        (Choice(kind="company"), ["Bakery", "Zimmerei Span"]),
    ],
)
def test_the_list_shows_what_was_chosen(
    choice: Choice, names: list[str], member: Membership, second: Membership
) -> None:
    assert [one.organisation.name for one in chosen(choice, timezone.localdate())] == names


def undone(one: BulkRun, by: Person) -> tuple[int, int]:
    """Undo it; return for how many, and how many stay as somebody changed them."""
    jobs.undo(run=one, by=by)
    found = queries.progress_of(one)
    return found.undone, found.kept


def test_everybody_gets_somebody_and_it_can_be_undone(
    member: Membership, second: Membership, ada: Person
) -> None:
    one = run(BulkKind.ASSIGN, ada, member, second, owner=str(ada.pk))
    assert told(one) == {"Bakery": ItemState.DONE, "Zimmerei Span": ItemState.DONE}
    assert Membership.objects.filter(owner=ada).count() == 2
    assert undone(one, ada) == (2, 0)
    assert not Membership.objects.filter(owner=ada).exists()


def test_undoing_leaves_alone_what_somebody_changed_since(
    member: Membership, second: Membership, ada: Person, bruno: Person
) -> None:
    one = run(BulkKind.PLAN, ada, member, second, next_step="Call", next_step_on="2026-12-01")
    member.refresh_from_db()
    memberships.plan(
        membership=member,
        owner=ada,
        next_step="Visit",
        next_step_on=None,
        seen_revision=member.revision,
        by=ada,
    )
    assert undone(one, ada) == (1, 1)
    member.refresh_from_db()
    second.refresh_from_db()
    assert (member.next_step, second.next_step, second.next_step_on) == ("Visit", "", None)
    assert told(one) == {"Bakery": ItemState.KEPT, "Zimmerei Span": ItemState.UNDONE}


def test_undoing_tasks_takes_back_those_that_are_open(
    member: Membership, second: Membership, ada: Person
) -> None:
    one = run(BulkKind.TASK, ada, member, second, title="Ask for the bill", due_on="2026-12-01", owner="")
    actions.finish_task(task=Task.objects.get(membership=second), by=ada)
    assert undone(one, ada) == (1, 1)
    assert [task.membership for task in Task.objects.all()] == [second]


def test_nothing_is_undone_twice(member: Membership, ada: Person) -> None:
    one = run(BulkKind.ASSIGN, ada, member, owner=str(ada.pk))
    jobs.undo(run=one, by=ada)
    with pytest.raises(rules.CannotBeUndone):
        jobs.undo(run=one, by=ada)


def test_a_letter_goes_to_those_who_decide_and_cannot_be_called_back(
    member: Membership, second: Membership, ada: Person, bruno: Person
) -> None:
    one = run(BulkKind.LETTER, ada, member, second, subject="Meeting", text="Dear all,\n\nplease come.")
    (mail,) = OutgoingMail.objects.filter(kind="office_letter")
    assert mail.recipient == bruno.email
    assert "please come." in mail.text
    assert told(one) == {"Bakery": ItemState.DONE, "Zimmerei Span": ItemState.SKIPPED}
    with pytest.raises(rules.CannotBeUndone):
        jobs.undo(run=one, by=ada)


def test_a_letter_of_a_run_that_is_done_again_is_not_sent_again(
    member: Membership, ada: Person, bruno: Person
) -> None:
    one = run(BulkKind.LETTER, ada, member, subject="Meeting", text="Please come.")
    one.items.update(state=ItemState.WAITING)
    BulkRun.objects.filter(pk=one.pk).update(state=BulkState.RUNNING)
    actions.work_on(run=one)
    assert OutgoingMail.objects.filter(kind="office_letter").count() == 1


def test_whoever_asked_to_join_is_invited_once(second: Membership, ada: Person) -> None:
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    name = second.organisation.name
    request = asks_to_join(name, "span@zimmerei.example.org")
    memberships.take_in(request=request, organisation=second.organisation, by=ada)
    one = run(BulkKind.INVITE, ada, second, base="http://testserver/")
    assert told(one) == {name: ItemState.DONE}
    mail = OutgoingMail.objects.get(kind="invitation")
    assert mail.recipient == "span@zimmerei.example.org"


def test_a_membership_that_ended_is_left_out_with_the_reason(member: Membership, ada: Person) -> None:
    memberships.end(
        membership=member,
        end_reason=EndReason.NOT_JOINED,
        reason="No time",
        on=timezone.localdate(),
        seen_revision=member.revision,
        by=ada,
    )
    one = run(BulkKind.ASSIGN, ada, member, owner=str(ada.pk))
    (item,) = one.items.all()
    assert (item.state, item.why) == (ItemState.SKIPPED, doing.ENDED)


@pytest.mark.parametrize("kind", [BulkKind.LETTER, BulkKind.INVITE])
def test_who_is_left_out_is_found_in_as_many_queries_for_many(
    kind: BulkKind, member: Membership, second: Membership, query_count: QueryCount
) -> None:
    few = query_count(lambda: doing.left_out(kind, [member]))
    assert query_count(lambda: doing.left_out(kind, [member, second])) == few


def test_who_will_be_left_out_is_who_is_left_out(member: Membership, second: Membership, ada: Person) -> None:
    foreseen = {one.organisation.name for one, _why in doing.left_out(BulkKind.LETTER, [member, second])}
    one = run(BulkKind.LETTER, ada, member, second, subject="Meeting", text="Please come.")
    assert {name for name, state in told(one).items() if state == ItemState.SKIPPED} == foreseen
    assert foreseen == {"Zimmerei Span"}


def test_an_empty_selection_begins_nothing(ada: Person) -> None:
    with pytest.raises(rules.EmptySelection):
        actions.begin_bulk(kind=BulkKind.ASSIGN, given={}, chosen=[], by=ada)
    assert not BulkRun.objects.exists()


def test_what_is_done_in_chunks_goes_on_where_it_stopped(
    member: Membership, second: Membership, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "CHUNK", 1)
    given = {"title": "Ask", "due_on": "", "owner": ""}
    one = actions.begin_bulk(kind=BulkKind.TASK, given=given, chosen=[member.pk, second.pk], by=ada)
    assert actions.work_on(run=one) == 1
    assert Task.objects.count() == 1
    assert queries.progress_of(one).percent == 50
    jobs.work_on_many.enqueue(str(one.pk))
    assert Task.objects.count() == 2
    one.refresh_from_db()
    assert one.state == BulkState.DONE


def test_a_view_of_the_same_name_is_replaced(ada: Person) -> None:
    a_view(ada)
    actions.save_view(name="Silent", query="stage=active", is_shared=True, by=ada)
    assert [view.query for view in queries.views_for(ada)] == ["stage=active"]


def test_a_view_of_ones_own_is_nobody_elses(ada: Person, bruno: Person) -> None:
    view = a_view(ada)
    assert list(queries.views_for(bruno)) == []
    assert queries.own_view(bruno, view.pk) is None
