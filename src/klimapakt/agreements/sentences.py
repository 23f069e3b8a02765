"""What the technical check found, in sentences: one per question, each with its answer as a state.

The sentences say what was checked and what was found. None says that a signature is qualified, that the
person had the right to sign, or what a court would hold; ``LIMITS`` says so beside every report.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from klimapakt.agreements.checking import (
    CHANGED,
    HARMLESS,
    NOT_VALID,
    SOUND,
    UNTRUSTED,
    Later,
    Report,
    Signature,
)
from klimapakt.methods.messages import Message, gettext_noop

OK, DOUBT, WRONG, NOTE = "ok", "doubt", "wrong", "note"
_LOCAL: Final = ZoneInfo("Europe/Berlin")

PASSED: Final = Message("check_passed", gettext_noop("Technical check: nothing to object to."))
NOT_PASSED: Final = Message(
    "check_not_passed", gettext_noop("Technical check: not passed. The reasons are listed.")
)
LIMITS: Final = (
    Message(
        "check_is_technical",
        gettext_noop(
            "This is a technical check. It does not judge whether a signature is qualified, whether the "
            "person had the right to sign, or what follows from it in law."
        ),
    ),
    Message(
        "check_is_offline",
        gettext_noop(
            "It works without the internet against a list of certificates kept by the pact office. Whether a "
            "certificate has been revoked since is not asked."
        ),
    ),
)
_CHAINS: Final[Mapping[str, str]] = {
    "unknown_issuer": gettext_noop("The certificate leads to no issuer on the list of the pact office."),
    "expired": gettext_noop(
        "The certificate has expired. Without a trusted timestamp nothing shows that it was valid before."
    ),
    "not_yet_valid": gettext_noop("The certificate was not valid yet."),
    "revoked": gettext_noop("The certificate was revoked."),
    "wrong_use": gettext_noop("The certificate was not issued for signing documents."),
    "weak": gettext_noop(
        "The certificate or the signature uses a method that is no longer considered secure."
    ),
}
_LATER: Final[Mapping[str, str]] = {
    "pages_added": gettext_noop("Pages were added: %(count)s."),
    "pages_removed": gettext_noop("Pages were removed: %(count)s."),
    "page_changed": gettext_noop("Page %(page)s looks different."),
    "annotation": gettext_noop("An annotation was added on page %(page)s (%(name)s)."),
    "annotation_gone": gettext_noop("An annotation was removed from page %(page)s (%(name)s)."),
    "field": gettext_noop("The form field %(name)s was filled or changed."),
    "field_gone": gettext_noop("The form field %(name)s was removed."),
    "signature": gettext_noop("Another signature was added (%(name)s)."),
    "signature_seen": gettext_noop(
        "A visible signature lies over page %(page)s. Look whether it hides anything there."
    ),
    "page_covered": gettext_noop("A visible signature hides a large part of page %(page)s."),
    "timestamp": gettext_noop("A timestamp was added (%(name)s)."),
    "other": gettext_noop("The structure of the file was changed (%(name)s)."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with its state; ``about`` names the signature it belongs to, or is empty."""

    state: str
    message: Message
    about: str = ""


def sentences(report: Report) -> tuple[Line, ...]:
    """Return what the check found, the answer first."""
    answer = Line(OK, PASSED) if report.passed else Line(WRONG, NOT_PASSED)
    each = (line for one in report.signatures for line in _of_signature(one))
    return (answer, *_of_document(report), *each, *(Line(NOTE, one) for one in LIMITS))


def localised(message: Message, language: str) -> Message:
    """Return the message with days and moments written as the language does, in the time of Berlin."""
    values = {name: _written(value, language) for name, value in message.params.items()}
    return Message(message.code, message.template, values)


def _written(value: object, language: str) -> object:
    if isinstance(value, datetime):
        local = value.astimezone(_LOCAL)
        return f"{local:%d.%m.%Y, %H:%M %Z}" if language == "de" else f"{local:%Y-%m-%d, %H:%M %Z}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}" if language == "de" else f"{value:%Y-%m-%d}"
    return localised(value, language) if isinstance(value, Message) else value


