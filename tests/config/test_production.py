"""The settings of a server, read in a process of its own because a process has one set of settings."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.config.test_environment import PRODUCTION

_NAMES = (
    "ALLOWED_HOSTS",
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE",
    "DEBUG",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "EMAIL_USE_SSL",
    "EMAIL_USE_TLS",
    "LANGUAGE_COOKIE_NAME",
    "LANGUAGE_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "ALLAUTH_TRUSTED_PROXY_COUNT",
    "ACCOUNT_DEFAULT_HTTP_PROTOCOL",
    "DATABASES",
    "CACHES",
    "STORAGES",
)
_SCRIPT = f"""
import json, warnings
warnings.simplefilter("error")
import django
django.setup()
from django.conf import settings
from django.core import checks
messages = checks.run_checks(include_deployment_checks=True)
said = [f"{{one.id}} {{one.msg}}" for one in messages if not one.is_silenced()]
print(json.dumps({{"said": said, **{{name: getattr(settings, name) for name in {_NAMES!r}}}}}, default=str))
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the settings of a server and what Django's own deployment checks say about them."""
    return _settings(tmp_path_factory.mktemp("var"))


@cache
def _settings(var: Path) -> dict[str, Any]:
    environ = PRODUCTION | {"KLIMA_VAR": str(var), "DJANGO_SETTINGS_MODULE": "klimapakt.config.settings"}
    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        env={"PATH": os.environ["PATH"]} | environ,
        check=True,
        stdout=subprocess.PIPE,
    )
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_djangos_deployment_checks_have_nothing_to_say(server: dict[str, Any]) -> None:
    assert server["said"] == []


def test_cookies_travel_over_https_only_and_belong_to_one_host(server: dict[str, Any]) -> None:
    for cookie in ("SESSION", "CSRF", "LANGUAGE"):
        assert server[f"{cookie}_COOKIE_SECURE"] is True
        assert server[f"{cookie}_COOKIE_NAME"].startswith("__Host-")


def test_browsers_are_told_to_use_https_for_a_year(server: dict[str, Any]) -> None:
    assert server["SECURE_SSL_REDIRECT"] is True
    assert server["SECURE_HSTS_SECONDS"] == 365 * 24 * 3600
    assert server["ACCOUNT_DEFAULT_HTTP_PROTOCOL"] == "https"


def test_one_reverse_proxy_is_trusted_unless_told_otherwise(server: dict[str, Any]) -> None:
    assert server["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert server["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_only_the_named_hosts_are_answered(server: dict[str, Any]) -> None:
    assert server["ALLOWED_HOSTS"] == ["klimapakt.example.org", "www.klimapakt.example.org"]
    assert server["DEBUG"] is False


def test_mail_leaves_over_tls(server: dict[str, Any]) -> None:
    assert (server["EMAIL_HOST"], server["EMAIL_PORT"]) == ("mail.example.org", 465)
    assert (server["EMAIL_USE_SSL"], server["EMAIL_USE_TLS"]) == (True, False)


def test_the_database_is_postgresql_with_kept_and_tested_connections(server: dict[str, Any]) -> None:
    database = server["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["CONN_MAX_AGE"] > 0
    assert database["CONN_HEALTH_CHECKS"] is True


def test_limits_are_counted_where_all_processes_see_them(server: dict[str, Any]) -> None:
    assert server["CACHES"]["default"]["BACKEND"].endswith("DatabaseCache")


def test_uploaded_files_have_no_address_of_their_own(server: dict[str, Any]) -> None:
    assert server["STORAGES"]["default"]["OPTIONS"] == {"location": "/srv/klimapakt/media", "base_url": None}
