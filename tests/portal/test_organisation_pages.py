"""The organisation and its sites in the browser: facts, two people at once, deleting, and what counts."""

from decimal import Decimal
from http import HTTPStatus
from typing import Protocol

import pytest
from django.test import Client
from django.urls import reverse

from klimapakt.inventories import actions as inventories
from klimapakt.inventories import queries
from klimapakt.inventories.enums import Boundary
from klimapakt.inventories.models import Inventory
from klimapakt.organisations.actions import OrganisationFacts, SiteFacts, change_site, delete_site, give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation, Site
from klimapakt.organisations.rules import ChangedMeanwhile, SiteInUse
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.tables import ELECTRICITY, taken_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def brunos(bruno: Person, bakery: Organisation, sign_in: SignIn) -> Client:
    """Bruno's browser."""
    return sign_in(bruno)


class Answered(Protocol):
    """A response, of Django or of its test client."""

    @property
    def content(self) -> bytes:
        """Return the page."""
        ...


def text(response: Answered) -> str:
    return response.content.decode()


def facts(organisation: Organisation, **changed: object) -> dict[str, object]:
    """Return what the form would send, with the version that was seen."""
    sent: dict[str, object] = {
        "name": organisation.name,
        "city": organisation.city,
        "kind": organisation.kind,
        "revision": organisation.revision,
    }
    return {**sent, **changed}


def site_form(site: Site, **changed: object) -> dict[str, object]:
    sent: dict[str, object] = {
        "name": site.name,
        "tenure": site.tenure,
        "in_city": "on",
        "is_operated": "on",
        "financial_control": "full",
        "revision": site.revision,
    }
    return {**sent, **changed}


def change_url(organisation: Organisation) -> str:
    return reverse("portal:organisation_change", args=[organisation.pk])


def site_url(site: Site) -> str:
    return reverse("portal:site", args=[site.pk])


def test_everything_about_an_organisation_can_be_stated(brunos: Client, bakery: Organisation) -> None:
    form = facts(
        bakery,
        name="Bakery & Café",
        kind="craft",
        wz_code="10.71",
        staff_band="10-49",
        turnover_band="2-10m",
        chamber="hwk",
        programmes=["oekoprofit", "emas"],
        is_municipal_holding="on",
        vat_id="de 123 456 789",
        business_id="DE123456789-00001",
        register_number="HRB 12345",
        group_parent="Bread Holding",
    )
    brunos.post(change_url(bakery), form)
    bakery.refresh_from_db()
    known = OrganisationFacts.of(bakery)
    assert (known.name, known.staff_band, known.vat_id) == ("Bakery & Café", "10-49", "DE123456789")
    assert known.programmes == ("emas", "oekoprofit")
    assert known.is_municipal_holding
    assert bakery.revision == 2


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("wz_code", "bakery", "A code looks like this"),
        ("vat_id", "12345", "A VAT number begins with two letters"),
        ("business_id", "DE1", "A W-IdNr looks like this"),
        ("name", " ", "This field is required."),
        ("kind", "nonsense", "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(
    field: str, value: str, sentence: str, brunos: Client, bakery: Organisation
) -> None:
    form = facts(bakery, **{"group_parent": "Bread Holding", field: value})
    page = text(brunos.post(change_url(bakery), form))
    assert sentence in page
    assert 'value="Bread Holding"' in page
    bakery.refresh_from_db()
    assert bakery.group_parent == ""


def test_private_figures_say_who_sees_them(brunos: Client, bakery: Organisation) -> None:
    page = text(brunos.get(change_url(bakery)))
    assert page.count("Only your organisation and the pact office see this.") == 4


def test_the_press_role_does_not_see_private_figures(
    bakery: Organisation, ada: Person, sign_in: SignIn
) -> None:
    Organisation.objects.update(staff_band="10-49")
    give_role(organisation=bakery, person=ada, kind=RoleKind.PRESS, by=None)
    page = text(sign_in(ada).get(reverse("portal:organisation", args=[bakery.pk])))
    assert "10 to 49" not in page


def test_the_second_of_two_sees_both_versions_and_loses_nothing(brunos: Client, bakery: Organisation) -> None:
    seen_by_both = facts(bakery)
    brunos.post(change_url(bakery), {**seen_by_both, "legal_form": "GmbH"})
    answer = brunos.post(change_url(bakery), {**seen_by_both, "legal_form": "KG"})
    assert answer.status_code == HTTPStatus.CONFLICT
    bakery.refresh_from_db()
    assert bakery.legal_form == "GmbH"
    page = text(answer)
    assert "GmbH" in page
    assert 'value="KG"' in page
    brunos.post(change_url(bakery), {**seen_by_both, "legal_form": "KG", "revision": bakery.revision})
    bakery.refresh_from_db()
    assert bakery.legal_form == "KG"


