"""What two organisations really published: their labels, numbers and words, with the sources in the file."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from klimapakt.methods.intake import Table, read_table
from klimapakt.methods.inventory import calculate

DATA = (Path(__file__).parents[2] / "data" / "real_activity_visible.csv").read_bytes()
UNKNOWN = {
    "Rohmaterial Kunststoff",
    "Rohmaterial Metall",
    "Rohmaterial mineralisch",
    "Übrige Rohmaterialien",
    "Halbfabrikate",
    "Fertigprodukte (Zukauf)",
}


@pytest.fixture(scope="module")
def published() -> Table:
    return read_table(DATA, filename="published.csv")


def test_every_row_is_read_and_none_is_asked_about(published: Table) -> None:
    assert len(published.rows) == len(DATA.decode().splitlines()) - 1
    assert Counter(row.status for row in published.rows) == {"accepted": 27, "corrected": 3, "rejected": 24}


def test_the_german_way_of_writing_numbers_is_proved_by_row_4(published: Table) -> None:
    assert published.numbers == "de"
    assert (
        "row 4 says “40.817.278”"
        in next(note for note in published.notes if note.code == "numbers_de").text()
    )


def test_amounts_units_and_periods_are_those_of_the_file(published: Table) -> None:
    raw = list(csv.DictReader(DATA.decode().splitlines(), delimiter=";"))
    for row in published.rows:
        source = raw[row.number - 2]
        if row.activity is None:
            continue
        assert Decimal(row.activity["amount"]) == Decimal(source["amount"].replace(".", "").replace(",", "."))
        assert row.activity["unit"] == source["unit"]
        assert row.activity.get("period_start", "") == source["period_start"]
        assert row.evidence == source["evidence"]
        assert row.note == source["note"]


def test_what_is_rejected_is_rejected_for_its_reason(published: Table) -> None:
    reasons = {
        (row.cells["activity"], row.notes[0].message.code)
        for row in published.rows
        if row.status == "rejected"
    }
    assert reasons == {
        *((name, "activity_unknown") for name in UNKNOWN),
        ("Erdgas", "gas_volume_incomplete"),
        ("Biogas", "unit_does_not_fit"),
        ("Benzin Dienstwagen", "fuel_basis_missing"),
        ("Diesel Dienstwagen", "fuel_basis_missing"),
    }


def test_a_period_without_a_beginning_takes_the_year(published: Table) -> None:
    corrected = [row for row in published.rows if row.status == "corrected"]
    assert {row.activity["year"] for row in corrected if row.activity} == {2024}
    assert {row.cells["period_end"] for row in corrected} == {"2024-09-30"}


def test_a_green_tariff_is_read_as_electricity_without_evidence(published: Table) -> None:
    green = [row for row in published.rows if row.cells["activity"] == "Ökostrom"]
    assert len(green) == 4
    assert all("green_tariff_no_evidence" in [note.message.code for note in row.notes] for row in green)


def test_what_was_read_can_be_calculated(published: Table) -> None:
    of_2021 = [
        activity for activity in published.activities() if activity.get("period_start") == "2021-01-01"
    ]
    inventory = calculate({"year": 2021, "activities": of_2021})
    electricity = [
        line
        for line in inventory.lines
        if line.part == "location" and line.category == "purchased_electricity"
    ]
    assert sum(line.amount for line in electricity) == 29_957_824
