"""Examines the pacts: that there is one, that each answers under its host, that each has a sound rulebook."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.db import DatabaseError
from django.http.request import validate_host

from klimapakt.commands.finding import Finding, ill, well
from klimapakt.config.environment import Config
from klimapakt.pacts import queries, rules
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import within

_PART = "pacts"


def _pacts(config: Config) -> Finding:
    del config
    try:
        pacts = [*queries.every_pact()]
        found = next((one for one in map(_unsound, pacts) if one is not None), None)
    except DatabaseError:
        return ill(_PART, "Their tables are missing.", "Run: klimapakt manage migrate")
    if not pacts:
        return ill(_PART, "There is none; every page says so.", "Run: klimapakt pact create --help")
    return found or well(_PART, f"{', '.join(one.slug for one in pacts)}; each with a rulebook in force.")


def _unsound(pact: Pact) -> Finding | None:
    """Return what is wrong with one pact."""
    if pact.host and not validate_host(pact.host, settings.ALLOWED_HOSTS):
        return ill(_PART, f"{pact.slug} never answers under {pact.host}.", f"Add {pact.host} to KLIMA_HOSTS.")
    with within(pact):
        version = queries.version_in_force()
    if version is None:
        mend = f"Run: klimapakt pact rulebook {pact.slug} --preset PRESET"
        return ill(_PART, f"{pact.slug} has no rulebook in force.", mend)
    if rules.sha256_of(version.document) != version.sha256:
        return ill(
            _PART,
            f"Version {version.version} of the rulebook of {pact.slug} does not match its hash.",
            "Restore it from a backup, then run: klimapakt audit verify",
        )
    try:
        queries.rulebook_of(version)
    except rules.RulebookRefused as refused:
        sentence = f"The rulebook of {pact.slug} cannot be read: {refused.place}: {refused.message.text()}"
        return ill(_PART, sentence, "Draft a version without this and put it into force.")
    return None


PARTS: Sequence[Callable[[Config], Finding]] = (_pacts,)
