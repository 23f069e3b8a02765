"""``klimapakt pact export`` and ``import``: from shell to shell, with sentences when it cannot be."""

from pathlib import Path

import pytest

from klimapakt.commands import pact as command
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import within
from tests.handover.wiping import wipe

pytestmark = pytest.mark.django_db
Capture = pytest.CaptureFixture[str]


def test_a_pact_goes_from_one_shell_to_another(tmp_path: Path, capsys: Capture, bakery: Organisation) -> None:
    file = tmp_path / "pact.zip"
    assert command.run(["export", "klimapakt", str(file)]) == 0
    assert "SHA-256 of its manifest: " in capsys.readouterr().out
    wipe()
    assert command.run(["import", str(file)]) == 0
    assert "sign in with a code that comes by mail" in capsys.readouterr().out
    with within(Pact.objects.get()):
        assert Organisation.objects.get().name == "Bakery"


def test_an_import_into_what_is_there_says_so(tmp_path: Path, capsys: Capture, bakery: Organisation) -> None:
    file = tmp_path / "pact.zip"
    command.run(["export", "klimapakt", str(file)])
    assert command.run(["import", str(file)]) == 1
    told = capsys.readouterr().err
    assert "There is already a pact" in told
    assert "Nothing was changed." in told


def test_nothing_is_overwritten_and_nothing_is_made_up(tmp_path: Path, capsys: Capture, pact: Pact) -> None:
    file = tmp_path / "pact.zip"
    file.write_bytes(b"mine")
    assert command.run(["export", "klimapakt", str(file)]) == 1
    assert file.read_bytes() == b"mine"
    assert command.run(["export", "nowhere", str(tmp_path / "other.zip")]) == 1
    assert command.run(["import", str(file)]) == 1
    assert "The file is damaged" in capsys.readouterr().err
    assert command.run(["import", str(tmp_path / "missing.zip")]) == 2
