"""Who is asked about: the account, every address and spelling, and where namesakes cannot be meant."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from klimapakt.foundation.personal_data import Held, Table, Tie, declared, model_of
from klimapakt.pacts.models import OfficeRole, Pact
from klimapakt.people.models import Person
from klimapakt.people.sign_in import key_of
from klimapakt.privacy import ways
from klimapakt.privacy.rules import Words

_OWNING = (Tie.OWNER, Tie.ADDRESS, Tie.KEY)


@dataclass(frozen=True, slots=True)
class Subject:
    """A person with all that leads to what is held about them.

    The name counts only in ``organisations`` and ``pacts`` in which the person has done something: elsewhere
    it may be that of somebody else. An address is nobody else's and counts everywhere. ``only`` is the pact
    to which a question is limited: its office does not answer for the others.
    """

    person: Person
    words: Words
    sessions: frozenset[str]
    organisations: frozenset[Any] = frozenset()
    pacts: frozenset[Any] = frozenset()
    office_of: frozenset[Any] = frozenset()
    only: Pact | None = None

    def with_name_anywhere(self) -> Words:
        """Return the words for where a name can only be that of the person."""
        return Words(self.words.addresses, self.person.name)


def rows(table: Table) -> QuerySet[Any]:
    """Return every row of a table; called over all pacts, or within one."""
    return model_of(table)._default_manager.all()  # noqa: SLF001 -- Django documents it


def rows_for(table: Table, subject: Subject) -> QuerySet[Any]:
    """Return the rows of a table that a question about somebody is about."""
    found = rows(table)
    if subject.only is None:
        return found
    if table.model == "foundation.OutgoingMail":
        return found.filter(Q(sender=subject.only.pk) | Q(sender__isnull=True))
    path = ways.to_pact(model_of(table))
    return found if path is None else found.filter(**{path or "pk": subject.only.pk})


def subject_of(person: Person, only: Pact | None = None) -> Subject:
    """Return whom it is about; called over all pacts."""
    known = EmailAddress.objects.filter(user_id=person.pk).values_list("email", flat=True)
    addresses = tuple(sorted({person.email, *(one.lower() for one in known)}))
    found = Subject(person, Words(addresses), frozenset(_sessions(person)))
    organisations, pacts = _places(found)
    office_of = frozenset(OfficeRole.objects.filter(person=person).values_list("pact_id", flat=True))
    return Subject(
        person,
        found.words,
        found.sessions,
        frozenset(organisations),
        frozenset(pacts) | office_of,
        office_of,
        only,
    )


def owned(table: Table, subject: Subject) -> Q | None:
    """Return which rows of a table are the person's own; None where none can be."""
    found = [_condition(one, table, subject) for one in table.tied(*_OWNING)]
    return _either(found)


def linked(held: Held, subject: Subject) -> Q:
    """Return in which rows the person did something."""
    return Q(**{held.field: subject.person.pk})


def _condition(held: Held, table: Table, subject: Subject) -> Q:
    if held.tie is Tie.OWNER:
        return Q(**{held.field: subject.person.pk})
    if held.tie is Tie.ADDRESS:
        alike = [Q(**{f"{held.field}__iexact": one}) for one in subject.words.addresses]
        return _either(alike) or Q(pk__in=[])
    keys = [key_of(one) for one in subject.words.addresses]
    return Q(**{f"{held.field}__in": sorted(subject.sessions) if table.model == "sessions.Session" else keys})


def _either(conditions: list[Q]) -> Q | None:
    joined: Q | None = None
    for one in conditions:
        joined = one if joined is None else joined | one
    return joined


def _sessions(person: Person) -> Iterator[str]:
    """Yield the keys of sessions: of those that are listed, and of any other that names the person."""
    yield from UserSession.objects.filter(user_id=person.pk).values_list("session_key", flat=True)
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            yield session.session_key


def _places(subject: Subject) -> tuple[set[Any], set[Any]]:
    """Return the organisations and pacts in which the person is known by an account or an address."""
    organisations: set[Any] = set()
    pacts: set[Any] = set()
    for table in declared().values():
        conditions = [linked(one, subject) for one in table.tied(Tie.LINK)]
        mine = owned(table, subject)
        where = _either(conditions if mine is None else [*conditions, mine])
        model = model_of(table)
        to_pact, to_organisation = ways.to_pact(model), ways.to_organisation(model)
        if where is None or not to_pact:
            continue
        found = rows(table).filter(where).order_by()
        pacts.update(found.values_list(to_pact, flat=True).distinct())
        if to_organisation:
            organisations.update(found.values_list(to_organisation, flat=True).distinct())
    return organisations - {None}, pacts
