"""The schema says what the reader accepts, and the example can be fed back."""

import json
from typing import cast

import pytest
from hypothesis import given

from klimapakt.methods.duties import read_case
from klimapakt.methods.duties.model import EVENT_KINDS, STATES
from klimapakt.methods.duties.parse import CASE_KEYS, EVENT_KEYS
from klimapakt.methods.duties.schema import example, schema
from klimapakt.methods.duties.shell import answer
from klimapakt.methods.refusal import Refused
from klimapakt.methods.rulebook import preset_json, preset_names
from klimapakt.methods.rulebook.values import READERS
from tests.methods.duties.building import Fields, case_of, extended, fulfilled, happened, waived
from tests.methods.duties.random_cases import RANDOMLY, cases
from tests.methods.inventory.json_schema import complaints
from tests.methods.rulebook.building import written


def test_the_example_is_valid_and_shows_several_states() -> None:
    assert complaints(example(), schema()) == []
    duties = cast("list[Fields]", answer(example())["duties"])
    assert {str(duty["state"]) for duty in duties} >= {"fulfilled", "waived", "overdue", "upcoming"}


def test_the_example_written_out_says_what_its_name_says() -> None:
    assert answer(example()) == answer({**example(), "rulebook": "duesseldorf"})


def test_a_duty_has_the_keys_of_the_contract() -> None:
    keys = ["id", "rule", "title", "opens_on", "due_on", "state", "reminders", "source"]
    for duty in cast("list[Fields]", answer(example())["duties"]):
        assert list(duty) == keys
        assert duty["state"] in STATES


def test_the_schema_is_json_and_names_presets_kinds_and_parameters() -> None:
    said = json.dumps(schema())
    assert json.loads(said) == schema()
    for word in (*preset_names(), *EVENT_KINDS, *READERS, *CASE_KEYS):
        assert f'"{word}"' in said


def test_every_kind_of_event_has_its_keys() -> None:
    assert tuple(EVENT_KEYS) == EVENT_KINDS


@RANDOMLY
@given(cases())
def test_every_case_that_has_an_answer_is_valid(case: Fields) -> None:
    read_case(case)
    assert complaints(case, schema()) == []


@pytest.mark.parametrize("name", preset_names())
def test_every_shipped_rulebook_is_valid_when_written_out(name: str) -> None:
    assert complaints(case_of(pact=dict(preset_json(name))), schema()) == []


@pytest.mark.parametrize(
    "case",
    [
        case_of(extended("baseline", "2024-12-01", 6), on="2025-01-01"),
        case_of({**extended("baseline", "2024-12-01", 6), "months": "6"}, on="2025-01-01"),
        case_of({**happened("paused", "2024-12-01"), "reason": None}),
        {**case_of(), "events": None},
        {**case_of(), "membership": {"joined_on": "2024-01-01", "signed_on": None, "tier": None}},
        case_of(pact=written(recalculation_threshold_percent="2.5", baseline={"due_months": "12"})),
        case_of(pact=written(base_year={"rule": "own_choice", "not_before": "2018"})),
    ],
)
def test_what_the_reader_accepts_is_valid(case: Fields) -> None:
    read_case(case)
    assert complaints(case, schema()) == []


@pytest.mark.parametrize(
    "case",
    [
        {},
        {**case_of(), "rulebook": "berlin"},
        {**case_of(), "as_of": "2024-02-30"},
        {**case_of(), "memberships": {}},
        {**case_of(), "membership": {"joined_on": "2024-01-01", "name": "x"}},
        case_of({"kind": "finished", "on": "2024-12-01"}),
        case_of({**fulfilled("baseline", "2024-12-01"), "reason": "x"}),
        case_of({**waived("baseline", "2024-12-01"), "reason": ""}),
        case_of(extended("baseline", "2024-12-01", 0)),
        case_of(pact=written(boundary="city")),
        case_of(pact=written(monitoring={"every_months": 601})),
        case_of(pact=written(monitoring={})),
        case_of(pact={**written(), "id": "No id"}),
        case_of(pact={key: value for key, value in written().items() if key != "sources"}),
    ],
)
def test_what_the_schema_refuses_the_reader_refuses_as_well(case: Fields) -> None:
    assert complaints(case, schema())
    with pytest.raises(Refused):
        read_case(case)
