"""Who works for the pact, and what every role may do, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import OfficeRole
from klimapakt.pacts.permissions import Permission, may, needs_second_factor
from klimapakt.pacts.queries import office_roles
from klimapakt.people.queries import with_second_factor

Words = str | Promise

PERMISSIONS: Final[Mapping[Permission, Words]] = {
    Permission.SEE_INVENTORIES: _("sees what organisations have submitted, to the last row"),
    Permission.REVIEW_INVENTORIES: _("asks about inventories, returns and accepts them"),
    Permission.SEE_MEMBERS: _("sees the organisations of the pact and who acts for them"),
    Permission.CHANGE_MEMBERS: _("takes organisations in, changes what is known about them, invites people"),
    Permission.PREPARE_AGREEMENTS: _("writes and issues agreements"),
    Permission.COUNTERSIGN_AGREEMENTS: _("signs agreements for the city"),
    Permission.EDIT_TEXTS: _("writes the texts of the pact"),
    Permission.KEEP_OFFERS: _("keeps what is offered to members up to date"),
    Permission.RELEASE_AGREEMENT_TEXTS: _("releases texts of agreements that somebody else wrote"),
    Permission.RELEASE_PUBLICATIONS: _("releases for the office what is published"),
    Permission.SEE_OWN_FLOCK: _("sees the organisations of the own chamber, without their figures"),
    Permission.SEE_SUMS: _("sees the sums of the pact before they are published"),
    Permission.DRAFT_RULEBOOK: _("drafts and proposes versions of the rulebook"),
    Permission.ACTIVATE_RULEBOOK: _("puts a rulebook into force that somebody else drafted"),
    Permission.GIVE_OFFICE_ROLES: _("gives and ends roles in the pact office"),
    Permission.ANSWER_ADVICE: _("answers requests for advice that are addressed to the own house"),
    Permission.RUN_OFFICE: _("looks after what runs in the background, and promises when the office answers"),
}
NOTHING_YET: Final = _("sees nothing by this role alone: a member lets an adviser in, for a time")


@dataclass(frozen=True, slots=True)
class Colleague:
    """One person in the list."""

    role: OfficeRole
    has_second_factor: bool
    needs_second_factor: bool
    has_signed_in: bool

    @property
    def may_be_reminded(self) -> bool:
        """Tell whether the person has not found the way in yet."""
        return not (self.has_signed_in and self.role.is_taken_on)


@dataclass(frozen=True, slots=True)
class Explained:
    """One role with everything it may do."""

    key: str
    label: str
    may: tuple[Words, ...]
    needs_second_factor: bool


def colleagues() -> list[Colleague]:
    """Return who works for the pact at hand, by name."""
    found = list(office_roles())
    proven = with_second_factor([role.person_id for role in found])
    return [
        Colleague(
            role=role,
            has_second_factor=role.person_id in proven,
            needs_second_factor=needs_second_factor(role.kind),
            has_signed_in=role.person.last_login is not None,
        )
        for role in found
    ]


def roles() -> list[Explained]:
    """Return every role with what the table of permissions gives it."""
    return [
        Explained(
            key=kind.value,
            label=str(kind.label),
            may=tuple(words for one, words in PERMISSIONS.items() if may(kind, one)) or (NOTHING_YET,),
            needs_second_factor=needs_second_factor(kind),
        )
        for kind in OfficeKind
    ]
