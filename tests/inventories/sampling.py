"""A pact whose rulebook has a sample reviewed in depth."""

import pytest

from klimapakt.inventories.queries import reviews
from klimapakt.methods.rulebook import preset_json, read_rulebook
from klimapakt.pacts.actions import adopt_preset


def sampling_pact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the pact at hand a rulebook that samples."""
    adopt_preset(preset="krefeld", by=None)
    raw = dict(preset_json("krefeld"))
    given = raw["parameters"]
    assert isinstance(given, dict)
    raw["parameters"] = {**given, "review_mode": {**given["review_mode"], "value": "sample"}}
    monkeypatch.setattr(reviews, "rulebook_of", lambda _version: read_rulebook(raw))
