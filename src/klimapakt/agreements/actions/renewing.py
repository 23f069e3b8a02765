"""Asking a member for consent again, where the text or the rulebook says something else by now."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext, override

from klimapakt.agreements import letters, mail_kinds, renewals, rules, texts
from klimapakt.agreements.actions.issuing import (
    issue_document,
    locked,
    locked_pact,
    mark_withdrawn,
    next_number,
)
from klimapakt.agreements.enums import AgreementState
from klimapakt.agreements.models import Agreement
from klimapakt.agreements.renewals import Renewal, Standing
from klimapakt.agreements.texts import TextInUse
from klimapakt.agreements.wording import Signatory, Values
from klimapakt.foundation import audit
from klimapakt.memberships.rules import MEMBERS
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed
from klimapakt.people.models import Person

AT_ONCE = 40
"""How many members are asked in one go: two documents each are set while the page is waited for."""


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs the renewed agreement; None where it is who signed the one so far."""

    member: Signatory | None = None
    city: Signatory | None = None


@dataclass(frozen=True, slots=True)
class AskedAll:
    """What became of asking all: the documents, and who could not be asked with why."""

    issued: tuple[Agreement, ...]
    refused: tuple[tuple[Agreement, NotPossible], ...]


@transaction.atomic
def ask_again(*, agreement: Agreement, signing: Signing, by: Person) -> Agreement:
    """Issue the agreement of a member anew, to be signed; the one so far stays in force until that is.

    Asking twice has one effect. What was issued from an older text and nobody has signed is withdrawn. Raises
    NotSignatory, NothingToAsk, SignedAlready, SignatoryLeft, and Refused where the text cannot be filled.
    """
    if not is_allowed(by, Permission.PREPARE_AGREEMENTS):
        raise rules.NotSignatory
    pact = locked_pact()
    one = locked(agreement)
    found, new = _renewal(one)
    waiting = found.waiting
    if found.standing == Standing.ASKED and waiting is not None:
        return waiting
    if found.standing == Standing.SIGNED and waiting is not None:
        if found.is_newest:
            return waiting
        raise rules.SignedAlready(waiting.number)
    values = replace(_values(one, signing), number=next_number(pact), amends=one.number)
    if waiting is not None:
        mark_withdrawn(locked(waiting), _why(new), by)
    made = issue_document(one.membership, new, values, by, amends=one)
    audit.record(what="agreement.asked_again", subject=one, by=by, details={"number": made.number})
    letters.tell_management(made, mail_kinds.AGREEMENT_RENEWAL)
    return made


def ask_all(*, key: str, signing: Signing, by: Person) -> AskedAll:
    """Ask the next members who have not been asked, each for itself: one that fails holds up nobody."""
    if not is_allowed(by, Permission.PREPARE_AGREEMENTS):
        raise rules.NotSignatory
    new = texts.in_use(key)
    to_ask = [one for one in renewals.renewals(new) if one.standing == Standing.TO_ASK] if new else []
    issued: list[Agreement] = []
    refused: list[tuple[Agreement, NotPossible]] = []
    for one in to_ask:
        if len(issued) == AT_ONCE:
            break
        try:
            issued.append(ask_again(agreement=one.agreement, signing=signing, by=by))
        except NotPossible as why:
            refused.append((one.agreement, why))
    return AskedAll(tuple(issued), tuple(refused))


def _renewal(one: Agreement) -> tuple[Renewal, TextInUse]:
    new = texts.in_use(one.template)
    found = renewals.renewal_of(one, new) if new and one.state == AgreementState.IN_FORCE else None
    is_due = found is not None and one.membership.stage in MEMBERS
    if new is None or found is None or not is_due or found.standing == Standing.NOT_NEEDED:
        raise rules.NothingToAsk
    return found, new


def _values(one: Agreement, signing: Signing) -> Values:
    values = renewals.values_now(one)
    left = None if signing.member else renewals.signatory_who_left(one)
    if left is not None:
        raise rules.SignatoryLeft(left.name)
    member = replace(values.member, signatory=signing.member or values.member.signatory)
    city = replace(values.city, signatory=signing.city or values.city.signatory)
    return replace(values, member=member, city=city)


def _why(new: TextInUse) -> str:
    with override("de"):
        return gettext("Version %(version)s of the text has taken its place.") % {
            "version": new.template.version
        }
