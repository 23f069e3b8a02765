"""What waits for the pact office, and one inventory as a reviewer reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from klimapakt.inventories import queries
from klimapakt.inventories.comparing import compared
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.lifecycle import Act, NotYours, ensure_theirs, is_possible
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.presenting import checklist, external, figures, sources, words
from klimapakt.inventories.presenting import versions as presenting
from klimapakt.inventories.presenting.findings import accepted_told, told
from klimapakt.inventories.queries import Calculated
from klimapakt.monitoring.journey import cycle_of
from klimapakt.office.access import StaffRequest, inventory_for, staff_page
from klimapakt.office.forms import QuestionForm

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
    }
    return render(request, "office/inventories.html", context)


@staff_page()
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show one inventory: totals, findings, rows, evidence, questions, history, and what can be decided."""
    inventory = inventory_for(request, pk)
    return review_page(request, inventory, QuestionForm(initial={"row_number": request.GET.get("row", "")}))


def review_page(request: StaffRequest, inventory: Inventory, form: QuestionForm) -> HttpResponse:
    """Show the page of one inventory with the form for a question as it stands."""
    calculated = queries.calculated(inventory)
    evidence = queries.evidence_for_record(inventory)
    accepted = queries.acceptances_of(calculated)
    questions = list(queries.questions_of(inventory))
    page = Paginator(calculated.rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
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
        "rows": _shown(page, calculated, evidence),
        "checks": checklist.checks(calculated, evidence, accepted),
        "questions": questions,
        "unanswered": sum(not one.answer and one.closed_at is None for one in questions),
        "still_open": sum(one.closed_at is None for one in questions),
        "timeline": presenting.timeline(queries.history_of(inventory)),
        "seal": queries.seal_of(inventory),
        "external": external.figures_of(inventory),
        "form": form,
        "monitoring": cycle_of(inventory),
        **_decisions(request, inventory),
        **_correction(inventory, calculated),
    }
    return render(request, "office/review.html", context)


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


def _shown(
    rows: "object", calculated: Calculated, evidence: dict[int, list[dict[str, str]]]
) -> list[ShownRow]:
    sums = checklist.location_mg_by_row(calculated)
    factors, year = calculated.result.factors, calculated.inventory.year
    return [
        ShownRow(
            row=row,
            name=words.row_name(row, factors),
            period=words.period_of(row, year),
            mg=sums.get(row.number, 0),
            files=evidence.get(row.number, []),
        )
        for row in rows  # type: ignore[attr-defined]  # a page of rows
    ]
