"""Making the demo city, deleting it, and showing it."""

import os
import shutil
import socket
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connections
from django.utils.translation import gettext, override

from klimapakt import demo
from klimapakt.commands import serve, starting, web_server, worker_process
from klimapakt.config import environment
from klimapakt.people.models import Person

_HOST = "127.0.0.1"


class PortTaken(Exception):
    """Something answers on the port already, perhaps an earlier demo."""

    def __init__(self, port: int) -> None:
        super().__init__(f"Port {port} is in use. Stop what runs there or choose another: --port {port + 1}")


class NotTheDemo(Exception):
    """There is something here that the demo did not make and must not delete."""


def show(options: Namespace) -> int:
    """Delete the old demo when asked to, make what is missing and serve it; return the exit status."""
    config = environment.read(os.environ)
    try:
        if options.reset or not (options.no_serve or options.advance):
            _ensure_free(options.port)
        if options.reset:
            reset(config)
    except (PortTaken, NotTheDemo) as refusal:
        print(refusal, file=sys.stderr)
        return starting.CANNOT_START
    call_command("migrate", verbosity=0, interactive=False)
    demo.load()
    if options.advance:
        for line in demo.advance(options.advance):
            print(line)
        return 0
    if options.no_serve:
        print("The demo city is ready. Show it with: klimapakt demo")
        return 0
    with ExitStack() as open_until_the_end:
        return web_server.run(
            bind=f"{_HOST}:{options.port}",
            workers=serve.WORKERS,
            threads=serve.THREADS,
            when_ready=lambda: _begin(open_until_the_end, options.port, config.var),
        )


def _begin(open_until_the_end: ExitStack, port: int, folder: Path) -> None:
    """Once pages answer, start the worker, which has time, and say where to go."""
    worker = worker_process.start_beside()
    open_until_the_end.callback(worker_process.stop, worker)
    _welcome(port, folder)


def reset(config: environment.Config) -> None:
    """Delete database, files and mails of the demo; refuse when anything there is not the demo's."""
    usual = environment.read({"KLIMA_VAR": str(config.var)})
    if (config.database_url, config.storage, config.mail) != (usual.database_url, usual.storage, usual.mail):
        raise NotTheDemo(
            "Only the demo's own folder can be emptied, and the environment names other places. "
            "Unset DATABASE_URL, KLIMA_STORAGE_URL and KLIMA_EMAIL_URL."
        )
    if _has_strangers():
        raise NotTheDemo(
            f"The database in {config.var} holds people the demo did not make. It stays as it is."
        )
    connections.close_all()
    for path in _belongings(config):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _has_strangers() -> bool:
    """Return whether anybody but the demo's own people can sign in."""
    try:
        return Person.objects.exclude(email__in=demo.EMAILS).exists()
    except DatabaseError:
        # No tables yet, or those of a version from before there were people.
        return False


def _belongings(config: environment.Config) -> Iterator[Path]:
    """Yield what a demo leaves behind; the secret stays, so that an open browser's cookies can be read."""
    database = config.var / "klimapakt.sqlite3"
    yield from (database.with_name(f"{database.name}{suffix}") for suffix in ("", "-wal", "-shm"))
    yield config.storage
    yield config.var / "outbox"


def _ensure_free(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex((_HOST, port)) == 0:
            raise PortTaken(port)


def _welcome(port: int, folder: Path) -> None:
    """Print where the demo is and who can sign in."""
    width = max((len(account.email) for account in demo.ACCOUNTS), default=0)
    with override("en"):
        for host in dict.fromkeys(account.host for account in demo.ACCOUNTS):
            found = "Klimapakt is ready" if not host else "Another city"
            print(f"\n{found}: http://{host or _HOST}:{port}/\n")
            for account in (one for one in demo.ACCOUNTS if one.host == host):
                print(f"  {account.email:<{width}}  {account.password}  {gettext(account.who)}")
    print(f"\nStop it with Ctrl+C. The data stay in {folder} until: klimapakt demo --reset", flush=True)
