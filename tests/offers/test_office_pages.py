"""Offers in the office: listed, written down, checked, moved; nothing that was typed is lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klimapakt.offers.models import Offer
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.offers.offering import GRANT, shown, written

pytestmark = pytest.mark.django_db
ENTERED = {
    "kind": "funding",
    "title_de": "Zuschuss",
    "title_en": "Grant",
    "provider_de": "Stadt",
    "provider_en": "City",
    "order": "approval_first",
    "percent": "40",
}


def test_an_empty_list_says_how_to_begin_and_the_rule_files_fill_it(adas: Client) -> None:
    address = reverse("office:offers")
    assert "Take over those of the rule files to begin with" in adas.get(address).content.decode()
    page = adas.post(reverse("office:offers_seed"), follow=True).content.decode()
    assert "10 offers were taken over." in page
    assert "template: conditions not read yet" in page


def test_an_offer_is_written_checked_and_opened(adas: Client) -> None:
    page = adas.post(reverse("office:offer_new"), ENTERED, follow=True).content.decode()
    assert "written down as a draft" in page
    offer = Offer.objects.get()
    refused = adas.post(reverse("office:offer_move", args=[offer.pk]), {"state": "valid"}).content.decode()
    assert "Look at the source first" in refused
    adas.post(reverse("office:offer_check", args=[offer.pk]))
    adas.post(reverse("office:offer_move", args=[offer.pk]), {"state": "valid"})
    offer.refresh_from_db()
    assert (offer.state, offer.last_checked_on) == ("valid", timezone.localdate())


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("url", "javascript:alert(1)", "begins with https://"),
        ("text_de", "x" * 50_000, "at most 4000 characters"),
        ("title_de", "x" * 201, "at most 200 characters"),
        ("percent", "140", "less than or equal to 100"),
    ],
)
def test_bad_input_is_told_and_nothing_is_lost(adas: Client, field: str, value: str, said: str) -> None:
    page = adas.post(reverse("office:offer_new"), {**ENTERED, field: value}).content.decode()
    assert said in page
    assert 'value="Zuschuss"' in page or field == "title_de"
    assert not Offer.objects.exists()


def test_script_in_a_title_is_only_text(adas: Client) -> None:
    page = adas.post(
        reverse("office:offer_new"), {**ENTERED, "title_en": "<script>alert(1)</script>"}, follow=True
    )
    assert "<script>alert(1)" not in page.content.decode()
    assert "&lt;script&gt;alert(1)" in page.content.decode()


def test_two_people_do_not_overwrite_each_other(adas: Client, ada: Person) -> None:
    offer = written(ada)
    address = reverse("office:offer_change", args=[offer.pk])
    assert adas.post(address, {**ENTERED, "seen_revision": "1"}).status_code == 302
    second = adas.post(address, {**ENTERED, "title_en": "Mine", "seen_revision": "1"})
    assert second.status_code == 409
    assert 'value="Mine"' in second.content.decode()


def test_a_pause_asks_for_the_reason(adas: Client, ada: Person) -> None:
    offer = shown(ada, timezone.localdate())
    page = adas.post(reverse("office:offer_move", args=[offer.pk]), {"state": "paused"}).content.decode()
    assert "Please say why" in page
    assert Offer.objects.get().state == "valid"


def test_a_reviewer_reads_and_does_not_write(sign_in: SignIn, ada: Person) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    offer, client = shown(None, timezone.localdate()), sign_in(ada)
    page = client.get(reverse("office:offer", args=[offer.pk])).content.decode()
    assert GRANT.title_en in page
    assert "Checked today" not in page
    assert client.post(reverse("office:offer_check", args=[offer.pk])).status_code == 404


@pytest.mark.parametrize(
    ("days", "listed", "said"),
    [(121, "overdue", "Please look at the source"), (181, "hidden", "Members do not see this offer")],
)
def test_what_nobody_looked_at_is_marked_and_waits(
    adas: Client, ada: Person, days: int, listed: str, said: str
) -> None:
    offer = shown(ada, timezone.localdate() - timedelta(days=days))
    page = adas.get(reverse("office:offers")).content.decode()
    assert "1 offer has to be looked at" in page
    assert listed in page
    assert said in adas.get(reverse("office:offer", args=[offer.pk])).content.decode()
