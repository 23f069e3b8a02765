"""Compatible by point, by budget, by both, by none, or not comparable; always with the reasons."""

import pytest

from tests.methods.pathway.building import answered, told

OWN = {"neutral_year": 2035, "residual_percent": 5}


def test_a_path_on_the_reference_is_compatible_and_uses_all_of_its_budget() -> None:
    found = answered((2030, 42))
    assert (found["verdict"], found["budget_used"]) == ("compatible", 1.0)


def test_one_milligram_above_the_reference_is_not_compatible() -> None:
    found = answered((2030, 41.999999), base_mg=10**9)
    assert found["verdict"] == "not_compatible"
    assert "2030" in told(found)


def test_a_target_between_two_milligrams_is_compared_in_whole_ones() -> None:
    assert answered((2030, 41.99), base_mg=1000)["verdict"] == "compatible"


def test_a_late_path_to_the_same_end_uses_more_of_the_budget() -> None:
    early, late = answered((2025, 25), (2030, 42)), answered((2025, 10), (2030, 42))
    assert early["verdict"] == "compatible"
    assert (early["budget_used"], late["budget_used"]) == (7700 / 7900, 8450 / 7900)


def test_a_promise_that_is_met_in_the_end_only_is_kept_by_point_only() -> None:
    # The law falls fast at first and is at zero in 2045; the straight line to zero stays above it.
    found = answered((2045, 100), reference="ksg")
    assert found["verdict"] == "point_only"
    assert "used up in 2040" in told(found)


def test_early_savings_that_stop_short_are_kept_by_budget_only() -> None:
    found = answered((2022, 40), (2030, 41))
    assert found["verdict"] == "budget_only"
    assert "the target lies above the reference in 2030" in told(found)


def test_a_path_above_by_point_and_by_budget_is_not_compatible() -> None:
    found = answered((2030, 20))
    assert (found["verdict"], found["budget_used"]) == ("not_compatible", 9000 / 7900)


@pytest.mark.parametrize(
    ("base_year", "reference"), [(2019, "ksg"), (2045, "ksg"), (2014, "sbti_1p5_linear")]
)
def test_a_base_year_without_a_reference_is_not_comparable(base_year: int, reference: str) -> None:
    found = answered((2050, 42), base_year=base_year, reference=reference)
    assert found["verdict"] == "not_comparable"
    assert str(base_year) in told(found)


def test_without_a_reference_there_is_no_budget_and_no_path_beside() -> None:
    found = answered((2030, 42), base_year=2015, reference="ksg")
    assert (found["reference_mg"], found["budget_used"]) == ({}, None)
    assert found["path_mg"]


@pytest.mark.parametrize("reference", ["sbti_1p5_linear", "ksg", OWN])
def test_a_base_year_without_emissions_is_not_comparable(reference: object) -> None:
    found = answered((2030, 42), base_mg=0, reference=reference)
    assert (found["verdict"], found["budget_used"], found["required_rate_percent"]) == (
        "not_comparable",
        None,
        None,
    )


def test_a_later_base_year_says_that_sbti_asks_for_more() -> None:
    assert "its own tool says" in told(answered((2032, 42), base_year=2022))
    assert "its own tool says" not in told(answered((2030, 42)))


def test_without_later_figures_the_needed_rate_is_that_of_the_target() -> None:
    assert answered((2030, 42))["required_rate_percent"] == 4.2


def test_the_needed_rate_counts_from_the_latest_figure() -> None:
    # From 900 in 2025 to 580 in 2030: 35.56 % in five years.
    found = answered((2030, 42), actual_mg={"2025": 900, "2023": 1200})
    assert found["required_rate_percent"] == pytest.approx(100 * (1 - 580 / 900) / 5, rel=1e-15)
    assert "2023, 2025" in told(found)


def test_no_rate_is_needed_once_the_last_target_has_passed_or_nothing_is_emitted() -> None:
    assert answered((2030, 42), actual_mg={"2030": 700})["required_rate_percent"] is None
    assert answered((2030, 42), actual_mg={"2031": 700})["required_rate_percent"] is None
    assert answered((2030, 42), actual_mg={"2025": 0})["required_rate_percent"] is None


def test_a_target_that_leaves_room_needs_a_negative_rate() -> None:
    assert answered((2030, 42), actual_mg={"2028": 290})["required_rate_percent"] == -50


def test_figures_on_the_path_are_no_reason() -> None:
    assert "More was emitted" not in told(answered((2030, 42), actual_mg={"2025": 790}))
