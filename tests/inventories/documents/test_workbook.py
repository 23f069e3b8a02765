"""The workbook: a spreadsheet that forgets every kept value comes to the same milligrams."""

import io
from collections.abc import Callable, Iterator
from decimal import Decimal
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from klimapakt.inventories.documents.lines_of_workbook import FIRST_ROW, PLACES, formula_of
from klimapakt.inventories.documents.subject import Subject, subject_of
from klimapakt.inventories.documents.sums_of_workbook import stored_totals
from klimapakt.inventories.documents.workbook import workbook
from klimapakt.inventories.enums import InventoryKind
from klimapakt.inventories.models import Activity, ExternalFigures, Inventory
from klimapakt.methods.inventory.lines import milligrams
from klimapakt.organisations.actions import SiteFacts, create_site
from klimapakt.people.models import Person
from tests.inventories.documents.making import with_cell
from tests.inventories.documents.spreadsheet import Spreadsheet, opened
from tests.inventories.versions import filled, fresh

LINES, CHECK, RESULT = "Lines", "Comparison", "Result"


@pytest.fixture
def subject(inventory: Inventory, bruno: Person) -> Subject:
    """The bakery's inventory with three rows."""
    return subject_of(filled(inventory, bruno))


@pytest.fixture
def book(subject: Subject) -> bytes:
    return workbook(subject, "en")


def totals(sheets: Spreadsheet) -> Iterator[tuple[str, object, object, object]]:
    """Yield key, stored total, calculated total and verdict of the sheet that compares."""
    for row in sorted(sheets.sheets[CHECK]):
        if row > 4:
            values = [sheets.value(CHECK, row, column) for column in range(6)]
            yield str(values[1]), values[2], values[3], values[5]


@pytest.mark.django_db
def test_every_line_calculates_its_milligrams(subject: Subject, book: bytes) -> None:
    sheets = opened(book)
    for row, line in enumerate(subject.result.lines, start=FIRST_ROW):
        assert sheets.sheets[LINES][row][PLACES["co2e_mg"]].formula
        assert sheets.value(LINES, row, PLACES["co2e_mg"]) == line.co2e_mg
        assert sheets.value(LINES, row, PLACES["co2e_kg"]) == line.co2e_mg / 1_000_000


@pytest.mark.django_db
def test_the_lines_add_up_to_every_total(subject: Subject, book: bytes) -> None:
    found = list(totals(opened(book)))
    assert {key: stored for key, stored, _summed, _verdict in found} == stored_totals(
        subject.result.totals.as_json()
    )
    assert all(stored == summed and verdict == "equal" for _key, stored, summed, verdict in found)


@pytest.mark.django_db
def test_the_result_calculates_what_it_shows(book: bytes) -> None:
    sheets, count = opened(book), 0
    for row, cells in sheets.sheets[RESULT].items():
        for column, cell in cells.items():
            if cell.formula:
                count += 1
                assert sheets.value(RESULT, row, column) == float(cell.value), (row, column)
    assert count >= 20


@pytest.mark.django_db
def test_a_changed_amount_changes_the_total_and_the_verdict(book: bytes) -> None:
    sheets = opened(with_cell(book, 2, "M2", "1"))
    verdicts = {key: verdict for key, _stored, _summed, verdict in totals(sheets)}
    assert verdicts["location_based_mg"] == "differs"
    assert verdicts["scope1_mg"] == "equal"


@pytest.mark.django_db
def test_viewers_that_do_not_calculate_see_the_numbers(subject: Subject, book: bytes) -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name(LINES).to_python()
    kept = [int(float(str(row[PLACES["co2e_mg"]]))) for row in rows[1:]]
    assert kept == [line.co2e_mg for line in subject.result.lines]


@given(
    st.decimals(min_value=0, max_value=10**12, places=6),
    st.decimals(min_value=0, max_value=10**5, places=9),
)
def test_the_formula_of_a_line_is_right_for_any_amount_and_factor(amount: Decimal, factor: Decimal) -> None:
    try:
        co2e_mg = milligrams(float(amount), float(factor * 10**6))
    except OverflowError:
        return
    cells = f"{float(amount)!r}", f"{float(factor)!r}"
    formula = formula_of(2, amount, factor, co2e_mg).replace("M2", cells[0]).replace("O2", cells[1])
    sheet = Spreadsheet({})
    assert sheet._calculated("", formula) == co2e_mg


