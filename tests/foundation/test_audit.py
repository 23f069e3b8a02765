"""Recording in the audit chain."""

import hashlib
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from klimapakt.foundation import actions, append_only, audit, chain
from klimapakt.foundation.audit import NotForTheChain, OutsideTransaction, sealed
from klimapakt.foundation.models import AppendOnlyViolation, AuditEvent, AuditHead, PersonSalt, TextSalt
from klimapakt.foundation.verification import verify
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Person:
    return create_person(email="ada@stadt.example", name="Ada Amt", by=None)


@pytest.fixture
def bruno() -> Person:
    return create_person(email="bruno@baeckerei.example", name="Bruno Back", by=None)


def test_the_first_entry_is_number_one_and_follows_nothing(ada: Person) -> None:
    first = AuditEvent.objects.get(sequence=1)
    assert first.what == "person.created"
    assert first.previous == chain.NOTHING_BEFORE


def test_each_entry_holds_the_hash_of_the_one_before(ada: Person) -> None:
    one = audit.record(what="inventory.accepted", subject=ada, by=ada)
    two = audit.record(what="inventory.accepted", subject=ada, by=ada)
    assert (two.sequence, two.previous) == (one.sequence + 1, one.hash)


def test_the_head_counts_the_entries_and_holds_the_last_hash(ada: Person) -> None:
    last = audit.record(what="inventory.accepted", subject=ada, by=ada)
    head = AuditHead.objects.get()
    assert str(head) == f"{last.sequence}:{last.hash}"


def test_the_hash_can_be_recomputed_with_nothing_but_the_columns(ada: Person) -> None:
    event = audit.record(
        what="inventory.accepted", subject=ada, by=ada, details={"edition": "2026.1", "lines": 250}
    )
    body = {
        name: getattr(event, name)
        for name in ("sequence", "at", "what", "subject_type", "subject_id", "actor")
    }
    body |= {"details": '{"edition":"2026.1","lines":250}', "previous": event.previous}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == event.hash


