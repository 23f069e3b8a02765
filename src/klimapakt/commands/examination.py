"""Examines what surrounds the program: secret, hosts, files, mail, clock, language, the confined process."""

import hashlib
import smtplib
import sys
import tempfile
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import checks
from django.core.cache import cache
from django.core.mail import get_connection
from django.db import DatabaseError
from django.utils import timezone

from klimapakt.agreements import in_force
from klimapakt.agreements.keys import KeyUnusable
from klimapakt.commands import examination_database, examination_pacts
from klimapakt.commands.finding import Finding, ill, well
from klimapakt.config.environment import SECRET_LENGTH, Config, MailFolder, Static, Tasks
from klimapakt.foundation import confined, jobs
from klimapakt.foundation.mail import queries as mail
from klimapakt.foundation.mail.enums import MailState
from klimapakt.pacts.queries import every_pact
from klimapakt.pacts.scoping import within
from klimapakt.reports.queries import running

# No clock is right that stands before the first release.
_EARLIEST = datetime(2026, 11, 1, tzinfo=UTC)
_MAIL_IS_LATE = timedelta(hours=1)
_NIGHTS_LEFT_OUT = timedelta(days=2)


def examine(config: Config) -> Sequence[Finding]:
    """Return a finding for every part, in the order in which one would mend them."""
    parts: Sequence[Callable[[Config], Finding]] = (
        _secret,
        _hosts,
        _clock,
        *examination_database.PARTS,
        *examination_pacts.PARTS,
        _cache,
        _storage,
        _static,
        _language,
        _mail,
        _outbox,
        _jobs,
        _stopped_jobs,
        _schedules,
        _seal,
        _confined_process,
        _django,
    )
    return [part(config) for part in parts]


def _secret(config: Config) -> Finding:
    if len(settings.SECRET_KEY) < SECRET_LENGTH:
        return ill(
            "secret",
            f"Shorter than {SECRET_LENGTH} characters.",
            f"Delete {config.var / 'secret'} and start again.",
        )
    if not hasattr(hashlib, "scrypt"):
        return ill(
            "secret", "Python was built without scrypt for passwords.", "Use a Python built with OpenSSL."
        )
    return well(
        "secret", "Long enough, and only this user can read it." if not config.secret_key else "Long enough."
    )


def _hosts(config: Config) -> Finding:
    wide = [host for host in config.hosts if host.startswith("*.")]
    if wide:
        return ill(
            "hosts", f"{wide[0]} answers for names nobody chose.", "Write the names out in KLIMA_HOSTS."
        )
    proxies = "no reverse proxy" if not config.proxies else f"reverse proxies: {config.proxies}"
    return well("hosts", f"Answers as {', '.join(config.hosts)}; {proxies}.")


def _clock(config: Config) -> Finding:
    try:
        here = datetime.now(ZoneInfo(settings.TIME_ZONE))
    except ZoneInfoNotFoundError:
        return ill(
            "clock", f"The time zone {settings.TIME_ZONE} is not known here.", "Install the package tzdata."
        )
    if here < _EARLIEST:
        return ill(
            "clock",
            f"It says {here:%Y-%m-%d}, before this program existed.",
            "Set the clock, or switch NTP on.",
        )
    return well("clock", f"{here:%Y-%m-%d %H:%M} in {settings.TIME_ZONE}.")


def _cache(config: Config) -> Finding:
    name, value = f"doctor-{uuid.uuid4()}", "well"
    try:
        cache.set(name, value, timeout=60)
        found = cache.get(name)
        cache.delete(name)
    except DatabaseError:
        return ill("cache", "Its table is missing or cannot be written.", "Run: klimapakt manage migrate")
    if found != value:
        return ill("cache", "What was put in did not come out.", "Set KLIMA_CACHE_URL to db:// or locmem://.")
    return well("cache", f"{config.cache.value} keeps what it is given.")


def _storage(config: Config) -> Finding:
    problem = _refusal_to_write(config.storage)
    if problem:
        return ill("storage", problem, f"Let this user write to {config.storage}.")
    return well("storage", f"{config.storage} can be written.")


def _static(config: Config) -> Finding:
    if config.static is Static.FINDERS:
        count = sum(1 for finder in finders.get_finders() for _ in finder.list([]))
        if not count:
            return ill("static files", "The package holds none.", "Install Klimapakt again.")
        return well("static files", f"{count} files served from the package.")
    manifest = config.var / "static" / "staticfiles.json"
    if not manifest.is_file():
        return ill(
            "static files", f"{manifest} is missing.", "Run: klimapakt manage collectstatic --no-input"
        )
    return well("static files", f"Collected in {manifest.parent}.")


def _language(config: Config) -> Finding:
    catalogues = [Path(folder) / "de" / "LC_MESSAGES" / "django.mo" for folder in settings.LOCALE_PATHS]
    if not all(catalogue.is_file() for catalogue in catalogues):
        return ill(
            "language", "The German texts are not compiled; pages would be English.", "Run: make messages"
        )
    return well("language", "German and English.")


def _mail(config: Config) -> Finding:
    if isinstance(config.mail, MailFolder):
        problem = _refusal_to_write(config.mail.folder)
        if problem:
            return ill("mail", problem, f"Let this user write to {config.mail.folder}.")
        return well("mail", f"Written to {config.mail.folder}; nothing is sent.")
    target = f"{config.mail.host}:{config.mail.port}"
    connection = get_connection()
    try:
        connection.open()
        connection.close()
    except (OSError, smtplib.SMTPException) as problem:
        return ill(
            "mail",
            f"{target} did not let us in: {problem}",
            "Correct KLIMA_EMAIL_URL, or open the way to the server.",
        )
    return well("mail", f"{target} accepts our sign-in.")


