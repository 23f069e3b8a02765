"""A letter about a review, as tests need one that is simply there."""

from django.utils import timezone

from klimapakt.inventories.enums import LetterDecision
from klimapakt.inventories.models import Inventory, ReviewLetter
from klimapakt.inventories.sealed import LETTER, sealed


def letter_of(inventory: Inventory) -> ReviewLetter:
    """Return a letter about an inventory; there is one after the first call."""
    found = ReviewLetter.objects.filter(inventory=inventory).first()
    if found is not None:
        return found
    now = timezone.now()
    content = {
        "schema": LETTER,
        "language": "en",
        "inventory": str(inventory.pk),
        "year": inventory.year,
        "version": inventory.version,
        "is_external": False,
        "organisation": {"id": str(inventory.organisation_id), "name": "Bakery", "city": "Musterstadt"},
        "pact": "Klimapakt",
        "submitted_at": now.isoformat(),
        "decision": "returned",
        "decided_at": now.isoformat(),
        "total_mg": None,
        "rulebook": "",
        "checklist": "",
        "sample": "",
        "checks": [],
        "questions": [],
        "words": "",
        "writer": "Ole Petersen",
    }
    record = sealed(content)
    return ReviewLetter.objects.create(
        inventory=inventory,
        round_at=now,
        decision=LetterDecision.RETURNED,
        language="en",
        document=record.text,
        sha256=record.sha256,
        sent_at=now,
    )
