"""How much work the pact asks of its members: the published minutes, as a block and as CSV."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klimapakt.pacts.queries import pact_at_hand
from klimapakt.reports import steps
from klimapakt.reports.queries import minutes

KEPT_SECONDS: Final = 300
"""How old the figure on the first page may be: everybody who comes by asks for it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The burden as the page shows it: each step in words with its minutes and how often it was measured."""

    minutes: int
    rows: tuple[tuple[str, int, int], ...]
    first: date
    last: date


def shown() -> Shown | None:
    """Return what may be published; None until enough was measured. A few minutes old at most."""
    today = timezone.localdate()
    key = f"burden-{pact_at_hand().pk}-{today}"
    found: minutes.Burden | None
    # In a tuple, because None is an answer too.
    kept = cache.get(key)
    if kept is None:
        found = minutes.published(today)
        cache.set(key, (found,), KEPT_SECONDS)
    else:
        (found,) = kept
    if found is None:
        return None
    rows = tuple((steps.words(one.step), one.minutes or 0, one.count) for one in found.steps)
    return Shown(found.minutes, rows, found.first, found.last)


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Hand out the published minutes as CSV, to anybody."""
    del request
    found = minutes.published(timezone.localdate())
    if found is None:
        raise Http404
    written = io.StringIO()
    lines = csv.writer(written, delimiter=";")
    lines.writerow(
        [_("Key"), _("Step"), _("Minutes (median)"), _("Measurements"), _("From month"), _("To month")]
    )
    months = (f"{found.first:%Y-%m}", f"{found.last:%Y-%m}")
    lines.writerows((one.step, steps.words(one.step), one.minutes, one.count, *months) for one in found.steps)
    headers = {"Content-Disposition": 'attachment; filename="klimapakt-minutes.csv"'}
    return HttpResponse(
        "\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8", headers=headers
    )
