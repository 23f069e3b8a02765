"""Pure decisions about organisations: who may see and change what, and which names are free."""

import hashlib
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum

from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.organisations.enums import RoleKind

EDITING = frozenset({RoleKind.MANAGEMENT, RoleKind.CLIMATE_CONTACT, RoleKind.DATA_ENTRY})
"""Roles that may change sites, inventories and uploads."""

READING = EDITING | {RoleKind.READ_ONLY}
"""Roles that may see consumption and results; publicity needs neither until a figure is released to it."""

GRANTING = frozenset({RoleKind.MANAGEMENT, RoleKind.CLIMATE_CONTACT})
"""Roles a person without the right can ask for it."""

INVITABLE_BY_CONTACT = frozenset({RoleKind.DATA_ENTRY, RoleKind.READ_ONLY, RoleKind.PRESS})
"""Roles that a climate contact may invite into; equals and management only the management."""

INVITATION_COUNTS = timedelta(days=14)
"""How long an invitation counts from the day it was sent."""

MOST_WAITING = 50
"""More invitations of one organisation do not wait at the same time: mail must not be sent in masses."""


class InvitationState(Enum):
    """How an invitation stands; only an open one can be accepted."""

    OPEN = "open"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class NotPossible(Exception):
    """Something cannot be done now; ``message`` says why, for the person who tried."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.code)
        self.message = message


class NotPermitted(NotPossible):
    """The person's role does not include this."""

    def __init__(self) -> None:
        text = gettext_noop("Your role does not allow this. Please ask the management of your organisation.")
        super().__init__(Message("not_permitted", text))


class LastManagement(NotPossible):
    """Without this person nobody would decide who acts for the organisation."""

    def __init__(self) -> None:
        text = gettext_noop(
            "This is the only person with the role management. Give somebody else this role first."
        )
        super().__init__(Message("last_management", text))


class RoleGone(NotPossible):
    """Somebody else has ended the role in the meantime."""

    def __init__(self) -> None:
        text = gettext_noop("This role has ended in the meantime. Nothing was changed.")
        super().__init__(Message("role_gone", text))


class OwnAddress(NotPossible):
    """Somebody invites themselves."""

    def __init__(self) -> None:
        text = gettext_noop("This is your own address. You act for the organisation already.")
        super().__init__(Message("own_address", text))


class AlreadyIn(NotPossible):
    """The invited person acts for the organisation already."""

    def __init__(self, person: str, role: str) -> None:
        text = gettext_noop(
            "%(person)s acts for the organisation already (%(role)s). You can change the role in the list."
        )
        super().__init__(Message("already_in", text, {"person": person, "role": role}))


class TooManyInvitations(NotPossible):
    """Too many invitations wait already."""

    def __init__(self) -> None:
        text = gettext_noop(
            "%(most)s invitations are waiting already. Withdraw some that are no longer needed."
        )
        super().__init__(Message("too_many_invitations", text, {"most": MOST_WAITING}))


class UnknownToken(NotPossible):
    """No invitation has this link."""

    def __init__(self) -> None:
        text = gettext_noop(
            "This link belongs to no invitation. Perhaps it was cut off in the mail, "
            "or a newer link was sent."
        )
        super().__init__(Message("unknown_token", text))


class InvitationOver(NotPossible):
    """The invitation was accepted, withdrawn, or waited for too long."""

    def __init__(self, state: InvitationState) -> None:
        texts = {
            InvitationState.ACCEPTED: gettext_noop(
                "This invitation has been accepted already. Please sign in."
            ),
            InvitationState.WITHDRAWN: gettext_noop(
                "This invitation has been withdrawn. Ask whoever invited you if that is a mistake."
            ),
        }
        expired = gettext_noop("This invitation has expired. Ask whoever invited you to send it again.")
        super().__init__(Message("invitation_over", texts.get(state, expired)))
        self.state = state


class NotInvited(NotPossible):
    """The invitation is for another person, or the account is closed."""

    def __init__(self) -> None:
        text = gettext_noop("This invitation is for another e-mail address than that of your account.")
        super().__init__(Message("not_invited", text))


class SiteInUse(NotPossible):
    """Rows, bills or meters name the site."""

    def __init__(self, name: str) -> None:
        text = gettext_noop(
            "“%(name)s” cannot be deleted: there are entries, bills or measures for this site. "
            "Delete them or move them to another site first."
        )
        super().__init__(Message("site_in_use", text, {"name": name}))


class ChangedMeanwhile(Exception):
    """Somebody else has changed it since it was looked at; ``current`` is how it stands now."""

    def __init__(self, current: object) -> None:
        super().__init__("changed meanwhile")
        self.current = current


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


def may_invite(kind: str | None, invited: str) -> bool:
    """Tell whether this role may invite into that one.

    >>> may_invite("climate_contact", "data_entry"), may_invite("climate_contact", "management")
    (True, False)
    """
    return kind == RoleKind.MANAGEMENT or (
        kind == RoleKind.CLIMATE_CONTACT and invited in INVITABLE_BY_CONTACT
    )


def invitable_by(kind: str | None) -> tuple[RoleKind, ...]:
    """Return the roles that this role may invite into, in the order of the list."""
    return tuple(one for one in RoleKind if may_invite(kind, one))


def may_change_roles(kind: str | None) -> bool:
    """Tell whether this role changes and ends the roles of others."""
    return kind == RoleKind.MANAGEMENT


def ensure_may_invite(kind: str | None, invited: str) -> None:
    """Raise NotPermitted when this role may not invite into that one."""
    if not may_invite(kind, invited):
        raise NotPermitted


def ensure_may_change_roles(kind: str | None) -> None:
    """Raise NotPermitted when this role may not change the roles of others."""
    if not may_change_roles(kind):
        raise NotPermitted


def ensure_management_remains(*, other_exists: bool) -> None:
    """Raise LastManagement when nobody else would be management."""
    if not other_exists:
        raise LastManagement


def invitation_state(
    *, accepted_at: datetime | None, withdrawn_at: datetime | None, expires_at: datetime, now: datetime
) -> InvitationState:
    """Return how an invitation stands; what was decided counts for more than the time."""
    if accepted_at is not None:
        return InvitationState.ACCEPTED
    if withdrawn_at is not None:
        return InvitationState.WITHDRAWN
    return InvitationState.EXPIRED if now >= expires_at else InvitationState.OPEN


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


def hash_of(token: str) -> str:
    """Return what of a link's token rests in the database."""
    return hashlib.sha256(token.encode()).hexdigest()
