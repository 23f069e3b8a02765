"""The workbook of an appraisal: its formulas, calculated anew, give our value; also after a change."""

import shutil
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from klimapakt.measures.appraising.calculating import Calculated, calculated
from klimapakt.measures.appraising.entered import Line, RiskEntered, Scenario
from klimapakt.measures.appraising.workbook import workbook
from klimapakt.measures.models import Appraisal
from klimapakt.organisations.models import Organisation
from tests.inventories.documents.making import with_cell
from tests.measures.appraising import appraised
from tests.measures.formulas import Formulas, opened
from tests.measures.planning import plan_of

pytestmark = pytest.mark.django_db
SHEETS = ("Result", "Inputs", "Payments", "Sensitivities")
NPV = ("Result", 3, 1)
SOFFICE = shutil.which("soffice")
FULL: dict[str, Any] = {
    "co2_price": "nehs:2026:mid",
    "changes": {"energy": Decimal(2), "co2": Decimal(3), "other": Decimal(1)},
    "sources": {"energy": "Offer", "co2": "Own scenario", "other": "Maker", "residual": "Sold as scrap"},
    "risk": RiskEntered("deduction", loss_percent=Decimal(20), probability_percent=Decimal(10)),
    "tax_percent": Decimal(30),
    "depreciation_years": Decimal(5),
    "residual_eur": Decimal(400),
    "lines": (
        Line('=HYPERLINK("x")', -1, Decimal(1), Decimal(90), "other", "every", 3, Decimal(1), "@Maker"),
        Line("Bonus", 1, Decimal(2), Decimal(300), "other", "once", 0),
    ),
    "scenarios": (Scenario("+Worst", saving_percent=Decimal(80)),),
}
CASES = [
    pytest.param({}, id="five fields"),
    pytest.param(FULL, id="everything"),
    pytest.param(
        {"price_year": 0, "horizon_years": 13, "life_years": Decimal("12.5")}, id="prices of year 0"
    ),
    pytest.param({"risk": RiskEntered("surcharge", points=Decimal(2))}, id="surcharge"),
    pytest.param({"upkeep_eur": Decimal(0), "investment_eur": Decimal(3000)}, id="pays"),
]


def made(bakery: Organisation, **changes: Any) -> tuple[Appraisal, bytes]:  # noqa: ANN401  (fields by name)
    appraisal = appraised(plan_of(bakery), **changes)
    return appraisal, workbook(appraisal, "en")


def typed_over(book: Formulas, label: str, value: float) -> Formulas:
    """Return the workbook with another value in the cell beside a label of the inputs."""
    row = next(row for row, cells in book.sheets["Inputs"].items() if 0 in cells and cells[0].value == label)
    return Formulas(book.sheets, {("Inputs", row, 1): value})


def close(value: Any) -> Any:  # noqa: ANN401  (as a cell is)
    return pytest.approx(value, rel=1e-9, abs=0.006)


@pytest.mark.parametrize("changes", CASES)
def test_every_formula_gives_the_value_that_is_kept_with_it(
    bakery: Organisation, changes: dict[str, Any]
) -> None:
    book = opened(made(bakery, **changes)[1])
    assert len(book.formulas()) > 100
    for sheet, row, column, cell in book.formulas():
        found = book.value(sheet, row, column)
        kept: Any = float(cell.value) if not isinstance(found, str) else cell.value
        assert found == (kept if isinstance(kept, str) else close(kept)), (sheet, row, column, cell.formula)


@pytest.mark.parametrize("changes", CASES)
def test_the_formulas_start_from_our_net_present_value(bakery: Organisation, changes: dict[str, Any]) -> None:
    appraisal, content = made(bakery, **changes)
    assert opened(content).value(*NPV) == close(float(appraisal.npv_eur))


