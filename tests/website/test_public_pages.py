"""What Dora sees: the start page, the sources, the statement on accessibility, the template."""

import re
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from klimapakt.methods import factors
from klimapakt.methods.inventory import calculate
from klimapakt.pacts.actions import PactFacts, change_pact
from klimapakt.pacts.models import Pact
from klimapakt.website import example
from tests.strictness.rows import QueryCount

pytestmark = pytest.mark.django_db
NARROW = "\u202f"


def page(client: Client, address: str, language: str = "en") -> str:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def text(html: str) -> str:
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).replace(NARROW, " ").split())


@pytest.mark.parametrize("name", ["website:home", "website:sources", "website:accessibility"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_public_page_asks_the_database_nothing(
    client: Client, name: str, language: str, query_count: QueryCount
) -> None:
    page(client, reverse(name), language)  # which pact answers under this host is asked once in a while
    assert query_count(lambda: page(client, reverse(name), language)) == 0


def test_the_start_page_leads_to_sign_in_and_to_the_template(client: Client) -> None:
    html = page(client, reverse("website:home"))
    assert f'href="{reverse("account_login")}"' in html
    assert f'href="{reverse("website:template")}"' in html


def test_the_number_on_the_start_page_is_the_one_the_method_gives(client: Client) -> None:
    case = {
        "year": 2024,
        "activities": [{"id": "e", "activity": "electricity", "amount": 48_000, "unit": "kWh"}],
    }
    (line,) = [line for line in calculate(case).lines if line.part == "location"]
    explained = example.explained_line()
    assert (explained.co2e_mg, explained.kg_per_unit) == (line.co2e_mg, line.kg_per_unit)
    shown = text(page(client, reverse("website:home")))
    assert "48,000 kWh" in shown
    assert "0.361 kg CO₂e per kWh" in shown
    assert "17.3 t CO₂e" in shown
    assert line.source in shown


def test_the_number_on_the_start_page_says_why(client: Client) -> None:
    assert example.explained_line().reason.text() in text(page(client, reverse("website:home")))


def test_the_parts_of_the_example_add_up_to_its_whole() -> None:
    totals = example.inventory().totals
    parts = (totals.scope1_mg, totals.scope2_location_mg, totals.scope3_total_mg)
    assert sum(parts) == totals.location_based_mg
    assert totals.scope1_mg * 2 > totals.location_based_mg  # as the sentence above the chart says


def test_the_start_page_does_not_promise_what_is_missing(client: Client) -> None:
    assert "not part of it yet" in page(client, reverse("website:home"))


@pytest.mark.parametrize("name", factors.edition_names())
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_source_of_an_edition_is_attributed_in_the_words_of_its_licence(
    client: Client, name: str, language: str
) -> None:
    edition = factors.edition(name)
    shown = text(page(client, reverse("website:edition", args=[name]), language))
    attributions = [
        source.attribution_de if language == "de" else source.attribution_en for source in edition.sources
    ]
    assert [words for words in attributions if " ".join(words.split()) not in shown] == []
    assert {source.publisher for source in edition.sources if source.publisher not in shown} == set()


def test_every_source_can_be_opened(client: Client) -> None:
    html = unescape(page(client, reverse("website:sources")))
    assert [source.url for source in factors.edition().sources if f'href="{source.url}"' not in html] == []


def test_the_sources_are_those_of_the_newest_edition(client: Client) -> None:
    html = page(client, reverse("website:sources"))
    assert factors.edition().title_en in html
    assert "There is a newer collection" not in html


def test_an_older_edition_leads_to_the_newest(client: Client) -> None:
    html = page(client, reverse("website:edition", args=[factors.edition_names()[0]]))
    assert "There is a newer collection" in html


def test_an_edition_that_was_never_released_has_no_page(client: Client) -> None:
    assert client.get(reverse("website:edition", args=["1999.1"])).status_code == 404


def test_the_statement_says_whom_to_tell(client: Client, pact: Pact) -> None:
    assert "mailto:" not in page(client, reverse("website:accessibility"))
    facts = PactFacts(name=pact.name, city=pact.city, contact_email="klimapakt@example.org")
    change_pact(pact=pact, facts=facts, by=None)
    assert 'href="mailto:klimapakt@example.org"' in page(client, reverse("website:accessibility"))


@pytest.mark.parametrize(("language", "first"), [("de", "Standort"), ("en", "Site")])
def test_the_template_comes_in_the_language_of_the_page(client: Client, language: str, first: str) -> None:
    answer = client.get(reverse("website:template"), headers={"accept-language": language})
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    assert book.get_sheet_by_index(0).to_python()[0][0] == first
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')


def test_the_template_as_plain_text_opens_in_any_spreadsheet(client: Client) -> None:
    answer = client.get(reverse("website:template_csv"), headers={"accept-language": "de"})
    assert answer.content.decode("utf-8-sig").splitlines()[0].startswith("Standort;Aktivität;Menge;Einheit")


@pytest.mark.parametrize(
    "name", ["website:home", "website:sources", "website:accessibility", "website:template"]
)
def test_a_public_page_only_reads(client: Client, name: str) -> None:
    assert client.post(reverse(name)).status_code == 405


def test_the_language_is_chosen_by_a_form_that_returns_to_the_page(client: Client) -> None:
    html = page(client, "/sources/", "de")
    assert f'action="{reverse("set_language")}"' in html
    assert 'name="next" value="/sources/"' in html
    assert 'value="en" lang="en">English<' in html
    chosen = client.post(reverse("set_language"), {"language": "en", "next": "/sources/"}, follow=True)
    assert '<html lang="en">' in chosen.content.decode()
