"""What Dora sees of offers: only what was checked lately, with the day."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from klimapakt.offers import actions
from klimapakt.offers.models import Offer
from tests.offers.offering import GRANT, shown, written
from tests.strictness.rows import QueryCount

pytestmark = pytest.mark.django_db
LIST = "/en/offers/"


def text(client: Client, address: str = LIST) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    return answer.content.decode()


def test_an_empty_list_says_whom_to_ask(dora: Client) -> None:
    assert "There are no offers at present" in text(dora)


def test_an_offer_shows_state_end_and_last_check(dora: Client) -> None:
    shown(today=timezone.localdate())
    page = text(dora)
    assert "Grant for heat pumps" in page
    assert "without end date" in page
    assert "Open" in page


def test_the_german_list_stands_in_german(dora: Client) -> None:
    shown(today=timezone.localdate())
    assert "Zuschuss für Wärmepumpen" in text(dora, "/de/offers/")
    with override("de"):
        assert reverse("public:offers") == "/de/offers/"


def test_drafts_and_what_nobody_checked_do_not_exist(dora: Client) -> None:
    draft = written()
    day = timezone.localdate()
    old = shown(today=day, facts=replace(GRANT, title_en="Old", title_de="Alt"))
    Offer.objects.filter(pk=old.pk).update(last_checked_on=day - timedelta(days=181))
    page = text(dora)
    assert "Grant for heat pumps" not in page
    assert "Old" not in page
    for one in (draft, old):
        assert dora.get(f"{LIST}{one.pk}/").status_code == 404


def test_what_is_over_leaves_the_list_and_keeps_its_page(dora: Client) -> None:
    day = timezone.localdate()
    facts = replace(GRANT, valid_until=day - timedelta(days=1))
    offer = shown(today=day, facts=facts)
    assert "Grant for heat pumps" not in text(dora)
    assert "Over" in text(dora, f"{LIST}{offer.pk}/")


def test_a_pause_is_said_in_words(dora: Client) -> None:
    day = timezone.localdate()
    actions.move(offer=shown(today=day), state="paused", reason="Empty", today=day, by=None)
    assert "Paused" in text(dora)


def test_the_list_is_narrowed_by_kind_and_field(dora: Client) -> None:
    shown(today=timezone.localdate())
    assert "Grant for heat pumps" in text(dora, f"{LIST}?kind=funding&field=heat")
    assert "No offer fits this choice" in text(dora, f"{LIST}?kind=advice")
    assert "Grant for heat pumps" in text(dora, f"{LIST}?kind=%00&field=nothing")


def test_the_number_of_queries_stays(dora: Client, query_count: QueryCount) -> None:
    shown(today=timezone.localdate())
    text(dora)
    one = query_count(lambda: text(dora))
    for number in range(5):
        facts = replace(GRANT, title_de=f"Z{number}", title_en=f"G{number}")
        shown(today=timezone.localdate(), facts=facts)
    assert query_count(lambda: text(dora)) == one < 10
