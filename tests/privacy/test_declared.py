"""Every table and every column that could hold something about a person is declared, once and truthfully."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import override

from klimapakt.foundation.personal_data import (
    Clock,
    Ending,
    Fate,
    Table,
    Tie,
    could_be_personal,
    declared,
    model_of,
)
from klimapakt.pacts.scoping import over_all_pacts
from klimapakt.privacy.names import name_of_field, name_of_table

MODELS = [model._meta.label for model in apps.get_models(include_auto_created=True)]
each_model = pytest.mark.parametrize("label", MODELS)
each_table = pytest.mark.parametrize("table", declared().values(), ids=lambda table: str(table.model))
FOR_EVER = timedelta(days=365 * 100)


def said_about(table: Table) -> set[str]:
    """Return the columns of a table of which somebody said what they hold."""
    return {one.field for one in table.held} | set(table.nothing_in)


@each_model
def test_every_table_says_what_it_holds(label: str) -> None:
    assert label in declared(), f"Declare {label} in personal.py of its room."


@each_model
def test_every_column_that_could_name_somebody_is_declared(label: str) -> None:
    missing = could_be_personal(apps.get_model(label)) - said_about(declared()[label])
    assert missing == set(), f"Say in personal.py what {label} holds in: {sorted(missing)}"


@each_table
def test_nothing_is_declared_that_is_not_there(table: Table) -> None:
    known = {field.name for field in model_of(table)._meta.concrete_fields}
    assert {name.split("__")[0] for name in said_about(table)} <= known


@each_table
def test_what_is_held_has_a_purpose_and_an_end(table: Table) -> None:
    assert bool(table.held) <= (table.processing is not None and table.clock is not None)


@each_table
def test_what_stays_says_why(table: Table) -> None:
    assert all(one.why_kept for one in table.held if one.fate is Fate.KEPT)
    assert bool(table.unchangeable) == bool(table.why_unchangeable)


@each_table
def test_a_link_to_a_person_ends_with_the_person(table: Table) -> None:
    """What is emptied may be empty, what is deleted does not stand in the way."""
    for one in table.tied(Tie.LINK):
        assert model_of(table)._meta.get_field(one.field).null
    for one in table.held:
        assert one.fate is not Fate.EMPTIED or one.tie is Tie.LINK


@each_table
def test_texts_of_a_person_can_be_changed_by_erasure(table: Table) -> None:
    for one in table.held:
        if one.fate is Fate.REDACTED:
            kind = model_of(table)._meta.get_field(one.field)
            assert isinstance(kind, models.CharField | models.TextField | models.JSONField)


SAME_IN_BOTH = {"person", "Person", "text", "Text", "name", "Name", "browser", "Browser"}


@each_table
def test_tables_and_columns_have_german_names(table: Table) -> None:
    """What Django makes of the code is no word for people; words that are the same in both are few."""
    if table.processing is None:
        return
    told = {}
    for language in ("de", "en"):
        with override(language):
            told[language] = [name_of_table(table), *(name_of_field(table, one) for one in table.held)]
    same = {de for de, en in zip(told["de"], told["en"], strict=True) if de == en}
    assert same <= SAME_IN_BOTH


@pytest.mark.django_db
@each_table
def test_every_clock_can_be_asked(table: Table) -> None:
    clock = table.clock or Clock("")
    assert (clock.due is not None) == (clock.ending is not Ending.ELSEWHERE)
    if clock.due is not None:
        with over_all_pacts():
            rows = model_of(table)._default_manager.filter(clock.due(timezone.now() + FOR_EVER))
            assert rows.count() >= 0


def test_a_column_for_a_name_in_a_new_table_would_be_noticed() -> None:
    """Without this the tests above could pass because nothing is ever looked at."""
    found = could_be_personal(apps.get_model("memberships.JoinRequest"))
    assert {"person_name", "email", "phone", "message", "decided_by"} <= found
    assert "staff_band" not in found
