"""The public pages: what Klimapakt is, where its figures come from, how accessible it is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from klimapakt.methods import factors
from klimapakt.methods.intake.template import TemplateKind, write_template
from klimapakt.pacts.colours import style_sheet
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.website import burden, example, figures

_A_DAY: Final = 24 * 60 * 60
_CONTENT_TYPES: Final[Mapping[TemplateKind, str]] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher with one licence and what of theirs an edition uses."""

    name: str
    licence: str
    sources: tuple[factors.Source, ...]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what Klimapakt is and show one number with everything behind it."""
    inventory = example.inventory()
    context = {
        "year": example.YEAR,
        "line": example.explained_line(),
        "total_mg": inventory.totals.location_based_mg,
        "chart": figures.scopes_of_example(inventory.totals),
        "edition": factors.edition(),
        "burden": burden.shown(),
    }
    return render(request, "website/home.html", context)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Name the sources of the newest edition of factors, and the licences of what Klimapakt is built with."""
    return _edition_page(request, factors.edition())


@require_safe
def edition(request: HttpRequest, edition_name: str) -> HttpResponse:
    """Name the sources of one edition of factors."""
    if edition_name not in factors.edition_names():
        raise Http404
    return _edition_page(request, factors.edition(edition_name))


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """State how accessible the site is, what is missing and whom to tell."""
    return render(request, "website/accessibility.html")


@require_safe
def template(request: HttpRequest, kind: TemplateKind) -> HttpResponse:
    """Hand out the import template in the language of the page, to anybody."""
    del request
    name = gettext("klimapakt-template.%(ending)s") % {"ending": kind}
    return HttpResponse(
        write_template("de" if get_language() == "de" else "en", kind),
        content_type=_CONTENT_TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
def accent(request: HttpRequest, colour: str) -> HttpResponse:
    """Hand out the style sheet with the pact's accent colour; the colour stands in the address."""
    pact = pact_at_hand()
    if not pact.accent or colour != pact.accent.removeprefix("#"):
        raise Http404
    headers = {"Cache-Control": f"public, max-age={_A_DAY}"}
    return HttpResponse(style_sheet(pact.accent), content_type="text/css; charset=utf-8", headers=headers)


def _edition_page(request: HttpRequest, shown: factors.Edition) -> HttpResponse:
    language = get_language()
    others = [factors.edition(name) for name in reversed(factors.edition_names()) if name != shown.name]
    context = {
        "edition": shown,
        "edition_title": shown.title_de if language == "de" else shown.title_en,
        "is_newest": shown.name == factors.edition_names()[-1],
        "others": others,
        "changes": [change["de" if language == "de" else "en"] for change in shown.changes],
        "publishers": _by_publisher(shown.sources),
    }
    return render(request, "website/sources.html", context)


def _by_publisher(used: Sequence[factors.Source]) -> list[Publisher]:
    grouped: dict[tuple[str, str], list[factors.Source]] = defaultdict(list)
    for source in used:
        grouped[source.publisher, source.licence].append(source)
    return [Publisher(name, licence, tuple(found)) for (name, licence), found in grouped.items()]
