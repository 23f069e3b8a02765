"""What ``klimapakt pact export`` and ``import`` do; loaded once Django stands."""

import sys
from argparse import Namespace
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.http.request import validate_host
from django.utils.translation import override

from klimapakt.commands import starting
from klimapakt.handover import actions
from klimapakt.handover.exporting import export
from klimapakt.handover.refusals import HandOverRefused
from klimapakt.pacts import queries

_REFUSED = 1


def export_pact(options: Namespace) -> int:
    """Write a whole pact into a file that did not exist."""
    try:
        pact = queries.pact_called(options.pact) or queries.pact_with_host(options.pact.lower())
        if pact is None:
            print(f"There is no pact {options.pact}. klimapakt pact list names them.", file=sys.stderr)
            return _REFUSED
        with override(pact.languages[0]), actions.snapshot():
            done = export(pact, Path(options.file), _tell)
        actions.note_export(pact=pact, manifest_sha256=done.manifest_sha256, rows=done.rows)
    except HandOverRefused as refused:
        print(f"{refused.message.text()} Nothing was written.", file=sys.stderr)
        return _REFUSED
    except FileExistsError:
        print(f"{options.file} exists already; name another file.", file=sys.stderr)
        return _REFUSED
    except (DatabaseError, OSError) as problem:
        print(problem, file=sys.stderr)
        return starting.CANNOT_START
    print(
        f"{pact.name} stands in {options.file}: {done.rows} rows, {done.files} files, {done.people} people, "
        f"{done.events} entries of the audit chain."
    )
    print(f"SHA-256 of its manifest: {done.manifest_sha256}")
    print("It holds personal data and what companies told in confidence: keep it like the database.")
    return 0


def import_pact(options: Namespace) -> int:
    """Take a pact over, all of it or nothing."""
    host = None if options.host is None else options.host.lower()
    try:
        done = actions.import_pact(Path(options.file), _tell, host=host)
    except HandOverRefused as refused:
        print(f"{refused.message.text()} Nothing was changed.", file=sys.stderr)
        return _REFUSED
    except (DatabaseError, OSError) as problem:
        print(f"{problem}. Nothing was changed.", file=sys.stderr)
        return starting.CANNOT_START
    print(
        f"{done.pact.name} is here: {done.rows} rows, {done.files} files; {done.new_accounts} accounts are "
        f"new and sign in with a code that comes by mail, {done.known_accounts} were here already."
    )
    if done.pact.host and not validate_host(done.pact.host, settings.ALLOWED_HOSTS):
        print(f"Add {done.pact.host} to KLIMA_HOSTS and start the server again; so far it does not answer.")
    return 0


def _tell(part: str, count: int) -> None:
    """Say how far it has come, where somebody watches."""
    if sys.stderr.isatty():
        print(f"{part:<32} {count:>9}", file=sys.stderr)
