"""Finding what was tampered with, by somebody who may do anything to the tables."""

import random
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection, transaction

from klimapakt.foundation import append_only, audit, chain
from klimapakt.foundation.models import AuditEvent, AuditHead
from klimapakt.foundation.verification import Fault, FaultKind, Noted, verify
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person

pytestmark = pytest.mark.django_db

LENGTH = 40
COLUMNS = ("sequence", "at", "what", "subject_type", "subject_id", "actor", "details", "previous", "hash")
TABLE = "foundation_auditevent"


@pytest.fixture(autouse=True)
def _a_chain_without_its_guard(ada: Person) -> None:
    """Forty entries, and the triggers dropped as an administrator can."""
    grow_to(LENGTH, by=ada)
    append_only.lift(connection)


@pytest.fixture
def ada() -> Person:
    return create_person(email="ada@stadt.example", name="Ada Amt", by=None)


def grow_to(length: int, *, by: Person) -> None:
    with transaction.atomic():
        for number in range(AuditHead.objects.get().events, length):
            audit.record(what="inventory.accepted", subject=by, by=by, details={"lines": number})


def sql(statement: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def row(sequence: int) -> dict[str, Any]:
    return dict(AuditEvent.objects.values(*COLUMNS).get(sequence=sequence))


def insert(values: dict[str, Any]) -> None:
    places = ", ".join(["%s"] * len(values))
    sql(f"INSERT INTO {TABLE} ({', '.join(values)}) VALUES ({places})", *values.values())  # noqa: S608  # names of our own


def change(sequence: int, column: str, value: str | int) -> None:
    sql(f"UPDATE {TABLE} SET {column} = %s WHERE sequence = %s", value, sequence)  # noqa: S608  # names of our own


def delete(first: int, last: int | None = None) -> None:
    sql("DELETE FROM foundation_auditevent WHERE sequence BETWEEN %s AND %s", first, last or first)


def append(values: dict[str, Any]) -> None:
    """Add an entry behind the last, linked and hashed as it should be, without telling the head."""
    insert(values | {"sequence": LENGTH + 1, "previous": row(LENGTH)["hash"], "hash": "0" * 64})
    rehash(LENGTH + 1)


def rehash(sequence: int) -> None:
    """Give an entry the hash of its present content, as a careful forger would."""
    values = row(sequence)
    values.pop("hash")
    change(sequence, "hash", chain.hash_of(chain.Entry(**values)))


def rewrite_from(sequence: int) -> None:
    """Link and hash everything from an entry to the end anew, and the head with it."""
    for number in range(sequence, LENGTH + 1):
        change(number, "previous", row(number - 1)["hash"] if number > 1 else chain.NOTHING_BEFORE)
        rehash(number)
    sql("UPDATE foundation_audithead SET hash = %s", row(LENGTH)["hash"])


def fault() -> Fault:
    found = verify().fault
    assert found is not None
    return found


def test_an_untouched_chain_is_sound() -> None:
    verdict = verify()
    assert (verdict.fault, verdict.events, verdict.head) == (None, LENGTH, AuditHead.objects.get().hash)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2020-01-01T00:00:00.000000Z"),
        ("at", "not a time"),
        ("what", "inventory.rejected"),
        ("subject_type", "inventories.inventory"),
        ("subject_id", "17"),
        ("actor", ""),
        ("details", '{"lines":999}'),
        ("details", '{"lines": 16}'),
        ("details", "no JSON"),
        ("hash", "f" * 64),
    ],
)
def test_a_changed_column_is_found_where_it_was_changed(column: str, value: str) -> None:
    change(17, column, value)
    found = fault()
    assert (found.sequence, found.kind) == (17, FaultKind.HASH)
    assert (found.what, found.at) == (row(17)["what"], row(17)["at"])


def test_a_changed_link_is_found_as_a_fault_of_order() -> None:
    change(17, "previous", row(3)["hash"])
    assert (fault().sequence, fault().kind) == (17, FaultKind.ORDER)


def test_a_renumbered_entry_leaves_a_gap() -> None:
    change(17, "sequence", 1017)
    assert (fault().sequence, fault().kind) == (17, FaultKind.GAP)


