"""What ``klimapakt doctor`` sees and says."""

import hashlib
import json
import os
import socketserver
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from klimapakt.commands import doctor, examination, examination_database
from klimapakt.commands.finding import Finding
from klimapakt.config import environment
from klimapakt.config.environment import Config, MailServer, Mode, Static, Tasks
from klimapakt.duties.models import NightlyRun
from klimapakt.foundation import actions as foundation
from klimapakt.foundation import append_only, jobs
from klimapakt.pacts.actions import PactFacts, adopt_preset, create_pact
from klimapakt.pacts.models import Pact, RulebookVersion
from tests.config.test_environment import PRODUCTION
from tests.reports.stopping import stopped_job


@pytest.fixture
def config() -> Config:
    return environment.read(os.environ)


def finding(config: Config, part: str) -> Finding:
    return next(one for one in examination.examine(config) if one.part == part)


# -- the whole command, in a process and a folder of its own -----------------------------------


def klimapakt(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "klimapakt.commands.main", *arguments],
        env={"PATH": os.environ["PATH"], **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_fresh_folder_needs_its_tables_and_then_a_pact(tmp_path: Path) -> None:
    before = klimapakt("doctor", KLIMA_VAR=str(tmp_path))
    assert before.returncode == 1
    assert "MEND  tables" in before.stdout
    assert "-> Run: klimapakt manage migrate" in before.stdout
    assert klimapakt("manage", "migrate", "-v0", KLIMA_VAR=str(tmp_path)).returncode == 0
    after = json.loads(klimapakt("doctor", "--json", KLIMA_VAR=str(tmp_path)).stdout)
    found = [one for one in after["findings"] if not one["is_well"] and one["part"] != "language"]
    assert [(one["part"], one["mend"]) for one in found] == [("pacts", "Run: klimapakt pact create --help")]


def test_an_environment_that_cannot_be_used_is_explained_variable_by_variable() -> None:
    run = klimapakt("doctor", KLIMA_MODE="production", KLIMA_STATIC="cdn")
    assert run.returncode == 1
    assert run.stderr == ""
    assert "MEND  KLIMA_SECRET_KEY   Required in production." in run.stdout
    assert "-> Make one with: openssl rand -base64 48" in run.stdout
    assert "'cdn' is not known." in run.stdout


def test_a_database_that_does_not_answer_is_explained_and_the_rest_still_examined(tmp_path: Path) -> None:
    run = klimapakt(
        "doctor", **PRODUCTION | {"KLIMA_VAR": str(tmp_path), "DATABASE_URL": "postgres://127.0.0.1:9/x"}
    )
    assert run.returncode == 1
    assert "MEND  database          Does not answer" in run.stdout
    assert "Mend the database first." in run.stdout
    assert "ok    confined process" in run.stdout
    assert "Traceback" not in run.stdout + run.stderr


def test_a_secret_others_can_read_is_explained(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x" * 60)
    secret.chmod(0o644)
    run = klimapakt("doctor", KLIMA_VAR=str(tmp_path))
    assert run.returncode == 1
    assert f"chmod 600 {secret}" in run.stdout


def test_a_folder_that_is_none_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    run = klimapakt("doctor", KLIMA_VAR=str(tmp_path / "file" / "var"))
    assert run.returncode == 1
    assert "MEND  environment" in run.stdout


def test_no_secret_is_printed() -> None:
    run = klimapakt("doctor", **PRODUCTION)
    for hidden in (PRODUCTION["KLIMA_SECRET_KEY"], "p%40ss", "p@ss", ":secret@"):
        assert hidden not in run.stdout


def test_other_commands_tell_a_bad_environment_in_sentences_too() -> None:
    for words in (["serve"], ["audit", "verify"], ["manage", "check"]):
        run = klimapakt(*words, KLIMA_MOD="x")
        assert run.returncode == 2
        assert "KLIMA_MOD: There is no such variable. Did you mean KLIMA_MODE?" in run.stderr
        assert "Traceback" not in run.stderr


# -- part by part ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_installation_in_which_nothing_is_missing_is_well(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The catalogue is compiled when the package is built, which may come after the tests.
    settings.LOCALE_PATHS = [tmp_path]
    (tmp_path / "de" / "LC_MESSAGES").mkdir(parents=True)
    empty_catalogue = struct.pack("<7I", 0x950412DE, 0, 0, 28, 28, 0, 28)
    (tmp_path / "de" / "LC_MESSAGES" / "django.mo").write_bytes(empty_catalogue)
    adopt_preset(preset="krefeld", by=None)
    assert doctor.run(["--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["is_well"]
    assert {one["part"] for one in told["findings"]} >= {
        "database",
        "tables",
        "durability",
        "audit chain",
        "mail",
    }
    assert {row["variable"] for row in told["configuration"]} == set(environment.VARIABLES)


@pytest.mark.django_db
def test_a_lifted_guard_of_the_audit_chain_is_seen(config: Config) -> None:
    append_only.lift(connection)
    assert "would let its entries be changed" in finding(config, "audit chain").sentence
    append_only.guard(connection)


@pytest.mark.django_db
def test_settings_that_lose_changes_are_seen(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "_POSTGRESQL" if config.has_postgresql else "_SQLITE"
    monkeypatch.setattr(examination_database, name, {"durable": ("SELECT 'off'", "on")})
    assert finding(config, "durability").sentence == "durable is off instead of on: changes can be lost."


@pytest.mark.django_db
def test_a_cache_that_forgets_is_seen(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "get", lambda key: None)
    assert not finding(config, "cache").is_well


@pytest.mark.django_db
def test_a_storage_that_cannot_be_written_is_seen(config: Config, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    found = finding(replace(config, storage=tmp_path / "file" / "media"), "storage")
    assert "cannot be written: Not a directory." in found.sentence
    assert found.mend == f"Let this user write to {tmp_path / 'file' / 'media'}."


@pytest.mark.django_db
def test_static_files_that_were_not_collected_are_seen(config: Config, tmp_path: Path) -> None:
    found = finding(replace(config, var=tmp_path, static=Static.MANIFEST), "static files")
    assert found.mend == "Run: klimapakt manage collectstatic --no-input"


@pytest.mark.django_db
def test_german_that_was_not_compiled_is_seen(config: Config, settings: Settings, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    assert finding(config, "language").mend == "Run: make messages"


@pytest.mark.django_db
def test_a_host_that_stands_for_any_is_seen(config: Config) -> None:
    assert "*.example.org" in finding(replace(config, hosts=("*.example.org",)), "hosts").sentence


@pytest.mark.django_db
def test_a_clock_that_is_years_behind_is_seen(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "_EARLIEST", datetime(2999, 1, 1, tzinfo=UTC))
    assert finding(config, "clock").mend == "Set the clock, or switch NTP on."


class _Greeter(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a sign-in needs."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            self.wfile.write(b"221 bye\r\n" if line.startswith(b"QUIT") else b"250 fine\r\n")


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    with socketserver.TCPServer(("127.0.0.1", 0), _Greeter) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        port = int(server.server_address[1])
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield MailServer("127.0.0.1", port, "", "", starts_in_tls=False)
        server.shutdown()


@pytest.mark.django_db
def test_a_mail_server_that_answers_is_well(config: Config, mail_server: MailServer) -> None:
    assert finding(replace(config, mail=mail_server), "mail").is_well


@pytest.mark.django_db
def test_a_mail_server_that_does_not_answer_is_seen(config: Config, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    found = finding(replace(config, mail=MailServer("127.0.0.1", 9, "", "", starts_in_tls=False)), "mail")
    assert found.sentence.startswith("127.0.0.1:9 did not let us in")


# -- jobs ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_jobs_that_are_done_at_once_need_nobody(config: Config) -> None:
    assert finding(config, "jobs").is_well


@pytest.mark.django_db
def test_in_production_a_worker_is_missed(config: Config) -> None:
    busy = replace(config, tasks=Tasks.DATABASE, mode=Mode.PRODUCTION)
    assert finding(busy, "jobs").mend == "Run: klimapakt worker"


@pytest.mark.django_db
def test_a_job_that_waits_for_nobody_is_seen(config: Config) -> None:
    now = timezone.now()
    DBTaskResult.objects.create(
        task_path="x", args_kwargs={}, backend_name="default", run_after=now, exception_class_path=""
    )
    assert "a job waits since" in finding(replace(config, tasks=Tasks.DATABASE), "jobs").sentence


@pytest.mark.django_db
def test_a_worker_that_lives_is_well_until_it_has_been_silent_for_long(config: Config) -> None:
    queued = replace(config, tasks=Tasks.DATABASE)
    foundation.beat(worker_id="w", at=timezone.now())
    assert finding(queued, "jobs").sentence == "Workers alive: 1."
    foundation.beat(worker_id="w", at=timezone.now() - 2 * jobs.PATIENCE)
    assert "No worker is alive" in finding(queued, "jobs").sentence


# -- pacts -------------------------------------------------------------------------------------


def told_of_pacts(config: Config) -> str:
    found = finding(config, "pacts")
    return f"{found.is_well}: {found.sentence} {found.mend}"


@pytest.mark.django_db
def test_a_pact_without_rulebook_is_found(config: Config, pact: Pact) -> None:
    assert told_of_pacts(config).startswith("False: klimapakt has no rulebook in force. Run: klimapakt pact")
    adopt_preset(preset="krefeld", by=None)
    assert told_of_pacts(config).startswith("True: klimapakt; each with a rulebook")


@pytest.mark.django_db
def test_a_pact_under_a_host_that_is_not_answered_is_found(config: Config, pact: Pact) -> None:
    adopt_preset(preset="krefeld", by=None)
    create_pact(facts=PactFacts("Zweite", "Stadt", host="zwei.example.org"), preset="essen", by=None)
    assert told_of_pacts(config) == (
        "False: zweite never answers under zwei.example.org. Add zwei.example.org to KLIMA_HOSTS."
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("document", "said"),
    [('{"id":"x"}', "cannot be read: rulebook"), ("{}", "does not match its hash")],
)
def test_a_rulebook_that_was_tampered_with_is_found(
    config: Config, pact: Pact, document: str, said: str
) -> None:
    version = adopt_preset(preset="krefeld", by=None)
    sha256 = hashlib.sha256(document.encode()).hexdigest() if "id" in document else version.sha256
    append_only.lift(connection)
    RulebookVersion.objects.update(document=document, sha256=sha256)
    append_only.guard(connection)
    assert said in told_of_pacts(config)


@pytest.mark.django_db
def test_what_comes_when_is_told_for_each_pact(config: Config, pact: Pact) -> None:
    NightlyRun.objects.create(
        pact=pact, day=timezone.localdate(), started_at=timezone.now(), moved_at=timezone.now()
    )
    found = finding(config, "schedules")
    assert found.is_well
    assert f"{pact.slug}: nightly run last for {timezone.localdate()} (not finished)" in found.sentence


@pytest.mark.django_db
def test_nights_that_are_missing_have_to_be_mended(config: Config, pact: Pact) -> None:
    day = timezone.localdate() - timedelta(days=4)
    NightlyRun.objects.create(pact=pact, day=day, started_at=timezone.now(), moved_at=timezone.now())
    found = finding(config, "schedules")
    assert (found.is_well, found.mend) == (False, "Run: klimapakt worker")


@pytest.mark.django_db
def test_stopped_jobs_are_told_by_their_kind(config: Config, pact: Pact) -> None:
    stopped_job(of=pact)
    found = finding(config, "stopped jobs")
    assert not found.is_well
    assert found.sentence == "Jobs that failed too often and stopped: 1 (recompute_all 1)."
