"""Heat in the weather of the reference; only the share that heats rooms changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.methods.refusal import Refused
from klimapakt.methods.weather.schema import example, schema
from klimapakt.methods.weather.shell import answer
from tests.methods.hostile import ODD, Fields, Place, changed, ensure_answered_or_refused, places_in
from tests.methods.inventory.json_schema import complaints

DAYS: Fields = {"amount": 75, "heating_share": 1, "degree_days": 3000, "reference_degree_days": 3200}
FACTOR: Fields = {"amount": 1000, "heating_share": 0.5, "climate_factor": "1.1"}


def test_a_mild_year_is_brought_up_to_the_reference() -> None:
    # Published example: 75 % x 3200 / 3000 = 80 %.
    assert answer(DAYS) == {"adjusted": 80.0, "factor": 3200 / 3000}


def test_only_the_heating_share_changes() -> None:
    assert answer(FACTOR) == {"adjusted": 1050.0, "factor": 1.1}


@pytest.mark.parametrize("case", [{**DAYS, "heating_share": 0}, {**DAYS, "degree_days": 3200}])
def test_process_heat_and_a_year_like_the_reference_stay_as_they_are(case: Fields) -> None:
    assert answer(case)["adjusted"] == 75.0


@pytest.mark.parametrize(
    ("case", "error", "path"),
    [
        ({**DAYS, "climate_factor": 1}, "contradiction", "degree_days"),
        ({**DAYS, "degree_days": 0}, "zero", "degree_days"),
        ({**DAYS, "reference_degree_days": 0}, "zero", "reference_degree_days"),
        ({**FACTOR, "climate_factor": 0}, "zero", "climate_factor"),
        ({**FACTOR, "heating_share": 1.1}, "not_a_share", "heating_share"),
        ({**FACTOR, "amount": -1}, "negative", "amount"),
        ({"amount": 1, "heating_share": 1}, "missing_key", "degree_days"),
        ({**FACTOR, "climate_facto": 1}, "unknown_key", "climate_facto"),
    ],
)
def test_a_refusal_says_where_and_what(case: Fields, error: str, path: str) -> None:
    with pytest.raises(Refused) as refused:
        answer(case)
    assert (refused.value.code, refused.value.path) == (error, path)


@given(st.integers(0, 10**12), st.integers(0, 100), st.integers(1, 9000), st.integers(1, 9000))
def test_the_result_lies_between_nothing_changed_and_all_changed(
    amount: int, share: int, days: int, reference: int
) -> None:
    case = {"amount": amount, "heating_share": str(share / 100)}
    found = answer({**case, "degree_days": days, "reference_degree_days": reference})["adjusted"]
    low, high = sorted((amount, amount * reference / days))
    assert low * (1 - 1e-12) <= float(str(found)) <= high * (1 + 1e-12)


@pytest.mark.parametrize("case", [example(), FACTOR])
def test_what_the_reader_accepts_is_valid(case: Fields) -> None:
    answer(case)
    assert complaints(case, schema()) == []


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(list(places_in(example()))), ODD), min_size=1, max_size=3))
def test_a_case_is_answered_or_refused_and_the_schema_agrees(changes: list[tuple[Place, object]]) -> None:
    ensure_answered_or_refused(answer, schema, changed(example(), changes))
