"""Send the letter that ends a round of the review."""

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.inventories import letters, lifecycle, mail_kinds, queries
from klimapakt.inventories.actions.locking import locked
from klimapakt.inventories.lifecycle import Act
from klimapakt.inventories.models import Inventory, ReviewLetter
from klimapakt.inventories.review_letters import AlreadySent, LetterReadsOtherwise, decision_of
from klimapakt.people.models import Person

Details = dict[str, audit.Detail]


@transaction.atomic
def send_letter(*, inventory: Inventory, words: str, seen_sha256: str, by: Person) -> ReviewLetter:
    """Keep the letter about this round and write to the member that it is there; once per round.

    ``seen_sha256`` is the hash of the letter that the person looked at: raises LetterReadsOtherwise when it
    says something else with these words or by now, AlreadySent when the round has its letter.
    """
    inventory = locked(inventory)
    lifecycle.ensure_theirs(Act.RETURN, queries.standing_of(by, inventory))
    decision, round_at = decision_of(inventory)
    if queries.letter_of_round(inventory) is not None:
        raise AlreadySent
    record = queries.draft_letter(inventory, words=words, writer=by.name)
    if record.sha256 != seen_sha256:
        raise LetterReadsOtherwise
    letter = ReviewLetter.objects.create(
        inventory=inventory,
        round_at=round_at,
        decision=decision,
        language=queries.letter_language(inventory),
        document=record.text,
        sha256=record.sha256,
        sent_at=timezone.now(),
        sent_by=by,
    )
    details: Details = {"decision": str(decision), "sha256": record.sha256, "language": letter.language}
    audit.record(what="inventory.letter_sent", subject=inventory, by=by, details=details)
    letters.tell_organisation(inventory, mail_kinds.LETTER)
    return letter
