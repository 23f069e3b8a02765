"""The parts of a page, rendered as templates use them."""

from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

import klimapakt
from klimapakt.foundation.design.icons import UnknownIcon
from klimapakt.measures.enums import SavingState
from klimapakt.methods.messages import Message
from tests.design import gallery


def rendered(source: str, **context: object) -> str:
    return str(engines["django"].from_string("{% load i18n design format %}" + source).render(context))


def test_a_page_opens_with_one_heading() -> None:
    html = rendered("{% page_header heading lead='Worum es geht' %}", heading="Ein <Satz>")
    assert html.count("<h1>") == 1
    assert "Ein &lt;Satz&gt;" in html


def test_a_breadcrumb_ends_at_the_page_itself_without_a_link() -> None:
    html = rendered("{% breadcrumb %}{% crumb 'Start' '/' %}{% crumb 'Bilanz' %}{% endbreadcrumb %}")
    assert '<a href="/">Start</a>' in html
    assert 'aria-current="page">Bilanz<' in html


@pytest.mark.parametrize("kind", ["info", "success", "warning", "error"])
def test_a_notice_says_its_kind_in_words(kind: str) -> None:
    html = rendered("{% notice kind 'Titel' %}<p>Inhalt</p>{% endnotice %}", kind=kind)
    assert 'class="kern-sr-only">' in html
    assert "<p>Inhalt</p>" in html


def test_a_notice_without_a_title_shows_its_kind_to_everybody() -> None:
    html = rendered("{% language 'en' %}{% notice 'warning' %}<p>x</p>{% endnotice %}{% endlanguage %}")
    assert "kern-sr-only" not in html
    assert "<span>Attention</span>" in html


def test_a_notice_of_no_known_kind_is_a_mistake_in_the_template() -> None:
    with pytest.raises(KeyError):
        rendered("{% notice 'pink' %}{% endnotice %}")


def test_each_state_of_a_saving_has_its_word_and_a_sign_of_its_own() -> None:
    sheet = (Path(klimapakt.__file__).parent / "config/static/css/figures.css").read_text(encoding="utf-8")
    for state in SavingState.values:
        assert f'class="saving saving--{state}">word<' in rendered(f"{{% saving '{state}' 'word' %}}")
        assert state == SavingState.PLANNED or f".saving--{state}::before" in sheet


def test_a_badge_always_has_a_word() -> None:
    assert ">angenommen<" in rendered("{% badge 'success' 'angenommen' %}")


def test_an_icon_is_hidden_from_those_who_listen() -> None:
    assert 'aria-hidden="true"' in rendered("{% icon 'download' %}")


def test_an_unknown_icon_is_a_mistake_in_the_template() -> None:
    with pytest.raises(UnknownIcon, match="download"):
        rendered("{% icon 'unicorn' %}")


def test_a_button_holds_the_words_and_perhaps_an_icon() -> None:
    assert rendered("{% label 'Hochladen' %}") == '<span class="kern-label">Hochladen</span>'
    assert "<svg" in rendered("{% label 'Hochladen' icon='upload' %}")


def test_a_table_has_a_caption() -> None:
    html = rendered("{% data_table 'Zeilen' %}<tbody></tbody>{% enddata_table %}")
    assert "<caption>Zeilen</caption>" in html


def test_a_step_that_is_done_says_so_in_a_word() -> None:
    html = rendered("{% steps %}{% step 'A' 'done' %}{% step 'B' 'current' %}{% step 'C' %}{% endsteps %}")
    assert html.count("<li") == 3
    assert "(" in html.split("</li>")[0]
    assert 'aria-current="step"' in html


def test_a_disclosure_is_closed_unless_told_otherwise() -> None:
    assert " open>" not in rendered("{% disclosure 'Warum?' %}Darum.{% enddisclosure %}")
    assert " open>" in rendered("{% disclosure 'Warum?' True %}Darum.{% enddisclosure %}")


def test_pages_of_a_list_keep_the_filter() -> None:
    request = RequestFactory().get("/", {"site": "a&b", "page": "2"})
    page = Paginator(range(100), 10).page(2)
    html = rendered("{% pagination page %}", page=page, request=request)
    assert 'href="?site=a%26b&amp;page=3"' in html
    assert 'aria-current="page"' in html


def test_a_list_of_one_page_has_no_pages() -> None:
    request = RequestFactory().get("/")
    assert not rendered("{% pagination page %}", page=Paginator([1], 10).page(1), request=request).strip()


def test_a_figure_has_its_table_and_its_download() -> None:
    html = rendered("{% figure chart csv_url='/zahlen.csv' %}", chart=gallery.SCOPES)
    assert html.count('role="img"') == 2  # one for a phone, one for a larger screen; CSS shows one
    assert all(html.count(part.label) >= 3 for part in gallery.SCOPES.parts)
    assert '<a class="link" href="/zahlen.csv">' in html


def test_a_figure_without_a_csv_offers_none() -> None:
    assert "csv" not in rendered("{% figure chart %}", chart=gallery.SCOPES).lower()


def test_the_words_of_a_part_are_escaped() -> None:
    evil = "<script>"
    for source in (
        "{% key_figure evil evil evil %}",
        "{% badge 'info' evil %}",
        "{% fact evil %}{{ evil }}{% endfact %}",
        "{% term evil evil evil %}",
        "{% crumb evil evil %}",
        "{% label evil %}",
        "{% empty_state evil %}{% endempty_state %}",
        "{% step evil %}",
        "{% notice 'info' evil %}{% endnotice %}",
    ):
        assert evil not in rendered(source, evil=evil), source


def test_filters_write_in_the_language_of_the_page() -> None:
    source = "{% language lang %}{{ mg|mass }} {{ n|number }} {{ m|translated }}{% endlanguage %}"
    message = Message("test", "Row %(row)s", {"row": 3})
    german = rendered(source, lang="de", mg=4_123_456_789, n=1234.5, m=message)
    english = rendered(source, lang="en", mg=4_123_456_789, n=1234.5, m=message)
    assert german.startswith("4,12\u202ft\xa0CO₂e 1.234,5")
    assert english == "4.12\u202ft\xa0CO₂e 1,234.5 Row 3"


def test_units_are_written_for_people() -> None:
    source = "{% language 'en' %}{{ 48000|amount:'kWh_Hs' }}; {{ factor|factor:'m3' }}{% endlanguage %}"
    assert rendered(source, factor=2.5) == "48,000\u202fkWh (gross calorific value); 2.5\u202fkg CO₂e per m³"
