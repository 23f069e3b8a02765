"""What a measure's figures tell about themselves, and what can be accepted with a reason."""

from datetime import date
from decimal import Decimal

import pytest

from klimapakt.methods.savings import MeasureFacts, doubts_about

TODAY = date(2026, 11, 26)
KWH = Decimal(1000)


def found(facts: MeasureFacts) -> list[str]:
    """Return the rules that a measure meets."""
    return [doubt.rule for doubt in doubts_about(facts, today=TODAY)]


def gas(**changed: object) -> MeasureFacts:
    """Return a sound measure that saves gas, with something changed."""
    sound = {"carrier": "natural_gas", "saved_mg": 200_000_000, "saved_kwh": KWH, "saved_eur": Decimal(90)}
    return MeasureFacts(**{**sound, **changed})  # type: ignore[arg-type]  # the fields of the facts


def test_a_sound_measure_raises_nothing() -> None:
    facts = gas(line_kwh=Decimal(5000), line_mg=1_000_000_000, life_years=Decimal(15), rated_kw=Decimal(5))
    assert found(facts) == []


def test_a_measure_without_any_figures_is_welcome() -> None:
    assert found(MeasureFacts()) == []


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        (gas(saved_mg=2_000_000_000), "kg_per_kwh_out_of_band"),
        (gas(saved_mg=100_000_000), "kg_per_kwh_out_of_band"),
        (gas(saved_eur=Decimal(900)), "eur_per_kwh_out_of_band"),
        (gas(saved_eur=Decimal(1)), "eur_per_kwh_out_of_band"),
        (MeasureFacts(saved_percent=Decimal(10)), "percent_without_base"),
        (gas(planned_for=date(2026, 11, 25)), "planned_date_passed"),
        (gas(line_kwh=KWH, life_years=Decimal(20), saved_kwh=KWH * 9, saved_mg=None), "annual_or_cumulative"),
    ],
)
def test_a_doubt_can_be_accepted_with_a_reason(facts: MeasureFacts, rule: str) -> None:
    doubts = {doubt.rule: doubt for doubt in doubts_about(facts, today=TODAY)}
    assert doubts[rule].can_be_accepted
    assert "%(" not in doubts[rule].message.text()


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        (gas(line_kwh=KWH - 1), "saving_above_its_line"),
        (gas(line_mg=199_999_999), "saving_above_its_line"),
        (MeasureFacts(saved_percent=Decimal(101), line_kwh=KWH), "more_than_everything"),
        (MeasureFacts(saved_kwh=Decimal(8785), rated_kw=Decimal(1)), "impossible_kwh"),
    ],
)
def test_what_physics_forbids_cannot_be_accepted(facts: MeasureFacts, rule: str) -> None:
    doubts = {doubt.rule: doubt for doubt in doubts_about(facts, today=TODAY)}
    assert not doubts[rule].can_be_accepted
    assert "%(" not in doubts[rule].message.text()


def test_the_edges_of_what_is_possible_are_possible() -> None:
    assert found(gas(line_kwh=KWH, line_mg=200_000_000)) == []
    assert found(MeasureFacts(saved_percent=Decimal(100), line_kwh=KWH)) == []
    assert found(MeasureFacts(saved_kwh=Decimal(8784), rated_kw=Decimal(1))) == []


def test_a_plan_for_today_has_not_passed_and_a_finished_measure_has_no_plan() -> None:
    assert found(gas(planned_for=TODAY)) == []
    assert found(gas(planned_for=date(2020, 1, 1), state="implemented")) == []


def test_a_cumulative_saving_is_held_against_the_line_over_its_life() -> None:
    over_life = {"is_cumulative": True, "life_years": Decimal(10), "saved_mg": None}
    assert found(gas(saved_kwh=KWH * 10, line_kwh=KWH, saved_eur=None, **over_life)) == []
    assert found(gas(saved_kwh=KWH * 11, line_kwh=KWH, saved_eur=None, **over_life)) == [
        "saving_above_its_line"
    ]
