"""The office's first page, its list of members, work on many, contacts and tasks, as the office uses them."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone

from klimapakt.casework.enums import BulkState
from klimapakt.casework.models import BulkRun, Contact, SavedView, Task
from klimapakt.inventories.models import Inventory
from klimapakt.memberships import actions
from klimapakt.memberships.enums import Source
from klimapakt.memberships.models import Membership
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.casework.cases import a_contact, a_task
from tests.cast import SignIn
from tests.inventories.versions import submitted
from tests.strictness.rows import QueryCount

pytestmark = pytest.mark.django_db


@pytest.fixture
def adas(ada: Person, sign_in: SignIn) -> Client:
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    return sign_in(ada)


@pytest.fixture
def member(bakery: Organisation) -> Membership:
    return actions.begin(organisation=bakery, source=Source.OFFICE, by=None)


def another(name: str) -> Membership:
    organisation = create_organisation(facts=OrganisationFacts(name, "Musterstadt"), by=None)
    return actions.begin(organisation=organisation, source=Source.OFFICE, by=None)


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_first_page_shows_the_oldest_promise_first(
    adas: Client, member: Membership, ada: Person, inventory: Inventory, bruno: Person
) -> None:
    actions.plan(
        membership=member,
        owner=ada,
        next_step="Visit the bakery",
        next_step_on=timezone.localdate() - timedelta(days=20),
        seen_revision=member.revision,
        by=ada,
    )
    a_task(member, ada, "Call the bakery")
    submitted(inventory, bruno)
    told = page(adas, "/office/")
    assert "<h1>3 things wait for you</h1>" in told
    assert told.index("Visit the bakery") < told.index("Call the bakery")
    assert "Review the inventory" in told
    assert "Waiting for more than two weeks" in told


def test_what_belongs_to_a_colleague_is_shown_when_asked_for(
    adas: Client, member: Membership, ada: Person, bruno: Person
) -> None:
    a_task(member, bruno, "Call the bakery")
    assert "Call the bakery" not in page(adas, "/office/")
    assert "Call the bakery" in page(adas, "/office/?whose=all")


def test_the_first_page_takes_the_same_number_of_queries_however_long(
    adas: Client, member: Membership, ada: Person, query_count: QueryCount
) -> None:
    a_task(member, ada)
    page(adas, "/office/")
    few = query_count(lambda: page(adas, "/office/"))
    for number in range(6):
        one = another(f"Firm {number}")
        a_task(one, ada, f"Call {number}")
    assert query_count(lambda: page(adas, "/office/")) == few


def test_the_list_takes_the_same_number_of_queries_however_long(
    adas: Client, member: Membership, ada: Person, query_count: QueryCount
) -> None:
    columns = "&".join(f"columns={name}" for name in ("stage", "owner", "contact", "tasks", "kind", "city"))
    path = f"/office/members/?{columns}"
    page(adas, path)
    few = query_count(lambda: page(adas, path))
    for number in range(6):
        a_contact(another(f"Firm {number}"), ada)
    assert query_count(lambda: page(adas, path)) == few


def test_a_task_is_done_from_the_first_page(adas: Client, member: Membership, ada: Person) -> None:
    task = a_task(member, ada)
    response = adas.post(f"/office/tasks/{task.pk}/done/", {"from_desk": "1"}, follow=True)
    assert "Done: Call them" in response.content.decode()
    assert "Nothing waits for you" in response.content.decode()


def test_a_contact_is_written_down_and_struck_out(adas: Client, member: Membership) -> None:
    base = f"/office/members/{member.pk}/"
    entered = {
        "kind": "visit",
        "on": timezone.localdate().isoformat(),
        "with_whom": "Mina",
        "text": "The oven.",
    }
    told = adas.post(f"{base}contacts/", entered, follow=True).content.decode()
    assert "Visit with Mina" in told
    contact = Contact.objects.get()
    told = adas.post(f"{base}contacts/{contact.pk}/strike/", follow=True).content.decode()
    assert "<s>The oven.</s>" in told


def test_a_contact_without_words_is_asked_for_again_with_what_was_typed(
    adas: Client, member: Membership
) -> None:
    entered = {"kind": "visit", "on": "2026-01-05", "with_whom": "Mina Muster", "text": ""}
    told = adas.post(f"/office/members/{member.pk}/contacts/", entered).content.decode()
    assert 'value="Mina Muster"' in told
    assert not Contact.objects.exists()


def test_markup_in_a_contact_stays_text(adas: Client, member: Membership, ada: Person) -> None:
    a_contact(member, ada, "<script>alert(1)</script>{{ secret }}")
    told = page(adas, f"/office/members/{member.pk}/")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ secret }}" in told


def test_a_contact_of_another_member_is_not_found_through_this_one(
    adas: Client, member: Membership, ada: Person
) -> None:
    contact = a_contact(another("Firm"), ada)
    assert adas.post(f"/office/members/{member.pk}/contacts/{contact.pk}/strike/").status_code == 404


def test_a_reviewer_reads_and_writes_nothing_down(member: Membership, ada: Person, sign_in: SignIn) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    client = sign_in(ada)
    assert "Write a task" not in page(client, f"/office/members/{member.pk}/")
    for path in (f"members/{member.pk}/contacts/", f"members/{member.pk}/tasks/", "members/bulk/"):
        assert client.post(f"/office/{path}", {}).status_code == 404


def test_the_list_is_handed_out_as_it_is_shown(adas: Client, member: Membership) -> None:
    another("=HYPERLINK(1) GmbH")
    path = "/office/members/list.csv?columns=stage&columns=city&sort=-name"
    lines = adas.get(path).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Organisation;Stage;Place"
    assert lines[1].startswith(member.organisation.name)
    assert lines[2].startswith("'=HYPERLINK"), "a spreadsheet would take it for a formula"
    workbook = adas.get("/office/members/list.xlsx?columns=stage").content
    with zipfile.ZipFile(BytesIO(workbook)) as parts:
        words = parts.read("xl/sharedStrings.xml").decode()
        assert "<f>" not in parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<t>Organisation</t>" in words
    assert "<t>Stage</t>" in words
    assert adas.get("/office/members/list.exe").status_code == 404


def test_a_view_is_saved_shown_and_deleted(adas: Client, member: Membership) -> None:
    query = "stage=interest&columns=city&sort=-name"
    told = adas.post("/office/members/views/", {"name": "New ones", "query": query}, follow=True)
    assert "The view “New ones” is saved." in told.content.decode()
    assert 'aria-current="true">New ones</a>' in told.content.decode()
    view = SavedView.objects.get()
    adas.post(f"/office/members/views/{view.pk}/delete/")
    assert not SavedView.objects.exists()


def test_a_view_leads_nowhere_else(adas: Client) -> None:
    response = adas.post("/office/members/views/", {"name": "x", "query": "//elsewhere.example/?a=1"})
    assert response.headers["location"].startswith("/office/members/?")


def test_work_on_many_is_looked_at_before_it_is_done(adas: Client, member: Membership, ada: Person) -> None:
    second = another("Firm")
    chosen = {"kind": "plan", "member": [str(member.pk), str(second.pk)]}
    asked = adas.post("/office/members/bulk/", chosen).content.decode()
    assert "2 organisations chosen" in asked
    entered = {"kind": "plan", "member": f"{member.pk},{second.pk}", "next_step": "Call", "next_step_on": ""}
    seen = adas.post("/office/members/bulk/", {**entered, "step": "preview"}).content.decode()
    assert "It concerns 2 organisations" in seen
    assert not BulkRun.objects.exists(), "looking does nothing"
    done = adas.post("/office/members/bulk/", {**entered, "step": "do"}, follow=True).content.decode()
    assert set(Membership.objects.values_list("next_step", flat=True)) == {"Call"}
    assert "Undo" in done
    run = BulkRun.objects.get()
    undone = adas.post(f"/office/bulk/{run.pk}/undo/", follow=True).content.decode()
    run.refresh_from_db()
    assert run.state == BulkState.UNDONE
    assert "Undone" in undone
    assert set(Membership.objects.values_list("next_step", flat=True)) == {""}


def test_all_of_a_list_means_the_list_as_it_was_narrowed(adas: Client, member: Membership) -> None:
    another("Firm A")
    another("Firm B")
    asked = adas.post("/office/members/bulk/", {"kind": "task", "all": "1", "query": "q=Firm"})
    assert "2 organisations chosen" in asked.content.decode()


def test_nobody_chosen_is_said_and_nothing_begins(adas: Client, member: Membership) -> None:
    told = adas.post("/office/members/bulk/", {"kind": "task"}, follow=True).content.decode()
    assert "Nobody is chosen." in told
    nonsense = {"kind": "task", "member": "x,y"}
    told = adas.post("/office/members/bulk/", nonsense, follow=True).content.decode()
    assert "Nobody is chosen." in told
    assert (
        "Choose what is to be done." in adas.post("/office/members/bulk/", {}, follow=True).content.decode()
    )


def test_a_letter_says_who_is_left_out_before_it_goes(
    adas: Client, member: Membership, bruno: Person
) -> None:
    second = another("Firm without people")
    entered = {
        "kind": "letter",
        "member": f"{member.pk},{second.pk}",
        "subject": "Meeting",
        "text": "Please come.",
        "step": "preview",
    }
    told = adas.post("/office/members/bulk/", entered).content.decode()
    assert "It concerns 1 organisation" in told
    assert re.search(r"Firm without people: Nobody with an account acts for it", told)
    assert "What has been sent cannot be called back." in told


def test_what_was_typed_is_not_lost_when_a_field_is_missing(adas: Client, member: Membership) -> None:
    entered = {
        "kind": "letter",
        "member": str(member.pk),
        "subject": "",
        "text": "Please come.",
        "step": "do",
    }
    told = adas.post("/office/members/bulk/", entered).content.decode()
    assert "Please come.</textarea>" in told
    assert not BulkRun.objects.exists()


def test_a_task_of_the_list_belongs_to_each(adas: Client, member: Membership, ada: Person) -> None:
    entered = {"kind": "task", "member": str(member.pk), "title": "Ask", "due_on": "", "owner": str(ada.pk)}
    adas.post("/office/members/bulk/", {**entered, "step": "do"})
    task = Task.objects.get()
    assert (task.title, task.owner, task.membership) == ("Ask", ada, member)
