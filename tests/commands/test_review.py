"""``klimapakt review`` repeats a draw without a database, and finds a draw that is not what it was."""

from pathlib import Path

import pytest
from django.db import connection

from klimapakt.commands import review as command
from klimapakt.foundation import append_only
from klimapakt.inventories import actions
from klimapakt.inventories.models import Inventory, SampleDraw
from klimapakt.methods.review import commitment_of
from klimapakt.people.models import Person
from tests.inventories.sampling import sampling_pact
from tests.inventories.versions import staff, submitted

Output = pytest.CaptureFixture[str]
LIST = "key;risk\nbakery;5\nmetalworks;90\nprinters;5\n"


def written(folder: Path, text: str) -> str:
    """Return the path of a list."""
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_draw_is_printed_for_anybody(tmp_path: Path, capsys: Output) -> None:
    assert command.run(["draw", written(tmp_path, LIST), "--seed", "seed", "--period", "2026"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"commitment;{commitment_of('seed')}"
    assert lines[3].startswith("riskiest;1;metalworks;")
    assert [line.split(";")[0] for line in lines[4:]] == ["drawn"]


def test_the_order_of_the_list_changes_nothing(tmp_path: Path, capsys: Output) -> None:
    heading, *rows = LIST.splitlines()
    told = []
    for text in (LIST, "\n".join([heading, *reversed(rows)])):
        command.run(["draw", written(tmp_path, text), "--seed", "seed", "--period", "2026"])
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]


def test_another_seed_than_the_published_one_is_told(tmp_path: Path, capsys: Output) -> None:
    given = ["--seed", "other", "--period", "2026", "--commitment", commitment_of("seed")]
    assert command.run(["draw", written(tmp_path, LIST), *given]) == 1
    assert "not the one whose hash was published" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "line"),
    [("bakery;5\n", 1), ("key;risk\nbakery\n", 2), ("key;risk\na;1\na;2\n", 3), ("key;risk\na;-1\n", 2)],
)
def test_a_list_that_cannot_be_read_names_the_line(
    tmp_path: Path, capsys: Output, text: str, line: int
) -> None:
    assert command.run(["draw", written(tmp_path, text), "--seed", "s", "--period", "2026"]) == 2
    assert f"line {line}:" in capsys.readouterr().err


def test_a_missing_list_is_told(capsys: Output) -> None:
    assert command.run(["draw", "/nowhere.csv", "--seed", "s", "--period", "2026"]) == 2
    assert "/nowhere.csv" in capsys.readouterr().err


@pytest.mark.django_db
def test_draws_that_are_kept_are_compared(
    capsys: Output, inventory: Inventory, bruno: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    sampling_pact(monkeypatch)
    submitted(inventory, bruno)
    ole = staff()
    made = actions.make_draw(draw=actions.announce_draw(year=inventory.year, by=ole), by=ole)
    assert command.run(["verify", "klimapakt"]) == 0
    append_only.lift(connection)
    SampleDraw.objects.filter(pk=made.pk).update(drawn=["x"])
    assert command.run(["verify", "klimapakt"]) == 1
    assert "another result" in capsys.readouterr().out