@pytest.mark.parametrize(
    ("label", "value", "case"),
    [
        ("Discount rate", 0.11, {"discount_rate": "0.11"}),
        ("Investment in EUR", 7000.0, {"investment_eur": "7000"}),
        ("Funding in EUR", 500.0, {"grant_eur": "500"}),
        ("Tax on income", 0.25, {"tax": {"rate": "0.25", "depreciation_years": "5"}}),
        (
            "Price change a year: Energy",
            -0.03,
            {"price_changes": {"energy": "-0.03", "co2": "0.03", "other": "0.01"}},
        ),
        ("Prices are those of year (0 or 1)", 0.0, {"price_year": 0}),
    ],
)
def test_a_changed_input_changes_everything_that_rests_on_it(
    bakery: Organisation, label: str, value: float, case: dict[str, object]
) -> None:
    appraisal, content = made(bakery, **FULL)
    book = typed_over(opened(content), label, value)
    now = calculated({**appraisal.case, **case})
    assert book.value(*NPV) == close(now.found.npv_eur)
    assert sensitivities_of(book) == {
        one.parameter: (close(one.minus_npv_eur), close(one.plus_npv_eur)) for one in now.found.sensitivities
    }


def test_a_shorter_period_is_followed(bakery: Organisation) -> None:
    appraisal, content = made(bakery)
    book = typed_over(opened(content), "Years looked at", 5.0)
    case = {**appraisal.case, "horizon_years": 5}
    case["emissions"] = {"saved_mg_per_year": appraisal.case["emissions"]["saved_mg_per_year"][:5]}
    assert book.value(*NPV) == close(calculated(case).found.npv_eur)


def test_what_looks_like_a_formula_stays_a_text(bakery: Organisation) -> None:
    book = opened(made(bakery, **FULL)[1])
    texts = {
        cell.value
        for rows in book.sheets.values()
        for cells in rows.values()
        for cell in cells.values()
        if not cell.formula
    }
    assert {'=HYPERLINK("x")', "@Maker", "+Worst"} <= texts
    assert not any("HYPERLINK" in cell.formula for _sheet, _row, _column, cell in book.formulas())


def test_the_german_workbook_calculates_too(bakery: Organisation) -> None:
    appraisal = appraised(plan_of(bakery), **FULL)
    book = opened(workbook(appraisal, "de"))
    first = next(iter(book.sheets))
    assert first != "Result"
    assert book.value(first, 3, 1) == close(float(appraisal.npv_eur))


@pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed; the formulas were calculated without it."
)
def test_libreoffice_finds_our_value_after_a_change_of_the_discount_rate(
    bakery: Organisation, tmp_path: Path
) -> None:
    appraisal, content = made(bakery, **FULL)
    changed = with_cell(content, 2, "B6", "0.11")
    now = calculated({**appraisal.case, "discount_rate": "0.11"})
    sheets = recalculated(changed, tmp_path)
    assert sheets.get_sheet_by_name("Result").to_python()[2][1] == close(now.found.npv_eur)
    rows = sheets.get_sheet_by_name("Sensitivities").to_python()[3:]
    assert [row[1:3] for row in rows] == [
        [close(one.minus_npv_eur), close(one.plus_npv_eur)] for one in now.found.sensitivities
    ]
    assert rate_of_return(sheets) == close(rate(now))


def recalculated(content: bytes, folder: Path) -> CalamineWorkbook:
    """Return the workbook after LibreOffice has calculated everything anew, which it else does not."""
    assert SOFFICE is not None
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    (folder / "book.xlsx").write_bytes(content)
    (folder / "out").mkdir()
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(folder / "book.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return CalamineWorkbook.from_filelike(BytesIO((folder / "out" / "book.xlsx").read_bytes()))


def rate_of_return(sheets: CalamineWorkbook) -> float:
    rows = sheets.get_sheet_by_name("Result").to_python()
    return next(float(str(row[1])) for row in rows if str(row[0]).startswith("Internal rate"))


def rate(result: Calculated) -> float:
    return result.found.rates_of_return[0]


def sensitivities_of(book: Formulas) -> dict[str, tuple[Any, Any]]:
    names = {
        "Years looked at": "horizon",
        "Discount rate": "discount",
        "Investment": "capex",
        "Price change: Energy": "price_change:energy",
        "Price change: Price on CO₂": "price_change:co2",
        "Price change: Everything else": "price_change:other",
    }
    found = {}
    for row, cells in book.sheets["Sensitivities"].items():
        if row > 3:
            label = cells[0].value
            values = tuple(book.value("Sensitivities", row, column) for column in (1, 2))
            found[names.get(label, f"position:{label}")] = values
    return found


ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""