def test_a_factor_that_two_steps_would_round_otherwise_stands_in_the_formula() -> None:
    amount, factor = Decimal(17), Decimal("0.0000145")
    assert floor(float(amount) * float(factor) * 1_000_000 + 0.5) == 246
    assert milligrams(float(amount), float(factor * 10**6)) == 247
    assert formula_of(2, amount, factor, 247) == "FLOOR(M2*14.5+0.5,1)"


@pytest.mark.django_db
def test_numbers_keep_every_digit_of_64_bits(inventory: Inventory, bruno: Person) -> None:
    found = filled(inventory, bruno)
    Activity.objects.filter(inventory=found, activity="diesel").update(amount=Decimal("12345678901.234567"))
    Inventory.objects.filter(pk=found.pk).update(revision=found.revision + 1)
    subject = subject_of(fresh(found))
    sheets = opened(workbook(subject, "en"))
    for row, line in enumerate(subject.result.lines, start=FIRST_ROW):
        assert sheets.value(LINES, row, PLACES["amount"]) == float(line.amount)
        assert sheets.value(LINES, row, PLACES["co2e_mg"]) == line.co2e_mg


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["=cmd|'/C calc'!A0", "+1+1", "@SUM(1)", "http://example.org", "_x0041_ \x01"]
)
def test_what_people_write_is_never_a_formula(text: str, inventory: Inventory, bruno: Person) -> None:
    found = filled(inventory, bruno)
    site = create_site(organisation=found.organisation, facts=SiteFacts("*"), by=bruno)
    Activity.objects.filter(inventory=found).update(label=text, evidence=text, site=site)
    Inventory.objects.filter(pk=found.pk).update(revision=found.revision + 1)
    sheets = opened(workbook(subject_of(fresh(found)), "en"))
    cell = sheets.sheets[LINES][FIRST_ROW][PLACES["label"]]
    assert (cell.formula, cell.value) == ("", text.replace("\x01", " "))


@pytest.mark.django_db
def test_sites_with_wild_names_keep_their_own_sums(inventory: Inventory, bruno: Person) -> None:
    found = filled(inventory, bruno)
    names = iter(("*", "<>x", "?all"))
    for row in found.activities.order_by("number"):
        site = create_site(organisation=found.organisation, facts=SiteFacts(next(names)), by=bruno)
        Activity.objects.filter(pk=row.pk).update(site=site)
    Inventory.objects.filter(pk=found.pk).update(revision=found.revision + 1)
    sheets = opened(workbook(subject_of(fresh(found)), "en"))
    rows = {cells[0].value: row for row, cells in sheets.sheets[RESULT].items() if 0 in cells}
    for name in ("*", "<>x", "?all"):
        cell = sheets.sheets[RESULT][rows[name]][1]
        assert sheets.value(RESULT, rows[name], 1) == float(cell.value)


@pytest.mark.django_db
def test_the_same_inventory_gives_the_same_bytes(subject: Subject) -> None:
    assert workbook(subject, "de") == workbook(subject, "de")


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "name"), [("de", "Posten"), ("en", "Lines")])
def test_sheets_have_names_in_the_language(language: str, name: str, subject: Subject) -> None:
    assert name in opened(workbook(subject, language)).sheets


@pytest.mark.django_db
def test_figures_of_another_tool_come_without_lines(inventory: Inventory) -> None:
    Inventory.objects.filter(pk=inventory.pk).update(kind=InventoryKind.EXTERNAL)
    ExternalFigures.objects.create(inventory=inventory, tool="ecocockpit", scope1_mg=5_000_001)
    sheets = opened(workbook(subject_of(fresh(inventory)), "en")).sheets
    assert LINES not in sheets
    shown = [cell.value for cells in sheets[RESULT].values() for cell in cells.values()]
    assert "5.000001" in shown
    assert "not stated" in shown


@pytest.fixture
def cells(book: bytes) -> Callable[[str], list[str]]:
    """Return a function that gives the texts of a sheet."""

    def of(name: str) -> list[str]:
        return [cell.value for row in opened(book).sheets[name].values() for cell in row.values()]

    return of


@pytest.mark.django_db
def test_factors_and_about_name_source_licence_edition_and_hash(
    cells: Callable[[str], list[str]], subject: Subject
) -> None:
    about, factors = cells("About this file"), cells("Factors and sources")
    assert subject.record.sha256 in about
    assert any(subject.inventory.edition in text for text in about)
    assert {line.factor_id for line in subject.result.lines} <= set(factors)
    assert any("Umweltbundesamt" in text for text in factors)
