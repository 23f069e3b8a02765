"""A pact whose rulebook has a sample reviewed in depth."""

import pytest
from django.utils import timezone

from klimapakt.inventories.models import SampleDraw
from klimapakt.inventories.queries import reviews
from klimapakt.methods.review import commitment_of
from klimapakt.methods.rulebook import preset_json, read_rulebook
from klimapakt.pacts.actions import adopt_preset
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person


def sampling_pact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the pact at hand a rulebook that samples."""
    adopt_preset(preset="krefeld", by=None)
    raw = dict(preset_json("krefeld"))
    given = raw["parameters"]
    assert isinstance(given, dict)
    raw["parameters"] = {**given, "review_mode": {**given["review_mode"], "value": "sample"}}
    monkeypatch.setattr(reviews, "rulebook_of", lambda _version: read_rulebook(raw))


def draw_of(by: Person, year: int = 2024) -> SampleDraw:
    """Return a draw of the pact at hand that is announced; there is one after the first call."""
    found = SampleDraw.objects.filter(year=year, drawn_at__isnull=True).first()
    if found is not None:
        return found
    seed = "5eed" * 16
    return SampleDraw.objects.create(
        pact=pact_at_hand(),
        year=year,
        number=1,
        seed=seed,
        commitment=commitment_of(seed),
        committed_at=timezone.now(),
        committed_by=by,
    )
