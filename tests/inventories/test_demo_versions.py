"""The demo shows every state, and loading it again tells no story twice."""

import pytest

from klimapakt import demo
from klimapakt.foundation.models import AuditEvent
from klimapakt.inventories import queries
from klimapakt.inventories.models import Inventory

pytestmark = pytest.mark.django_db


def states() -> set[tuple[str, int, int, str, str]]:
    rows = Inventory.objects.values_list("organisation__name", "year", "version", "status", "edition")
    return {(name.split()[0], year, version, state, edition) for name, year, version, state, edition in rows}


def test_the_demo_has_an_inventory_in_every_state_and_loading_again_changes_nothing(
    demo_city: None,
) -> None:
    found = states()
    assert {
        ("Bäckerei", 2023, 1, "accepted", "2025.1"),
        ("Metallwerk", 2023, 1, "accepted", "2026.1"),
        ("Metallwerk", 2023, 2, "draft", "2026.1"),
        ("Hotel", 2023, 1, "returned", "2026.1"),
        ("Hotel", 2024, 1, "submitted", "2026.1"),
    } <= found
    events = AuditEvent.objects.count()
    demo.load()
    assert states() == found
    assert AuditEvent.objects.count() == events


def test_the_older_factors_of_the_bakery_have_something_to_show(demo_city: None) -> None:
    bakery = Inventory.objects.get(organisation__roles__person__email__startswith="bruno@", year=2023)
    assert queries.impact_of(bakery, "2026.1").changed
