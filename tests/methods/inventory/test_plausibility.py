"""What one year's data tell about themselves."""

import pytest

from tests.methods.inventory.building import activity, electricity, inventory_of, rules_of


def bill(start: str, end: str, amount: int = 100, **fields: object) -> dict[str, object]:
    """Return a bill for gas."""
    return activity("natural_gas", amount, "kWh_Hs", period_start=start, period_end=end, **fields)


def test_two_bills_that_share_days_overlap() -> None:
    inventory = inventory_of(bill("2024-01-01", "2024-06-30"), bill("2024-06-30", "2024-12-31", 200))
    assert "overlapping_periods" in rules_of(inventory, "b")


def test_bills_that_follow_one_another_do_not_overlap() -> None:
    inventory = inventory_of(bill("2024-01-01", "2024-06-30"), bill("2024-07-01", "2024-12-31", 200))
    assert "overlapping_periods" not in rules_of(inventory, "b")


def test_a_long_bill_overlaps_with_every_short_one_inside_it() -> None:
    inventory = inventory_of(
        bill("2024-01-01", "2024-12-31"),
        bill("2024-02-01", "2024-02-29", 200),
        bill("2024-03-01", "2024-03-31", 300),
    )
    for later in ("b", "c"):
        assert "overlapping_periods" in rules_of(inventory, later), later


def test_bills_of_two_sites_do_not_overlap() -> None:
    inventory = inventory_of(
        bill("2024-01-01", "2024-12-31", site="North"), bill("2024-01-01", "2024-12-31", 200, site="South")
    )
    assert "overlapping_periods" not in rules_of(inventory, "b")


def test_the_same_amount_twice_is_a_possible_duplicate() -> None:
    inventory = inventory_of(electricity(100), electricity(100))
    assert "possible_duplicate" in rules_of(inventory, "b")


def test_the_same_amount_of_two_gases_is_no_duplicate() -> None:
    inventory = inventory_of(
        activity("refrigerant", 1, "kg", gas="R-32"), activity("refrigerant", 1, "kg", gas="R-134a")
    )
    assert "possible_duplicate" not in rules_of(inventory, "b")


def test_the_same_amount_in_two_months_is_no_duplicate() -> None:
    inventory = inventory_of(bill("2024-01-01", "2024-01-31"), bill("2024-02-01", "2024-02-29"))
    assert "possible_duplicate" not in rules_of(inventory, "b")


def test_zero_is_noticed() -> None:
    assert "zero_amount" in rules_of(inventory_of(electricity(0)))


@pytest.mark.parametrize(
    ("calorific", "z_number", "is_noticed"),
    [(11, 0.95, False), (1.1, 1, True), (110, 1, True), (11, 9, True)],
)
def test_figures_of_a_gas_bill_outside_the_usual_band_are_noticed(
    calorific: float, z_number: float, is_noticed: bool
) -> None:
    fields = {"calorific_kwh_per_m3": calorific, "z_number": z_number}
    inventory = inventory_of(activity("natural_gas", 100, "m3", **fields))
    assert ("calorific_value_out_of_band" in rules_of(inventory)) == is_noticed


def test_every_finding_is_a_sentence_about_an_activity_or_the_whole() -> None:
    inventory = inventory_of(electricity(0), electricity(0), activity("district_heat", 1, "kWh"), year=2023)
    for finding in inventory.findings:
        assert finding.activity in (None, "a", "b", "c")
        assert finding.severity in ("error", "warning", "hint")
        assert finding.message.text().endswith((".", "?"))
