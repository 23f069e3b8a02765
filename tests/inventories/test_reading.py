"""A file is read in a process of its own; whatever it holds, what comes back is a table or a sentence."""

import io
import zipfile

import pytest

from klimapakt.inventories import reading
from tests.inventories.tables import AMBIGUOUS, ELECTRICITY, csv_of


def test_a_table_comes_back_as_it_was_read() -> None:
    received = reading.read(csv_of(ELECTRICITY), name="consumption.csv")
    assert [row.status for row in received.table.rows] == ["accepted"]


def test_the_persons_answer_about_numbers_is_passed_on() -> None:
    received = reading.read(csv_of(AMBIGUOUS), name="a.csv", numbers="en")
    activity = received.table.rows[0].activity
    assert activity is not None
    assert str(activity["amount"]) == "1.234"


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", b"\x00" * 500, b"PK\x03\x04broken", b"just words"]
)
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(reading.Unreadable) as refused:
        reading.read(content, name="consumption.xlsx")
    assert refused.value.message.text().endswith(".")


def test_control_characters_do_not_reach_the_database() -> None:
    content = "Activity;Amount;Unit;Note\nElectricity;5;kWh;a\x07b\u202e\n".encode()
    table = reading.read(content, name="a.csv").table
    assert not {"\x07", "\u202e"} & set(str(table.as_json()))


def test_a_zip_bomb_is_refused_and_not_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (80 * 1024 * 1024))
    with pytest.raises(reading.Unreadable):
        reading.read(packed.getvalue(), name="bomb.xlsx")


def test_a_process_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    with pytest.raises(reading.Unreadable) as refused:
        reading.read(csv_of(ELECTRICITY), name="a.csv")
    assert refused.value.message.code == "file_too_slow"


def test_a_process_without_memory_is_no_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MEMORY_MB", 24)
    with pytest.raises(reading.Unreadable):
        reading.read(csv_of(ELECTRICITY), name="a.csv")
