"""One member as a file: what the office may see is in it, what the member has not handed over is not."""

import io
import json
import zipfile

import pytest
from django.apps import apps
from django.urls import reverse

from klimapakt.handover.member import LEFT_OUT, TAKEN_ALONG
from klimapakt.handover.tables import label, tables_of_pacts
from klimapakt.pacts.scoping import within
from klimapakt.privacy.ways import to_organisation
from tests.inventories.proofs import a_pdf
from tests.pacts.two_cities import HOST, OtherCity, office_of, word

pytestmark = pytest.mark.django_db
OF_ALL = {
    "advice.AdvicePromise",
    *("pacts.Pact", "pacts.OfficeRole", "pacts.RulebookVersion", "privacy.ErasureRequest"),
    *("agreements.AgreementText", "agreements.AgreementTextAuthor", "casework.BulkRun", "casework.SavedView"),
    *("duties.CalendarLink", "duties.NightlyRun", "inventories.SampleDraw"),
    *("reports.AnswerPromise", "reports.StepMinutes"),
    *("offers.Offer", "offers.OfferEvent"),
    *("newsletter.Subscription", "newsletter.Issue", "newsletter.Delivery"),
}


def handed_over(city: OtherCity) -> dict[str, bytes]:
    """Return the parts of the file that the office there gets."""
    response = office_of(city).get(
        reverse("office:member_hand_over", args=[city.membership.pk]), headers={"host": HOST}
    )
    assert response.status_code == 200
    with zipfile.ZipFile(io.BytesIO(response.getvalue())) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_every_table_of_members_is_taken_along_or_left_out_on_purpose() -> None:
    of_members = {label(model) for model in tables_of_pacts() if to_organisation(model) is not None}
    assert of_members == TAKEN_ALONG | LEFT_OUT
    assert {label(model) for model in tables_of_pacts()} - of_members == OF_ALL | {"foundation.OutgoingMail"}
    assert apps.get_model("memberships.Step") in tables_of_pacts()


def test_a_successor_finds_what_the_office_knew(neighbour: OtherCity) -> None:
    parts = handed_over(neighbour)
    page = parts["index.html"].decode()
    for field in ("Organisation", "Next step", "Site", "Question", "Measure"):
        assert word(field) in page, field
    (one,) = json.loads(parts["data/inventories.Inventory.json"])
    assert one["id"] == str(neighbour.submitted.pk)
    assert [content for name, content in parts.items() if name.startswith("evidence/")] == [a_pdf()]


def test_drafts_and_working_papers_stay_with_the_member(neighbour: OtherCity) -> None:
    everything = b"\n".join(handed_over(neighbour).values()).decode("utf-8", "ignore")
    hidden = ("Note 2024", "Evidence 2024", "Relevance", "Reason", "Meter", "Bill", "Open question")
    assert [field for field in hidden if word(field) in everything] == []
    assert "918273645" not in everything
    assert str(neighbour.things.inventory.pk) not in everything


def test_no_secret_is_handed_over(neighbour: OtherCity) -> None:
    everything = b"\n".join(handed_over(neighbour).values()).decode("utf-8", "ignore")
    assert "token_hash" not in everything
    with within(neighbour.pact):
        assert neighbour.request.token_hash not in everything