def _of_document(report: Report) -> Iterator[Line]:
    if not report.issued:
        template = gettext_noop(
            "The file does not begin with a document that was issued here. Sign the file that was sent to "
            "you, and do not print it into a new PDF."
        )
        yield Line(WRONG, Message("not_ours", template))
    elif report.is_ours:
        template = gettext_noop("The file is the document that was issued, with signatures added.")
        yield Line(OK, Message("ours", template))
    else:
        template = gettext_noop(
            "The file begins with the document that was issued, but it was changed since."
        )
        yield Line(WRONG, Message("ours_changed", template))
    for one in report.since_issued:
        yield Line(_state_of(one), later(one))
    if report.has_rest:
        yield Line(WRONG, Message("rest", gettext_noop("Something stands behind the end of the PDF.")))
    if not report.people:
        yield Line(WRONG, Message("unsigned", gettext_noop("The file holds no signature.")))


def _of_signature(one: Signature) -> Iterator[Line]:
    for state, message in _parts_of(one):
        yield Line(state, message, one.field)


def _parts_of(one: Signature) -> Iterator[tuple[str, Message]]:
    if one.verdict == NOT_VALID:
        yield WRONG, _why_not_valid(one)
    if not one.is_readable or one.signer is None:
        return
    yield NOTE, _owner(one)
    if one.verdict == SOUND:
        yield OK, Message("intact", gettext_noop("The signature is intact and covers the whole file."))
    if one.verdict == UNTRUSTED:
        template = gettext_noop("The signature is intact, but who made it is not confirmed.")
        yield DOUBT, Message("untrusted", template)
    if one.verdict == CHANGED:
        template = gettext_noop(
            "The signature is intact, but the file was changed after it or is not covered."
        )
        yield WRONG, Message("changed_after", template)
    for change in one.changes:
        yield _state_of(change), later(change)
    yield from _chain(one)
    yield from _time(one)


def _state_of(one: Later) -> str:
    if one.what == "signature_seen":
        return DOUBT
    return NOTE if one.what in HARMLESS else WRONG


def _why_not_valid(one: Signature) -> Message:
    if not one.is_readable:
        return Message("unreadable", gettext_noop("Not valid: the signature cannot be read."))
    if not one.is_intact:
        template = gettext_noop("Not valid: the content does not match what was signed.")
        return Message("not_intact", template)
    if not one.is_valid:
        template = gettext_noop("Not valid: the signature was not made with the key of its certificate.")
        return Message("forged", template)
    template = gettext_noop("Not valid: bytes around the signature were changed.")
    return Message("untidy", template)


def _owner(one: Signature) -> Message:
    template = gettext_noop(
        "Certificate: %(subject)s, issued by %(issuer)s, valid from %(first)s to %(last)s."
    )
    signer = one.signer
    values = (
        {}
        if signer is None
        else {
            "subject": signer.subject,
            "issuer": signer.issuer,
            "first": signer.not_before.date(),
            "last": signer.not_after.date(),
        }
    )
    return Message("owner", template, values)


def _chain(one: Signature) -> Iterator[tuple[str, Message]]:
    if one.chain == "trusted":
        template = gettext_noop("The certificate leads to %(anchor)s on the list of the pact office.")
        yield OK, Message("chain_trusted", template, {"anchor": one.anchor})
    else:
        yield DOUBT, Message(f"chain_{one.chain}", _CHAINS[one.chain])
    if one.signer is not None and one.signer.is_self_issued:
        yield DOUBT, Message("self_issued", gettext_noop("The certificate was issued by its own owner."))


def _time(one: Signature) -> Iterator[tuple[str, Message]]:
    stamp = one.timestamp
    if stamp is not None:
        is_good = stamp.is_intact and stamp.is_trusted
        good = gettext_noop("A trusted timestamp of %(authority)s confirms %(at)s.")
        bad = gettext_noop("A timestamp of %(authority)s states %(at)s, but it is not confirmed.")
        values = {"authority": stamp.authority, "at": stamp.at}
        if is_good:
            yield OK, Message("timestamp", good, values)
        else:
            yield DOUBT, Message("timestamp_doubtful", bad, values)
    elif one.claimed_at is not None:
        template = gettext_noop("The signer's computer states %(at)s; nobody confirms this time.")
        yield NOTE, Message("claimed_time", template, {"at": one.claimed_at})


def later(one: Later) -> Message:
    """Return the sentence for a change."""
    values = {"page": one.page, "name": one.name[:80], "count": one.count}
    template = _LATER[one.what]
    used = {name: value for name, value in values.items() if f"%({name})s" in template}
    return Message(f"later_{one.what}", template, used)
