"""Finds a PostgreSQL for the tests: the one that is named, or one that answers on this machine."""

import getpass
import os
from urllib.parse import quote

import psycopg

VARIABLE = "KLIMA_TEST_DATABASE_URL"
_MAY_CREATE = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"


def find() -> str | None:
    """Return the address of a server on which this user may create databases, or None where there is none.

    Without ``KLIMA_TEST_DATABASE_URL`` the usual port of this machine is tried, as ``postgres`` and under the
    name of the user.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return named
    users = dict.fromkeys([os.environ.get("PGUSER", "postgres"), "postgres", getpass.getuser()])
    password, port = os.environ.get("PGPASSWORD", ""), os.environ.get("PGPORT", "5432")
    for user in users:
        secret = f":{quote(password, safe='')}" if password else ""
        url = f"postgres://{quote(user, safe='')}{secret}@127.0.0.1:{port}/postgres"
        if _answers(url):
            return url
    return None


def _answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(_MAY_CREATE).fetchone()
    except psycopg.Error:
        return False
    return row is not None and bool(row[0])
