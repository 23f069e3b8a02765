"""Two at the same moment: one effect, and the other is told or does nothing."""

from collections.abc import Callable
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from klimapakt.duties import actions, nightly
from klimapakt.duties.models import Duty, DutyEvent, NightlyRun, Reminder
from klimapakt.foundation.models import OutgoingMail
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.duties.owing import due, member
from tests.inventories.versions import staff
from tests.pacts.threads import threads

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 2, 2)


def at_once(*works: Callable[[], object]) -> list[bool]:
    """Do works at the same moment; return for each whether it was possible."""
    start = Barrier(len(works))

    def press(work: Callable[[], object]) -> bool:
        try:
            start.wait(10)
            work()
        except NotPossible:
            return False
        else:
            return True
        finally:
            connection.close()

    with threads(len(works)) as all_of_them:
        return [done.result(30) for done in [all_of_them.submit(press, work) for work in works]]


def test_two_of_the_office_decide_about_one_request_once(
    bakery: Organisation, bruno: Person, ada: Person
) -> None:
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    ole = staff(kind=OfficeKind.LEAD)
    baseline = due(member(bakery), "baseline", TODAY)
    request = actions.ask_for_more_time(duty=baseline, months=3, reason="late", today=TODAY, by=bruno)
    done = at_once(
        lambda: actions.grant(request=request, months=3, reason="yes", today=TODAY, by=ada),
        lambda: actions.refuse(request=request, reason="no", today=TODAY, by=ole),
    )
    assert sorted(done) == [False, True]
    assert DutyEvent.objects.filter(answers=request).count() == 1


def test_two_grants_together_stay_within_the_limit(bakery: Organisation, ada: Person) -> None:
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    ole = staff(kind=OfficeKind.LEAD)
    baseline = due(member(bakery), "baseline", TODAY)
    done = at_once(
        lambda: actions.extend(duty=baseline, months=4, reason="yes", today=TODAY, by=ada),
        lambda: actions.extend(duty=baseline, months=4, reason="yes", today=TODAY, by=ole),
    )
    assert sorted(done) == [False, True]
    assert Duty.objects.get(pk=baseline.pk).extended_months == 4


def test_two_recomputations_at_once_make_each_duty_once(bakery: Organisation) -> None:
    one = member(bakery)
    work = lambda: actions.recompute(membership=one, today=TODAY, by=None)  # noqa: E731 -- twice the same
    assert at_once(work, work) == [True, True]
    assert Duty.objects.filter(rule="baseline").count() == 1


def test_two_runs_of_one_night_remind_once(bakery: Organisation, metalworks: Organisation) -> None:
    member(bakery)
    member(metalworks)
    work = lambda: nightly.run(TODAY)  # noqa: E731 -- twice the same
    assert at_once(work, work) == [True, True]
    assert NightlyRun.objects.get().members == 2
    assert Reminder.objects.filter(skipped="").count() == 6
    assert OutgoingMail.objects.filter(kind="duty_reminder").count() == 2
