"""The runner of the tests: what it says and does where PostgreSQL or Chromium is missing."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(name: str, **environ: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tools.testing", name],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if not key.startswith(("KLIMA_", "CI"))}
        | environ,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_a_missing_chromium_is_said_and_the_tests_it_leaves_out_are_counted() -> None:
    status, said = run("browser", PATH="/nowhere")
    assert "There is no Chromium here (on Debian: apt install chromium): " in said
    assert " tests not run." in said
    assert status == 0


def test_a_missing_postgresql_is_a_failure_where_ci_is_set() -> None:
    status, said = run("postgresql", PGPORT="1", CI="true")
    assert "No PostgreSQL answers on 127.0.0.1" in said
    assert " tests not run, which is a failure where CI is set." in said
    assert status == 1
