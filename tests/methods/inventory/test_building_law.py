"""Factors made for building or subsidy law never reach an inventory: every row, every edition, every door."""

import csv
from importlib.resources import files

import pytest

from klimapakt.methods.catalogue import activities
from klimapakt.methods.factors import edition, edition_names
from tests.methods.inventory.building import Fields, activity, inventory_of, refusal_of, row

ALLOWED_BAFA = "bafa-fernwaerme-kwh"
NOT_FOR_INVENTORIES = ("bafa", "geg", "gmodg")


def is_building_or_subsidy_law(row_id: str) -> bool:
    """Return whether the id belongs to a row of BAFA, GEG or GModG other than generic district heat."""
    return row_id.startswith(NOT_FOR_INVENTORIES) and row_id != ALLOWED_BAFA


@pytest.mark.parametrize("name", edition_names())
def test_no_row_of_building_or_subsidy_law_is_open_to_inventories(name: str) -> None:
    for factor in edition(name).factors.values():
        text = f"{factor.source.publisher} {factor.source.title}".lower()
        is_theirs = is_building_or_subsidy_law(factor.id) or "gebäudeenergie" in text or "gmodg" in text
        assert not (is_theirs and factor.use == "inventory"), factor.id


@pytest.mark.parametrize("name", edition_names())
def test_such_a_row_is_refused_when_it_is_named(name: str) -> None:
    barred = [factor.id for factor in edition(name).factors.values() if factor.use != "inventory"]
    assert barred
    for row_id in barred:
        refused = refusal_of(row(row_id, 1, "kWh"), edition=name)
        assert (refused.code, refused.path) == ("factor_not_for_inventories", "activities[0].factor_id"), (
            row_id
        )


@pytest.mark.parametrize("name", edition_names())
def test_a_row_that_was_left_out_is_refused_with_the_reason(name: str) -> None:
    for left_out in edition(name).left_out:
        refused = refusal_of(row(left_out.id, 1, "kWh"), edition=name)
        assert refused.path == "activities[0].factor_id", left_out.id
        assert left_out.reason in refused.message.text(), left_out.id


@pytest.mark.parametrize("name", edition_names())
def test_every_row_of_the_building_laws_table_is_left_out_or_unknown(name: str) -> None:
    factors = edition(name)
    assert any(entry.id.startswith("geg-") for entry in factors.left_out)
    assert not any(row_id.startswith(("geg-", "gmodg-")) for row_id in factors.factors)


@pytest.mark.parametrize("name", edition_names())
@pytest.mark.parametrize("slug", activities())
def test_no_activity_ever_resolves_to_such_a_row(slug: str, name: str) -> None:
    for unit in activities()[slug].units:
        fields: Fields = {"calorific_kwh_per_m3": 10, "z_number": 1} if unit == "m3" else {}
        if slug == "refrigerant":
            fields["gas"] = "R-32"
        inventory = inventory_of(activity(slug, 1, unit, **fields), edition=name)
        for line in inventory.lines:
            assert not is_building_or_subsidy_law(line.factor_id), line
            assert "GEG" not in line.source, line


def test_the_files_of_the_editions_hold_no_other_table_of_factors() -> None:
    folder = files("klimapakt.methods").joinpath("data/factors")
    for name in edition_names():
        assert {part.name for part in folder.joinpath(name).iterdir()} == {
            "edition.json",
            "factors.csv",
            "gwp.csv",
        }


@pytest.mark.parametrize("name", edition_names())
def test_barred_rows_are_marked_in_the_file_itself(name: str) -> None:
    text = files("klimapakt.methods").joinpath(f"data/factors/{name}/factors.csv").read_text(encoding="utf-8")
    for entry in csv.DictReader(text.split("\n")):
        if entry["id"].startswith("bafa"):
            assert (entry["use"] == "inventory") == (entry["id"] == ALLOWED_BAFA)
