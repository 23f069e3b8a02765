"""What kinds of mail there are: each room declares its own as ``mail_kinds`` of its AppConfig."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of mail; its templates lie in ``mail/<name>/``.

    ``title`` and ``why`` are msgids: what the office calls it, and the sentence at its foot that says why one
    gets it, filled with the values of the mail. ``secrets`` names values that open something or tell where
    somebody was: they rest sealed and are emptied when the mail has left. ``counts_for`` is how long the mail
    is of any use. ``in_lines`` names values that somebody wrote in paragraphs, which stay. ``left_by`` names
    the value with the link that ends mail of this kind: mail programs offer it as a button (RFC 8058).
    """

    name: str
    title: str
    why: str
    secrets: tuple[str, ...] = ()
    counts_for: timedelta | None = None
    in_lines: tuple[str, ...] = ()
    left_by: str = ""


def all_kinds() -> Mapping[str, Kind]:
    """Return every kind by its name."""
    return {
        kind.name: kind for config in apps.get_app_configs() for kind in getattr(config, "mail_kinds", ())
    }
