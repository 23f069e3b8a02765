"""Pure decisions about the texts of a pact: versions, who releases them, and whether they can be filled."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from klimapakt.agreements.wording import RulebookFacts, Template, Values, fill
from klimapakt.agreements.wording.editing import Fault
from klimapakt.agreements.wording.examples import EXAMPLE
from klimapakt.agreements.wording.model import LANGUAGES
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused
from klimapakt.methods.texts import Text
from klimapakt.organisations.rules import NotPossible

_VERSION = re.compile(r"([0-9]{4})\.([0-9]{1,3})", re.ASCII)


class NotADraft(NotPossible):
    """The text was released meanwhile and never changes again."""

    def __init__(self) -> None:
        text = gettext_noop("This version has been released and never changes again. Draft a new one.")
        super().__init__(Message("not_a_draft", text))


class DraftExists(NotPossible):
    """Somebody is drafting a version of this text already."""

    def __init__(self) -> None:
        text = gettext_noop("There is a draft of this text already. Go on with it, or give it up first.")
        super().__init__(Message("draft_exists", text))


class WroteIt(NotPossible):
    """Whoever wrote in a draft does not release it."""

    def __init__(self) -> None:
        text = gettext_noop("You have written in this draft yourself. A second person has to release it.")
        super().__init__(Message("wrote_it", text))


class ReasonNeeded(NotPossible):
    """Nobody understands a new version later without its reason."""

    def __init__(self) -> None:
        super().__init__(Message("reason_needed", gettext_noop("Please say what changes and why.")))


class NothingChanged(NotPossible):
    """The draft says what the version in use says."""

    def __init__(self) -> None:
        text = gettext_noop("The draft says the same as the version in use. There is nothing to release.")
        super().__init__(Message("nothing_changed", text))


class CheckInFuture(NotPossible):
    """A check cannot have taken place yet."""

    def __init__(self) -> None:
        text = gettext_noop("The day of the check lies in the future. Enter it once it has taken place.")
        super().__init__(Message("check_in_future", text))


class TextRefused(Exception):
    """What was written cannot stand in a text; every fault with its place."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{one.path}: {one.message}" for one in faults))
        self.faults = faults


def next_version(known: Iterable[str], year: int) -> str:
    """Return the version after those there are, counted within a year.

    >>> next_version(["2026.1", "2026.9", "2026.10"], 2026), next_version(["2026.1"], 2027)
    ('2026.11', '2027.1')
    """
    matches = [_VERSION.fullmatch(one) for one in known]
    numbers = [int(found.group(2)) for found in matches if found and int(found.group(1)) == year]
    return f"{year}.{max(numbers, default=0) + 1}"


def sample(pact: Text, city: str, facts: RulebookFacts | None) -> Values:
    """Return values of an organisation that does not exist, under the rulebook of this pact."""
    rules = facts or EXAMPLE.rules
    return replace(EXAMPLE, pact=pact, city=replace(EXAMPLE.city, name=city), rules=rules)


def unfillable(template: Template, facts: RulebookFacts | None) -> tuple[Fault, ...]:
    """Return where a text would fail for some member: it needs a value that not everybody has.

    Tried under the rulebook of the pact with and without everything that differs from member to member.
    """
    found = {
        (refused.path, str(refused.message)): Fault(refused.path, refused.message)
        for values in _members(replace(EXAMPLE, rules=facts or EXAMPLE.rules))
        for refused in _refusals(template, values)
    }
    return tuple(found.values())


def _members(values: Values) -> Iterator[Values]:
    for register, measures, terms in product(
        ("", values.member.register), ((), values.measures), ((), ("Beispiel",))
    ):
        member = replace(values.member, register=register)
        yield replace(values, member=member, measures=measures, special_terms=terms)


def _refusals(template: Template, values: Values) -> Iterator[Refused]:
    for language in LANGUAGES:
        try:
            fill(template, values, language)
        except Refused as refused:
            yield refused
