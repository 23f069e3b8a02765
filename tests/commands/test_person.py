"""``klimapakt person`` and ``klimapakt privacy`` say what they would do before they do it."""

import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from klimapakt.commands import person as command
from klimapakt.commands import privacy
from klimapakt.organisations.models import Invitation, Organisation, Role
from klimapakt.people.models import Person
from tests.organisations.invitations import invited

pytestmark = pytest.mark.django_db
Capture = pytest.CaptureFixture[str]


def test_export_writes_what_is_held_and_overwrites_nothing(
    tmp_path: Path, capsys: Capture, bruno: Person, bakery: Organisation
) -> None:
    target = tmp_path / "data.zip"
    assert command.run(["export", bruno.email.upper(), str(target)]) == 0
    with zipfile.ZipFile(target) as packed:
        assert json.loads(packed.read("your-data.json"))["name"] == "Bruno Keller"
    assert command.run(["export", bruno.email, str(target)]) == 1
    assert "exists already" in capsys.readouterr().err


def test_erasing_is_told_first_and_changes_nothing(
    capsys: Capture, bruno: Person, bakery: Organisation
) -> None:
    assert command.run(["erase", bruno.email]) == 0
    told = capsys.readouterr().out
    assert "organisations.Role 1" in told
    assert "Nobody would decide for Bakery any more" in told
    assert "Nothing was changed." in told
    assert Person.objects.filter(pk=bruno.pk).exists()


def test_erasing_is_done_when_it_is_said_twice(capsys: Capture, bruno: Person, bakery: Organisation) -> None:
    assert command.run(["erase", bruno.email, "--do"]) == 1
    assert "last person with the role management of: Bakery" in capsys.readouterr().err
    assert command.run(["erase", bruno.email, "--do", "--without-successor"]) == 0
    assert not Person.objects.filter(pk=bruno.pk).exists()
    assert not Role.objects.exists()


@pytest.mark.parametrize("word", [["export", "x.zip"], ["erase"]])
def test_an_unknown_address_is_told(word: list[str], capsys: Capture) -> None:
    name, *rest = word
    assert command.run([name, "nobody@example.org", *rest]) == 1
    assert "Nobody signs in with nobody@example.org." in capsys.readouterr().err


def test_due_says_what_is_over_and_round_deletes_it(
    capsys: Capture, bruno: Person, bakery: Organisation
) -> None:
    invited(bakery, "mina@bakery.example.org", by=bruno)
    assert privacy.run(["due"]) == 0
    assert "Nothing is over." in capsys.readouterr().out
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=31))
    assert privacy.run(["due"]) == 0
    assert "organisations.Invitation" in capsys.readouterr().out
    assert Invitation.objects.exists()
    assert privacy.run(["round"]) == 0
    assert "1 rows were over and are gone." in capsys.readouterr().out
    assert not Invitation.objects.exists()


def test_the_record_is_printed_in_the_language_asked_for(capsys: Capture, bakery: Organisation) -> None:
    assert privacy.run(["record", "klimapakt", "--language", "en"]) == 0
    assert json.loads(capsys.readouterr().out)["activities"][0]["title"] == "Recording what was decided"
    assert privacy.run(["record", "nowhere"]) == 1
