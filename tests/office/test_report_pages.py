"""The reports as the office reads them and takes them along."""

import io
import zipfile

import pytest
from django.test import Client

from klimapakt.foundation.models import AuditEvent
from klimapakt.office.presenting.reporting import REPORTS
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from klimapakt.reports.models import AnswerPromise
from tests.cast import SignIn
from tests.duties.owing import due, member
from tests.strictness.rows import QueryCount

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MOST_QUERIES = 25


@pytest.fixture
def oles(ole: Person, sign_in: SignIn) -> Client:
    give_office_role(person=ole, kind=OfficeKind.LEAD, by=None)
    return sign_in(ole)


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("report", REPORTS)
def test_each_report_opens_without_any_data(report: str, oles: Client) -> None:
    assert "How this is counted" in page(oles, f"/office/reports/{report}/")


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_asks_as_often_for_two_members_as_for_one(
    report: str, oles: Client, bakery: Organisation, metalworks: Organisation, query_count: QueryCount
) -> None:
    member(bakery)
    page(oles, f"/office/reports/{report}/")
    once = query_count(lambda: page(oles, f"/office/reports/{report}/"))
    due(member(metalworks))
    assert query_count(lambda: page(oles, f"/office/reports/{report}/")) <= once <= MOST_QUERIES


def test_a_table_can_be_taken_along(oles: Client, bakery: Organisation) -> None:
    due(member(bakery))
    text = oles.get("/office/reports/duties/kinds.csv?first=2020&last=2026")
    assert text.content.decode("utf-8-sig").splitlines()[0].startswith("Duty;In time;Late")
    book = oles.get("/office/reports/duties/kinds.xlsx")
    with zipfile.ZipFile(io.BytesIO(book.content)) as packed:
        assert "xl/worksheets/sheet1.xml" in packed.namelist()


@pytest.mark.parametrize("path", ["nothing/", "duties/nothing.csv", "duties/kinds.pdf"])
def test_what_is_no_report_is_not_there(path: str, oles: Client) -> None:
    assert oles.get(f"/office/reports/{path}").status_code == 404


@pytest.mark.parametrize("query", ["first=x", "first=2030&last=1900", "first=2026&last=2020"])
def test_years_that_make_no_sense_mean_the_usual_ones(query: str, oles: Client) -> None:
    page(oles, f"/office/reports/members/?{query}")


def test_the_head_of_the_office_promises_and_the_chain_knows(oles: Client) -> None:
    oles.post("/office/reports/answers/promise/", {"kind": "joining", "working_days": "5"})
    assert AnswerPromise.objects.get().working_days == 5
    assert AuditEvent.objects.filter(what="reports.promised").count() == 1


def test_an_impossible_promise_changes_nothing(oles: Client) -> None:
    oles.post("/office/reports/answers/promise/", {"kind": "joining", "working_days": "0"})
    assert not AnswerPromise.objects.exists()


def test_a_case_worker_promises_nothing(ada: Person, sign_in: SignIn) -> None:
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    client = sign_in(ada)
    assert "Promise these days" not in page(client, "/office/reports/answers/")
    gone = client.post("/office/reports/answers/promise/", {"kind": "joining", "working_days": "5"})
    assert gone.status_code == 404
