"""Ruff, mypy, djlint, reuse and makemigrations, each with our configuration, each seen to refuse."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
MODULE = "src/klimapakt/portal/views/sites.py"


def run(*command: str | Path, cwd: Path = ROOT, given: str = "", **environ: str) -> tuple[bool, str]:
    """Run a tool of the environment; return whether it lets the sample pass, and what it says."""
    done = subprocess.run(
        [str(BIN / command[0]), *map(str, command[1:])],
        cwd=cwd,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environ,
    )
    return done.returncode == 0, done.stdout + done.stderr


def ruff(code: str, file: str = MODULE) -> str:
    config = ROOT / "pyproject.toml"
    _, said = run(
        "ruff",
        "check",
        "--output-format=concise",
        "--config",
        config,
        "--stdin-filename",
        file,
        "-",
        given=code,
    )
    return said


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("D103", "def view() -> None:\n    pass\n"),
        ("ANN201", "def view():\n    pass\n"),
        ("TID252", "from .x import y\n"),
        ("PLC0415", "def view() -> None:\n    import os\n"),
        ("T201", "print(1)\n"),
        ("S307", "eval('1')\n"),
        ("DTZ005", "import datetime\n\ndatetime.datetime.now()\n"),
        ("DTZ011", "import datetime\n\ndatetime.date.today()\n"),
        ("PTH123", "open('x')\n"),
        ("ERA001", "# x = 1\n"),
        ("E501", f"x = '{'x' * 110}'\n"),
        ("BLE001", "try:\n    x()\nexcept Exception:\n    y()\n"),
        ("SLF001", "x._y()\n"),
        ("N802", "def View() -> None:\n    pass\n"),
        ("INT001", "_(f'{x}')\n"),
        ("PGH003", "x = 1  # type: " + "ignore\n"),
        ("TID251", "from django.db.models import signals\nfrom django.db.models.signals import post_save\n"),
        ("PLR0913", "def f(a: int, b: int, c: int, d: int, e: int, f: int, g: int) -> None:\n    pass\n"),
        ("PLR0915", "def f() -> None:\n" + "    x()\n" * 31),
        ("C901", "def f(a: int) -> None:\n" + "    if a:\n        pass\n" * 8),
    ],
)
def test_ruff_refuses(rule: str, code: str) -> None:
    assert f" {rule} " in ruff(code)


def test_ruff_lets_commands_print_and_tests_assert() -> None:
    assert " T201 " not in ruff("print(1)\n", "src/klimapakt/commands/doctor.py")
    assert " S101 " not in ruff("assert True\n", "tests/test_x.py")


def test_ruff_format_refuses_a_file_formatted_otherwise() -> None:
    passes, _ = run("ruff", "format", "--check", "--stdin-filename", MODULE, "-", given="x = { 'a' : 1 }\n")
    assert not passes


def test_mypy_refuses_what_is_not_typed_strictly(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text(
        "from klimapakt.people.models import Person\n"
        "def untyped(x): return x\n"
        "def generic(x: dict) -> None: ...\n"
        "def wrong() -> int: return 'x'\n"
        "Person.objects.filter(no_such_field=1)\n"
        "def maybe(x: int) -> int:\n"
        "    if x: y = 1\n"
        "    return y\n"
    )
    passes, said = run("mypy", "--config-file", ROOT / "pyproject.toml", sample)
    assert not passes
    for code in ("no-untyped-def", "type-arg", "return-value", "misc", "possibly-undefined"):
        assert f"[{code}]" in said


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="x.png" alt="">\n',
        "<div><span></div>\n",
        "<p>{{x}}</p>\n",
        '<img src="x.png">\n',
        '<a href="/portal/">x</a>\n',
        '<form method="post" action="http://example.org"></form>\n',
    ],
)
def test_djlint_refuses(tmp_path: Path, markup: str) -> None:
    (tmp_path / "sample.html").write_text(markup)
    passes, said = run("djlint", "--lint", "--configuration", ROOT / "pyproject.toml", tmp_path)
    assert not passes, said


def test_djlint_lets_a_sound_template_pass(tmp_path: Path) -> None:
    markup = '{% load i18n %}\n<p class="x">{% translate "Amount" %} {{ amount }}</p>\n'
    (tmp_path / "sample.html").write_text(markup)
    passes, said = run("djlint", "--lint", "--configuration", ROOT / "pyproject.toml", tmp_path)
    assert passes, said


def test_reuse_refuses_a_file_whose_licence_nobody_states(tmp_path: Path) -> None:
    (tmp_path / "LICENSES").symlink_to(ROOT / "LICENSES")
    (tmp_path / "x.js").write_text("x\n")
    passes, said = run("reuse", "--root", tmp_path, "lint", "--lines")
    assert not passes
    assert "x.js: no license identifier" in said


def test_reuse_refuses_a_licence_whose_text_is_missing(tmp_path: Path) -> None:
    rules = (ROOT / "REUSE.toml").read_text().replace("OFL-1.1", "Apache-2.0")
    (tmp_path / "REUSE.toml").write_text(rules)
    (tmp_path / "FiraSans-Regular.woff2").write_text("x\n")
    passes, said = run("reuse", "--root", tmp_path, "lint", "--lines")
    assert not passes
    assert "missing license Apache-2.0" in said.replace("'", "")


def test_makemigrations_refuses_a_model_that_no_migration_knows(tmp_path: Path) -> None:
    app = tmp_path / "forgotten"
    (app / "migrations").mkdir(parents=True)
    (app / "migrations" / "__init__.py").touch()
    (app / "__init__.py").touch()
    (app / "models.py").write_text("from django.db import models\nclass Forgotten(models.Model): ...\n")
    settings = "from klimapakt.config.settings import *\nINSTALLED_APPS = [*INSTALLED_APPS, 'forgotten']\n"
    (tmp_path / "with_forgotten.py").write_text(settings)
    passes, said = run(
        "django-admin",
        "makemigrations",
        "--check",
        "--dry-run",
        DJANGO_SETTINGS_MODULE="with_forgotten",
        PYTHONPATH=str(tmp_path),
        DATABASE_URL=f"sqlite:///{tmp_path / 'x.sqlite3'}",
    )
    assert not passes
    assert "Create model Forgotten" in said
