"""A rulebook that knows two kinds of membership and asks for targets of some only."""

import copy
from typing import Any

from django.utils import timezone

from klimapakt.methods.rulebook import preset_json
from klimapakt.pacts import rules
from klimapakt.pacts.models import RulebookVersion
from klimapakt.pacts.queries import pact_at_hand

TIERS = [
    {"key": "basic", "title": {"de": "Basis", "en": "Basic"}},
    {"key": "plus", "title": {"de": "Plus", "en": "Plus"}},
]


def adopt_tiers(asked_of: tuple[str, ...] = ("plus",)) -> RulebookVersion:
    """Put such a rulebook into force where there is none; else only write it down as the next version."""
    raw: dict[str, Any] = copy.deepcopy(dict(preset_json("duesseldorf")))
    raw["parameters"]["tiers"]["value"] = TIERS
    raw["parameters"]["targets"]["value"]["tiers"] = list(asked_of)
    document, now = rules.canonical(raw), timezone.now()
    found = RulebookVersion.objects.filter(pact=pact_at_hand()).count()
    return RulebookVersion.objects.create(
        pact=pact_at_hand(),
        version=found + 1,
        document=document,
        sha256=rules.sha256_of(document),
        reason="Two kinds",
        valid_from=rules.checked_rulebook(raw).valid_from,
        proposed_at=now,
        activated_at=None if found else now,
    )
