"""What ``klimapakt person`` does; loaded once Django stands."""

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from django.db import DatabaseError
from django.utils.translation import override

from klimapakt.commands import starting
from klimapakt.foundation.personal_data import Tie, declared
from klimapakt.pacts.scoping import over_all_pacts
from klimapakt.people.models import Person
from klimapakt.people.queries import holder_of
from klimapakt.privacy import actions, queries
from klimapakt.privacy.answer import package_for
from klimapakt.privacy.finding import Place, naming, places_of
from klimapakt.privacy.rules import NotPossible
from klimapakt.privacy.subject import subject_of

_REFUSED = 1


def export(options: Namespace) -> int:
    """Write what is held about somebody into a file that did not exist."""
    try:
        person = holder_of(options.email.strip())
        if person is None:
            return _nobody(options.email)
        with Path(options.file).open("xb") as target:
            target.write(package_for(person, options.language or person.language))
    except FileExistsError:
        print(f"{options.file} exists already; name another file.", file=sys.stderr)
        return _REFUSED
    except (DatabaseError, OSError) as problem:
        print(problem, file=sys.stderr)
        return starting.CANNOT_START
    print(f"All that is held about {person.email} stands in {options.file}.")
    return 0


def erase(options: Namespace) -> int:
    """Say what would be erased, or erase it."""
    try:
        person = holder_of(options.email.strip())
        if person is None:
            return _nobody(options.email)
        return _erase(person, options) if options.do else _tell(person)
    except DatabaseError as problem:
        print(problem, file=sys.stderr)
        return starting.CANNOT_START


def _tell(person: Person) -> int:
    own: Counter[str] = Counter()
    links: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    stays: Counter[str] = Counter()
    # The operator asks about a person, who belongs to the installation.
    with over_all_pacts():
        subject = subject_of(person)
        for place in places_of(subject, with_texts=False):
            stays[place.table.model] += place.is_own and any(place.stays(one) for one in place.held)
            own[place.table.model] += place.is_own and not any(place.stays(one) for one in place.held)
            links[place.table.model] += sum(one.tie is Tie.LINK for one in place.held)
        for table in declared().values():
            # Rows that are found by the address and by the name count once.
            named = {row.pk: (row, held) for row, held in naming(table, subject)}
            for row, held in named.values():
                staying = sum(bool(Place(table, row, held).stays(one)) for one in held)
                stays[table.model] += staying
                texts[table.model] += len(held) - staying
        orphaned = queries.orphaned_by(person)
    _list("Rows that go:", own)
    _list("Rows that no longer say who it was:", links)
    _list("Texts from which the name is taken out:", texts)
    _list("Places in which the person stays, by law or as evidence:", stays)
    for one in orphaned:
        print(f"Nobody would decide for {one.name} any more: give somebody the role management first.")
    print("Nothing was changed. With --do it is done, and cannot be undone.")
    return 0


def _erase(person: Person, options: Namespace) -> int:
    with over_all_pacts():
        confirmed = [one.pk for one in queries.orphaned_by(person)] if options.without_successor else []
    try:
        done = actions.erase(person=person, without_successor=confirmed, by=None)
    except NotPossible as refused:
        with override("en"):
            print(f"{refused.message.text()} Nothing was changed.", file=sys.stderr)
        return _REFUSED
    _list("Rows that went:", done.deleted)
    _list("Rows that no longer say who it was:", done.emptied)
    _list("Texts from which the name was taken out:", done.redacted)
    _list("Texts in which the name stays, by law or as evidence:", done.kept)
    print("The person is erased. Backups older than this hold them until they are over.")
    return 0


def _list(heading: str, counts: Mapping[str, int]) -> None:
    told = {name: count for name, count in counts.items() if count}
    if told:
        print(heading)
        for name, count in told.items():
            print(f"  {name} {count}")


def _nobody(address: str) -> int:
    print(f"Nobody signs in with {address}.", file=sys.stderr)
    return _REFUSED
