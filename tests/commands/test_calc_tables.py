"""``klimapakt calc inventory`` with CSV and XLSX in the import template, and printed as CSV or plain text."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from klimapakt.commands import calc
from klimapakt.methods.inventory import calculate
from klimapakt.methods.inventory.schema import example

TABLE = """Standort;Aktivität;Menge;Einheit;Von;Bis;Datenqualität;Nachweis;Bemerkung
Bäckerei;Strom;96,4;MWh;01.01.2024;31.12.2024;Rechnung;;
Bäckerei;Erdgas;184.000,5;kWh Hs;01.01.2024;31.12.2024;Rechnung;;
Bäckerei;Diesel;2310,5;l;;;geschätzt;;
"""
ENGLISH = """Site;Activity;Amount;Unit;From;To;Data quality;Evidence;Note
Bakery;Electricity;96.4;MWh;2024-01-01;2024-12-31;invoice;;
"""


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Return exit status, output and errors of a call."""
    status = calc.run(["inventory", *arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def written(folder: Path, text: str, name: str = "year.csv") -> str:
    """Return the path of a file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_german_table_is_calculated(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, _ = printed(capsys, written(tmp_path, TABLE))
    assert status == 0
    assert json.loads(out)["totals"]["scope2_location_mg"] == 34_800_400_000


def test_an_english_table_is_calculated(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, _ = printed(capsys, written(tmp_path, ENGLISH))
    assert status == 0
    assert json.loads(out)["totals"]["scope2_location_mg"] == 34_800_400_000


def test_a_table_gives_what_the_same_case_gives_as_json(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, out, _ = printed(capsys, written(tmp_path, TABLE))
    year = {"period_start": "2024-01-01", "period_end": "2024-12-31", "quality": "billed"}
    by_hand = calculate(
        {
            "year": 2024,
            "activities": [
                {"id": "e", "activity": "electricity", "amount": "96.4", "unit": "MWh", **year},
                {"id": "g", "activity": "natural_gas", "amount": "184000.5", "unit": "kWh_Hs", **year},
                {"id": "d", "activity": "diesel", "amount": "2310.5", "unit": "l", "quality": "estimated"},
            ],
        }
    )
    assert json.loads(out)["totals"] == by_hand.totals.as_json()


def test_a_workbook_is_calculated_without_django(tmp_path: Path) -> None:
    path = tmp_path / "year.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for place, line in enumerate(TABLE.splitlines()[:2]):
            sheet.write_row(place, 0, line.split(";"))
    program = (
        "import sys; from klimapakt.commands.main import main;"
        f"status = main(['calc', 'inventory', {str(path)!r}]);"
        "print('django' in sys.modules, file=sys.stderr); sys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr.strip()) == (0, b"False")
    assert json.loads(done.stdout)["totals"]["scope2_location_mg"] == 34_800_400_000


def test_a_row_that_cannot_be_read_is_refused_with_row_and_column(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, out, err = printed(capsys, written(tmp_path, TABLE.replace("96,4;MWh", "96,4;furlongs")))
    assert (status, out) == (2, "")
    assert json.loads(err)["path"] == "row 2, Einheit"


def test_a_table_that_tells_no_year_asks_for_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = written(tmp_path, "Aktivität;Menge;Einheit\nDiesel;10;l\n")
    status, _, err = printed(capsys, path)
    assert (status, json.loads(err)["error"]) == (2, "year_needed")
    assert printed(capsys, path, "--year", "2024")[0] == 0


def test_a_period_that_crosses_years_tells_no_year(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = written(tmp_path, "Aktivität;Menge;Einheit;Von;Bis\nStrom;10;kWh;2023-07-01;2024-06-30\n")
    status, _, err = printed(capsys, path)
    assert (status, json.loads(err)["error"]) == (2, "year_needed")


def test_the_edition_of_a_table_can_be_chosen(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = printed(capsys, written(tmp_path, ENGLISH), "--edition", "2025.1")
    assert json.loads(out)["edition"] == "2025.1"


def test_lines_can_be_printed_as_csv_with_edition_and_attribution(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = written(tmp_path, json.dumps(example()), "case.json")
    _, out, _ = printed(capsys, path, "--format", "csv")
    rows = list(csv.reader(io.StringIO(out)))
    lines = rows[1 : rows.index([])]
    column = rows[0].index("co2e_mg")
    assert [int(line[column]) for line in lines] == [line.co2e_mg for line in calculate(example()).lines]
    assert ["edition", "2026.1"] in rows
    assert any(row[:1] == ["attribution"] and "Open Government Licence" in row[1] for row in rows)


def test_a_formula_in_a_text_is_disarmed_in_csv(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    evil = {"id": "=1+1", "activity": "diesel", "amount": 1, "unit": "l"}
    path = written(tmp_path, json.dumps({"year": 2024, "activities": [evil]}), "case.json")
    _, out, _ = printed(capsys, path, "--format", "csv")
    cells = [cell for row in csv.reader(io.StringIO(out)) for cell in row]
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_an_inventory_can_be_printed_as_plain_text(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, out, _ = printed(capsys, written(tmp_path, TABLE), "--format", "table")
    assert "Scope 2, location-based" in out
    assert "34.800 t CO2e" in out
    assert "Edition 2026.1" in out


@pytest.mark.parametrize("option", [("--year", "2020"), ("--edition", "2025.1"), ("--region", "FR")])
def test_an_option_for_tables_is_not_passed_over_in_silence_with_json(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, option: tuple[str, str]
) -> None:
    path = written(tmp_path, json.dumps(example()), "case.json")
    status, out, err = printed(capsys, path, *option)
    assert (status, out) == (2, "")
    assert json.loads(err)["message"]


def test_plain_text_carries_the_words_of_the_licences(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, out, _ = printed(capsys, written(tmp_path, TABLE), "--format", "table")
    assert "licensed under the Open Government Licence v3.0." in out
    assert "Source: Umweltbundesamt" in out
