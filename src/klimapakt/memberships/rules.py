"""Pure decisions about memberships: which step may follow which, and which names mean the same."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from klimapakt.memberships.enums import EndReason, Stage
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.rules import NotPossible, name_key

CONFIRM_WITHIN: Final = timedelta(days=7)
"""How long the link of a request counts."""

KEPT_AFTER_DECISION: Final = timedelta(days=180)
"""How long the contact of a decided request is kept."""

MEMBERS: Final = frozenset({Stage.ACTIVE, Stage.DORMANT, Stage.IN_DELAY})
"""Stages in which somebody is a member."""

BEFORE: Final = (Stage.INTEREST, Stage.TALK, Stage.LETTER_OF_INTENT, Stage.ISSUED, Stage.SIGNED)
"""Stages on the way to membership, in their order."""

BY_HAND: Final[Mapping[Stage, tuple[Stage, ...]]] = {
    Stage.INTEREST: (Stage.TALK,),
    Stage.TALK: (Stage.LETTER_OF_INTENT, Stage.INTEREST),
    Stage.LETTER_OF_INTENT: (Stage.TALK,),
    Stage.ISSUED: (),
    Stage.SIGNED: (),
    Stage.ACTIVE: (Stage.DORMANT, Stage.IN_DELAY),
    Stage.DORMANT: (Stage.ACTIVE, Stage.IN_DELAY),
    Stage.IN_DELAY: (Stage.ACTIVE, Stage.DORMANT),
    Stage.ENDED: (),
}
"""Where the office moves a membership itself; issuing and signing an agreement move it as well."""

BY_AGREEMENT: Final[Mapping[Stage, tuple[Stage, ...]]] = {
    Stage.INTEREST: (Stage.ISSUED,),
    Stage.TALK: (Stage.ISSUED, Stage.LETTER_OF_INTENT),
    Stage.LETTER_OF_INTENT: (Stage.ISSUED,),
    Stage.ISSUED: (Stage.SIGNED, Stage.TALK),
    Stage.SIGNED: (Stage.ACTIVE, Stage.TALK),
}
"""Where an agreement moves it: issued, signed, counter-signed; back to talks when it is withdrawn."""

NEEDS_REASON: Final = frozenset({Stage.INTEREST, Stage.DORMANT, Stage.IN_DELAY})
"""Steps that are only understood later when somebody wrote down why."""

END_BEFORE: Final = (EndReason.NOT_JOINED, EndReason.MOVE, EndReason.INSOLVENCY)
END_AFTER: Final = (
    EndReason.WITHDRAWAL,
    EndReason.TERM,
    EndReason.MERGER,
    EndReason.MOVE,
    EndReason.INSOLVENCY,
    EndReason.EXCLUSION,
)

_LEGAL_FORMS: Final = re.compile(
    r"\b(gemeinnützige|ggmbh|gmbh|mbh|ag|kgaa|kg|ohg|gbr|ug|haftungsbeschränkt|se|eg|e\.?\s?g|ev|e\.?\s?v|ek|"
    r"e\.?\s?k|partg|stiftung|co|und|u)\b\.?",
    re.IGNORECASE,
)
_NOT_A_LETTER: Final = re.compile(r"[^0-9a-zß-öø-ÿ]+")
_LETTERS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class StepNotPossible(NotPossible):
    """No way leads from this stage to that one."""

    def __init__(self) -> None:
        text = gettext_noop(
            "This step does not follow from where the membership stands now. Nothing was changed."
        )
        super().__init__(Message("step_not_possible", text))


class ReasonMissing(NotPossible):
    """The step is only understood with a reason."""

    def __init__(self) -> None:
        super().__init__(Message("reason_missing", gettext_noop("Please say why, in a few words.")))


class WrongEnd(NotPossible):
    """The reason does not fit to somebody who is, or is not, a member."""

    def __init__(self) -> None:
        text = gettext_noop("This reason does not fit: choose one that does.")
        super().__init__(Message("wrong_end", text))


class DayNotPossible(NotPossible):
    """A day lies before the one it has to follow, or in the future."""

    def __init__(self, text: str) -> None:
        super().__init__(Message("day_not_possible", text))


class TierUnknown(NotPossible):
    """The rulebook in force knows no such kind of membership."""

    def __init__(self) -> None:
        text = gettext_noop(
            "The rulebook in force does not know this kind of membership. Choose one of its kinds."
        )
        super().__init__(Message("tier_unknown", text))


class TierAsItIs(NotPossible):
    """The member has this kind of membership already."""

    def __init__(self) -> None:
        text = gettext_noop("The member has this kind of membership already. Nothing was changed.")
        super().__init__(Message("tier_as_it_is", text))


class SuccessorNotPossible(NotPossible):
    """An organisation cannot follow itself, and not while it is a member of its own."""

    def __init__(self) -> None:
        text = gettext_noop("The successor has to be another organisation.")
        super().__init__(Message("successor_not_possible", text))


class RequestOver(NotPossible):
    """The link was used, has expired or is not known."""

    def __init__(self, code: str) -> None:
        texts = {
            "used": gettext_noop("This request has been confirmed already. You need not do anything more."),
            "expired": gettext_noop("This link has expired. Please fill in the form again."),
        }
        unknown = gettext_noop(
            "This link belongs to no request. Perhaps it was cut off in the mail, or the request was deleted."
        )
        super().__init__(Message(f"request_{code}", texts.get(code, unknown)))
        self.code = code


class AlreadyOpen(NotPossible):
    """The organisation is on its way or a member already."""

    def __init__(self, name: str) -> None:
        text = gettext_noop("%(name)s has a membership already that has not ended.")
        super().__init__(Message("already_open", text, {"name": name}))


class Decided(NotPossible):
    """Somebody else has decided about the request."""

    def __init__(self) -> None:
        text = gettext_noop("Somebody has decided about this request already. Nothing was changed.")
        super().__init__(Message("request_decided", text))


def alike_key(name: str) -> str:
    """Return the key under which names meet that people take for the same: without legal form and signs.

    >>> alike_key("Müller & Söhne GmbH & Co. KG") == alike_key("MUELLER und Söhne")
    True
    >>> alike_key("GmbH")
    'gmbh'
    """
    plain = name_key(name)
    stripped = _LEGAL_FORMS.sub(" ", plain.replace("&", " "))
    key = _NOT_A_LETTER.sub("", stripped.translate(_LETTERS))
    return key or _NOT_A_LETTER.sub("", plain.translate(_LETTERS))


def domain_of(email: str) -> str:
    """Return the domain of an address in small letters.

    >>> domain_of("Bruno@Sonnenkorn.example.org")
    'sonnenkorn.example.org'
    """
    return email.rpartition("@")[2].casefold()


def steps_by_hand(stage: str) -> tuple[Stage, ...]:
    """Return the stages the office may move a membership to."""
    return BY_HAND[Stage(stage)]


def ends_for(stage: str) -> tuple[EndReason, ...]:
    """Return the reasons with which a membership in this stage can end."""
    if stage == Stage.ENDED:
        return ()
    return END_AFTER if stage in MEMBERS else END_BEFORE


def ensure_by_hand(stage: str, to: str, reason: str) -> None:
    """Raise unless the office may take this step, and with a reason where one is needed."""
    if to not in steps_by_hand(stage):
        raise StepNotPossible
    if to in NEEDS_REASON and not reason.strip():
        raise ReasonMissing


def ensure_by_agreement(stage: str, to: str) -> None:
    """Raise unless an agreement may take this step."""
    if to not in BY_AGREEMENT.get(Stage(stage), ()):
        raise StepNotPossible


def ensure_end(stage: str, end: str, reason: str) -> None:
    """Raise unless a membership in this stage can end so, said why."""
    if stage == Stage.ENDED:
        raise StepNotPossible
    if end not in ends_for(stage):
        raise WrongEnd
    if not reason.strip():
        raise ReasonMissing


def ensure_end_day(*, joined_on: date | None, ended_on: date, today: date) -> None:
    """Raise unless the last day is neither in the future nor before the first."""
    if ended_on > today:
        raise DayNotPossible(gettext_noop("The last day lies in the future. Enter it once it has come."))
    if joined_on is not None and ended_on < joined_on:
        raise DayNotPossible(gettext_noop("The last day lies before the first day of the membership."))


def ensure_days(*, signed_on: date | None, joined_on: date | None, today: date) -> None:
    """Raise unless the days of a membership can be true."""
    if signed_on is not None and signed_on > today:
        raise DayNotPossible(gettext_noop("The day of the signature lies in the future."))
    if signed_on is not None and joined_on is not None and joined_on < signed_on:
        raise DayNotPossible(gettext_noop("The membership cannot begin before the agreement is signed."))


def ensure_first_day(*, stage: str, joined_on: date | None) -> None:
    """Raise when a member would have no first day, from which its duties count."""
    if stage in MEMBERS and joined_on is None:
        raise DayNotPossible(gettext_noop("A member needs the day on which its membership began."))


def time_spent(steps: Iterable[tuple[str, datetime]], now: datetime) -> tuple[tuple[str, timedelta], ...]:
    """Return how long each stage lasted, in order; the last one until now.

    >>> at = datetime(2026, 1, 1)
    >>> time_spent([("interest", at), ("talk", at + timedelta(days=3))], at + timedelta(days=10))
    (('interest', datetime.timedelta(days=3)), ('talk', datetime.timedelta(days=7)))
    """
    listed = list(steps)
    ends = [at for _stage, at in listed[1:]] + [now]
    return tuple((stage, end - at) for (stage, at), end in zip(listed, ends, strict=True))


def ensure_tier(*, tier: str, before: str, known: Collection[str]) -> None:
    """Raise unless a rulebook knows this kind of membership, and it is another one than before.

    No kind at all is possible too: then only what is asked of everybody is owed.
    """
    if tier and tier not in known:
        raise TierUnknown
    if tier == before:
        raise TierAsItIs


def ensure_agreed(*, on: date, reason: str, today: date) -> None:
    """Raise unless it was agreed on a day that has come, and somebody says why it is entered."""
    if on > today:
        raise DayNotPossible(gettext_noop("This day lies in the future. Enter it once it has come."))
    if not reason.strip():
        raise ReasonMissing
