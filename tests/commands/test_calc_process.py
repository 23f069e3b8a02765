"""``klimapakt calc`` as a stranger calls it: its own process, no Django, any locale, a pipe."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from klimapakt.methods.inventory.schema import example
from tests.methods.inventory.building import case_of, electricity

CASE = json.dumps(case_of({**electricity(1000), "id": "Bäckerei"}), ensure_ascii=False).encode()


def called(*arguments: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Return how the command ended, called in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "klimapakt.commands.main", "calc", *arguments],
        input=given,
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, **environment},
    )


def test_a_case_ends_with_status_0_and_json() -> None:
    done = called("inventory", given=CASE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["lines"][0]["activity"] == "Bäckerei"


def test_a_refusal_ends_with_status_2_and_json_on_standard_error() -> None:
    done = called("inventory", given=b'{"year": 2024}')
    assert (done.returncode, done.stdout) == (2, b"")
    assert json.loads(done.stderr)["path"] == "activities"


@pytest.mark.parametrize(
    "environment", [{"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1"}, {"LC_ALL": "C"}]
)
def test_the_same_input_gives_the_same_bytes_in_every_locale(environment: dict[str, str]) -> None:
    assert called("inventory", given=CASE, **environment).stdout == called("inventory", given=CASE).stdout


def test_lines_are_answered_with_status_0_even_when_some_are_refused() -> None:
    done = called("inventory", "--lines", given=CASE + b"\nno json\n" + CASE + b"\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert ["error" in json.loads(line) for line in done.stdout.splitlines()] == [False, True, False]


def test_lines_are_answered_while_the_pipe_is_still_open() -> None:
    command = [sys.executable, "-m", "klimapakt.commands.main", "calc", "inventory", "--lines"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for _ in range(2):
            process.stdin.write(CASE + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["edition"] == "2026.1"
        process.stdin.close()
        assert process.stdout.read() == b""
    assert process.returncode == 0


def test_calculating_loads_no_django_and_no_network(tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_text(json.dumps(example()), encoding="utf-8")
    program = (
        "import sys; from klimapakt.commands.main import main;"
        f"status = main(['calc', 'inventory', {str(case)!r}]);"
        "loaded = {name.split('.')[0] for name in sys.modules};"
        "print(sorted(loaded & {'django', 'sqlite3', 'socket', 'ssl', 'duckdb', 'numpy'}), file=sys.stderr);"
        "sys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr.strip()) == (0, b"[]")


def test_a_reader_that_goes_away_is_no_error() -> None:
    lines = (CASE + b"\n") * 200
    command = f"{sys.executable} -m klimapakt.commands.main calc inventory --lines | head -n 1"
    done = subprocess.run(
        ["/bin/sh", "-c", command], input=lines, capture_output=True, check=False, timeout=60
    )
    assert done.stderr == b""
    assert json.loads(done.stdout)["edition"] == "2026.1"
