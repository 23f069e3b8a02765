"""Reads about consent that is needed again: which agreements say something else by now, and what.

An agreement in force is compared with what would be issued to the same member today: the text in use, under
the rulebook in force. What binds is the German text.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from uuid import UUID

from django.core.cache import cache
from django.db.models import QuerySet

from klimapakt.agreements import rules, texts
from klimapakt.agreements.enums import AgreementState
from klimapakt.agreements.models import Agreement
from klimapakt.agreements.queries import values_in
from klimapakt.agreements.texts import TextInUse
from klimapakt.agreements.wording import (
    Comparison,
    RulebookFacts,
    Signatory,
    Values,
    compare_texts,
    fill,
)
from klimapakt.agreements.wording.model import AGREEMENT, BINDING
from klimapakt.memberships.rules import MEMBERS
from klimapakt.methods.texts import Text
from klimapakt.organisations import queries as organisations
from klimapakt.pacts.queries import rulebook_in_force, version_in_force

_KEPT_SECONDS = 24 * 3600
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
    # Texts are large and few: each is read once, not joined to every row.
    related = found.select_related("membership__organisation", "pact").prefetch_related("text")
    return related.order_by("membership__organisation__name", "number")


def renewals(new: TextInUse) -> list[Renewal]:
    """Return every agreement in force that rests on an earlier version, and what changes for the member."""
    if new.template.kind != AGREEMENT:
        return []
    waiting = {one.amends_id: one for one in Agreement.objects.filter(amends__isnull=False, state__in=OPEN)}
    today = _today(new)
    found = (today.renewal(one, waiting.get(one.pk)) for one in agreements_on(new.template.key))
    return [one for one in found if one is not None]


def count_to_ask(new: TextInUse) -> int:
    """Return how many members have to be asked again; compared anew only after a change."""
    if new.template.kind != AGREEMENT:
        return 0
    key = f"agreements.to_ask:{_rests_on(new)}"
    kept: int | None = cache.get(key)
    if kept is None:
        kept = sum(one.standing == Standing.TO_ASK for one in renewals(new))
        cache.set(key, kept, _KEPT_SECONDS)
    return kept


def _rests_on(new: TextInUse) -> str:
    """Return a hash of the text and rulebook in use, of the agreements in force and of what waits."""
    version = version_in_force()
    held = agreements_on(new.template.key).order_by("pk").values_list("pk", "text", "template_version")
    waiting = Agreement.objects.filter(amends__isnull=False, state__in=OPEN).order_by("pk")
    said = [
        new.template.key,
        new.template.version,
        new.text.pk if new.text else None,
        version.sha256 if version else "",
        list(held),
        list(waiting.values_list("pk", "amends", "state", "text", "template_version")),
    ]
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()


def renewal_of(one: Agreement, new: TextInUse) -> Renewal | None:
    """Return what changes for one member; None where its text is not there any more."""
    waiting = Agreement.objects.filter(amends=one, state__in=OPEN).first()
    return _today(new).renewal(one, waiting)


def values_now(one: Agreement) -> Values:
    """Return the values of an agreement under the rulebook in force."""
    values = values_in(one)
    rulebook = rulebook_in_force()
    return replace(values, rules=rules.facts_of(rulebook)) if rulebook else values


def changes_of(one: Agreement, language: str = BINDING) -> Comparison | None:
    """Return what a document changes against the agreement it amends; None where it amends none.

    What binds is the German text; in another language its translations are compared.
    """
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
    return compare_texts(fill(before, old, language), fill(after, told, language), editorial)


def translated(found: Iterable[Renewal], new: TextInUse, language: str) -> Mapping[UUID, Comparison]:
    """Return the same comparisons between the translations, by the agreement they are about."""
    today = _today(new)
    compared = ((one.agreement.pk, today.translated(one.agreement, language)) for one in found)
    return {pk: comparison for pk, comparison in compared if comparison is not None}


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
    counting = found.exclude(pk=one.pk).exclude(state=AgreementState.WITHDRAWN)
    # Days of issue are whole seconds; within one of them the number tells which came later.
    return counting.order_by("-issued_at", "-number").first()


@dataclass(frozen=True, slots=True)
class _Today:
    """What would be issued today, and what is the same for all who rest on one version."""

    new: TextInUse
    facts: RulebookFacts | None
    editorial: dict[tuple[UUID | None, str], Mapping[str, Text]] = field(default_factory=dict)

    def renewal(self, one: Agreement, waiting: Agreement | None) -> Renewal | None:
        """Return what changes for one member; None where its text is not there any more."""
        before = texts.template_of(one)
        if before is None:
            return None
        old = values_in(one)
        now = replace(old, rules=self.facts) if self.facts else old
        editorial = self._editorial_since(one) if old.rules == now.rules else {}
        wordings = fill(before, old, BINDING), fill(self.new.template, now, BINDING)
        is_newest = waiting is None or self._is_of(waiting, now)
        return Renewal(one, compare_texts(*wordings, editorial), waiting, is_newest)

    def translated(self, one: Agreement, language: str) -> Comparison | None:
        """Return what changes in the translation; None where the former text is not there any more."""
        before = texts.template_of(one)
        if before is None:
            return None
        old = values_in(one)
        now = replace(old, rules=self.facts) if self.facts else old
        return compare_texts(fill(before, old, language), fill(self.new.template, now, language))

    def _editorial_since(self, one: Agreement) -> Mapping[str, Text]:
        version = (one.text_id, one.template_version)
        if version not in self.editorial:
            self.editorial[version] = texts.editorial_since(one, self.new)
        return self.editorial[version]

    def _is_of(self, waiting: Agreement, now: Values) -> bool:
        """Tell whether a document that waits was issued from the text and under the rulebook of today."""
        used = (self.new.text.pk if self.new.text else None, self.new.template.version)
        return (waiting.text_id, waiting.template_version) == used and values_in(waiting).rules == now.rules


def _today(new: TextInUse) -> _Today:
    rulebook = rulebook_in_force()
    return _Today(new, rules.facts_of(rulebook) if rulebook else None)
