"""Pure decisions about pacts: names, host names, languages, and the life of a rulebook."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused
from klimapakt.methods.rulebook import Rulebook, read_rulebook, unsourced
from klimapakt.pacts.enums import VersionState
from klimapakt.pacts.permissions import Permission, may

_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_LONGEST_HOST: Final = 253
MOST_IN_A_GROUP: Final = 100
"""A minimum group larger than this would hide every sum of most pacts."""

OFFER_COUNTS: Final = timedelta(days=14)
"""For so long a link into the office can be followed."""

_LETTERS: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


class NotPossible(Exception):
    """Something cannot be done now; ``message`` says why, for the person who tried."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.code)
        self.message = message


class NotPermitted(NotPossible):
    """The person's role in the pact office does not include this."""

    def __init__(self) -> None:
        template = gettext_noop(
            "Your role in the pact office does not allow this. Please ask the head of the office."
        )
        super().__init__(Message("not_permitted_in_office", template))


class Missing(NotPossible):
    """A pact needs a name and a city."""

    def __init__(self, what: str) -> None:
        template = gettext_noop("%(what)s is empty. Please fill it in.")
        super().__init__(Message("pact_value_missing", template, {"what": what}))


class NotAHost(NotPossible):
    """The text is no host name."""

    def __init__(self, text: str) -> None:
        template = gettext_noop(
            "%(host)s is not a host name. Write it without https:// and without port: klima.example.org."
        )
        super().__init__(Message("not_a_host", template, {"host": text}))


class HostTaken(NotPossible):
    """Another pact answers under this host name; or, for an empty one, under all that are left."""

    def __init__(self, host: str, slug: str) -> None:
        super().__init__(_host_taken(host, slug) if host else _all_hosts_taken(slug))


class SlugTaken(NotPossible):
    """Another pact has this short name."""

    def __init__(self, slug: str) -> None:
        template = gettext_noop("There is already a pact with the short name %(slug)s. Choose another name.")
        super().__init__(Message("slug_taken", template, {"slug": slug}))


class UnknownLanguage(NotPossible):
    """The pages do not exist in this language."""

    def __init__(self, given: str, known: Collection[str]) -> None:
        template = gettext_noop("There are no pages in the language %(given)s. Known: %(known)s.")
        values = {"given": given or "-", "known": ", ".join(known)}
        super().__init__(Message("unknown_language", template, values))


class RulebookExists(NotPossible):
    """The pact has a rulebook; another one is drafted, proposed and put into force by two people."""

    def __init__(self) -> None:
        template = gettext_noop("The pact has a rulebook already. Draft a new version of it instead.")
        super().__init__(Message("rulebook_exists", template))


class NotInThisState(NotPossible):
    """The version of the rulebook was proposed, put into force or replaced already, or not proposed yet."""

    def __init__(self) -> None:
        template = gettext_noop(
            "This version of the rulebook has moved on meanwhile. Please look at it again."
        )
        super().__init__(Message("rulebook_moved_on", template))


class OwnDraft(NotPossible):
    """Who drafted or proposed a rulebook does not put it into force."""

    def __init__(self) -> None:
        template = gettext_noop(
            "You have drafted or proposed this version of the rulebook yourself. "
            "A second person puts it into force."
        )
        super().__init__(Message("own_rulebook", template))


class EffectsChanged(NotPossible):
    """What the rulebook would change is no longer what the person has seen."""

    def __init__(self) -> None:
        template = gettext_noop(
            "What this version changes for members is no longer what you have looked at: a member, the day "
            "or the rulebook in force has changed. Please look at it again."
        )
        super().__init__(Message("effects_changed", template))


class DraftChanged(NotPossible):
    """Somebody else has changed the draft since it was looked at."""

    def __init__(self) -> None:
        template = gettext_noop(
            "Somebody else has changed this draft since you opened it. What you have entered stands below "
            "and is not saved. Compare with the draft in a second window; save again if yours shall count."
        )
        super().__init__(Message("draft_changed", template))


class BelowTheMinimum(NotPossible):
    """A sum of so few members would tell about single ones."""

    def __init__(self, floor: int) -> None:
        text = gettext_noop(
            "A sum stands for at least %(floor)s members: that is the minimum of the method. Enter %(floor)s "
            "or more, at most %(most)s, or leave it empty."
        )
        super().__init__(Message("below_the_minimum", text, {"floor": floor, "most": MOST_IN_A_GROUP}))


class LastLead(NotPossible):
    """Without this person nobody would decide about the office."""

    def __init__(self) -> None:
        template = gettext_noop(
            "This is the only head of the pact office who has signed in so far. "
            "Give somebody else this role first, and wait until they have signed in."
        )
        super().__init__(Message("last_lead", template))


class RoleGone(NotPossible):
    """Somebody else has ended the role in the meantime."""

    def __init__(self) -> None:
        template = gettext_noop("This role has ended in the meantime. Nothing was changed.")
        super().__init__(Message("office_role_gone", template))


class OfferOver(NotPossible):
    """The link into the office was used, is too old, or a newer one was sent."""

    def __init__(self) -> None:
        template = gettext_noop(
            "This link was used already, is too old, or a newer one was sent. Ask the head of the pact "
            "office to send it again."
        )
        super().__init__(Message("office_offer_over", template))


class InOfficeAlready(NotPossible):
    """The person works for the pact already."""

    def __init__(self, person: str, role: str) -> None:
        template = gettext_noop(
            "%(person)s works for the pact already (%(role)s). You can change the role in the list."
        )
        super().__init__(Message("in_office_already", template, {"person": person, "role": role}))


