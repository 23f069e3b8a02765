"""The reading in a process of its own."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from klimapakt.methods.intake import Table, child, message_as_json, message_from_json, read_table
from tests.methods.intake.samples import refused
from tests.methods.intake.workbooks import DATE, good_row, header, number, sheet, workbook

DATA = b"Aktivit\xc3\xa4t;Menge;Einheit;Jahr\nStrom;1.234;kWh;2024\n"


def child_of(data: bytes, *arguments: str) -> Any:  # noqa: ANN401  # whatever JSON holds
    """Return what the child process prints."""
    command = [sys.executable, "-m", "klimapakt.methods.intake.child", *arguments]
    done = subprocess.run(command, input=data, capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    return json.loads(done.stdout)


def test_the_child_prints_the_table_as_it_is_read_here() -> None:
    assert Table.from_json(child_of(DATA, "a.csv", "auto")) == read_table(DATA, filename="a.csv")


def test_the_child_takes_the_persons_choice() -> None:
    assert child_of(DATA, "a.csv", "de")["rows"][0]["activity"]["amount"] == "1234"


def test_the_child_prints_a_refusal_and_no_traceback() -> None:
    answer = child_of(b"%PDF-1.7", "a.xlsx", "auto")
    assert message_from_json(answer["refused"]) == refused(b"%PDF-1.7").message


def test_the_child_needs_no_arguments() -> None:
    assert child_of(DATA)["rows"][0]["status"] == "ask"


def test_a_panic_below_python_is_a_refusal_without_a_word_beside_it() -> None:
    absurd = workbook(sheet(header(), good_row(2, E=number("-1E17", DATE))))
    assert message_from_json(child_of(absurd, "a.xlsx", "auto")["refused"]).code == "workbook_damaged"


class Broken(io.BytesIO):
    """A stream that cannot be read."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise MemoryError


def test_whatever_breaks_becomes_a_sentence() -> None:
    assert json.loads("".join(child.answer(Broken(), []))) == {"refused": message_as_json(child.unreadable())}


@pytest.mark.parametrize("module", ["xlsxwriter", "django"])
def test_the_child_loads_nothing_it_does_not_need(module: str) -> None:
    program = f"import sys, klimapakt.methods.intake.child; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0


def test_more_than_the_limit_is_not_even_read(tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    with large.open("rb") as stream:
        answer = json.loads("".join(child.answer(stream, [])))
        assert stream.tell() == 20 * 1024 * 1024 + 1
    assert message_from_json(answer["refused"]).code == "file_too_large"
