"""Internal rates of return: all of them or none, and whether there is only one."""

import pytest

from klimapakt.methods.appraisal import all_rates_of_return
from klimapakt.methods.appraisal.shell import answer
from tests.methods.appraisal.building import Fields, flows_of


def irr(*flows: object) -> Fields:
    """Return what is said about the rates of return."""
    found = answer(flows_of(*flows, rate=0))["irr"]
    assert isinstance(found, dict)
    return found


def test_one_change_of_sign_has_one_rate() -> None:
    assert irr(-100, 110) == {"roots": [pytest.approx(0.1)], "unique": True}


def test_two_rates_are_both_named() -> None:
    assert irr(-1600, 10000, -10000) == {"roots": [pytest.approx(0.25), pytest.approx(4)], "unique": False}


@pytest.mark.parametrize("flows", [(100, 50), (-100, -50), (0, 0, 0), (7,), (-100, 0), (-100, 150, -80)])
def test_no_rate_is_an_answer(flows: tuple[int, ...]) -> None:
    assert irr(*flows) == {"roots": [], "unique": False}


def test_a_value_that_only_touches_zero_is_found() -> None:
    assert irr(-100, 220, -121)["roots"] == [pytest.approx(0.1, abs=1e-6)]


def test_negative_rates_are_found() -> None:
    assert irr(-100, 50)["roots"] == [pytest.approx(-0.5)]


def test_rates_on_both_sides_of_zero_are_found() -> None:
    # (1+r - 0.8)(1+r - 1)(1+r - 1.3) = 0
    assert irr(1, "-3.1", "3.14", "-1.04")["roots"] == [
        pytest.approx(-0.2),
        pytest.approx(0, abs=1e-12),
        pytest.approx(0.3),
    ]


def test_six_rates_are_found() -> None:
    wanted = [-0.4, -0.1, 0.05, 0.4, 1.1, 1.9]
    flows = [1.0]
    for rate in wanted:
        flows = [one - before * (1 + rate) for one, before in zip([*flows, 0.0], [0.0, *flows], strict=True)]
    assert all_rates_of_return(flows) == pytest.approx(wanted, abs=1e-9)


def test_ten_thousand_payments_have_their_rate() -> None:
    assert all_rates_of_return([-1000.0] + [1.0] * 10_000) == pytest.approx((0.000999954,), rel=1e-4)


def test_ten_thousand_changes_of_sign_are_answered() -> None:
    flows = [-1000.0, 1500.0] + [(-1.0) ** year for year in range(9_999)]
    assert any(rate == pytest.approx(0.5, abs=1e-2) for rate in all_rates_of_return(flows))


@pytest.mark.parametrize("flows", [(-1e-20, 1e15), (-1e15, 1e-20), (1e15, -1e15, 1e15, -1e15)])
def test_extreme_payments_give_numbers_above_minus_one(flows: tuple[float, ...]) -> None:
    assert all(-1 < rate < float("inf") for rate in all_rates_of_return(flows))


def test_a_payment_is_never_too_small_to_count() -> None:
    assert irr("-1e15", "1e15", 50)["roots"] == [pytest.approx(5e-14, rel=0.01)]
