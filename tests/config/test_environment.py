"""Reading the environment variables."""

from pathlib import Path

import pytest

from klimapakt.config import environment
from klimapakt.config.environment import (
    Cache,
    Config,
    EnvironmentInvalid,
    MailFolder,
    MailServer,
    Mode,
    Static,
    Tasks,
)
from klimapakt.config.signing import Signing

PRODUCTION = {
    "KLIMA_MODE": "production",
    "KLIMA_SECRET_KEY": "nT7wq0mZ4bVx9KcR2hYf6LpJ8sDg1AeUoQiXyWvBtNrMzCkHjF5",
    "KLIMA_HOSTS": "klimapakt.example.org, www.klimapakt.example.org",
    "KLIMA_STORAGE_URL": "file:///srv/klimapakt/media",
    "KLIMA_EMAIL_URL": "smtp+tls://klima:p%40ss@mail.example.org",
    "KLIMA_EMAIL_FROM": "klimapakt@example.org",
    "DATABASE_URL": "postgres://klima:secret@db.example.org:5432/klima",
}


def problems(**changes: str) -> dict[str, str]:
    """Return what is said about an embedded installation with these variables."""
    return _said(changes)


def problems_in_production(**changes: str) -> dict[str, str]:
    """Return what is said about a server with these changes."""
    return _said(PRODUCTION | changes)


def _said(environ: dict[str, str]) -> dict[str, str]:
    with pytest.raises(EnvironmentInvalid) as caught:
        environment.read(environ)
    return {one.variable: f"{one.sentence} {one.mend}" for one in caught.value.problems}


def embedded(**changes: str) -> Config:
    return environment.read(changes)


def test_an_empty_environment_is_the_embedded_default_in_the_folder_var() -> None:
    config = embedded()
    var = Path.cwd() / "var"
    assert config == Config(
        mode=Mode.EMBEDDED,
        var=var,
        debug=False,
        demo=False,
        pact_name="Klimapakt",
        contact_email="",
        secret_key=None,
        hosts=("localhost", "127.0.0.1", "[::1]"),
        proxies=0,
        database_url=f"sqlite:///{var}/klimapakt.sqlite3",
        cache=Cache.LOCMEM,
        tasks=Tasks.DATABASE,
        storage=var / "media",
        static=Static.FINDERS,
        mail=MailFolder(var / "outbox"),
        mail_from="klimapakt@localhost",
        signing=Signing(),
    )


def test_a_folder_with_odd_letters_holds_the_database_all_the_same(tmp_path: Path) -> None:
    config = embedded(KLIMA_VAR=str(tmp_path / "a b#c?d%20ü"))
    assert config.sqlite_file == tmp_path / "a b#c?d%20ü" / "klimapakt.sqlite3"


def test_blank_variables_count_as_not_set() -> None:
    assert embedded(KLIMA_MODE="  ", KLIMA_PACT_NAME="") == embedded()


def test_variables_of_other_programs_are_left_alone() -> None:
    assert embedded(PATH="/bin", LANG="C") == embedded()


def test_production_reads_all_it_needs() -> None:
    config = environment.read(PRODUCTION)
    assert config.is_production
    assert config.has_postgresql
    assert config.sqlite_file is None
    assert config.hosts == ("klimapakt.example.org", "www.klimapakt.example.org")
    assert config.proxies == 1
    assert config.cache is Cache.DATABASE
    assert config.static is Static.MANIFEST
    assert config.storage == Path("/srv/klimapakt/media")
    assert config.mail == MailServer("mail.example.org", 465, "klima", "p@ss", starts_in_tls=True)


def test_starttls_has_its_own_port() -> None:
    config = environment.read(PRODUCTION | {"KLIMA_EMAIL_URL": "smtp+starttls://mail.example.org"})
    assert config.mail == MailServer("mail.example.org", 587, "", "", starts_in_tls=False)


@pytest.mark.parametrize(
    "name",
    [
        "KLIMA_SECRET_KEY",
        "KLIMA_HOSTS",
        "KLIMA_STORAGE_URL",
        "KLIMA_EMAIL_URL",
        "KLIMA_EMAIL_FROM",
        "DATABASE_URL",
    ],
)
def test_production_refuses_to_start_without(name: str) -> None:
    told = problems_in_production(**{name: ""})
    assert list(told) == [name]
    assert told[name].startswith("Required in production. ")


def test_all_problems_are_told_at_once_in_one_error() -> None:
    with pytest.raises(EnvironmentInvalid) as caught:
        environment.read({"KLIMA_MODE": "production", "KLIMA_STATIC": "x"})
    text = str(caught.value)
    for name in (*PRODUCTION.keys() - {"KLIMA_MODE"}, "KLIMA_STATIC"):
        assert f"\n  {name}: " in text


