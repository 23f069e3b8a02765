"""Beginning the inventory of a later year from an earlier one: what is true comes along, no amount does."""

from django.db import transaction

from klimapakt.foundation import audit
from klimapakt.inventories.actions.inventories import create_inventory
from klimapakt.inventories.actions.locking import locked_open
from klimapakt.inventories.models import Inventory, RelevanceAnswer
from klimapakt.people.models import Person


@transaction.atomic
def continue_inventory(*, source: Inventory, year: int, by: Person | None) -> Inventory:
    """Begin a later year with boundary, region and relevance of an earlier one, and the newest factors.

    An inventory that is open for that year already is taken as it is; only its relevance is filled up.
    """
    found = Inventory.objects.filter(organisation=source.organisation_id, year=year, corrects=None).first()
    inventory = locked_open(found or create_inventory(organisation=source.organisation, year=year, by=by))
    if found is None:
        inventory.boundary, inventory.region = source.boundary, source.region
        inventory.save(update_fields=["boundary", "region"])
    known = set(RelevanceAnswer.objects.filter(inventory=inventory).values_list("category", flat=True))
    answers = RelevanceAnswer.objects.filter(inventory=source).exclude(category__in=known)
    RelevanceAnswer.objects.bulk_create(
        [
            RelevanceAnswer(
                inventory=inventory, category=one.category, relevance=one.relevance, reason=one.reason
            )
            for one in answers
        ]
    )
    details: dict[str, audit.Detail] = {"year": source.year, "boundary": inventory.boundary}
    audit.record(what="inventory.continued", subject=inventory, by=by, details=details)
    return inventory
