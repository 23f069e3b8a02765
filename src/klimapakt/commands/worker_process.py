"""The process that does jobs: takes them one after the other, says that it lives, tries again what failed.

Mail has a thread of its own, so that it waits neither behind large tables nor they behind a slow mail server.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from argparse import Namespace
from datetime import datetime, timedelta
from typing import Final

from django.db import DatabaseError, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from klimapakt.duties import jobs as duties
from klimapakt.foundation import actions, jobs
from klimapakt.foundation.mail import actions as mail_actions
from klimapakt.foundation.mail import outbox
from klimapakt.foundation.mail.queries import QUEUE as MAIL
from klimapakt.network import jobs as meetings
from klimapakt.newsletter import jobs as newsletter
from klimapakt.privacy import actions as privacy

_LOOK_EVERY_SECONDS: Final = 0.5
_FAREWELL_SECONDS: Final = 25
_MAIL_FAREWELL_SECONDS: Final = 20
_FORGET_EVERY: Final = timedelta(hours=1)
_LOOK_AT_THE_DAY_EVERY: Final = timedelta(minutes=1)


class _Worker(Worker):
    """The worker of django-tasks-db, which itself neither repeats what failed nor knows who else lives."""

    def run_task(self, db_task_result: "DBTaskResult[..., object]") -> None:
        """Run a job; when it fails, let it wait for another attempt."""
        super().run_task(db_task_result)
        actions.try_again(job_id=db_task_result.pk, at=timezone.now())


class _Pulse(threading.Thread):
    """Says every few seconds that the worker lives, and gives back the jobs of workers that do not.

    It also sweeps the outbox, once an hour it empties old mail and deletes what is over, and once a day it
    begins the nightly run; an issue of the newsletter goes out when its moment has come.
    """

    def __init__(self, worker_id: str, parent: int | None) -> None:
        super().__init__(daemon=True, name="pulse")
        self._worker_id = worker_id
        self._parent = parent
        self._is_over = threading.Event()
        self._forgot_at: datetime | None = None
        self._looked_at: datetime | None = None

    def run(self) -> None:
        """Beat until told to stop; a database that is busy is asked again at the next beat."""
        while not self._is_over.is_set():
            try:
                self.beat()
            except DatabaseError:
                connections.close_all()
            if self._parent is not None and os.getppid() != self._parent:
                os.kill(os.getpid(), signal.SIGTERM)
            self._is_over.wait(jobs.BEAT_SECONDS)
        connections.close_all()

    def beat(self) -> None:
        """Say that the worker lives, free what was abandoned, and send what is due."""
        now = timezone.now()
        actions.beat(worker_id=self._worker_id, at=now)
        actions.free_abandoned(at=now)
        outbox.sweep(at=now)
        if self._forgot_at is None or now - self._forgot_at >= _FORGET_EVERY:
            # Noted first: what cannot be deleted is tried again in an hour, not with every beat.
            self._forgot_at = now
            mail_actions.forget_old(at=now)
            for _step in privacy.forget_due(at=now):
                actions.beat(worker_id=self._worker_id, at=timezone.now())
        if self._looked_at is None or abs(now - self._looked_at) >= _LOOK_AT_THE_DAY_EVERY:
            duties.schedule(now=now)
            newsletter.schedule(now=now)
            meetings.schedule(now=now)
            self._looked_at = now

    def stop(self) -> None:
        """Beat no more."""
        self._is_over.set()
        self.join(jobs.BEAT_SECONDS)


class _Postman(threading.Thread):
    """Does the jobs of the queue of mail, one after the other."""

    def __init__(self, worker: _Worker) -> None:
        super().__init__(daemon=True, name="postman")
        self._worker = worker

    def run(self) -> None:
        """Hand mail over until told to stop; a database that is away is asked again."""
        while self._worker.running:
            try:
                self._worker.run()
            except DatabaseError:
                connections.close_all()
                time.sleep(_LOOK_EVERY_SECONDS)
        connections.close_all()

    def stop(self) -> None:
        """Let the mail at hand be sent, if that does not take too long, and no other."""
        self._worker.running = False
        self.join(_MAIL_FAREWELL_SECONDS)


def work(options: Namespace) -> int:
    """Do jobs until a signal ends it, or until none waits."""
    _step_back(options.nice)
    worker_id = get_random_string(32)
    outbox.sweep(at=timezone.now())
    # What does only what waits now does it all in one thread; it ends when nothing is left.
    worker = _worker(worker_id, ["*"], [] if options.once else [MAIL], ends=options.once)
    worker.configure_signals()
    threads: list[_Pulse | _Postman] = [_Pulse(worker_id, os.getppid() if options.with_parent else None)]
    if not options.once:
        threads.append(_Postman(_worker(worker_id, [MAIL], [], ends=False)))
    for thread in threads:
        thread.start()
    try:
        worker.run()
    finally:
        for thread in reversed(threads):
            thread.stop()
        actions.say_goodbye(worker_id=worker_id)
    return 0


def _worker(worker_id: str, queues: list[str], but: list[str], *, ends: bool) -> _Worker:
    return _Worker(
        queue_names=queues,
        interval=_LOOK_EVERY_SECONDS,
        batch=ends,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=but,
    )


def _step_back(by: int) -> None:
    """Let pages go first: they are waited for, jobs are not."""
    os.nice(max(0, by))
    if hasattr(os, "SCHED_BATCH"):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def start_beside() -> subprocess.Popen[bytes]:
    """Start a worker as a child of this process; it ends with it, whatever happens."""
    command = [sys.executable, "-m", "klimapakt.commands.main", "worker", "--with-parent"]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603  (a fixed command)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask a worker to stop after the job at hand; make it stop when that takes too long."""
    process.terminate()
    try:
        process.wait(_FAREWELL_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
