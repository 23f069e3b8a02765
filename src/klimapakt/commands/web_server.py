"""gunicorn inside this process, configured by arguments and by nothing that happens to lie around."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from wsgiref.types import WSGIApplication

from django.db import connections
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # no types published

from klimapakt.config.wsgi import application

_TURN_SECONDS = 0.0005
"""How long a thread may calculate while others wait; Python's own 5 ms add up."""


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with the application that this process has loaded already; the workers are forked from it."""

    def __init__(self, options: Mapping[str, object]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Set the options over gunicorn's defaults."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIApplication:
        """Return the application."""
        return application


def serve(options: Namespace) -> int:
    """Serve until a signal ends it."""
    return run(bind=options.bind, workers=options.workers, threads=options.threads)


def run(*, bind: str, workers: int, threads: int, when_ready: Callable[[], None] | None = None) -> int:
    """Serve with threaded workers forked from this process; call ``when_ready`` once the port answers."""
    # A page that asks the database ten times waits ten times for its turn while another one calculates.
    sys.setswitchinterval(_TURN_SECONDS)
    # A connection that two processes share speaks nonsense in both.
    connections.close_all()
    options: dict[str, object] = {
        "bind": bind,
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": 20,
        "control_socket_disable": True,
        "loglevel": "warning",
    }
    if when_ready is not None:
        options["when_ready"] = lambda arbiter: when_ready()
    _Server(options).run()
    return 0
