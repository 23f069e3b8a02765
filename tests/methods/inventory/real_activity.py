"""What two organisations really published, read through the mapping of their labels."""

import csv
import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import cast

from klimapakt.methods.inventory import Inventory, calculate
from tests.methods.inventory.building import Fields

DATA = Path(__file__).parents[2] / "data"
Row = dict[str, str]
YEARS = [
    ("Geberit Gruppe", 2019),
    ("Geberit Gruppe", 2020),
    *(("DZ BANK", year) for year in range(2021, 2025)),
]


@cache
def published() -> tuple[Row, ...]:
    """Return the rows as they were published, numbers in German notation."""
    text = (DATA / "real_activity_visible.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter=";"))


@cache
def mapping() -> Fields:
    """Return how the printed labels are read."""
    return cast("Fields", json.loads((DATA / "real_activity_mapping.json").read_text(encoding="utf-8")))


def reading_of(row: Row) -> Fields:
    """Return the mapping's entry for a row."""
    labels = cast("dict[str, dict[str, Fields]]", mapping()["labels"])
    return labels[row["organisation"]][row["activity"]]


def amount_of(row: Row) -> Decimal:
    """Return the published number: 5.747,4 is 5747.4."""
    return Decimal(row["amount"].replace(".", "").replace(",", "."))


def case_of_year(organisation: str, year: int) -> Fields:
    """Return the case of an organisation's year; rows that no factor fits are left out."""
    qualities = cast("dict[str, str]", mapping()["qualities"])
    activities = []
    for place, row in enumerate(published()):
        entry = reading_of(row)
        if (row["organisation"], int(row["year"])) != (organisation, year) or "left_out" in entry:
            continue
        top, bottom = cast("list[str]", entry.get("times", ["1", "1"]))
        chosen = {key: entry[key] for key in ("activity", "factor_id", "unit", "instrument") if key in entry}
        amount = amount_of(row) * Decimal(top) / Decimal(bottom)
        quality = qualities[row["quality"]]
        activity: Fields = {"id": f"{row['activity']} ({place})", "amount": f"{amount:f}", "quality": quality}
        activities.append(activity | chosen)
    return {"year": year, "edition": "2026.1", "activities": activities}


def inventory_of_year(organisation: str, year: int) -> Inventory:
    """Return the inventory of an organisation's year."""
    return calculate(case_of_year(organisation, year))
