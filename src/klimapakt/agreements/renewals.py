"""Reads about consent that is needed again: which agreements say something else by now, and what.

An agreement in force is compared with what would be issued to the same member today: the text in use, under
the rulebook in force. What binds is the German text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from uuid import UUID

from django.db.models import QuerySet

from klimapakt.agreements import rules, texts
from klimapakt.agreements.enums import AgreementState
from klimapakt.agreements.models import Agreement
from klimapakt.agreements.queries import values_in
from klimapakt.agreements.texts import TextInUse
from klimapakt.agreements.wording import Comparison, Signatory, Values, compare_texts, fill
from klimapakt.agreements.wording.model import AGREEMENT, BINDING
from klimapakt.memberships.rules import MEMBERS
from klimapakt.organisations import queries as organisations
from klimapakt.pacts.queries import rulebook_in_force

OPEN = (AgreementState.ISSUED, AgreementState.SIGNED)


class Standing(Enum):
    """Where the consent of one member stands."""

    TO_ASK = "to_ask"
    ASKED = "asked"
    SIGNED = "signed"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Renewal:
    """One agreement in force beside what would be issued now; ``waiting`` is what was issued to be signed."""

    agreement: Agreement
    comparison: Comparison
    waiting: Agreement | None = None
    is_newest: bool = True

    @property
    def standing(self) -> Standing:
        """Return where the consent of this member stands."""
        if not self.comparison.needs_consent:
            return Standing.NOT_NEEDED
        if self.waiting is None:
            return Standing.TO_ASK
        if self.waiting.state == AgreementState.SIGNED:
            return Standing.SIGNED
        return Standing.ASKED if self.is_newest else Standing.TO_ASK


def agreements_on(key: str) -> QuerySet[Agreement]:
    """Return the agreements in force of members that rest on some version of a text, by name."""
    found = Agreement.objects.filter(
        template=key, state=AgreementState.IN_FORCE, membership__stage__in=MEMBERS
    )
    related = found.select_related("membership__organisation", "pact", "text")
    return related.order_by("membership__organisation__name", "number")


def renewals(new: TextInUse) -> list[Renewal]:
    """Return every agreement in force that rests on an earlier version, and what changes for the member."""
    if new.template.kind != AGREEMENT:
        return []
    open_ones = Agreement.objects.filter(amends__isnull=False, state__in=OPEN).select_related("text")
    waiting = {one.amends_id: one for one in open_ones}
    return list(_each(new, waiting))


def renewal_of(one: Agreement, new: TextInUse) -> Renewal | None:
    """Return what changes for one member; None where its text is not there any more."""
    waiting = Agreement.objects.filter(amends=one, state__in=OPEN).select_related("text").first()
    return _renewal(one, new, waiting)


def values_now(one: Agreement) -> Values:
    """Return the values of an agreement under the rulebook in force."""
    values = values_in(one)
    rulebook = rulebook_in_force()
    return replace(values, rules=rules.facts_of(rulebook)) if rulebook else values


def changes_of(one: Agreement) -> Comparison | None:
    """Return what a document changes against the agreement it amends; None where it amends none."""
    if one.amends is None:
        return None
    before, after = texts.template_of(one.amends), texts.template_of(one)
    if before is None or after is None:
        return None
    old, new = values_in(one.amends), values_in(one)
    editorial = (
        texts.editorial_since(one.amends, TextInUse(after, one.text)) if old.rules == new.rules else {}
    )
    # The number alone is no change of what was agreed.
    told = replace(new, number=old.number)
    return compare_texts(fill(before, old, BINDING), fill(after, told, BINDING), editorial)


def signatory_who_left(one: Agreement) -> Signatory | None:
    """Return who signed for the member where nobody of that name is its management any more."""
    signatory = values_in(one).member.signatory
    managing = organisations.management_of(one.membership.organisation)
    names = {role.person.name.casefold() for role in managing}
    return None if signatory.name.casefold() in names else signatory


def newer_than(one: Agreement) -> Agreement | None:
    """Return the document that counts instead of one that was withdrawn or replaced."""
    if one.state not in {AgreementState.WITHDRAWN, AgreementState.SUPERSEDED}:
        return None
    found = Agreement.objects.filter(membership=one.membership_id, issued_at__gte=one.issued_at)
    return found.exclude(pk=one.pk).exclude(state=AgreementState.WITHDRAWN).order_by("-issued_at").first()


def _each(new: TextInUse, waiting: Mapping[UUID | None, Agreement]) -> Iterator[Renewal]:
    for one in agreements_on(new.template.key):
        found = _renewal(one, new, waiting.get(one.pk))
        if found is not None:
            yield found


def _renewal(one: Agreement, new: TextInUse, waiting: Agreement | None) -> Renewal | None:
    before = texts.template_of(one)
    if before is None:
        return None
    old, now = values_in(one), values_now(one)
    editorial = texts.editorial_since(one, new) if old.rules == now.rules else {}
    comparison = compare_texts(fill(before, old, BINDING), fill(new.template, now, BINDING), editorial)
    return Renewal(one, comparison, waiting, waiting is None or _is_of(waiting, new, now))


def _is_of(waiting: Agreement, new: TextInUse, now: Values) -> bool:
    """Tell whether a document that waits was issued from the text and under the rulebook of today."""
    is_text = (waiting.text_id, waiting.template_version) == (
        new.text.pk if new.text else None,
        new.template.version,
    )
    return is_text and values_in(waiting).rules == now.rules
