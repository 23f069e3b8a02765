"""The runner of the tests: what it says and does where PostgreSQL or Chromium is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    ("name", "environ", "sentence"),
    [
        ("postgresql", {"PGPORT": "1"}, "No PostgreSQL answers on 127.0.0.1"),
        ("browser", {"PATH": "/nowhere"}, "There is no Chromium here (on Debian: apt install chromium)"),
    ],
)
def test_what_is_missing_is_said_and_counted_and_in_ci_a_failure(
    name: str, environ: dict[str, str], sentence: str
) -> None:
    status, said = run(name, **environ)
    assert sentence in said
    assert " tests not run." in said
    assert status == 0
    status, said = run(name, CI="true", **environ)
    assert "which is a failure where CI is set" in said
    assert status == 1
