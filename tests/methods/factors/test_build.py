"""Making an edition from source tables: deterministic, nothing lost without a reason."""

import csv
import io
import json

import pytest

from klimapakt.methods.factors.build import build, series_of
from klimapakt.methods.factors.recipes import RECIPES

FACTOR_COLUMNS = (
    "id name_de name_en category scope scope3_category activity_unit kgco2e_per_unit co2 ch4 n2o "
    "upstream_kgco2e_per_unit biogenic_co2 gwp_set valid_year region source_title source_publisher "
    "source_url licence quality note"
).split()
GAS_COLUMNS = "id gas formula kind AR4 AR5 AR5_mit_Rueckkopplung AR6 AR6_GWP20 kyoto_korb source note".split()
COMMON = {
    "name_de": "Name",
    "name_en": "name",
    "scope": "2",
    "activity_unit": "kWh",
    "kgco2e_per_unit": "0",
    "source_title": "CC 16/2026",
    "source_publisher": "UBA",
    "source_url": "https://example.org",
    "licence": "Zitat",
    "quality": "5",
}


def written(columns: list[str], *rows: dict[str, str]) -> str:
    """Return rows as a table with these columns."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


FACTORS = written(
    FACTOR_COLUMNS,
    {**COMMON, "id": "uba-strommix-de-2024", "scope3_category": "3", "valid_year": "2024"},
    {
        **COMMON,
        "id": "ebev2030-erdgas-kwh-hs",
        "scope": "1",
        "activity_unit": "kWh Hs",
        "valid_year": "2023-2030",
        "source_title": "EBeV 2030",
        "source_publisher": "Bund",
        "licence": "amtliches Werk, gemeinfrei",
    },
    {**COMMON, "id": "geg-a9-strom-kwh", "valid_year": "2024"},
    {**COMMON, "id": "bafa-holz-kwh", "scope": "1", "activity_unit": "kWh Hi", "valid_year": "2026"},
    {
        **COMMON,
        "id": "uba-tremod2024-pkw-pkm",
        "scope": "3",
        "scope3_category": "7",
        "activity_unit": "Pkm",
        "valid_year": "2024",
        "source_title": "TREMOD",
        "note": "WTW:  in   one number",
    },
    {**COMMON, "id": "marktbasiert-oekostrom-hkn", "source_title": "Guidance"},
)
GASES = written(
    GAS_COLUMNS,
    {"id": "hfc32", "gas": "R-32", "kind": "gas", "AR5": "677", "kyoto_korb": "ja"},
    {"id": "hcfc22", "gas": "R-22", "kind": "gas", "AR5": "1760", "kyoto_korb": "nein"},
    {
        "id": "r-401a",
        "gas": "R-401A",
        "kind": "gemisch",
        "AR5": "1130",
        "kyoto_korb": "teilweise (Kyoto-Anteil 18)",
    },
)


def made(name: str = "2026.1") -> dict[str, str]:
    """Return the files of the edition made from the small tables."""
    return build(RECIPES[name], FACTORS, GASES)


def table(text: str) -> dict[str, dict[str, str]]:
    """Return a CSV file by the id of its rows."""
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text))}


def test_the_same_tables_give_the_same_files() -> None:
    assert made() == made()


def test_every_row_is_kept_or_left_out_with_a_reason() -> None:
    files = made()
    left_out = {entry["id"]: entry["reason"] for entry in json.loads(files["edition.json"])["left_out"]}
    assert left_out.keys() | table(files["factors.csv"]).keys() == table(FACTORS).keys()
    assert left_out.keys() & table(files["factors.csv"]).keys() == set()


def test_building_law_is_left_out() -> None:
    assert "geg-a9-strom-kwh" not in table(made()["factors.csv"])


def test_the_heating_value_basis_becomes_part_of_the_unit() -> None:
    rows = table(made()["factors.csv"])
    assert rows["ebev2030-erdgas-kwh-hs"]["unit"] == "kWh_Hs"
    assert rows["uba-tremod2024-pkw-pkm"]["unit"] == "pkm"


@pytest.mark.parametrize(
    ("row_id", "kind", "start", "end"),
    [
        ("uba-strommix-de-2024", "yearly", "2024", "2024"),
        ("ebev2030-erdgas-kwh-hs", "legal", "2023", "2030"),
        ("uba-tremod2024-pkw-pkm", "standing", "2024", "2024"),
        ("marktbasiert-oekostrom-hkn", "standing", "", ""),
    ],
)
def test_a_row_knows_its_kind_and_years(row_id: str, kind: str, start: str, end: str) -> None:
    found = table(made()["factors.csv"])[row_id]
    assert (found["kind"], found["valid_from"], found["valid_to"]) == (kind, start, end)


@pytest.mark.parametrize(
    ("row_id", "use"),
    [
        ("uba-strommix-de-2024", "inventory"),
        ("bafa-holz-kwh", "subsidy"),
        ("marktbasiert-oekostrom-hkn", "instrument"),
    ],
)
def test_a_row_knows_what_it_may_be_used_for(row_id: str, use: str) -> None:
    assert table(made()["factors.csv"])[row_id]["use"] == use


def test_the_category_of_scope_3_stays_on_scope_3_rows_only() -> None:
    rows = table(made()["factors.csv"])
    assert rows["uba-strommix-de-2024"]["scope3_category"] == ""
    assert rows["uba-tremod2024-pkw-pkm"]["scope3_category"] == "7"


def test_well_to_wheel_is_read_from_the_note() -> None:
    rows = table(made()["factors.csv"])
    assert (
        rows["uba-tremod2024-pkw-pkm"]["well_to_wheel"],
        rows["uba-strommix-de-2024"]["well_to_wheel"],
    ) == ("yes", "no")


@pytest.mark.parametrize(("gas", "kyoto"), [("hfc32", "677"), ("hcfc22", "0"), ("r-401a", "18")])
def test_the_kyoto_part_of_a_gas_is_a_number(gas: str, kyoto: str) -> None:
    assert table(made()["gwp.csv"])[gas]["kyoto_ar5"] == kyoto


@pytest.mark.parametrize(
    ("row_id", "series"),
    [
        ("uba-strommix-de-2024-ausgabe2025", "uba-strommix-de"),
        ("uba-strommix-de-1990", "uba-strommix-de"),
        ("aib-residualmix-fr-2025", "aib-residualmix-fr"),
        ("desnz2026-hvo-litre", "desnz-hvo-litre"),
        ("uba-tremod2024-pkw-pkm", "tremod-pkw-pkm"),
        ("ademe-ic-laptop", "ademe-ic-laptop"),
    ],
)
def test_the_series_of_a_row_is_its_id_without_year_and_edition(row_id: str, series: str) -> None:
    assert series_of(row_id) == series


def test_the_words_of_each_licence_are_kept() -> None:
    sources = json.loads(made()["edition.json"])["sources"]
    by_title = {source["title"]: source for source in sources}
    assert "public domain" in by_title["EBeV 2030"]["licence"]
    assert by_title["CC 16/2026"]["attribution_de"] == "Quelle: UBA, CC 16/2026."