def test_a_forged_entry_with_a_fitting_hash_is_found_at_the_next() -> None:
    change(17, "what", "inventory.rejected")
    rehash(17)
    assert (fault().sequence, fault().kind) == (18, FaultKind.ORDER)


def test_a_forged_last_entry_with_a_fitting_hash_is_found_by_the_head() -> None:
    change(LENGTH, "what", "inventory.rejected")
    rehash(LENGTH)
    assert (fault().sequence, fault().kind) == (LENGTH, FaultKind.HEAD)


def test_an_entry_deleted_in_the_middle_is_named_as_missing() -> None:
    delete(17)
    found = fault()
    assert (found.sequence, found.kind) == (17, FaultKind.GAP)
    assert (found.what, found.at) == (None, None)


def test_the_first_entry_is_missed_too() -> None:
    delete(1)
    assert (fault().sequence, fault().kind) == (1, FaultKind.GAP)


def test_a_cut_off_tail_is_found_by_the_head() -> None:
    delete(36, LENGTH)
    found = fault()
    assert (found.sequence, found.kind) == (36, FaultKind.HEAD)
    assert "40 entries were written" in found.sentence


def test_an_emptied_table_is_found_by_the_head() -> None:
    delete(1, LENGTH)
    assert (fault().sequence, fault().kind) == (1, FaultKind.HEAD)


def test_two_swapped_entries_are_found_at_the_first() -> None:
    change(17, "sequence", 9999)
    change(23, "sequence", 17)
    change(9999, "sequence", 23)
    assert (fault().sequence, fault().kind) == (17, FaultKind.ORDER)


def test_two_entries_with_swapped_content_are_found_at_the_first() -> None:
    one, other = row(17)["details"], row(23)["details"]
    change(17, "details", other)
    change(23, "details", one)
    assert (fault().sequence, fault().kind) == (17, FaultKind.HASH)


def test_an_entry_slipped_in_between_is_found() -> None:
    for number in range(LENGTH, 16, -1):
        change(number, "sequence", number + 1)
    insert(row(16) | {"sequence": 17, "previous": row(16)["hash"], "hash": "0" * 64})
    rehash(17)
    assert (fault().sequence, fault().kind) == (18, FaultKind.ORDER)


def test_an_entry_added_behind_the_head_is_found() -> None:
    append(row(LENGTH))
    assert (fault().sequence, fault().kind) == (LENGTH + 1, FaultKind.HEAD)


def test_an_entry_before_the_first_is_found() -> None:
    if connection.vendor == "sqlite":
        sql("PRAGMA ignore_check_constraints = 1")
    else:
        sql(f"ALTER TABLE {TABLE} DROP CONSTRAINT auditevent_counts_from_one")
    insert(row(1) | {"sequence": 0, "hash": "0" * 64})
    assert (fault().sequence, fault().kind) == (0, FaultKind.ORDER)
    if connection.vendor == "sqlite":
        sql("PRAGMA ignore_check_constraints = 0")


def test_a_missing_head_is_found() -> None:
    sql("DELETE FROM foundation_audithead")
    found = fault()
    assert (found.sequence, found.kind) == (LENGTH, FaultKind.HEAD)
    assert "40 entries stand" in found.sentence


def test_a_head_with_another_hash_is_found() -> None:
    sql("UPDATE foundation_audithead SET hash = %s", "f" * 64)
    assert fault().kind is FaultKind.HEAD


def test_a_head_that_counts_too_few_is_found() -> None:
    sql("UPDATE foundation_audithead SET events = 39, hash = %s", row(39)["hash"])
    assert (fault().sequence, fault().kind) == (40, FaultKind.HEAD)


def test_a_head_that_counts_too_many_is_found() -> None:
    sql("UPDATE foundation_audithead SET events = 41")
    assert (fault().sequence, fault().kind) == (41, FaultKind.HEAD)


def test_of_two_faults_the_first_is_named() -> None:
    change(23, "what", "x.y")
    change(17, "what", "x.y")
    assert fault().sequence == 17


def test_text_that_is_no_text_is_a_fault_and_no_crash() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite stores bytes that are no text in a column for text")
    sql("UPDATE foundation_auditevent SET what = CAST(x'ff' AS TEXT) WHERE sequence = 17")
    assert fault().kind is FaultKind.HASH


