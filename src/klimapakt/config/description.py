"""The configuration as people read it: every variable with the value in force, nothing secret among them."""

from collections.abc import Mapping
from dataclasses import dataclass

from klimapakt.config import signing
from klimapakt.config.environment import VARIABLES, Cache, Config, MailFolder, MailServer, masked

_HIDDEN = "(hidden)"


@dataclass(frozen=True, slots=True)
class Row:
    """One variable: its value in force, what it is for, and whether somebody set it."""

    variable: str
    value: str
    meaning: str
    is_set: bool


def describe(config: Config, environ: Mapping[str, str]) -> tuple[Row, ...]:
    """Return a row for every variable, also for those nobody set."""
    values = _values(config)
    return tuple(
        Row(name, values[name], meaning, bool(environ.get(name, "").strip()))
        for name, meaning in VARIABLES.items()
    )


def _values(config: Config) -> Mapping[str, str]:
    return {
        "KLIMA_MODE": config.mode.value,
        "KLIMA_VAR": str(config.var),
        "KLIMA_DEBUG": str(int(config.debug)),
        "KLIMA_DEMO": str(int(config.demo)),
        "KLIMA_PACT_NAME": config.pact_name,
        "KLIMA_CONTACT_EMAIL": config.contact_email,
        "KLIMA_SECRET_KEY": _HIDDEN if config.secret_key else f"{_HIDDEN}, in {config.var / 'secret'}",
        "KLIMA_HOSTS": ", ".join(config.hosts),
        "KLIMA_PROXIES": str(config.proxies),
        "KLIMA_CACHE_URL": "db://" if config.cache is Cache.DATABASE else "locmem://",
        "KLIMA_TASKS": config.tasks.value,
        "KLIMA_STORAGE_URL": f"file://{config.storage}",
        "KLIMA_STATIC": config.static.value,
        "KLIMA_EMAIL_URL": _mail(config.mail),
        "KLIMA_EMAIL_FROM": config.mail_from,
        **signing.described(config.signing),
        "DATABASE_URL": masked(config.database_url),
    }


def _mail(target: MailFolder | MailServer) -> str:
    if isinstance(target, MailFolder):
        return f"file://{target.folder}"
    scheme = "smtp+tls" if target.starts_in_tls else "smtp+starttls"
    account = f"{target.user}:…@" if target.user else ""
    return f"{scheme}://{account}{target.host}:{target.port}"
