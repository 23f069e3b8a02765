"""What cannot be is refused where it stands, and whatever else stands there is answered."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.methods.pathway.schema import example, schema
from klimapakt.methods.pathway.shell import answer
from klimapakt.methods.refusal import Refused
from tests.methods.hostile import ODD, Fields, Place, changed, ensure_answered_or_refused, places_in
from tests.methods.inventory.json_schema import complaints
from tests.methods.pathway.building import case_of

OWN = {"neutral_year": 2035, "residual_percent": 5}


@pytest.mark.parametrize(
    ("case", "error", "path"),
    [
        ({}, "missing_key", "base_year"),
        ([], "not_an_object", ""),
        (case_of((2030, 42), targts=1), "unknown_key", "targts"),
        (case_of((2030, 42), base_mg=9 * 10**18 + 1), "too_large", "base_mg"),
        (case_of((2030, 42), base_mg=1.5), "not_a_whole_number", "base_mg"),
        (case_of((2030, 42), base_mg=-1), "negative", "base_mg"),
        (case_of((2030, 42), base_mg="NaN"), "not_finite", "base_mg"),
        (case_of(), "no_target", "targets"),
        (case_of((2030, 42), (2030, 43)), "two_targets", "targets[1].year"),
        (case_of((2020, 42)), "not_after_the_base_year", "targets[0].year"),
        (case_of((2030, 101)), "not_a_percentage", "targets[0].reduction_percent"),
        (case_of((2030, -1)), "negative", "targets[0].reduction_percent"),
        (case_of((2030, 42), reference="sbti"), "invalid_choice", "reference"),
        (case_of((2030, 42), reference={"neutral_year": 2035}), "missing_key", "reference.residual_percent"),
        (
            case_of((2030, 42), reference={**OWN, "neutral_year": 2020}),
            "not_after_the_base_year",
            "reference.neutral_year",
        ),
        (case_of((2030, 42), actual_mg={"2019": 1}), "before_the_base_year", "actual_mg.2019"),
        (case_of((2030, 42), actual_mg={"2020": 1}), "contradiction", "actual_mg.2020"),
        (case_of((2030, 42), actual_mg={"2O24": 1}), "not_a_year", "actual_mg.2O24"),
        (case_of((2030, 42), actual_mg=[]), "not_an_object", "actual_mg"),
    ],
)
def test_a_refusal_says_where_and_what(case: object, error: str, path: str) -> None:
    with pytest.raises(Refused) as refused:
        answer(case)
    assert (refused.value.code, refused.value.path) == (error, path)


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(Refused, match="Nearest: targets"):
        answer(case_of((2030, 42), target=1))


def test_the_largest_amount_over_the_longest_time_does_not_wrap() -> None:
    found = answer(case_of((2100, 0), base_year=2015, base_mg=9 * 10**18))
    assert found["path_mg"]["2100"] == 9 * 10**18  # type: ignore[index]  # a table of years


def test_the_example_is_valid_and_shows_every_key() -> None:
    assert complaints(example(), schema()) == []
    assert list(answer(example()))[:6] == [
        "path_mg",
        "reference_mg",
        "budget_used",
        "verdict",
        "reasons",
        "required_rate_percent",
    ]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(list(places_in(example()))), ODD), min_size=1, max_size=3))
def test_a_case_is_answered_or_refused_and_the_schema_agrees(changes: list[tuple[Place, object]]) -> None:
    ensure_answered_or_refused(answer, schema, changed(example(), changes))


@pytest.mark.parametrize("case", [case_of((2030, 42), reference=OWN), case_of((2030, "42"), actual_mg=None)])
def test_what_the_reader_accepts_is_valid(case: Fields) -> None:
    answer(case)
    assert complaints(case, schema()) == []
