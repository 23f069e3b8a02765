"""Which tables belong to a pact, in the order in which rows can be written, and how a row becomes JSON."""

import base64
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.fields.files import FieldFile

from klimapakt.foundation.models import OutgoingMail
from klimapakt.pacts.models import Pact

Model = type[models.Model]
Columns = tuple["models.Field[Any, Any]", ...]
_OUTBOX_PATH: Final = "sender"


def tables_of_pacts() -> list[Model]:
    """Return every table with rows of a pact; what others point at comes first."""
    found = [model for model in apps.get_models() if model is Pact or hasattr(model, "path_to_pact")]
    return [*_in_order(found), OutgoingMail]


def path_of(model: Model) -> str:
    """Return the lookup from a row to the key of its pact."""
    if model is Pact:
        return "pk"
    return _OUTBOX_PATH if model is OutgoingMail else str(vars(model)["path_to_pact"])


def label(model: Model) -> str:
    """Return the name of a table in the file, such as ``organisations.Site``."""
    return str(model._meta.label)  # noqa: SLF001 -- Django documents it


def columns(model: Model) -> Columns:
    """Return the columns of a table."""
    return tuple(model._meta.concrete_fields)  # noqa: SLF001 -- Django documents it


def numbered(model: Model) -> bool:
    """Tell whether the rows have numbers of this installation as keys: they get others in the next one."""
    return isinstance(model._meta.pk, models.AutoField)  # noqa: SLF001 -- Django documents it


def target_of(field: "models.Field[Any, Any]") -> Model | None:
    """Return the table a column points at."""
    target = field.related_model
    return target if isinstance(target, type) else None


def is_person(model: Model | None) -> bool:
    """Tell whether this is the table of accounts."""
    return model is not None and label(model) == settings.AUTH_USER_MODEL


def file_columns(model: Model) -> list[str]:
    """Return the columns that name a file in the store."""
    return [field.attname for field in columns(model) if isinstance(field, models.FileField)]


def encoded(row: models.Model) -> dict[str, object]:
    """Return a row as JSON can hold it, exactly."""
    return {field.attname: _encoded(getattr(row, field.attname)) for field in columns(type(row))}


def decoded(model: Model, values: Mapping[str, Any]) -> Iterator[tuple["models.Field[Any, Any]", Any]]:
    """Yield each column with the value it had; keys of other rows are still those of the file."""
    for field in columns(model):
        value = values[field.attname]
        if isinstance(field, models.BinaryField) and value is not None:
            value = base64.b64decode(value, validate=True)
        elif not isinstance(field, models.JSONField | models.ForeignKey):
            value = field.to_python(value)
        yield field, value


def _encoded(value: Any) -> object:  # noqa: ANN401 -- whatever a column holds
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, FieldFile):
        return value.name or ""
    return value


def _in_order(found: list[Model]) -> list[Model]:
    """Sort so that a table comes after those it points at; a table may point at itself."""
    waiting, sorted_ones = list(found), list[Model]()
    while waiting:
        ready = [model for model in waiting if not _points_at(model) & set(waiting) - {model}]
        if not ready:
            raise RuntimeError(f"Tables point at each other in a circle: {[label(one) for one in waiting]}")
        sorted_ones += ready
        waiting = [model for model in waiting if model not in ready]
    return sorted_ones


def _points_at(model: Model) -> set[Model]:
    return {target for field in columns(model) if (target := target_of(field)) is not None}
