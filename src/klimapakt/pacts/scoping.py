"""That everything a page or a job reads belongs to one pact, and that forgetting to say which one raises.

``within(pact)`` says which one; the pages do so by the host they are asked for, jobs by the thing they work
on. A scoped manager then finds the rows of this pact only. Outside of it every read and every change of many
rows raises ``ScopeError`` (``docs/decisions/0012-several-pacts.md``).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from django.db import models
from django_scopes import get_scope, scope, scopes_disabled
from django_scopes.exceptions import ScopeError
from django_scopes.manager import DisabledQuerySet

from klimapakt.foundation.mail.sender import Sender, in_the_name_of

if TYPE_CHECKING:
    from klimapakt.pacts.models import Pact

__all__ = ["ScopeError", "Scoped", "at_hand", "over_all_pacts", "within"]
Row = TypeVar("Row", bound=models.Model)
_DIMENSION: Final = "pact"


class _Refusing(DisabledQuerySet):  # type: ignore[misc]  # django-scopes has no types
    """Refuses also what the one of django-scopes lets through."""

    aiterator = DisabledQuerySet.error
    bulk_update = DisabledQuerySet.error
    contains = DisabledQuerySet.error
    defer = DisabledQuerySet.error
    distinct = DisabledQuerySet.error
    exclude = DisabledQuerySet.error
    exists = DisabledQuerySet.error
    explain = DisabledQuerySet.error
    in_bulk = DisabledQuerySet.error
    prefetch_related = DisabledQuerySet.error
    select_related = DisabledQuerySet.error


class Scoped(models.Manager[Row]):
    """Finds the rows of the pact at hand; ``path_to_pact`` of the model leads from a row to its pact."""

    def get_queryset(self) -> "models.QuerySet[Row]":
        """Return the rows of the pact at hand, or what raises as soon as it is used."""
        held = get_scope()
        if not held.get("_enabled", True):
            return super().get_queryset()
        pact = held.get(_DIMENSION)
        # Django-scopes would take a pact that is None for: all of them.
        if pact is None:
            refusing: models.QuerySet[Row] = _Refusing(
                self.model, using=self._db, missing_scopes=[_DIMENSION]
            )
            return refusing
        path: str = self.model.path_to_pact  # type: ignore[attr-defined]  # every model with it has
        return super().get_queryset().filter(**{path: pact})


@contextmanager
def within(pact: "Pact") -> Iterator[None]:
    """Let everything that is read inside belong to this pact, and mail come in its name."""
    with scope(**{_DIMENSION: pact}), in_the_name_of(Sender(pact.pk, pact.name, pact.contact_email)):
        yield


@contextmanager
def over_all_pacts() -> Iterator[None]:
    """Read across pacts: for what concerns the whole installation. Whoever uses it says why."""
    with scopes_disabled():
        yield


def at_hand() -> models.Model:
    """Return the pact everything belongs to now; raise ScopeError where none was named."""
    held = get_scope()
    pact = held.get(_DIMENSION) if held.get("_enabled", True) else None
    if not isinstance(pact, models.Model):
        raise ScopeError("It was not said which pact this is about. Enter one with pacts.scoping.within.")
    return pact
