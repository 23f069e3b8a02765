"""Findings on the page of an inventory: accepted with a reason, shown apart, taken back."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client

from klimapakt.inventories import actions, queries
from klimapakt.inventories.drafts import Draft
from klimapakt.inventories.models import FindingAcceptance, Inventory
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.tables import GAS, taken_over
from tests.inventories.versions import accepted, fresh, submitted

pytestmark = pytest.mark.django_db
GROUP, SEVERAL = "warning-overlapping_periods", "warning-calorific_value_out_of_band"
REASON = "Two boilers of the same size."


@pytest.fixture
def brunos(bruno: Person, bakery: Organisation, sign_in: SignIn) -> Client:
    """Bruno's browser."""
    return sign_in(bruno)


@pytest.fixture
def doubtful(inventory: Inventory, bruno: Person) -> Inventory:
    """The bakery's inventory with one gas bill three times."""
    taken_over(inventory, bruno, GAS)
    row = inventory.activities.get()
    for bill in ("Bill 19", "Bill 20"):
        draft = replace(queries.draft_of_row(row), evidence=bill)
        actions.add_row(inventory=inventory, draft=draft, site=row.site, by=bruno)
    return fresh(inventory)


@pytest.fixture
def unusual(inventory: Inventory, bruno: Person) -> Inventory:
    """The bakery's inventory with two gas bills whose calorific values are unusual, each in its own way."""
    for calorific in ("20", "21"):
        extras = {"calorific_kwh_per_m3": calorific, "z_number": "0.9"}
        draft = Draft(0, "", "Gas", Decimal(calorific), "m3", "natural_gas", quality="billed", extras=extras)
        actions.add_row(inventory=inventory, draft=draft, site=None, by=bruno)
    return fresh(inventory)


def of(inventory: Inventory, rest: str = "") -> str:
    return f"/portal/inventories/{inventory.pk}/{rest}"


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def form_of(told: str, group: str = GROUP) -> dict[str, object]:
    """Return what a browser would send for a group, with everything of it ticked."""
    seen = re.search(rf'name="seen" value="(\w+)" id="id_{group}_seen"', told)
    assert seen is not None
    return {"group": group, "seen": seen.group(1), "which": [group], "reason": REASON}


def sent(client: Client, inventory: Inventory, values: Mapping[str, object]) -> str:
    response = client.post(of(inventory, "findings/"), values, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_a_finding_is_accepted_in_place_and_stands_apart(brunos: Client, doubtful: Inventory) -> None:
    told = sent(brunos, doubtful, form_of(page(brunos, of(doubtful))))
    assert "accepted with your reason" in told
    apart = told.index("Looked at and right as it is")
    assert told.index(REASON) > apart
    assert "Bruno Keller" in told[apart:]
    assert f'value="{GROUP}"' not in told


def test_one_of_several_is_accepted_and_the_other_asks_on(brunos: Client, unusual: Inventory) -> None:
    told = page(brunos, of(unusual))
    one, _other = re.findall(r'name="which" value="(\w{64})"', told)
    sent(brunos, unusual, {**form_of(told, SEVERAL), "which": [one]})
    assert FindingAcceptance.objects.get().fingerprint == one
    assert f'value="{SEVERAL}"' in page(brunos, of(unusual))


def test_all_of_a_kind_are_accepted_at_once(brunos: Client, unusual: Inventory) -> None:
    sent(brunos, unusual, form_of(page(brunos, of(unusual)), SEVERAL))
    assert FindingAcceptance.objects.count() == 2
    assert page(brunos, of(unusual)).count(REASON) == 2  # told once, and named on the button


@pytest.mark.parametrize(("which", "sentence"), [([], "Please tick"), (["0" * 64], "Select a valid choice")])
def test_of_several_at_least_one_that_is_there_is_chosen(
    which: list[str], sentence: str, brunos: Client, unusual: Inventory
) -> None:
    told = sent(brunos, unusual, {**form_of(page(brunos, of(unusual)), SEVERAL), "which": which})
    assert "error-summary" in told
    assert sentence in told
    assert REASON in told
    assert not FindingAcceptance.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reason": "  "}, "Please say in a sentence"),
        ({"reason": "x" * 1001}, "1000"),
        ({"seen": "stale"}, "figures have changed since"),
        ({"seen": ""}, "figures have changed since"),
    ],
)
def test_what_is_missing_or_stale_comes_back_with_the_rest(
    wrong: Mapping[str, object], sentence: str, brunos: Client, doubtful: Inventory
) -> None:
    told = sent(brunos, doubtful, {**form_of(page(brunos, of(doubtful))), **wrong})
    assert "error-summary" in told
    assert sentence in told
    assert "reason" in wrong or REASON in told
    assert not FindingAcceptance.objects.exists()


