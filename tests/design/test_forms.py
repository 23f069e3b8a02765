"""Forms: what is asked, how it is helped, and what a wrong answer leads to."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from tests.design.gallery import Everything

PAGE = engines["django"].from_string(
    "{% extends 'frame/base.html' %}{% block title %}Ein Formular{% endblock %}"
    "{% block masthead %}{% endblock %}{% block footer %}{% endblock %}"
)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def empty() -> str:
    return str(Everything())


@pytest.fixture
def refused() -> str:
    return str(Everything({"name": "Musterbetrieb"}))


def tag(html: str, name: str, **attributes: str) -> dict[str, str]:
    """Return the attributes of the one element that has these."""
    wanted = {key.replace("_", "-"): value for key, value in attributes.items()}
    for found in re.findall(rf"<{name}\b([^>]*)>", html):
        there = dict(re.findall(r'([a-z-]+)(?:="([^"]*)")?', found))
        if wanted.items() <= there.items():
            return there
    raise AssertionError(f"There is no <{name}> with {wanted}.")


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("field", ["name", "amount", "note", "unit", "file", "confirmed"])
def test_every_field_has_a_label_that_belongs_to_it(empty: str, field: str) -> None:
    assert f'for="id_{field}"' in empty
    assert f'id="id_{field}"' in empty


def test_a_hint_stands_before_its_field_and_is_read_with_it(empty: str) -> None:
    assert tag(empty, "input", id="id_name")["aria-describedby"] == "id_name_helptext"
    assert empty.index('id="id_name_helptext"') < empty.index('id="id_name"')


def test_fields_wear_the_classes_of_the_design_system(empty: str) -> None:
    assert tag(empty, "input", id="id_name")["class"] == "kern-form-input__input"
    assert tag(empty, "textarea", id="id_note")["class"] == "kern-form-input__input"
    assert tag(empty, "select", id="id_unit")["class"] == "kern-form-input__select"
    assert tag(empty, "input", id="id_confirmed")["class"] == "kern-form-check__checkbox"
    assert tag(empty, "input", id="id_quality_0")["class"] == "kern-form-check__radio"
    assert tag(empty, "input", id="id_sites_1")["class"] == "kern-form-check__checkbox"


def test_a_group_of_choices_is_a_fieldset_with_a_legend(empty: str) -> None:
    group = tag(empty, "fieldset", id="id_quality")
    assert group["aria-describedby"] == "id_quality_helptext"
    legend = re.search(r'id="id_quality".*?<legend[^>]*>(.*?)</legend>', empty, re.DOTALL)
    assert legend is not None
    assert text(legend.group(1)) == "Woher stammt die Menge?"


def test_what_may_be_left_empty_says_so(empty: str) -> None:
    assert "Bemerkung (optional)" in text(empty)


def test_a_placeholder_never_reaches_the_page() -> None:
    class Asking(forms.Form):
        name = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "vanishes"}))

    assert "vanishes" not in str(Asking())


def test_a_class_of_the_form_is_kept_beside_ours() -> None:
    class Narrow(forms.Form):
        year = forms.CharField(widget=forms.TextInput(attrs={"class": "narrow"}))

    assert tag(str(Narrow()), "input", id="id_year")["class"] == "kern-form-input__input narrow"


def test_an_error_is_read_with_its_field(refused: str) -> None:
    amount = tag(refused, "input", id="id_amount")
    assert amount["aria-invalid"] == "true"
    assert amount["aria-describedby"] == "id_amount_helptext id_amount_error"
    assert "kern-form-input__input--error" in amount["class"]
    assert 'id="id_amount_error"' in refused


def test_the_error_of_a_group_is_read_with_the_group(refused: str) -> None:
    assert (
        tag(refused, "fieldset", id="id_quality")["aria-describedby"]
        == "id_quality_helptext id_quality_error"
    )


def test_the_summary_comes_first_and_takes_the_focus(refused: str) -> None:
    summary = tag(refused, "div", aria_labelledby="error-summary-title")
    assert {"autofocus", "tabindex"} <= set(summary)
    assert refused.index("error-summary") < refused.index('id="id_name"')


def test_the_summary_leads_to_every_wrong_field(refused: str) -> None:
    leads = set(re.findall(r'href="#([^"]+)"', refused))
    assert leads == {"id_amount", "id_unit", "id_file", "id_quality", "id_confirmed"}
    assert all(f'id="{target}"' in refused for target in leads)


def test_the_summary_says_what_is_wrong_with_the_form_as_a_whole(refused: str) -> None:
    assert "Diese Tabelle wurde schon einmal hochgeladen." in refused


def test_what_was_typed_is_kept(refused: str) -> None:
    assert tag(refused, "input", id="id_name")["value"] == "Musterbetrieb"


def test_an_error_of_a_hidden_field_is_told_without_a_link() -> None:
    class Hiding(forms.Form):
        token = forms.CharField(widget=forms.HiddenInput)

    html = str(Hiding({}))
    assert "error-summary" in html
    assert "href=" not in html


def test_a_form_nobody_has_sent_has_no_summary(empty: str) -> None:
    assert "error-summary" not in empty


@pytest.mark.parametrize("answer", [None, {"name": "x"}])
def test_the_title_of_a_page_with_errors_says_so_first(answer: dict[str, str] | None) -> None:
    context = {"form": Everything(answer), "pact_name": "Klimapakt", "messages": []}
    found = re.search(r"<title>(Error: )?Ein Formular – Klimapakt</title>", PAGE.render(context))
    assert found is not None
    assert bool(found.group(1)) is bool(answer)


def test_words_of_a_form_are_escaped() -> None:
    class Evil(forms.Form):
        name = forms.CharField(label="<script>", initial='"><script>')

    assert "<script>" not in str(Evil())
    assert "<script>" not in render_to_string(
        "kern/error_summary.html", {"general": ["<script>"], "fields": [], "count": 1}
    )
