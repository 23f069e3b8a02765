"""The gate through which an adviser gets to pages of members: every one of them passes it, none is asked.

It finds out whose page it is and whether the person gets there by a mandate alone. Then the page has to be
open to advisers (``openings``) and the mandate has to include it, else there is no such page; and what is
about to be shown or changed is written down first, in a transaction of its own. Only then the page begins.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from klimapakt.agreements.models import Agreement
from klimapakt.duties.models import Duty
from klimapakt.inventories.models import EvidenceFile, Inventory, Meter, Upload
from klimapakt.measures.models import Measure
from klimapakt.organisations import mandates
from klimapakt.organisations.actions import note_access
from klimapakt.organisations.models import Mandate, Organisation, Site
from klimapakt.people.models import Person
from klimapakt.portal.openings import OPENINGS, Opening
from klimapakt.targets.models import Target

_OWNED: Final[Mapping[str, tuple[type[models.Model], str]]] = {
    "organisations": (Organisation, "pk"),
    "inventories": (Inventory, "organisation"),
    "uploads": (Upload, "inventory__organisation"),
    "sites": (Site, "organisation"),
    "meters": (Meter, "organisation"),
    "evidence": (EvidenceFile, "organisation"),
    "measures": (Measure, "organisation"),
    "plans": (Measure, "organisation"),
    "targets": (Target, "organisation"),
    "duties": (Duty, "membership__organisation"),
    "agreements": (Agreement, "membership__organisation"),
}
"""By the first word of an address: what its id names, and how that leads to the organisation."""

_READING: Final = frozenset({"GET", "HEAD"})
_NEVER_SHOWN: Final = frozenset({"csrfmiddlewaretoken", "password"})


def enter(request: HttpRequest, person: Person) -> tuple[Mandate | None, HttpResponse | None]:
    """Return the mandate under which a page is about to be shown, and what is shown in its place.

    Both are None for everybody who is no adviser here: what they may, their role says. Raises Http404 for a
    page that the mandate does not open.
    """
    match = request.resolver_match
    held = {one.organisation_id: one for one in mandates.mandates_held_by(person)}
    if not held or match is None or match.app_name != "portal":
        return None, None
    # As the address says it: how a view hands it on is no matter of the gate.
    thing = match.kwargs.get("pk")
    if not isinstance(thing, UUID):
        return None, None
    owner = _owner_of(str(match.route), thing)
    if owner not in held:
        return None, None
    mandate = mandates.in_force_for(person).filter(organisation=owner).first()
    if mandate is None:
        return None, _told_that_it_ended(request, person, owner)
    if match.url_name == "organisation":
        return mandate, redirect("portal:mandate", mandate.pk)
    is_change = request.method not in _READING
    opening = _ensure_open(mandate, str(match.url_name), is_change=is_change)
    note_access(mandates=[mandate], page=opening.page, thing=thing, is_change=is_change, by=person)
    return mandate, None


def may_change(request: HttpRequest, mandate: Mandate) -> bool:
    """Tell whether the page at hand offers changes under this mandate."""
    match = request.resolver_match
    opening = OPENINGS.get(str(match.url_name)) if match else None
    return opening is not None and opening.edits_with in mandates.parts_of(mandate)


def may_see(request: HttpRequest, mandate: Mandate) -> bool:
    """Tell whether the page at hand is open under this mandate."""
    match = request.resolver_match
    opening = OPENINGS.get(str(match.url_name)) if match else None
    return opening is not None and opening.sees in mandates.parts_of(mandate)


def _ensure_open(mandate: Mandate, name: str, *, is_change: bool) -> Opening:
    """Return as what a page is written down; raise Http404 for one that the mandate does not open."""
    opening = OPENINGS.get(name)
    needed = opening.needed(is_change=is_change) if opening else None
    if opening is None or needed is None or needed not in mandates.parts_of(mandate):
        raise Http404
    return opening


def _owner_of(route: str, thing: UUID) -> UUID | None:
    kind, path = _OWNED.get(route.removeprefix("portal/").split("/", 1)[0], (None, ""))
    if kind is None:
        return None
    rows: Any = kind._default_manager  # noqa: SLF001 -- Django documents it
    owner: UUID | None = rows.filter(pk=thing).values_list(path, flat=True).first()
    return owner


def _told_that_it_ended(request: HttpRequest, person: Person, owner: UUID) -> HttpResponse | None:
    """Return a page with what was entered when a mandate ended while the form was open; else nothing."""
    ended = mandates.mandates_held_by(person).filter(organisation=owner).first()
    if request.method in _READING or ended is None or _acts_there(person, owner):
        return None
    entered = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if value and name not in _NEVER_SHOWN
    ]
    context = {"mandate": ended, "entered": entered, "files": sorted(request.FILES)}
    return render(request, "portal/mandate_over.html", context, status=403)


def _acts_there(person: Person, owner: UUID) -> bool:
    return person.roles.filter(organisation=owner).exists()
