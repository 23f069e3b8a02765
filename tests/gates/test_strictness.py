"""The rules that every test obeys, each seen to fail a test that breaks it."""

import socket
import urllib.request
import warnings
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.template import engines

from klimapakt.foundation import append_only
from tests.strictness.database import runs_on_postgresql
from tests.strictness.network import NetworkTouched
from tests.strictness.rows import QueryCount
from tests.strictness.templates import TOLERATED, UndefinedVariable

pytest_plugins = ["pytester"]


def render(markup: str) -> str:
    return engines["django"].from_string(markup).render({"known": "x"})


@pytest.mark.parametrize(
    "markup", ["{{ missing }}", "{{ known.missing }}", "{{ missing|default:'x' }}", "{% include missing %}"]
)
def test_an_undefined_template_variable_fails(markup: str) -> None:
    with pytest.raises(UndefinedVariable, match="missing, which is not defined"):
        render(markup)


def test_a_defined_variable_and_a_question_about_one_pass() -> None:
    assert render("{{ known }}{% if missing %}!{% endif %}") == "x"


def test_a_template_whose_variables_are_tolerated_says_why() -> None:
    assert all(len(reason.split()) > 3 for reason in TOLERATED.values())


def test_a_warning_is_an_error() -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


def test_another_machine_cannot_be_reached() -> None:
    with pytest.raises(NetworkTouched, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_another_machine_cannot_be_reached_by_datagram() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagram,
        pytest.raises(NetworkTouched, match=r"192\.0\.2\.1"),
    ):
        datagram.sendto(b"x", ("192.0.2.1", 53))


def test_a_name_server_is_not_asked() -> None:
    with pytest.raises(NetworkTouched, match=r"example\.org"):
        urllib.request.urlopen("http://example.org/", timeout=1)


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


@pytest.mark.django_db
def test_rows_without_an_order_come_back_to_front() -> None:
    ordered = list(ContentType.objects.order_by("pk").values_list("pk", flat=True))
    unordered = list(ContentType.objects.values_list("pk", flat=True))
    assert unordered == ordered[::-1]


@pytest.mark.django_db
def test_the_queries_of_a_call_are_counted(query_count: QueryCount) -> None:
    assert query_count(lambda: list(ContentType.objects.all())) == 1


@pytest.mark.django_db
def test_migrations_have_run_and_their_triggers_stand() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        assert cursor.fetchone()[0] > 0
    assert append_only.is_guarded(connection)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_the_triggers_stand_again_after_tables_were_emptied(time: str) -> None:
    assert append_only.is_guarded(connection), time


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_test_marked_for_postgresql_runs_there_only() -> None:
    assert connection.vendor == "postgresql"


@pytest.mark.parametrize(
    ("path", "marks", "fixtures", "runs"),
    [
        ("duties/test_x.py", {"django_db"}, [], True),
        ("duties/test_x.py", set(), ["db"], True),
        ("duties/test_x.py", set(), [], False),
        ("duties/test_x.py", {"django_db", "sqlite"}, ["db"], False),
        ("methods/test_x.py", {"postgresql"}, [], True),
        ("portal/test_x.py", {"django_db"}, ["db"], False),
        ("inventories/documents/test_x.py", {"django_db"}, ["db"], False),
        ("inventories/test_x.py", {"django_db"}, ["db"], True),
        ("portal/test_x.py", {"django_db", "both_databases"}, [], True),
        ("portal/test_x.py", {"django_db"}, ["query_count"], True),
        ("portal/test_x.py", {"postgresql"}, [], True),
        ("browser/test_x.py", {"django_db", "browser"}, ["live_server"], False),
    ],
)
def test_on_postgresql_runs_what_touches_the_database_and_is_not_about_words_only(
    path: str, marks: set[str], fixtures: list[str], runs: bool
) -> None:
    assert runs_on_postgresql(path, marks, fixtures) is runs


@pytest.mark.parametrize("path", ["portal/test_access.py", "office/test_access.py"])
def test_every_address_is_fetched_on_both_databases(path: str) -> None:
    source = (Path(__file__).parents[1] / path).read_text(encoding="utf-8")
    assert "pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]" in source


@pytest.mark.parametrize(
    ("mark", "passes"),
    [("@pytest.mark.skip", False), ("@pytest.mark.skip(reason='needs a printer')", True), ("", True)],
)
def test_a_skip_without_a_reason_fails_the_run(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, mark: str, passes: bool
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    pytester.makepyfile(f"import pytest\n\n{mark}\ndef test_x():\n    pass\n")
    result = pytester.runpytest_subprocess("-p", "tests.strictness.skips", "-p", "no:django", "-rs")
    assert (result.ret == 0) is passes
    skips = 1 if mark else 0
    result.stdout.fnmatch_lines([f"Skipped tests: {skips}"])
