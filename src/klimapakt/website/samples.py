"""Draws of who is reviewed in depth, for anybody: hashes beforehand, seeds and lists afterwards."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from klimapakt.inventories import queries
from klimapakt.methods.review import list_text


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show every draw: what was published before it, and what everybody needs to repeat it."""
    return render(request, "website/samples.html", {"draws": queries.draws(), "may_draw": False})


@require_safe
def table(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand out the list a draw was made from: keys and risk points, and nobody's name."""
    del request
    draw = queries.draw_of(pk)
    if draw is None or draw.drawn_at is None:
        raise Http404
    name = f"klimapakt-sample-{draw.year}-{draw.number}.csv"
    return HttpResponse(
        list_text(queries.candidates_of(draw)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
