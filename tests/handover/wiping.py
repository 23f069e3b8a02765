"""An installation with nothing in it, and pictures of one that do not depend on the numbers of rows."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, models
from django.db.models.fields.files import FieldFile
from django.http import QueryDict

from klimapakt.foundation import actions, append_only
from klimapakt.inventories.models import Bill
from klimapakt.pacts import hosts
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import over_all_pacts
from klimapakt.people.models import Person

Picture = Mapping[str, list[dict[str, object]]]


def wipe() -> None:
    """Empty every table, as if this were another installation."""
    append_only.lift(connection)
    with over_all_pacts():
        for model in reversed(list(apps.get_models(include_auto_created=True))):
            model._base_manager.all()._raw_delete("default")
    append_only.guard(connection)
    actions.begin_chain(using="default")
    hosts.forget()


def picture(pact: Pact) -> Picture:
    """Return every row of a pact, with numbers of rows replaced by their place, people by their address."""
    with over_all_pacts():
        found = {}
        for model in apps.get_models():
            path = "pk" if model is Pact else getattr(model, "path_to_pact", None)
            path = "sender" if model._meta.label == "foundation.OutgoingMail" else path
            if path:
                rows = model._default_manager.filter(**{path: pact.pk}).order_by("pk")
                found[model._meta.label] = [_drawn(row) for row in rows]
        return found


def names_in(shown: Picture) -> list[str]:
    """Return the names of the files that the rows name."""
    values = (value for rows in shown.values() for row in rows for value in row.values())
    return [str(value.name) for value in values if isinstance(value, FieldFile)]


def files_of(shown: Picture) -> dict[str, bytes]:
    """Return the bytes of every file that the rows name."""
    found = {}
    for name in names_in(shown):
        with default_storage.open(name) as opened:
            found[name] = opened.read()
    return found


def _drawn(row: models.Model) -> dict[str, object]:
    return {field.attname: _value(row, field) for field in row._meta.concrete_fields}


def _value(row: models.Model, field: Any) -> object:  # noqa: ANN401  # any column
    value = getattr(row, field.attname)
    if field.attname == "origin_key" and value.startswith("bill-"):
        return _place(Bill, value.removeprefix("bill-"), _pact_of(row))
    if row._meta.label.startswith("casework.") and field.attname in {"before", "given", "query"}:
        return _named_in(value)
    target = type(row) if field.primary_key and not field.is_relation else field.related_model
    if value is None or target is None:
        return bytes(value) if isinstance(value, memoryview) else value
    if target is Person:
        return Person.objects.get(pk=value).email
    is_numbered = isinstance(target._meta.pk, models.AutoField)
    return _place(target, value, _pact_of(row)) if is_numbered else value


def _named_in(value: Any) -> object:  # noqa: ANN401  # words or a mapping
    """Return what was entered with people by their address."""
    entered = QueryDict(value).dict() if isinstance(value, str) else dict(value)
    if entered.get("owner"):
        entered["owner"] = Person.objects.get(pk=entered["owner"]).email
    return entered


def _place(model: Any, number: object, pact: object) -> str:  # noqa: ANN401  # any table
    """Return which of the rows of its pact a row is, instead of its number."""
    mine = model._default_manager.filter(**{model.path_to_pact: pact})
    return f"{model._meta.label} no. {mine.filter(pk__lt=number).count()}"


def _pact_of(row: Any) -> object:  # noqa: ANN401  # a row of any pact
    mine = type(row)._default_manager.filter(pk=row.pk)
    return mine.values_list(row.path_to_pact, flat=True).get()
