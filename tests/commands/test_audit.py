"""``klimapakt audit`` on the shell."""

import json

import pytest
from django.db import connection, transaction

from klimapakt.commands import audit as command
from klimapakt.foundation import append_only, audit
from klimapakt.foundation.models import AuditEvent, AuditHead
from klimapakt.people.actions import create_person

pytestmark = pytest.mark.django_db

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _ten_entries() -> None:
    with transaction.atomic():
        ada = create_person(email="ada@stadt.example", name="Ada Amt", by=None)
        for number in range(9):
            audit.record(what="inventory.accepted", subject=ada, by=ada, details={"lines": number})


def tamper(statement: str) -> None:
    append_only.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_sound_chain_ends_with_status_zero_and_its_end(capsys: Output) -> None:
    assert command.run(["verify"]) == 0
    told = capsys.readouterr().out
    assert "The audit chain is sound: 10 entries" in told
    assert f"End of the chain: {AuditHead.objects.get()}" in told


def test_a_broken_chain_ends_with_status_one_and_names_the_entry(capsys: Output) -> None:
    at = AuditEvent.objects.get(sequence=4).at
    tamper("UPDATE foundation_auditevent SET what = 'inventory.rejected' WHERE sequence = 4")
    assert command.run(["verify"]) == 1
    told = capsys.readouterr().out
    assert "The audit chain is broken at entry 4." in told
    assert "Fault  hash. Its content does not match its hash: it was changed." in told
    assert "What   inventory.rejected" in told
    assert f"When   {at}" in told
    assert "Sound  the 3 entries before it" in told


def test_a_missing_entry_is_named_although_nothing_is_known_of_it(capsys: Output) -> None:
    tamper("DELETE FROM foundation_auditevent WHERE sequence = 1")
    assert command.run(["verify"]) == 1
    told = capsys.readouterr().out
    assert "broken at entry 1" in told
    assert "Fault  gap. The entry is missing." in told
    assert "Sound  nothing" in told


def test_machines_get_one_json_object(capsys: Output) -> None:
    tamper("UPDATE foundation_auditevent SET details = '{}' WHERE sequence = 7")
    assert command.run(["verify", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["sound"], told["events"]) == (False, 6)
    assert (told["fault"]["sequence"], told["fault"]["kind"]) == (7, "hash")
    assert told["fault"]["what"] == "inventory.accepted"


def test_the_end_of_the_chain_can_be_kept_elsewhere_and_checked_later(capsys: Output) -> None:
    assert command.run(["head"]) == 0
    noted = capsys.readouterr().out.strip()
    assert command.run(["verify", "--noted", noted]) == 0


def test_a_chain_that_does_not_run_through_a_noted_end_is_broken(capsys: Output) -> None:
    assert command.run(["verify", "--noted", f"3:{'f' * 64}"]) == 1
    assert "the chain was written anew" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "12", "x:ab", "12:", "-1:ab", "²:ab"])
def test_what_is_no_end_of_the_chain_is_refused(text: str, capsys: Output) -> None:
    assert command.run(["verify", f"--noted={text}"]) == 2
    assert "is no end of the chain" in capsys.readouterr().err


def test_a_missing_head_has_no_end_to_print(capsys: Output) -> None:
    AuditHead.objects.all().delete()
    assert command.run(["head"]) == 2
    assert "klimapakt audit verify" in capsys.readouterr().err


def test_a_lifted_guard_is_set_again(capsys: Output) -> None:
    append_only.lift(connection)
    assert command.run(["guard"]) == 0
    assert append_only.is_guarded(connection)
    assert "klimapakt audit verify" in capsys.readouterr().out


def test_a_database_without_tables_is_told_in_a_sentence(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AuditHead._meta, "db_table", "no_such_table")
    with transaction.atomic():
        assert command.run(["verify"]) == 2
        transaction.set_rollback(True)
    assert "no_such_table" in capsys.readouterr().err
