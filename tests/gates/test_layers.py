"""The storeys of the house, with our contracts, tried on a small house of the same rooms."""

from pathlib import Path

import pytest

from tests.gates.test_bought_tools import ROOT, run

ROOMS = [
    "commands",
    "config",
    "website",
    "portal",
    "office",
    "demo",
    "handover",
    "privacy",
    "newsletter",
    "publicity",
    "exchange",
    "reports",
    "monitoring",
    "duties",
    "network",
    "advice",
    "offers",
    "agreements",
    "targets",
    "measures",
    "inventories",
    "casework",
    "memberships",
    "organisations",
    "pacts",
    "people",
    "foundation",
    "methods",
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A package with all rooms, each empty."""
    (tmp_path / "klimapakt").mkdir()
    (tmp_path / "klimapakt" / "__init__.py").touch()
    for room in ROOMS:
        (tmp_path / "klimapakt" / room).mkdir()
        (tmp_path / "klimapakt" / room / "__init__.py").touch()
    return tmp_path


def lint(house: Path) -> tuple[bool, str]:
    command = ("lint-imports", "--no-cache", "--no-logo", "--config", ROOT / "pyproject.toml")
    return run(*command, cwd=house, PYTHONPATH=str(house))


def test_a_house_that_looks_down_only_passes(house: Path) -> None:
    (house / "klimapakt" / "portal" / "views.py").write_text("import klimapakt.inventories\nimport django\n")
    passes, said = lint(house)
    assert passes, said


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("methods", "import klimapakt.foundation"),
        ("foundation", "import klimapakt.people"),
        ("organisations", "import klimapakt.inventories"),
        ("portal", "import klimapakt.config"),
        ("website", "import klimapakt.portal"),
        ("portal", "import klimapakt.website"),
        ("config", "import klimapakt.commands"),
        ("methods", "import django.db"),
        ("methods", "from django.utils.translation import gettext"),
        ("methods", "import sqlite3"),
        ("methods", "import socket"),
    ],
)
def test_an_import_against_the_order_is_refused(house: Path, room: str, line: str) -> None:
    (house / "klimapakt" / room / "upward.py").write_text(line + "\n")
    passes, said = lint(house)
    assert not passes
    assert "BROKEN" in said


def test_a_room_that_nobody_placed_is_refused(house: Path) -> None:
    (house / "klimapakt" / "canteen").mkdir()
    (house / "klimapakt" / "canteen" / "__init__.py").touch()
    passes, said = lint(house)
    assert not passes
    assert "canteen" in said
