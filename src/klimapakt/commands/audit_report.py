"""What ``klimapakt audit`` prints about the chain."""

import json
import sys
import time
from argparse import Namespace
from dataclasses import asdict

from django.db import DatabaseError, connection

from klimapakt.commands import starting
from klimapakt.foundation import append_only, verification
from klimapakt.foundation.models import AuditHead
from klimapakt.foundation.verification import Fault, Noted, Verdict

_BROKEN = 1


class NotAnEnd(Exception):
    """What was given as a noted end of the chain is none."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} is no end of the chain. klimapakt audit head prints one, such as 12:ab34…"
        )


def verify(options: Namespace) -> int:
    """Walk the chain, print what was found and return the exit status."""
    started = time.perf_counter()
    try:
        verdict = verification.verify([_noted(text) for text in options.noted])
    except (NotAnEnd, DatabaseError) as problem:
        return _cannot_look(problem)
    seconds = time.perf_counter() - started
    print(_as_json(verdict, seconds) if options.json else _as_text(verdict, seconds))
    return 0 if verdict.fault is None else _BROKEN


def head(options: Namespace) -> int:
    """Print the end of the chain and return the exit status."""
    try:
        end = AuditHead.objects.first()
    except DatabaseError as problem:
        return _cannot_look(problem)
    if end is None:
        return _cannot_look("The head of the audit chain is missing. Run: klimapakt audit verify")
    print(end)
    return 0


def guard(options: Namespace) -> int:
    """Make the database refuse changes to the chain again and return the exit status."""
    try:
        append_only.guard(connection)
    except DatabaseError as problem:
        return _cannot_look(problem)
    print("The database refuses to change or delete entries. Now run: klimapakt audit verify")
    return 0


def _cannot_look(problem: object) -> int:
    print(problem, file=sys.stderr)
    return starting.CANNOT_START


def _noted(text: str) -> Noted:
    events, _, digest = text.strip().partition(":")
    if not events.isascii() or not events.isdigit() or not digest:
        raise NotAnEnd(text)
    return Noted(int(events), digest.lower())


def _as_json(verdict: Verdict, seconds: float) -> str:
    fault = None if verdict.fault is None else {**asdict(verdict.fault), "kind": verdict.fault.kind.value}
    answer = {
        "sound": fault is None,
        "events": verdict.events,
        "head": verdict.head,
        "fault": fault,
        "seconds": round(seconds, 3),
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _as_text(verdict: Verdict, seconds: float) -> str:
    if verdict.fault is not None:
        return _told(verdict.fault)
    entries = "1 entry" if verdict.events == 1 else f"{verdict.events:,} entries"
    sound = f"The audit chain is sound: {entries}, checked in {seconds:.1f} s."
    return f"{sound}\nEnd of the chain: {verdict.events}:{verdict.head}"


def _told(fault: Fault) -> str:
    before = f"the {fault.sequence - 1:,} entries before it" if fault.sequence > 1 else "nothing"
    lines = (
        f"The audit chain is broken at entry {fault.sequence}.",
        f"  Fault  {fault.kind.value}. {fault.sentence}",
        f"  What   {fault.what or 'not known, the entry is gone'}",
        f"  When   {fault.at or 'not known, the entry is gone'}",
        f"  Sound  {before}",
    )
    return "\n".join(lines)
