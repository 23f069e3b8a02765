"""What organisations really published gives the same inventory through the page and from the shell."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from klimapakt.commands.calc import run
from klimapakt.inventories.actions import create_inventory
from klimapakt.inventories.models import Upload
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.tables import seal_of
from tests.methods.inventory.real_activity import YEARS, case_of_year

pytestmark = pytest.mark.django_db
Result = Mapping[str, object]


def table_of(organisation: str, year: int) -> bytes:
    """Return the year as an import table, amounts to the gram, litre or watt-hour."""
    rows = ["Aktivität;Menge;Einheit;Von;Bis;Datenqualität"]
    for activity in cast("list[dict[str, str]]", case_of_year(organisation, year)["activities"]):
        what = activity.get("factor_id") or activity["activity"]
        amount = f"{Decimal(activity['amount']):.3f}".replace(".", ",")
        period = f"01.01.{year};31.12.{year}"
        rows.append(f"{what};{amount};{activity['unit']};{period};{activity['quality']}")
    return "\n".join(rows).encode()


def through_the_page(
    client: Client, organisation: Organisation, year: int, table: bytes, by: Person
) -> Result:
    inventory = create_inventory(organisation=organisation, year=year, by=by)
    address = f"/portal/inventories/{inventory.pk}"
    client.post(f"{address}/uploads/new/", {"file": SimpleUploadedFile("year.csv", table)})
    upload = Upload.objects.get()
    client.post(f"/portal/uploads/{upload.pk}/take-over/", {"seal": seal_of(upload)})
    return cast("Result", client.get(f"{address}/export/inventory.json").json()["record"]["result"])


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[bytes], Result]:
    """Return what the shell prints for a table."""

    def calculated(table: bytes) -> Result:
        file = tmp_path / "year.csv"
        file.write_bytes(table)
        status = run(["inventory", str(file)])
        printed = capsys.readouterr()
        assert status == 0, printed.err
        return cast("Result", json.loads(printed.out))

    return calculated


@pytest.mark.parametrize("published", YEARS, ids=str)
def test_page_and_shell_agree_to_the_milligram(
    published: tuple[str, int],
    bakery: Organisation,
    bruno: Person,
    sign_in: SignIn,
    shell: Callable[[bytes], Result],
) -> None:
    organisation, year = published
    table = table_of(organisation, year)
    calculated = shell(table)
    page = through_the_page(sign_in(bruno), bakery, year, table, bruno)
    assert page["totals"] == calculated["totals"]
    assert page["energy_mwh"] == calculated["energy_mwh"]
    assert [_figures(line) for line in _lines(page)] == [_figures(line) for line in _lines(calculated)]


def _lines(result: Result) -> list[dict[str, object]]:
    return cast("list[dict[str, object]]", result["lines"])


def _figures(line: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(line[key] for key in ("part", "factor_id", "kg_per_unit", "amount", "unit", "co2e_mg"))
