"""Draw samples: publish the commitment of a seed, then draw from a list that is kept."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.inventories import queries
from klimapakt.inventories.lifecycle import OFFICE_ONLY, NotYours
from klimapakt.inventories.models import SampleDraw
from klimapakt.inventories.sampling import AlreadyDrawn, DoesNotSample, DrawWaits, NobodyToDraw
from klimapakt.methods import review
from klimapakt.pacts.actions.locking import locked_pact
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed
from klimapakt.people.models import Person

_SEED_BYTES = 32
Details = dict[str, audit.Detail]


@transaction.atomic
def announce_draw(*, year: int, by: Person) -> SampleDraw:
    """Choose the seed of the next draw of a year and publish its SHA-256; the seed itself stays secret."""
    pact = locked_pact()
    _ensure_office(by)
    if not queries.does_sample():
        raise DoesNotSample
    earlier = queries.draws().filter(year=year)
    if earlier.filter(drawn_at__isnull=True).exists():
        raise DrawWaits(year)
    seed = secrets.token_hex(_SEED_BYTES)
    made = SampleDraw.objects.create(
        pact=pact,
        year=year,
        number=1 + max((one.number for one in earlier), default=0),
        seed=seed,
        commitment=review.commitment_of(seed),
        committed_at=timezone.now(),
        committed_by=by,
    )
    details: Details = {"year": year, "number": made.number, "commitment": made.commitment}
    audit.record(what="sample.announced", subject=made, by=by, details=details)
    return made


@transaction.atomic
def make_draw(*, draw: SampleDraw, by: Person) -> SampleDraw:
    """Draw from what waits now and is in no draw yet; list and result are kept and change no more."""
    locked_pact()
    _ensure_office(by)
    draw = SampleDraw.objects.select_for_update(of=("self",)).get(pk=draw.pk)
    if draw.drawn_at is not None:
        raise AlreadyDrawn
    listed = queries.waiting_for_draw(draw.year)
    if not listed:
        raise NobodyToDraw(draw.year)
    found = review.draw(listed, seed=draw.seed, period=str(draw.year))
    draw.candidates = [[one.key, one.risk] for one in listed]
    draw.riskiest, draw.drawn = list(found.riskiest), list(found.drawn)
    draw.drawn_at, draw.drawn_by = timezone.now(), by
    draw.save(update_fields=["candidates", "riskiest", "drawn", "drawn_at", "drawn_by"])
    details: Details = {
        "year": draw.year,
        "number": draw.number,
        "seed": draw.seed,
        "list": hashlib.sha256(review.list_text(listed).encode()).hexdigest(),
        "in_depth": len(found.in_depth),
    }
    audit.record(what="sample.drawn", subject=draw, by=by, details=details)
    return draw


def _ensure_office(by: Person) -> None:
    if not is_allowed(by, Permission.REVIEW_INVENTORIES):
        raise NotYours(OFFICE_ONLY)