def test_a_misspelt_variable_is_named_with_the_nearest() -> None:
    assert problems(KLIMA_SECRETKEY="x") == {
        "KLIMA_SECRETKEY": "There is no such variable. Did you mean KLIMA_SECRET_KEY?"
    }


def test_a_variable_like_no_other_is_told_the_known_ones() -> None:
    assert "Known are KLIMA_MODE, KLIMA_VAR," in problems(KLIMA_ZZZZZZZZZZZZ="x")["KLIMA_ZZZZZZZZZZZZ"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("KLIMA_MODE", "prod", "'prod' is not known. Use embedded or production."),
        ("KLIMA_STATIC", "cdn", "'cdn' is not known. Use finders or manifest."),
        ("KLIMA_DEBUG", "yes", "'yes' is neither yes nor no. Use 1 or 0."),
        ("KLIMA_PROXIES", "-1", "'-1' is no number of proxies. Use a number from 0 to 9."),
        ("KLIMA_PROXIES", "²", "'²' is no number of proxies. Use a number from 0 to 9."),
        ("KLIMA_CACHE_URL", "redis://x", "'redis://x' is not known. Use locmem:// or db://."),
        (
            "KLIMA_HOSTS",
            "https://localhost:8000",
            "'https://localhost:8000' is not a host name. Write it without https:// and without port.",
        ),
        (
            "KLIMA_HOSTS",
            "klimapakt.example.org",
            "klimapakt.example.org can be reached over the network, which the embedded default is not made",
        ),
        (
            "KLIMA_STORAGE_URL",
            "s3://bucket",
            "'s3://bucket' does not name a folder. Name a folder: file:///srv/klimapakt/media",
        ),
        ("KLIMA_EMAIL_FROM", "nobody", "'nobody' is not a mail address."),
        ("DATABASE_URL", "mysql://u:secret@h/n", "'mysql://u:…@h/n' names no database that is supported."),
        ("DATABASE_URL", "postgres://h/", "The name of the database is missing after the last slash."),
        ("DATABASE_URL", "postgres://h:port/n", "The port is not a number from 1 to 65535."),
        ("DATABASE_URL", "sqlite://:memory:", "The name of the database is missing after the last slash."),
    ],
)
def test_a_wrong_value_gets_an_exact_sentence(name: str, value: str, said: str) -> None:
    told = problems(**{name: value})
    assert list(told) == [name]
    assert told[name].startswith(said)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("KLIMA_DEBUG", "1", "Not allowed in production. It shows the inside of the program to anybody."),
        ("KLIMA_DEMO", "1", "Not allowed in production. Its accounts have passwords everybody knows."),
        (
            "KLIMA_SECRET_KEY",
            "short",
            "Too easy to guess: it needs at least 50 characters, picked at random.",
        ),
        (
            "KLIMA_SECRET_KEY",
            "a" * 60,
            "Too easy to guess: it needs at least 50 characters, picked at random.",
        ),
        ("KLIMA_TASKS", "immediate", "With immediate, one large file"),
        ("KLIMA_CACHE_URL", "locmem://", "locmem:// is not shared between processes"),
        ("DATABASE_URL", "sqlite:///x.sqlite3", "SQLite is for the embedded default."),
        ("KLIMA_EMAIL_URL", "smtp://mail.example.org", "smtp:// sends passwords and mails in the clear."),
        ("KLIMA_EMAIL_URL", "smtp+tls://", "The name of the mail server is missing."),
        ("KLIMA_EMAIL_URL", "smtp+tls://mail:99999", "The port is not a number from 1 to 65535."),
    ],
)
def test_production_refuses_what_would_be_unsafe(name: str, value: str, said: str) -> None:
    told = problems_in_production(**{name: value})
    assert list(told) == [name]
    assert told[name].startswith(said)


def test_no_secret_stands_in_what_a_configuration_prints_of_itself() -> None:
    printed = repr(environment.read(PRODUCTION))
    for secret in (PRODUCTION["KLIMA_SECRET_KEY"], "p@ss", "klima:secret"):
        assert secret not in printed


def test_a_mask_hides_passwords_with_unusual_letters() -> None:
    assert environment.masked("postgres://klima:a%40b@db/klima") == "postgres://klima:…@db/klima"
    assert environment.masked("postgres://klima:a/b:c@db/klima") == "postgres://klima:…@db/klima"
    assert environment.masked("postgres://klima:a@b:c@db/klima") == "postgres://klima:…@db/klima"
    assert (
        environment.masked("postgres://db/klima?password=a&user=b") == "postgres://db/klima?password=…&user=b"
    )
    assert environment.masked("sqlite:///var/x") == "sqlite:///var/x"
