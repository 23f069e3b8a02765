"""A database of its own for a measurement: on PostgreSQL where one answers, else SQLite in a folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tools import postgresql


@contextmanager
def empty(url: str | None) -> Iterator[str]:
    """Yield the address of an empty database on the server of this one, or nothing, which is SQLite.

    The database is gone afterwards, and so is one of the same name that a killed run has left.
    """
    if url is None:
        yield ""
        return
    name = sql.Identifier(f"klimapakt_bench_{os.getpid()}")
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
        server.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/klimapakt_bench_{os.getpid()}"))
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def server() -> str | None:
    """Return the PostgreSQL to measure on; None where none answers."""
    return postgresql.find()
