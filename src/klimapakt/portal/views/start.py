"""The first page after signing in: what you have, where it stands, what is next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from klimapakt.agreements.queries import to_sign_by
from klimapakt.inventories import queries
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Inventory, QuestionnaireRun
from klimapakt.inventories.queries import Calculated
from klimapakt.inventories.rules import WAITS_FOR_MEMBER, NextStep, next_step
from klimapakt.methods.questionnaires import questionnaire
from klimapakt.organisations import mandates
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.actions import note_access
from klimapakt.organisations.enums import AccessedPage
from klimapakt.organisations.models import Organisation, Role
from klimapakt.organisations.rules import may_edit, may_read
from klimapakt.portal.access import MemberRequest, member_page
from klimapakt.portal.presenting.duties import owed_by
from klimapakt.portal.presenting.expecting import ToldTarget, told_targets
from klimapakt.portal.presenting.mandates import Told, opens_duties, told, told_with_duties

ORGANISATIONS_ON_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """One inventory with its total and what it needs next."""

    inventory: Inventory
    total_mg: int | None
    step: NextStep
    run: QuestionnaireRun | None = None

    @property
    def at_question(self) -> int:
        """Return the number of the question that comes next in a guided inventory; 0 when none is left."""
        asked = questionnaire(self.run.questionnaire) if self.run else None
        return asked.number_of(self.run.at_question) if asked and self.run else 0


@dataclass(frozen=True, slots=True)
class Mine:
    """One organisation of the person with its inventories, the newest year first."""

    role: Role
    standings: tuple[Standing, ...]
    targets: tuple[ToldTarget, ...] = ()

    @property
    def organisation(self) -> Organisation:
        """Return the organisation."""
        return self.role.organisation

    @property
    def may_read(self) -> bool:
        """Tell whether the person sees figures here."""
        return may_read(self.role.kind)

    @property
    def may_edit(self) -> bool:
        """Tell whether the person changes things here."""
        return may_edit(self.role.kind)

    @property
    def may_set_target(self) -> bool:
        """Tell whether the person may set a target and there is something to measure it from."""
        accepted = (
            one.inventory for one in self.standings if one.inventory.status == InventoryStatus.ACCEPTED
        )
        return self.may_edit and any(not one.is_external for one in accepted)

    @property
    def first(self) -> Standing | None:
        """Return the newest inventory that needs something; None when all are in order."""
        return next((one for one in self.standings if one.step in WAITS_FOR_MEMBER), None)

    @property
    def guided(self) -> Standing | None:
        """Return the newest guided inventory that somebody can go on with."""
        return next((one for one in self.standings if one.run and one.inventory.is_open), None)


@member_page()
def start(request: MemberRequest) -> HttpResponse:
    """Show the organisations of the person and their inventories."""
    roles = organisations.roles_held_by(request.user)
    page = Paginator(roles, ORGANISATIONS_ON_A_PAGE).get_page(request.GET.get("page"))
    mine = _mine(request, list(page))
    advised, over = _advised(request)
    context = {
        "advised": advised,
        "mandates_over": over,
        "page": page,
        "mine": mine,
        "to_sign": list(to_sign_by(request.user)),
        "owed": owed_by(request.user),
    }
    return render(request, "portal/start.html", context)


def _advised(request: MemberRequest) -> tuple[list[Told], list[Told]]:
    """Return the mandates that count, with what is owed, and those that have ended.

    That the list says what members owe is written down for them like every other look.
    """
    held = list(mandates.mandates_held_by(request.user))
    counting = {one.pk for one in mandates.in_force_for(request.user)} if held else set()
    living = [one for one in held if one.pk in counting]
    telling = [one for one in living if opens_duties(one)]
    if telling:
        overview = AccessedPage.OVERVIEW
        note_access(mandates=telling, page=overview, thing=None, is_change=False, by=request.user)
    over = [one for one in told(held) if not one.is_in_force]
    return told_with_duties(living), over


def _mine(request: MemberRequest, roles: list[Role]) -> list[Mine]:
    shown = queries.visible_to(request.user).filter(organisation__in=[role.organisation_id for role in roles])
    found = queries.calculated_each(queries.with_progress(queries.living(shown)))
    runs = queries.runs_of(one.inventory.pk for one in found)
    by_organisation = {
        role.organisation_id: [one for one in found if one.inventory.organisation_id == role.organisation_id]
        for role in roles
    }
    targets = told_targets([role.organisation_id for role in roles if may_read(role.kind)])
    return [
        Mine(
            role,
            tuple(_standings(by_organisation[role.organisation_id], runs)),
            targets.get(role.organisation_id, ()),
        )
        for role in roles
    ]


def _standings(found: Iterable[Calculated], runs: Mapping[UUID, QuestionnaireRun]) -> Iterable[Standing]:
    for one in found:
        errors = sum(1 for finding in one.result.findings if finding.severity == "error")
        waiting = one.inventory.waiting_count  # type: ignore[attr-defined]  # added by with_progress
        has_figures = len(one.rows) or int(one.external is not None)
        step = next_step(has_figures, waiting, errors, one.inventory.status)
        yield Standing(one.inventory, one.total_mg, step, runs.get(one.inventory.pk))
