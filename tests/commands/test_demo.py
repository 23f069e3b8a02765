"""The demo from the shell, in folders of its own."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from klimapakt import demo
from klimapakt.commands import demo_city
from klimapakt.commands.demo_city import NotTheDemo
from klimapakt.config import environment
from klimapakt.people.models import Person


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "klimapakt.commands.main", "demo", *arguments]


def surroundings(var: Path, **environ: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "KLIMA_VAR": str(var), **environ}


def klimapakt_demo(var: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), env=surroundings(var, **environ), capture_output=True, text=True, check=False
    )


def people_in(var: Path) -> list[str]:
    with sqlite3.connect(var / "klimapakt.sqlite3") as database:
        return [email for (email,) in database.execute("SELECT email FROM people_person ORDER BY email")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a demo that was made but is not served."""
    var = tmp_path_factory.mktemp("demo") / "var"
    run = klimapakt_demo(var, "--no-serve")
    assert run.returncode == 0, run.stderr
    return var


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_the_demo_city_is_made_in_an_empty_folder(made: Path) -> None:
    assert people_in(made) == sorted(demo.EMAILS)


def test_making_it_again_keeps_what_was_added(made: Path) -> None:
    with sqlite3.connect(made / "klimapakt.sqlite3") as database:
        database.execute(
            "UPDATE people_person SET name = 'Somebody' WHERE email = ?", (demo.ACCOUNTS[0].email,)
        )
    assert klimapakt_demo(made, "--no-serve").returncode == 0
    with sqlite3.connect(made / "klimapakt.sqlite3") as database:
        found = database.execute("SELECT count(*) FROM people_person WHERE name = 'Somebody'").fetchone()
    assert found == (1,)
    assert len(people_in(made)) == len(demo.EMAILS)


def test_it_answers_and_shows_who_can_sign_in(made: Path, free_port: int) -> None:
    with subprocess.Popen(
        command("--port", str(free_port)), env=surroundings(made), stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            page = _first_page(free_port, "/accounts/login/")
        finally:
            server.send_signal(signal.SIGTERM)
            told, _ = server.communicate(timeout=30)
    assert f"Klimapakt is ready: http://127.0.0.1:{free_port}/" in told
    for account in demo.ACCOUNTS:
        assert account.email in told
        assert (account.email in page) == (not account.host)
    assert f"Another city: http://{demo.BEISPIELSTADT}:{free_port}/" in told
    assert server.returncode == 0


def _first_page(port: int, path: str) -> str:
    for _ in range(300):
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise TimeoutError(path)


def test_a_port_in_use_is_told_with_the_next(made: Path, taken_port: int) -> None:
    run = klimapakt_demo(made, "--port", str(taken_port))
    assert run.returncode == 2
    assert f"Port {taken_port} is in use." in run.stderr
    assert f"--port {taken_port + 1}" in run.stderr


def test_a_demo_that_may_be_running_is_not_deleted(made: Path, taken_port: int) -> None:
    run = klimapakt_demo(made, "--reset", "--no-serve", "--port", str(taken_port))
    assert run.returncode == 2
    assert people_in(made)


def test_a_city_in_production_never_becomes_a_demo(tmp_path: Path) -> None:
    run = klimapakt_demo(tmp_path, "--no-serve", KLIMA_MODE="production")
    assert run.returncode == 2
    assert "needs KLIMA_MODE=embedded" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_reset_begins_from_nothing_and_keeps_the_secret(tmp_path: Path, free_port: int) -> None:
    var = tmp_path / "var"
    (var / "media").mkdir(parents=True)
    (var / "media" / "left-over").touch()
    (var / "klimapakt.sqlite3").write_bytes(b"")
    secret = environment.read({"KLIMA_VAR": str(var)}).var / "secret"
    secret.write_text("s" * 60 + "abcdefghij")
    secret.chmod(0o600)
    run = klimapakt_demo(var, "--reset", "--no-serve", "--port", str(free_port))
    assert run.returncode == 0, run.stderr
    assert people_in(var)
    assert not (var / "media" / "left-over").exists()
    assert secret.read_text().startswith("s")


@pytest.mark.django_db
def test_a_database_with_other_people_in_it_is_not_deleted(tmp_path: Path) -> None:
    Person.objects.create(email="dora@example.org", name="Dora")
    (tmp_path / "klimapakt.sqlite3").touch()
    with pytest.raises(NotTheDemo, match="people the demo did not make"):
        demo_city.reset(environment.read({"KLIMA_VAR": str(tmp_path)}))
    assert (tmp_path / "klimapakt.sqlite3").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "elsewhere",
    [
        {"DATABASE_URL": "postgres://127.0.0.1/klima"},
        {"DATABASE_URL": "sqlite:////srv/real.sqlite3"},
        {"KLIMA_STORAGE_URL": "file:///srv/real"},
        {"KLIMA_EMAIL_URL": "file:///srv/outbox"},
    ],
)
def test_only_the_embedded_default_is_ever_deleted(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    (tmp_path / "media").mkdir()
    with pytest.raises(NotTheDemo, match="names other places"):
        demo_city.reset(environment.read({"KLIMA_VAR": str(tmp_path), **elsewhere}))
    assert (tmp_path / "media").exists()
