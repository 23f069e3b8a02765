"""The pages of a monitoring: a member goes through it, the office accepts it, nobody else sees it."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import Settings

from klimapakt.duties.enums import DutyState, MissedReason
from klimapakt.duties.models import Duty
from klimapakt.inventories.models import Inventory
from klimapakt.monitoring import actions
from klimapakt.monitoring.enums import Outcome
from klimapakt.monitoring.journey import journey_of
from klimapakt.monitoring.models import MonitoringCycle, ReadTarget
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import adopt_preset
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.versions import accepted, checked, staff
from tests.monitoring.scenes import PROMISE, agreed, begun, filled_in, handed_in, monitoring_of, promised

pytestmark = pytest.mark.django_db


@pytest.fixture
def ole() -> Person:
    """Ole accepts inventories in the office."""
    return staff()


@pytest.fixture
def cycle(inventory: Inventory, bruno: Person, ole: Person) -> MonitoringCycle:
    """The bakery's cycle, just begun."""
    return begun(inventory, bruno, ole)


def address(cycle: MonitoringCycle, step: str = "") -> str:
    return f"/portal/monitoring/{cycle.duty_id}/{step}"


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def told(client: Client, path: str, entered: Mapping[str, object]) -> str:
    response = client.post(path, entered, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_the_duty_leads_to_the_report(
    inventory: Inventory, bruno: Person, ole: Person, sign_in: SignIn
) -> None:
    accepted(inventory, bruno, ole)
    duty = monitoring_of(inventory.organisation)
    assert f"/portal/monitoring/{duty.pk}/" in page(sign_in(bruno), f"/portal/duties/{duty.pk}/")


def test_one_press_begins_it_with_what_is_known(
    inventory: Inventory, bruno: Person, ole: Person, sign_in: SignIn
) -> None:
    accepted(inventory, bruno, ole)
    duty = monitoring_of(inventory.organisation)
    assert "Are these sites and this boundary still true?" in told(
        sign_in(bruno), f"/portal/monitoring/{duty.pk}/begin/", {}
    )


def test_before_the_baseline_is_accepted_the_page_says_what_comes_first(
    bakery: Organisation, bruno: Person, sign_in: SignIn
) -> None:
    duty = monitoring_of(bakery)
    assert "First the baseline has to be accepted" in page(sign_in(bruno), f"/portal/monitoring/{duty.pk}/")


def test_a_member_goes_through_every_step_and_hands_in(
    cycle: MonitoringCycle, bruno: Person, sign_in: SignIn
) -> None:
    client = sign_in(bruno)
    assert "Saved. Sites and boundary" in told(client, address(cycle, "facts/"), {})
    rows = journey_of(cycle.duty).rows
    entered: dict[str, object] = {f"amount_{one.row.number}": "100" for one in rows[1:]}
    entered[f"what_{rows[0].row.number}"] = "same"
    assert "Every row of last time has an answer" in told(client, address(cycle, "rows/"), entered)
    assert "The list of measures is true" in told(client, address(cycle, "measures/"), {})
    assert "Carried over from 2024" in page(client, address(cycle, "rows/"))
    seen = Inventory.objects.get(pk=cycle.inventory_id).revision
    assert "has been handed in" in told(client, address(cycle, "hand-in/"), {"seen": seen})


def test_what_is_typed_wrong_is_not_lost(cycle: MonitoringCycle, bruno: Person, sign_in: SignIn) -> None:
    number = journey_of(cycle.duty).rows[0].row.number
    shown = told(sign_in(bruno), address(cycle, "rows/"), {f"amount_{number}": "many"})
    assert 'value="many"' in shown
    assert "is not a number" in shown


def test_two_answers_to_one_row_are_asked_about(
    cycle: MonitoringCycle, bruno: Person, sign_in: SignIn
) -> None:
    number = journey_of(cycle.duty).rows[0].row.number
    entered = {f"amount_{number}": "5", f"what_{number}": "gone"}
    assert "not both" in told(sign_in(bruno), address(cycle, "rows/"), entered)


def test_a_row_the_calculation_refuses_says_why_at_the_row(
    cycle: MonitoringCycle, bruno: Person, sign_in: SignIn
) -> None:
    number = journey_of(cycle.duty).rows[0].row.number
    shown = told(sign_in(bruno), address(cycle, "rows/"), {f"amount_{number}": "999999999999999"})
    assert f'id="id_amount_{number}_error"' in shown


def test_the_words_of_the_agreement_are_read_as_a_target(
    cycle: MonitoringCycle, bruno: Person, sign_in: SignIn
) -> None:
    agreed(cycle.duty.membership.organisation)
    client = sign_in(bruno)
    assert PROMISE in page(client, address(cycle, "targets/"))
    entered = {
        "read": "special-1",
        "special-1-percent": "20",
        "special-1-coverage": "total_location",
        "special-1-base_year": "2024",
        "special-1-target_year": "2025",
    }
    told(client, address(cycle, "targets/"), entered)
    assert [one.percent for one in ReadTarget.objects.all()] == [Decimal(20)]


def test_a_target_year_before_its_base_is_refused(
    cycle: MonitoringCycle, bruno: Person, sign_in: SignIn
) -> None:
    agreed(cycle.duty.membership.organisation)
    entered = {
        "read": "special-1",
        "special-1-percent": "20",
        "special-1-coverage": "total_location",
        "special-1-base_year": "2025",
        "special-1-target_year": "2024",
    }
    assert "Choose a year after" in told(sign_in(bruno), address(cycle, "targets/"), entered)


def test_a_missed_target_is_explained_on_its_page(
    cycle: MonitoringCycle, bruno: Person, sign_in: SignIn
) -> None:
    target = promised(filled_in(cycle, bruno), bruno)
    entered = {"explain": target.pk, f"{target.pk}-why": "money", f"{target.pk}-text": "The bank said no."}
    told(sign_in(bruno), address(cycle, "targets/"), entered)
    assert journey_of(cycle.duty).explanations[target.pk].text == "The bank said no."


def test_without_an_agreement_no_target_is_made_up(
    cycle: MonitoringCycle, bruno: Person, sign_in: SignIn
) -> None:
    assert "We make none up" in page(sign_in(bruno), address(cycle, "targets/"))


def test_submitting_the_inventory_leads_to_handing_in_the_report(
    cycle: MonitoringCycle, bruno: Person, sign_in: SignIn
) -> None:
    response = sign_in(bruno).get(f"/portal/inventories/{cycle.inventory_id}/submit/")
    assert response["Location"] == address(cycle, "hand-in/")


@pytest.mark.parametrize(
    "step", ["", "facts/", "rows/", "targets/", "measures/", "hand-in/", "report.de.pdf"]
)
def test_another_company_finds_nothing(
    cycle: MonitoringCycle, carla: Person, metalworks: Organisation, sign_in: SignIn, step: str
) -> None:
    assert sign_in(carla).get(address(cycle, step)).status_code == 404


def test_the_member_gets_the_report_as_pdf(cycle: MonitoringCycle, bruno: Person, sign_in: SignIn) -> None:
    promised(filled_in(cycle, bruno), bruno)
    response = sign_in(bruno).get(address(cycle, "report.en.pdf"))
    assert response.content.startswith(b"%PDF-")


def test_the_office_accepts_report_and_explanations(
    inventory: Inventory, bruno: Person, ole: Person, sign_in: SignIn, settings: Settings
) -> None:
    adopt_preset(preset="krefeld", by=None)
    cycle = filled_in(begun(inventory, bruno, ole), bruno)
    target = promised(cycle, bruno)
    why = MissedReason.MONEY
    actions.explain_target(cycle=cycle, target=target.pk, why=why, text="The bank said no.", by=bruno)
    handed_in(cycle, bruno)
    checked(cycle.inventory, ole)
    office = sign_in(ole)
    shown = page(office, f"/office/monitoring/{cycle.duty_id}/")
    assert "The bank said no." in shown
    assert str(Outcome.MISSED.label) in shown
    seal = shown.split('name="sha256" value="')[1][:64]
    assert "accepted with its explanations" in told(
        office, f"/office/monitoring/{cycle.duty_id}/accept/", {"sha256": seal}
    )
    assert Duty.objects.get(pk=cycle.duty_id).state == DutyState.FULFILLED


def test_the_desk_leads_to_the_report(
    cycle: MonitoringCycle, bruno: Person, ole: Person, sign_in: SignIn
) -> None:
    handed_in(filled_in(cycle, bruno), bruno)
    assert f"/office/monitoring/{cycle.duty_id}/" in page(sign_in(ole), "/office/")


def test_accepting_the_inventory_leads_to_accepting_the_report(
    cycle: MonitoringCycle, bruno: Person, ole: Person, sign_in: SignIn
) -> None:
    handed_in(filled_in(cycle, bruno), bruno)
    response = sign_in(ole).get(f"/office/inventories/{cycle.inventory_id}/accept/")
    assert response["Location"] == f"/office/monitoring/{cycle.duty_id}/"


def test_the_office_sees_nothing_of_a_draft(cycle: MonitoringCycle, ole: Person, sign_in: SignIn) -> None:
    client = sign_in(ole)
    response = client.get(f"/office/monitoring/{cycle.duty_id}/")
    assert response["Location"] == f"/office/duties/{cycle.duty_id}/"
    assert client.get(f"/office/monitoring/{cycle.duty_id}/report.de.pdf").status_code == 404
