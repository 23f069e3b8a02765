"""``klimapakt calc --lines``: one case per line in, one answer per line out, and nothing stops it."""

import io
import json
from typing import cast

import pytest

from klimapakt.commands import calc
from tests.methods.inventory.building import Fields, case_of, electricity

GOOD = case_of(electricity(1000))
BAD = case_of(electricity(-1))


def answers(*lines: bytes | str | Fields) -> list[Fields]:
    """Return the answers to the lines."""
    data = [line if isinstance(line, bytes) else _bytes(line) for line in lines]
    out = io.StringIO()
    calc.answer_lines(calc.load("inventory"), data, out)
    return [cast("Fields", json.loads(line)) for line in out.getvalue().splitlines()]


def line_with(fields: bytes, case: bytes = b"") -> bytes:
    """Return a line with one purchase of diesel, written by hand."""
    activity = b'{"activity": "diesel", "unit": "l", ' + fields + b"}"
    return b'{"year": 2024, ' + case + b'"activities": [' + activity + b"]}\n"


def _bytes(line: str | Fields) -> bytes:
    return (line if isinstance(line, str) else json.dumps(line)).encode() + b"\n"


def test_each_line_gets_one_answer_in_order() -> None:
    found = answers({"id": 1, **GOOD}, {"id": 2, **BAD}, {"id": 3, **GOOD})
    assert [answer["id"] for answer in found] == [1, 2, 3]
    assert ["error" in answer for answer in found] == [False, True, False]


@pytest.mark.parametrize("name", ["x", "", 7, 1.5, True, None, "Zählpunkt 3", 2**60])
def test_an_id_is_echoed_as_it_came(name: object) -> None:
    assert answers({"id": name, **GOOD})[0]["id"] == name
    assert answers({"id": name, **BAD})[0]["id"] == name


@pytest.mark.parametrize(
    "line", ['{"id": NaN, "year": 2024}', '{"id": 1e999, "year": 2024}', '{"id": [1], "year": 2024}']
)
def test_what_is_no_id_is_refused_and_never_printed_as_something_else(line: str) -> None:
    found = answers(line)[0]
    assert (found["error"], found["path"]) == ("not_an_id", "id")
    assert "id" not in found


def test_a_line_without_id_gets_an_answer_without_id() -> None:
    assert "id" not in answers(GOOD)[0]
    assert "id" not in answers(BAD)[0]


def test_a_refused_line_says_code_place_and_sentence() -> None:
    assert answers({"id": "x", **BAD})[0] == {
        "id": "x",
        "error": "negative",
        "path": "activities[0].amount",
        "message": "-1 is negative. Enter the amount without a minus sign; credits are never netted.",
    }


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"no json\n",
        b"[]\n",
        b"5\n",
        b"\xff\xfe\n",
        b'{"year": 2024\n',
        b"[" * 10_000 + b"\n",
        line_with(b'"id": "\\udc00", "amount": 1'),
        line_with(b'"id": "a", "amount": 1e999999999'),
        line_with(b'"id": "a", "amount": 1e-999999999'),
        line_with(b'"id": "a", "amount": 1', b'"turnover_eur": 1e-999999, '),
    ],
)
def test_a_line_that_is_no_case_becomes_its_own_answer_and_stops_nothing(line: bytes) -> None:
    found = answers(line, GOOD)
    assert len(found) == 2
    assert {"error", "path", "message"} <= found[0].keys()
    assert found[1]["edition"] == "2026.1"


def test_a_line_gives_the_same_answer_as_the_single_call() -> None:
    method = calc.load("inventory")
    alone = json.loads(json.dumps(method.answer(GOOD)))
    assert answers({"id": "x", **GOOD})[0] == {"id": "x", **alone}


def test_one_line_does_not_change_the_next() -> None:
    old = {**GOOD, "edition": "2025.1"}
    assert answers(old, GOOD, old, GOOD)[1] == answers(GOOD)[0]


def test_the_last_line_may_lack_its_end() -> None:
    assert len(answers(_bytes(GOOD), json.dumps(GOOD).encode())) == 2


def test_no_lines_give_no_answers() -> None:
    assert answers() == []


class Pipe(io.StringIO):
    """Keeps how much had been written at each flush."""

    def __init__(self) -> None:
        super().__init__()
        self.flushed: list[int] = []

    def flush(self) -> None:
        self.flushed.append(self.getvalue().count("\n"))


def test_every_answer_is_flushed_before_the_next_line_is_read() -> None:
    out = Pipe()
    seen: list[int] = []

    def lines() -> list[bytes]:
        return [_bytes(GOOD), _bytes(BAD), _bytes(GOOD)]

    def reading() -> object:
        for line in lines():
            seen.append(len(out.flushed))
            yield line

    calc.answer_lines(calc.load("inventory"), cast("list[bytes]", reading()), out)
    assert seen == [0, 1, 2]
    assert out.flushed == [1, 2, 3]
