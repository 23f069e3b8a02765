"""Mails about the life of an inventory: plain text, in the language of each reader, after the commit.

They name the organisation and the year and no figure: mail is read by others than its receiver.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext, override

from klimapakt.inventories.models import Inventory
from klimapakt.methods.messages import gettext_noop
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.rules import may_edit
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import who_may
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of mail; subject and text are msgids with ``name``, ``year`` and ``version`` to fill in."""

    subject: str
    text: str


SUBMITTED = Letter(
    gettext_noop("Inventory %(year)s of %(name)s has been submitted"),
    gettext_noop(
        "%(name)s has submitted its inventory %(year)s (version %(version)s).\n\n"
        "It waits for somebody in the pact office. Sign in and open “Pact office” to look at it."
    ),
)
WITHDRAWN = Letter(
    gettext_noop("Inventory %(year)s of %(name)s has been withdrawn"),
    gettext_noop(
        "%(name)s has taken back its inventory %(year)s (version %(version)s) to work on it.\n\n"
        "There is nothing to do for you until it is submitted again."
    ),
)
RETURNED = Letter(
    gettext_noop("Questions about your inventory %(year)s"),
    gettext_noop(
        "The pact office has questions about the inventory %(year)s of %(name)s (version %(version)s).\n\n"
        "Sign in and open the inventory. There you can answer each question, correct rows where "
        "necessary, and submit it again."
    ),
)
ACCEPTED = Letter(
    gettext_noop("Your inventory %(year)s has been accepted"),
    gettext_noop(
        "The pact office has accepted the inventory %(year)s of %(name)s (version %(version)s).\n\n"
        "From now on its figures do not change any more. If you find a mistake later, sign in and begin a "
        "correction: it becomes a new version beside this one."
    ),
)
_GREETING = gettext_noop("Hello %(person)s,\n\n%(text)s\n\n%(pact)s")


def tell_office(inventory: Inventory, letter: Letter, *, but: Person) -> None:
    """Write to those in the pact office who look at inventories, once the transaction stands."""
    reviewers = who_may(Permission.REVIEW_INVENTORIES, inventory.organisation.pact)
    _tell([person for person in reviewers if person.pk != but.pk], inventory, letter)


def tell_organisation(inventory: Inventory, letter: Letter) -> None:
    """Write to those who enter data for the organisation, once the transaction stands."""
    roles = organisations.roles_of(inventory.organisation)
    _tell([role.person for role in roles if may_edit(role.kind)], inventory, letter)


def _tell(readers: Iterable[Person], inventory: Inventory, letter: Letter) -> None:
    about = {"name": inventory.organisation.name, "year": inventory.year, "version": inventory.version}
    for reader in readers:
        if not reader.is_active:
            continue
        with override(reader.language):
            values = {"person": reader.name, "text": gettext(letter.text) % about}
            text = gettext(_GREETING) % {**values, "pact": inventory.organisation.pact.name}
            _send_later(gettext(letter.subject) % about, text, reader.email)


def _send_later(subject: str, text: str, address: str) -> None:
    """Send after the commit; a mail server that is away undoes nothing and is written to the log."""
    transaction.on_commit(lambda: send_mail(subject, text, None, [address]), robust=True)
