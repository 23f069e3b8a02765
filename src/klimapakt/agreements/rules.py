"""Pure decisions about agreements: who may sign what when, and what a rulebook says in an agreement."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, Final

from klimapakt.agreements.enums import AgreementState
from klimapakt.agreements.wording import City, Member, RulebookFacts, Signatory, Values
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.rulebook import Rulebook
from klimapakt.methods.texts import Text
from klimapakt.organisations.rules import NotPossible

STATEMENT: Final = gettext_noop(
    "I have read the document with the SHA-256 shown and sign it for %(name)s. I have the right to do so."
)
SCAN_LIMIT: Final = 25 * 1024 * 1024


class NotSignable(NotPossible):
    """The document is not, or no longer, to be signed by this party."""

    def __init__(self, state: str) -> None:
        texts: Mapping[str, str] = {
            AgreementState.SIGNED: gettext_noop("The member has signed this document already."),
            AgreementState.IN_FORCE: gettext_noop(
                "This document is in force already; nothing is to be signed."
            ),
            AgreementState.WITHDRAWN: gettext_noop(
                "This document was withdrawn. Ask the pact office for the one that counts."
            ),
            AgreementState.SUPERSEDED: gettext_noop("A newer agreement has taken the place of this one."),
        }
        waiting = gettext_noop("The member has not signed yet. The city signs after it.")
        super().__init__(Message("not_signable", texts.get(state, waiting)))


class AnotherFile(NotPossible):
    """What was shown is not the document that was issued."""

    def __init__(self) -> None:
        text = gettext_noop(
            "The document shown is not the one that counts now. Look at it again and sign then."
        )
        super().__init__(Message("another_file", text))


class NotManagement(NotPossible):
    """Only the management signs for a member."""

    def __init__(self) -> None:
        text = gettext_noop("Only the management of your organisation can sign. Ask one of them.")
        super().__init__(Message("not_management", text))


class NotSignatory(NotPossible):
    """The role in the pact office does not include this."""

    def __init__(self) -> None:
        text = gettext_noop("Your role in the pact office does not include this.")
        super().__init__(Message("not_signatory", text))


class SecondPersonNeeded(NotPossible):
    """Whoever entered the scan cannot confirm it."""

    def __init__(self) -> None:
        text = gettext_noop("You have entered this scan yourself. A second person has to confirm it.")
        super().__init__(Message("second_person_needed", text))


class CheckNotPassed(NotPossible):
    """The technical check of an uploaded file found something; the report says what."""

    def __init__(self, reasons: tuple[Message, ...]) -> None:
        text = gettext_noop(
            "The technical check was not passed, so nothing was kept. The reasons are listed."
        )
        super().__init__(Message("check_not_passed", text))
        self.reasons = reasons


class NoRulebook(NotPossible):
    """The pact has no rulebook an agreement could rest on."""

    def __init__(self) -> None:
        text = gettext_noop("The pact has no rulebook in force. Choose one first.")
        super().__init__(Message("no_rulebook", text))


class NoScan(NotPossible):
    """The scan is no PDF or too large."""

    def __init__(self) -> None:
        text = gettext_noop("A scan has to be a PDF of at most 25 MB. Scan it in black and white at 300 dpi.")
        super().__init__(Message("no_scan", text))


class MembershipOver(NotPossible):
    """The membership has ended; nothing of it is signed any more."""

    def __init__(self) -> None:
        text = gettext_noop("The membership has ended, so nothing is signed any more. Ask the pact office.")
        super().__init__(Message("membership_over", text))


class OutdatedText(NotPossible):
    """A newer version of the text was released since the page was opened."""

    def __init__(self) -> None:
        text = gettext_noop("A newer version of this text is in use by now. Look at it and issue again.")
        super().__init__(Message("outdated_text", text))


class NothingToAsk(NotPossible):
    """The text says the same for this member, or the document is not in force."""

    def __init__(self) -> None:
        text = gettext_noop("Nothing has changed for this member that asks for consent. Nothing was issued.")
        super().__init__(Message("nothing_to_ask", text))


class SignedAlready(NotPossible):
    """The member has signed a version that is not the newest; the city decides about it first."""

    def __init__(self, number: str) -> None:
        text = gettext_noop(
            "The member has signed %(number)s, which the city has not signed yet. Sign or withdraw it first."
        )
        super().__init__(Message("signed_already", text, {"number": number}))


class SignatoryLeft(NotPossible):
    """Who signed for the member is not its management any more; somebody has to say who signs now."""

    def __init__(self, name: str) -> None:
        text = gettext_noop(
            "%(name)s, who signed the agreement so far, is not management of the member any more. "
            "Ask this member singly and enter who signs now."
        )
        super().__init__(Message("signatory_left", text, {"name": name}))


def ensure_signable(state: str, expected: AgreementState) -> None:
    """Raise unless a document stands where the next signature is due."""
    if state != expected:
        raise NotSignable(state)


def ensure_scan(content: bytes) -> None:
    """Raise unless the bytes can be a scan."""
    if len(content) > SCAN_LIMIT or not content.startswith(b"%PDF-"):
        raise NoScan


def facts_of(rulebook: Rulebook) -> RulebookFacts:
    """Return what a rulebook demands, as far as an agreement speaks of it."""
    baseline, measures, monitoring = (
        rulebook.baseline.value,
        rulebook.measures.value,
        rulebook.monitoring.value,
    )
    neutrality = rulebook.neutrality.value
    return RulebookFacts(
        id=rulebook.id,
        edition=rulebook.edition,
        title=rulebook.title,
        baseline_months=baseline.due_months,
        grace_months=baseline.grace_months,
        extension_months=rulebook.extension_months.value,
        targets_months=rulebook.targets.value.due_months,
        measures_months=measures.due_months,
        measures_at_least=measures.at_least,
        monitoring_months=monitoring.every_months,
        synchronised_on=monitoring.synchronised_on,
        scopes=rulebook.scopes.value.minimum,
        scope_2_method=rulebook.scope_2_method.value,
        explains_misses=rulebook.explain_if_missed.value,
        closing_on=rulebook.closing_balance.value.on,
        term_until=rulebook.term.value.until,
        tonnes_per_head=neutrality.tonnes_per_head,
        neutrality=neutrality.stated,
    )


def values_as_json(values: Values) -> dict[str, Any]:
    """Return values as plain JSON; ``values_of`` gives them back."""
    told: dict[str, Any] = _plain(asdict(values))
    return told


def values_of(raw: Mapping[str, Any]) -> Values:
    """Return the values of a document that was issued.

    >>> from klimapakt.agreements.wording.examples import EXAMPLE
    >>> values_of(values_as_json(EXAMPLE)) == EXAMPLE
    True
    """
    member, city, rules = raw["member"], raw["city"], raw["rules"]
    return Values(
        number=raw["number"],
        pact=Text(**raw["pact"]),
        joins_on=date.fromisoformat(raw["joins_on"]),
        member=Member(**{**member, "signatory": Signatory(**member["signatory"])}),
        city=City(**{**city, "signatory": Signatory(**city["signatory"])}),
        rules=RulebookFacts(
            **{
                **rules,
                "title": Text(**rules["title"]),
                "neutrality": Text(**rules["neutrality"]) if rules["neutrality"] else None,
                "scopes": tuple(rules["scopes"]),
                "tonnes_per_head": Decimal(rules["tonnes_per_head"]) if rules["tonnes_per_head"] else None,
                **{name: _day(rules[name]) for name in ("synchronised_on", "closing_on", "term_until")},
            }
        ),
        measures=tuple(raw["measures"]),
        special_terms=tuple(raw["special_terms"]),
        amends=raw.get("amends", ""),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _plain(value: object) -> Any:  # noqa: ANN401 -- what JSON holds
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