# -- a chain written anew from end to end ------------------------------------------------------


def test_a_chain_written_anew_with_its_head_is_found_by_an_end_noted_elsewhere() -> None:
    noted = Noted(LENGTH, AuditHead.objects.get().hash)
    change(17, "what", "inventory.rejected")
    rewrite_from(17)
    assert verify().fault is None
    found = verify([noted]).fault
    assert found is not None
    assert (found.sequence, found.kind) == (LENGTH, FaultKind.NOTED)


def test_a_chain_cut_off_with_its_head_is_found_by_an_end_noted_elsewhere() -> None:
    noted = Noted(LENGTH, AuditHead.objects.get().hash)
    delete(36, LENGTH)
    sql("UPDATE foundation_audithead SET events = 35, hash = %s", row(35)["hash"])
    assert verify().fault is None
    found = verify([noted]).fault
    assert found is not None
    assert (found.sequence, found.kind) == (36, FaultKind.NOTED)


def test_a_chain_that_has_only_grown_runs_through_every_noted_end() -> None:
    early = [Noted(number, str(row(number)["hash"])) for number in (1, 20, LENGTH)]
    assert verify([Noted(0, chain.NOTHING_BEFORE), *early]).fault is None


# -- at random ---------------------------------------------------------------------------------


def _spoil_text(dice: random.Random) -> None:
    column = dice.choice(["at", "what", "subject_type", "subject_id", "details", "actor", "previous", "hash"])
    sequence = dice.randint(1, LENGTH)
    before = str(row(sequence)[column])
    place = dice.randrange(len(before) + 1)
    change(sequence, column, (before[:place] + dice.choice("0123456789abcdef ") + before[place:])[-20:])


def _spoil_number(dice: random.Random) -> None:
    change(dice.randint(1, LENGTH), "sequence", LENGTH + dice.randint(1, 1000))


def _delete_some(dice: random.Random) -> None:
    first = dice.randint(1, LENGTH)
    delete(first, dice.randint(first, LENGTH))


def _swap_two(dice: random.Random) -> None:
    one, other = dice.sample(range(1, LENGTH + 1), 2)
    change(one, "sequence", 9999)
    change(other, "sequence", one)
    change(9999, "sequence", other)


def _replay_one(dice: random.Random) -> None:
    append(row(dice.randint(1, LENGTH)))


def _forge_one(dice: random.Random) -> None:
    sequence = dice.randint(1, LENGTH)
    change(sequence, "details", f'{{"lines":{dice.randint(1000, 9999)}}}')
    rehash(sequence)


def _forge_the_head(dice: random.Random) -> None:
    sql("UPDATE foundation_audithead SET events = events + %s", dice.choice([-2, -1, 1, 2]))


MANIPULATIONS: Sequence[Callable[[random.Random], None]] = (
    _spoil_text,
    _spoil_number,
    _delete_some,
    _swap_two,
    _replay_one,
    _forge_one,
    _forge_the_head,
)


def test_each_of_a_hundred_random_manipulations_is_found() -> None:
    unfound = []
    for seed in range(100):
        dice = random.Random(seed)  # noqa: S311  (a repeatable choice, no secret)
        with transaction.atomic():
            manipulation = dice.choice(MANIPULATIONS)
            manipulation(dice)
            if verify().fault is None:
                unfound.append((seed, manipulation.__name__))
            transaction.set_rollback(True)
    assert unfound == []


def test_ten_thousand_entries_are_verified_in_two_seconds_of_processor_time() -> None:
    template, previous, events = row(LENGTH), row(LENGTH)["hash"], []
    for sequence in range(LENGTH + 1, 10_001):
        values: dict[str, Any] = template | {"sequence": sequence, "previous": previous}
        values.pop("hash")
        previous = chain.hash_of(chain.Entry(**values))
        events.append(AuditEvent(**values, hash=previous))
    AuditEvent.objects.bulk_create(events, batch_size=500)
    sql("UPDATE foundation_audithead SET events = 10000, hash = %s", previous)
    started = time.process_time()
    assert verify().events == 10_000
    assert time.process_time() - started < 2
