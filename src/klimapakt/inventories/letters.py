"""Mails about the life of an inventory, in the language of each reader.

They name the organisation and the year and no figure: mail is read by others than its receiver.
"""

from collections.abc import Iterable

from klimapakt.foundation.mail import outbox
from klimapakt.foundation.mail.kinds import Kind
from klimapakt.inventories.models import Inventory
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.rules import may_edit
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import who_may
from klimapakt.people.models import Person


def tell_office(inventory: Inventory, kind: Kind, *, but: Person) -> None:
    """Write to those in the pact office who look at inventories."""
    reviewers = who_may(Permission.REVIEW_INVENTORIES, inventory.organisation.pact)
    _tell([person for person in reviewers if person.pk != but.pk], inventory, kind)


def tell_organisation(inventory: Inventory, kind: Kind) -> None:
    """Write to those who enter data for the organisation."""
    roles = organisations.roles_of(inventory.organisation)
    _tell([role.person for role in roles if may_edit(role.kind)], inventory, kind)


def _tell(readers: Iterable[Person], inventory: Inventory, kind: Kind) -> None:
    """Post one mail to each; the revision names the cause, for every step of an inventory counts it up."""
    about = {
        "name": inventory.organisation.name,
        "year": str(inventory.year),
        "version": str(inventory.version),
    }
    for reader in readers:
        if reader.is_active:
            outbox.post(
                to=reader.email,
                kind=kind,
                language=reader.language,
                context={**about, "person": reader.name},
                key=f"{kind.name}:{inventory.pk}:{inventory.revision}:{reader.pk}",
            )
