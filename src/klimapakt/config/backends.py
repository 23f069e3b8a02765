"""Django's dictionaries for database, cache, files, mail and log, made from the configuration."""

from typing import Any

import dj_database_url

from klimapakt.config.environment import Cache, Config, MailServer, Static, Tasks

Settings = dict[str, Any]

# With SQLite's defaults concurrent writers fail with "database is locked"; with a write-ahead log, write
# transactions that take the lock when they begin, and patience, none did (docs/decisions/0002).
_SQLITE_OPTIONS: Settings = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
_MINUTE = 60


def database(config: Config) -> Settings:
    """Return the database: SQLite tuned for several writers, or PostgreSQL with kept, tested connections."""
    if config.sqlite_file is not None:
        config.sqlite_file.parent.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": config.sqlite_file,
            "OPTIONS": dict(_SQLITE_OPTIONS),
        }
    return dict(
        dj_database_url.parse(config.database_url, conn_max_age=10 * _MINUTE, conn_health_checks=True)
    )


def cache(config: Config) -> Settings:
    """Return the cache; its table in the database belongs to the migrations of the foundation."""
    if config.cache is Cache.DATABASE:
        return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "foundation_cacheentry"}
    return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}


def tasks(config: Config) -> dict[str, Settings]:
    """Return the queues of jobs, mail apart: in the database, where a worker finds them, or none."""
    kinds = {
        Tasks.DATABASE: "django_tasks_db.DatabaseBackend",
        Tasks.IMMEDIATE: "django_tasks.backends.immediate.ImmediateBackend",
    }
    return {"default": {"BACKEND": kinds[config.tasks], "QUEUES": ["default", "mail"]}}


def storages(config: Config) -> dict[str, Settings]:
    """Return where uploads rest, never below an address of the site, and how static files are named."""
    static = {
        Static.FINDERS: "django.contrib.staticfiles.storage.StaticFilesStorage",
        Static.MANIFEST: "whitenoise.storage.CompressedManifestStaticFilesStorage",
    }
    return {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": config.storage, "base_url": None},
        },
        "staticfiles": {"BACKEND": static[config.static]},
    }


def mail(config: Config) -> Settings:
    """Return the settings for outgoing mail: files in a folder, or a server reached over TLS only."""
    target = config.mail
    if isinstance(target, MailServer):
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": target.host,
            "EMAIL_PORT": target.port,
            "EMAIL_HOST_USER": target.user,
            "EMAIL_HOST_PASSWORD": target.password,
            "EMAIL_USE_SSL": target.starts_in_tls,
            "EMAIL_USE_TLS": not target.starts_in_tls,
            "EMAIL_TIMEOUT": 20,
        }
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(target.folder),
    }


def logging(config: Config) -> Settings:
    """Return the log: warnings to standard error, mail addresses and one-time links blackened."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {
                "()": "klimapakt.config.log.BlackeningFormatter",
                "format": "{asctime} {levelname} {name}: {message}",
                "style": "{",
            },
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["console"], "level": "INFO" if config.debug else "WARNING"},
        "loggers": {
            # Django adds its own handlers to these; everything goes through ours.
            "django": {"handlers": [], "level": "INFO" if config.debug else "WARNING", "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            # A visitor's wrong address is no event of ours, and it may hold a one-time link.
            "django.request": {"level": "ERROR"},
            # A worker that is asked to stop is no event; jobs that fail are told by django_tasks.
            "django_tasks_db": {"level": "ERROR"},
            # It warns of every answer to HEAD, whose body Django leaves to the server to drop.
            "gunicorn.http.wsgi": {"level": "ERROR"},
        },
    }
