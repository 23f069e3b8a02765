"""What waits for the pact office, and one inventory as a reviewer reads it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from klimapakt.inventories import queries
from klimapakt.inventories.comparing import compared
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.lifecycle import Act, NotYours, ensure_theirs, is_possible
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.presenting import checklist, external, figures, sources, words
from klimapakt.inventories.presenting import versions as presenting
from klimapakt.inventories.presenting.findings import accepted_told, told
from klimapakt.inventories.queries import Calculated, Looks
from klimapakt.inventories.reviewing import Ranked
from klimapakt.inventories.seen import round_mark
from klimapakt.monitoring.journey import cycle_of
from klimapakt.office.access import StaffRequest, inventory_for, staff_page
from klimapakt.office.forms import QuestionForm
from klimapakt.office.presenting import reviews, rounds
from klimapakt.office.review_forms import Closing, Filled
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed

ROWS_ON_A_PAGE = 50
ACCEPTED_SHOWN = 20
WAITING_SHOWN = 100


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row as a reviewer reads it."""

    row: Activity
    name: str
    period: str
    mg: int
    files: Sequence[dict[str, str]]
    points: int = 0
    share: Decimal | None = None
    is_looked_at: bool = False
    has_changed: bool = False


@staff_page()
def index(request: StaffRequest) -> HttpResponse:
    """List what waits: submitted, oldest first; with questions; accepted lately."""
    found = queries.for_office(request.user)
    context = {
        "submitted": _totals(queries.submitted(request.user)[:WAITING_SHOWN]),
        "returned": _totals(
            found.filter(status=InventoryStatus.RETURNED).order_by("returned_at", "pk")[:WAITING_SHOWN]
        ),
        "accepted": _totals(
            found.filter(status=InventoryStatus.ACCEPTED).order_by("-accepted_at", "pk")[:ACCEPTED_SHOWN]
        ),
        "does_sample": queries.does_sample(),
    }
    return render(request, "office/inventories.html", context)


@staff_page()
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show one inventory: totals, findings, rows, evidence, questions, history, and what can be decided."""
    inventory = inventory_for(request, pk)
    text = reviews.question_text(inventory, request.GET.get("ask", ""))
    initial = {"row_number": request.GET.get("row", ""), "text": text}
    return review_page(request, inventory, QuestionForm(initial=initial))


def review_page(
    request: StaffRequest,
    inventory: Inventory,
    form: QuestionForm,
    filled: Filled | None = None,
    closing: Closing | None = None,
) -> HttpResponse:
    """Show the page of one inventory with its forms as they stand: question, checklist, end of a question.

    What could not be saved because of somebody else's answer is answered with the status 409.
    """
    calculated = queries.calculated(inventory)
    evidence = queries.evidence_for_record(inventory)
    accepted = queries.acceptances_of(calculated)
    questions = list(queries.questions_of(inventory))
    page = Paginator(queries.rows_by_risk(calculated), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    looks = queries.looks_of(calculated)
    context = {
        "inventory": inventory,
        "badge_kind": presenting.BADGES[inventory.status],
        "total_mg": calculated.total_mg,
        "band": figures.band(calculated.result),
        "scope_rows": figures.by_scope_and_category(calculated),
        "findings": told(calculated, accepted),
        "accepted_findings": accepted_told(calculated, accepted),
        "edition_title": sources.title(calculated.result.factors),
        "page": page,
        "rows": _shown(page, calculated, evidence, looks),
        "looks": looks,
        "shown_numbers": _joined(one.row.number for one in page),
        "ticked_numbers": _joined(one.row.number for one in page if one.row.number in looks.unchanged),
        "round_mark": round_mark(inventory),
        "checks": checklist.checks(calculated, evidence, accepted),
        "questions": reviews.shown_questions(questions, closing),
        "unanswered": sum(not one.answer and one.closed_at is None for one in questions),
        "still_open": sum(one.closed_at is None for one in questions),
        "timeline": presenting.timeline(queries.history_of(inventory)),
        "seal": queries.seal_of(inventory),
        "external": external.figures_of(inventory),
        "form": form,
        "monitoring": cycle_of(inventory),
        **_review(request, calculated, evidence, filled),
        **_decisions(request, inventory),
        **_correction(inventory, calculated),
    }
    status = HTTPStatus.CONFLICT if filled is not None and filled.conflicts else HTTPStatus.OK
    return render(request, "office/review.html", context, status=status)


def why_not(request: StaffRequest, inventory: Inventory) -> NotYours | None:
    """Return why this person may not decide about the inventory; None when they may."""
    try:
        ensure_theirs(Act.ACCEPT, queries.standing_of(request.user, inventory))
    except NotYours as refused:
        return refused
    return None


def _decisions(request: StaffRequest, inventory: Inventory) -> dict[str, object]:
    is_waiting = is_possible(inventory.status, Act.ACCEPT)
    refused = why_not(request, inventory) if is_waiting else None
    return {
        "is_waiting": is_waiting,
        "may_write": is_allowed(request.user, Permission.REVIEW_INVENTORIES),
        "letters": queries.letters_of(inventory).defer("document"),
        "may_decide": is_waiting and refused is None,
        "not_yours": refused.message if refused else None,
    }


def _correction(inventory: Inventory, calculated: Calculated) -> dict[str, object]:
    """Return what a correction changes, for the reviewer to see first."""
    if inventory.corrects is None:
        return {"changes": None}
    found = compared(queries.calculated(inventory.corrects), calculated)
    shown = presenting.shown_rows(found)
    return {
        "changes": found,
        "changed_rows": shown[:ROWS_ON_A_PAGE],
        "changed_count": len(shown),
        "difference": presenting.signed_mass(found.location_mg),
    }


def _totals(inventories: QuerySet[Inventory]) -> list[Calculated]:
    return queries.calculated_each(inventories)


def _review(
    request: StaffRequest,
    calculated: Calculated,
    evidence: Mapping[int, object],
    filled: Filled | None,
) -> dict[str, object]:
    """Return the checklist as it stands, who else is there, and questions to begin from."""
    inventory = calculated.inventory
    found = queries.present_at(inventory, timezone.now())
    context: dict[str, object] = {
        "review": None,
        "present": [one for one in found if one.person_id != request.user.pk],
        "am_here": any(one.person_id == request.user.pk for one in found),
        "templates": reviews.question_templates(),
        "has_mistakes": filled is not None and not filled.conflicts,
        "round": None,
        "has_conflicts": filled is not None and bool(filled.conflicts),
    }
    if inventory.status != InventoryStatus.SUBMITTED:
        return context
    context["round"] = rounds.shown_round(queries.round_before(calculated))
    review = queries.review_of(calculated, list(evidence), queries.acceptances_of(calculated))
    if review is not None:
        shown = reviews.shown_checks(review, filled)
        context |= {"review": review, "review_checks": shown}
    return context


def _joined(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def _shown(
    rows: Iterable[Ranked],
    calculated: Calculated,
    evidence: Mapping[int, Sequence[dict[str, str]]],
    looks: Looks,
) -> list[ShownRow]:
    factors, year = calculated.result.factors, calculated.inventory.year
    total = calculated.result.totals.location_based_mg
    return [
        ShownRow(
            row=one.row,
            name=words.row_name(one.row, factors),
            period=words.period_of(one.row, year),
            mg=one.mg,
            files=evidence.get(one.row.number, []),
            points=one.points,
            share=Decimal(one.mg * 1000 // total) / 10 if total > 0 else None,
            is_looked_at=one.row.number in looks.unchanged,
            has_changed=one.row.number in looks.changed,
        )
        for one in rows
    ]
