"""The process that does jobs: takes them one after the other, says that it lives, tries again what failed."""

import os
import signal
import subprocess
import sys
import threading
from argparse import Namespace
from typing import Final

from django.db import DatabaseError, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from klimapakt.foundation import actions, jobs

_LOOK_EVERY_SECONDS: Final = 0.5
_FAREWELL_SECONDS: Final = 25


class _Worker(Worker):
    """The worker of django-tasks-db, which itself neither repeats what failed nor knows who else lives."""

    def run_task(self, db_task_result: "DBTaskResult[..., object]") -> None:
        """Run a job; when it fails, let it wait for another attempt."""
        super().run_task(db_task_result)
        actions.try_again(job_id=db_task_result.pk, at=timezone.now())


class _Pulse(threading.Thread):
    """Says every few seconds that the worker lives, and gives back the jobs of workers that do not."""

    def __init__(self, worker_id: str, parent: int | None) -> None:
        super().__init__(daemon=True, name="pulse")
        self._worker_id = worker_id
        self._parent = parent
        self._is_over = threading.Event()

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
        """Say that the worker lives, and free what was abandoned."""
        now = timezone.now()
        actions.beat(worker_id=self._worker_id, at=now)
        actions.free_abandoned(at=now)

    def stop(self) -> None:
        """Beat no more."""
        self._is_over.set()
        self.join(jobs.BEAT_SECONDS)


def work(options: Namespace) -> int:
    """Do jobs until a signal ends it, or until none waits."""
    _step_back(options.nice)
    worker = _Worker(
        queue_names=["*"],
        interval=_LOOK_EVERY_SECONDS,
        batch=options.once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    pulse = _Pulse(worker.worker_id, os.getppid() if options.with_parent else None)
    pulse.start()
    try:
        worker.run()
    finally:
        pulse.stop()
        actions.say_goodbye(worker_id=worker.worker_id)
    return 0


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
