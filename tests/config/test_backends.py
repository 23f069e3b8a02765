"""The embedded default's database, as it really runs."""

import logging
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.mail import DNS_NAME
from django.db import connection

from klimapakt.config import backends, environment
from klimapakt.config.environment import MailServer


@pytest.mark.django_db
def test_sqlite_keeps_a_write_ahead_log_and_waits_for_other_writers() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("asks for a setting that only SQLite has; this run is on another database")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA synchronous").fetchone() == (1,)
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.django_db
def test_the_database_cache_finds_its_table_after_the_migrations() -> None:
    entry = backends.cache(environment.read({"KLIMA_CACHE_URL": "db://"}))
    store = DatabaseCache(entry["LOCATION"], {})
    store.set("key", {"a": 1}, 60)
    assert store.get("key") == {"a": 1}
    store.set("count", 1)
    assert store.incr("count") == 2
    store.clear()
    assert store.get("key") is None


def test_the_embedded_cache_stays_in_the_process() -> None:
    assert type(caches["default"]).__name__ == "LocMemCache"


def test_starttls_is_asked_for_where_the_server_begins_in_the_clear() -> None:
    config = environment.read({"KLIMA_EMAIL_URL": "smtp+starttls://mail.example.org"})
    assert isinstance(config.mail, MailServer)
    found = backends.mail(config)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"], found["EMAIL_PORT"]) == (True, False, 587)


def test_the_embedded_default_writes_mails_to_a_folder(tmp_path: Path) -> None:
    found = backends.mail(environment.read({"KLIMA_VAR": str(tmp_path)}))
    assert found["EMAIL_FILE_PATH"] == str(tmp_path / "outbox")


def test_mails_are_named_after_the_senders_domain_and_not_after_the_machine() -> None:
    assert str(DNS_NAME) == "localhost"


def test_wrong_addresses_of_visitors_are_not_logged() -> None:
    loggers = backends.logging(environment.read({}))["loggers"]
    assert loggers["django.request"]["level"] == logging.getLevelName(logging.ERROR)
