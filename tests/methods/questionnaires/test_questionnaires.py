"""Questionnaires are data: whole, short enough, in two languages, and refused with the place when broken."""

import copy
import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from klimapakt.methods.catalogue import activities
from klimapakt.methods.inventory import calculate
from klimapakt.methods.questionnaires import (
    Question,
    Text,
    longest_way,
    meaning_of,
    questionnaires,
    read_questionnaires,
    suggested_for,
)
from klimapakt.methods.refusal import Refused

MOST_QUESTIONS, MOST_FIELDS = 12, 25
KEYS = sorted(questionnaires())
QUESTIONS = {one.key: one for asked in questionnaires().values() for one in asked.questions}


def raw() -> dict[str, Any]:
    folder = files("klimapakt.methods").joinpath("data/questionnaires")
    return {
        entry.name.removesuffix(".json"): json.loads(entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
    }


def texts_in(part: object) -> Iterator[Text]:
    """Yield every sentence somewhere in a part of a questionnaire."""
    if isinstance(part, Text):
        yield part
        return
    slots = getattr(type(part), "__slots__", ())
    for inner in part if isinstance(part, tuple) else [getattr(part, name) for name in slots]:
        yield from texts_in(inner)


@pytest.mark.parametrize("key", KEYS)
def test_nobody_answers_more_than_twelve_questions_or_fills_more_than_25_fields(key: str) -> None:
    asked = questionnaires()[key]
    assert len(asked.questions) <= MOST_QUESTIONS
    assert longest_way(asked) <= MOST_FIELDS


def test_the_longest_way_counts_the_beginning_the_branches_and_the_days() -> None:
    given = raw()
    given["office"]["questions"] = ["heat", "electricity"]
    asked = read_questionnaires(given)["office"]
    # year, questionnaire; choice, three fields of gas in m3, basis; two amounts, basis, two days
    assert longest_way(asked) == 2 + (1 + 3 + 1) + (2 + 1 + 2)


@pytest.mark.parametrize("key", QUESTIONS)
def test_every_sentence_is_there_in_both_languages_and_does_not_shout(key: str) -> None:
    found = list(texts_in(QUESTIONS[key]))
    assert len(found) > 8
    assert [text for text in found if "!" in text.de + text.en] == []
    assert [text for text in found if text.de == text.en and any(sign in text.de for sign in ".?")] == []


@pytest.mark.parametrize("key", QUESTIONS)
def test_whoever_does_not_know_is_told_what_to_do(key: str) -> None:
    assert QUESTIONS[key].steps
    assert QUESTIONS[key].unknown.de


def rows_and_values() -> list[tuple[str, dict[str, str], set[str]]]:
    """Return for every question and branch values that fill all its fields, and the activities they write."""
    cases = []
    for one in QUESTIONS.values():
        for branch in one.choices or (None,):
            part = branch or one
            values = {
                field.key: field.options[0] if field.options else str(field.least or 10)
                for field in part.fields
            }
            values |= {"choice": branch.key} if branch else {}
            cases.append((one.key, values, {row.activity for row in part.rows}))
    return cases


@pytest.mark.parametrize(("key", "values", "slugs"), rows_and_values())
def test_every_row_an_answer_can_write_can_be_calculated(
    key: str, values: dict[str, str], slugs: set[str]
) -> None:
    rows = meaning_of(QUESTIONS[key], values, 2024).rows
    assert {row.activity for row in rows} == slugs
    for row in rows:
        activity = {"id": "1", "activity": row.activity, "amount": str(row.amount), "unit": row.unit}
        result = calculate({"year": 2024, "activities": [{**activity, "quality": row.quality, **row.extras}]})
        assert [finding for finding in result.findings if finding.severity == "error"] == []
        assert {line.activity for line in result.lines} == {"1"}


@pytest.mark.parametrize("gas", QUESTIONS["refrigerant"].choices[2].fields[0].options)
def test_every_refrigerant_offered_is_known_to_the_calculation(gas: str) -> None:
    values = {"choice": "topped", "gas": gas, "amount": "1"}
    (row,) = meaning_of(QUESTIONS["refrigerant"], values, 2024).rows
    calculate(
        {
            "year": 2024,
            "activities": [
                {"id": "1", "activity": row.activity, "amount": "1", "unit": row.unit, **row.extras}
            ],
        }
    )


def test_a_bare_kilowatt_hour_of_gas_is_never_asked_for() -> None:
    units = {row.unit for choice in QUESTIONS["heat"].choices for row in choice.rows if row.key == "gas"}
    assert units == {"kWh_Hs", "m3"}
    assert "kWh" not in activities()["natural_gas"].units


@pytest.mark.parametrize(
    ("kind", "sector", "expected"),
    [
        ("craft", "", "craft"),
        ("company", "43.21 Elektroinstallation", "craft"),
        ("company", "47.11 Einzelhandel", "shop"),
        ("company", "10.71 Herstellung von Backwaren", "shop"),
        ("association", "", "office"),
        ("company", "", "office"),
        ("nobody thought of this", "99", "office"),
    ],
)
def test_a_fitting_questionnaire_is_suggested(kind: str, sector: str, expected: str) -> None:
    assert suggested_for(kind, sector) == expected


def test_another_sector_is_another_file_and_no_code() -> None:
    given = raw()
    own = copy.deepcopy(given["questions"]["water"])
    given["hotel"] = {**given["office"], "questions": ["electricity", "pool"], "own": {"pool": own}}
    assert [one.key for one in read_questionnaires(given)["hotel"].questions] == ["electricity", "pool"]


def put(given: Any, path: str, value: object) -> None:  # noqa: ANN401  (parsed JSON)
    """Replace what stands at a path of parsed JSON; None takes it away."""
    *way, last = [int(name) if name.isdigit() else name for name in path.split("/")]
    for name in way:
        given = given[name]
    if value is None:
        del given[last]
    else:
        given[last] = value


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("questions/water/why", None, "questions.water.why"),
        ("questions/water/why/de", "", "questions.water.why.de"),
        ("questions/water/rows/0/activity", "watter", "questions.water.rows[0].activity"),
        ("questions/water/rows/0/unit", "kWh", "questions.water.rows[0].unit"),
        ("questions/water/rows/0/amount", ["wine"], "questions.water.rows[0].amount[0]"),
        ("questions/water/rows/1/key", "water", "questions.water.rows"),
        ("questions/water/drawing/kind", "castle", "questions.water.drawing.kind"),
        ("questions/water/drawing/rows/0/mark", False, "questions.water.drawing"),
        ("questions/water/fields", [], "questions.water"),
        (
            "questions/refrigerant/choices/2/rows/0/extras_from",
            {},
            "questions.refrigerant.choices[2].rows[0]",
        ),
        ("questions/electricity/bases/0", "guess", "questions.electricity.bases[0]"),
        ("questions/electricity/colour", "red", "questions.electricity.colour"),
        ("office/questions/0", "moon", "office.questions[0]"),
        ("office/questions/1", "staff", "office.questions[1]"),
        ("office/edition", None, "office.edition"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(path: str, value: object, place: str) -> None:
    given = raw()
    put(given, path, value)
    with pytest.raises(Refused) as refused:
        read_questionnaires(given)
    assert refused.value.path == place


def test_the_question_of_a_document_can_be_found() -> None:
    question: Question | None = questionnaires()["office"].question("heat")
    assert question is not None
    assert questionnaires()["office"].number_of("heat") == 3
    assert questionnaires()["office"].number_of("moon") == 0
