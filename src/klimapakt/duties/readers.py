"""Who gets mail about a duty: at the member and in the office; nobody who has no role there any more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from klimapakt.duties.models import Duty
from klimapakt.organisations.enums import RoleKind
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.permissions import Permission, kinds_with
from klimapakt.pacts.queries import office_roles
from klimapakt.people.models import Person

_FIRST: Final = (RoleKind.CLIMATE_CONTACT, RoleKind.MANAGEMENT, RoleKind.DATA_ENTRY)


@dataclass(frozen=True, slots=True)
class Office:
    """The people of an office who look after members, and those of them who lead it."""

    people: Mapping[object, Person]
    leads: tuple[Person, ...]

    def for_duty(self, duty: Duty) -> list[Person]:
        """Return who answers for a duty: the responsible person, else the deputy, else the heads, else all.

        Without anybody named it is whoever looks after the member.
        """
        named = (duty.responsible_id or duty.membership.owner_id, duty.deputy_id)
        found = next((self.people[pk] for pk in named if pk in self.people), None)
        return [found] if found else list(self.leads or self.people.values())

    def with_deputy(self, duty: Duty) -> list[Person]:
        """Return who answers for a duty, and the deputy."""
        first = self.for_duty(duty)
        deputy = self.people.get(duty.deputy_id)
        return first if deputy is None or deputy in first else [*first, deputy]


def office() -> Office:
    """Return who looks after members in the pact at hand."""
    working = kinds_with(Permission.CHANGE_MEMBERS)
    roles = [
        role for role in office_roles() if role.is_taken_on and role.kind in working and role.person.is_active
    ]
    leads = tuple(role.person for role in roles if role.kind == OfficeKind.LEAD)
    return Office({role.person_id: role.person for role in roles}, leads)


def at_member(roles: Iterable[tuple[str, Person]], *, management_too: bool = False) -> list[Person]:
    """Return who is written to at a member: the climate contacts, else the management, else who enters data.

    ``management_too`` adds the management.
    """
    active = [(kind, person) for kind, person in roles if person.is_active]
    of_kind = {kind: [person for own, person in active if own == kind] for kind in _FIRST}
    found = next((people for people in of_kind.values() if people), [])
    if management_too:
        found = [*found, *(one for one in of_kind[RoleKind.MANAGEMENT] if one not in found)]
    return found
