"""Tables for tests: rows as somebody would type them, and the way they take into an inventory."""

import hashlib
from collections.abc import Sequence
from datetime import date

from klimapakt.inventories import actions, queries
from klimapakt.inventories.actions import ReceivedFile, TakenOver
from klimapakt.inventories.models import Inventory, Upload
from klimapakt.methods.intake import read_table
from klimapakt.people.models import Person

HEADINGS = ("Site", "Activity", "Amount", "Unit", "From", "To", "Data quality", "Evidence", "Note")
ELECTRICITY = (
    "Bakehouse",
    "Electricity",
    "48000",
    "kWh",
    "2024-01-01",
    "2024-12-31",
    "billed",
    "Bill 17",
    "",
)
GAS = ("Bakehouse", "Natural gas", "120000", "kWh Hs", "2024-01-01", "2024-12-31", "billed", "Bill 18", "")
DIESEL = ("Delivery vans", "Diesel", "3250.5", "l", "2024-01-01", "2024-12-31", "measured", "Fuel card", "")
UNKNOWN = ("Bakehouse", "Elektrosmog", "5", "kWh", "", "", "", "", "")
AMBIGUOUS = ("Bakehouse", "Electricity", "1.234", "kWh", "", "", "", "", "")


def csv_of(*rows: Sequence[str], headings: Sequence[str] = HEADINGS) -> bytes:
    """Return rows as the bytes of a CSV file with semicolons."""
    return "\r\n".join(";".join(row) for row in (headings, *rows)).encode()


def received(content: bytes, name: str = "consumption.csv") -> ReceivedFile:
    """Return a file as the reading process would hand it over."""
    table = read_table(content, filename=name)
    return ReceivedFile(name, content, hashlib.sha256(content).hexdigest(), "auto", table)


def kept(inventory: Inventory, by: Person, *rows: Sequence[str]) -> Upload:
    """Return an upload of these rows, checked and not taken over."""
    upload = actions.keep_upload(inventory=inventory, file=received(csv_of(*rows)), by=by).upload
    return Upload.objects.get(pk=upload.pk)


def taken_over(inventory: Inventory, by: Person, *rows: Sequence[str]) -> TakenOver:
    """Take these rows over into the inventory."""
    upload = kept(inventory, by, *rows)
    return actions.take_over(upload=upload, seal=seal_of(upload), by=by)


def seal_of(upload: Upload) -> str:
    """Return the seal of the check as it stands now."""
    return queries.checked(upload, date(2026, 1, 1)).seal()
