"""What a successor reads first: the pact, its members and how they stand; the rest lies beside it as data."""

from collections.abc import Mapping

from django.utils import timezone

from klimapakt.memberships.models import Membership
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.models import OfficeRole, Pact


def of_pact(pact: Pact) -> Mapping[str, object]:
    """Return what the page about the whole pact shows; called over all pacts."""
    memberships = Membership.objects.filter(organisation__pact=pact).select_related("organisation", "owner")
    return {
        "pact": pact,
        "made_at": timezone.now(),
        "memberships": memberships.order_by("organisation__name", "created_at", "pk"),
        "organisations": Organisation.objects.filter(pact=pact).count(),
        "office": OfficeRole.objects.filter(pact=pact)
        .select_related("person")
        .order_by("person__name", "pk"),
    }
