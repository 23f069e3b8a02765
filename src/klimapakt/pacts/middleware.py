"""Finds the pact by the host name and runs everything after it in its scope; other names get a clear 404."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.http.request import split_domain_port
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import translation

from klimapakt.pacts import hosts
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import within

_FOUND: Final = 200
_NOT_FOUND: Final = 404
_UNAVAILABLE: Final = 503


class PactRequest(HttpRequest):
    """A request of which it is known for which pact it was made."""

    pact: Pact


class PactOfHost:
    """Stands before sessions: a host name without pact is answered before anybody is looked up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the scope of the pact; what a response streams later must have been read by then."""
        host, _ = split_domain_port(request.get_host())
        pact = hosts.pact_at(host)
        if pact is None:
            return _without_pact(request)
        request.pact = pact  # type: ignore[attr-defined]  # PactRequest says so
        with within(pact):
            return self._get_response(request)


class LanguageOfPact(LocaleMiddleware):
    """Django's choice of the language, among those the pact has pages in."""

    def process_request(self, request: HttpRequest) -> None:
        """Take the pact's first language where the reader's own is not among its languages."""
        super().process_request(request)
        pact: Pact | None = getattr(request, "pact", None)
        languages = pact.languages if pact else []
        if languages and translation.get_language() not in languages:
            translation.activate(languages[0])
            request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Lead to the address with the language only where a page certainly is: what is not found stays so.

        An editorial page may have any address, so that Django would lead there from every page that is not.
        """
        if response.status_code != _NOT_FOUND or _has_page_with_language(request):
            return super().process_response(request, response)
        response.status_code = _FOUND
        answered = super().process_response(request, response)
        answered.status_code = _NOT_FOUND
        return answered


def _has_page_with_language(request: HttpRequest) -> bool:
    try:
        found = resolve(f"/{translation.get_language()}{request.path_info}")
    except Resolver404:
        return False
    return "editorial" not in found.app_names


def _without_pact(request: HttpRequest) -> HttpResponseBase:
    """Say that nothing is here, or that nobody has founded a pact yet; no other pact is named."""
    has_pacts = bool(hosts.pacts_by_host())
    language = translation.get_language_from_request(request)
    with translation.override(language):
        context: dict[str, Any] = {"has_pacts": has_pacts, "host": request.get_host()}
        status = _NOT_FOUND if has_pacts else _UNAVAILABLE
        response = render(request, "no_pact.html", context, status=status)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    return response


def languages_of(pact: Pact | None) -> list[tuple[str, str]]:
    """Return the languages of a pact's pages with their names; all there are without a pact."""
    offered = [code for code, _ in settings.LANGUAGES] if pact is None else pact.languages
    return [(code, name) for code, name in settings.LANGUAGES if code in offered]
