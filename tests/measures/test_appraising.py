"""Appraisals of measures: what was entered becomes a case that anybody can calculate, and stays as it is."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from klimapakt.measures import actions, queries
from klimapakt.measures.appraising import calculating, cases
from klimapakt.measures.appraising.entered import Line, RiskEntered, Scenario
from klimapakt.measures.appraising.offered import offered_prices
from klimapakt.measures.appraising.reopening import initial_of_appraisal
from klimapakt.measures.lifecycle import StepNeeds
from klimapakt.measures.models import Appraisal
from klimapakt.methods.appraisal import appraise, read_case
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.measures.appraising import DAY, appraised, entered
from tests.measures.planning import plan_of


def refused(**changes: object) -> tuple[str | None, str]:
    """Return at which field something is refused, and how."""
    with pytest.raises(StepNeeds) as told:
        cases.made(entered(**changes), DAY)
    return told.value.field, told.value.message.code


def test_the_case_is_one_of_the_contract_and_gives_the_value_of_the_method_page() -> None:
    made = cases.made(entered(), DAY)
    assert appraise(read_case(made.case)).as_json()["npv_eur"] == -1013.65


def test_without_the_grant_the_value_is_lower_by_exactly_the_grant() -> None:
    found = calculating.calculated(cases.made(entered(), DAY).case)
    assert round(found.found.npv_eur - found.without.npv_eur, 6) == 2000


def test_assumptions_that_nobody_stated_are_named() -> None:
    told = cases.made(entered(upkeep_eur=Decimal(0)), DAY).told
    assert told["assumed"] == ["discount", "change_co2", "change_other", "upkeep"]


def test_only_tests_of_law_that_are_in_force_are_asked() -> None:
    assert "ensimimav_4" not in cases.made(entered(), DAY).case["regimes"]


def test_a_price_on_co2_brings_its_source_and_its_tonnes() -> None:
    made = cases.made(entered(co2_price="nehs:2026:mid"), DAY)
    position = made.case["positions"][-1]
    assert (position["quantity"], position["unit_price_eur"], position["group"]) == ("2.7", "60", "co2")
    assert "corridor" in position["source"].lower()


def test_no_price_is_offered_for_a_year_that_has_none() -> None:
    assert {one.year for one in offered_prices(2040)} == {2026, 2023}


@pytest.mark.parametrize(
    ("changes", "place", "code"),
    [
        ({"life_years": Decimal(0)}, "life_years", "zero"),
        ({"discount_percent": Decimal(-100)}, "discount_percent", "rate_too_low"),
        ({"changes": {"other": Decimal(-120)}, "sources": {"other": "x"}}, "change_other", "rate_too_low"),
        ({"investment_eur": Decimal(-5)}, "investment_eur", "negative"),
        ({"grant_eur": Decimal(20000)}, "grant_eur", "grant_above_investment"),
        ({"horizon_years": 0}, "horizon_years", "horizon_impossible"),
        ({"horizon_years": 51}, "horizon_years", "horizon_impossible"),
        ({"sources": {}}, "source_energy", "change_without_source"),
        ({"degradation_percent": Decimal(1)}, "source_degradation", "loss_without_source"),
        ({"residual_eur": Decimal(1)}, "source_residual", "residual_without_reason"),
        ({"co2_price": "nehs:2026:mid", "tonnes": None}, "tonnes", "price_without_tonnes"),
        ({"co2_price": "nonsense"}, "co2_price", "price_not_offered"),
        ({"risk": RiskEntered("surcharge")}, "risk_points", "risk_of_nothing"),
        ({"risk": RiskEntered("surcharge", points=Decimal(50))}, "risk_points", "ambiguous_points"),
        ({"risk": RiskEntered("deduction", loss_percent=Decimal(5))}, "risk_loss", "risk_of_nothing"),
        ({"tax_percent": Decimal(120)}, "tax_percent", "not_a_share"),
        ({"lines": (Line("", 1, Decimal(1), Decimal(1)),)}, "line-0-name", "line_name"),
        ({"lines": (Line("Energy saved", 1, Decimal(1), Decimal(1)),)}, "line-0-name", "duplicate_name"),
        (
            {"lines": (Line("Pump", -1, Decimal(1), Decimal(1), timing="once", number=9),)},
            "line-0-number",
            "line_after_horizon",
        ),
        (
            {"lines": (Line("Pump", -1, Decimal(1), Decimal(1), timing="every"),)},
            "line-0-number",
            "line_number",
        ),
        (
            {"lines": (Line("Pump", -1, Decimal(1), Decimal(1), degradation_percent=Decimal(1)),)},
            "line-0-source",
            "loss_without_source",
        ),
        ({"scenarios": (Scenario("a"), Scenario("a"))}, "scenario-1-name", "scenario_twice"),
        ({"scenarios": (Scenario("a", horizon_years=99),)}, "scenario-0-horizon_years", "horizon_impossible"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(changes: dict[str, object], place: str, code: str) -> None:
    assert refused(**changes) == (place, code)


def test_ten_thousand_payments_are_refused_with_a_sentence() -> None:
    lines = tuple(Line(f"Line {number}", 1, Decimal(1), Decimal(1)) for number in range(10_000))
    assert refused(lines=lines) == (None, "too_many_lines")


@pytest.mark.django_db
def test_an_appraisal_is_kept_with_its_value_and_the_edition_of_the_prices(bakery: Organisation) -> None:
    kept = appraised(plan_of(bakery))
    assert (kept.number, kept.npv_eur, kept.npv_without_grant_eur) == (
        1,
        Decimal("-1013.65"),
        Decimal("-3013.65"),
    )
    assert kept.edition


@pytest.mark.django_db
def test_another_version_says_why(bakery: Organisation) -> None:
    measure = plan_of(bakery)
    appraised(measure)
    with pytest.raises(StepNeeds) as told:
        actions.appraise(measure=measure, entered=entered(), reason=" ", on=DAY, by=None)
    assert told.value.field == "reason"


@pytest.mark.django_db
def test_the_newest_version_counts_and_the_earlier_stays(bakery: Organisation) -> None:
    measure = plan_of(bakery)
    first = appraised(measure)
    second = appraised(measure, grant_eur=Decimal(0))
    assert queries.newest_appraisals([measure]) == {measure.pk: second}
    assert list(queries.appraisals_of(measure)) == [second, first]


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"npv_eur": Decimal(1)}, {"case": {}}, {"told": {}}, {"edition": "x"}])
def test_the_database_refuses_to_change_an_appraisal(bakery: Organisation, change: dict[str, object]) -> None:
    kept = appraised(plan_of(bakery))
    with pytest.raises(DatabaseError, match="appraisal"), transaction.atomic():
        Appraisal.objects.filter(pk=kept.pk).update(**change)


@pytest.mark.django_db
def test_the_database_refuses_to_delete_an_appraisal(bakery: Organisation) -> None:
    kept = appraised(plan_of(bakery))
    with pytest.raises(DatabaseError, match="appraisal"), transaction.atomic():
        Appraisal.objects.filter(pk=kept.pk).delete()


@pytest.mark.django_db
def test_when_an_account_ends_the_appraisal_stays(bakery: Organisation, bruno: Person) -> None:
    kept = appraised(plan_of(bakery), bruno)
    Appraisal.objects.filter(pk=kept.pk).update(by=None)
    kept.refresh_from_db()
    assert kept.by is None


@pytest.mark.django_db
def test_everything_that_was_entered_stands_in_the_form_again(bakery: Organisation) -> None:
    kept = appraised(
        plan_of(bakery),
        co2_price="nehs:2026:mid",
        residual_eur=Decimal(500),
        sources={"energy": "Offer", "residual": "Sold as scrap"},
        risk=RiskEntered("deduction", loss_percent=Decimal(20), probability_percent=Decimal(10)),
        tax_percent=Decimal(30),
        depreciation_years=Decimal(10),
        lines=(Line("Pump", -1, Decimal(1), Decimal(900), "other", "every", 4, Decimal(1), "Maker"),),
        scenarios=(Scenario("Worst", saving_percent=Decimal(80), energy_percent=Decimal(0)),),
    )
    found = initial_of_appraisal(kept)
    expected = {
        "investment_eur": Decimal(10000),
        "quantity": Decimal(15000),
        "upkeep_eur": Decimal(200),
        "change_energy": Decimal(2),
        "source_energy": "Offer",
        "residual_eur": Decimal(500),
        "source_residual": "Sold as scrap",
        "tonnes": Decimal("2.7"),
        "co2_price": "nehs:2026:mid",
        "risk": "deduction",
        "risk_loss": Decimal(20),
        "risk_probability": Decimal(10),
        "tax_percent": Decimal(30),
        "depreciation_years": Decimal(10),
        "line_count": 1,
        "line-0-name": "Pump",
        "line-0-timing": "every",
        "line-0-number": 4,
        "line-0-degradation_percent": Decimal(1),
        "line-0-source": "Maker",
        "scenario_count": 1,
        "scenario-0-name": "Worst",
        "scenario-0-saving_percent": Decimal(80),
        "scenario-0-energy_percent": Decimal(0),
    }
    assert {key: found.get(key) for key in expected} == expected