class ClosedAccount(NotPossible):
    """The account with this address is closed."""

    def __init__(self) -> None:
        template = gettext_noop("The account with this address is closed. Nobody can sign in with it.")
        super().__init__(Message("closed_account", template))


class HasSignedIn(NotPossible):
    """The person has found the way in already."""

    def __init__(self, person: str) -> None:
        template = gettext_noop("%(person)s has signed in already and needs no further mail.")
        super().__init__(Message("has_signed_in", template, {"person": person}))


class NotYetValid(NotPossible):
    """The rulebook counts from a later day."""

    def __init__(self, valid_from: date) -> None:
        template = gettext_noop("This version of the rulebook is valid from %(day)s. Put it into force then.")
        super().__init__(Message("rulebook_not_yet_valid", template, {"day": valid_from.isoformat()}))


class RulebookRefused(NotPossible):
    """The rulebook cannot be: ``place`` says where."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.message)
        self.place = refused.path


def _host_taken(host: str, slug: str) -> Message:
    template = gettext_noop("%(host)s belongs to the pact %(slug)s already. Choose another host name.")
    return Message("host_taken", template, {"host": host, "slug": slug})


def _all_hosts_taken(slug: str) -> Message:
    template = gettext_noop(
        "The pact %(slug)s answers under every host name already that no other pact has. "
        "Name a host for the new one."
    )
    return Message("host_taken", template, {"slug": slug})


def slug_of(name: str) -> str:
    """Return a short name for addresses and commands.

    >>> slug_of("Klimapakt Köln-Süd")
    'klimapakt-koeln-sued'
    """
    spelt = "".join(_LETTERS.get(letter, letter) for letter in name.casefold())
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "pact"


def clean_text(text: str, what: str) -> str:
    """Return a name in one spelling; raise Missing when nothing is left."""
    cleaned = " ".join(unicodedata.normalize("NFC", text).split())
    if not cleaned:
        raise Missing(what)
    return cleaned


def clean_host(host: str) -> str:
    """Return a host name as browsers send it, without port; nothing stays nothing.

    >>> clean_host(" Klima.Example.ORG. ")
    'klima.example.org'
    """
    found = host.strip().lower().removesuffix(".")
    if found and (len(found) > _LONGEST_HOST or not _HOST.fullmatch(found)):
        raise NotAHost(host)
    return found


def clean_languages(languages: Sequence[str], known: Collection[str]) -> list[str]:
    """Return the languages once each, in their order; raise UnknownLanguage for others and for none."""
    found = list(dict.fromkeys(languages))
    for language in found or [""]:
        if language not in known:
            raise UnknownLanguage(language, known)
    return found


def canonical(raw: object) -> str:
    """Return a rulebook in its one spelling, of which the hash is taken.

    >>> canonical({"b": 1, "a": "ü"})
    '{"a":"ü","b":1}'
    """
    return json.dumps(raw, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def sha256_of(document: str) -> str:
    """Return the hash of a rulebook's text."""
    return hashlib.sha256(document.encode()).hexdigest()


def checked_rulebook(raw: object) -> Rulebook:
    """Return what a rulebook says; raise RulebookRefused with place and reason when it cannot be."""
    try:
        return read_rulebook(raw)
    except Refused as refused:
        raise RulebookRefused(refused) from refused


def rulebook_in(document: str) -> Rulebook:
    """Return the rulebook a stored text holds."""
    raw: Any = json.loads(document)
    return checked_rulebook(raw)


def ensure_may(kind: str | None, permission: Permission) -> None:
    """Raise NotPermitted unless this role in the office includes it."""
    if not may(kind, permission):
        raise NotPermitted


def ensure_sourced(old: Rulebook | None, new: Rulebook) -> None:
    """Raise RulebookRefused where a value was changed and still stands on its old source."""
    for refused in unsourced(old, new) if old else ():
        raise RulebookRefused(refused)


def ensure_waits(state: VersionState) -> None:
    """Raise NotInThisState unless a version waits for a decision."""
    if state is not VersionState.PROPOSED:
        raise NotInThisState


def ensure_draft(state: VersionState) -> None:
    """Raise NotInThisState unless a version can still be changed."""
    if state is not VersionState.DRAFT:
        raise NotInThisState


def ensure_second_person(deciding: int, *others: int | None) -> None:
    """Raise OwnDraft for who had a hand in the version."""
    if deciding in others:
        raise OwnDraft


def ensure_valid(*, valid_from: date, today: date) -> None:
    """Raise NotYetValid for a rulebook of a later day."""
    if valid_from > today:
        raise NotYetValid(valid_from)


def ensure_seen(*, seen_sha256: str, now_sha256: str) -> None:
    """Raise EffectsChanged unless somebody decides about exactly what would happen now."""
    if not now_sha256 or seen_sha256 != now_sha256:
        raise EffectsChanged


def ensure_group(members: int | None, *, floor: int) -> None:
    """Raise BelowTheMinimum unless a sum stands for enough members; None means the minimum of the method.

    >>> ensure_group(7, floor=5)
    """
    if members is not None and not floor <= members <= MOST_IN_A_GROUP:
        raise BelowTheMinimum(floor)


def hash_of(token: str) -> str:
    """Return under what a link's token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def ensure_offered(until: datetime | None, now: datetime) -> None:
    """Raise OfferOver unless the link can still be followed."""
    if until is None or now > until:
        raise OfferOver


def ensure_lead_remains(*, other_exists: bool) -> None:
    """Raise LastLead when nobody else could decide about the office."""
    if not other_exists:
        raise LastLead
