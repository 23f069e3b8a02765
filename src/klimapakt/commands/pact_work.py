"""What ``klimapakt pact`` does; loaded once Django stands."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.http.request import validate_host
from django.utils.translation import override

from klimapakt.commands import starting
from klimapakt.methods.messages import nearest
from klimapakt.methods.refusal import Refused
from klimapakt.pacts import actions, queries
from klimapakt.pacts.actions import PactFacts
from klimapakt.pacts.colours import ColourRefused
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import Pact
from klimapakt.pacts.rules import NotPossible
from klimapakt.pacts.scoping import within
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person
from klimapakt.people.queries import holder_of

_REFUSED = 1
_EVERY_HOST = "every other host"
_PLACES: Mapping[str, str] = {
    "host_taken": "--host: ",
    "not_a_colour": "--accent: ",
    "not_a_host": "--host: ",
    "slug_taken": "--name: ",
    "too_little_contrast": "--accent: ",
    "unknown_language": "--languages: ",
}


class _Unusable(Exception):
    """Something that was given cannot be used; the text says where, what and how to mend it."""


def create(options: Namespace) -> int:
    """Found a pact, and make somebody head of its office where an address is given."""
    return _told(lambda: _create(options))


def list(options: Namespace) -> int:  # noqa: A001 -- named like the word of the command
    """Print every pact with its host and its rulebook."""
    del options
    return _told(_list)


def show(options: Namespace) -> int:
    """Print everything about one pact."""
    return _told(lambda: _show(_found(options.slug)))


def rulebook(options: Namespace) -> int:
    """Give a pact its first rulebook."""
    return _told(lambda: _adopt(_found(options.slug), options.preset))


def _told(work: Callable[[], Iterator[str]]) -> int:
    """Print what the work yields; problems are told in sentences."""
    try:
        with override("en"):
            for line in work():
                print(line)
    except _Unusable as refused:
        print(refused, file=sys.stderr)
        return _REFUSED
    except DatabaseError as problem:
        first = str(problem).strip().splitlines()[0]
        print(f"The database did not answer as it should: {first}", file=sys.stderr)
        print("Are its tables there? Run: klimapakt manage migrate", file=sys.stderr)
        return starting.CANNOT_START
    return 0


def _create(options: Namespace) -> Iterator[str]:
    facts = PactFacts(
        name=options.name or settings.KLIMA_PACT_NAME,
        city=options.city,
        host=options.host,
        slug=options.slug,
        languages=[one.strip() for one in options.languages.split(",")],
        contact_email=settings.KLIMA_CONTACT_EMAIL if options.contact is None else options.contact,
        accent=options.accent,
    )
    with transaction.atomic():
        with _refusals():
            pact = actions.create_pact(facts=facts, preset=options.preset, by=None)
        if options.lead_email:
            lead = _lead(options.lead_email, options.lead_name)
            with within(pact):
                actions.give_office_role(person=lead, kind=OfficeKind.LEAD, by=None)
    yield f"The pact {pact.name} ({pact.slug}) is founded with the rulebook {options.preset} in force."
    if options.lead_email:
        yield f"{options.lead_email} is head of its office and signs in with a code that comes by mail."
    if pact.host and not validate_host(pact.host, settings.ALLOWED_HOSTS):
        yield f"Add {pact.host} to KLIMA_HOSTS and start the server again; so far it does not answer."


def _list() -> Iterator[str]:
    pacts = [*queries.every_pact()]
    if not pacts:
        yield "There is no pact yet. Found one: klimapakt pact create --help"
        return
    width, hosts = max(len(one.slug) for one in pacts), max(len(one.host or _EVERY_HOST) for one in pacts)
    for pact in pacts:
        yield f"{pact.slug:<{width}}  {pact.host or _EVERY_HOST:<{hosts}}  {pact.name}"


def _show(pact: Pact) -> Iterator[str]:
    with within(pact):
        version = queries.version_in_force()
        book = queries.rulebook_in_force()
        roles = [*queries.office_roles()]
    in_force = "none; klimapakt pact rulebook gives it one"
    if version is not None and book is not None:
        in_force = f"{book.id} {book.edition}, version {version.version}, sha256 {version.sha256}"
    rows = {
        "short name": pact.slug,
        "name": pact.name,
        "city": pact.city,
        "host": pact.host or _EVERY_HOST,
        "languages": ", ".join(pact.languages),
        "contact": pact.contact_email or "none",
        "accent": pact.accent or "that of Klimapakt",
        "rulebook": in_force,
        "office": ", ".join(f"{role.person.email} ({role.kind})" for role in roles) or "nobody",
    }
    width = max(len(name) for name in rows)
    yield from (f"{name:<{width}}  {value}" for name, value in rows.items())


def _adopt(pact: Pact, preset: str) -> Iterator[str]:
    with within(pact), _refusals():
        version = actions.adopt_preset(preset=preset, by=None)
    yield f"The rulebook {preset} is in force in {pact.slug} since now, as version {version.version}."


def _found(slug: str) -> Pact:
    pact = queries.pact_called(slug)
    if pact is not None:
        return pact
    known = [one.slug for one in queries.every_pact()]
    close = nearest(slug, known)
    hint = f"Did you mean {close[0]}?" if close else "klimapakt pact list names those there are."
    raise _Unusable(f"There is no pact {slug}. {hint}")


def _lead(address: str, name: str | None) -> Person:
    """Return the account with this address; a new one has no password: a code comes by mail."""
    known = holder_of(address.strip())
    if known is not None:
        return known
    try:
        return create_person(email=address, name=name or address.partition("@")[0], by=None)
    except ValidationError as refused:
        raise _Unusable(f"--lead-email: {address!r} {' '.join(refused.messages)}") from refused


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what the actions refuse into sentences of this command."""
    try:
        yield
    except (NotPossible, ColourRefused) as refused:
        place = _PLACES.get(refused.message.code, "")
        raise _Unusable(f"{place}{refused.message.text()} Nothing was changed.") from refused
    except Refused as refused:
        raise _Unusable(f"--preset: {refused.message.text()} Nothing was changed.") from refused
    except ValidationError as refused:
        raise _Unusable(f"--contact: {' '.join(refused.messages)} Nothing was changed.") from refused
