"""The methods with small cases at the shell: their own process, no Django, one case per line."""

import io
import json
import subprocess
import sys

import pytest

from klimapakt.commands import calc
from tests.commands.test_calc_process import called

SMALL = ("pathway", "decomposition", "uncertainty", "weather", "recalculation", "claim", "funding")


@pytest.mark.parametrize("name", SMALL)
def test_the_example_can_be_fed_back(name: str) -> None:
    done = called(name, given=called("--example", name).stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == calc.load(name).answer(calc.load(name).example())


@pytest.mark.parametrize("name", SMALL)
def test_the_schema_is_printed(name: str) -> None:
    assert json.loads(called("--schema", name).stdout)["title"] == f"klimapakt calc {name}"


@pytest.mark.parametrize("name", SMALL)
def test_a_refusal_ends_with_status_2_and_names_the_nearest_key(name: str) -> None:
    case = calc.load(name).example()
    first = next(iter(case))
    done = called(name, given=json.dumps({f"{first}x": 1, **case}).encode())
    said = json.loads(done.stderr)
    assert (done.returncode, done.stdout) == (2, b"")
    assert (said["error"], said["path"]) == ("unknown_key", f"{first}x")
    assert f"Nearest: {first}" in said["message"]


@pytest.mark.parametrize("name", SMALL)
def test_a_line_gives_the_same_answer_as_the_single_call(name: str) -> None:
    method = calc.load(name)
    line = json.dumps({"id": "a", **method.example()}).encode()
    out = io.StringIO()
    calc.answer_lines(method, [line, b"no json", b"[]", line], out)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert answers[0] == {"id": "a", **method.answer(method.example())}
    assert [one["error"] for one in answers[1:3]] == ["not_json", "not_an_object"]
    assert answers[3] == answers[0]


def test_they_load_no_django_and_nothing_of_the_inventory() -> None:
    program = (
        "import sys; from klimapakt.commands.main import main;"
        f"[main(['calc', '--example', name]) for name in {SMALL}];"
        "print(sorted(n for n in sys.modules if n.split('.')[0] in {'django', 'sqlite3', 'socket', 'numpy'}"
        " or n.startswith('klimapakt.methods.inventory')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
    assert done.stderr.strip() == b"[]"
