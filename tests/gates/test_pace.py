"""What makes the tests quick: tables that are migrated once, cases that leave nothing behind."""

import fcntl
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType

from tests.strictness.pace import Tables, fingerprint
from tests.undoing import undone


def migrated() -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE migrated (x)")
    return database


def test_what_one_process_has_migrated_the_next_begins_with(tmp_path: Path) -> None:
    with closing(Tables(tmp_path)) as first, closing(migrated()) as database:
        first.take(tmp_path / "first")
        assert not (tmp_path / "first").exists()
        first.keep(database)
    with closing(Tables(tmp_path)) as second:
        second.take(tmp_path / "second")
    with closing(sqlite3.connect(tmp_path / "second")) as found:
        assert found.execute("SELECT count(*) FROM migrated").fetchone() == (0,)


def test_while_one_process_migrates_the_others_wait(tmp_path: Path) -> None:
    with closing(Tables(tmp_path)) as first, (tmp_path / "lock").open("w") as other:
        first.take(tmp_path / "first")
        with pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        first.close()
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.mark.parametrize(
    ("path", "content", "is_other"),
    [
        ("src/klimapakt/duties/migrations/0009_more.py", "", True),
        ("src/klimapakt/duties/guards.py", "TRIGGER", True),
        ("requirements/base.lock", "django==9", True),
        ("src/klimapakt/duties/rules.py", "DAYS = 3", False),
    ],
)
def test_whatever_can_change_the_tables_asks_for_others(
    tmp_path: Path, path: str, content: str, is_other: bool
) -> None:
    before = fingerprint(tmp_path)
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(content, encoding="utf-8")
    assert (fingerprint(tmp_path) != before) is is_other


@pytest.mark.django_db
def test_what_a_case_does_is_undone() -> None:
    before = ContentType.objects.count()
    with undone():
        ContentType.objects.create(app_label="x", model="x")
    assert ContentType.objects.count() == before


@pytest.mark.django_db
def test_what_a_case_does_is_undone_when_it_fails_as_well() -> None:
    before = ContentType.objects.count()
    with pytest.raises(LookupError):
        _make_and_fail()
    assert ContentType.objects.count() == before


def _make_and_fail() -> None:
    with undone():
        ContentType.objects.create(app_label="x", model="x")
        raise LookupError
