"""What every write about a cycle begins with: whose it is, lock, and whether it is still open."""

from klimapakt.duties.models import Duty
from klimapakt.duties.refusals import NotForMembers
from klimapakt.inventories.models import Inventory
from klimapakt.monitoring import rules
from klimapakt.monitoring.models import MonitoringCycle
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import role_in
from klimapakt.organisations.rules import EDITING
from klimapakt.people.models import Person


def locked_duty(duty: Duty) -> Duty:
    """Lock a duty for the rest of the transaction and return it as it is now."""
    found = Duty.objects.select_for_update(of=("self",)).select_related("membership__organisation")
    return found.get(pk=duty.pk)


def locked_open(cycle: MonitoringCycle, by: Person) -> MonitoringCycle:
    """Lock a cycle in which this person may still change something; else NotForMembers, AlreadyDecided."""
    found = MonitoringCycle.objects.select_for_update(of=("self",)).select_related(
        "inventory__organisation", "source", "duty__membership__organisation"
    )
    one = found.get(pk=cycle.pk)
    ensure_member(one.duty.membership.organisation, by)
    # Handing in locks the inventory as well, so that nothing slips in between.
    one.inventory = (
        Inventory.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=one.inventory_id)
    )
    if not one.inventory.is_open:
        raise rules.AlreadyDecided
    return one


def ensure_member(organisation: Organisation, by: Person) -> None:
    """Raise NotForMembers unless the person enters data for the organisation."""
    if role_in(by, organisation) not in EDITING:
        raise NotForMembers
