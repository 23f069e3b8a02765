"""The schema says what the reader accepts, and whatever stands in a case, it is answered or refused."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.methods.portfolio.parse import CASE_KEYS, FLOW_KEYS, MEASURE_KEYS
from klimapakt.methods.portfolio.schema import example, schema
from klimapakt.methods.portfolio.shell import answer
from klimapakt.methods.refusal import Refused
from tests.methods.duties.test_hostile_cases import ODD, places_in, replaced
from tests.methods.inventory.json_schema import complaints
from tests.methods.portfolio.building import Fields, case_of, measure
from tests.methods.portfolio.random_cases import RANDOMLY, cases

PLACES = list(places_in(example()))
ODD_HERE = ODD | st.sampled_from([-0.999999, 1e15, "1e15", 2026, "2030", 9e18, ["heat pump"], {"2026": 1}])


def test_the_example_is_valid_and_uses_every_key_but_one_of_two() -> None:
    assert complaints(example(), schema()) == []
    assert set(example()) == set(CASE_KEYS) - {"budget_mg"}


def test_the_answer_has_the_keys_of_the_contract() -> None:
    assert list(answer(example())) == [
        "plan",
        "emissions_mg",
        "shortfall_mg",
        "npv_eur",
        "capex_eur",
        "value_of",
        "attribution_mg",
        "gap",
        "proved_optimal",
    ]


def test_the_schema_is_json_and_names_every_key() -> None:
    said = json.dumps(schema())
    assert json.loads(said) == schema()
    for word in (*CASE_KEYS, *FLOW_KEYS, *MEASURE_KEYS):
        assert f'"{word}"' in said


@pytest.mark.parametrize(
    "case",
    [
        case_of(),
        case_of(measure(group=None, requires=None, switch_to=None, grant=None, earliest=None, latest="2027")),
        case_of(years=["2026", "2027"], time_limit_s=None, budget_mg=None),
        case_of(measure(life_years="10", group=7)),
    ],
)
def test_what_the_reader_accepts_is_valid(case: Fields) -> None:
    answer(case)
    assert complaints(case, schema()) == []


@pytest.mark.parametrize("case", [{}, case_of(measure(life_years=0)), case_of(targets={}), case_of(flows={})])
def test_what_the_schema_refuses_the_reader_refuses_as_well(case: Fields) -> None:
    assert complaints(case, schema())
    with pytest.raises(Refused):
        answer(case)


@RANDOMLY
@given(cases())
def test_every_case_that_has_an_answer_is_valid(case: Fields) -> None:
    answer(case)
    assert complaints(case, schema()) == []


@settings(RANDOMLY, max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ODD_HERE), min_size=1, max_size=3))
def test_a_case_is_answered_in_json_or_refused_and_the_schema_agrees(
    changes: list[tuple[tuple[object, ...], object]],
) -> None:
    case: object = {**example(), "time_limit_s": 1}
    for place, new in changes:
        try:
            case = replaced(case, place, new)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    refusal = refusal_of(case)
    if refusal:
        assert refusal.message.text().strip()
    else:
        json.dumps(answer(case), allow_nan=False)
        assert complaints(case, schema()) == []


def refusal_of(case: object) -> Refused | None:
    """Return how a case is refused, or None where it is answered."""
    try:
        answer(case)
    except Refused as refused:
        return refused
    return None
