"""Letters about reviews: those that were sent, and the one that could be."""

from django.db.models import QuerySet
from django.utils.translation import get_language

from klimapakt.inventories.models import Inventory, ReviewLetter
from klimapakt.inventories.queries.findings import acceptances_of
from klimapakt.inventories.queries.frozen import evidence_for_record
from klimapakt.inventories.queries.lists import visible_to
from klimapakt.inventories.queries.results import calculated
from klimapakt.inventories.queries.reviews import review_of
from klimapakt.inventories.queries.versions import questions_of
from klimapakt.inventories.review_letters import letter_record
from klimapakt.inventories.sealed import Record
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import Asking, roles_of
from klimapakt.organisations.rules import may_edit


def letter_of_round(inventory: Inventory) -> ReviewLetter | None:
    """Return the letter about the round an inventory is in, once it was sent."""
    if inventory.submitted_at is None:
        return None
    return letters_of(inventory).filter(round_at=inventory.submitted_at).first()


def letters_of(inventory: Inventory) -> QuerySet[ReviewLetter]:
    """Return the letters about an inventory, the earliest first."""
    return ReviewLetter.objects.filter(inventory=inventory).select_related("sent_by")


def letters_visible_to(person: Asking, organisation: Organisation) -> QuerySet[ReviewLetter]:
    """Return the letters to an organisation whose figures the person may see, the latest first."""
    seen = visible_to(person).filter(organisation=organisation)
    found = ReviewLetter.objects.filter(inventory__in=seen).defer("document")
    return found.select_related("inventory").order_by("-sent_at", "-pk")


def letter_language(inventory: Inventory) -> str:
    """Return the language of the first person who enters data for the member; else that of the page."""
    people = [role.person for role in roles_of(inventory.organisation) if may_edit(role.kind)]
    return next((one.language for one in people if one.is_active), get_language() or "de")


def draft_letter(inventory: Inventory, *, words: str, writer: str) -> Record:
    """Return what the letter about this round says ; raise NotInThisState before a decision."""
    found = calculated(inventory)
    review = review_of(found, evidence_for_record(inventory), acceptances_of(found))
    return letter_record(
        found,
        review,
        list(questions_of(inventory)),
        language=letter_language(inventory),
        words=words,
        writer=writer,
    )
