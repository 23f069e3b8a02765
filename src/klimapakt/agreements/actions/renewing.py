"""Asking a member for consent again, where the text or the rulebook says something else by now."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
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
from klimapakt.casework.actions import begin_bulk
from klimapakt.casework.enums import BulkKind, BulkState, ItemState
from klimapakt.casework.models import BulkItem, BulkRun
from klimapakt.foundation import audit
from klimapakt.memberships.rules import MEMBERS
from klimapakt.methods.refusal import Refused
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs the renewed agreement; None where it is who signed the one so far."""

    member: Signatory | None = None
    city: Signatory | None = None


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


@transaction.atomic
def begin_asking(*, key: str, city: Signatory, by: Person) -> BulkRun:
    """Begin to ask everybody who has not been asked; raise NotSignatory, and EmptySelection for nobody."""
    if not is_allowed(by, Permission.PREPARE_AGREEMENTS):
        raise rules.NotSignatory
    new = texts.in_use(key)
    to_ask = [one for one in renewals.renewals(new) if one.standing == Standing.TO_ASK] if new else []
    given = {"key": key, "city_name": city.name, "city_function": city.function}
    chosen = [one.agreement.membership_id for one in to_ask]
    return begin_bulk(kind=BulkKind.RENEW, given=given, chosen=chosen, by=by)


@transaction.atomic
def ask_next(*, run: BulkRun) -> int:
    """Ask the next member of a piece of work; return how many still wait. One that fails holds up nobody.

    Each document stands in a transaction of its own: setting one takes seconds, and the pact is locked for
    its number meanwhile.
    """
    locked_run = BulkRun.objects.select_for_update(of=("self",)).select_related("by").get(pk=run.pk)
    if locked_run.kind != BulkKind.RENEW or locked_run.state not in (BulkState.WAITING, BulkState.RUNNING):
        return 0
    waiting = locked_run.items.filter(state=ItemState.WAITING)
    item = waiting.select_related("membership").first()
    if item is not None:
        _ask_one(locked_run, item)
    left = waiting.count()
    locked_run.state = BulkState.RUNNING if left else BulkState.DONE
    if not left:
        locked_run.finished_at = timezone.now()
        audit.record(what="bulk.done", subject=locked_run, by=locked_run.by)
    locked_run.save(update_fields=["state", "finished_at"])
    return left


def _ask_one(run: BulkRun, item: BulkItem) -> None:
    given = run.given
    held = renewals.agreements_on(given["key"]).filter(membership=item.membership_id).first()
    signing = Signing(city=Signatory(given["city_name"], given["city_function"]))
    try:
        if held is None or run.by is None:
            raise rules.NothingToAsk
        with transaction.atomic():
            ask_again(agreement=held, signing=signing, by=run.by)
        item.state = ItemState.DONE
    except (NotPossible, Refused) as refused:
        with override(run.by.language if run.by else None):
            item.state, item.why = ItemState.SKIPPED, refused.message.translated(gettext)[:300]
    item.save(update_fields=["state", "why"])


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
