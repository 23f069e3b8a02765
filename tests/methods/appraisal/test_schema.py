"""The schema says what the reader accepts, and whatever stands in a case, it is answered or refused."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.methods.appraisal import regime_ids
from klimapakt.methods.appraisal.parse import CASE_KEYS, POSITION_KEYS, SERIES_KEYS
from klimapakt.methods.appraisal.schema import example, schema
from klimapakt.methods.appraisal.shell import answer
from klimapakt.methods.refusal import Refused
from tests.methods.appraisal.building import Fields, case_of, flows_of, position
from tests.methods.appraisal.random_cases import CASES, RANDOMLY
from tests.methods.duties.test_hostile_cases import ODD, places_in, replaced
from tests.methods.inventory.json_schema import complaints

PLACES = list(places_in(example()))
ODD_HERE = ODD | st.sampled_from(
    [-0.999999, 1e15, "1e15", "-1e15", 1e-30, 200, 0.25, [[1]], {"kind": "once", "year": 3}]
)


def test_the_example_is_valid_and_uses_every_key() -> None:
    assert complaints(example(), schema()) == []
    assert set(example()) == set(CASE_KEYS)


def test_the_answer_has_the_keys_of_the_contract() -> None:
    assert list(answer(example())) == [
        "npv_eur",
        "years",
        "irr",
        "mirr",
        "payback",
        "annuity_eur",
        "abatement_eur_per_t",
        "sensitivities",
        "scenarios",
        "regimes",
    ]


def test_bare_payments_have_the_same_keys_with_nothing_in_them() -> None:
    found = answer(flows_of(-100, 60, 60))
    assert (found["sensitivities"], found["scenarios"], found["regimes"]) == ([], {}, [])
    assert list(found) == [key for key in answer(case_of()) if key != "abatement_eur_per_t"]


def test_the_schema_is_json_and_names_keys_and_regimes() -> None:
    said = json.dumps(schema())
    assert json.loads(said) == schema()
    for word in (*CASE_KEYS, *POSITION_KEYS, *SERIES_KEYS, *regime_ids()):
        assert f'"{word}"' in said


@pytest.mark.parametrize(
    "case",
    [
        case_of(),
        case_of(position(sign="-1", degradation=None, source=None)),
        case_of(horizon_years="10", price_year="1", grant_eur=None, tax=None, risk=None, scenarios=None),
        flows_of(-1, "2.5", rate="0.1", finance_rate=None),
    ],
)
def test_what_the_reader_accepts_is_valid(case: Fields) -> None:
    answer(case)
    assert complaints(case, schema()) == []


@pytest.mark.parametrize(
    "case",
    [{}, case_of(price_year=2), case_of(positons=[]), case_of(position(group="")), flows_of("x")],
)
def test_what_the_schema_refuses_the_reader_refuses_as_well(case: Fields) -> None:
    assert complaints(case, schema())
    with pytest.raises(Refused):
        answer(case)


@RANDOMLY
@given(CASES)
def test_every_case_that_has_an_answer_is_valid(case: Fields) -> None:
    answer(case)
    assert complaints(case, schema()) == []


@settings(RANDOMLY, max_examples=500)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ODD_HERE), min_size=1, max_size=3))
def test_a_case_is_answered_in_json_or_refused_and_the_schema_agrees(
    changes: list[tuple[tuple[object, ...], object]],
) -> None:
    case: object = example()
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