def _outbox(config: Config) -> Finding:
    """Mail that is an hour late waits for nobody, or for a server that has been away for as long."""
    try:
        counts, since = mail.counted_of_all(), mail.waiting_since()
    except DatabaseError:
        return ill("outbox", "Its table is missing.", "Run: klimapakt manage migrate")
    waiting, dead = counts[MailState.QUEUED], counts[MailState.FAILED]
    told = f"E-mails that wait: {waiting}; that could not be delivered: {dead}."
    if dead:
        return ill("outbox", told, "Look at them under Pact office, E-mails: send again or drop.")
    if since is not None and timezone.now() - since > _MAIL_IS_LATE:
        late = f"{told} The oldest waits since {since:%Y-%m-%d %H:%M}."
        return ill("outbox", late, "See whether a worker is alive and the mail server answers.")
    return well("outbox", told)


def _jobs(config: Config) -> Finding:
    """Where nobody works, large tables are never read; the embedded demo brings its worker along."""
    if config.tasks is Tasks.IMMEDIATE:
        return well("jobs", "Done at once, by whoever asks.")
    now = timezone.now()
    try:
        workers, since = jobs.alive(now).count(), jobs.waiting_since(now)
    except DatabaseError:
        return ill("jobs", "Their tables are missing.", "Run: klimapakt manage migrate")
    if workers:
        return well("jobs", f"Workers alive: {workers}.")
    if since is not None:
        return ill(
            "jobs", f"No worker is alive; a job waits since {since:%Y-%m-%d %H:%M}.", "Run: klimapakt worker"
        )
    if config.is_production:
        return ill("jobs", "No worker is alive; large tables would wait.", "Run: klimapakt worker")
    return well("jobs", "No worker is alive and nothing waits; klimapakt demo brings one along.")


def _stopped_jobs(config: Config) -> Finding:
    """Jobs that failed too often stop until somebody decides; the office of each pact sees its own."""
    del config
    try:
        stopped = running.stopped_of_all()
    except DatabaseError:
        return ill("stopped jobs", "Their table is missing.", "Run: klimapakt manage migrate")
    if stopped:
        listed = ", ".join(f"{path} {number}" for path, number in stopped.items())
        told = f"Jobs that failed too often and stopped: {sum(stopped.values())} ({listed})."
        return ill("stopped jobs", told, "Look under Pact office, Reports, What runs in the background.")
    return well("stopped jobs", "None.")


def _schedules(config: Config) -> Finding:
    """When the night's work of each pact was done last, and when it comes next."""
    del config
    now = timezone.now()
    told: list[str] = []
    late: list[str] = []
    try:
        for pact in every_pact():
            with within(pact):
                found = running.schedule(now)
            told.append(_schedule_in_words(pact.slug, found))
            if found.last is not None and found.last.day < timezone.localdate(now) - _NIGHTS_LEFT_OUT:
                late.append(pact.slug)
    except DatabaseError:
        return ill("schedules", "Their tables are missing.", "Run: klimapakt manage migrate")
    sentence = " ".join(told) or "No pact yet, nothing is scheduled."
    if late:
        return ill("schedules", f"{sentence} Nights are missing: {', '.join(late)}.", "Run: klimapakt worker")
    return well("schedules", sentence)


def _schedule_in_words(slug: str, found: running.Schedule) -> str:
    last = "never" if found.last is None else f"{found.last.day:%Y-%m-%d}"
    if found.last is not None and found.last.finished_at is None:
        last += " (not finished)"
    digest = "never" if found.digest_on is None else f"{found.digest_on:%Y-%m-%d}"
    following = f"{timezone.localtime(found.next_at):%Y-%m-%d %H:%M}"
    return f"{slug}: nightly run last for {last}, next from {following}; weekly mail last on {digest}."


def _seal(config: Config) -> Finding:
    try:
        key, trusted = in_force.seal_key(), in_force.trusted()
        key.ensure_valid_on(datetime.now(UTC))
    except KeyUnusable as problem:
        return ill("seal", str(problem), "Agreements cannot be sealed without it; see docs/agreements.md.")
    kind = "made for the demo, not real" if key.is_demo and config.signing.key is None else key.name
    until = f"{key.certificate.not_valid_after_utc:%Y-%m-%d}"
    return well("seal", f"Key {kind}, until {until}; trusted certificates: {len(trusted)}.")


def _confined_process(config: Config) -> Finding:
    try:
        confined.run("platform", payload=b"", seconds=20, memory_mb=256)
    except confined.NotFinished as problem:
        return ill(
            "confined process",
            f"Uploads cannot be read: {problem!r}",
            f"Check that {sys.executable} may start itself.",
        )
    return well("confined process", "Uploads are read in a process with limits.")


def _django(config: Config) -> Finding:
    messages = [
        message
        for message in checks.run_checks(include_deployment_checks=config.is_production)
        if not message.is_silenced()
    ]
    if messages:
        return ill(
            "Django",
            f"{messages[0].id}: {messages[0].msg}",
            messages[0].hint or "See the documentation of Django.",
        )
    return well("Django", "Has nothing to say against these settings.")


def _refusal_to_write(folder: Path) -> str:
    """Return why a file cannot be made in this folder, or nothing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            return ""
    except OSError as problem:
        return f"{folder} cannot be written: {problem.strerror}."
