"""Who gets to the pages of the pact office: its people. For everybody else they do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from klimapakt.inventories import queries
from klimapakt.inventories.models import Inventory, ReviewQuestion
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed
from klimapakt.people.models import Person

Rest = ParamSpec("Rest")
Found = TypeVar("Found")


class StaffRequest(HttpRequest):
    """A request of somebody who works in the pact office."""

    user: Person


View = Callable[Concatenate[StaffRequest, Rest], HttpResponseBase]
Page = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def staff_page(
    *methods: str, needs: Permission = Permission.SEE_INVENTORIES
) -> Callable[[View[Rest]], Page[Rest]]:
    """Make a view a page for the roles of the office that include it; others get the 404 of nothing."""

    def decorate(view: View[Rest]) -> Page[Rest]:
        @wraps(view)
        def page(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            staff = cast("StaffRequest", request)
            if not is_allowed(staff.user, needs):
                raise Http404
            return view(staff, *args, **kwargs)

        allowed = require_http_methods(list(methods) or ["GET", "HEAD"])
        return cast("Page[Rest]", never_cache(allowed(login_required(page))))

    return decorate


def inventory_for(request: StaffRequest, pk: UUID) -> Inventory:
    """Return an inventory that was handed over to the office, else 404; drafts are the member's alone."""
    return _found(queries.for_office(request.user).filter(pk=pk).first())


def question_for(request: StaffRequest, pk: UUID, question: int) -> ReviewQuestion:
    """Return a question about such an inventory, else 404."""
    return _found(queries.question_of(inventory_for(request, pk), question))


def _found(found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found