def test_a_stale_form_is_sent_again_after_a_second_look(brunos: Client, doubtful: Inventory) -> None:
    told = sent(brunos, doubtful, {**form_of(page(brunos, of(doubtful))), "seen": "stale"})
    sent(brunos, doubtful, form_of(told))
    assert FindingAcceptance.objects.exists()


@pytest.mark.parametrize("group", ["", "error-overlapping_periods", "warning-nothing"])
def test_a_group_that_is_not_there_accepts_nothing(group: str, brunos: Client, doubtful: Inventory) -> None:
    values = {**form_of(page(brunos, of(doubtful))), "group": group}
    assert "nothing was accepted" in sent(brunos, doubtful, values)
    assert not FindingAcceptance.objects.exists()


def test_it_is_taken_back_with_one_button(brunos: Client, doubtful: Inventory) -> None:
    told = sent(brunos, doubtful, form_of(page(brunos, of(doubtful))))
    back = re.search(r'action="([^"]+/withdraw/)"', told[told.index("Looked at") :])
    assert back is not None
    told = brunos.post(back.group(1), follow=True).content.decode()
    assert "no longer accepted" in told
    assert f'value="{GROUP}"' in told
    assert brunos.post(back.group(1)).status_code == 404


def test_the_submission_and_the_office_show_reasons(
    brunos: Client, doubtful: Inventory, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    sent(brunos, doubtful, form_of(page(brunos, of(doubtful))))
    assert REASON in page(brunos, of(doubtful, "submit/"))
    submitted(doubtful, bruno)
    told = page(sign_in(ada), f"/office/inventories/{doubtful.pk}/")
    assert REASON in told[told.index("Accepted by the organisation") :]


def test_a_frozen_inventory_shows_reasons_and_no_form(
    brunos: Client, doubtful: Inventory, bruno: Person, ada: Person
) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    values = form_of(page(brunos, of(doubtful)))
    sent(brunos, doubtful, values)
    accepted(doubtful, bruno, ada)
    told = page(brunos, of(doubtful))
    assert REASON in told
    assert "/findings/" not in told
    assert "nothing in it can be changed" in sent(brunos, doubtful, values)


def test_who_may_only_read_sees_reasons_and_no_form(
    brunos: Client, doubtful: Inventory, ada: Person, bakery: Organisation, sign_in: SignIn
) -> None:
    sent(brunos, doubtful, form_of(page(brunos, of(doubtful))))
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    told = page(sign_in(ada), of(doubtful))
    assert REASON in told
    assert "/findings/" not in told


def test_an_acceptance_of_another_inventory_is_not_reached_through_ones_own(
    brunos: Client, doubtful: Inventory, carla: Person, carlas_inventory: Inventory, sign_in: SignIn
) -> None:
    sent(brunos, doubtful, form_of(page(brunos, of(doubtful))))
    acceptance = FindingAcceptance.objects.first()
    assert acceptance is not None
    address = of(carlas_inventory, f"findings/{acceptance.pk}/withdraw/")
    assert sign_in(carla).post(address).status_code == 404
    assert FindingAcceptance.objects.exists()
