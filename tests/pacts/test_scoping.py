"""Forgetting to say which pact a read is about raises; saying it once is enough."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models import ForeignKey
from django_scopes import scope

from klimapakt.inventories import jobs, verification
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Activity, Inventory, Upload
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.models import Pact
from klimapakt.pacts.queries import office_kind, pact_at_hand
from klimapakt.pacts.scoping import Scoped, ScopeError, over_all_pacts, within
from klimapakt.people.models import Person
from tests.inventories.tables import ELECTRICITY, csv_of
from tests.inventories.versions import accepted, staff

pytestmark = pytest.mark.django_db
READS: dict[str, Callable[[Any], object]] = {
    "all": lambda rows: list(rows.all()),
    "aggregate": lambda rows: rows.aggregate(models.Count("pk")),
    "bulk_update": lambda rows: rows.bulk_update([], ["pk"]),
    "contains": lambda rows: rows.contains(Organisation()),
    "count": lambda rows: rows.count(),
    "defer": lambda rows: list(rows.defer("pk")),
    "delete": lambda rows: rows.all().delete(),
    "distinct": lambda rows: list(rows.distinct()),
    "exclude": lambda rows: list(rows.exclude(pk=None)),
    "exists": lambda rows: rows.exists(),
    "filter": lambda rows: rows.filter(pk=None),
    "first": lambda rows: rows.first(),
    "get": lambda rows: rows.get(pk=None),
    "in_bulk": lambda rows: rows.in_bulk(),
    "iterator": lambda rows: list(rows.iterator()),
    "last": lambda rows: rows.last(),
    "lock": lambda rows: rows.select_for_update(),
    "order_by": lambda rows: rows.order_by("pk"),
    "prefetch_related": lambda rows: list(rows.prefetch_related()),
    "raw": lambda rows: rows.raw("SELECT 1"),
    "select_related": lambda rows: list(rows.select_related()),
    "update": lambda rows: rows.update(pk=None),
    "values": lambda rows: rows.values("pk"),
    "values_list": lambda rows: rows.values_list("pk"),
}
WITHOUT_PACT = frozenset({"pacts.Pact", "people.Person"})
"""Rows of ours that belong to no pact: pacts themselves, and accounts, which a person has once."""

KNOW_NO_MEMBER = frozenset({"foundation", "website"})
"""Rooms whose rows belong to the installation. Every other one, and each that is added, belongs to pacts.

Pages of the website belong to a pact by their place in Wagtail's tree, which is tested where they are:
``tests/website/test_editorial_pages.py``.
"""


def outside(work: Callable[[], object]) -> object:
    """Do something where nobody has named a pact, as a thread or a job begins."""
    return Context().run(work)


def our_models() -> list[type[models.Model]]:
    """Return the models of the rooms that know members."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("klimapakt.")]
    return [model for model in ours if model._meta.app_label not in KNOW_NO_MEMBER]


def scoped_models() -> list[type[models.Model]]:
    return [model for model in our_models() if model._meta.label not in WITHOUT_PACT]


@pytest.mark.parametrize("read", READS)
def test_a_read_without_pact_raises(read: str, bakery: Organisation) -> None:
    with pytest.raises(ScopeError):
        outside(lambda: READS[read](Organisation.objects))


@pytest.mark.parametrize("read", READS)
def test_a_pact_that_is_none_is_no_pact(read: str, bakery: Organisation) -> None:
    with scope(pact=None), pytest.raises(ScopeError):
        READS[read](Organisation.objects)


@pytest.mark.parametrize("model", scoped_models(), ids=lambda model: str(model._meta.label))
def test_every_model_of_ours_belongs_to_a_pact(model: type[models.Model]) -> None:
    manager = model._default_manager
    assert isinstance(manager, Scoped)
    with pytest.raises(ScopeError):
        outside(manager.exists)
    last: type[models.Model] = model
    for step in str(vars(model)["path_to_pact"]).split("__"):
        field = last._meta.get_field(step)
        assert isinstance(field, ForeignKey)
        assert not field.null
        last = field.related_model
    assert last is Pact


def test_rows_reached_from_a_row_are_those_of_the_pact_too(inventory: Inventory, pact: Pact) -> None:
    with pytest.raises(ScopeError):
        outside(inventory.activities.exists)
    other = Pact.objects.create(slug="other", name="Other", city="Other", host="other.localhost")
    with within(other):
        assert not inventory.organisation.sites.exists()
    assert inventory.organisation.sites.exists()


def test_the_pact_at_hand_is_the_one_named_last(pact: Pact) -> None:
    other = Pact.objects.create(slug="other", name="Other", city="Other", host="other.localhost")
    with within(other):
        assert pact_at_hand() == other
    assert pact_at_hand() == pact
    with pytest.raises(ScopeError):
        outside(pact_at_hand)
    with over_all_pacts(), pytest.raises(ScopeError):
        pact_at_hand()


def test_a_thread_begins_without_pact(bakery: Organisation) -> None:
    with ThreadPoolExecutor(1) as one, pytest.raises(ScopeError):
        one.submit(pact_at_hand).result()


def test_what_somebody_does_for_the_office_is_asked_for_one_pact(pact: Pact) -> None:
    ole = staff()
    other = Pact.objects.create(slug="other", name="Other", city="Other", host="other.localhost")
    assert office_kind(ole) == "reviewer"
    with within(other):
        assert office_kind(ole) is None
        assert office_kind(ole, pact) is None


def test_a_job_finds_the_pact_by_what_it_works_on(inventory: Inventory, bruno: Person) -> None:
    upload = jobs.receive(inventory=inventory, name="large.csv", content=csv_of(ELECTRICITY), by=bruno).upload
    Upload.objects.filter(pk=upload.pk).update(state=UploadState.READING)
    outside(lambda: jobs.read_upload.enqueue(str(upload.pk)))
    assert Upload.objects.get(pk=upload.pk).state == UploadState.CHECKED


def test_a_job_about_nothing_does_nothing(inventory: Inventory) -> None:
    missing = "00000000-0000-4000-8000-000000000000"
    outside(lambda: jobs.read_upload.enqueue(missing))
    outside(lambda: jobs.take_rows_over.enqueue(missing, "seal", {}, "1"))
    assert not Activity.objects.exists()


def test_the_operator_examines_the_inventories_of_every_pact(inventory: Inventory, bruno: Person) -> None:
    accepted(inventory, bruno, staff())
    found = outside(verification.verify)
    assert isinstance(found, verification.Verdict)
    assert (found.checked, found.faults) == (1, ())
