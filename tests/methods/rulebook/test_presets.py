"""The rulebooks that are shipped: complete, sourced, and saying what the sources say."""

from datetime import date
from typing import get_type_hints

import pytest

from klimapakt.methods.rulebook import Rulebook, label, preset, preset_json, preset_names
from klimapakt.methods.rulebook.model import KINDS, LABELS
from klimapakt.methods.rulebook.values import READERS
from klimapakt.methods.working_days import calendars
from klimapakt.organisations.enums import OrganisationKind

PACTS = ("duesseldorf", "krefeld", "essen", "bw-klimabuendnis", "uppsala", "sme-climate-hub")
FIRST_FIELDS = {"id", "edition", "title", "valid_from"}


def test_the_six_pacts_are_there() -> None:
    assert set(preset_names()) == set(PACTS)


@pytest.mark.parametrize("name", PACTS)
def test_a_file_is_named_after_its_rulebook(name: str) -> None:
    assert preset(name).id == name
    assert preset(name).edition == "2026.1"


@pytest.mark.parametrize("name", PACTS)
@pytest.mark.parametrize("parameter", READERS)
def test_every_rule_has_a_dated_source_or_the_reason_of_an_assumption(name: str, parameter: str) -> None:
    stated = preset(name).stated(parameter)
    assert stated.sources or stated.assumption
    for source in stated.sources:
        assert source.address.startswith("https://")
        assert source.seen_on or source.valid_from


@pytest.mark.parametrize("name", PACTS)
def test_every_source_of_a_file_is_used(name: str) -> None:
    cited = {source for one in READERS for source in preset(name).stated(one).sources}
    sources = preset_json(name)["sources"]
    assert isinstance(sources, dict)
    assert len(cited) == len(sources)


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("duesseldorf", "baseline"),
        ("duesseldorf", "targets"),
        ("duesseldorf", "measures"),
        ("duesseldorf", "closing_balance"),
        ("krefeld", "monitoring"),
        ("krefeld", "closing_balance"),
        ("essen", "closing_balance"),
    ],
)
def test_what_sources_contradict_or_do_not_say_is_marked_as_an_assumption(name: str, parameter: str) -> None:
    assert preset(name).stated(parameter).is_assumed


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("krefeld", "baseline"),
        ("krefeld", "scopes"),
        ("krefeld", "scope_2_method"),
        ("krefeld", "explain_if_missed"),
        ("essen", "monitoring"),
        ("bw-klimabuendnis", "baseline"),
        ("bw-klimabuendnis", "term"),
        ("sme-climate-hub", "extension_months"),
    ],
)
def test_what_a_source_says_is_no_assumption(name: str, parameter: str) -> None:
    assert not preset(name).stated(parameter).is_assumed


def test_krefeld_as_its_page_says() -> None:
    krefeld = preset("krefeld")
    assert krefeld.baseline.value.due_months == 12
    assert krefeld.scopes.value.minimum == (1, 2)
    assert krefeld.scope_2_method.value == "location"
    assert krefeld.monitoring.value.every_months == 24
    assert krefeld.monitoring.value.synchronised_on == date(2025, 12, 31)
    assert krefeld.explain_if_missed.value is True
    assert krefeld.closing_balance.value.on == date(2035, 12, 31)


def test_duesseldorf_has_a_year_and_another_one_of_grace() -> None:
    for rule in ("baseline", "targets", "measures"):
        deadline = preset("duesseldorf").deadline(rule)
        assert (deadline.due_months, deadline.grace_months) == (12, 12)
    assert preset("duesseldorf").extension_months.value == 6


def test_the_alliance_of_baden_wuerttemberg_takes_no_data_before_2018() -> None:
    assert preset("bw-klimabuendnis").base_year.value.not_before == 2018


def test_the_parameters_are_the_fields_of_the_rulebook_and_each_has_a_label() -> None:
    assert get_type_hints(Rulebook).keys() - FIRST_FIELDS == READERS.keys() == LABELS.keys()
    assert label("boundary").text() == "Boundary of the inventory"


def test_the_kinds_of_members_are_those_of_the_organisations() -> None:
    assert set(KINDS) == set(OrganisationKind.values)


@pytest.mark.parametrize("name", PACTS)
def test_the_calendar_of_a_pact_exists(name: str) -> None:
    assert preset(name).working_days.value in calendars()
