"""Who gets to a page: signed-in members, and of these only those whose organisation it is about.

What belongs to others and what does not exist look alike: 404 with the same body. Who may look but not change
is told whom to ask.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from klimapakt.inventories import external, queries
from klimapakt.inventories.external import InventoryExternal, NotExternal
from klimapakt.inventories.models import Inventory, Upload
from klimapakt.inventories.rules import InventoryClosed, ensure_open
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.models import Invitation, Mandate, Organisation, Role, Site
from klimapakt.organisations.rules import invitable_by, may_change_roles, may_edit, may_invite, may_read
from klimapakt.people.models import Person
from klimapakt.portal import advising

Rest = ParamSpec("Rest")
Found = TypeVar("Found")


class MemberRequest(HttpRequest):
    """A request of somebody who is signed in; ``mandate`` is set where an adviser gets in by it alone."""

    user: Person
    mandate: Mandate | None


class NotAllowed(Exception):
    """The person may see the page's organisation but not do this; they are told whom to ask."""

    def __init__(self, organisation: Organisation, *, needs_management: bool = False) -> None:
        super().__init__(str(organisation.pk))
        self.organisation = organisation
        self.needs_management = needs_management


View = Callable[Concatenate[MemberRequest, Rest], HttpResponseBase]
Page = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def member_page(*methods: str) -> Callable[[View[Rest]], Page[Rest]]:
    """Make a view a page for signed-in members that no cache keeps; without methods it is only looked at."""

    def decorate(view: View[Rest]) -> Page[Rest]:
        @wraps(view)
        def page(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            member = cast("MemberRequest", request)
            member.mandate, instead = advising.enter(member, member.user)
            if instead is not None:
                return instead
            try:
                return view(member, *args, **kwargs)
            except NotAllowed as refused:
                return _not_allowed(member, refused)
            except (InventoryClosed, InventoryExternal, NotExternal) as refused:
                return _led_back(member, refused)

        allowed = require_http_methods(list(methods) or ["GET", "HEAD"])
        return cast("Page[Rest]", never_cache(allowed(login_required(page))))

    return decorate


def organisation_for(request: MemberRequest, pk: UUID) -> Organisation:
    """Return an organisation the person has a role in, or advises on this page; else 404."""
    if request.mandate is not None and request.mandate.organisation_id == pk:
        return request.mandate.organisation
    return _found(organisations.visible_to(request.user).filter(pk=pk).first())


def editable_organisation_for(request: MemberRequest, pk: UUID) -> Organisation:
    """Return an organisation the person may change; raise NotAllowed when they may only look."""
    organisation = organisation_for(request, pk)
    _ensure_may_edit(request, organisation)
    return organisation


def inventory_for(request: MemberRequest, pk: UUID) -> Inventory:
    """Return an inventory whose figures the person may see, else 404."""
    return _found(queries.visible_to(request.user).filter(pk=pk).first())


def calculated_inventory_for(request: MemberRequest, pk: UUID) -> Inventory:
    """Return an inventory that is calculated from rows; raise InventoryExternal for one that has none."""
    inventory = inventory_for(request, pk)
    external.ensure_own(inventory.kind, inventory.pk)
    return inventory


def editable_inventory_for(request: MemberRequest, pk: UUID) -> Inventory:
    """Return an inventory whose rows the person may change.

    Raises NotAllowed when they may only look, InventoryClosed when it was submitted or accepted,
    InventoryExternal when it has no rows because its figures come from another tool.
    """
    inventory = inventory_to_decide_for(request, pk)
    external.ensure_own(inventory.kind, inventory.pk)
    ensure_open(inventory.status, inventory.pk)
    return inventory


def open_inventory_for(request: MemberRequest, pk: UUID) -> Inventory:
    """Return an inventory that the person may change and that is still open, whatever its figures rest on."""
    inventory = inventory_to_decide_for(request, pk)
    ensure_open(inventory.status, inventory.pk)
    return inventory


def external_inventory_for(request: MemberRequest, pk: UUID) -> Inventory:
    """Return an inventory from another tool about which the person may decide; else NotExternal."""
    inventory = inventory_to_decide_for(request, pk)
    external.ensure_external(inventory.kind, inventory.pk)
    return inventory


def inventory_to_decide_for(request: MemberRequest, pk: UUID) -> Inventory:
    """Return an inventory in whatever state about which the person may decide; else NotAllowed."""
    inventory = inventory_for(request, pk)
    _ensure_may_edit(request, inventory.organisation)
    return inventory


def upload_for(request: MemberRequest, pk: UUID) -> Upload:
    """Return a file of an inventory the person may see, else 404."""
    return _found(queries.uploads_visible_to(request.user).filter(pk=pk).first())


def editable_upload_for(request: MemberRequest, pk: UUID) -> Upload:
    """Return a file of an inventory the person may change; raise NotAllowed when they may only look."""
    upload = upload_for(request, pk)
    _ensure_may_edit(request, upload.inventory.organisation)
    ensure_open(upload.inventory.status, upload.inventory_id)
    return upload


def editable_site_for(request: MemberRequest, pk: UUID) -> Site:
    """Return a site of an organisation the person may change; raise NotAllowed when they may only look."""
    site = _found(organisations.sites_visible_to(request.user).filter(pk=pk).first())
    _ensure_may_edit(request, site.organisation)
    return site


def inviting_organisation_for(request: MemberRequest, pk: UUID) -> Organisation:
    """Return an organisation into which the person may invite; raise NotAllowed when they may not."""
    organisation = organisation_for(request, pk)
    if not invitable_by(organisations.role_in(request.user, organisation)):
        raise NotAllowed(organisation)
    return organisation


def invitation_for(request: MemberRequest, pk: UUID) -> Invitation:
    """Return an invitation the person may renew or withdraw; raise NotAllowed when they may not."""
    invitation = _found(organisations.invitations_visible_to(request.user).filter(pk=pk).first())
    kind = organisations.role_in(request.user, invitation.organisation)
    if not may_invite(kind, invitation.kind):
        raise NotAllowed(invitation.organisation, needs_management=True)
    return invitation


def role_for(request: MemberRequest, pk: UUID, role: int, *, or_own: bool = False) -> Role:
    """Return a role of an organisation the person may decide about; one's own where ``or_own`` says so."""
    organisation = organisation_for(request, pk)
    found = _found(organisations.roles_of(organisation).filter(pk=role).first())
    is_own = or_own and found.person_id == request.user.pk
    if not (is_own or may_change_roles(organisations.role_in(request.user, organisation))):
        raise NotAllowed(organisation, needs_management=True)
    return found


def can_edit(request: MemberRequest, organisation: Organisation) -> bool:
    """Tell whether the person may change things of this organisation: by role, or on this page by mandate."""
    if request.mandate is not None and request.mandate.organisation_id == organisation.pk:
        return advising.may_change(request, request.mandate)
    kind = organisations.role_in(request.user, organisation)
    return kind is not None and may_edit(kind)


def may_decide(request: MemberRequest, organisation: Organisation) -> bool:
    """Tell whether the person speaks for the organisation where it decides; an adviser never does."""
    return request.mandate is None and can_edit(request, organisation)


def can_read(request: MemberRequest, organisation: Organisation) -> bool:
    """Tell whether the person may see figures of this organisation on this page."""
    if request.mandate is not None and request.mandate.organisation_id == organisation.pk:
        return advising.may_see(request, request.mandate)
    kind = organisations.role_in(request.user, organisation)
    return kind is not None and may_read(kind)


def can_change(request: MemberRequest, inventory: Inventory) -> bool:
    """Tell whether the person may change rows of this inventory as it stands."""
    return inventory.is_open and can_edit(request, inventory.organisation)


def _ensure_may_edit(request: MemberRequest, organisation: Organisation) -> None:
    if not can_edit(request, organisation):
        raise NotAllowed(organisation)


def _found(found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found


def _led_back(
    request: MemberRequest, refused: InventoryClosed | InventoryExternal | NotExternal
) -> HttpResponseRedirect:
    """Say why this cannot be done and lead to the inventory, where the next step stands."""
    messages.warning(request, refused.message.translated(gettext))
    if refused.inventory is None:
        return redirect("portal:start")
    return redirect("portal:inventory", refused.inventory)


def _not_allowed(request: MemberRequest, refused: NotAllowed) -> HttpResponse:
    organisation = refused.organisation
    asked = organisations.management_of if refused.needs_management else organisations.people_to_ask
    context = {"organisation": organisation, "people": asked(organisation)}
    return render(request, "portal/not_allowed.html", context, status=403)
