"""Versions of a year, which of them counts, what a person is to one, what another edition would change."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from klimapakt.foundation import audit
from klimapakt.inventories.enums import InventoryStatus, QuestionOutcome
from klimapakt.inventories.lifecycle import Standing
from klimapakt.inventories.models import Activity, Inventory, ReviewQuestion, Upload
from klimapakt.inventories.queries.results import Calculated, calculated, case_of
from klimapakt.methods.factors import edition
from klimapakt.methods.inventory.impact import Impact, impact
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import Asking
from klimapakt.organisations.rules import may_edit
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed
from klimapakt.people.models import Person

_ACCEPTED = Q(status=InventoryStatus.ACCEPTED)
_REPLACED = Q(corrected_by__status=InventoryStatus.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions of a year, the newest first, and which of them counts."""

    listed: tuple[Inventory, ...]
    current: Inventory

    @property
    def open_correction(self) -> Inventory | None:
        """Return the correction somebody is working on."""
        return next((one for one in self.listed if one.corrects_id and not _is_accepted(one)), None)


def current_of(organisation: Organisation) -> QuerySet[Inventory]:
    """Return what counts for each year, the newest first: the version accepted last, else the open one."""
    return current_only(Inventory.objects.filter(organisation=organisation))


def current_only(inventories: QuerySet[Inventory]) -> QuerySet[Inventory]:
    """Return of these inventories the ones that count for their year."""
    return inventories.filter((_ACCEPTED & ~_REPLACED) | (~_ACCEPTED & Q(corrects__isnull=True)))


def accepted_and_counting(inventories: QuerySet[Inventory]) -> QuerySet[Inventory]:
    """Return of these inventories the accepted ones that no accepted correction has replaced."""
    return inventories.filter(_ACCEPTED & ~_REPLACED)


def living(inventories: QuerySet[Inventory]) -> QuerySet[Inventory]:
    """Return of these inventories what people still look at: what counts, and what is being worked on."""
    return inventories.filter(~_ACCEPTED | ~_REPLACED)


def versions_of(inventory: Inventory) -> Versions:
    """Return the versions of the same organisation and year."""
    found = Inventory.objects.filter(organisation=inventory.organisation_id, year=inventory.year)
    listed = tuple(found.select_related("organisation", "submitted_by", "accepted_by"))
    current = next((one for one in listed if _is_accepted(one)), listed[-1])
    return Versions(listed, current)


def standing_of(person: Asking, inventory: Inventory) -> Standing:
    """Return what a person is to an inventory: who may submit, and who may not decide about it."""
    if not isinstance(person, Person):
        return Standing()
    role = organisations.role_in(person, inventory.organisation)
    wrote = (
        Activity.objects.filter(inventory=inventory, changed_by=person).exists()
        or Upload.objects.filter(inventory=inventory, uploaded_by=person).exists()
    )
    return Standing(
        may_edit=person.is_active and role is not None and may_edit(role),
        has_role=organisations.stands_with(person, inventory.organisation),
        is_staff=is_allowed(person, Permission.REVIEW_INVENTORIES, inventory.organisation.pact),
        is_submitter=inventory.submitted_by_id == person.pk,
        wrote_rows=wrote,
    )


def history_of(inventory: Inventory) -> list[audit.Happened]:
    """Return what happened to a version, oldest first, with who did it where that is still known."""
    organisation = inventory.organisation
    acting = Q(roles__organisation=organisation) | Q(
        office_roles__pact=organisation.pact_id, office_roles__token_hash=""
    )
    acting |= Q(mandates__organisation=organisation)
    decided = Q(pk__in=[pk for pk in (inventory.submitted_by_id, inventory.accepted_by_id) if pk])
    return audit.history_of(inventory, Person.objects.filter(acting | decided).distinct())


def questions_of(inventory: Inventory) -> QuerySet[ReviewQuestion]:
    """Return the questions of the review in the order they were asked."""
    return ReviewQuestion.objects.filter(inventory=inventory).select_related("asked_by", "answered_by")


def open_questions(inventory: Inventory) -> int:
    """Return how many questions have no outcome yet, answered or not."""
    waiting = (QuestionOutcome.OPEN, QuestionOutcome.ANSWERED, QuestionOutcome.CORRECTED)
    return ReviewQuestion.objects.filter(
        inventory=inventory, closed_at__isnull=True, outcome__in=waiting
    ).count()


def unanswered_questions(inventory: Inventory) -> int:
    """Return how many questions the organisation has not answered yet."""
    return ReviewQuestion.objects.filter(inventory=inventory, answer="", closed_at__isnull=True).count()


def impact_of(inventory: Inventory, name: str, known: Calculated | None = None) -> Impact:
    """Return what an edition of the factors would change in an inventory; nothing changes by asking."""
    found = known or calculated(inventory)
    return impact(case_of(inventory, found.rows), found.result, name)


def newer_edition(inventory: Inventory) -> str:
    """Return the newest edition when the inventory rests on an older one; else nothing."""
    newest = edition().name
    return newest if newest != inventory.edition else ""


def submitted(person: Asking) -> QuerySet[Inventory]:
    """Return what waits for a decision of the pact office, the oldest first; nothing for others."""
    waiting = for_office(person).filter(status=InventoryStatus.SUBMITTED)
    return waiting.order_by("submitted_at", "pk")


def answered(person: Asking) -> QuerySet[Inventory]:
    """Return what was given back and has an answer to every question, the oldest first."""
    unanswered = Q(questions__answer="", questions__closed_at__isnull=True)
    returned = for_office(person).filter(status=InventoryStatus.RETURNED, questions__isnull=False)
    open_ones = Inventory.objects.filter(unanswered).values("pk")
    return returned.exclude(pk__in=open_ones).distinct().order_by("returned_at", "pk")


def for_office(person: Asking) -> QuerySet[Inventory]:
    """Return what the pact office sees: everything that has ever been submitted; nothing for others."""
    if not is_allowed(person, Permission.SEE_INVENTORIES):
        return Inventory.objects.none()
    found = Inventory.objects.filter(submitted_at__isnull=False).exclude(status=InventoryStatus.DRAFT)
    unanswered = Q(questions__answer="", questions__closed_at__isnull=True)
    return found.select_related("organisation", "submitted_by", "accepted_by").annotate(
        unanswered_count=Count("questions", filter=unanswered)
    )


def question_of(inventory: Inventory, pk: int) -> ReviewQuestion | None:
    """Return one question of an inventory."""
    return questions_of(inventory).filter(pk=pk).first()


def _is_accepted(inventory: Inventory) -> bool:
    return inventory.status == InventoryStatus.ACCEPTED
