"""The import template: what it offers is what the reading understands."""

import csv
import io
import itertools
import json
import zipfile
from importlib.resources import files

import pytest

from klimapakt.methods.catalogue import activities
from klimapakt.methods.intake import read_table, write_template
from klimapakt.methods.intake.activities import read_activity
from klimapakt.methods.intake.headers import score_of
from klimapakt.methods.intake.template import Language, TemplateKind
from klimapakt.methods.intake.units import read_unit
from klimapakt.methods.intake.words import fold, spellings
from klimapakt.methods.inventory import calculate

TEXTS = json.loads(files("klimapakt.methods").joinpath("data/template.json").read_text(encoding="utf-8"))
EACH = list(itertools.product(("de", "en"), ("csv", "xlsx")))


def shape_of(value: object) -> object:
    if isinstance(value, dict):
        return sorted(value)
    return [shape_of(item) for item in value] if isinstance(value, list) else type(value)


@pytest.mark.parametrize(("language", "kind"), EACH)
def test_every_example_row_is_accepted(language: Language, kind: TemplateKind) -> None:
    table = read_table(write_template(language, kind), filename=f"x.{kind}")
    assert [row.status for row in table.rows] == ["accepted"] * len(TEXTS[language]["examples"])
    assert {note.message.code for row in table.rows for note in row.notes} == {"example_row"}
    assert {note.code for note in table.notes} <= {"sheet_chosen"}


@pytest.mark.parametrize(("language", "kind"), EACH)
def test_both_languages_and_kinds_say_the_same(language: Language, kind: TemplateKind) -> None:
    table = read_table(write_template(language, kind), filename=f"x.{kind}")
    other = read_table(write_template("de", "csv"), filename="x.csv")
    names = [{**activity, "site": "", "id": ""} for activity in table.activities()]
    assert names == [{**activity, "site": "", "id": ""} for activity in other.activities()]


def test_the_examples_make_an_inventory() -> None:
    table = read_table(write_template("de", "xlsx"), filename="x.xlsx")
    inventory = calculate({"year": 2024, "activities": list(table.activities())})
    assert {line.activity for line in inventory.lines} == {
        row.activity["id"] for row in table.rows if row.activity
    }


@pytest.mark.parametrize(("language", "kind"), EACH)
def test_equal_calls_give_equal_bytes(language: Language, kind: TemplateKind) -> None:
    assert write_template(language, kind) == write_template(language, kind)


def test_the_columns_are_those_of_the_contract() -> None:
    first = next(csv.reader(io.StringIO(write_template("de", "csv").decode("utf-8-sig")), delimiter=";"))
    assert (
        "; ".join(first)
        == "Standort; Aktivität; Menge; Einheit; Von; Bis; Datenqualität; Nachweis; Bemerkung"
    )


@pytest.mark.parametrize("language", ["de", "en"])
def test_everything_the_lists_offer_is_understood(language: str) -> None:
    texts = TEXTS[language]
    assert all(read_unit(unit) for unit in texts["units"].values())
    assert [spellings("quality")[fold(word)] for word in texts["qualities"]] == [
        "measured",
        "billed",
        "calculated",
        "estimated",
        "proxy",
    ]
    label = "label_de" if language == "de" else "label_en"
    names = {slug: read_activity(getattr(activity, label)) for slug, activity in activities().items()}
    assert {slug: found.slug for slug, found in names.items() if found} == {
        slug: slug for slug in activities()
    }


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_column_that_the_instructions_explain_is_understood(language: str) -> None:
    texts = TEXTS[language]
    for name, *_ in (*texts["columns"], *texts["optional"]):
        assert score_of(["Menge" if language == "en" else "Amount", name]) == (
            1 if name in ("Menge", "Amount") else 2
        )


def test_both_languages_have_the_same_texts() -> None:
    german, english = (
        {key: shape_of(value) for key, value in TEXTS[language].items()} for language in ("de", "en")
    )
    assert german == english


def test_the_workbook_offers_lists_and_checks_amounts_and_dates() -> None:
    with zipfile.ZipFile(io.BytesIO(write_template("de", "xlsx"))) as packed:
        table = packed.read("xl/worksheets/sheet1.xml").decode()
    assert table.count("<dataValidation ") == 6
    assert "'Listen'!$A$2:$A$" in table
