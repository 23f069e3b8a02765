"""What holds for every test: its own temporary installation, and the strictness of ``tests/strictness``.

The settings are the product's own; only environment variables differ. Tests run on SQLite in a temporary
file, or on the PostgreSQL that ``KLIMA_TEST_DATABASE_URL`` names.
"""

import os
import tempfile
from pathlib import Path

import django

pytest_plugins = [
    "tests.persons",
    "tests.strictness.pace",
    "tests.strictness.database",
    "tests.strictness.doctests",
    "tests.strictness.network",
    "tests.strictness.rows",
    "tests.strictness.skips",
    "tests.strictness.templates",
]
_VAR = tempfile.TemporaryDirectory(prefix="klimapakt-tests-")


def pytest_configure() -> None:
    """Give Django its environment before it reads it; nothing a developer has in the shell reaches a test."""
    database_url = os.environ.get("KLIMA_TEST_DATABASE_URL")
    # A worker of xdist inherits what the first process has already settled.
    if database_url is None and "PYTEST_XDIST_WORKER" in os.environ:
        database_url = os.environ["DATABASE_URL"]
    for name in [name for name in os.environ if name.startswith("KLIMA_")]:
        del os.environ[name]
    os.environ["KLIMA_VAR"] = _VAR.name
    os.environ["KLIMA_TASKS"] = "immediate"
    os.environ["DATABASE_URL"] = database_url or f"sqlite:///{Path(_VAR.name) / 'klimapakt.sqlite3'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "klimapakt.config.settings"
    django.setup()


def pytest_unconfigure() -> None:
    """Remove the temporary installation."""
    _VAR.cleanup()
