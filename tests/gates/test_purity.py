"""The gate that keeps the methods pure."""

from pathlib import Path

import pytest

from tests.gates.samples import complaints_about
from tools.gates.purity import check


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("units.py", "import django"),
        ("units.py", "from django.conf import settings"),
        ("units.py", "import requests"),
        ("units.py", "import duckdb"),
        ("intake/table.py", "import narwhals as nw"),
        ("bulk.py", "from python_calamine import load_workbook"),
        ("units.py", "from klimapakt.inventories import models"),
        ("units.py", "from klimapakt import inventories"),
        ("units.py", "import time"),
        ("units.py", "import random"),
        ("units.py", "from urllib import request"),
        ("units.py", "import urllib.request"),
        ("units.py", "today = date.today()"),
        ("units.py", "now = datetime.datetime.now(tz=UTC)"),
        ("units.py", "home = os.environ['HOME']"),
        ("units.py", "home = os.getenv('HOME')"),
    ],
)
def test_a_method_that_learns_what_it_was_not_told_is_refused(tmp_path: Path, module: str, code: str) -> None:
    assert complaints_about(check, tmp_path, {f"src/klimapakt/methods/{module}": code})


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("units.py", "from decimal import Decimal\nfrom importlib import resources"),
        ("units.py", "from klimapakt.methods.messages import Message\nfrom klimapakt.methods import units"),
        ("units.py", "from urllib.parse import quote"),
        ("bulk.py", "import duckdb\nimport narwhals as nw"),
        ("bulk/expression.py", "import pyarrow"),
        ("intake/workbook.py", "from python_calamine import load_workbook\nimport time"),
        ("units.py", "def review_due(signed_on: date, today: date) -> date: return today"),
    ],
)
def test_a_method_that_takes_everything_as_an_argument_passes(tmp_path: Path, module: str, code: str) -> None:
    assert complaints_about(check, tmp_path, {f"src/klimapakt/methods/{module}": code}) == []


def test_other_rooms_may_ask_the_clock(tmp_path: Path) -> None:
    assert (
        complaints_about(check, tmp_path, {"src/klimapakt/foundation/dates.py": "import time, django"}) == []
    )
