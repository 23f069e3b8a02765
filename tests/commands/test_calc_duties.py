"""``klimapakt calc duties`` at the shell: its own process, no Django, one case per line."""

import io
import json
import subprocess
import sys

import pytest

from klimapakt.commands import calc
from klimapakt.methods.duties.schema import example
from tests.commands.test_calc_process import called
from tests.methods.duties.building import case_of, fulfilled


def test_the_example_can_be_fed_back() -> None:
    printed = called("--example", "duties").stdout
    done = called("duties", given=printed)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [duty["id"] for duty in json.loads(done.stdout)["duties"]][:3] == [
        "baseline",
        "measures",
        "targets",
    ]


def test_the_schema_is_printed() -> None:
    assert json.loads(called("--schema", "duties").stdout)["title"] == "klimapakt calc duties"


@pytest.mark.parametrize(
    ("case", "error", "path"),
    [
        (case_of(pact="berlin"), "unknown_preset", "rulebook"),
        (case_of(fulfilled("baselin", "2024-12-01")), "unknown_duty", "events[0].duty"),
    ],
)
def test_a_refusal_ends_with_status_2_and_says_where(case: dict[str, object], error: str, path: str) -> None:
    done = called("duties", given=json.dumps(case).encode())
    assert (done.returncode, done.stdout) == (2, b"")
    answer = json.loads(done.stderr)
    assert (answer["error"], answer["path"]) == (error, path)


def test_a_line_gives_the_same_answer_as_the_single_call() -> None:
    method = calc.load("duties")
    lines = [json.dumps({"id": place, **case}).encode() for place, case in enumerate((example(), case_of()))]
    out = io.StringIO()
    calc.answer_lines(method, [*lines, b"no json", lines[0]], out)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert answers[0] == {"id": 0, **method.answer(example())}
    assert answers[1] == {"id": 1, **method.answer(case_of())}
    assert answers[2]["error"] == "not_json"
    assert answers[3] == answers[0]


def test_it_loads_no_django_and_nothing_of_the_inventory() -> None:
    program = (
        "import sys; from klimapakt.commands.main import main;"
        "main(['calc', '--example', 'duties']);"
        "print(sorted(n for n in sys.modules if n.split('.')[0] in {'django', 'sqlite3', 'socket'}"
        " or n.startswith('klimapakt.methods.inventory')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
    assert done.stderr.strip() == b"[]"
