"""``klimapakt calc``: the contract's behaviour at the shell, called in this process."""

import io
import json
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given

from klimapakt.commands import calc
from klimapakt.methods.inventory import Refused, calculate
from klimapakt.methods.inventory.schema import example, schema
from klimapakt.methods.json_text import read_json
from tests.methods.inventory.building import Fields, case_of, electricity
from tests.methods.inventory.random_cases import RANDOMLY, cases

POWER = case_of(electricity(1000))


class Shell:
    """Calls the command with bytes on standard input and keeps what it says."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str, given: bytes | str = b"") -> tuple[int, str, str]:
        data = given.encode() if isinstance(given, str) else given
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        status = calc.run(list(arguments))
        captured = self._capsys.readouterr()
        return status, captured.out, captured.err


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Return a way to call the command."""
    return Shell(capsys, monkeypatch)


def test_a_case_on_standard_input_gives_one_object_and_status_0(shell: Shell) -> None:
    status, out, err = shell("inventory", given=json.dumps(POWER))
    assert (status, err) == (0, "")
    assert json.loads(out)["totals"]["scope2_location_mg"] == 361_000_000


def test_a_file_and_standard_input_give_the_same_bytes(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(POWER), encoding="utf-8")
    assert shell("inventory", str(path)) == shell("inventory", given=json.dumps(POWER))


def test_a_dash_means_standard_input(shell: Shell) -> None:
    assert shell("inventory", "-", given=json.dumps(POWER)) == shell("inventory", given=json.dumps(POWER))


def test_the_same_input_gives_the_same_bytes(shell: Shell) -> None:
    once = shell("inventory", given=json.dumps(example()))
    assert once == shell("inventory", given=json.dumps(example()))


def test_the_shell_answers_what_the_method_answers(shell: Shell) -> None:
    _, out, _ = shell("inventory", given=json.dumps(example()))
    assert json.loads(out) == json.loads(json.dumps(calculate(example()).as_json()))


def test_a_refused_case_gives_status_2_and_json_on_standard_error(shell: Shell) -> None:
    bad = case_of(electricity(), electricity(unit="kwh"))
    status, out, err = shell("inventory", given=json.dumps(bad))
    assert (status, out) == (2, "")
    answer = json.loads(err)
    assert list(answer) == ["error", "path", "message"]
    assert (answer["error"], answer["path"]) == ("unknown_unit", "activities[1].unit")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[1, 2",
        b'{"year": 2024,}',
        b"null",
        b"5",
        b'"x"',
        b"[]",
        b"\xff\xfe{\x00}\x00",
        b'{"year": 2024, "activities": ["\xe4"]}',
        b'{"year": 2024, "year": 2024, "activities": []}',
        b"[" * 100_000,
        b'{"year": 2024, "activities": [' + b"[" * 900 + b"]" * 900 + b"]}",
        b'{"year": ' + b"9" * 5000 + b', "activities": []}',
        b'{"year": 2024, "activities": [{"id": "\\ud800", "activity": "diesel", "amount": 1, "unit": "l"}]}',
        b'{"year": 2024, "turnover_eur": 1e999999999, "activities": []}',
        b'{"year": 2024, "turnover_eur": NaN, "activities": []}',
    ],
)
def test_whatever_is_no_case_is_refused_in_json(shell: Shell, data: bytes) -> None:
    status, out, err = shell("inventory", given=data)
    assert (status, out) == (2, "")
    assert set(json.loads(err)) == {"error", "path", "message"}


@pytest.mark.parametrize("depth", range(940, 1001, 3))
def test_deep_nesting_is_refused_at_any_depth(shell: Shell, depth: int) -> None:
    amount = "[" * depth + r'"\u0041"' + "]" * depth
    activity = f'{{"id": "a", "activity": "diesel", "unit": "l", "amount": {amount}}}'
    text = f'{{"year": 2024, "activities": [{activity}]}}'
    status, _, err = shell("inventory", given=text)
    assert status == 2
    assert json.loads(err)["message"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--bogus",),
        ("inventory", "--format", "xml"),
        ("nosuch",),
        (),
        ("--schema", "nosuch"),
        ("--example", "nosuch"),
        ("inventory", "/no/such/file.json"),
        ("inventory", "--year", "soon"),
    ],
)
def test_a_wrong_call_is_refused_in_json(shell: Shell, arguments: tuple[str, ...]) -> None:
    status, out, err = shell(*arguments)
    assert (status, out) == (2, "")
    assert set(json.loads(err)) == {"error", "path", "message"}


def test_a_misspelt_method_names_the_nearest(shell: Shell) -> None:
    _, _, err = shell("invntory")
    assert "Nearest: inventory" in json.loads(err)["message"]


def test_a_folder_is_no_file(shell: Shell, tmp_path: Path) -> None:
    status, _, err = shell("inventory", str(tmp_path))
    assert (status, json.loads(err)["error"]) == (2, "file_not_readable")


def test_the_schema_is_printed(shell: Shell) -> None:
    status, out, _ = shell("--schema", "inventory")
    assert (status, json.loads(out)) == (0, schema())


def test_the_example_is_printed_and_can_be_fed_back(shell: Shell) -> None:
    _, printed, _ = shell("--example", "inventory")
    status, out, _ = shell("inventory", given=printed)
    assert status == 0
    assert json.loads(out)["lines"]


def test_a_byte_order_mark_does_no_harm(shell: Shell) -> None:
    data = b"\xef\xbb\xbf" + json.dumps(POWER).encode()
    assert shell("inventory", given=data) == shell("inventory", given=json.dumps(POWER))


def test_decimals_of_the_input_are_exact(shell: Shell) -> None:
    text = '{"year": 2024, "activities": [{"id": "a", "activity": "diesel", "amount": 0.1, "unit": "l"}]}'
    case = read_json(text.encode())
    assert isinstance(case, dict)
    assert case["activities"][0]["amount"] == Decimal("0.1")


@pytest.mark.parametrize(("key", "place"), [('{"a": 1, "a": 2}', "a"), ('{"x": {"b": 1, "b": 1}}', "b")])
def test_a_key_that_stands_twice_is_refused(key: str, place: str) -> None:
    with pytest.raises(Refused) as caught:
        read_json(key.encode())
    assert (caught.value.code, caught.value.path) == ("duplicate_key", place)


@RANDOMLY
@given(cases())
def test_every_answer_is_strict_json(case: Fields) -> None:
    method = calc.load("inventory")
    out = io.StringIO()
    calc.answer_lines(method, [json.dumps(case).encode()], out)

    def no_constant(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    assert json.loads(out.getvalue(), parse_constant=no_constant)["edition"] == "2026.1"
