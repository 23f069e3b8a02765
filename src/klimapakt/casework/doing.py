"""What work on many does to one member, and how it is taken back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.urls import reverse

from klimapakt.casework import letters, rules
from klimapakt.casework.actions.tasks import NewTask, withdraw_task, write_task
from klimapakt.casework.enums import BulkKind
from klimapakt.casework.models import BulkItem, BulkRun, Task
from klimapakt.memberships import actions as memberships
from klimapakt.memberships import queries
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.actions import invite
from klimapakt.organisations.actions.invitations import Invited
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Role
from klimapakt.organisations.rules import NotPossible
from klimapakt.people.models import Person

Before = dict[str, str]


class LeftOut(NotPossible):
    """Why nothing is done to this member."""

    def __init__(self, text: str) -> None:
        super().__init__(Message("left_out", text))


ENDED: Final = gettext_noop("The membership has ended.")
NOBODY: Final = gettext_noop("Nobody with an account acts for it, so there is nobody to write to.")
SOMEBODY: Final = gettext_noop("Somebody acts for it already.")
NO_ADDRESS: Final = gettext_noop("No e-mail address is known. Invite from the page of the member.")
AS_IT_IS: Final = gettext_noop("It stands so already.")


def do(kind: BulkKind, run: BulkRun, membership: Membership) -> tuple[Before, Task | None]:
    """Do it to one member; return how it stood before, and the task that was written.

    Raises NotPossible, and then nothing is done.
    """
    if membership.stage == Stage.ENDED:
        raise LeftOut(ENDED)
    if kind == BulkKind.TASK:
        return {}, _write_task(run, membership)
    return _DOING[kind](run, membership), None


def left_out(kind: BulkKind, members: Sequence[Membership]) -> list[tuple[Membership, str]]:
    """Return who will be left out and why (a msgid), as far as that is known before; in a few queries."""
    organisations = {one.organisation_id for one in members}
    reached = frozenset(letters.reached(organisations)) if kind == BulkKind.LETTER else frozenset()
    staffed, asked = _people_of(organisations) if kind == BulkKind.INVITE else (frozenset(), frozenset())
    found: list[tuple[Membership, str]] = []
    for one in members:
        pk = one.organisation_id
        if one.stage == Stage.ENDED:
            found.append((one, ENDED))
        elif kind == BulkKind.LETTER and pk not in reached:
            found.append((one, NOBODY))
        elif kind == BulkKind.INVITE and (pk in staffed or pk not in asked):
            found.append((one, SOMEBODY if pk in staffed else NO_ADDRESS))
    return found


def undo(kind: BulkKind, given: Mapping[str, str], item: BulkItem, by: Person) -> bool:
    """Take it back unless somebody has changed it since; tell whether it was taken back."""
    if kind == BulkKind.TASK:
        return item.task_id is not None and withdraw_task(pk=item.task_id, by=by)
    membership = item.membership
    if not rules.still_as_set(kind, given, _standing(membership)) or membership.stage == Stage.ENDED:
        return False
    _plan(membership, {**_standing(membership), **item.before}, by)
    return True


def _assign(run: BulkRun, membership: Membership) -> Before:
    before = _standing(membership)
    if before["owner"] == run.given["owner"]:
        raise LeftOut(AS_IT_IS)
    _plan(membership, {**before, "owner": run.given["owner"]}, run.by)
    return {"owner": before["owner"]}


def _plan_step(run: BulkRun, membership: Membership) -> Before:
    before = _standing(membership)
    wanted = {name: run.given.get(name, "") for name in ("next_step", "next_step_on")}
    _plan(membership, {**before, **wanted}, run.by)
    return {name: before[name] for name in wanted}


def _write_task(run: BulkRun, membership: Membership) -> Task:
    given = run.given
    owner = Person.objects.filter(pk=given["owner"]).first() if given.get("owner") else membership.owner
    task = NewTask(given["title"], _day(given.get("due_on", "")), owner)
    return write_task(task=task, membership=membership, by=_whoever(run))


def _write_letter(run: BulkRun, membership: Membership) -> Before:
    if letters.write(run, membership, run.given) == 0:
        raise LeftOut(NOBODY)
    return {}


def _invite(run: BulkRun, membership: Membership) -> Before:
    why = _why_not_invited(membership)
    if why:
        raise LeftOut(why)
    asked = queries.requests_for(membership.organisation)[0]
    base = run.given["base"].rstrip("/")
    invite(
        organisation=membership.organisation,
        invited=Invited(asked.email, RoleKind.MANAGEMENT, asked.language),
        link=lambda token: base + reverse("invitations:accept", args=[token]),
        by=_whoever(run),
    )
    return {}


def _why_not_invited(membership: Membership) -> str:
    if Role.objects.filter(organisation=membership.organisation_id).exists():
        return SOMEBODY
    return "" if queries.requests_for(membership.organisation).exists() else NO_ADDRESS


def _people_of(organisations: Collection[UUID]) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """Return for which organisations somebody acts, and for which somebody asked to join."""
    acting = Role.objects.filter(organisation__in=organisations).values_list("organisation_id", flat=True)
    asking = queries.requests_of(organisations).values_list("organisation_id", flat=True)
    return frozenset(acting), frozenset(asking)


def _standing(membership: Membership) -> Before:
    on = membership.next_step_on
    return {
        "owner": str(membership.owner_id or ""),
        "next_step": membership.next_step,
        "next_step_on": on.isoformat() if on else "",
    }


def _plan(membership: Membership, wanted: Mapping[str, str], by: Person | None) -> None:
    owner = Person.objects.filter(pk=wanted["owner"]).first() if wanted["owner"] else None
    memberships.plan(
        membership=membership,
        owner=owner,
        next_step=wanted["next_step"],
        next_step_on=_day(wanted["next_step_on"]),
        seen_revision=membership.revision,
        by=by or _nobody(),
    )


def _whoever(run: BulkRun) -> Person:
    return run.by or _nobody()


def _nobody() -> Person:
    raise LeftOut(gettext_noop("Whoever began this has no account any more."))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


_DOING: Final[Mapping[BulkKind, Callable[[BulkRun, Membership], Before]]] = {
    BulkKind.ASSIGN: _assign,
    BulkKind.PLAN: _plan_step,
    BulkKind.LETTER: _write_letter,
    BulkKind.INVITE: _invite,
}
