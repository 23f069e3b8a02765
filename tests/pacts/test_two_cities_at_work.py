"""What works without a page belongs to one city as well: jobs, letters, answers to surveys, commands."""

from collections.abc import Callable
from contextvars import Context
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from klimapakt.commands import mail as mail_command
from klimapakt.commands import verify as verify_command
from klimapakt.foundation.mail import actions as mail
from klimapakt.foundation.models import OutgoingMail
from klimapakt.inventories import jobs
from klimapakt.inventories.enums import CommuteMode, UploadState
from klimapakt.inventories.models import Activity, Inventory, SurveyAnswer, Upload
from klimapakt.organisations.mail_kinds import ROLE_CHANGED
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import over_all_pacts, within
from klimapakt.people.models import Person
from tests.inventories.metering import survey_of
from tests.inventories.tables import csv_of, seal_of
from tests.pacts.two_cities import CANARY, HOST, OtherCity, at_neighbours, word

pytestmark = pytest.mark.django_db
NOTHING_SAID = {"sites": {}, "separate": [], "is_all_separate": False}
ROW = (word("Site"), "Electricity", "4711", "kWh", "2024-01-01", "2024-12-31", "billed", word("Job"), "")


def outside(work: Callable[[], object]) -> None:
    """Do something where nobody has named a pact, as a worker begins."""
    Context().run(work)


def waiting(pact: Pact, to: str) -> OutgoingMail:
    """Write a mail in the name of a pact; nobody hands it over yet."""
    words = {"name": "Bakery", "who": "Bruno", "role": "Press", "person": "Mina"}
    with within(pact):
        return mail.write(to=to, kind=ROLE_CHANGED, language="en", context=words, key="")[0]


def test_the_jobs_of_a_city_read_and_write_there_only(neighbour: OtherCity, inventory: Inventory) -> None:
    member, theirs = neighbour.member, neighbour.things.inventory
    with within(neighbour.pact):
        before = Activity.objects.count()
        kept = jobs.receive(inventory=theirs, name="large.csv", content=csv_of(ROW), by=member)
        Upload.objects.filter(pk=kept.upload.pk).update(state=UploadState.READING)
    outside(lambda: jobs.read_upload.enqueue(str(kept.upload.pk)))
    with within(neighbour.pact):
        upload = Upload.objects.get(pk=kept.upload.pk)
        assert upload.state == UploadState.CHECKED
        seal = seal_of(upload)
        Upload.objects.filter(pk=upload.pk).update(state=UploadState.TAKING)
    outside(lambda: jobs.take_rows_over.enqueue(str(upload.pk), seal, NOTHING_SAID, str(member.pk)))
    with within(neighbour.pact):
        assert Activity.objects.count() == before + 1
    assert not Activity.objects.exists()


def test_one_round_of_the_postman_serves_both_cities_each_in_its_own_name(
    neighbour: OtherCity, pact: Pact, mailoutbox: list[EmailMessage], capsys: pytest.CaptureFixture[str]
) -> None:
    OutgoingMail.objects.all().delete()
    pact.contact_email = "office@city.example.org"
    waiting(pact, "mina@city.example.org")
    waiting(neighbour.pact, "mina@neighbour.example.org")
    outside(lambda: mail_command.run(["send"]))
    assert "waiting 0, sent 2" in capsys.readouterr().out
    here, there = sorted(mailoutbox, key=lambda one: one.to)
    assert (here.from_email.split(" <")[0], here.reply_to) == (pact.name, [pact.contact_email])
    assert there.from_email.split(" <")[0] == neighbour.pact.name
    assert there.reply_to == [neighbour.pact.contact_email]
    assert CANARY not in str(here.message())


def test_an_answer_to_a_survey_under_the_wrong_host_is_kept_nowhere(
    neighbour: OtherCity, dora: Client
) -> None:
    with within(neighbour.pact):
        path = f"/survey/{survey_of(neighbour.things.inventory).token}/"
    answer = {"mode": CommuteMode.BICYCLE_OR_FOOT, "km_one_way": "4", "days_per_week": "5"}
    assert dora.post(path, answer).status_code == 404
    with over_all_pacts():
        assert not SurveyAnswer.objects.exists()
    assert dora.post(path, answer, headers={"host": HOST}).status_code == 302
    assert not SurveyAnswer.objects.exists()
    with within(neighbour.pact):
        assert SurveyAnswer.objects.count() == 1


@pytest.mark.parametrize("kind", ["inventory.json", "report.de.pdf"])
def test_documents_of_every_city_are_verified_without_saying_which(
    kind: str,
    neighbour: OtherCity,
    bruno: Person,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = f"/portal/inventories/{neighbour.submitted.pk}/export/{kind}"
    response = at_neighbours(bruno).get(path)
    assert response.status_code == 200
    file = tmp_path / kind
    file.write_bytes(response.content)
    statuses: list[int] = []
    outside(lambda: statuses.append(verify_command.run([str(file)])))
    assert statuses == [0], capsys.readouterr().out
