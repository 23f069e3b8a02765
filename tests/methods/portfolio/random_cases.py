"""Portfolios drawn at random, small enough to try every plan."""

from collections.abc import Callable
from typing import cast

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.methods.portfolio.building import Fields

RANDOMLY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
YEARS = [2026, 2027, 2028]
FLOWS = ("gas", "power")


@st.composite
def cases(draw: Callable[..., object]) -> Fields:
    """Draw a case of two flows and up to four measures over two or three years."""
    years = YEARS[: cast("int", draw(st.integers(2, 3)))]
    count = cast("int", draw(st.integers(1, 4)))
    flows = [_flow(draw, name, years) for name in FLOWS]
    measures = [_measure(draw, at, years) for at in range(count)]
    money = st.integers(0, 400)
    found: Fields = {
        "years": years,
        "flows": flows,
        "measures": measures,
        "budget_eur": {str(year): draw(money) for year in years},
        "discount_rate": draw(st.sampled_from([0, "0.05", "0.1"])),
    }
    if draw(st.booleans()):
        return {**found, "budget_mg": draw(st.integers(0, 5_000_000))}
    aimed = cast("list[int]", draw(st.lists(st.sampled_from(years), unique=True)))
    return {**found, "targets_mg": {str(year): draw(st.integers(0, 1_500_000)) for year in aimed}}


def _flow(draw: Callable[..., object], name: str, years: list[int]) -> Fields:
    return {
        "id": name,
        "base_amount": draw(st.integers(0, 1000)),
        "unit": "kWh",
        "mg_per_unit": {str(year): draw(st.integers(0, 1000)) for year in years},
        "activity": {str(year): draw(st.sampled_from([0.5, 1, 1.25])) for year in years},
    }


def _measure(draw: Callable[..., object], at: int, years: list[int]) -> Fields:
    found: Fields = {
        "id": f"m{at}",
        "flow": draw(st.sampled_from(FLOWS)),
        "saving_share": draw(st.sampled_from(["0.05", "0.2", "0.5", "0.9"])),
        "capex_eur": draw(st.integers(0, 300)),
        "yearly_eur": draw(st.integers(-20, 80)),
        "life_years": draw(st.integers(1, 6)),
    }
    if draw(st.booleans()):
        found["earliest"] = draw(st.sampled_from(years))
    if draw(st.integers(0, 2)) == 0:
        found["group"] = draw(st.sampled_from(["a", "b"]))
    if at and draw(st.integers(0, 2)) == 0:
        found["requires"] = [f"m{draw(st.integers(0, at - 1))}"]
    if draw(st.integers(0, 2)) == 0:
        factor = draw(st.sampled_from([0, 0.3, 1, 2]))
        other = next(name for name in FLOWS if name != found["flow"])
        found["switch_to"] = {"flow": other, "factor": factor}
    if draw(st.integers(0, 2)) == 0:
        window = sorted(cast("list[int]", draw(st.lists(st.sampled_from(YEARS), min_size=2, max_size=2))))
        found["grant"] = {"share": "0.4", "max_eur": draw(st.integers(0, 80)), "window": window}
    return found
