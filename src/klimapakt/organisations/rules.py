"""Pure decisions about organisations: who may see and change what, and which names are free."""

import unicodedata
from collections.abc import Iterable

from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.organisations.enums import RoleKind

EDITING = frozenset({RoleKind.MANAGEMENT, RoleKind.CLIMATE_CONTACT, RoleKind.DATA_ENTRY})
"""Roles that may change sites, inventories and uploads."""

READING = EDITING | {RoleKind.READ_ONLY}
"""Roles that may see consumption and results; publicity needs neither until a figure is released to it."""

GRANTING = frozenset({RoleKind.MANAGEMENT, RoleKind.CLIMATE_CONTACT})
"""Roles a person without the right can ask for it."""


class NameTaken(Exception):
    """Another site or organisation of this name exists; the message says so in the person's language."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.message = Message(
            "name_taken",
            gettext_noop("There is already an entry named “%(name)s”. Please choose another name."),
            {"name": name},
        )


class NameMissing(Exception):
    """The name consists of nothing but spaces."""

    def __init__(self) -> None:
        super().__init__("name missing")
        self.message = Message("name_missing", gettext_noop("Please enter a name."))


def may_read(kind: str) -> bool:
    """Tell whether this role sees consumption and results of its organisation.

    >>> may_read("press"), may_read("read_only")
    (False, True)
    """
    return kind in READING


def may_edit(kind: str) -> bool:
    """Tell whether this role changes consumption and sites of its organisation.

    >>> may_edit("read_only"), may_edit("data_entry")
    (False, True)
    """
    return kind in EDITING


def clean_name(name: str) -> str:
    r"""Return a name in one spelling: composed characters, single spaces, none at the ends.

    >>> clean_name("  Backstube \t Nord ")
    'Backstube Nord'
    """
    return " ".join(unicodedata.normalize("NFC", name).split())


def name_key(name: str) -> str:
    """Return the key under which two spellings of one name meet.

    >>> name_key("BACKSTUBE  Süd") == name_key("Backstube süd")
    True
    """
    return clean_name(name).casefold()


def ensure_name_free(name: str, taken: Iterable[str]) -> str:
    """Return the cleaned name; raise when it is empty or when another entry has it in any spelling."""
    cleaned = clean_name(name)
    if not cleaned:
        raise NameMissing
    if name_key(cleaned) in {name_key(other) for other in taken}:
        raise NameTaken(cleaned)
    return cleaned


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Return the known name a misspelt one most likely means; None when none is close.

    >>> nearest_name("Bakcstube", ["Backstube", "Laden"])
    'Backstube'
    """
    by_key = {name_key(candidate): candidate for candidate in known}
    found = nearest(name_key(name), list(by_key))
    return by_key[found[0]] if found else None
