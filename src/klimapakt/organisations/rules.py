"""Pure decisions about organisations: who may see and change what, and which names are free."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime

from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Invitation
from klimapakt.people.models import Person

EDITING = frozenset({RoleKind.MANAGEMENT, RoleKind.CLIMATE_CONTACT, RoleKind.DATA_ENTRY})
"""Roles that may change sites, inventories and uploads."""

READING = EDITING | {RoleKind.READ_ONLY}
"""Roles that may see consumption and results; publicity needs neither until a figure is released to it."""

GRANTING = frozenset({RoleKind.MANAGEMENT, RoleKind.CLIMATE_CONTACT})
"""Roles a person without the right can ask for it."""


INVITATION_SENTENCES: Mapping[str, str] = {
    "used": gettext_noop(
        "This invitation has been used already; its link works once. If it was you, simply sign in."
    ),
    "withdrawn": gettext_noop("This invitation has been taken back. Ask the person who invited you."),
    "expired": gettext_noop(
        "This invitation has expired. Ask the person who invited you to send it again; that takes one click."
    ),
    "for_another": gettext_noop(
        "This invitation is for another e-mail address than the one you are signed in with."
    ),
    "closed_account": gettext_noop("This account is closed. Please write to the pact office."),
    "already_in": gettext_noop("You act for this organisation already. The invitation changes nothing."),
}
"""Why an invitation cannot be accepted, by the end of its code."""


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


class Refused(Exception):
    """An act that may not be; ``message`` says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text())
        self.message = message


class NotGranted(Refused):
    """The person may not give or take this role."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "not_granted",
                gettext_noop(
                    "Your role does not allow this. Please ask the management of your organisation."
                ),
            )
        )


class LastManagement(Refused):
    """The organisation would be left without anybody in management."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "last_management",
                gettext_noop(
                    "This is the last person in management. Give the role to somebody else first, "
                    "so that the organisation is not left without anybody who decides."
                ),
            )
        )


class RoleGone(Refused):
    """Somebody else has ended the role in the meantime."""

    def __init__(self) -> None:
        super().__init__(
            Message("role_gone", gettext_noop("This role has been ended by somebody else in the meantime."))
        )


class AlreadyIn(Refused):
    """The invited person acts for the organisation already."""

    def __init__(self, address: str) -> None:
        super().__init__(
            Message(
                "already_in",
                gettext_noop(
                    "%(address)s already acts for this organisation. Change the role in the list of people."
                ),
                {"address": address},
            )
        )


class InvitationRefused(Refused):
    """The invitation cannot be accepted; ``message.code`` says why."""


def may_grant(own: str | None, kind: str) -> bool:
    """Tell whether somebody with the role ``own`` may give or take ``kind``.

    Management gives every role; the climate contact those without decisions.

    >>> may_grant("climate_contact", "data_entry"), may_grant("climate_contact", "management")
    (True, False)
    >>> may_grant(None, "press"), may_grant("data_entry", "read_only")
    (False, False)
    """
    if own == RoleKind.MANAGEMENT:
        return True
    return own == RoleKind.CLIMATE_CONTACT and kind in {
        RoleKind.DATA_ENTRY,
        RoleKind.PRESS,
        RoleKind.READ_ONLY,
    }


def ensure_may_grant(own: str | None, kind: str) -> None:
    """Raise NotGranted unless somebody with this role may give or take the other."""
    if not may_grant(own, kind):
        raise NotGranted


def ensure_management_stays(old: str, others: int, *, new: str | None) -> None:
    """Raise LastManagement when nobody in management would be left.

    >>> ensure_management_stays("management", 1, new=None)
    """
    if old == RoleKind.MANAGEMENT and new != RoleKind.MANAGEMENT and others == 0:
        raise LastManagement


def ensure_not_in(has_role: bool, address: str) -> None:
    """Raise AlreadyIn when the address belongs to somebody who acts for the organisation."""
    if has_role:
        raise AlreadyIn(address)


def ensure_is_open(invitation: Invitation, now: datetime) -> None:
    """Raise InvitationRefused for one that was accepted, withdrawn or has expired."""
    for is_so, code in (
        (invitation.accepted_at is not None, "used"),
        (invitation.withdrawn_at is not None, "withdrawn"),
        (invitation.expires_at <= now, "expired"),
    ):
        if is_so:
            raise InvitationRefused(Message(f"invitation_{code}", INVITATION_SENTENCES[code]))


def ensure_can_accept(invitation: Invitation, person: Person, now: datetime, *, has_role: bool) -> None:
    """Raise InvitationRefused unless this person may take up the role of the invitation now."""
    ensure_is_open(invitation, now)
    for is_so, code in (
        (person.email != invitation.email, "for_another"),
        (not person.is_active, "closed_account"),
        (has_role, "already_in"),
    ):
        if is_so:
            raise InvitationRefused(Message(f"invitation_{code}", INVITATION_SENTENCES[code]))


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
