"""What people take with them: complete, with edition and sources, and never a formula."""

import csv
import io
import json
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from klimapakt.inventories import queries
from klimapakt.inventories.formulas import guarded, unguarded
from klimapakt.inventories.models import Inventory
from klimapakt.methods.inventory import calculate
from klimapakt.people.models import Person
from klimapakt.portal.presenting.csv_file import attachment, csv_text
from tests.cast import SignIn
from tests.inventories.tables import DIESEL, ELECTRICITY, GAS, taken_over
from tests.inventories.versions import seal_now

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "|cmd",
    "%0A=1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x")',
    "＝1",  # noqa: RUF001  (full width on purpose)
    "＋1",  # noqa: RUF001  (full width on purpose)
    "－1",  # noqa: RUF001  (full width on purpose)
    "＠SUM",  # noqa: RUF001  (full width on purpose)
]


@pytest.fixture
def brunos(bruno: Person, inventory: Inventory, sign_in: SignIn) -> Client:
    taken_over(inventory, bruno, ELECTRICITY, GAS, (*DIESEL[:7], "=1+1", "note"))
    return sign_in(bruno)


def table(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter))


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_becomes_a_formula(formula: str) -> None:
    assert guarded(formula) == f"'{formula}"


@pytest.mark.parametrize("text", ["Strom", "-5", "+3,5", "-1.234,5", "", "5-3", "a=b", "0049 211"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@given(st.text())
def test_loading_an_exported_text_again_gives_the_original(text: str) -> None:
    assert unguarded(guarded(text)) == text or text.startswith("'")


def test_german_files_have_decimal_commas_and_semicolons() -> None:
    with translation.override("de"):
        assert csv_text([["a;b", Decimal("1.5"), 3, None]]) == '\ufeff"a;b";1,5;3;\r\n'


def test_english_files_have_decimal_points_and_commas() -> None:
    with translation.override("en"):
        assert csv_text([["a,b", Decimal("1.5"), 3, None]]) == '\ufeff"a,b",1.5,3,\r\n'


def test_a_name_of_a_file_cannot_break_out_of_its_header() -> None:
    header = attachment('x"; filename=evil\r\nSet-Cookie: a=b')
    assert "\r" not in header
    assert header.count('"') == 2


@pytest.mark.django_db
def test_the_json_holds_the_result_the_shell_prints(brunos: Client, inventory: Inventory) -> None:
    exported = json.loads(brunos.get(f"/portal/inventories/{inventory.pk}/export/inventory.json").content)
    by_shell = json.loads(json.dumps(calculate(exported["record"]["input"]).as_json()))
    assert exported["record"]["result"] == by_shell


@pytest.mark.django_db
def test_the_json_names_edition_and_sources(brunos: Client, inventory: Inventory) -> None:
    exported = json.loads(brunos.get(f"/portal/inventories/{inventory.pk}/export/inventory.json").content)
    assert exported["record"]["edition"] == "2026.1"
    assert len(exported["record"]["edition_sha256"]) == 64
    assert exported["sha256"] == seal_now(inventory)
    assert exported["attributions"]


@pytest.mark.django_db
def test_the_lines_add_up_to_the_totals_of_the_page(brunos: Client, inventory: Inventory) -> None:
    text = brunos.get(f"/portal/inventories/{inventory.pk}/export/lines.csv").content.decode()
    heading, *rows = table(text, ",")
    kilograms, scope, part = heading.index("kg CO2e"), heading.index("Scope"), heading.index("Part")
    location = [row for row in rows if row[scope] and row[part] != "Market-based"]
    total = queries.calculated(inventory).result.totals.location_based_mg
    assert sum(Decimal(row[kilograms]) for row in location) * 10**6 == total


@pytest.mark.django_db
def test_each_line_names_factor_edition_and_attribution(brunos: Client, inventory: Inventory) -> None:
    text = brunos.get(f"/portal/inventories/{inventory.pk}/export/lines.csv").content.decode()
    heading, *rows = table(text, ",")
    for name in ("Factor", "Source", "Reason", "Edition of the factors", "Attribution"):
        assert all(row[heading.index(name)] for row in rows), name


@pytest.mark.django_db
def test_evidence_that_looks_like_a_formula_is_exported_as_text(brunos: Client, inventory: Inventory) -> None:
    text = brunos.get(f"/portal/inventories/{inventory.pk}/export/lines.csv").content.decode()
    assert "'=1+1" in text
    assert ",=1+1" not in text


@pytest.mark.django_db
def test_the_figures_keep_the_methods_in_columns_of_their_own(brunos: Client, inventory: Inventory) -> None:
    text = brunos.get(f"/portal/inventories/{inventory.pk}/export/figures.csv").content.decode()
    heading, *rows = table(text, ",")
    totals = queries.calculated(inventory).result.totals
    total = next(row for row in rows if row and row[0] == "All scopes together")
    assert heading[1:] == ["Location-based, kg CO2e", "Market-based, kg CO2e"]
    assert [Decimal(cell) * 10**6 for cell in total[1:]] == [totals.location_based_mg, totals.market_based_mg]
    assert any(row and row[0] == "Attribution" for row in rows)


@pytest.mark.django_db
def test_an_export_of_an_empty_inventory_is_a_table_without_rows(
    carla: Person, carlas_inventory: Inventory, sign_in: SignIn
) -> None:
    text = sign_in(carla).get(f"/portal/inventories/{carlas_inventory.pk}/export/lines.csv").content.decode()
    assert len(table(text, ",")) == 1
