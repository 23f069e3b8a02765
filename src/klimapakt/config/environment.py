"""The environment variables of Klimapakt, read once into one typed value.

Everything that differs between a laptop and a city's server stands here and nowhere else. Reading is strict:
every problem of every variable is collected and told at once, so that an operator mends the file in one go.
Why the mode is named rather than guessed is argued in
``docs/decisions/0002-settings-from-the-environment.md``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, quote, unquote, urlsplit

from klimapakt.config import signing
from klimapakt.config.addresses import is_host, path_in, port_in

VARIABLES: Mapping[str, str] = {
    "KLIMA_MODE": "embedded (default: everything in one folder) or production",
    "KLIMA_VAR": "folder for the data of the embedded default, usually var",
    "KLIMA_DEBUG": "1 shows technical error pages; embedded only",
    "KLIMA_DEMO": "1 shows the demo accounts on the sign-in page; embedded only",
    "KLIMA_PACT_NAME": "name of the first climate pact as people read it; klimapakt pact makes more",
    "KLIMA_CONTACT_EMAIL": "address at which people reach the office of the first pact",
    "KLIMA_SECRET_KEY": "secret that signs sessions and links",
    "KLIMA_HOSTS": "host names under which the site answers, with commas between them",
    "KLIMA_PROXIES": "how many reverse proxies stand in front of the server",
    "KLIMA_CACHE_URL": "locmem:// or db://",
    "KLIMA_TASKS": "db (jobs wait in the database for klimapakt worker) or immediate (embedded only)",
    "KLIMA_STORAGE_URL": "file:// and the folder for uploaded files",
    "KLIMA_STATIC": "finders (from the package) or manifest (collected, compressed, hashes in the names)",
    "KLIMA_EMAIL_URL": "file:// and a folder, smtp+tls:// or smtp+starttls:// and the server",
    "KLIMA_EMAIL_FROM": "address that mails are sent from",
    **signing.VARIABLES,
    "DATABASE_URL": "sqlite:/// and a file, or postgres://",
}

SECRET_LENGTH = 50
_ADDRESS = re.compile(r"^[^@\s<>]+@([^@\s<>]+\.[^@\s<>]+|localhost)$")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
NAMES_OF_THIS_MACHINE = ".localhost"  # browsers ask no server for names that end so
_Kind = TypeVar("_Kind", bound=Enum)


class Mode(Enum):
    """What kind of installation this is; decides which variables are required and how strict cookies are."""

    EMBEDDED = "embedded"
    PRODUCTION = "production"


class Static(Enum):
    """Where style sheets, scripts and fonts are served from."""

    FINDERS = "finders"
    MANIFEST = "manifest"


class Cache(Enum):
    """Where short-lived values are kept: in each process, or in the database and so shared by all of them."""

    LOCMEM = "locmem"
    DATABASE = "db"


class Tasks(Enum):
    """Who does what takes longer: a worker that takes jobs out of the database, or the caller at once."""

    DATABASE = "db"
    IMMEDIATE = "immediate"


@dataclass(frozen=True, slots=True)
class MailFolder:
    """Mails are written as files into this folder; nothing leaves the machine."""

    folder: Path


@dataclass(frozen=True, slots=True)
class MailServer:
    """Mails are handed to this server, over TLS from the first byte or after a required STARTTLS."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    starts_in_tls: bool


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration of one installation."""

    mode: Mode
    var: Path
    debug: bool
    demo: bool
    pact_name: str
    contact_email: str
    secret_key: str | None = field(repr=False)
    hosts: tuple[str, ...]
    proxies: int
    database_url: str = field(repr=False)
    cache: Cache
    tasks: Tasks
    storage: Path
    static: Static
    mail: MailFolder | MailServer
    mail_from: str
    signing: signing.Signing

    @property
    def is_production(self) -> bool:
        """Whether real people use this installation over the network."""
        return self.mode is Mode.PRODUCTION

    @property
    def has_postgresql(self) -> bool:
        """Whether the database is PostgreSQL rather than SQLite."""
        return urlsplit(self.database_url).scheme in {"postgres", "postgresql"}

    @property
    def sqlite_file(self) -> Path | None:
        """The file of the SQLite database, or None where the database is PostgreSQL."""
        return None if self.has_postgresql else path_in(self.database_url)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one variable and how to mend it."""

    variable: str
    sentence: str
    mend: str

    def __str__(self) -> str:
        return f"{self.variable}: {self.sentence} {self.mend}"


