"""``klimapakt calc appraisal`` at the shell: its own process, no Django, one case per line."""

import io
import json
import subprocess
import sys

from klimapakt.commands import calc
from klimapakt.methods.appraisal.schema import example
from tests.commands.test_calc_process import called
from tests.methods.appraisal.building import case_of, flows_of


def test_the_example_can_be_fed_back() -> None:
    done = called("appraisal", given=called("--example", "appraisal").stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["npv_eur"] == 8932.93


def test_the_schema_is_printed() -> None:
    assert json.loads(called("--schema", "appraisal").stdout)["title"] == "klimapakt calc appraisal"


def test_a_refusal_ends_with_status_2_and_says_where() -> None:
    done = called("appraisal", given=json.dumps(case_of(discount_rate=-1)).encode())
    answer = json.loads(done.stderr)
    assert (done.returncode, answer["error"], answer["path"]) == (2, "rate_too_low", "discount_rate")


def test_a_line_gives_the_same_answer_as_the_single_call() -> None:
    method = calc.load("appraisal")
    cases = (example(), case_of(), flows_of(-100, 60, 60))
    lines = [json.dumps({"id": place, **case}).encode() for place, case in enumerate(cases)]
    out = io.StringIO()
    calc.answer_lines(method, [*lines, b"no json", lines[0]], out)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert answers[:3] == [{"id": place, **method.answer(case)} for place, case in enumerate(cases)]
    assert answers[3]["error"] == "not_json"
    assert answers[4] == answers[0]


def test_it_loads_no_django_and_nothing_of_the_inventory() -> None:
    program = (
        "import sys; from klimapakt.commands.main import main;"
        "main(['calc', '--example', 'appraisal']);"
        "print(sorted(n for n in sys.modules if n.split('.')[0] in {'django', 'sqlite3', 'socket', 'numpy'}"
        " or n.startswith('klimapakt.methods.inventory')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
    assert done.stderr.strip() == b"[]"