def test_the_time_is_kept_in_utc_to_the_microsecond(ada: Person) -> None:
    event = audit.record(what="inventory.accepted", subject=ada, by=ada)
    at = datetime.strptime(event.at, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    assert abs((datetime.now(UTC) - at).total_seconds()) < 60


def test_the_system_itself_acts_without_a_person(ada: Person) -> None:
    assert audit.record(what="duty.reminded", subject=ada, by=None).actor == ""


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_the_transaction_of_an_action(ada: Person) -> None:
    with pytest.raises(OutsideTransaction):
        audit.record(what="inventory.accepted", subject=ada, by=ada)


@pytest.mark.django_db(transaction=True)
def test_an_action_that_is_rolled_back_leaves_no_event(ada: Person) -> None:
    before = AuditHead.objects.get().events
    with transaction.atomic():
        audit.record(what="inventory.accepted", subject=ada, by=ada, details={"note": sealed("Widerruf")})
        transaction.set_rollback(True)
    assert AuditHead.objects.get().events == before
    assert AuditEvent.objects.count() == before
    assert not TextSalt.objects.exists()
    assert verify().fault is None


# -- nothing personal --------------------------------------------------------------------------


def test_people_and_free_text_do_not_stand_in_the_chain(ada: Person, bruno: Person) -> None:
    audit.record(
        what="person.warned", subject=bruno, by=ada, details={"reason": sealed("Bruno Back war unhöflich")}
    )
    everything = "\n".join("|".join(str(value) for value in row) for row in AuditEvent.objects.values_list())
    for personal in ("ada amt", "bruno", "unh", "stadt.example"):
        assert personal not in everything.lower()


def test_the_same_person_is_the_same_actor_throughout(ada: Person, bruno: Person) -> None:
    one = audit.record(what="inventory.accepted", subject=bruno, by=ada)
    two = audit.record(what="inventory.accepted", subject=bruno, by=ada)
    other = audit.record(what="inventory.accepted", subject=bruno, by=bruno)
    assert one.actor == two.actor == audit.commitment_of(ada) != other.actor
    assert one.subject_id == other.actor == audit.commitment_of(bruno)


def test_a_sealed_text_can_be_proved_to_whoever_has_its_salt(ada: Person) -> None:
    event = audit.record(
        what="inventory.returned", subject=ada, by=ada, details={"reason": sealed("Zähler fehlt")}
    )
    salt = TextSalt.objects.get(event=event, name="reason").salt
    assert json.loads(event.details) == {"reason": {"sealed": chain.commitment("Zähler fehlt", salt)}}


def test_the_same_text_sealed_twice_looks_different(ada: Person) -> None:
    details = {"one": sealed("ja"), "two": sealed("ja")}
    found = json.loads(audit.record(what="inventory.returned", subject=ada, by=ada, details=details).details)
    assert found["one"] != found["two"]


def test_a_forgotten_person_cannot_be_found_in_the_chain_any_more_and_the_chain_still_verifies(
    ada: Person, bruno: Person
) -> None:
    audit.record(what="inventory.accepted", subject=bruno, by=ada)
    known = audit.commitment_of(bruno)
    actions.forget_person(person=bruno, by=ada)
    assert audit.commitment_of(bruno) is None
    assert not PersonSalt.objects.filter(person_id=bruno.pk).exists()
    assert AuditEvent.objects.filter(what="audit.person_forgotten", subject_id=known).exists()
    assert verify().fault is None


def test_a_forgotten_person_who_acts_again_is_somebody_new(ada: Person, bruno: Person) -> None:
    known = audit.commitment_of(bruno)
    actions.forget_person(person=bruno, by=ada)
    assert audit.record(what="inventory.accepted", subject=ada, by=bruno).actor != known


def test_deleting_a_person_deletes_the_tie_and_leaves_the_chain(ada: Person, bruno: Person) -> None:
    count = AuditEvent.objects.count()
    bruno.delete()
    assert PersonSalt.objects.count() == 1
    assert AuditEvent.objects.count() == count
    assert verify().fault is None


def test_a_forgotten_text_cannot_be_compared_any_more(ada: Person) -> None:
    event = audit.record(
        what="inventory.returned", subject=ada, by=ada, details={"reason": sealed("Herr Back")}
    )
    actions.forget_text(event=event, name="reason", by=ada)
    assert not TextSalt.objects.exists()
    assert verify().fault is None


# -- what cannot be recorded -------------------------------------------------------------------


@pytest.mark.parametrize("what", ["accepted", "Inventory.accepted", "inventory accepted", "inventory.", ""])
def test_an_event_has_a_name_for_machines(ada: Person, what: str) -> None:
    with pytest.raises(NotForTheChain, match="does not name an event"):
        audit.record(what=what, subject=ada, by=ada)


@pytest.mark.parametrize("text", ["Bruno Back", "bruno@baeckerei.example", "ü", "x" * 129, "a\nb"])
def test_a_free_text_must_be_sealed(ada: Person, text: str) -> None:
    with pytest.raises(NotForTheChain, match=r"audit\.sealed"):
        audit.record(what="inventory.returned", subject=ada, by=ada, details={"reason": text})


@pytest.mark.parametrize("value", [1.5, Decimal("1.5"), ["a"], {"a": 1}, b"a", datetime.now(UTC)])
def test_a_value_without_one_spelling_is_refused(ada: Person, value: object) -> None:
    details: dict[str, Any] = {"value": value}
    with pytest.raises(NotForTheChain, match="no single spelling"):
        audit.record(what="inventory.returned", subject=ada, by=ada, details=details)


def test_whole_numbers_truth_and_nothing_are_recorded_as_they_are(ada: Person) -> None:
    details = {"lines": 10**20, "is_final": True, "reviewed": None, "edition": "2026.1"}
    event = audit.record(what="inventory.accepted", subject=ada, by=ada, details=details)
    assert json.loads(event.details) == details


@pytest.mark.parametrize("name", ["Reason", "the reason", "", "x" * 41, "1st"])
def test_a_detail_has_a_name_for_machines(ada: Person, name: str) -> None:
    with pytest.raises(NotForTheChain, match="not a name"):
        audit.record(what="inventory.accepted", subject=ada, by=ada, details={name: 1})


def test_what_has_not_been_saved_cannot_be_a_subject(ada: Person) -> None:
    with pytest.raises(NotForTheChain, match="saved"):
        audit.record(what="person.created", subject=Person(email="x@y.example"), by=ada)


def test_without_its_head_the_chain_takes_no_entry(ada: Person) -> None:
    AuditHead.objects.all().delete()
    with pytest.raises(actions.HeadMissing):
        audit.record(what="inventory.accepted", subject=ada, by=ada)


# -- append only -------------------------------------------------------------------------------


def test_the_model_refuses_changes_and_deletions(ada: Person) -> None:
    event = AuditEvent.objects.get(sequence=1)
    event.what = "person.praised"
    with pytest.raises(AppendOnlyViolation):
        event.save()
    with pytest.raises(AppendOnlyViolation):
        event.save(update_fields=["what"])
    with pytest.raises(AppendOnlyViolation):
        event.delete()


def test_querysets_refuse_changes_and_deletions(ada: Person) -> None:
    with pytest.raises(AppendOnlyViolation):
        AuditEvent.objects.update(what="x.y")
    with pytest.raises(AppendOnlyViolation):
        AuditEvent.objects.filter(sequence=1).delete()
    with pytest.raises(AppendOnlyViolation):
        AuditEvent.objects.bulk_update([AuditEvent.objects.get(sequence=1)], ["what"])


def test_a_second_entry_with_the_same_number_is_refused(ada: Person) -> None:
    row = AuditEvent.objects.values().get(sequence=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent(**row | {"hash": "f" * 64}).save()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE foundation_auditevent SET what = 'x.y' WHERE sequence = 1",
        "DELETE FROM foundation_auditevent WHERE sequence = 1",
        "DELETE FROM foundation_auditevent",
    ],
)
def test_the_database_itself_refuses_changes_and_deletions(ada: Person, statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="neither changed nor deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert verify().fault is None


def test_the_database_refuses_to_replace_an_entry(ada: Person) -> None:
    replace = "INSERT OR REPLACE INTO" if connection.vendor == "sqlite" else "INSERT INTO"
    table = "foundation_auditevent"
    statement = f"{replace} {table} SELECT * FROM {table} WHERE sequence = 1"  # noqa: S608  # words of our own
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify().fault is None


@pytest.mark.postgresql
def test_postgresql_refuses_to_empty_the_table(ada: Person) -> None:
    with (
        pytest.raises(IntegrityError, match="neither changed nor deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE foundation_auditevent CASCADE")


def test_it_can_be_seen_whether_the_guard_stands(ada: Person) -> None:
    assert append_only.is_guarded(connection)
    append_only.lift(connection)
    assert not append_only.is_guarded(connection)
    append_only.guard(connection)
    append_only.guard(connection)
    assert append_only.is_guarded(connection)


def test_a_guard_with_one_trigger_missing_counts_as_none(ada: Person) -> None:
    on = "" if connection.vendor == "sqlite" else " ON foundation_auditevent"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER auditevent_no_update{on}")
    assert not append_only.is_guarded(connection)
    append_only.guard(connection)
