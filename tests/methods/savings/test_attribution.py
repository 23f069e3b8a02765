"""Members that save together count no more than they saved; nothing from before joining counts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimapakt.methods.refusal import Refused
from klimapakt.methods.savings import Annual, Evidenced, Saving, attributed, is_effect_of_pact

WHOLE = Saving(100, Evidenced, Annual)
PARTS = st.dictionaries(st.text("abcdef", min_size=1), st.integers(0, 100), min_size=1, max_size=6)


def test_shares_of_one_in_sum_give_the_whole_saving_away() -> None:
    parts = attributed(WHOLE, {"a": Decimal("0.7"), "b": Decimal("0.3")})
    assert {name: part.mg for name, part in parts.items()} == {"a": 70, "b": 30}


def test_a_part_keeps_state_and_period() -> None:
    assert attributed(WHOLE, {"a": Decimal(1)})["a"] == WHOLE


def test_what_no_share_names_stays_with_nobody() -> None:
    assert attributed(WHOLE, {"a": Decimal("0.25")})["a"].mg == 25


@pytest.mark.parametrize(
    ("shares", "error", "path"),
    [
        ({"a": Decimal("0.7"), "b": Decimal("0.300001")}, "shares_above_one", "shares"),
        ({"a": Decimal("-0.1")}, "not_a_share", "shares.a"),
        ({"a": Decimal("NaN")}, "not_a_share", "shares.a"),
        ({"": Decimal("0.1")}, "not_a_share", "shares."),
    ],
)
def test_shares_that_cannot_be_are_refused(shares: dict[str, Decimal], error: str, path: str) -> None:
    with pytest.raises(Refused) as refused:
        attributed(WHOLE, shares)
    assert (refused.value.code, refused.value.path) == (error, path)


@given(PARTS, st.integers(0, 10**18))
def test_the_parts_never_make_more_than_the_saving_and_all_of_it_when_the_shares_do(
    raw: dict[str, int], mg: int
) -> None:
    whole = max(1, sum(raw.values()))
    shares = {name: Decimal(part) / Decimal(128) for name, part in raw.items()}
    if sum(shares.values()) > 1:
        shares = {name: Decimal(part * (100 // whole)) / 100 for name, part in raw.items()}
    found = sum(part.mg for part in attributed(Saving(mg, Evidenced, Annual), shares).values())
    assert 0 <= found <= mg
    assert sum(shares.values()) != 1 or found == mg


@pytest.mark.parametrize(
    ("day", "counts"), [("2023-12-31", False), ("2024-01-01", True), ("2024-01-02", True)]
)
def test_what_was_done_before_joining_is_no_effect_of_the_pact(day: str, counts: bool) -> None:
    assert is_effect_of_pact(date.fromisoformat(day), date(2024, 1, 1)) is counts