class EnvironmentInvalid(Exception):
    """The environment cannot be used; carries every problem found, not only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(
            "\n".join(["The environment cannot be used:", *(f"  {problem}" for problem in problems)])
        )


def read(environ: Mapping[str, str]) -> Config:
    """Return the configuration these variables describe; raise EnvironmentInvalid with all problems."""
    reader = _Reader(environ)
    config = reader.config()
    if reader.problems:
        raise EnvironmentInvalid(tuple(reader.problems))
    return config


class _Reader:
    """Reads variable by variable; after a problem it falls back to a harmless value and goes on."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._values = {name: value.strip() for name, value in environ.items() if value.strip()}
        self.problems: list[Problem] = []
        self._refuse_unknown()
        self._mode = self._choice("KLIMA_MODE", Mode, Mode.EMBEDDED)

    def config(self) -> Config:
        """Return the configuration; worthless when problems were found."""
        var = Path(self._values.get("KLIMA_VAR", "var")).absolute()
        return Config(
            mode=self._mode,
            var=var,
            debug=self._embedded_switch("KLIMA_DEBUG", "It shows the inside of the program to anybody."),
            demo=self._embedded_switch("KLIMA_DEMO", "Its accounts have passwords everybody knows."),
            pact_name=self._values.get("KLIMA_PACT_NAME", "Klimapakt"),
            contact_email=self._contact_email(),
            secret_key=self._secret_key(),
            hosts=self._hosts(),
            proxies=self._proxies(),
            database_url=self._database_url(var),
            cache=self._cache(),
            tasks=self._tasks(),
            storage=self._storage(var),
            static=self._choice(
                "KLIMA_STATIC", Static, Static.MANIFEST if self._is_production else Static.FINDERS
            ),
            mail=self._mail(var),
            mail_from=self._mail_from(),
            signing=signing.read(self._values, self._problem),
        )

    @property
    def _is_production(self) -> bool:
        return self._mode is Mode.PRODUCTION

    def _refuse_unknown(self) -> None:
        for name in sorted(self._values):
            if name.startswith("KLIMA_") and name not in VARIABLES:
                near = get_close_matches(name, list(VARIABLES), n=1, cutoff=0.6)
                hint = f"Did you mean {near[0]}?" if near else "Known are " + ", ".join(VARIABLES) + "."
                self._problem(name, "There is no such variable.", hint)

    def _problem(self, variable: str, sentence: str, mend: str) -> None:
        self.problems.append(Problem(variable, sentence, mend))

    def _needed(self, name: str, mend: str) -> str | None:
        """Return the value; in production its absence is a problem, in the embedded default it is None."""
        value = self._values.get(name)
        if value is None and self._is_production:
            self._problem(name, "Required in production.", mend)
        return value

    def _choice(self, name: str, kind: type[_Kind], default: _Kind) -> _Kind:
        value = self._values.get(name)
        if value is None:
            return default
        try:
            return kind(value)
        except ValueError:
            known = " or ".join(str(member.value) for member in kind)
            self._problem(name, f"{value!r} is not known.", f"Use {known}.")
            return default

    def _embedded_switch(self, name: str, danger: str) -> bool:
        value = self._values.get(name, "0")
        if value not in {"0", "1"}:
            self._problem(name, f"{value!r} is neither yes nor no.", "Use 1 or 0.")
        if value == "1" and self._is_production:
            self._problem(name, f"Not allowed in production. {danger}", "Remove it.")
        return value == "1"

    def _secret_key(self) -> str | None:
        mend = "Make one with: openssl rand -base64 48"
        key = self._needed("KLIMA_SECRET_KEY", mend)
        if key is not None and (len(key) < SECRET_LENGTH or len(set(key)) < SECRET_LENGTH // 5):
            self._problem(
                "KLIMA_SECRET_KEY",
                f"Too easy to guess: it needs at least {SECRET_LENGTH} characters, picked at random.",
                mend,
            )
        return key

    def _hosts(self) -> tuple[str, ...]:
        text = self._needed(
            "KLIMA_HOSTS", "Name the addresses people type, for example klimapakt.example.org."
        )
        if text is None:
            return (*LOOPBACK, NAMES_OF_THIS_MACHINE) if self._values.get("KLIMA_DEMO") == "1" else LOOPBACK
        hosts = tuple(host.strip().lower() for host in text.split(",") if host.strip())
        for host in hosts:
            if not is_host(host):
                self._problem(
                    "KLIMA_HOSTS",
                    f"{host!r} is not a host name.",
                    "Write it without https:// and without port.",
                )
            elif not (self._is_production or host in LOOPBACK or host.endswith(NAMES_OF_THIS_MACHINE)):
                self._problem(
                    "KLIMA_HOSTS",
                    f"{host} can be reached over the network, which the embedded default is not made for.",
                    "Set KLIMA_MODE=production.",
                )
        return hosts

    def _proxies(self) -> int:
        text = self._values.get("KLIMA_PROXIES", "1" if self._is_production else "0")
        if not re.fullmatch(r"\d", text):
            self._problem("KLIMA_PROXIES", f"{text!r} is no number of proxies.", "Use a number from 0 to 9.")
            return 0
        return int(text)

    def _database_url(self, var: Path) -> str:
        embedded = f"sqlite:///{quote(str(var / 'klimapakt.sqlite3'))}"
        mend = "Name the PostgreSQL database: postgres://user:password@host:5432/name"
        url = self._needed("DATABASE_URL", mend) or embedded
        scheme = urlsplit(url).scheme
        if scheme not in {"sqlite", "postgres", "postgresql"}:
            self._problem("DATABASE_URL", f"{masked(url)!r} names no database that is supported.", mend)
            return embedded
        if scheme == "sqlite" and self._is_production and url is not embedded:
            self._problem("DATABASE_URL", "SQLite is for the embedded default.", mend)
        if not urlsplit(url).path.strip("/"):
            self._problem("DATABASE_URL", "The name of the database is missing after the last slash.", mend)
        elif port_in(urlsplit(url)) is None:
            self._problem("DATABASE_URL", "The port is not a number from 1 to 65535.", mend)
            return embedded
        return url

    def _cache(self) -> Cache:
        url = self._values.get("KLIMA_CACHE_URL", "db://" if self._is_production else "locmem://")
        scheme = urlsplit(url).scheme
        if scheme not in {cache.value for cache in Cache}:
            self._problem("KLIMA_CACHE_URL", f"{url!r} is not known.", "Use locmem:// or db://.")
            return Cache.LOCMEM
        if scheme == Cache.LOCMEM.value and self._is_production:
            self._problem(
                "KLIMA_CACHE_URL",
                "locmem:// is not shared between processes, so limits on guessing would not hold.",
                "Use db://.",
            )
        return Cache(scheme)

    def _tasks(self) -> Tasks:
        tasks = self._choice("KLIMA_TASKS", Tasks, Tasks.DATABASE)
        if tasks is Tasks.IMMEDIATE and self._is_production:
            self._problem("KLIMA_TASKS", "With immediate, one large file holds up all pages.", "Use db.")
        return tasks

    def _storage(self, var: Path) -> Path:
        mend = "Name a folder: file:///srv/klimapakt/media"
        url = self._needed("KLIMA_STORAGE_URL", mend)
        return var / "media" if url is None else self._folder("KLIMA_STORAGE_URL", url, mend)

    def _folder(self, name: str, url: str, mend: str) -> Path:
        path = path_in(url)
        if urlsplit(url).scheme != "file" or not path.name:
            self._problem(name, f"{masked(url)!r} does not name a folder.", mend)
        return path

    def _mail(self, var: Path) -> MailFolder | MailServer:
        mend = "Name the mail server: smtp+tls://user:password@mail.example.org:465"
        url = self._needed("KLIMA_EMAIL_URL", mend)
        if url is None:
            return MailFolder(var / "outbox")
        parts = urlsplit(url)
        if parts.scheme in {"smtp+tls", "smtp+starttls"}:
            return self._mail_server(parts, mend)
        if parts.scheme == "smtp":
            self._problem("KLIMA_EMAIL_URL", "smtp:// sends passwords and mails in the clear.", mend)
            return MailFolder(var / "outbox")
        return MailFolder(self._folder("KLIMA_EMAIL_URL", url, mend))

    def _mail_server(self, parts: SplitResult, mend: str) -> MailServer:
        if not parts.hostname:
            self._problem("KLIMA_EMAIL_URL", "The name of the mail server is missing.", mend)
        starts_in_tls = parts.scheme == "smtp+tls"
        port = port_in(parts)
        if port is None:
            self._problem("KLIMA_EMAIL_URL", "The port is not a number from 1 to 65535.", mend)
        return MailServer(
            host=parts.hostname or "",
            port=port or (465 if starts_in_tls else 587),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            starts_in_tls=starts_in_tls,
        )

    def _contact_email(self) -> str:
        mend = "Name the office's address: klimapakt@example.org"
        return self._address("KLIMA_CONTACT_EMAIL", self._values.get("KLIMA_CONTACT_EMAIL", ""), mend)

    def _mail_from(self) -> str:
        mend = "Name the address mails come from: klimapakt@example.org"
        address = self._needed("KLIMA_EMAIL_FROM", mend)
        return self._address("KLIMA_EMAIL_FROM", address or "klimapakt@localhost", mend)

    def _address(self, name: str, address: str, mend: str) -> str:
        if address and not _ADDRESS.match(address):
            self._problem(name, f"{address!r} is not a mail address.", mend)
        return address


def masked(url: str) -> str:
    """Return an address without its password, for people to read.

    >>> masked("postgres://klima:secret@db:5432/klima")
    'postgres://klima:…@db:5432/klima'
    """
    without_password = re.sub(r"(?<=://)([^:/@]*):.*@", r"\1:…@", url)
    return re.sub(r"(?<=password=)[^&]*", "…", without_password)
