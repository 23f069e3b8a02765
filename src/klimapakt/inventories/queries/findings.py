"""What the calculation found, and which of it somebody has accepted with a reason."""

from collections.abc import Mapping

from klimapakt.inventories.models import FindingAcceptance, Inventory
from klimapakt.inventories.queries.results import Calculated


def acceptances_of(calculated: Calculated) -> Mapping[str, FindingAcceptance]:
    """Return the acceptances that still hold by the fingerprint of their finding.

    Those whose finding has gone or says something else have lapsed and are left out.
    """
    given = FindingAcceptance.objects.filter(inventory=calculated.inventory.pk).select_related("accepted_by")
    known = {one.fingerprint: one for one in given}
    if not known:
        return {}
    found = dict.fromkeys(calculated.fingerprints)
    return {fingerprint: known[fingerprint] for fingerprint in found if fingerprint in known}


def acceptance_of(inventory: Inventory, pk: int) -> FindingAcceptance | None:
    """Return one acceptance of an inventory."""
    return FindingAcceptance.objects.filter(inventory=inventory, pk=pk).first()
