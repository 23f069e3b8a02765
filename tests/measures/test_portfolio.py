"""All measures beside each other, the list for implementation plans, the report and its checklist."""

import io
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from klimapakt.inventories.documents.checking.pdf_files import check_pdf
from klimapakt.inventories.documents.checking.recorded import check_record
from klimapakt.inventories.documents.checking.verdicts import Verdict
from klimapakt.inventories.sealed import canonical
from klimapakt.measures import actions, queries
from klimapakt.measures.appraising.calculating import of_appraisal
from klimapakt.measures.appraising.checklist import checklist
from klimapakt.measures.appraising.entered import Scenario
from klimapakt.measures.appraising.implementation_plan import implementation_plan
from klimapakt.measures.appraising.portfolio import is_outdone, portfolio
from klimapakt.measures.appraising.report import record_of, report
from klimapakt.measures.models import Measure
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.measures.appraising import appraised
from tests.measures.planning import plan_of
from tests.methods.appraisal.random_cases import RANDOMLY

Point = tuple[Decimal, Decimal]
FIGURES = st.integers(-9, 9).map(Decimal)
POINTS = st.lists(st.tuples(FIGURES, FIGURES), min_size=1, max_size=8)


def entries_of(organisation: Organisation) -> list[str]:
    measures = list(queries.pact_measures_of(organisation))
    found = portfolio(measures, queries.newest_appraisals(measures))
    return [f"{one.measure.title}{'*' if one.is_best else ''}" for one in found]


def planned(organisation: Organisation, title: str) -> Measure:
    facts = actions.PlanFacts(title, "heat")
    return actions.plan_measure(organisation=organisation, facts=facts, by=None)


@RANDOMLY
@given(POINTS)
def test_on_the_front_nobody_outdoes_anybody(points: list[Point]) -> None:
    front = [one for one in points if not is_outdone(one, points)]
    assert front
    assert not any(is_outdone(one, front) for one in front)


@RANDOMLY
@given(POINTS)
def test_who_is_not_on_the_front_is_outdone_by_somebody_on_it(points: list[Point]) -> None:
    front = [one for one in points if not is_outdone(one, points)]
    assert all(one in front or is_outdone(one, front) for one in points)


@pytest.mark.django_db
def test_the_largest_value_stands_first_and_what_is_not_appraised_at_the_end(bakery: Organisation) -> None:
    planned(bakery, "Waits")
    appraised(planned(bakery, "Loses"), tonnes=Decimal(1))
    appraised(planned(bakery, "Pays"), investment_eur=Decimal(3000), tonnes=Decimal(2))
    appraised(planned(bakery, "Saves"), tonnes=Decimal(9))
    assert entries_of(bakery) == ["Pays*", "Loses", "Saves*", "Waits"]


@pytest.mark.django_db
def test_dropped_measures_stand_in_no_picture(bakery: Organisation, bruno: Person) -> None:
    measure = plan_of(bakery)
    appraised(measure)
    day = measure.created_at.date()
    move = actions.Move("dropped", day, barrier="money")
    actions.move(measure=measure, move=move, today=day, by=bruno)
    assert entries_of(bakery) == []


@pytest.mark.django_db
def test_the_list_for_implementation_plans_has_seven_columns_and_leaves_nothing_out(
    bakery: Organisation,
) -> None:
    appraised(plan_of(bakery))
    planned(bakery, "=Solar")
    measures = list(queries.pact_measures_of(bakery))
    entries = portfolio(measures, queries.newest_appraisals(measures))
    content = implementation_plan(bakery, entries, {measures[0].pk: "Bakery manager"}, "en")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_name("Implementation plan").to_python()
    assert rows[0] == [
        "Priority",
        "Measure",
        "Investment in EUR",
        "Time",
        "Origin",
        "Responsible function",
        "Status",
    ]
    assert [row[1] for row in rows[1:]] == ["Plan", "=Solar"]
    why = book.get_sheet_by_name("Appraisals").to_python()
    assert why[1][2] == "not economic"
    assert "not above zero" in str(why[1][3])
    assert why[2][3] == "Not appraised yet."


@pytest.mark.django_db
def test_the_checklist_has_fifteen_points_and_says_what_is_open(bakery: Organisation) -> None:
    kept = appraised(plan_of(bakery))
    with override("en"):
        points = checklist(kept, of_appraisal(kept))
    assert len(points) == 15
    assert [one.asked.split()[0] for one in points if not one.is_done] == ["The", "A", "Effects"]


@pytest.mark.django_db
def test_a_complete_appraisal_leaves_no_point_open(bakery: Organisation) -> None:
    kept = appraised(
        plan_of(bakery),
        effects="Less noise",
        scenarios=(Scenario("Worst"), Scenario("Best")),
        sources={"energy": "Offer", "discount": "Bank"},
    )
    assert all(one.is_done for one in checklist(kept, of_appraisal(kept)))


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_same_appraisal_gives_the_same_report(bakery: Organisation, language: str) -> None:
    kept = appraised(plan_of(bakery))
    first = report(kept, language)
    assert first == report(kept, language)
    assert record_of(kept).sha256.encode() in first


@pytest.mark.django_db
def test_the_report_is_verified_by_calculating_it_again(bakery: Organisation) -> None:
    verdict = check_pdf(report(appraised(plan_of(bakery)), "de"))
    assert verdict.faults == []
    assert any("net present value" in one for one in verdict.holds)


@pytest.mark.django_db
def test_a_record_with_another_value_is_told(bakery: Organisation) -> None:
    kept = appraised(plan_of(bakery))
    content = record_of(kept).content
    content["result"]["npv_eur"] = 5000.0
    verdict = Verdict("report (PDF)")
    check_record(verdict, canonical(content), "")
    assert any("npv_eur" in fault for fault in verdict.faults)


@pytest.mark.django_db
def test_the_record_holds_what_the_shell_needs_to_calculate_again(
    bakery: Organisation,
) -> None:
    kept = appraised(plan_of(bakery), grant_eur=Decimal(0))
    content = record_of(kept).content
    assert content["case"] == kept.case
    assert content["result"]["npv_eur"] == float(kept.npv_eur)
