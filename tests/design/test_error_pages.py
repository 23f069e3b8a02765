"""When something goes wrong: the page says what happened and what to do, without any help from the rest."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from django.views import defaults
from django.views.csrf import csrf_failure

PAGES = ["400", "403", "403_csrf", "404", "429", "500"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_an_error_page_needs_no_context(name: str, language: str) -> None:
    with translation.override(language):
        html = render_to_string(f"{name}.html")
    assert f'<html lang="{language}">' in html
    assert html.count("<h1>") == 1
    assert 'href="/"' in html


@pytest.mark.django_db
def test_an_address_without_a_page_is_answered_in_our_words(client: Client) -> None:
    answer = client.get("/nowhere/", headers={"accept-language": "en"})
    assert answer.status_code == 404
    assert "There is no page at this address" in answer.content.decode()


def test_a_broken_page_says_that_it_was_not_the_readers_doing() -> None:
    with translation.override("en"):
        answer = defaults.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "It was not your doing" in answer.content.decode()


def test_a_form_without_its_token_says_that_nothing_was_saved() -> None:
    with translation.override("en"):
        answer = csrf_failure(RequestFactory().post("/"))
    assert answer.status_code == 403
    assert "Nothing was saved." in answer.content.decode()


def test_an_error_page_tells_no_technical_detail() -> None:
    request = RequestFactory().get("/<script>/")
    answer = defaults.page_not_found(request, exception=Exception("secret table"))
    assert "secret table" not in answer.content.decode()
    assert "<script>/" not in answer.content.decode()
