"""Answers of the guided inventory: exact rows, one effect, nothing overwritten, nothing doubled."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klimapakt.inventories import actions, queries
from klimapakt.inventories.actions import Given
from klimapakt.inventories.enums import InventoryStatus, RowOrigin
from klimapakt.inventories.models import (
    Activity,
    Inventory,
    QuestionAnswer,
    QuestionnaireRun,
    RemovedRow,
)
from klimapakt.inventories.rules import AnswerChanged, InventoryClosed, QuestionGone
from klimapakt.methods.inventory import calculate
from klimapakt.methods.refusal import Refused
from klimapakt.organisations.actions import SiteFacts, create_site
from klimapakt.organisations.models import Site
from klimapakt.people.models import Person
from tests.inventories.tables import ELECTRICITY, taken_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(inventory: Inventory, bruno: Person) -> QuestionnaireRun:
    return actions.begin_questions(inventory=inventory, key="office", by=bruno)


def save(run: QuestionnaireRun, question: str, seen: int = 0, /, **values: str) -> QuestionAnswer:
    return actions.save_answer(run=run, given=Given(question, values, seen_revision=seen), by=None)


def unknown(run: QuestionnaireRun, question: str, seen: int = 0) -> QuestionAnswer:
    given = Given(question, {}, is_unknown=True, seen_revision=seen)
    return actions.save_answer(run=run, given=given, by=None)


def rows(run: QuestionnaireRun) -> dict[str, Decimal]:
    return {row.origin_key: row.amount for row in Activity.objects.filter(inventory=run.inventory)}


def total(run: QuestionnaireRun) -> int:
    inventory = Inventory.objects.get(pk=run.inventory_id)
    return queries.calculated(inventory).result.totals.location_based_mg


def test_an_answer_writes_the_rows_it_means_at_the_only_site(run: QuestionnaireRun, bakehouse: Site) -> None:
    save(run, "electricity", bought="12480", own="900")
    assert rows(run) == {"electricity.bought": Decimal(12480), "electricity.own": Decimal(900)}
    row = Activity.objects.get(origin_key="electricity.bought")
    assert (row.origin, row.quality, row.site) == (RowOrigin.QUESTION, "billed", bakehouse)
    assert row.derivation == {"questionnaire": "office", "edition": "2026.1"}


def test_with_several_sites_the_answer_is_about_all_of_them(run: QuestionnaireRun, bruno: Person) -> None:
    create_site(organisation=run.inventory.organisation, facts=SiteFacts("Shop"), by=bruno)
    save(run, "electricity", bought="1")
    assert Activity.objects.get().site is None


def test_another_answer_rewrites_the_rows_and_keeps_their_numbers(run: QuestionnaireRun) -> None:
    save(run, "vehicles", diesel="100", petrol="50")
    numbers = dict(Activity.objects.values_list("origin_key", "number"))
    save(run, "vehicles", 1, diesel="120")
    assert rows(run) == {"vehicles.diesel": Decimal(120)}
    assert Activity.objects.get().number == numbers["vehicles.diesel"]


def test_what_becomes_unknown_leaves_the_inventory_and_is_not_offered_for_bringing_back(
    run: QuestionnaireRun,
) -> None:
    save(run, "vehicles", diesel="100")
    answer = unknown(run, "vehicles", 1)
    assert (rows(run), answer.is_unknown, answer.revision) == ({}, True, 2)
    assert RemovedRow.objects.count() == 0


def test_the_same_answer_twice_has_one_effect(run: QuestionnaireRun) -> None:
    save(run, "vehicles", diesel="100")
    before = Inventory.objects.get(pk=run.inventory_id).revision
    assert save(run, "vehicles", diesel="100").revision == 1
    assert Inventory.objects.get(pk=run.inventory_id).revision == before
    assert Activity.objects.count() == 1


def test_an_answer_built_on_an_older_one_overwrites_nothing(run: QuestionnaireRun) -> None:
    save(run, "vehicles", diesel="100")
    with pytest.raises(AnswerChanged) as refused:
        save(run, "vehicles", diesel="999")
    assert isinstance(refused.value.current, QuestionAnswer)
    assert refused.value.current.values == {"diesel": "100"}
    assert rows(run) == {"vehicles.diesel": Decimal(100)}


def test_an_answer_that_cannot_be_understood_writes_nothing(run: QuestionnaireRun) -> None:
    with pytest.raises(Refused):
        save(run, "heat", choice="gas_m3", amount="10")
    assert (QuestionAnswer.objects.count(), Activity.objects.count()) == (0, 0)


def test_a_closed_inventory_takes_no_answer(run: QuestionnaireRun) -> None:
    Inventory.objects.filter(pk=run.inventory_id).update(status=InventoryStatus.SUBMITTED)
    for act in (
        lambda: save(run, "vehicles", diesel="100"),
        lambda: actions.finish_questions(run=run, by=None),
        lambda: actions.begin_questions(inventory=run.inventory, key="craft", by=None),
    ):
        with pytest.raises(InventoryClosed):
            act()
    assert QuestionAnswer.objects.count() == 0


def test_rows_that_cover_the_answer_are_not_doubled(run: QuestionnaireRun, bruno: Person) -> None:
    taken_over(run.inventory, bruno, ELECTRICITY)
    before = total(run)
    save(run, "electricity", existing="covered")
    assert total(run) == before
    save(run, "electricity", 1, existing="added", bought="1000")
    assert total(run) > before


def test_reference_figures_come_from_the_answer_and_keep_the_turnover(run: QuestionnaireRun) -> None:
    Inventory.objects.filter(pk=run.inventory_id).update(turnover_eur=Decimal(500000))
    save(run, "staff", fte="4.5", area="185")
    inventory = Inventory.objects.get(pk=run.inventory_id)
    figures = (inventory.fte, inventory.area_m2, inventory.turnover_eur)
    assert figures == (Decimal("4.5"), Decimal(185), Decimal(500000))


def test_another_device_goes_on_with_the_next_open_question(run: QuestionnaireRun) -> None:
    save(run, "staff", fte="4")
    save(run, "heat", choice="none")
    run.refresh_from_db()
    assert run.at_question == "vehicles"
    standing = queries.run_standing(run)
    assert standing is not None
    assert [one.question.key for one in standing.left][:2] == ["electricity", "vehicles"]
    last = standing.after("travel")
    assert last is not None
    assert last.question.key == "electricity"


def test_other_questions_keep_what_both_ask_and_take_the_rest_away(run: QuestionnaireRun) -> None:
    save(run, "electricity", bought="100")
    save(run, "travel", rail="500")
    actions.begin_questions(inventory=run.inventory, key="craft", by=None)
    assert rows(run) == {"electricity.bought": Decimal(100)}
    assert list(QuestionAnswer.objects.values_list("question", flat=True)) == ["electricity"]
    run.refresh_from_db()
    with pytest.raises(QuestionGone):
        save(run, "travel", rail="500")


def test_beginning_the_same_questions_again_changes_nothing(run: QuestionnaireRun) -> None:
    save(run, "electricity", bought="100")
    again = actions.begin_questions(inventory=run.inventory, key="office", by=None)
    assert (again.pk, QuestionAnswer.objects.count()) == (run.pk, 1)


def test_finishing_twice_keeps_the_first_moment(run: QuestionnaireRun) -> None:
    first = actions.finish_questions(run=run, by=None).finished_at
    run.refresh_from_db()
    assert actions.finish_questions(run=run, by=None).finished_at == first


def test_a_row_somebody_deleted_comes_back_with_the_next_answer(run: QuestionnaireRun) -> None:
    save(run, "vehicles", diesel="100")
    actions.remove_row(row=Activity.objects.get(), by=None)
    save(run, "vehicles", 1, diesel="110")
    assert rows(run) == {"vehicles.diesel": Decimal(110)}


def test_the_masses_of_the_questions_add_up_to_the_total(run: QuestionnaireRun) -> None:
    save(run, "electricity", bought="12480")
    save(run, "vehicles", diesel="100", petrol="50")
    save(run, "water", water="64")
    calculated = queries.calculated(Inventory.objects.get(pk=run.inventory_id))
    assert sum(queries.mass_of_questions(calculated).values()) == total(run)


AMOUNT = st.decimals(min_value=0, max_value=10**7, places=2)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(power=AMOUNT, diesel=AMOUNT, gas=AMOUNT, km=st.integers(0, 5000), days=st.integers(0, 366))
def test_answers_come_to_the_same_milligram_as_the_calculation_itself(
    run: QuestionnaireRun, power: Decimal, diesel: Decimal, gas: Decimal, km: int, days: int
) -> None:
    given_values: dict[str, dict[str, str]] = {
        "electricity": {"bought": str(power)},
        "vehicles": {"diesel": str(diesel)},
        "heat": {"choice": "gas_kwh", "amount": str(gas)},
        "commuting": {"km": str(km), "days": str(days)},
    }
    seen = dict(QuestionAnswer.objects.filter(run=run).values_list("question", "revision"))
    for question, values in given_values.items():
        save(run, question, seen.get(question, 0), **values)
    direct = calculate(
        {
            "year": 2024,
            "activities": [
                {"id": "1", "activity": "electricity", "amount": str(power), "unit": "kWh"},
                {"id": "2", "activity": "diesel", "amount": str(diesel), "unit": "l"},
                {"id": "3", "activity": "natural_gas", "amount": str(gas), "unit": "kWh_Hs"},
                {"id": "4", "activity": "commute_car", "amount": str(km * days), "unit": "km"},
            ],
        }
    )
    assert total(run) == direct.totals.location_based_mg
