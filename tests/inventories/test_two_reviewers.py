"""Two people of the office press "accept" at the same moment: one acceptance, and the other is told."""

from collections.abc import Callable
from threading import Barrier

import pytest
from django.db import connection

from klimapakt.foundation.models import AuditEvent, OutgoingMail
from klimapakt.inventories import actions, queries
from klimapakt.inventories.models import FrozenInventory, Inventory, ReviewCheck, ReviewLetter
from klimapakt.inventories.rules import NotPossible
from klimapakt.inventories.seen import Conflict, Seen, round_mark
from klimapakt.pacts.actions import adopt_preset
from klimapakt.people.models import Person
from tests.inventories.sampling import sampling_pact
from tests.inventories.versions import fresh, seal_now, staff, submitted
from tests.pacts.threads import threads

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def race(*acts: Callable[[], object]) -> list[bool]:
    """Run acts at once and return which of them had an effect."""
    start = Barrier(len(acts))

    def press(act: Callable[[], object]) -> bool:
        try:
            start.wait(10)
            act()
        except NotPossible:
            return False
        else:
            return True
        finally:
            connection.close()

    with threads(len(acts)) as pool:
        return sorted(future.result(20) for future in [pool.submit(press, act) for act in acts])


def test_two_acceptances_at_once_freeze_once(inventory: Inventory, bruno: Person) -> None:
    ole, lea = staff("ole@city.example.org"), staff("lea@city.example.org")
    found = submitted(inventory, bruno)
    seal = seal_now(found)
    results = race(
        lambda: actions.accept(inventory=fresh(found), seen_sha256=seal, by=ole),
        lambda: actions.accept(inventory=fresh(found), seen_sha256=seal, by=lea),
    )
    assert results == [False, True]
    assert FrozenInventory.objects.count() == 1
    assert AuditEvent.objects.filter(what="inventory.accepted").count() == 1


def test_taking_back_and_accepting_at_once_has_one_winner(inventory: Inventory, bruno: Person) -> None:
    ole, found = staff("ole@city.example.org"), submitted(inventory, bruno)
    seal = seal_now(found)
    results = race(
        lambda: actions.accept(inventory=fresh(found), seen_sha256=seal, by=ole),
        lambda: actions.withdraw(inventory=fresh(found), by=bruno),
    )
    assert results == [False, True]
    is_accepted = fresh(found).status == "accepted"
    assert FrozenInventory.objects.exists() == is_accepted


def test_two_corrections_at_once_are_one(inventory: Inventory, bruno: Person) -> None:
    ole, found = staff("ole@city.example.org"), submitted(inventory, bruno)
    actions.accept(inventory=found, seen_sha256=seal_now(found), by=ole)

    def correct() -> None:
        actions.begin_correction(
            inventory=fresh(found), reason="A mistake.", with_edition=found.edition, by=bruno
        )

    assert race(correct, correct) == [False, True]
    assert Inventory.objects.count() == 2


def test_two_letters_at_once_are_one(inventory: Inventory, bruno: Person) -> None:
    ole, found = staff("ole@city.example.org"), submitted(inventory, bruno)
    actions.accept(inventory=found, seen_sha256=seal_now(found), by=ole)
    seen = queries.draft_letter(fresh(found), words="", writer=ole.name).sha256

    def send() -> None:
        actions.send_letter(inventory=fresh(found), words="", seen_sha256=seen, by=ole)

    assert race(send, send) == [False, True]
    assert ReviewLetter.objects.count() == 1
    assert OutgoingMail.objects.filter(kind="inventory_letter").count() == 1


def test_two_answers_at_once_are_one_answer_and_one_conflict(inventory: Inventory, bruno: Person) -> None:
    adopt_preset(preset="krefeld", by=None)
    ole, lea = staff("ole@city.example.org"), staff("lea@city.example.org")
    found = submitted(inventory, bruno)
    conflicts: list[Conflict] = []
    seen = Seen(round_mark(found))

    def say(answer: str, note: str, by: Person) -> None:
        saved = actions.save_checks(
            inventory=fresh(found), answers={"area": (answer, note)}, seen=seen, by=by
        )
        conflicts.extend(saved.conflicts)

    assert race(lambda: say("yes", "", ole), lambda: say("no", "Missing", lea)) == [True, True]
    assert len(conflicts) == 1
    assert ReviewCheck.objects.get(item="area").answer == conflicts[0].theirs.answer


def test_two_presses_draw_once(inventory: Inventory, bruno: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    sampling_pact(monkeypatch)
    ole, found = staff("ole@city.example.org"), submitted(inventory, bruno)
    draw = actions.announce_draw(year=found.year, by=ole)

    def press() -> None:
        actions.make_draw(draw=draw, by=ole)

    assert race(press, press) == [False, True]
    assert AuditEvent.objects.filter(what="sample.drawn").count() == 1
