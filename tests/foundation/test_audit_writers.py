"""Several writers at once: the chain never forks and never has a hole."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from klimapakt.foundation import audit
from klimapakt.foundation.models import AuditEvent, AuditHead
from klimapakt.foundation.verification import Fault, verify
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)

EVENTS = 25


@pytest.fixture
def ada() -> Person:
    return create_person(email="ada@stadt.example", name="Ada Amt", by=None)


def at_once(*works: Callable[[], None]) -> list[Exception]:
    """Run the works in threads that start together; return what went wrong."""
    problems: list[Exception] = []
    start = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        try:
            start.wait(timeout=10)
            work()
        except Exception as problem:  # noqa: BLE001  (told to the test)
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return problems


def writer(person: Person, what: str) -> Callable[[], None]:
    def write() -> None:
        for number in range(EVENTS):
            with transaction.atomic():
                audit.record(what=what, subject=person, by=person, details={"number": number})

    return write


def test_two_writers_extend_one_chain(ada: Person) -> None:
    assert at_once(writer(ada, "first.wrote"), writer(ada, "second.wrote")) == []
    verdict = verify()
    assert (verdict.fault, verdict.events) == (None, 1 + 2 * EVENTS)
    for what in ("first.wrote", "second.wrote"):
        assert AuditEvent.objects.filter(what=what).count() == EVENTS


def test_a_writer_that_gives_up_leaves_no_hole(ada: Person) -> None:
    def give_up() -> None:
        for _ in range(EVENTS):
            with transaction.atomic():
                audit.record(what="first.failed", subject=ada, by=ada)
                transaction.set_rollback(True)

    assert at_once(give_up, writer(ada, "second.wrote")) == []
    assert (verify().fault, AuditHead.objects.get().events) == (None, 1 + EVENTS)


def test_somebody_new_who_acts_twice_at_once_becomes_one_person_in_the_chain(ada: Person) -> None:
    bruno = Person.objects.create(email="bruno@baeckerei.example", name="Bruno Back")
    assert at_once(writer(bruno, "first.wrote"), writer(bruno, "second.wrote")) == []
    actors = set(AuditEvent.objects.filter(what__endswith=".wrote").values_list("actor", flat=True))
    assert actors == {audit.commitment_of(bruno)}


def test_verifying_while_others_write_finds_no_fault(ada: Person) -> None:
    faults: list[Fault | None] = []

    def look() -> None:
        faults.extend(verify().fault for _ in range(10))

    assert at_once(writer(ada, "first.wrote"), writer(ada, "second.wrote"), look) == []
    assert faults == [None] * 10
