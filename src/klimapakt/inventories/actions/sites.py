"""Changing a site where the figures depend on it: open inventories count the change."""

from django.db import transaction

from klimapakt.inventories.actions.locking import touch
from klimapakt.inventories.enums import OPEN
from klimapakt.inventories.models import Inventory
from klimapakt.organisations import actions as organisations
from klimapakt.organisations.actions import SiteFacts
from klimapakt.organisations.models import Site
from klimapakt.people.models import Person


@transaction.atomic
def change_site(*, site: Site, facts: SiteFacts, seen_revision: int, by: Person) -> Site:
    """Change a site and tell the inventories that are not accepted yet; raises as ``organisations`` does."""
    changed = organisations.change_site(site=site, facts=facts, seen_revision=seen_revision, by=by)
    of_organisation = Inventory.objects.filter(organisation_id=changed.organisation_id, status__in=OPEN)
    for inventory in of_organisation.select_for_update(of=("self",)).order_by("pk"):
        touch(inventory)
    return changed
