"""Ways from a row to the organisation and the pact it belongs to, found by following keys."""

from collections import deque
from functools import cache

from django.conf import settings
from django.db import models

from klimapakt.organisations.models import Organisation
from klimapakt.pacts.models import Pact


@cache
def to_organisation(model: type[models.Model]) -> str | None:
    """Return the lookup from a model to its organisation; "" for the organisation itself, None where none."""
    return _shortest(model, Organisation)


@cache
def to_pact(model: type[models.Model]) -> str | None:
    """Return the lookup from a model to its pact; "" for the pact itself, None for what belongs to none."""
    if model is Pact:
        return ""
    path: str | None = getattr(model, "path_to_pact", None)
    return path


def _shortest(start: type[models.Model], goal: type[models.Model]) -> str | None:
    """Follow keys breadth first, through no person: everything would meet there."""
    if start is goal:
        return ""
    seen, waiting = {start}, deque([(start, "")])
    while waiting:
        model, path = waiting.popleft()
        for name, target in _keys(model):
            way = f"{path}__{name}" if path else name
            if target is goal:
                return way
            if target not in seen:
                seen.add(target)
                waiting.append((target, way))
    return None


def _keys(model: type[models.Model]) -> list[tuple[str, type[models.Model]]]:
    found = []
    for field in model._meta.concrete_fields:  # noqa: SLF001 -- Django documents it
        target = field.related_model
        if isinstance(target, type) and target._meta.label != settings.AUTH_USER_MODEL:  # noqa: SLF001 -- the same
            found.append((field.name, target))
    return found
