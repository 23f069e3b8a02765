"""Investments drawn at random, and how many of them a test appraises."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.methods.appraisal.building import Fields, case_of, position

RANDOMLY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MONEY = st.decimals(0, 100_000, places=2).map(str)
RATES = st.decimals("-0.2", "0.4", places=4).map(str)
TIMINGS = st.one_of(
    st.just({"kind": "yearly"}),
    st.integers(1, 12).map(lambda n: {"kind": "every", "n": n}),
    st.integers(0, 30).map(lambda year: {"kind": "once", "year": year}),
)


def _named(positions: list[Fields]) -> list[Fields]:
    return [{**one, "name": f"position {at}"} for at, one in enumerate(positions)]


POSITIONS: st.SearchStrategy[list[Fields]] = st.lists(
    st.builds(
        position,
        quantity=st.decimals(0, 5_000, places=1).map(str),
        unit_price_eur=st.decimals(0, 20, places=3).map(str),
        sign=st.sampled_from([1, -1]),
        group=st.sampled_from(["energy", "other"]),
        timing=TIMINGS,
        degradation=st.decimals(0, "0.1", places=3).map(str),
        source=st.just("data sheet"),
    ),
    max_size=5,
).map(_named)

CASES: st.SearchStrategy[Fields] = st.builds(
    lambda positions, **changes: case_of(**{**changes, "positions": positions}),
    positions=POSITIONS,
    horizon_years=st.integers(1, 30),
    discount_rate=RATES,
    investment_eur=MONEY,
    price_year=st.sampled_from([0, 1]),
    price_changes=st.fixed_dictionaries({"energy": RATES, "other": RATES}),
)
FLOWS = st.lists(st.integers(-1000, 1000), min_size=1, max_size=25)
