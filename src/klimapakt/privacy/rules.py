"""Pure decisions about erasure and consent: no database, no clock."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from klimapakt.methods.messages import Message, gettext_noop

ANSWERED_WITHIN: Final = timedelta(days=30)
"""Art. 12(3) GDPR gives a month; thirty days are never longer than one that begins in a long month."""

GOES_AFTER: Final = timedelta(days=30)
"""How long an account stays that has no role any more."""

TAKEN_OUT: Final = "[…]"
"""What stands where a name was."""

_SHORTEST_NAME: Final = 3


class NotPossible(Exception):
    """Something cannot be done now; ``message`` says why, for the person who tried."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.code)
        self.message = message


class NobodyWouldDecide(NotPossible):
    """Somebody is the last management of organisations; a successor or a confirmation is needed."""

    def __init__(self, names: Sequence[str]) -> None:
        text = gettext_noop(
            "This is the last person with the role management of: %(names)s. Name a successor, or confirm "
            "that nobody decides there until you have found one."
        )
        super().__init__(Message("nobody_would_decide", text, {"names": ", ".join(names)}))
        self.names = tuple(names)


class LastHead(NotPossible):
    """Somebody is the only head of a pact office."""

    def __init__(self) -> None:
        text = gettext_noop("This is the only head of the pact office. Give somebody else this role first.")
        super().__init__(Message("last_head", text))


class ActsElsewhere(NotPossible):
    """The person acts in another pact of the installation too, about which this office cannot decide."""

    def __init__(self) -> None:
        text = gettext_noop(
            "This account is used in another pact of this installation as well. Ask whoever runs the server: "
            "klimapakt person erase does it."
        )
        super().__init__(Message("acts_elsewhere", text))


class NotShared(NotPossible):
    """A member does not share its contact log with this chamber, or no longer."""

    def __init__(self) -> None:
        text = gettext_noop(
            "The member does not share the notes of contacts with your chamber any more. Nothing was written "
            "down."
        )
        super().__init__(Message("not_shared", text))


class AlreadyDecided(NotPossible):
    """Somebody else has decided about the request in the meantime, or the person took it back."""

    def __init__(self) -> None:
        text = gettext_noop("This request has been decided in the meantime. Nothing was changed.")
        super().__init__(Message("already_decided", text))


class ReasonMissing(NotPossible):
    """Something is declined without saying why."""

    def __init__(self) -> None:
        text = gettext_noop("Please say why. The person gets this sentence by e-mail.")
        super().__init__(Message("reason_missing", text))


class NotYours(NotPossible):
    """Somebody consents for an organisation they do not act for, or withdraws what another has given."""

    def __init__(self) -> None:
        text = gettext_noop("You can only decide about your own consents, where you have a role.")
        super().__init__(Message("not_yours", text))


@dataclass(frozen=True, slots=True)
class Words:
    """By which words somebody is named; looked for as whole words, in every spelling of upper and lower case.

    >>> words = Words(("bruno@bakery.example.org",), "Bruno Keller")
    >>> words.taken_out("Ask bruno KELLER, not Bruno Kellermann.")
    'Ask […], not Bruno Kellermann.'
    >>> words.name("Bruno Kellermann"), words.name("mail to Bruno@Bakery.example.org")
    (False, True)
    """

    addresses: tuple[str, ...]
    full_name: str = ""

    def spellings(self) -> Iterator[str]:
        """Yield the words as texts may hold them: as they are, inside HTML, inside JSON."""
        for one in self._plain():
            yield from dict.fromkeys((one, html.escape(one), json.dumps(one)[1:-1]))

    def name(self, text: str) -> bool:
        """Tell whether a text names the person."""
        return self._pattern().search(text) is not None

    def taken_out(self, text: str) -> str:
        """Return the text without the person."""
        return self._pattern().sub(TAKEN_OUT, text)

    def taken_out_of(self, value: object) -> object:
        """Return a value of JSON without the person, in keys as well."""
        if isinstance(value, str):
            return self.taken_out(value)
        if isinstance(value, dict):
            return {self.taken_out(str(key)): self.taken_out_of(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.taken_out_of(one) for one in value]
        return value

    def _plain(self) -> Iterable[str]:
        """Yield addresses and name; with ß as SS too, which no comparison takes for the same."""
        names = (self.full_name,) if len(self.full_name) >= _SHORTEST_NAME else ()
        for one in (*self.addresses, *names):
            yield from dict.fromkeys((one, one.upper(), one.casefold()))

    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.spellings(), key=len, reverse=True)
        either = "|".join(re.escape(one) for one in longest_first)
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if either else r"(?!)", re.IGNORECASE)
