"""The database of the tests: migrated as in production, on SQLite in a file or on PostgreSQL.

On SQLite, tests marked ``postgresql`` are left out and counted. On PostgreSQL, only tests that touch the
database run: the others have run on SQLite and would say the same again. Of the tests of what a page or a
document says (``_SHOWN``) those run that are marked ``both_databases`` or count queries: the rows they show
come from the rooms, whose tests run on both, and every address is fetched on both as well. A single test of
a room that would say the same again is marked ``sqlite``.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import hashers
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

from klimapakt.foundation import append_only
from tests.strictness import pace

_NEED_DATABASE = frozenset({"db", "transactional_db", "live_server", "django_db_setup"})
_SHOWN = ("design", "inventories/documents", "office", "portal", "website")
"""Folders whose tests are about words, forms and bytes; a test there may ask for both databases."""
_TESTS = Path(__file__).resolve().parents[1]


def _is_on_postgresql() -> bool:
    return os.environ["DATABASE_URL"].startswith("postgres")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what does not belong to this database."""
    kept = [item for item in items if _belongs(item)]
    left_out = [item for item in items if not _belongs(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


def _belongs(item: pytest.Item) -> bool:
    marks = {mark.name for mark in item.iter_markers()}
    if not _is_on_postgresql():
        return "postgresql" not in marks
    inside = item.path.relative_to(_TESTS) if item.path.is_relative_to(_TESTS) else item.path
    return runs_on_postgresql(inside.as_posix(), marks, getattr(item, "fixturenames", ()))


def runs_on_postgresql(path: str, marks: Collection[str], fixtures: Collection[str]) -> bool:
    """Return whether a test, by its path below the tests, its marks and its fixtures, runs there as well."""
    if "postgresql" in marks:
        return True
    if (
        "browser" in marks
        or "sqlite" in marks
        or not ("django_db" in marks or _NEED_DATABASE.intersection(fixtures))
    ):
        return False
    is_about_words = path.startswith(tuple(f"{folder}/" for folder in _SHOWN))
    return not is_about_words or "both_databases" in marks or "query_count" in fixtures


def pytest_report_header() -> str:
    """Say at the top which database it is."""
    return f"database: {'PostgreSQL' if _is_on_postgresql() else 'SQLite'}"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Let Django go on with the copy it finds; it lies in a folder that pytest removes."""
    return not _is_on_postgresql()


@pytest.fixture(scope="session")
def _tables(request: pytest.FixtureRequest) -> Iterator[pace.Tables]:
    """Where migrated tables of SQLite are kept between processes and runs."""
    assert request.config.cache is not None
    with closing(pace.Tables(request.config.cache.mkdir("migrated"))) as tables:
        yield tables


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory, _tables: pace.Tables) -> None:
    """Give the test database a place of its own, so that runs at the same time do not meet."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    name: str | Path = f"test_klimapakt_{os.getpid()}{worker}"
    if not _is_on_postgresql():
        name = tmp_path_factory.mktemp("database") / f"{name}.sqlite3"
        _tables.take(name)
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker, _tables: pace.Tables) -> None:
    """Once the tables are migrated, keep a copy for the next process."""
    if not _is_on_postgresql():
        with django_db_blocker.unblock():
            _tables.keep(connections["default"].connection)


@pytest.fixture(autouse=True, scope="session")
def _audit_events_can_be_emptied_between_tests(django_test_environment: None) -> Iterator[None]:
    """Let Django empty the tables after a test with transactions; for the test itself the triggers stand."""
    teardown = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # has no public hook

    def lifted_teardown(test: Any) -> None:  # noqa: ANN401  (Django's test case, or pytest-django's)
        connection = connections["default"]
        append_only.lift(connection)
        teardown(test)
        append_only.guard(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lifted_teardown)
        yield


@pytest.fixture(autouse=True, scope="session")
def _passwords_are_cheap(django_test_environment: None) -> Iterator[None]:
    """A password hash that is slow on purpose would be most of the time of the tests."""
    slow, settings.PASSWORD_HASHERS = (
        settings.PASSWORD_HASHERS,
        ["django.contrib.auth.hashers.MD5PasswordHasher"],
    )
    hashers.reset_hashers(setting="PASSWORD_HASHERS")
    yield
    settings.PASSWORD_HASHERS = slow
    hashers.reset_hashers(setting="PASSWORD_HASHERS")


@pytest.fixture(autouse=True)
def _nothing_is_left_over(django_test_environment: None) -> None:
    """Language and cache (and with it every rate limit) start fresh."""
    translation.activate(settings.LANGUAGE_CODE)
    cache.clear()