def test_a_site_changed_by_two_is_not_overwritten(brunos: Client, bakehouse: Site) -> None:
    seen_by_both = site_form(bakehouse)
    brunos.post(site_url(bakehouse), {**seen_by_both, "heating": "gas"})
    answer = brunos.post(site_url(bakehouse), {**seen_by_both, "heating": "wood"})
    assert answer.status_code == HTTPStatus.CONFLICT
    bakehouse.refresh_from_db()
    assert bakehouse.heating == "gas"


def test_a_form_that_lost_its_version_is_treated_as_outdated(brunos: Client, bakehouse: Site) -> None:
    form = site_form(bakehouse, heating="gas")
    del form["revision"]
    assert brunos.post(site_url(bakehouse), form).status_code == HTTPStatus.CONFLICT


def test_everything_about_a_site_can_be_stated(brunos: Client, bakehouse: Site) -> None:
    form = site_form(
        bakehouse,
        address="Market 1",
        postcode="40210",
        area_m2="1,250.5",
        heating="district",
        financial_control="joint",
        equity_share_percent="50",
        tenure="rented",
    )
    del form["in_city"], form["is_operated"]
    brunos.post(site_url(bakehouse), form)
    bakehouse.refresh_from_db()
    assert SiteFacts.of(bakehouse) == SiteFacts(
        name="Bakehouse",
        address="Market 1",
        in_city=False,
        tenure="rented",
        area_m2=Decimal("1250.50"),
        postcode="40210",
        heating="district",
        is_operated=False,
        financial_control="joint",
        equity_share_percent=Decimal(50),
    )


def test_the_questions_about_owners_are_folded_until_they_matter(brunos: Client, bakehouse: Site) -> None:
    assert '<details class="disclosure">' in text(brunos.get(site_url(bakehouse)))
    bakehouse.is_operated = False
    bakehouse.save()
    assert '<details class="disclosure" open>' in text(brunos.get(site_url(bakehouse)))


def test_more_than_the_whole_site_belongs_to_nobody(brunos: Client, bakehouse: Site) -> None:
    page = text(brunos.post(site_url(bakehouse), site_form(bakehouse, equity_share_percent="101")))
    assert "A share is at most 100 percent." in page
    assert '<details class="disclosure" open>' in page


def test_a_site_without_entries_is_deleted(brunos: Client, bakehouse: Site) -> None:
    address = reverse("portal:site_delete", args=[bakehouse.pk])
    assert "Delete the site “Bakehouse”?" in text(brunos.get(address))
    assert "is deleted" in text(brunos.post(address, follow=True))
    assert not Site.objects.exists()


def test_a_site_with_entries_stays_and_says_why(
    brunos: Client, bakehouse: Site, inventory: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    inventory.activities.update(site=bakehouse)
    told = brunos.post(reverse("portal:site_delete", args=[bakehouse.pk]), follow=True)
    assert "there are entries, bills or measures for this site" in text(told)
    with pytest.raises(SiteInUse):
        delete_site(site=bakehouse, by=bruno)
    assert Site.objects.filter(pk=bakehouse.pk).exists()


def test_without_a_seen_version_the_last_one_wins(bakehouse: Site, bruno: Person) -> None:
    change_site(site=bakehouse, facts=SiteFacts("Bakehouse", heating="gas"), by=bruno)
    assert change_site(site=bakehouse, facts=SiteFacts("Bakehouse", heating="oil"), by=bruno).revision == 3
    with pytest.raises(ChangedMeanwhile):
        change_site(site=bakehouse, facts=SiteFacts("Bakehouse"), seen_revision=1, by=bruno)


def test_a_changed_site_counts_as_a_change_of_the_open_inventory(
    bakehouse: Site, inventory: Inventory, bruno: Person
) -> None:
    before = inventory.revision
    facts = SiteFacts("Bakehouse", is_operated=False)
    inventories.change_site(site=bakehouse, facts=facts, seen_revision=1, by=bruno)
    inventory.refresh_from_db()
    assert inventory.revision == before + 1


def test_what_counts_changes_the_result(
    brunos: Client, inventory: Inventory, bakehouse: Site, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    inventory.activities.update(site=bakehouse)
    Site.objects.update(equity_share_percent=Decimal(50), financial_control="none")
    address = reverse("portal:boundary", args=[inventory.pk])
    totals = []
    for boundary in Boundary:
        brunos.post(address, {"boundary": boundary})
        inventory = Inventory.objects.get(pk=inventory.pk)
        totals.append(queries.calculated(inventory).result.totals.location_based_mg)
    whole, nothing, half = totals
    assert nothing == 0
    assert abs(half * 2 - whole) <= 1
    assert whole > 0


def test_an_unknown_approach_is_refused(brunos: Client, inventory: Inventory) -> None:
    page = text(brunos.post(reverse("portal:boundary", args=[inventory.pk]), {"boundary": "all"}))
    assert "Select a valid choice." in page
    inventory.refresh_from_db()
    assert inventory.boundary == Boundary.OPERATIONAL_CONTROL
