"""Pages that change a fact bring the duties in step that follow from it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from klimapakt.duties.models import Duty
from klimapakt.inventories.models import Inventory
from klimapakt.memberships.models import Membership
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.duties.owing import FIRST_DAY, due, member
from tests.inventories.versions import checked, seal_now, staff, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership(bakery: Organisation) -> Membership:
    one = member(bakery)
    due(one, "baseline", FIRST_DAY)
    return one


def baseline(membership: Membership) -> Duty:
    return Duty.objects.get(membership=membership, rule="baseline")


def test_handing_in_and_taking_back_are_seen_at_once(
    membership: Membership, inventory: Inventory, bruno: Person, sign_in: SignIn
) -> None:
    submitted(inventory, bruno)
    browser = sign_in(bruno)
    browser.post(reverse("portal:withdraw", args=[inventory.pk]))
    assert baseline(membership).handed_in_on is None
    inventory.refresh_from_db()
    browser.post(reverse("portal:submit", args=[inventory.pk]), {"seen": inventory.revision})
    assert baseline(membership).handed_in_on == timezone.localdate()


def test_accepting_an_inventory_does_the_baseline(
    membership: Membership, inventory: Inventory, bruno: Person, sign_in: SignIn
) -> None:
    reviewer = staff()
    checked(submitted(inventory, bruno), reviewer)
    page = reverse("office:accept", args=[inventory.pk])
    sign_in(reviewer).post(page, {"sha256": seal_now(inventory)})
    found = baseline(membership)
    assert (found.state, found.fulfilled_by) == ("fulfilled", inventory)


def test_a_corrected_first_day_moves_every_duty(membership: Membership, sign_in: SignIn) -> None:
    page = reverse("office:member_days", args=[membership.pk])
    given = {"joined_on": "2025-06-03", "signed_on": "2025-03-03", "seen_revision": membership.revision}
    sign_in(staff(kind=OfficeKind.LEAD)).post(page, given)
    assert baseline(membership).due_on.isoformat() == "2026-06-03"


def test_whose_membership_ends_owes_nothing_that_is_due_later(
    membership: Membership, sign_in: SignIn
) -> None:
    page = reverse("office:member_end", args=[membership.pk])
    given = {
        "end_reason": "withdrawal",
        "reason": "no time",
        "on": timezone.localdate().isoformat(),
        "seen_revision": membership.revision,
    }
    sign_in(staff(kind=OfficeKind.LEAD)).post(page, given)
    later = Duty.objects.get(membership=membership, rule="closing_balance")
    assert (later.state, later.because) == ("waived", "ended")
