"""Mails about agreements, in the language of the reader."""

from collections.abc import Iterable

from klimapakt.agreements import mail_kinds
from klimapakt.agreements.models import Agreement
from klimapakt.foundation.mail import outbox
from klimapakt.foundation.mail.kinds import Kind
from klimapakt.organisations import queries as organisations
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import who_may
from klimapakt.people.models import Person


def tell_management(agreement: Agreement, kind: Kind) -> None:
    """Write to the management of the organisation."""
    managing = organisations.management_of(agreement.membership.organisation)
    _tell([role.person for role in managing], agreement, kind)


def tell_signatories(agreement: Agreement) -> None:
    """Write to those who sign for the city."""
    signing = who_may(Permission.COUNTERSIGN_AGREEMENTS, agreement.pact)
    _tell(signing, agreement, mail_kinds.AGREEMENT_SIGNED)


def _tell(readers: Iterable[Person], agreement: Agreement, kind: Kind) -> None:
    for person in readers:
        if person.is_active:
            outbox.post(
                to=person.email,
                kind=kind,
                language=person.language,
                context={
                    "person": person.name,
                    "name": agreement.membership.organisation.name,
                    "number": agreement.number,
                },
                key=f"{kind.name}:{agreement.pk}:{person.pk}",
            )
