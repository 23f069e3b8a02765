"""``klimapakt calc portfolio`` at the shell: its own process, no Django, one case per line."""

import io
import json
import subprocess
import sys

from klimapakt.commands import calc
from klimapakt.methods.portfolio.schema import example
from tests.commands.test_calc_process import called
from tests.methods.portfolio.building import case_of


def test_the_example_can_be_fed_back_and_gives_the_same_bytes() -> None:
    printed = called("--example", "portfolio").stdout
    done = called("portfolio", given=printed)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["proved_optimal"]
    assert called("portfolio", given=printed).stdout == done.stdout


def test_the_schema_is_printed() -> None:
    assert json.loads(called("--schema", "portfolio").stdout)["title"] == "klimapakt calc portfolio"


def test_a_refusal_ends_with_status_2_and_says_where() -> None:
    done = called("portfolio", given=json.dumps(case_of(years=[])).encode())
    answer = json.loads(done.stderr)
    assert (done.returncode, answer["error"], answer["path"]) == (2, "wrong_length", "years")


def test_a_line_gives_the_same_answer_as_the_single_call() -> None:
    method = calc.load("portfolio")
    cases = (example(), case_of())
    lines = [json.dumps({"id": place, **case}).encode() for place, case in enumerate(cases)]
    out = io.StringIO()
    calc.answer_lines(method, [*lines, b"no json", lines[0]], out)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert answers[:2] == [{"id": place, **method.answer(case)} for place, case in enumerate(cases)]
    assert answers[2]["error"] == "not_json"
    assert answers[3] == answers[0]


def test_it_loads_no_django_and_no_numbers_package() -> None:
    program = (
        "import sys; from klimapakt.commands.main import main;"
        "main(['calc', '--example', 'portfolio']);"
        "print(sorted(n for n in sys.modules"
        " if n.split('.')[0] in {'django', 'sqlite3', 'socket', 'numpy'}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
    assert done.stderr.strip() == b"[]"
