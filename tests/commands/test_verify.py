"""``klimapakt verify`` as a stranger calls it: a file, a verdict, a status; no Django, never a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from klimapakt.commands.main import main
from klimapakt.commands.verify import run
from klimapakt.inventories.documents.subject import Subject, subject_of
from klimapakt.inventories.models import Inventory
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.documents.making import MADE, flipped, with_cell
from tests.inventories.versions import filled

pytestmark = pytest.mark.django_db
Output = pytest.CaptureFixture[str]


@pytest.fixture
def subject(inventory: Inventory, bruno: Person) -> Subject:
    """The bakery's inventory with three rows."""
    return subject_of(filled(inventory, bruno))


@pytest.fixture
def folder(tmp_path: Path, subject: Subject) -> Path:
    """A folder with every kind of document."""
    for name, make in MADE.items():
        (tmp_path / name).write_bytes(make(subject))
    return tmp_path


@pytest.fixture
def tables(folder: Path, inventory: Inventory, bruno: Person, sign_in: SignIn) -> dict[str, Path]:
    """The tables as they are downloaded, in German and English, beside the other documents."""
    client, found = sign_in(bruno), {}
    for language in ("de", "en"):
        for name in ("lines", "figures"):
            client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
            content = client.get(f"/portal/inventories/{inventory.pk}/export/{name}.csv").content
            found[f"{name}.{language}"] = folder / f"{name}.{language}.csv"
            found[f"{name}.{language}"].write_bytes(content)
    return found


@pytest.mark.parametrize("name", MADE)
def test_a_sound_document_ends_with_status_0(
    name: str, folder: Path, subject: Subject, capsys: Output
) -> None:
    assert main(["verify", str(folder / name)]) == 0
    told = capsys.readouterr().out
    assert f"record   {subject.record.sha256}" in told
    assert "Bakery, 2024, version 1, edition 2026.1" in told
    assert told.endswith("  sound\n")


def test_a_broken_one_ends_with_status_1_and_names_the_cell(folder: Path, capsys: Output) -> None:
    book = folder / "inventory.xlsx"
    book.write_bytes(with_cell(book.read_bytes(), 2, "M3", "1"))
    assert run([str(book)]) == 1
    told = capsys.readouterr().out
    assert 'BROKEN   Posten!M3: shows "1.0"' in told
    assert told.endswith("  broken\n")


def test_what_cannot_be_read_ends_with_status_2(folder: Path, capsys: Output) -> None:
    (folder / "letter.txt").write_text("Dear Sir or Madam")
    for name in ("letter.txt", "missing.pdf", ".", "a\0b"):
        assert run([str(folder / name) if "\0" not in name else name]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("cannot be verified. ") == 4


def test_one_broken_file_among_many_decides(folder: Path) -> None:
    names = [str(folder / name) for name in MADE]
    assert run(names) == 0
    (folder / "letter.txt").write_text("Dear Sir or Madam")
    assert run([*names, str(folder / "letter.txt")]) == 2
    report = folder / "report.pdf"
    report.write_bytes(flipped(report.read_bytes(), 5000))
    assert run([*names, str(folder / "letter.txt")]) == 1


def test_another_hash_than_the_one_asked_for_is_broken(
    folder: Path, subject: Subject, capsys: Output
) -> None:
    name = str(folder / "report.pdf")
    assert run([name, "--hash", subject.record.sha256.upper()]) == 0
    assert run([name, "--hash", "0" * 64]) == 1
    assert "about another record" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["de", "en"])
def test_tables_are_sound_by_themselves_and_beside_their_record(
    language: str, tables: dict[str, Path], folder: Path, capsys: Output
) -> None:
    lines, figures = tables[f"lines.{language}"], tables[f"figures.{language}"]
    assert run([str(lines), str(figures)]) == 0
    assert "carries no record" in capsys.readouterr().out
    assert run([str(lines), str(folder / "record.json")]) == 0
    assert "all lines are those of the record" in capsys.readouterr().out


def changed(path: Path, old: str, new: str) -> str:
    """Change a file and return its name."""
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    return str(path)


def test_a_changed_number_in_a_table_is_named_by_its_row(tables: dict[str, Path], capsys: Output) -> None:
    assert run([changed(tables["lines.de"], ";48000;", ";48001;")]) == 1
    told = capsys.readouterr().out
    assert "Row 2 was changed" in told
    assert "Row 2: 48001 × 0.361 gives 17328.361 kg, not" in told


def test_a_changed_word_in_a_table_is_found(tables: dict[str, Path], capsys: Output) -> None:
    assert run([changed(tables["lines.en"], "Bill 17", "Bill 18")]) == 1
    assert "Row 2 was changed" in capsys.readouterr().out


@pytest.mark.parametrize("number", [1, 3, -1])
def test_a_missing_row_of_a_table_is_found(number: int, tables: dict[str, Path]) -> None:
    path = tables["lines.de"]
    rows = path.read_bytes().decode().splitlines(keepends=True)
    del rows[number]
    path.write_bytes("".join(rows).encode())
    assert run([str(path)]) == 1


def test_a_changed_total_in_the_table_of_figures_is_found(tables: dict[str, Path], capsys: Output) -> None:
    assert run([changed(tables["figures.de"], "17328", "17329")]) == 1
    assert "its check does not fit" in capsys.readouterr().out


def test_a_table_of_another_record_than_the_file_beside_it_is_not_compared_with_it(
    tables: dict[str, Path], folder: Path, capsys: Output
) -> None:
    told = json.loads((folder / "record.json").read_bytes())
    told["sha256"] = "0" * 64
    (folder / "record.json").write_text(json.dumps(told))
    assert run([str(tables["lines.de"]), str(folder / "record.json")]) == 1
    assert "carries no record" in capsys.readouterr().out


def test_a_process_of_its_own_needs_no_django_and_no_network(folder: Path) -> None:
    names = [str(folder / name) for name in MADE]
    program = (
        "import sys; from klimapakt.commands.main import main;"
        f"status = main(['verify', *{names!r}]);"
        "loaded = {name.split('.')[0] for name in sys.modules};"
        "print(sorted(loaded & {'django', 'sqlite3', 'typst', 'xlsxwriter'}), file=sys.stderr);"
        "sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=False,
        timeout=120,
        env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )
    assert (done.returncode, done.stderr.strip()) == (0, b"[]")
    assert done.stdout.count(b"  sound\n") == 3
